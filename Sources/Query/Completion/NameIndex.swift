import Graph
import Text

/// All names of a graph's base as numbers of characters, so that a million of them can be compared with pinyin while a person waits
/// for the key that she pressed.
///
///     alphabet   平 遥 县 古 城 …
///     codes      0 1 2 | 0 1 3 4 | …        starts   0 3 7 …        nodes   17 18 …
///
/// Names stand in the order of their nodes, so that those of one kind are a range. What was typed becomes a table from characters and
/// places to places (see `PinyinMatcher`), which is made once for the few thousand characters that occur; then a name costs one look-up
/// per character, and most are done after the first.
package struct NameIndex: Sendable {
    /// The graph that this was made of; keeps the folded texts alive.
    let graph: Graph
    let names: NameTable
    /// The characters that occur, by code. One that isn't here has the code `unknown`, and is never matched.
    let alphabet: [Unicode.Scalar]
    let codes: [UInt16]
    /// Where the codes of each name begin, and where the last one's end.
    let starts: [UInt32]
    /// The entry of `names` that each name is.
    let entries: [UInt32]
    /// The first name of each node, and behind the last one's.
    let firstNames: [UInt32]
    /// How many links each node has.
    let linkCounts: [UInt32]

    static let unknown = UInt16.max

    /// Whether this speaks for the base of `graph`.
    package func isOf(_ graph: Graph) -> Bool { self.graph.hasSameBase(as: graph) }

    var count: Int { entries.count }

    /// Looks through the names of some nodes for those that go on best from what was typed, offering each to `best`.
    ///
    /// - Returns: false if `isCancelled` became true on the way.
    func offerMatches(
        of matcher: WordMatcher, among nodes: Range<Int>, isExcluded: (NodeID) -> Bool, to best: inout BestNodes,
        isCancelled: () -> Bool
    ) -> Bool {
        let scan = NameScan(self, matcher)
        var node = nodes.lowerBound
        while node < nodes.upperBound {
            if node > nodes.lowerBound, isCancelled() { return false }
            let end = min(node + 4096, nodes.upperBound)
            scan.offer(node..<end, isExcluded, to: &best)
            node = end
        }
        return true
    }
}

/// The nodes found so far that fit best: by rank, then by how many links they have, then by number.
struct BestNodes {
    struct Found {
        let rank: CompletionRank
        let linkCount: UInt32
        let node: NodeID

        func precedes(_ other: Found) -> Bool {
            if rank != other.rank { return rank < other.rank }
            return linkCount == other.linkCount ? node < other.node : linkCount > other.linkCount
        }
    }

    let limit: Int
    private var found: [Found] = []
    /// The last one that would be kept, once there are enough.
    private var bound: Found?

    init(limit: Int) { self.limit = limit }

    /// Whether a node might be kept.
    @inline(__always)
    func wants(_ rank: CompletionRank, linkCount: UInt32, _ node: NodeID) -> Bool {
        bound.map { Found(rank: rank, linkCount: linkCount, node: node).precedes($0) } ?? true
    }

    /// - Requires: no node is offered twice, except by `offerAgain`.
    mutating func offer(_ node: NodeID, _ rank: CompletionRank, linkCount: UInt32) {
        let candidate = Found(rank: rank, linkCount: linkCount, node: node)
        if let bound, !candidate.precedes(bound) { return }
        found.append(candidate)
        if found.count >= 4 * limit { cut() }
    }

    private mutating func cut() {
        found.sort { $0.precedes($1) }
        if found.count > limit { found.removeLast(found.count - limit) }
        if found.count == limit { bound = found.last }
    }

    /// Best first.
    mutating func sorted() -> [Found] {
        cut()
        return found
    }
}
