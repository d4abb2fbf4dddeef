import Graph
import Plan

/// The edges of a relation as offsets and targets over densely numbered nodes: what measures of a relation run on.
///
/// For `a -> c, b -> c` directed:      nodes  a b c      offsets  0 1 2 2      targets  2 2
struct RelationGraph: Sendable {
    /// Ascending; a node's place is its number here.
    let nodes: [NodeID]
    private(set) var offsets: [Int] = [0]
    private(set) var targets: [UInt32] = []
    /// The place of each node of the graph; `none` of those that aren't here.
    let places: [UInt32]

    static let none = UInt32.max

    var count: Int { nodes.count }

    /// The ends of the edges of a relation.
    private typealias Ends = (relation: RelationID, from: [NodeID], to: [NodeID])

    /// The edges as the relation's name points.
    static func directed(_ measure: RelationMeasure, _ context: ExecutionContext) throws(ExecutionError)
        -> RelationGraph
    {
        let ends = try ends(measure, context)
        var graph = try RelationGraph(measure, ends, context)
        var edges: [(from: [NodeID], to: [NodeID])] = []
        for step in measure.steps {
            guard let (_, from, to) = ends.first(where: { $0.relation == step.relation }) else { continue }
            edges.append(step.direction == .forward ? (from, to) : (to, from))
        }
        try graph.fill(edges, context)
        return graph
    }

    /// Each pair of nodes that an edge connects, seen from both; no node is its own neighbour.
    static func undirected(_ measure: RelationMeasure, _ context: ExecutionContext) throws(ExecutionError)
        -> RelationGraph
    {
        let ends = try ends(measure, context)
        var graph = try RelationGraph(measure, ends, context)
        var edges: [(from: [NodeID], to: [NodeID])] = []
        for (_, allFrom, allTo) in ends {
            let others = allFrom.indices.filter { allFrom[$0] != allTo[$0] }
            let (from, to) = (others.map { allFrom[$0] }, others.map { allTo[$0] })
            edges.append((from, to))
            edges.append((to, from))
        }
        try graph.fill(edges, context)
        try graph.removeRepeats(context)
        return graph
    }

    /// The nodes, without edges.
    init(_ measure: RelationMeasure, _ context: ExecutionContext) throws(ExecutionError) {
        try self.init(measure, RelationGraph.ends(measure, context), context)
    }

    private static func ends(_ measure: RelationMeasure, _ context: ExecutionContext) throws(ExecutionError) -> [Ends] {
        var ends: [Ends] = []
        for relation in Set(measure.steps.map(\.relation)).sorted() {
            let (from, to) = context.graph.edges(of: relation)
            ends.append((relation, from, to))
            try context.check()
        }
        return ends
    }

    private init(
        _ measure: RelationMeasure, _ ends: [Ends], _ context: ExecutionContext
    ) throws(ExecutionError) {
        let graph = context.graph
        var marks = Bitmap(limit: graph.nodeLimit)
        for kind in measure.kinds.members {
            graph.nodes(of: kind).withUnsafeBufferPointer { marks.insert($0) }
            try context.check()
        }
        for (_, from, to) in ends {
            from.withUnsafeBufferPointer { marks.insert($0) }
            to.withUnsafeBufferPointer { marks.insert($0) }
            try context.check()
        }
        nodes = marks.members
        var places = [UInt32](repeating: RelationGraph.none, count: graph.nodeLimit)
        for (place, node) in nodes.enumerated() { places[Int(node)] = UInt32(place) }
        self.places = places
    }

    /// Sorts the edges by counting; those of one node keep their order.
    private mutating func fill(
        _ edges: [(from: [NodeID], to: [NodeID])], _ context: ExecutionContext
    ) throws(ExecutionError) {
        offsets = [Int](repeating: 0, count: count + 1)
        for (from, _) in edges {
            for node in from { offsets[Int(places[Int(node)]) + 1] += 1 }
            try context.check()
        }
        for place in 0..<count { offsets[place + 1] += offsets[place] }
        var next = offsets
        targets = [UInt32](repeating: 0, count: offsets[count])
        for (from, to) in edges {
            for edge in from.indices {
                let place = Int(places[Int(from[edge])])
                targets[next[place]] = places[Int(to[edge])]
                next[place] += 1
            }
            try context.check()
        }
    }

    /// The same edges seen from their targets, those of one target in the order of their sources.
    func reversed(_ context: ExecutionContext) throws(ExecutionError) -> RelationGraph {
        var reversed = self
        var offsets = [Int](repeating: 0, count: count + 1)
        for target in targets { offsets[Int(target) + 1] += 1 }
        for place in 0..<count { offsets[place + 1] += offsets[place] }
        reversed.offsets = offsets
        try context.check()
        var sources = [UInt32](repeating: 0, count: targets.count)
        for place in 0..<count {
            for edge in neighbours(place) {
                let target = Int(targets[edge])
                sources[offsets[target]] = UInt32(place)
                offsets[target] += 1
            }
        }
        reversed.targets = sources
        try context.check()
        return reversed
    }

    /// All places, cut in two with about as many edges each if there are so many edges.
    func halves(ifEdgesReach least: Int) -> [Range<Int>] {
        guard targets.count >= least else { return [0..<count] }
        let middle = offsets.firstIndex { 2 * $0 >= targets.count } ?? 0
        return [0..<min(middle, count), min(middle, count)..<count]
    }

    /// Runs the body over the arrays themselves, as a loop over millions of edges can't ask for each whether it is there.
    func withEdges<Result>(
        _ body: (UnsafeBufferPointer<Int>, UnsafeBufferPointer<UInt32>) -> Result
    ) -> Result {
        offsets.withUnsafeBufferPointer { offsets in targets.withUnsafeBufferPointer { body(offsets, $0) } }
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
