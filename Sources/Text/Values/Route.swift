/// One path as an answer shows it: nodes, and the relation between each and the next.
package struct Route: Sendable, Hashable {
    /// One relation of the path.
    package struct Hop: Sendable, Hashable {
        /// The English name of the relation, however it was followed.
        package var relation: String
        /// Whether it leads from the node before it to the node behind it.
        package var isForward: Bool
        /// 0…1; below 1 people see a `?` behind the name.
        package var confidence: Double

        package init(relation: String, isForward: Bool, confidence: Double) {
            self.relation = relation
            self.isForward = isForward
            self.confidence = confidence
        }
    }

    /// One more than there are hops.
    package var nodes: [NodeReference]
    package var hops: [Hop]

    package init(nodes: [NodeReference], hops: [Hop]) {
        precondition(nodes.count == hops.count + 1, "a path has a node at both ends of every relation")
        self.nodes = nodes
        self.hops = hops
    }

    /// `平遥县 -[develops]-> 文化旅游产业 <-[concerns?]- 提案`, with each node in the words that are given for it.
    package func text(_ words: (NodeReference) -> String) -> String {
        var text = words(nodes[0])
        for (hop, node) in zip(hops, nodes.dropFirst()) {
            let name = hop.relation + (hop.confidence < 1 ? "?" : "")
            text += hop.isForward ? " -[\(name)]-> " : " <-[\(name)]- "
            text += words(node)
        }
        return text
    }
}

extension Route.Hop {
    /// The hop as a cell of its own: relation, direction and confidence.
    package var value: Value {
        .record([
            Value.Field(name: "relation", value: .text(relation)),
            Value.Field(name: "direction", value: .text(isForward ? "forward" : "inverse")),
            Value.Field(name: "confidence", value: .number(confidence)),
        ])
    }
}

extension Route {
    /// Nodes and hops by turns, as JSON has them.
    package var elements: [Value] {
        var elements: [Value] = [.node(nodes[0])]
        for (hop, node) in zip(hops, nodes.dropFirst()) { elements += [hop.value, .node(node)] }
        return elements
    }
}
