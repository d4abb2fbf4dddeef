import Graph
import Text

/// Takes out of a graph what rules said of some documents, in one pass for all of them.
struct Withdrawal {
    private let documents: Set<String>
    /// Edges of these documents alone, and those that others speak of as well, with the sources that are left.
    private var removedEdges: [(from: NodeID, relation: RelationID, to: NodeID)] = []
    private var shortenedEdges: [(from: NodeID, relation: RelationID, to: NodeID, sources: [Value])] = []

    /// Removes the nodes and edges that rules made from documents alone; from those that others speak of as well, only their
    /// sources go. What a person curated isn't touched, and a node of a rule that a person has linked stays.
    static func withdraw(_ documents: Set<String>, from graph: inout Graph) throws(GraphError) {
        var withdrawal = Withdrawal(documents: documents)
        withdrawal.findEdges(in: graph)
        for edge in withdrawal.removedEdges { try graph.unlink(edge.from, edge.relation, edge.to) }
        for edge in withdrawal.shortenedEdges {
            try graph.set(edge.from, edge.relation, edge.to, [(EdgeSlot.source, edge.sources)])
        }
        let (changed, removed) = withdrawal.nodes(of: graph)
        for (node, values) in changed { try graph.set(node, values) }
        for node in removed { graph.remove(node) }
    }

    private init(documents: Set<String>) { self.documents = documents }

    private mutating func findEdges(in graph: Graph) {
        for relation in graph.schema.relations.indices {
            let step = RelationStep(relation: relation, direction: .forward)
            for node in graph.allNodes() {
                for link in graph.links(of: node, step) {
                    let rule = graph.rule(ofEdge: link.edge, relation)
                    guard Rule.isIngested(rule) else { continue }
                    let have = graph.storedValues(ofEdge: link.edge, relation, EdgeSlot.source)
                    let kept = have.filter { !isWithdrawn($0) }
                    if kept.count == have.count { continue }
                    // What two documents say together neither says alone.
                    if kept.contains(where: hasLines), !Rule.isOfSeveral(rule) {
                        shortenedEdges.append((node, relation, link.node, kept))
                    } else {
                        removedEdges.append((node, relation, link.node))
                    }
                }
            }
        }
    }

    /// What to change of nodes that stay, and those that go. Of a document itself only what was read goes.
    private func nodes(of graph: Graph) -> (changed: [(NodeID, PropertyValues)], removed: [NodeID]) {
        var changed: [(NodeID, PropertyValues)] = []
        var removed: [NodeID] = []
        for node in graph.allNodes() where Rule.isIngested(graph.rule(of: node)) {
            let have = graph.storedValues(of: node, NodeSlot.source)
            let kept = have.filter { !isWithdrawn($0) }
            if kept.count == have.count { continue }
            if documents.contains(graph.id(of: node)) {
                let slots = graph.schema.kinds[graph.kind(of: node)].properties.indices
                let read = slots.filter { $0 > NodeSlot.confidence && !graph.storedValues(of: node, $0).isEmpty }
                changed.append((node, [(NodeSlot.source, kept)] + read.map { ($0, []) }))
            } else if kept.contains(where: hasLines) || hasEdges(node, graph) {
                changed.append((node, [(NodeSlot.source, kept)]))
            } else {
                removed.append(node)
            }
        }
        return (changed, removed)
    }

    /// Edges that are left are a person's, or another document's.
    private func hasEdges(_ node: NodeID, _ graph: Graph) -> Bool {
        graph.schema.relations.indices.contains { relation in
            Direction.allCases.contains { direction in
                !graph.links(of: node, RelationStep(relation: relation, direction: direction)).isEmpty
            }
        }
    }

    private func isWithdrawn(_ source: Value) -> Bool {
        if case .source(let source) = source { documents.contains(source.document) } else { false }
    }

    private func hasLines(_ source: Value) -> Bool {
        if case .source(let source) = source { source.lines != nil } else { false }
    }
}
