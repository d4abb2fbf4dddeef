/// How many shortest connections of two other nodes run through each node; where a pair has several, each counts its part.
///
/// By Brandes: one breadth-first search from each node, and one way back over it. Above `mostSources` nodes that are connected
/// at all only as many, drawn with a fixed seed, are searched from, and the result is scaled up, so that it is an estimate.
func betweenness(_ graph: RelationGraph, _ context: ExecutionContext) throws(ExecutionError) -> [Double] {
    /// 2,000 searches of a graph of ten times as many edges take a second or two.
    let mostSources = 2_000
    var sources = (0..<graph.count).filter { !graph.neighbours($0).isEmpty }
    let connected = sources.count
    if connected > mostSources {
        var random = FixedRandom()
        for place in 0..<mostSources { sources.swapAt(place, random.number(in: place..<connected)) }
        sources.removeLast(connected - mostSources)
    }
    var search = BrandesSearch(graph)
    for source in sources { try search.add(from: source, context) }
    // Every pair was seen from both of its nodes.
    let scale = sources.isEmpty ? 0 : Double(connected) / Double(sources.count) / 2
    return search.totals.map { $0 * scale }
}

private struct BrandesSearch {
    let graph: RelationGraph
    private(set) var totals: [Double]
    private var distances: [Int32]
    /// How many shortest ways lead from the source.
    private var ways: [Double]
    private var dependencies: [Double]
    private var order: [Int] = []

    init(_ graph: RelationGraph) {
        self.graph = graph
        totals = [Double](repeating: 0, count: graph.count)
        distances = [Int32](repeating: -1, count: graph.count)
        ways = totals
        dependencies = totals
    }

    mutating func add(from source: Int, _ context: ExecutionContext) throws(ExecutionError) {
        order = [source]
        distances[source] = 0
        ways[source] = 1
        var next = 0
        while next < order.count {
            if next % batchSize == 0 { try context.check() }
            let place = order[next]
            next += 1
            for edge in graph.neighbours(place) {
                let target = Int(graph.targets[edge])
                if distances[target] < 0 {
                    distances[target] = distances[place] + 1
                    order.append(target)
                }
                if distances[target] == distances[place] + 1 { ways[target] += ways[place] }
            }
        }
        try context.check()
        goBack(to: source)
    }

    /// Adds what each node contributes to those before it, the farthest first, and leaves everything as it was.
    private mutating func goBack(to source: Int) {
        for place in order.reversed() {
            for edge in graph.neighbours(place) {
                let target = Int(graph.targets[edge])
                if distances[target] == distances[place] + 1 {
                    dependencies[place] += ways[place] / ways[target] * (1 + dependencies[target])
                }
            }
            if place != source { totals[place] += dependencies[place] }
        }
        for place in order {
            distances[place] = -1
            ways[place] = 0
            dependencies[place] = 0
        }
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
