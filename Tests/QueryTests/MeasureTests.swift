import TestSupport
import Testing
import Text

@Suite struct `Measures of relations` {
    private func column(_ expression: String, _ fixture: inout NetworkFixture) throws -> [Double] {
        try fixture.rows("find dot show \(expression)").map { row in
            if case .number(let number) = row[0] { number } else { -1 }
        }
    }

    private func isNear(_ left: [Double], _ right: [Double]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-9 }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func `are what their definitions say`(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        let count = Int.random(in: 1...12, using: &random)
        var fixture = try NetworkFixture(randomNodes: count, edges: Int.random(in: 0...30, using: &random), &random)
        let edges = fixture.edges("r")
        let degrees = (0..<count).map { node in Double(edges.count { $0.from == node } + edges.count { $0.to == node })
        }
        #expect(isNear(try column("degree(r)", &fixture), degrees), "seed \(seed)")
        #expect(isNear(try column("degree(s)", &fixture), degrees), "seed \(seed)")
        #expect(isNear(try column("pagerank(r)", &fixture), ranks(count, edges)), "seed \(seed)")
        #expect(
            isNear(try column("pagerank(s)", &fixture), ranks(count, edges.map { ($0.to, $0.from) })), "seed \(seed)")
        #expect(isNear(try column("betweenness(r)", &fixture), betweenness(count, edges)), "seed \(seed)")
        let components = try column("components(r)", &fixture)
        let reach = distances(count, edges)
        for left in 0..<count {
            for right in 0..<count {
                #expect((components[left] == components[right]) == (reach[left][right] != nil), "seed \(seed)")
            }
        }
        let walks = try column("ways(r.t.s)", &fixture)
        let others = fixture.edges("t")
        let expected = (0..<count).map { node in
            var ends = [node]
            ends = ends.flatMap { end in edges.filter { $0.from == end }.map(\.to) }
            ends = ends.flatMap { end in others.filter { $0.from == end }.map(\.to) }
            return Double(ends.flatMap { end in edges.filter { $0.to == end }.map(\.from) }.count)
        }
        #expect(walks == expected, "seed \(seed)")
    }

    @Test func `components and communities are numbered by size`() throws {
        var script = "kind dot relation r inverse s from dot to dot "
        for node in 0..<9 { script += "add dot n\(node) " }
        // A triangle, two squares with their diagonals joined by one edge… of four and five nodes, and nothing else.
        for (from, to) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3), (3, 4), (4, 5), (4, 6), (5, 6), (7, 8)] {
            script += "link dot n\(from) r dot n\(to) "
        }
        var fixture = try NetworkFixture(script)
        #expect(try column("components(r)", &fixture) == [1, 1, 1, 1, 1, 1, 1, 2, 2])
        #expect(try column("community(r)", &fixture) == [1, 1, 1, 1, 2, 2, 2, 3, 3])
        #expect(try fixture.table("find dot group by components(r) as c show c, count() as n") == ["1 | 7", "2 | 2"])
        #expect(try fixture.table("count dot where degree(r) > 3") == ["1"])
        #expect(try fixture.table("find dot order by betweenness(r) desc limit 2 show name") == ["n3", "n4"])
        try fixture.run("remove link dot n7 r dot n8 remove dot n6")
        #expect(try column("components(r)", &fixture) == [1, 1, 1, 1, 1, 1, 2, 3])
        #expect(try fixture.table("find dot where name = n4 show degree(r), ways(r), ways(s)") == ["2 | 1 | 1"])
    }

    @Test func `walks are counted, not made`() throws {
        var script = "kind dot relation r inverse s from dot to dot "
        for node in 0..<30 { script += "add dot n\(node) " }
        for from in 0..<30 { for to in 0..<30 where from != to { script += "link dot n\(from) r dot n\(to) " } }
        var fixture = try NetworkFixture(script)
        #expect(try column("ways(r.r.r.r.r.r.r.r)", &fixture)[0] == 500_246_412_961)
        #expect(try column("ways(r{8})", &fixture)[0] == 500_246_412_961)
        #expect(try column("ways(r{0..2})", &fixture)[0] == 1 + 29 + 841)
        #expect(fixture.error("find dot show ways(r{1..})").hasPrefix("only walks of an upper length"))
        #expect(fixture.error("find dot show pagerank(name)") == "pagerank(…) takes the name of one relation")
        #expect(fixture.error("find dot show degree(q)") == "there is no relation “q”")
    }

    private func ranks(_ count: Int, _ edges: [(from: Int, to: Int)]) -> [Double] {
        var ranks = [Double](repeating: 1 / Double(count), count: count)
        for _ in 0..<20 {
            ranks = (0..<count).map { node in
                let passed = edges.filter { $0.to == node }.map { edge in
                    ranks[edge.from] / Double(edges.count { $0.from == edge.from })
                }
                return 0.15 / Double(count) + 0.85 * passed.reduce(0, +)
            }
        }
        return ranks
    }

    /// Distance and number of shortest ways, either way along the edges.
    private func distances(_ count: Int, _ edges: [(from: Int, to: Int)]) -> [[(length: Int, ways: Double)?]] {
        let near = (0..<count).map { node in
            Set(edges.filter { $0.from == node }.map(\.to) + edges.filter { $0.to == node }.map(\.from)).subtracting([
                node
            ])
        }
        return (0..<count).map { start in
            var found = [(length: Int, ways: Double)?](repeating: nil, count: count)
            found[start] = (0, 1)
            for length in 1...max(1, count) {
                for node in 0..<count where found[node] == nil {
                    let ways = near[node].compactMap { found[$0] }.filter { $0.length == length - 1 }.map(\.ways)
                    if !ways.isEmpty { found[node] = (length, ways.reduce(0, +)) }
                }
            }
            return found
        }
    }

    private func betweenness(_ count: Int, _ edges: [(from: Int, to: Int)]) -> [Double] {
        let known = distances(count, edges)
        return (0..<count).map { node in
            var total = 0.0
            for left in 0..<count where left != node {
                for right in left + 1..<max(count, left + 1) where right != node {
                    guard let whole = known[left][right], let first = known[left][node], let last = known[node][right],
                        first.length + last.length == whole.length
                    else { continue }
                    total += first.ways * last.ways / whole.ways
                }
            }
            return total
        }
    }
}
