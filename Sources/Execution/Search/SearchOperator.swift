import Glibc
import Graph
import Plan
import Text

/// Finds nodes by their texts, the best first.
///
/// The score is BM25 (Robertson and Zaragoza 2009) over pairs of characters, since Chinese has no spaces to count words by. A
/// hit in a name counts three times, in an alias twice. A whole term counts by itself besides, and so do all terms in one
/// piece. What holds none of the terms whole is a result only if it has at least half of one's pairs, and is worth less.
///
/// How rare a pair is and how long a text usually is are counted among what was found, so that the answer is the same whether
/// a node stands in the base or was changed since.
struct SearchOperator {
    private let search: BoundSearch
    private let context: ExecutionContext
    private var graph: Graph { context.graph }

    /// How soon repeating a term stops to matter, and how much long texts are held back: the usual values.
    private static let saturation = 1.2
    private static let lengthWeight = 0.75
    /// What a result is worth that has none of the terms whole, against one that has them all.
    private static let leastCoverage = 0.4

    init(_ search: BoundSearch, _ context: ExecutionContext) {
        self.search = search
        self.context = context
    }

    /// A node that may be a result: how often it has each token, weighted by the place, and its length in bytes.
    private struct Candidate {
        var node: NodeID
        var counts: [Double]
        var length: Int
    }

    /// The scores of all results.
    func scores() throws(ExecutionError) -> [NodeID: Double] {
        let candidates = try self.candidates()
        guard !candidates.isEmpty else { return [:] }
        let rarities = rarities(candidates)
        let usualLength = Double(candidates.reduce(0) { $0 + $1.length }) / Double(candidates.count)
        var scores: [NodeID: Double] = [:]
        for (number, candidate) in candidates.enumerated() {
            if number % batchSize == 0 { try context.check() }
            guard let coverage = coverage(candidate.counts) else { continue }
            scores[candidate.node] = coverage * score(candidate, rarities, usualLength)
        }
        return scores
    }

    /// The nodes by score, equal ones by id.
    func ranked(_ scores: [NodeID: Double]) -> [NodeID] {
        let rows = scores.map { (node: $0.key, score: $0.value, id: graph.id(of: $0.key)) }
        return rows.sorted { left, right in
            if left.score != right.score { return left.score > right.score }
            return left.id == right.id ? left.node < right.node : left.id < right.id
        }.map(\.node)
    }

    // MARK: Counting

    private func candidates() throws(ExecutionError) -> [Candidate] {
        let needles = search.tokens.filter { $0.term != nil }.map(\.text)
        var candidates: [Candidate] = []
        for kind in search.kinds.members {
            let slots = graph.textSlots(of: kind)
            var found: Set<NodeID> = []
            for slot in slots {
                try context.check()
                found.formUnion(graph.nodes(ofOnly: kind, slot, containing: needles))
            }
            for (number, node) in found.sorted().enumerated() where graph.isAlive(node) {
                if number % 64 == 0 { try context.check() }
                candidates.append(candidate(node, slots))
            }
        }
        return candidates
    }

    private func candidate(_ node: NodeID, _ slots: [SlotID]) -> Candidate {
        var candidate = Candidate(node: node, counts: Array(repeating: 0, count: search.tokens.count), length: 0)
        for slot in slots where slot != NodeSlot.id {
            let weight = slot == NodeSlot.name ? 3.0 : slot == NodeSlot.alias ? 2 : 1
            var isMissing = true
            func count(_ text: UnsafeBufferPointer<UInt8>) {
                isMissing = false
                candidate.length += text.count
                for (number, token) in search.tokens.enumerated() {
                    candidate.counts[number] += weight * Double(wordCount(of: token.text, in: text))
                }
            }
            graph.forEachText(of: node, slot, count)
            // The id is the name where no other was given.
            if isMissing, slot == NodeSlot.name { graph.forEachText(of: node, NodeSlot.id, count) }
        }
        return candidate
    }

    private func rarities(_ candidates: [Candidate]) -> [Double] {
        let all = Double(search.kinds.members.reduce(0) { $0 + graph.ownCount(of: $1) })
        return search.tokens.indices.map { token in
            let having = Double(candidates.count { $0.counts[token] > 0 })
            return log(1 + (max(0, all - having) + 0.5) / (having + 0.5))
        }
    }

    private func score(_ candidate: Candidate, _ rarities: [Double], _ usualLength: Double) -> Double {
        let share = usualLength > 0 ? Double(candidate.length) / usualLength : 1
        let norm = SearchOperator.saturation * (1 - SearchOperator.lengthWeight + SearchOperator.lengthWeight * share)
        var score = 0.0
        for (number, token) in search.tokens.enumerated() {
            let count = candidate.counts[number]
            score += token.weight * rarities[number] * count * (SearchOperator.saturation + 1) / (count + norm)
        }
        return score
    }

    /// How much of what was searched for a node has; nil if too little to be a result.
    private func coverage(_ counts: [Double]) -> Double? {
        var share = 0.0
        for term in search.terms.indices {
            let parts = search.tokens.indices.filter { search.tokens[$0].term == term }
            let isWhole = parts.contains { search.tokens[$0].isWhole && counts[$0] > 0 }
            let pairs = parts.filter { !search.tokens[$0].isWhole }
            let held = pairs.count { counts[$0] > 0 }
            if isWhole {
                share += 1
            } else if held > 0, held * 2 >= pairs.count {
                share += Double(held) / Double(pairs.count) / 4
            }
        }
        guard share > 0 else { return nil }
        return SearchOperator.leastCoverage + (1 - SearchOperator.leastCoverage) * share / Double(search.terms.count)
    }
}
