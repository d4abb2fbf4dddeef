import Graph
import Plan

/// The edges of a relation as offsets and targets over densely numbered nodes: what measures of a relation run on.
///
/// For `a -> c, b -> c` directed:      nodes  a b c      offsets  0 1 2 2      targets  2 2
struct RelationGraph {
    /// Ascending; a node's place is its number here.
    let nodes: [NodeID]
    private(set) var offsets: [Int] = [0]
    private(set) var targets: [UInt32] = []
    /// The place of each node of the graph; `none` of those that aren't here.
    let places: [UInt32]

    static let none = UInt32.max

    var count: Int { nodes.count }

    /// The edges as the relation's name points.
    static func directed(_ measure: RelationMeasure, _ context: ExecutionContext) throws(ExecutionError)
        -> RelationGraph
    {
        var graph = try RelationGraph(measure, context)
        var edges: [(from: UInt32, to: UInt32)] = []
        for step in measure.steps {
            let (from, to) = context.graph.edges(of: step.relation)
            try context.check()
            for place in from.indices {
                let (near, far) = (graph.places[Int(from[place])], graph.places[Int(to[place])])
                edges.append(step.direction == .forward ? (near, far) : (far, near))
            }
        }
        try graph.fill(edges, context)
        return graph
    }

    /// Each pair of nodes that an edge connects, seen from both; no node is its own neighbour.
    static func undirected(_ measure: RelationMeasure, _ context: ExecutionContext) throws(ExecutionError)
        -> RelationGraph
    {
        var graph = try RelationGraph(measure, context)
        var edges: [(from: UInt32, to: UInt32)] = []
        for relation in Set(measure.steps.map(\.relation)).sorted() {
            let (from, to) = context.graph.edges(of: relation)
            try context.check()
            for place in from.indices where from[place] != to[place] {
                let (near, far) = (graph.places[Int(from[place])], graph.places[Int(to[place])])
                edges.append((near, far))
                edges.append((far, near))
            }
        }
        try graph.fill(edges, context)
        try graph.removeRepeats(context)
        return graph
    }

    /// The nodes, without edges yet.
    init(_ measure: RelationMeasure, _ context: ExecutionContext) throws(ExecutionError) {
        let graph = context.graph
        var marks = Bitmap(limit: graph.nodeLimit)
        for kind in measure.kinds.members {
            for node in graph.nodes(of: kind) { marks.insert(Int(node)) }
            try context.check()
        }
        for relation in Set(measure.steps.map(\.relation)) {
            let (from, to) = graph.edges(of: relation)
            for node in from { marks.insert(Int(node)) }
            for node in to { marks.insert(Int(node)) }
            try context.check()
        }
        nodes = marks.members
        var places = [UInt32](repeating: RelationGraph.none, count: graph.nodeLimit)
        for (place, node) in nodes.enumerated() { places[Int(node)] = UInt32(place) }
        self.places = places
    }

    /// Sorts the edges by counting; those of one node keep their order.
    private mutating func fill(_ edges: [(from: UInt32, to: UInt32)], _ context: ExecutionContext)
        throws(ExecutionError)
    {
        offsets = [Int](repeating: 0, count: count + 1)
        for edge in edges { offsets[Int(edge.from) + 1] += 1 }
        for place in 0..<count { offsets[place + 1] += offsets[place] }
        try context.check()
        var next = offsets
        targets = [UInt32](repeating: 0, count: edges.count)
        for edge in edges {
            targets[next[Int(edge.from)]] = edge.to
            next[Int(edge.from)] += 1
        }
        try context.check()
    }

    private mutating func removeRepeats(_ context: ExecutionContext) throws(ExecutionError) {
        var kept: [UInt32] = []
        var starts = [0]
        for place in 0..<count {
            if place % batchSize == 0 { try context.check() }
            var last = RelationGraph.none
            for target in targets[offsets[place]..<offsets[place + 1]].sorted() where target != last {
                kept.append(target)
                last = target
            }
            starts.append(kept.count)
        }
        targets = kept
        offsets = starts
    }

    @inline(__always)
    func neighbours(_ place: Int) -> Range<Int> { offsets[place]..<offsets[place + 1] }
}
