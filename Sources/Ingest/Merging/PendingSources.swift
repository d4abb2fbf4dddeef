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

    /// - Parameter isCancelled: asked now and then whether to leave off.
    mutating func flush(into graph: inout Graph, _ isCancelled: () -> Bool) throws(GraphError) {
        for (place, (node, sources)) in ofNodes.sorted(by: { $0.key < $1.key }).enumerated() {
            if place % 256 == 0, isCancelled() { return }
            let have = graph.storedValues(of: node, NodeSlot.source)
            let all = PendingSources.joined(have, sources)
            if all.count > have.count { try graph.set(node, [(NodeSlot.source, all)]) }
        }
        let edges = ofEdges.sorted {
            ($0.key.relation, $0.key.from, $0.key.to) < ($1.key.relation, $1.key.from, $1.key.to)
        }
        for (place, (key, sources)) in edges.enumerated() {
            if place % 256 == 0, isCancelled() { return }
            guard let edge = graph.edge(key.from, key.relation, key.to) else { continue }
            let have = graph.storedValues(ofEdge: edge, key.relation, EdgeSlot.source)
            let all = PendingSources.joined(have, sources)
            if all.count > have.count { try graph.set(key.from, key.relation, key.to, [(EdgeSlot.source, all)]) }
        }
        ofNodes = [:]
        ofEdges = [:]
    }

    private static func joined(_ have: [Value], _ sources: [Value]) -> [Value] {
        var documents: [WrittenText: Int] = [:]
        var last: (name: String, number: Int)?
        var seen: Set<Place> = []
        func isNew(_ value: Value) -> Bool {
            guard let source = reference(value) else { return false }
            if last?.name != source.document {
                let name = WrittenText(source.document)
                let number = documents[name] ?? documents.count
                documents[name] = number
                last = (source.document, number)
            }
            return seen.insert(Place(document: last?.number ?? 0, lines: source.lines)).inserted
        }
        for value in have { _ = isNew(value) }
        return have + sources.filter(isNew)
    }

    /// Where a source stands, the document as a number: a county has thousands of sources of a few hundred documents.
    private struct Place: Hashable {
        var document: Int
        var lines: ClosedRange<Int>?
    }

    private static func reference(_ value: Value) -> SourceReference? {
        if case .source(let source) = value { source } else { nil }
    }
}
