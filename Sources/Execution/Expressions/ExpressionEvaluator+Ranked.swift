import Graph
import Plan
import Text

/// Scores and snippets of rows that were found by likeness.
extension ExpressionEvaluator {
    func values(of ranked: Ranked, at row: Row) throws(ExecutionError) -> [Value] {
        guard case .node(let node) = row else { return [] }
        switch ranked {
        case .score: return context.searchScores[node].map { [.number(rounded($0))] } ?? []
        case .snippet: return snippet(of: node).map { [.text($0)] } ?? []
        case .matched(let matches): return try names(passing: matches, node)
        case .similarity(let similarities):
            var sum = 0.0
            for similarity in similarities { sum += try score(of: similarity, node) }
            return [.number(rounded(sum / Double(max(1, similarities.count))))]
        }
    }

    /// What the ends of the paths go by that the tests let pass, each once, names before ids and aliases.
    private func names(passing matches: [NameMatch], _ node: NodeID) throws(ExecutionError) -> [Value] {
        let graph = context.graph
        var found: [Value] = []
        for match in matches {
            for end in try ends(of: match.path, from: node) {
                for name in [graph.name(of: end), graph.id(of: end)] + graph.aliases(of: end)
                where match.test.passes(.text(name)) && !found.contains(.text(name)) {
                    found.append(.text(name))
                }
            }
        }
        return found
    }

    private func rounded(_ score: Double) -> Double { (score * 1000).rounded() / 1000 }

    /// The best score of any end of the path.
    private func score(of similarity: Similarity, _ node: NodeID) throws(ExecutionError) -> Double {
        var best = 0.0
        for text in try texts(at: similarity.path, node) {
            for resemblance in similarity.resemblances {
                best = max(best, text.withUnsafeBufferPointer(resemblance.score(ofFolded:)) ?? 0)
            }
        }
        return best
    }

    /// The folded texts that `~~` looks at; a node's are all that it goes by.
    private func texts(at path: BoundPath, _ node: NodeID) throws(ExecutionError) -> [[UInt8]] {
        let isName: Bool
        switch path.end {
        case .nodes: isName = true
        case .property(let lookup): isName = lookup.isName
        case .edge, .kind, .sourcePart: isName = false
        }
        let graph = context.graph
        guard isName else { return try values(of: path, at: .node(node)).compactMap(\.searchableText) }
        return try ends(of: path, from: node).flatMap { end in
            ([graph.name(of: end), graph.id(of: end)] + graph.aliases(of: end)).map { foldedBytes($0) }
        }
    }

    /// Of the text that holds most terms; what is no name goes first.
    private func snippet(of node: NodeID) -> String? {
        guard let search = context.search else { return nil }
        let graph = context.graph
        let names = [NodeSlot.name, NodeSlot.alias]
        let slots =
            graph.textSlots(of: graph.kind(of: node)).filter { $0 != NodeSlot.id && !names.contains($0) } + names
        var texts: [String] = []
        for slot in slots {
            for case .text(let text) in graph.values(of: node, slot) { texts.append(text) }
        }
        texts.append(graph.name(of: node))
        return (Snippet.best(of: texts, terms: search.terms) ?? Snippet.best(of: texts, terms: search.parts))?.text
    }
}
