/// Follows one step from many nodes. Where no edge of a node was added or removed it reads the flat arrays and makes nothing. It is public
/// so that its loops are inlined in other modules.
public struct StepReader {
    private let graph: Graph
    private let step: RelationStep
    private let adjacency: Adjacency?
    /// The edges that were added and removed; nil if there are none.
    private let changes: Delta.Links?
    /// The ends of these.
    @usableFromInline let touched: Bitmap
    @usableFromInline let isAnyTouched: Bool
    /// By number, those of the base first; made when they are first asked for.
    private var removed: Bitmap?
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
        changes = graph.delta.links[step.relation]
        touched = changes.map { $0.touched(limit: graph.nodeLimit) } ?? Bitmap(limit: 0)
        isAnyTouched = changes != nil
        hasEdges = adjacency != nil || changes != nil
    }

    /// Whether the other ends can be of these kinds only, so that no end needs to be asked.
    package func leadsOnly(to kinds: (KindID) -> Bool) -> Bool {
        guard hasEdges else { return true }
        let back = RelationStep(relation: step.relation, direction: step.direction.reversed)
        guard adjacency != nil, let inverse = graph.base.adjacency(back) else { return false }
        if let changes {
            let isForward = step.direction == .forward
            let isWithin = changes.edges.allSatisfy { kinds(graph.kind(of: isForward ? $0.to : $0.from)) }
            if !isWithin { return false }
        }
        return graph.base.ranges.indices.allSatisfy { !inverse.hasEdges($0) || kinds($0) }
    }

    /// All nodes that an edge of the step can lead to have numbers in this range, which is empty if there are no edges.
    package var endRange: Range<Int> {
        var range = 0..<0
        func include(_ more: Range<Int>) {
            if more.isEmpty { return }
            range =
                range.isEmpty
                ? more : min(range.lowerBound, more.lowerBound)..<max(range.upperBound, more.upperBound)
        }
        let back = RelationStep(relation: step.relation, direction: step.direction.reversed)
        if adjacency != nil {
            guard let inverse = graph.base.adjacency(back) else { return 0..<graph.nodeLimit }
            for kind in graph.base.ranges.indices where inverse.hasEdges(kind) { include(graph.base.ranges[kind]) }
        }
        for edge in changes?.edges ?? [] {
            let end = Int(step.direction == .forward ? edge.to : edge.from)
            include(end..<end + 1)
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
    func isTouched(_ node: NodeID) -> Bool { isAnyTouched && touched.contains(Int(node)) }

    /// Where the node's edges stand among the targets of the run, which becomes that of its kind.
    @inlinable
    @inline(__always)
    mutating func entries(of node: NodeID) -> Range<Int> {
        if UInt(bitPattern: Int(node) &- run.first) >= UInt(bitPattern: run.count) { enter(node) }
        guard let offsets = run.offsets else { return 0..<0 }
        let row = Int(node) &- run.first
        return Range(uncheckedBounds: (Int(offsets[row]), Int(offsets[row &+ 1])))
    }

    /// The nodes at the other ends of its edges, in the order of the edges; nil where some were added or removed. They stand in
    /// the graph's image.
    @inlinable
    @inline(__always)
    public mutating func stored(of node: NodeID) -> UnsafeBufferPointer<NodeID>? {
        if isTouched(node) { return nil }
        let entries = entries(of: node)
        return UnsafeBufferPointer(start: run.targets.map { $0 + entries.lowerBound }, count: entries.count)
    }

    /// The same where edges were added or removed.
    package mutating func changed(of node: NodeID) -> [NodeID] {
        guard let changes else { return [] }
        let stored = graph.base.edgeCount(step.relation)
        let marks = removed ?? Bitmap(limit: stored + changes.edges.count, changes.removed)
        removed = marks
        var ends: [NodeID] = []
        if let adjacency {
            let entries = entries(of: node)
            ends.reserveCapacity(entries.count + 8)
            for entry in entries where !marks.contains(adjacency.edge(entry)) { ends.append(adjacency.targets[entry]) }
        }
        let isForward = step.direction == .forward
        for place in (isForward ? changes.outgoing : changes.incoming).edges(of: node)
        where !marks.contains(stored + place) {
            ends.append(isForward ? changes.edges[place].to : changes.edges[place].from)
        }
        return ends
    }

    /// How many edges the node has.
    package mutating func count(of node: NodeID) -> Int {
        let count = entries(of: node).count
        guard let changes, isTouched(node) else { return count }
        return step.direction == .forward
            ? count + changes.outgoing.count(of: node) - (changes.removedOut[node] ?? 0)
            : count + changes.incoming.count(of: node) - (changes.removedIn[node] ?? 0)
    }
}
