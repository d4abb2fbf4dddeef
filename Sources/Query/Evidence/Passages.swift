import Graph
import Text

/// The passages that a graph keeps of ingested documents, for when their files are gone; those of a document are gathered once.
package struct Passages: Sendable {
    private let graph: Graph
    private var byDocument: [String: [(lines: ClosedRange<Int>, text: String)]] = [:]

    package init(_ graph: Graph) { self.graph = graph }

    /// The narrowest passage of a document around the first of some lines.
    package mutating func text(of document: String, at lines: ClosedRange<Int>) -> String? {
        let around = passages(of: document).filter { $0.lines.contains(lines.lowerBound) }
        return around.min { $0.lines.count < $1.lines.count }?.text
    }

    private mutating func passages(of document: String) -> [(lines: ClosedRange<Int>, text: String)] {
        if let known = byDocument[document] { return known }
        var found: [(lines: ClosedRange<Int>, text: String)] = []
        for kind in ["section", "proposal", "document"].compactMap({ graph.schema.kind(named: $0) }) {
            for node in graph.nodes(of: kind) {
                for case .source(let source) in graph.values(of: node, NodeSlot.source)
                where source.document == document {
                    guard let lines = source.lines, let text = graph.text("text", of: node) else { continue }
                    found.append((lines, text))
                }
            }
        }
        byDocument[document] = found
        return found
    }
}
