import CKernels

/// Follows one step from many nodes, by flat arrays: those of the base, or of what changed beside it. It is public so that its loops are
/// inlined in other modules.
public struct StepReader {
    private let graph: Graph
    private let step: RelationStep
    private let adjacency: Adjacency?
    /// nil if no edge was added or removed.
    private let changed: ChangedEnds?
    /// The bits of the nodes that `changed` has, and the number of the first; not asked where there are none.
    @usableFromInline let touched: UnsafePointer<UInt64>?
    @usableFromInline let firstTouched: Int
    @usableFromInline let touchedCount: Int
    private let hasEdges: Bool
    /// The edges of the kind of the node before, since those of a kind mostly come together.
    @usableFromInline var run = Run()

    /// The stored edges of all nodes of a kind, as plain pointers: to go by the graph for each node would count references to
    /// it, which two threads do in each other's way. The graph beside it keeps the memory alive.
    @usableFromInline
    struct Run {
        @usableFromInline var first = 0
        /// 0 where the node isn't one of the base.
        @usableFromInline var count = 0
        /// nil for a kind without edges.
        @usableFromInline var offsets: UnsafePointer<UInt32>?
        @usableFromInline var targets: UnsafePointer<NodeID>?

        @inlinable
        init() {}
    }

    package init(_ graph: Graph, _ step: RelationStep) {
        self.graph = graph
        self.step = step
        adjacency = graph.base.adjacency(step)
        let changed = graph.delta.links.changedEnds(step, graph)
        self.changed = changed
        touched = changed.map { UnsafePointer($0.words) }
        firstTouched = changed?.marked.lowerBound ?? 0
        touchedCount = changed?.marked.count ?? 0
        hasEdges = adjacency != nil || changed != nil
    }

    /// Whether the other ends can be of these kinds only, so that no end needs to be asked.
    package func leadsOnly(to kinds: (KindID) -> Bool) -> Bool {
        endKinds.allSatisfy(kinds)
    }

    /// The kinds of the other ends, and perhaps some of which all edges were removed.
    package var endKinds: [KindID] {
        guard hasEdges else { return [] }
        let all = Array(graph.schema.kinds.indices)
        let inverse = graph.base.adjacency(step.reversed)
        // A damaged direction tells nothing; the statement ends with an error.
        guard (adjacency == nil) == (inverse == nil) else { return all }
        let added = changed?.addedKinds ?? []
        return all.filter { ($0 < graph.base.ranges.count && inverse?.hasEdges($0) == true) || added.contains($0) }
    }

    /// All nodes that an edge of the step can lead to have numbers in this range, which is empty if there are no edges.
    package var endRange: Range<Int> {
        var range = changed?.addedEnds ?? 0..<0
        if adjacency != nil {
            guard let inverse = graph.base.adjacency(step.reversed) else { return 0..<graph.nodeLimit }
            for kind in graph.base.ranges.indices where inverse.hasEdges(kind) {
                range = range.union(graph.base.ranges[kind])
            }
        }
        return range
    }

    /// Makes the edges of the node's kind those at hand.
    @usableFromInline
    mutating func enter(_ node: NodeID) {
        run = Run()
        run.first = Int(node)
        guard Int(node) < graph.base.nodeCount else { return }
        let kind = graph.base.kind(of: Int(node))
        run.first = graph.base.ranges[kind].lowerBound
        run.count = graph.base.ranges[kind].count
        // That there is an offset for every node of the kind, and that all stay within the targets, was looked at before.
        guard let adjacency, adjacency.hasEdges(kind) else { return }
        run.offsets = adjacency.offsets.pointer + adjacency.segmentStarts[kind]
        run.targets = adjacency.targets.pointer
    }

    /// Whether edges of the node were added or removed.
    @inlinable
    @inline(__always)
    func isTouched(_ node: NodeID) -> Bool {
        guard let touched else { return false }
        let place = UInt(bitPattern: Int(node) &- firstTouched)
        return place < UInt(bitPattern: touchedCount) && touched[Int(place >> 6)] >> UInt64(place & 63) & 1 == 1
    }

    /// Where the node's edges stand among the targets of the run, which becomes that of its kind.
    @inlinable
    @inline(__always)
    mutating func entries(of node: NodeID) -> Range<Int> {
        if UInt(bitPattern: Int(node) &- run.first) >= UInt(bitPattern: run.count) { enter(node) }
        guard let offsets = run.offsets else { return 0..<0 }
        let row = Int(node) &- run.first
        return Range(uncheckedBounds: (Int(offsets[row]), Int(offsets[row &+ 1])))
    }

    /// The nodes at the other ends of its edges, in the order of the edges. They stand in the graph's image, or beside what was changed;
    /// the graph keeps them.
    @inlinable
    @inline(__always)
    public mutating func ends(of node: NodeID) -> UnsafeBufferPointer<NodeID> {
        if isTouched(node) { return changedEnds(of: node) }
        let entries = entries(of: node)
        return UnsafeBufferPointer(start: run.targets.map { $0 + entries.lowerBound }, count: entries.count)
    }

    /// - Requires: edges of the node were added or removed.
    @usableFromInline
    func changedEnds(of node: NodeID) -> UnsafeBufferPointer<NodeID> {
        changed?.ends(of: node) ?? UnsafeBufferPointer(start: nil, count: 0)
    }

    /// What was added and removed, for the kernels.
    var changedTable: UnsafePointer<ck_changed>? { changed.map { UnsafePointer($0.table) } }

    /// How many edges the node has.
    package mutating func count(of node: NodeID) -> Int {
        if isTouched(node), let changed { return changed.count(of: node) }
        return entries(of: node).count
    }
}
