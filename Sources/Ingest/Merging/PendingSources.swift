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
        var seen = SeenSources()
        for case .source(let source) in have { _ = seen.insert(source) }
        return have
            + sources.filter {
                if case .source(let source) = $0 { seen.insert(source) } else { false }
            }
    }
}

/// Sources that were there, by document: a county has thousands of a few hundred documents, whose lines come nearly in order.
private struct SeenSources {
    private struct Lines {
        var isWhole = false
        /// In order, each once.
        var ranges: [ClosedRange<Int>] = []

        /// Whether it is new.
        mutating func insert(_ range: ClosedRange<Int>?) -> Bool {
            guard let range else {
                defer { isWhole = true }
                return !isWhole
            }
            guard let last = ranges.last, !Lines.isBefore(last, range) else {
                ranges.append(range)
                return true
            }
            let place = firstPlace(in: ranges.indices) { !Lines.isBefore(ranges[$0], range) }
            if ranges[place] == range { return false }
            ranges.insert(range, at: place)
            return true
        }

        private static func isBefore(_ left: ClosedRange<Int>, _ right: ClosedRange<Int>) -> Bool {
            (left.lowerBound, left.upperBound) < (right.lowerBound, right.upperBound)
        }
    }

    private var documents: [WrittenText: Int] = [:]
    private var lines: [Lines] = []
    private var last: (document: String, number: Int)?

    /// Whether it is new.
    mutating func insert(_ source: SourceReference) -> Bool {
        lines[number(of: source.document)].insert(source.lines)
    }

    private mutating func number(of document: String) -> Int {
        if let last, last.document == document { return last.number }
        let name = WrittenText(document)
        let number = documents[name] ?? lines.count
        if number == lines.count {
            documents[name] = number
            lines.append(Lines())
        }
        last = (document, number)
        return number
    }
}
