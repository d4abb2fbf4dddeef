/// How many shortest connections of two other nodes run through each node; where a pair has several, each counts its part.
///
/// By Brandes: one breadth-first search from each node, and one way back over it. Where that would be more work than `mostLooks`,
/// only some nodes, drawn with a fixed seed, are searched from, and the result is scaled up, so that it is an estimate.
func betweenness(_ graph: RelationGraph, _ context: ExecutionContext) throws(ExecutionError) -> [Double] {
    /// Looks at an edge: some five seconds of a graph that doesn't fit into the cache. A graph of 3,000 nodes and 30,000 edges
    /// is searched from every node.
    let mostLooks = 100_000_000
    let leastSources = 64
    var sources = (0..<graph.count).filter { !graph.neighbours($0).isEmpty }
    let connected = sources.count
    let mostSources = max(leastSources, mostLooks / max(1, graph.targets.count))
    if connected > mostSources {
        var random = FixedRandom()
        for place in 0..<mostSources { sources.swapAt(place, random.number(in: place..<connected)) }
        sources.removeLast(connected - mostSources)
        context.note(.estimated(from: mostSources, of: connected))
    }
    var search = BrandesSearch(graph)
    for source in sources { try search.add(from: source, context) }
    // Every pair was seen from both of its nodes.
    let scale = sources.isEmpty ? 0 : Double(connected) / Double(sources.count) / 2
    return search.totals.map { $0 * scale }
}

private struct BrandesSearch {
    /// What is known of a node in one search. Together, so that a look at it is one look at memory.
    private struct State {
        var distance: Int32 = -1
        /// How many shortest ways lead from the source.
        var ways = 0.0
        var dependency = 0.0
    }

    let graph: RelationGraph
    private(set) var totals: [Double]
    private var states: [State]
    private var order: [Int] = []

    init(_ graph: RelationGraph) {
        self.graph = graph
        totals = [Double](repeating: 0, count: graph.count)
        states = [State](repeating: State(), count: graph.count)
    }

    mutating func add(from source: Int, _ context: ExecutionContext) throws(ExecutionError) {
        order.removeAll(keepingCapacity: true)
        order.append(source)
        states[source] = State(distance: 0, ways: 1)
        var next = 0
        while next < order.count {
            if next % batchSize == 0 { try context.check() }
            let state = states[order[next]]
            for edge in graph.neighbours(order[next]) {
                let target = Int(graph.targets[edge])
                if states[target].distance < 0 {
                    states[target].distance = state.distance + 1
                    order.append(target)
                }
                if states[target].distance == state.distance + 1 { states[target].ways += state.ways }
            }
            next += 1
        }
        try context.check()
        goBack(to: source)
    }

    /// Adds what each node contributes to those before it, the farthest first, and leaves everything as it was.
    private mutating func goBack(to source: Int) {
        for place in order.reversed() {
            var state = states[place]
            for edge in graph.neighbours(place) {
                let target = states[Int(graph.targets[edge])]
                if target.distance == state.distance + 1 {
                    state.dependency += state.ways / target.ways * (1 + target.dependency)
                }
            }
            states[place].dependency = state.dependency
            if place != source { totals[place] += state.dependency }
        }
        for place in order { states[place] = State() }
    }
}

/// Numbers that look random and are the same at every run (SplitMix64).
private struct FixedRandom {
    private var state: UInt64 = 0x7A68_696B_75

    mutating func number(in range: Range<Int>) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return range.lowerBound + Int((mixed ^ (mixed >> 31)) % UInt64(range.count))
    }
}
