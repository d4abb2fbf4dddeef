import Diagnostics
import Execution
import Plan
import Syntax
import TestSupport
import Testing
import Text

@testable import Graph
@testable import Query

/// Random queries over random graphs have one answer, however it is found: by the plan or without one, before changes are
/// folded into the base or after, in the ways of large graphs or in plain ones, and by an evaluator that shares nothing with the engine.
///
/// `ZHIKU_QUERIES` says how many, `ZHIKU_PER_GRAPH` how many of one graph, `ZHIKU_SEED` repeats a run.
struct DifferentialTests {
    private static let queriesPerWorld = count("ZHIKU_PER_GRAPH", default: 25)

    @Test func `every way to evaluate a query gives the same answer`() throws {
        let seed = testSeed()
        let wanted = count("ZHIKU_QUERIES", default: 2_000)
        var tally = Tally()
        for number in 0..<UInt64(wanted / DifferentialTests.queriesPerWorld) {
            let findings = try compare(seed &+ number, &tally)
            try #require(findings.isEmpty, "ZHIKU_SEED=\(seed &+ number)\n\(findings.joined(separator: "\n"))")
        }
        #expect(tally.answered > wanted / 2, "most queries mean something (seed \(seed)): \(tally)")
        #expect(tally.withRows > wanted / 8, "many queries find something (seed \(seed)): \(tally)")
    }

    struct Tally: CustomStringConvertible {
        var answered = 0
        var withRows = 0
        var refused = 0
        var failed = 0

        var description: String { "\(answered) answered, \(withRows) with rows, \(refused) refused, \(failed) failed" }
    }

    private func compare(_ seed: UInt64, _ tally: inout Tally) throws -> [String] {
        var random = RandomSource(seed: seed)
        let (world, session, base) = try World.grown(&random, folds: 70, by: foldWithTriples) {
            $0.pick([0, 3, 12])
        }
        var folded = session
        foldWithTriples(&folded, &random)
        let violations = session.graph.violations() + folded.graph.violations()
        if !violations.isEmpty { return violations }
        var generator = QueryGenerator(world: world, random: random)
        var findings: [String] = []
        for _ in 0..<DifferentialTests.queriesPerWorld where findings.isEmpty {
            let text = generator.query()
            if let mismatch = mismatch(text, world, session, folded, &tally) {
                findings.append("\(base)# folded, perhaps\n\(world.script.dropFirst(base.count))\(text)\n\n\(mismatch)")
            }
        }
        return findings
    }

    /// A new base, whose texts have lists of triples of characters as those of a large one.
    private func foldWithTriples(_ session: inout Session, _ random: inout RandomSource) {
        let rule = TripleRule(
            least: random.pick([1, 2, 1 << 30]), share: 1 << 20, ratio: UInt32(random.pick([1, 2])),
            sampleSize: random.pick([2, 1 << 15]))
        if let folded = session.graph.folded(tripleRule: rule) { session.take(folded) }
    }

    private func mismatch(
        _ text: String, _ world: World, _ session: Session, _ folded: Session, _ tally: inout Tally
    ) -> String? {
        guard let query = try? parsedQuery(text) else { return "does not parse" }
        let source = SourceText(name: "query", text: text)
        let reference = Result { try Reference(world: world, source: source.bytes).answer(query) }
        let isOrdered = (try? reference.get().isOrdered) ?? false
        let expected = described(reference.map { $0.settled(isOrdered: isOrdered) })
        let ways: [(String, Result<Observation, any Error>)] = [
            ("planned", Result { try planned(query, source, session) }),
            ("unplanned", Result { try unplanned(query, source, session) }),
            ("folded", Result { try planned(query, source, folded) }),
            ("as a large one", Result { try planned(query, source, session, .lowest) }),
            ("plainly", Result { try planned(query, source, session, .highest) }),
        ]
        if ways.allSatisfy({ $0.1.isDimensionError }) {
            tally.refused += 1
            return nil
        }
        tally.answered += 1
        if case .failure = reference { tally.failed += 1 }
        if (try? reference.get().roots.isEmpty) == false { tally.withRows += 1 }
        for (name, observation) in ways {
            let found = described(observation.map { $0.settled(isOrdered: isOrdered) })
            if found != expected { return "\(name):\n\(found)\n\(observation.detail)\nreference:\n\(expected)" }
        }
        return nil
    }

    private func planned(_ query: Query, _ source: SourceText, _ session: Session) throws -> Observation {
        var session = session
        guard case .answer(let answer) = try session.run(Statement(.query(query), at: query.range), in: source) else {
            throw Reference.Failure()
        }
        return try Observation(answer, session.graph, hasColumns: query.hasColumns)
    }

    private func planned(
        _ query: Query, _ source: SourceText, _ session: Session, _ thresholds: Thresholds
    ) throws -> Observation {
        var binder = Binder(graph: session.graph, environment: session.environment, source: source.bytes)
        let plan = Planner(session.graph).plan(try binder.bind(query).query)
        // Who measures a query asks all nodes of a scan one by one.
        let measurements = thresholds.topRows == 0 ? Measurements() : nil
        let answer = try Executor(session.graph, thresholds: thresholds, measurements: measurements).run(plan)
        return try Observation(answer, session.graph, hasColumns: query.hasColumns)
    }

    private func unplanned(_ query: Query, _ source: SourceText, _ session: Session) throws -> Observation {
        var binder = Binder(graph: session.graph, environment: session.environment, source: source.bytes)
        let answer = try Executor(session.graph).run(try binder.bind(query).query)
        return try Observation(answer, session.graph, hasColumns: query.hasColumns)
    }

    private func described(_ result: Result<Observation, any Error>) -> String {
        guard let observation = try? result.get() else { return "an error" }
        let rows = observation.cells.map { $0.map { $0.joined(separator: " | ") }.joined(separator: "\n") } ?? ""
        return "\(observation.roots.joined(separator: ", "))\n\(rows)"
    }
}

extension Result where Failure == any Error {
    /// Whether it was refused because a column of one dimension can't be compared with a constant of another.
    fileprivate var isDimensionError: Bool {
        guard case .failure(let error) = self else { return false }
        if let failure = error as? StatementFailure {
            return failure.diagnostic.message.english.contains("cannot be compared with")
        }
        if case BindingError.dimensionsDiffer = error { return true }
        return false
    }

    fileprivate var detail: String {
        guard case .failure(let error) = self else { return "" }
        return (error as? StatementFailure)?.diagnostic.message.english ?? "\(error)"
    }
}
