import Graph
import Plan

/// The edges of a relation as offsets and targets over densely numbered nodes: what measures of a relation run on.
///
/// For `a -> c, b -> c` incoming:      nodes  a b c      offsets  0 0 0 2      targets  0 1
struct RelationGraph: Sendable {
    /// Ascending; a node's place is its number here.
    let nodes: [NodeID]
    private(set) var offsets: [Int] = [0]
    private(set) var targets: [UInt32] = []
    let places: NodePlaces

    static let none = NodePlaces.none

    var count: Int { nodes.count }

    /// What leads to each node as the relation's name points, from the nodes that come first on, and how many edges go out from each.
    ///
    /// It is read where it stands, node by node, since a relation's edges are there both ways.
    static func incoming(
        _ measure: RelationMeasure, _ context: ExecutionContext
    ) throws(ExecutionError) -> (graph: RelationGraph, degrees: [UInt32]) {
        var graph = try RelationGraph(measure, context)
        var outgoing = measure.steps.map { StepReader(context.graph, $0) }
        var incoming = measure.steps.map { StepReader(context.graph, $0.reversed) }
        let edgeCount = Set(measure.steps.map(\.relation)).reduce(0) { $0 + context.graph.edgeCount(of: $1) }
        var degrees: [UInt32] = []
        degrees.reserveCapacity(graph.count)
        graph.offsets.reserveCapacity(graph.count + 1)
        graph.targets.reserveCapacity(edgeCount)
        let places = graph.places
        for (number, node) in graph.nodes.enumerated() {
            if number % batchSize == 0 { try context.check() }
            degrees.append(outgoing.indices.reduce(0) { $0 + UInt32(outgoing[$1].count(of: node)) })
            let start = graph.targets.count
            for reader in incoming.indices {
                for end in incoming[reader].ends(of: node) { graph.targets.append(places[end]) }
            }
            graph.targets.sortIfNeeded(from: start)
            graph.offsets.append(graph.targets.count)
        }
        return (graph, degrees)
    }

    /// Each pair of nodes that an edge connects, seen from both; no node is its own neighbour.
    static func undirected(_ measure: RelationMeasure, _ context: ExecutionContext) throws(ExecutionError)
        -> RelationGraph
    {
        var graph = try RelationGraph(measure, context)
        var edges: [(from: [NodeID], to: [NodeID])] = []
        for relation in Set(measure.steps.map(\.relation)).sorted() {
            let (allFrom, allTo) = context.graph.edges(of: relation)
            try context.check()
            let others = allFrom.indices.filter { allFrom[$0] != allTo[$0] }
            let (from, to) = (others.map { allFrom[$0] }, others.map { allTo[$0] })
            edges.append((from, to))
            edges.append((to, from))
        }
        try graph.fill(edges, context)
        try graph.removeRepeats(context)
        return graph
    }

    /// The nodes, without edges: those of the measure's kinds, and all that stand at an end.
    init(_ measure: RelationMeasure, _ context: ExecutionContext) throws(ExecutionError) {
        let graph = context.graph
        var marks = Bitmap(limit: graph.nodeLimit)
        for kind in measure.kinds.members {
            graph.nodes(of: kind).withUnsafeBufferPointer { marks.insert($0) }
            try context.check()
        }
        for step in measure.steps.flatMap({ [$0, $0.reversed] }) {
            var reader = StepReader(graph, step)
            for kind in StepReader(graph, step.reversed).endKinds where !measure.kinds.contains(kind) {
                for node in graph.nodes(of: kind) where reader.count(of: node) > 0 { marks.insert(Int(node)) }
                try context.check()
            }
        }
        nodes = marks.members
        places = NodePlaces(nodes)
    }

    /// Sorts the edges by counting; those of one node keep their order.
    private mutating func fill(
        _ edges: [(from: [NodeID], to: [NodeID])], _ context: ExecutionContext
    ) throws(ExecutionError) {
        offsets = [Int](repeating: 0, count: count + 1)
        for (from, _) in edges {
            for node in from { offsets[Int(places[node]) + 1] += 1 }
            try context.check()
        }
        for place in 0..<count { offsets[place + 1] += offsets[place] }
        var next = offsets
        targets = [UInt32](repeating: 0, count: offsets[count])
        for (from, to) in edges {
            for edge in from.indices {
                let place = Int(places[from[edge]])
                targets[next[place]] = places[to[edge]]
                next[place] += 1
            }
            try context.check()
        }
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

extension [UInt32] {
    /// Sorts what stands from a place on. It is in order but beside changes, and where several relations lead to a node.
    fileprivate mutating func sortIfNeeded(from start: Int) {
        if start + 1 < count, (start + 1..<count).contains(where: { self[$0] < self[$0 - 1] }) { self[start...].sort() }
    }
}
