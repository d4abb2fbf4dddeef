import Diagnostics
import Graph
import Plan
import Syntax
import TestSupport
import Testing
import Text

@testable import Execution
@testable import Query

/// What two threads count is what one counts.
@Suite struct `Counts by two threads` {
    private func order(_ text: String, _ session: Session) throws -> (key: BoundOrderKey, alias: Int?) {
        let source = SourceText(name: "test", text: text)
        let query = try parsedQuery(text)
        var binder = Binder(graph: session.graph, environment: session.environment, source: source.bytes)
        let bound = try binder.bind(query).query
        for case .order(let keys) in bound.stages { if let key = keys.first { return (key, bound.alias) } }
        throw NoQuery()
    }

    @Test(arguments: [
        "count(r)", "count(r.t)", "count(r.t[mark = 1])", "count(r{0..2}.t)", "ways(r.t.s[id = c.id])",
        "ways(r.t[mark = 1].u.s[mark != 2 and r.id = c.id])",
    ])
    func `every row has the count that it has by itself`(_ count: String) throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<6 {
            var fixture = try NetworkFixture(randomNodes: 60, edges: 400, &random)
            let (key, alias) = try order("find dot as c order by \(count) desc, id limit 5", fixture.session)
            let nodes = fixture.session.graph.allNodes()
            let context = ExecutionContext(graph: fixture.session.graph, isCancelled: { false })
            for first in [0, 17] {
                let counts = try #require(
                    try KeyCounts(key, of: nodes.map(Row.node), from: first, alias: alias, context), "seed \(seed)")
                let wanted = try fixture.rows("find dot as c show id, \(count) as n")
                for (place, node) in nodes.enumerated() {
                    let row = try #require(wanted.first { $0[0] == .text(fixture.session.graph.id(of: node)) })
                    #expect(counts.value(at: place) == (place < first ? nil : row[1]), "\(count), seed \(seed)")
                }
            }
        }
    }

    @Test(arguments: ["mark", "count(r) + 1", "ways(r.t)"])
    func `other keys are left to one thread`(_ key: String) throws {
        var random = RandomSource(seed: 1)
        let fixture = try NetworkFixture(randomNodes: 20, edges: 60, &random)
        let (bound, alias) = try order("find dot as c order by \(key) desc limit 5", fixture.session)
        let context = ExecutionContext(graph: fixture.session.graph, isCancelled: { false })
        let rows = fixture.session.graph.allNodes().map(Row.node)
        #expect(try KeyCounts(bound, of: rows, from: 0, alias: alias, context) == nil)
    }

    @Test func `it is left when it is cancelled`() throws {
        var random = RandomSource(seed: 1)
        let fixture = try NetworkFixture(randomNodes: 20, edges: 60, &random)
        let (key, alias) = try order("find dot as c order by count(r) desc limit 5", fixture.session)
        let context = ExecutionContext(graph: fixture.session.graph, isCancelled: { true })
        let rows = fixture.session.graph.allNodes().map(Row.node)
        #expect(throws: ExecutionError.cancelled) {
            _ = try KeyCounts(key, of: rows, from: 0, alias: alias, context)
        }
    }

    @Test func `a second thread is for what takes long`() {
        #expect(!KeyCounts.isDue(at: 16, of: 10_000, spent: .microseconds(16)))
        #expect(KeyCounts.isDue(at: 16, of: 10_000, spent: .milliseconds(16)))
        #expect(!KeyCounts.isDue(at: 16, of: 20, spent: .milliseconds(16)))
        #expect(!KeyCounts.isDue(at: 17, of: 10_000, spent: .milliseconds(16)))
        #expect(!KeyCounts.isDue(at: 8, of: 10_000, spent: .milliseconds(16)))
    }
}
