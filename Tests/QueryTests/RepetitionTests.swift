import Diagnostics
import Execution
import Graph
import Plan
import Syntax
import TestSupport
import Testing

@testable import Query

@Suite struct `Repeated steps` {
    /// The nodes that a query gives, planned or as it was bound.
    private func nodes(_ text: String, _ fixture: NetworkFixture, isPlanned: Bool) throws -> [NodeID] {
        let source = SourceText(name: "test", text: text)
        guard case .query(let query)? = try parse(source).first?.kind else { return [] }
        let graph = fixture.session.graph
        var binder = Binder(graph: graph, environment: fixture.session.environment, source: source.bytes)
        let bound = try binder.bind(query).query
        return try Executor(graph).run(isPlanned ? Planner(graph).plan(bound) : bound).roots
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `a frontier from the far end finds what a search from each node finds`(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        let count = Int.random(in: 1...14, using: &random)
        let fixture = try NetworkFixture(
            randomNodes: count, edges: Int.random(in: 0...24, using: &random), &random)
        for repetition in ["{0..}", "{1..}", "{0..1}", "{1..2}", "{0..3}", "{1}", "{0}", "{2..3}", "{2..}"] {
            for step in ["r", "s", "t"] {
                for narrowing in ["", "[mark = 1]", "[has r]", "[mark < 2 or has t]"] {
                    for condition in [".mark = 2", ".name = n0", ".t.mark = 0", ".mark in 0..1"] {
                        let text = "find dot where \(step)\(repetition)\(narrowing)\(condition)"
                        let single = try nodes(text, fixture, isPlanned: false)
                        let together = try nodes(text, fixture, isPlanned: true)
                        #expect(single == together, "seed \(seed): \(text)")
                    }
                    let text = "find dot where has \(step)\(repetition)\(narrowing)"
                    let single = try nodes(text, fixture, isPlanned: false)
                    #expect(try single == nodes(text, fixture, isPlanned: true), "seed \(seed): \(text)")
                }
            }
        }
    }

    @Test func `a circle doesn't make a node its own end`() throws {
        let fixture = try NetworkFixture(
            """
            kind dot (mark: number) relation r inverse s from dot to dot
            add dot a (mark: 1) add dot b add dot c (mark: 1) add dot d
            link dot a r dot b link dot b r dot a link dot c r dot c link dot d r dot c
            """)
        let found = try nodes("find dot where r{1..}.mark = 1", fixture, isPlanned: true)
        #expect(found.map { fixture.session.graph.name(of: $0) } == ["b", "d"])
    }
}
