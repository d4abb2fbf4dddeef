import Graph
import Text

/// Takes out of a graph what rules said of one document.
enum Withdrawal {
    /// Removes the nodes and edges that rules made from a document alone; from those that others speak of as well, only its
    /// sources go. What a person curated isn't touched, and a node of a rule that a person has linked stays.
    static func withdraw(_ document: String, from graph: inout Graph) throws(GraphError) {
        try withdrawEdges(document, &graph)
        try withdrawNodes(document, &graph)
    }

    private static func withdrawEdges(_ document: String, _ graph: inout Graph) throws(GraphError) {
        for relation in graph.schema.relations.indices {
            let step = RelationStep(relation: relation, direction: .forward)
            var removed: [(NodeID, NodeID)] = []
            var shortened: [(NodeID, NodeID, [Value])] = []
            for node in graph.allNodes() {
                for link in graph.links(of: node, step) {
                    let rule = graph.storedValues(ofEdge: link.edge, relation, EdgeSlot.rule)
                    guard isIngested(rule) else { continue }
                    let have = graph.storedValues(ofEdge: link.edge, relation, EdgeSlot.source)
                    let kept = have.filter { !isOf(document, $0) }
                    if kept.count == have.count { continue }
                    if kept.contains(where: hasLines) {
                        shortened.append((node, link.node, kept))
                    } else {
                        removed.append((node, link.node))
                    }
                }
            }
            for (from, to) in removed { try graph.unlink(from, relation, to) }
            for (from, to, sources) in shortened { try graph.set(from, relation, to, [(EdgeSlot.source, sources)]) }
        }
    }

    private static func withdrawNodes(_ document: String, _ graph: inout Graph) throws(GraphError) {
        var gone: [NodeID] = []
        for node in graph.allNodes() {
            guard isIngested(graph.storedValues(of: node, NodeSlot.rule)) else { continue }
            let have = graph.storedValues(of: node, NodeSlot.source)
            let kept = have.filter { !isOf(document, $0) }
            if kept.count == have.count { continue }
            if kept.contains(where: hasLines) || hasEdges(node, graph) {
                try graph.set(node, [(NodeSlot.source, kept)])
            } else if graph.id(of: node) != document {
                gone.append(node)
            }
        }
        for node in gone { graph.remove(node) }
    }

    /// Edges that are left are a person's, or another document's.
    private static func hasEdges(_ node: NodeID, _ graph: Graph) -> Bool {
        graph.schema.relations.indices.contains { relation in
            Direction.allCases.contains { direction in
                !graph.links(of: node, RelationStep(relation: relation, direction: direction)).isEmpty
            }
        }
    }

    private static func isIngested(_ rule: [Value]) -> Bool {
        if case .text(let name)? = rule.first { Rule.isIngested(name) } else { false }
    }

    private static func isOf(_ document: String, _ source: Value) -> Bool {
        if case .source(let source) = source { source.document == document } else { false }
    }

    private static func hasLines(_ source: Value) -> Bool {
        if case .source(let source) = source { source.lines != nil } else { false }
    }
}
