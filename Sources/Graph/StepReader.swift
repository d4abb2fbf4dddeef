/// Follows one step from many nodes. Where no edge of a node was added or removed it reads the flat arrays and makes nothing.
package struct StepReader {
    private let graph: Graph
    private let step: RelationStep
    private let adjacency: Adjacency?
    /// The ends of added and removed edges; nil if there are none.
    private let touched: Bitmap?
    private let hasEdges: Bool
    /// The kind of the node before, since those of a kind mostly come together.
    private var run = (start: -1, range: 0..<0)

    package init(_ graph: Graph, _ step: RelationStep) {
        self.graph = graph
        self.step = step
        adjacency = graph.base.adjacency(step)
        touched = graph.delta.links[step.relation].map { $0.touched(limit: graph.nodeLimit) }
        hasEdges = adjacency != nil || touched != nil
    }

    /// Whether the other ends can be of these kinds only, so that no end needs to be asked.
    package func leadsOnly(to kinds: (KindID) -> Bool) -> Bool {
        guard hasEdges else { return true }
        let back = RelationStep(relation: step.relation, direction: step.direction.reversed)
        guard touched == nil, adjacency != nil, let inverse = graph.base.adjacency(back) else { return false }
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

    /// The same where edges were changed.
    package func changed(of node: NodeID) -> [NodeID] { graph.links(of: node, step).map(\.node) }

    /// How many edges the node has; changed ones are counted one by one.
    package mutating func count(of node: NodeID) -> Int {
        if isTouched(node) { return graph.links(of: node, step).count }
        return adjacency.map { entries(of: node, $0).count } ?? 0
    }
}
