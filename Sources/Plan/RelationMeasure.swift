import Graph

/// A number that a relation as a whole gives each node: `pagerank(cites)`.
///
/// It is over the nodes of the rows' kinds and all that stand at an end of the relation.
package struct RelationMeasure: Sendable {
    package enum Function: String, Sendable, CaseIterable {
        /// How many edges the node has, either way.
        case degree
        /// The share of a walker who follows the relation at random.
        case pagerank
        /// The number of the part that hangs together, either way; the largest is 1.
        case components
        /// How many shortest connections of other nodes, either way, run through the node.
        case betweenness
        /// The number of the group that is densely connected within; the largest is 1.
        case community
    }

    package var function: Function
    /// What the relation's name stands for.
    package var steps: [RelationStep]
    /// The kinds that the rows may be of.
    package var kinds: KindSet

    package init(function: Function, steps: [RelationStep], kinds: KindSet) {
        self.function = function
        self.steps = steps
        self.kinds = kinds
    }
}
