import Graph

/// A search for paths in which every name has become a number.
package struct BoundPathSearch: Sendable {
    /// Both ends; a single node is a query that gives it.
    package var from: BoundQuery
    package var to: BoundQuery
    /// Followed both ways.
    package var relations: [RelationID]
    /// What the paths go around; their ends may be of it.
    package var avoidedKinds: KindSet
    package var avoidedNodes: [NodeID]
    /// Every path without a node twice, and not only a shortest one.
    package var wantsAll: Bool
    /// At most so many relations in a row; nil if nothing was said.
    package var within: Int?
    package var limit: Int?
    package var columns: [BoundColumn]
    /// `chart tree`
    package var chart: BoundChart?

    package init(
        from: BoundQuery, to: BoundQuery, relations: [RelationID], avoidedKinds: KindSet, avoidedNodes: [NodeID],
        wantsAll: Bool, within: Int?, limit: Int?, columns: [BoundColumn]
    ) {
        self.from = from
        self.to = to
        self.relations = relations
        self.avoidedKinds = avoidedKinds
        self.avoidedNodes = avoidedNodes
        self.wantsAll = wantsAll
        self.within = within
        self.limit = limit
        self.columns = columns
    }
}

/// What there is to show of a path.
package enum RoutePart: String, Sendable, CaseIterable {
    /// How many relations it has.
    case length
    /// The whole of it.
    case path
    /// Its first node.
    case start
    /// Its last node.
    case end
    /// All its nodes in order.
    case nodes
    /// The names of its relations in order.
    case relations
    /// The least confidence of its relations.
    case confidence
}
