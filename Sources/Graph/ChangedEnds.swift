import CKernels
import Synchronization

/// The ends of one step from the nodes whose edges aren't those of the base, as flat arrays, so that loops read them as they read
/// those of the base.
///
///     base 3 → 7 8, 4 → 9, 5 → 9;  without 3 → 7, with 4 → 8    ⇒    bits of 3 and 4, offsets 0 1 3, targets 8 9 8
///
/// Making one looks at the changes only. There is room for all ends; those of a node are gathered when they are first asked for, by
/// whichever thread that is. So a change to a large graph costs no more than what is read of the nodes that it touches.
final class ChangedEnds: @unchecked Sendable {
    private let base: Base
    private let adjacency: Adjacency?
    private let isForward: Bool
    /// The edges that were added, and which of them are at each node.
    private let edges: [Delta.Edge]
    private let chains: EdgeChains
    /// By number, those of the base first; without bits if none was removed.
    private let removed: Bitmap
    private let storedCount: Int
    /// The kinds of the nodes that an added edge leads to, and a range that has their numbers; some of these edges may be removed again.
    let addedKinds: [KindID]
    let addedEnds: Range<Int>

    /// Where the first bit is, a multiple of 64, and how many there are.
    let marked: Range<Int>
    let words: UnsafeMutablePointer<UInt64>
    /// How many of the nodes come before those of a word that has any.
    private let ranks: UnsafeMutablePointer<UInt32>
    private let count: Int
    /// By the place of a node among these nodes.
    private let offsets: UnsafeMutablePointer<UInt32>
    private let targets: UnsafeMutablePointer<NodeID>
    private let isGathered: UnsafeMutablePointer<Atomic<UInt8>>
    private let gathering = Locked(())
    /// All of this for the kernels.
    let table: UnsafeMutablePointer<ck_changed>

    init(_ links: Delta.Links, _ step: RelationStep, _ graph: Graph) {
        base = graph.base
        adjacency = base.adjacency(step)
        isForward = step.direction == .forward
        edges = links.edges
        chains = isForward ? links.outgoing : links.incoming
        storedCount = base.edgeCount(step.relation)
        removed = Bitmap(limit: links.removed.isEmpty ? 0 : storedCount + edges.count, links.removed)
        let ends = isForward ? edges.lazy.map(\.to) : edges.lazy.map(\.from)
        var isAdded = [Bool](repeating: false, count: graph.schema.kinds.count)
        for end in ends { isAdded[graph.kind(of: end)] = true }
        addedKinds = isAdded.indices.filter { isAdded[$0] }
        addedEnds = ends.min().map { Int($0)..<Int(ends.max() ?? $0) + 1 } ?? 0..<0

        let removedCounts = isForward ? links.removedOut : links.removedIn
        let chained = chains
        let nodes = (Array(chained.nodes) + removedCounts.keys.filter { !chained.contains($0) }).sorted()
        let first = Int(nodes.first ?? 0) & ~63
        let wordCount = nodes.last.map { (Int($0) - first) / 64 + 1 } ?? 0
        marked = first..<first + 64 * wordCount
        words = .zeroed(wordCount)
        ranks = .zeroed(wordCount)
        count = nodes.count
        offsets = .allocate(capacity: count + 1)
        isGathered = .allocate(capacity: count + 1)
        var total: UInt32 = 0
        for (place, node) in nodes.enumerated() {
            let bit = Int(node) - first
            if words[bit >> 6] == 0 { ranks[bit >> 6] = UInt32(place) }
            words[bit >> 6] |= 1 << UInt64(bit & 63)
            (offsets + place).initialize(to: total)
            (isGathered + place).initialize(to: Atomic(0))
            // Of a damaged graph the numbers needn't agree.
            let stored = ChangedEnds.entries(of: node, base, adjacency).count
            total += UInt32(max(0, stored + chained.count(of: node) - (removedCounts[node] ?? 0)))
        }
        (offsets + count).initialize(to: total)
        targets = .allocate(capacity: Int(total) + 1)
        table = .allocate(capacity: 1)
        table.initialize(
            to: ck_changed(
                words: words, ranks: ranks, first: UInt64(first), count: UInt64(64 * wordCount), offsets: offsets,
                targets: targets, gathered: UnsafeRawPointer(isGathered).assumingMemoryBound(to: UInt8.self)))
    }

    deinit {
        isGathered.deinitialize(count: count)
        isGathered.deallocate()
        table.deallocate()
        targets.deallocate()
        offsets.deallocate()
        ranks.deallocate()
        words.deallocate()
    }

    /// Whether edges of the node were added or removed; all others have those of the base.
    func contains(_ node: NodeID) -> Bool {
        let place = Int(node) - marked.lowerBound
        return marked.contains(Int(node)) && words[place >> 6] >> UInt64(place & 63) & 1 == 1
    }

    /// How many ends a node has.
    ///
    /// - Requires: it is one of these nodes.
    func count(of node: NodeID) -> Int {
        let place = place(of: node)
        return Int(offsets[place + 1] - offsets[place])
    }

    /// The node's ends: those of the base in their order, then those that were added, in theirs.
    ///
    /// - Requires: it is one of these nodes.
    func ends(of node: NodeID) -> UnsafeBufferPointer<NodeID> {
        let place = place(of: node)
        if isGathered[place].load(ordering: .acquiring) == 0 { gather(node, place) }
        let (start, end) = (Int(offsets[place]), Int(offsets[place + 1]))
        return UnsafeBufferPointer(start: targets + start, count: end - start)
    }

    private func place(of node: NodeID) -> Int {
        let bit = Int(node) - marked.lowerBound
        let before = words[bit >> 6] & (1 << UInt64(bit & 63) - 1)
        return Int(ranks[bit >> 6]) + before.nonzeroBitCount
    }

    private static func entries(of node: NodeID, _ base: Base, _ adjacency: Adjacency?) -> Range<Int> {
        guard let adjacency, Int(node) < base.nodeCount else { return 0..<0 }
        let kind = base.kind(of: Int(node))
        return adjacency.range(kind: kind, row: Int(node) - base.ranges[kind].lowerBound)
    }

    private func gather(_ node: NodeID, _ place: Int) {
        gathering.withLock { _ in
            if isGathered[place].load(ordering: .acquiring) != 0 { return }
            let end = targets + Int(offsets[place + 1])
            var next = targets + Int(offsets[place])
            let entries = ChangedEnds.entries(of: node, base, adjacency)
            if let adjacency, !entries.isEmpty {
                next += removed.words.withUnsafeBufferPointer {
                    ck_edges_keep(
                        adjacency.targets.pointer, adjacency.edges?.pointer, entries.lowerBound, entries.upperBound,
                        $0.baseAddress, 64 * $0.count, next, end - next)
                }
            }
            for edge in chains.edges(of: node) where next < end {
                if !removed.words.isEmpty, removed.contains(storedCount + edge) { continue }
                next.initialize(to: isForward ? edges[edge].to : edges[edge].from)
                next += 1
            }
            // Fewer than were counted there are of a damaged graph only.
            next.initialize(repeating: node, count: end - next)
            isGathered[place].store(1, ordering: .releasing)
        }
    }
}

extension UnsafeMutablePointer where Pointee: FixedWidthInteger {
    /// Room for so many zeros and one more.
    fileprivate static func zeroed(_ count: Int) -> Self {
        let room = allocate(capacity: count + 1)
        room.initialize(repeating: 0, count: count + 1)
        return room
    }
}

/// The changed ends of a relation in both directions, each made when it is first asked for. All copies of a graph with the same changes
/// to the relation share them, on whatever thread they are.
final class ChangedEndsOfRelation: Sendable {
    private let made = Locked<(forward: ChangedEnds?, inverse: ChangedEnds?)>((nil, nil))

    /// nil if no edge was added or removed.
    func ends(_ links: Delta.Links, _ step: RelationStep, _ graph: Graph) -> ChangedEnds? {
        if links.edges.isEmpty, links.removed.isEmpty { return nil }
        return made.withLock { made in
            if let known = step.direction == .forward ? made.forward : made.inverse { return known }
            let ends = ChangedEnds(links, step, graph)
            if step.direction == .forward { made.forward = ends } else { made.inverse = ends }
            return ends
        }
    }

    var isEmpty: Bool { made.withLock { $0.forward == nil && $0.inverse == nil } }
}
