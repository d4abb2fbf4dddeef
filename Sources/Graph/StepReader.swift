/// Follows one step from many nodes. Where no edge of a node was added or removed it reads the flat arrays and makes nothing.
package struct StepReader {
    private let graph: Graph
    private let step: RelationStep
    private let adjacency: Adjacency?
    /// The edges that were added and removed; nil if there are none.
    private let changes: Delta.Links?
    /// The ends of these.
    private let touched: Bitmap?
    /// By number, those of the base first; made when they are first asked for.
    private var removed: Bitmap?
    private let hasEdges: Bool
    /// The kind of the node before, since those of a kind mostly come together.
    private var run = (start: -1, range: 0..<0)

    package init(_ graph: Graph, _ step: RelationStep) {
        self.graph = graph
        self.step = step
        adjacency = graph.base.adjacency(step)
        changes = graph.delta.links[step.relation]
        touched = changes.map { $0.touched(limit: graph.nodeLimit) }
        hasEdges = adjacency != nil || touched != nil
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

    /// Where the node's entries stand in `targets`; nil where edges were changed.
    @inline(__always)
    private mutating func entries(of node: NodeID, _ adjacency: Adjacency) -> Range<Int> {
        let index = Int(node)
        if !run.range.contains(index) {
            guard index < graph.base.nodeCount else { return 0..<0 }
            let kind = graph.base.kind(of: index)
            run = (adjacency.segmentStarts[kind], graph.base.ranges[kind])
        }
        if run.start < 0 { return 0..<0 }
        let place = run.start + index - run.range.lowerBound
        return Int(adjacency.offsets[place])..<Int(adjacency.offsets[place + 1])
    }

    /// Whether edges of the node were added or removed.
    @inline(__always)
    private func isTouched(_ node: NodeID) -> Bool { touched.map { $0.contains(Int(node)) } ?? false }

    /// The nodes at the other ends of its edges, in the order of the edges; nil where some were added or removed. They stand in
    /// the graph's image.
    package mutating func stored(of node: NodeID) -> UnsafeBufferPointer<NodeID>? {
        if isTouched(node) { return nil }
        guard let adjacency else { return UnsafeBufferPointer(start: nil, count: 0) }
        let entries = entries(of: node, adjacency)
        precondition(entries.upperBound <= adjacency.targets.count, "An image's offset points outside of its section")
        return UnsafeBufferPointer(start: adjacency.targets.pointer + entries.lowerBound, count: entries.count)
    }

    /// The same where edges were added or removed.
    package mutating func changed(of node: NodeID) -> [NodeID] {
        guard let changes else { return [] }
        let stored = graph.base.edgeCount(step.relation)
        let marks = removed ?? Bitmap(limit: stored + changes.edges.count, changes.removed)
        removed = marks
        var ends: [NodeID] = []
        if let adjacency {
            let entries = entries(of: node, adjacency)
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
        let count = adjacency.map { entries(of: node, $0).count } ?? 0
        guard let changes, isTouched(node) else { return count }
        return step.direction == .forward
            ? count + changes.outgoing.count(of: node) - (changes.removedOut[node] ?? 0)
            : count + changes.incoming.count(of: node) - (changes.removedIn[node] ?? 0)
    }
}
