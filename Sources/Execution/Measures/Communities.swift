/// For each node a label of its community: groups with more edges within than chance would have (modularity, by Louvain).
///
/// Nodes move to the neighbouring group that gains most until none does; then groups become nodes, and so on. Nodes go in
/// their order and of two equal gains the smaller label wins, so the result is the same at every run.
func communities(_ graph: RelationGraph, _ context: ExecutionContext) throws(ExecutionError) -> [UInt32] {
    var labels = (0..<UInt32(graph.count)).map { $0 }
    var level = WeightedGraph(graph)
    guard level.total > 0 else { return labels }
    while let groups = try level.moved(context) {
        for place in labels.indices { labels[place] = groups[Int(labels[place])] }
        let condensed = try level.condensed(by: groups, context)
        if condensed.count == level.count { break }
        level = condensed
    }
    return labels
}

/// A graph whose edges have weights, seen from both ends; a node's own loop counts twice its edges.
private struct WeightedGraph {
    private var offsets: [Int]
    private var targets: [UInt32]
    private var weights: [Double]
    /// The sum of a node's weights, its loop included.
    private var strengths: [Double]
    /// The sum of all strengths.
    private(set) var total: Double

    var count: Int { strengths.count }

    init(_ graph: RelationGraph) {
        offsets = graph.offsets
        targets = graph.targets
        weights = [Double](repeating: 1, count: graph.targets.count)
        strengths = (0..<graph.count).map { Double(graph.neighbours($0).count) }
        total = Double(graph.targets.count)
    }

    private init(offsets: [Int], targets: [UInt32], weights: [Double], strengths: [Double], total: Double) {
        self.offsets = offsets
        self.targets = targets
        self.weights = weights
        self.strengths = strengths
        self.total = total
    }

    /// The group of each node after moving, numbered from 0 without gaps; nil if no node moved.
    func moved(_ context: ExecutionContext) throws(ExecutionError) -> [UInt32]? {
        /// Later rounds move a handful of nodes each and change nothing that one could see.
        let mostRounds = 20
        var groups = (0..<UInt32(count)).map { $0 }
        var groupStrengths = strengths
        var weightInto = [Double](repeating: 0, count: count)
        var didMove = false
        for _ in 0..<mostRounds {
            var moves = 0
            for place in 0..<count {
                if place % batchSize == 0 { try context.check() }
                let old = groups[place]
                groupStrengths[Int(old)] -= strengths[place]
                let best = bestGroup(of: place, groups, groupStrengths, &weightInto)
                groupStrengths[Int(best)] += strengths[place]
                if best != old { moves += 1 }
                groups[place] = best
            }
            if moves == 0 { break }
            didMove = true
        }
        return didMove ? numbered(groups) : nil
    }

    private func bestGroup(
        of place: Int, _ groups: [UInt32], _ groupStrengths: [Double], _ weightInto: inout [Double]
    ) -> UInt32 {
        let edges = offsets[place]..<offsets[place + 1]
        for edge in edges where Int(targets[edge]) != place {
            weightInto[Int(groups[Int(targets[edge])])] += weights[edge]
        }
        func gain(_ group: UInt32) -> Double {
            weightInto[Int(group)] - strengths[place] * groupStrengths[Int(group)] / total
        }
        var best = groups[place]
        var bestGain = gain(best)
        for edge in edges where Int(targets[edge]) != place {
            let group = groups[Int(targets[edge])]
            let gain = gain(group)
            if gain > bestGain + 1e-9 || (gain > bestGain - 1e-9 && group < best && best != groups[place]) {
                best = group
                bestGain = gain
            }
        }
        for edge in edges { weightInto[Int(groups[Int(targets[edge])])] = 0 }
        return best
    }

    private func numbered(_ groups: [UInt32]) -> [UInt32] {
        var numbers = [UInt32](repeating: RelationGraph.none, count: count)
        var next: UInt32 = 0
        return groups.map { group in
            if numbers[Int(group)] == RelationGraph.none {
                numbers[Int(group)] = next
                next += 1
            }
            return numbers[Int(group)]
        }
    }

    /// The graph whose nodes are the groups.
    func condensed(by groups: [UInt32], _ context: ExecutionContext) throws(ExecutionError) -> WeightedGraph {
        let groupCount = Int(groups.max() ?? 0) + 1
        var members = [[Int]](repeating: [], count: groupCount)
        for place in 0..<count { members[Int(groups[place])].append(place) }
        var condensed = WeightedGraph(
            offsets: [0], targets: [], weights: [], strengths: [Double](repeating: 0, count: groupCount), total: total)
        var weightInto = [Double](repeating: 0, count: groupCount)
        for group in 0..<groupCount {
            if group % batchSize == 0 { try context.check() }
            var touched: [UInt32] = []
            for place in members[group] {
                condensed.strengths[group] += strengths[place]
                for edge in offsets[place]..<offsets[place + 1] {
                    let target = groups[Int(targets[edge])]
                    if weightInto[Int(target)] == 0 { touched.append(target) }
                    weightInto[Int(target)] += weights[edge]
                }
            }
            for target in touched.sorted() {
                condensed.targets.append(target)
                condensed.weights.append(weightInto[Int(target)])
                weightInto[Int(target)] = 0
            }
            condensed.offsets.append(condensed.targets.count)
        }
        return condensed
    }
}
