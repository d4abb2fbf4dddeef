import TestSupport
import Testing
import Text

/// Communities beside the same steps over a table of weights, where every sum is made anew.
@Suite struct `Communities` {
    /// Groups of nodes with many edges within and few between them, in a base and changes.
    private func fixture(_ count: Int, _ random: inout RandomSource) throws -> NetworkFixture {
        var fixture = try NetworkFixture(randomNodes: count, edges: random.number(0...30), &random)
        var script = ""
        var seen = Set(fixture.edges("r").map { [$0.from, $0.to] })
        let size = random.number(2...8)
        for from in 0..<count {
            for to in 0..<count where from / size == to / size && random.chance(25) {
                if seen.insert([from, to]).inserted { script += "link dot n\(from) r dot n\(to) " }
            }
        }
        try fixture.run(script)
        if random.chance(50) { fixture.session.fold() }
        script = ""
        for edge in fixture.edges("r") where random.chance(10) {
            script += "remove link dot n\(edge.from) r dot n\(edge.to) "
        }
        try fixture.run(script)
        return fixture
    }

    @Test func `are those of a table of weights, and lie within what hangs together`() throws {
        let seed = testSeed()
        var levels = 0
        for number in 0..<UInt64(TestSupport.count("ZHIKU_GRAPHS", default: 40)) {
            var random = RandomSource(seed: seed &+ number)
            let count = random.number(1...40)
            var fixture = try self.fixture(count, &random)
            var weights = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
            for edge in fixture.edges("r") where edge.from != edge.to {
                weights[edge.from][edge.to] = 1
                weights[edge.to][edge.from] = 1
            }
            let (wanted, depth) = communities(weights)
            levels = max(levels, depth)
            let found = try numbers("community(r)", &fixture)
            #expect(found == numberedBySize(wanted), "seed \(seed &+ number)")
            #expect(modularity(found, weights) >= modularity(Array(0..<count), weights), "seed \(seed &+ number)")
            let parts = try numbers("components(r)", &fixture)
            for left in 0..<count {
                for right in 0..<count where found[left] == found[right] {
                    #expect(parts[left] == parts[right], "seed \(seed &+ number)")
                }
            }
        }
        #expect(levels > 1, "some graphs have groups of groups (seed \(seed))")
    }

    private func numbers(_ measure: String, _ fixture: inout NetworkFixture) throws -> [Int] {
        try fixture.rows("find dot show \(measure)").map { row in
            if case .number(let number) = row[0] { Int(number) } else { -1 }
        }
    }

    /// The group of each node, and after how many levels.
    private func communities(_ weights: [[Double]]) -> ([Int], levels: Int) {
        var labels = Array(weights.indices)
        var weights = weights
        for level in 0... {
            guard let groups = moved(weights) else { return (labels, level) }
            labels = labels.map { groups[$0] }
            let count = (groups.max() ?? -1) + 1
            if count == weights.count { return (labels, level) }
            var condensed = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
            for left in weights.indices {
                for right in weights.indices { condensed[groups[left]][groups[right]] += weights[left][right] }
            }
            weights = condensed
        }
        return (labels, 0)
    }

    /// Each node in turn goes to the group beside it that adds most to modularity, and stays where none adds more; of two as good ones to
    /// the smaller. Groups are numbered as their first nodes come; nil if no node ever moved.
    private func moved(_ weights: [[Double]]) -> [Int]? {
        var groups = Array(weights.indices)
        let total = weights.joined().reduce(0, +)
        var didMove = false
        for _ in 0..<20 {
            var moves = 0
            for node in weights.indices where total > 0 {
                func gain(_ group: Int) -> Double {
                    let members = weights.indices.filter { $0 != node && groups[$0] == group }
                    let within = members.reduce(0) { $0 + weights[node][$1] }
                    let strength = members.reduce(0) { $0 + weights[$1].reduce(0, +) }
                    return within - weights[node].reduce(0, +) * strength / total
                }
                let near = Set(weights.indices.filter { $0 != node && weights[node][$0] > 0 }.map { groups[$0] })
                let best = near.map(gain).max() ?? -.infinity
                if best <= gain(groups[node]) + 1e-9 { continue }
                groups[node] = near.filter { gain($0) > best - 1e-9 }.min() ?? groups[node]
                moves += 1
            }
            if moves == 0 { break }
            didMove = true
        }
        return didMove ? numberedByPlace(groups) : nil
    }

    private func numberedByPlace(_ groups: [Int]) -> [Int] {
        var order: [Int] = []
        for group in groups where !order.contains(group) { order.append(group) }
        return groups.map { order.firstIndex(of: $0) ?? 0 }
    }

    /// From 1: the largest first, of two as large the one whose first node comes first.
    private func numberedBySize(_ groups: [Int]) -> [Int] {
        let groups = numberedByPlace(groups)
        let sizes = Set(groups).sorted().map { group in groups.count { $0 == group } }
        let order = sizes.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
        return groups.map { (order.firstIndex(of: $0) ?? 0) + 1 }
    }

    /// The share of weights within groups beyond what chance would put there.
    private func modularity(_ groups: [Int], _ weights: [[Double]]) -> Double {
        let total = weights.joined().reduce(0, +)
        guard total > 0 else { return 0 }
        let strengths = weights.map { $0.reduce(0, +) }
        var sum = 0.0
        for left in weights.indices {
            for right in weights.indices where groups[left] == groups[right] {
                sum += weights[left][right] - strengths[left] * strengths[right] / total
            }
        }
        return sum / total
    }
}
