import Graph

/// How likely a walker who follows the relation at random stands at each node, after a fixed number of rounds.
///
/// With N nodes and out(u) edges from u, every round is r'(v) = (1 − d)/N + d · Σ r(u)/out(u) over the u that lead to v,
/// from r(v) = 1/N on. What nodes without edges would pass on is dropped, not spread, so that any engine that runs this many
/// rounds of one statement gives the same numbers.
///
/// A round gathers at each node what those that lead to it pass on, in their order, so that nodes have nothing to do with each other
/// and two threads share them where there are many edges.
///
/// - Parameters:
///   - incoming: what leads to each node.
///   - degrees: how many edges go out from each.
func pageRanks(
    _ incoming: RelationGraph, _ degrees: [UInt32], _ context: ExecutionContext
) throws(ExecutionError) -> [Double] {
    let damping = 0.85
    let rounds = 20
    let count = Double(incoming.count)
    var ranks = [Double](repeating: 1 / count, count: incoming.count)
    var passed = [Double](repeating: 0, count: incoming.count)
    let parts = incoming.halves(ifEdgesReach: context.thresholds.sharedEdges)
    for _ in 0..<rounds {
        try context.check()
        for (place, degree) in degrees.enumerated() {
            passed[place] = degree == 0 ? 0 : damping * ranks[place] / Double(degree)
        }
        let round = PageRankRound(incoming: incoming, passed: passed, least: (1 - damping) / count)
        try ranks.withUnsafeMutableBufferPointer { ranks throws(ExecutionError) in
            let ranks = ranks
            let jobs = parts.map { part -> TwoThreads.Job in
                { isCancelled in round.gather(part, into: ranks, isCancelled) }
            }
            guard TwoThreads.run(jobs, isCancelled: { context.isToStop }) else { throw .cancelled }
        }
    }
    return ranks
}

/// What all nodes pass on in a round.
private struct PageRankRound: Sendable {
    let incoming: RelationGraph
    let passed: [Double]
    /// What every node has without being led to.
    let least: Double

    /// Works out the new ranks of some nodes; false if it was told to leave off.
    func gather(_ places: Range<Int>, into ranks: UnsafeMutableBufferPointer<Double>, _ isCancelled: () -> Bool) -> Bool
    {
        passed.withUnsafeBufferPointer { passed in
            incoming.withEdges { offsets, sources in
                for place in places {
                    if place % (batchSize * 8) == 0, isCancelled() { return false }
                    var sum = least
                    for edge in offsets[place]..<offsets[place + 1] { sum += passed[Int(sources[edge])] }
                    ranks[place] = sum
                }
                return true
            }
        }
    }
}
