import Diagnostics
import Execution
import Graph
import Plan
import Syntax
import TestSupport
import Testing
import Text

@testable import Query

/// Over random graphs, a query gives the same rows in the same order after any number of the planner's passes, and by a
/// definition as by itself.
///
/// `ZHIKU_QUERIES` says how many, `ZHIKU_PER_GRAPH` how many of one graph, `ZHIKU_SEED` repeats a run.
struct PlanDifferentialTests {
    private static let queriesPerWorld = count("ZHIKU_PER_GRAPH", default: 10)

    @Test func `a query gives the same rows after each pass of the planner`() throws {
        let seed = testSeed()
        let wanted = count("ZHIKU_QUERIES", default: 500)
        var answered = 0
        for number in 0..<UInt64(max(1, wanted / PlanDifferentialTests.queriesPerWorld)) {
            let seed = seed &+ number
            var random = RandomSource(seed: seed)
            let (world, session, _) = try World.grown(&random, folds: 50) { $0.pick([0, 5]) }
            var generator = QueryGenerator(world: world, random: random)
            for place in 0..<PlanDifferentialTests.queriesPerWorld {
                let text = place % 2 == 0 ? generator.furtherStatement() : generator.query()
                let rows = allRows(of: text, session)
                let isSame = rows.allSatisfy { $0 == rows[0] }
                let script = isSame ? "" : world.script + text
                try #require(isSame, "ZHIKU_SEED=\(seed)\n\(script)\n\(rows.map { $0.joined(separator: "\n") })")
                if !rows[0].contains("an error") { answered += 1 }
            }
        }
        #expect(answered > wanted / 2, "most queries mean something (seed \(seed))")
    }

    /// The rows by the unplanned query, after each pass, and by a definition.
    private func allRows(of text: String, _ session: Session) -> [[String]] {
        let source = SourceText(name: "query", text: text)
        var parser = Parser(source)
        guard let statement = try? parser.next() else { return [["does not parse: \(text)"], []] }
        let planner = Planner(session.graph)
        switch statement.kind {
        case .path(let search):
            guard let bound = try? session.boundPaths(search, source) else { return [["an error"]] }
            return [bound, planner.plan(bound)].map { search in
                rows { () throws in try Executor(session.graph).run(search) }
            }
        case .query(let query):
            guard let bound = try? session.bind(query, source).query else { return [["an error"]] }
            let plans = [bound] + Planner.Pass.allCases.map { planner.plan(bound, through: $0) }
            let planned = plans.map { plan in rows { () throws in try Executor(session.graph).run(plan) } }
            var other = session
            let defined = rows { () throws in
                guard case .answer(let answer) = try other.run(script: "define d = \(text)\nfind d") else {
                    throw NoQuery()
                }
                return answer
            }
            return planned + [defined]
        default: return [["no query: \(text)"], []]
        }
    }

    private func rows(_ run: () throws -> Answer) -> [String] {
        do {
            var answer = try run()
            var rows: [String] = []
            while case let batch = try answer.nextBatch(), !batch.isEmpty {
                rows += batch.map { $0.map(\.cell).joined(separator: " | ") }
            }
            return rows
        } catch {
            return ["an error"]
        }
    }
}
