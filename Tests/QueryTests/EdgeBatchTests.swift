import Graph
import TestSupport
import Testing

@testable import Execution
@testable import Query

/// Loops over the edges of many nodes give what going by each edge gives, in a graph of which part was changed.
@Suite struct `Batches of edges` {
    /// A graph of a base and changes: edges of some nodes were added, of some removed, and nodes were added.
    private func changedGraph(_ random: inout RandomSource) throws -> Graph {
        var fixture = try NetworkFixture(randomNodes: 40, edges: 200, &random)
        fixture.session.fold()
        let edges = fixture.edges("r").filter { _ in random.chance(10) }
        for (from, to) in edges { try fixture.run("remove link dot n\(from) r dot n\(to)") }
        try fixture.run("add dot n40 link dot n40 r dot n1 link dot n2 r dot n40 link dot n7 t dot n40")
        return fixture.session.graph
    }

    private func reader(_ graph: Graph, _ name: String) throws -> (RelationStep, StepReader) {
        let step = try #require(graph.schema.steps(named: name).first)
        return (step, StepReader(graph, step))
    }

    @Test(arguments: ["r", "s", "t", "u"])
    func `edges are counted, marked and summed as they are listed`(_ name: String) throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for round in 0..<16 {
            let graph = try changedGraph(&random)
            var (step, reader) = try reader(graph, name)
            // Neighbouring nodes are read together, others by themselves.
            let some = graph.allNodes().filter { _ in random.chance(70) }
            let nodes = round % 2 == 0 ? some : some.shuffled(using: &random)
            let walks = nodes.map { _ in Double(random.number(1...9)) }
            let numbers = (0..<graph.nodeLimit).map { _ in Double(random.number(0...9)) }
            let links = nodes.map { graph.links(of: $0, step).map(\.node) }

            #expect(nodes.withUnsafeBufferPointer { reader.edgeCount(of: $0) } == links.joined().count, "seed \(seed)")

            var marks = EndMarks([reader])
            var found = 0
            marks.inRound(ofEdges: nodes.count) { ends in
                found = nodes.withUnsafeBufferPointer { ends.insertEnds(of: $0, &reader) }
            } _: { _ in
                Issue.record("a small graph's ends are bits")
            }
            #expect(found == Set(links.joined()).count, "seed \(seed)")

            let sums = NodeNumbers(limit: graph.nodeLimit)
            let ends = nodes.withUnsafeBufferPointer { nodes in
                walks.withUnsafeBufferPointer {
                    reader.add($0, of: nodes, edgeCount: links.joined().count, to: sums.numbers)
                }
            }
            var wanted = [Double](repeating: 0, count: graph.nodeLimit)
            for (walk, ends) in zip(walks, links) { for end in ends { wanted[Int(end)] += walk } }
            #expect((0..<graph.nodeLimit).map { sums.numbers[$0] } == wanted, "seed \(seed)")
            #expect(ends.sorted() == wanted.indices.filter { wanted[$0] > 0 }.map { NodeID($0) }, "seed \(seed)")

            let sum = nodes.withUnsafeBufferPointer { nodes in
                walks.withUnsafeBufferPointer { reader.sum(over: nodes, times: $0, of: numbers) }
            }
            let plain = zip(walks, links).reduce(0) { $0 + $1.0 * $1.1.reduce(0) { $0 + numbers[Int($1)] } }
            #expect(sum == plain, "seed \(seed)")
        }
    }

    @Test func `ends are told apart by bits and by the numbers of rounds alike`() {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        var marks = EndMarks(1_000..<1_000_000)
        var ways = (bits: 0, rounds: 0)
        for round in 0..<20 {
            let ends = (0..<200).map { _ in NodeID(random.number(1_000...1_100)) } + [999_999, 999_999]
            var count = 0
            marks.inRound(ofEdges: round % 2 == 0 ? ends.count : 1_000_000) { set in
                for end in ends { count += set.insert(end) }
                ways.bits += 1
            } _: { set in
                for end in ends { count += set.insert(end) }
                ways.rounds += 1
            }
            #expect(count == Set(ends).count, "seed \(seed)")
        }
        #expect(ways == (10, 10))
    }
}

/// Orders by numbers that columns hold, beside what is no such number.
@Suite struct `Orders by numbers` {
    @Test(arguments: ["number(name)", "number(name) desc", "mark, number(name) desc", "mark desc, number(id)"])
    func `the first by numbers are the first of all`(_ order: String) throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for lacksSome in [false, true] {
            var fixture = try NetworkFixture("kind dot (mark: number)")
            var script = ""
            for node in 0..<60 {
                let mark = lacksSome && random.chance(10) ? "" : ", mark: \(random.number(-2...2))"
                script += "add dot \"\(node)\" (name: \"\(random.number(0...40))\"\(mark)) "
            }
            try fixture.run(script)
            fixture.session.fold()
            for node in 0..<60 where random.chance(20) {
                let (mark, name) = (random.number(-2...2), random.number(0...40))
                try fixture.run("set dot \"\(node)\" (mark: \(mark), name: \"\(name)\")")
            }
            try fixture.run("add dot \"60\" (mark: 1, name: \"7\")")
            let all = try fixture.table("find dot show id, name, mark order by \(order)")
            for limit in [1, 5, 30, 100] {
                let some = try fixture.table("find dot show id, name, mark order by \(order) limit \(limit)")
                #expect(some == Array(all.prefix(limit)), "\(order), seed \(seed)")
            }
        }
    }

    @Test func `what isn't told by digits alone is ordered by its value`() throws {
        var fixture = try NetworkFixture("kind dot (mark: number, code: text)")
        for (id, code) in [("a", "10"), ("b", "9"), ("c", "1,000"), ("d", "-3")] {
            try fixture.run("add dot \(id) (code: \"\(code)\")")
        }
        fixture.session.fold()
        let rows = try fixture.table("find dot show id order by number(code) limit 3")
        #expect(rows == ["d", "b", "a"])
    }
}
