import Graph
import Text

/// Sources that nodes and edges are to get, each list written once.
struct PendingSources {
    private struct EdgeKey: Hashable {
        var from: NodeID
        var relation: RelationID
        var to: NodeID
    }

    private var ofNodes: [NodeID: [Value]] = [:]
    private var ofEdges: [EdgeKey: [Value]] = [:]

    mutating func add(_ sources: [Value], to node: NodeID) { ofNodes[node, default: []] += sources }

    mutating func add(_ sources: [Value], from: NodeID, _ relation: RelationID, to: NodeID) {
        ofEdges[EdgeKey(from: from, relation: relation, to: to), default: []] += sources
    }

    mutating func flush(into graph: inout Graph) throws(GraphError) {
        for (node, sources) in ofNodes.sorted(by: { $0.key < $1.key }) {
            let have = graph.storedValues(of: node, NodeSlot.source)
            let all = PendingSources.joined(have, sources)
            if all.count > have.count { try graph.set(node, [(NodeSlot.source, all)]) }
        }
        let edges = ofEdges.sorted {
            ($0.key.relation, $0.key.from, $0.key.to) < ($1.key.relation, $1.key.from, $1.key.to)
        }
        for (key, sources) in edges {
            guard let edge = graph.edge(key.from, key.relation, key.to) else { continue }
            let have = graph.storedValues(ofEdge: edge, key.relation, EdgeSlot.source)
            let all = PendingSources.joined(have, sources)
            if all.count > have.count { try graph.set(key.from, key.relation, key.to, [(EdgeSlot.source, all)]) }
        }
        ofNodes = [:]
        ofEdges = [:]
    }

    private static func joined(_ have: [Value], _ sources: [Value]) -> [Value] {
        var seen = Set(have.compactMap(reference))
        return have + sources.filter { value in reference(value).map { seen.insert($0).inserted } ?? false }
    }

    private static func reference(_ value: Value) -> SourceReference? {
        if case .source(let source) = value { source } else { nil }
    }
}
