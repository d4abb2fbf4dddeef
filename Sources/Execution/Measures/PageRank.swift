/// How likely a walker who follows the relation at random stands at each node, after a fixed number of rounds.
///
/// With N nodes and out(u) edges from u, every round is r'(v) = (1 − d)/N + d · Σ r(u)/out(u) over the u that lead to v,
/// from r(v) = 1/N on. What nodes without edges would pass on is dropped, not spread, so that any engine that runs this many
/// rounds of one statement gives the same numbers.
func pageRanks(_ graph: RelationGraph, _ context: ExecutionContext) throws(ExecutionError) -> [Double] {
    let damping = 0.85
    let rounds = 20
    let count = Double(graph.count)
    var ranks = [Double](repeating: 1 / count, count: graph.count)
    for _ in 0..<rounds {
        var next = [Double](repeating: (1 - damping) / count, count: graph.count)
        for place in 0..<graph.count {
            if place % (batchSize * 8) == 0 { try context.check() }
            let edges = graph.neighbours(place)
            if edges.isEmpty { continue }
            let passed = damping * ranks[place] / Double(edges.count)
            for edge in edges { next[Int(graph.targets[edge])] += passed }
        }
        ranks = next
    }
    return ranks
}
