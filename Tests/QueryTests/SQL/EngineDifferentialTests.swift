import Diagnostics
import Execution
import Glibc
import Graph
import Plan
import SQL
import Syntax
import TestSupport
import Testing
import Text

@testable import Query

/// Random queries have the same answer here and, compiled to SQL, on other engines, which `make differential` starts.
struct EngineDifferentialTests {
    @Test(.enabled(if: getenvIsSet("ZHIKU_ENGINES"), "make differential starts the engines"))
    func `other engines give the same answers`() throws {
        let link = try #require(EngineLink())
        let seed = testSeed()
        let wanted = count("ZHIKU_QUERIES", default: 2_000)
        let perWorld = count("ZHIKU_PER_GRAPH", default: 25)
        var tally = Tally()
        var findings = 0
        for number in 0..<UInt64(wanted / perWorld) where findings < count("ZHIKU_FINDINGS", default: 1) {
            if let finding = try compare(seed &+ number, perWorld, link, &tally) {
                try link.tell(["say", "ZHIKU_SEED=\(seed &+ number)\n\(finding)"])
                Issue.record("ZHIKU_SEED=\(seed &+ number)\n\(finding)")
                findings += 1
            }
            if number % 40 == 39 { try link.tell(["say", "\(tally)"]) }
        }
        try link.tell(["say", "seeds \(seed)..<\(seed &+ UInt64(wanted / perWorld)): \(tally)"])
        #expect(tally.asked > wanted / 2, "most queries can be asked of a server: \(tally)")
        #expect(tally.withRows > wanted / 8, "many queries find something: \(tally)")
    }

    struct Tally: CustomStringConvertible {
        var asked = 0
        var whole = 0
        var groups = 0
        var values = 0
        var withRows = 0
        var local = 0
        var refused = 0
        var reasons: [String: Int] = [:]

        var description: String {
            let reasons = self.reasons.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
            return
                "\(asked) asked, all rows by SQL in \(whole), groups in \(groups), counts of rows in \(values), \(withRows) with rows, \(local) local, \(refused) refused;"
                + " left to the local engine: \(reasons.joined(separator: ", "))"
        }
    }

    private func compare(
        _ seed: UInt64, _ perWorld: Int, _ link: EngineLink, _ tally: inout Tally
    ) throws -> String? {
        var random = RandomSource(seed: seed)
        var world = World(&random)
        for _ in 0..<random.pick([0, 3, 12]) { world.change(&random) }
        var generator = QueryGenerator(world: world, random: random)
        let texts = (0..<perWorld).map { number in
            number % 3 == 2 ? generator.aggregatingQuery() : generator.query()
        }
        let tables = try TablesUnderTest(world.script, link)
        for text in texts {
            guard let finding = try tables.mismatch(text, &tally) else { continue }
            if count("ZHIKU_FINDINGS", default: 1) > 1 { return "\(world.script)\n\(text)\n\n\(finding)" }
            let small = try shrunk(world.script, text, link)
            return "\(small.script)\n\(text)\n\n\(small.finding ?? finding)"
        }
        return nil
    }

    /// The same mismatch with as few statements of the script as still show it.
    private func shrunk(
        _ script: String, _ text: String, _ link: EngineLink
    ) throws -> (script: String, finding: String?) {
        var lines = script.split(separator: "\n").map(String.init)
        var finding: String?
        var place = lines.count - 1
        while place >= 0 {
            var fewer = lines
            fewer.remove(at: place)
            var tally = Tally()
            if let tables = try? TablesUnderTest(fewer.joined(separator: "\n"), link),
                let found = try tables.mismatch(text, &tally)
            {
                lines = fewer
                finding = found
            }
            place -= 1
        }
        return (lines.joined(separator: "\n"), finding)
    }
}

/// One graph, here and in the engines.
private struct TablesUnderTest {
    private let session: Session
    private let link: EngineLink
    private let mapping: Mapping
    private let ordinals: Ordinals
    private let nodes: [Int64: NodeID]

    init(_ script: String, _ link: EngineLink) throws {
        var session = Session(Graph())
        try session.run(script: script)
        session.fold()
        self.session = session
        self.link = link
        mapping = Mapping(session.graph.schema)
        let ordinals = Ordinals(session.graph)
        self.ordinals = ordinals
        nodes = Dictionary(uniqueKeysWithValues: session.graph.allNodes().map { (ordinals[$0], $0) })
        try link.tell(["world"])
        let rows = TableRows(mapping, session.graph)
        for table in mapping.tables {
            try link.tell(["run", table.definition()])
            var text: [UInt8] = []
            try rows.write(table) { (piece: [UInt8]) throws(Never) in text += piece }
            try link.tell(["copy", table.name, "\(table.columns.count)", String(decoding: text, as: UTF8.self)])
        }
    }

    /// What differs; nil if nothing does, or the query is refused here.
    func mismatch(_ text: String, _ tally: inout EngineDifferentialTests.Tally) throws -> String? {
        guard let query = try? parsedQuery(text) else { return "does not parse" }
        let source = SourceText(name: "query", text: text)
        var binder = Binder(graph: session.graph, environment: session.environment, source: source.bytes)
        guard let bound = try? binder.bind(query).query, let expected = try? observed(bound, query) else {
            tally.refused += 1
            return nil
        }
        let ordinals = ordinals
        let compiled = SQLCompiler(mapping) { ordinals[$0] }.compile(bound)
        for reason in compiled.reasons { tally.reasons["\(reason)", default: 0] += 1 }
        guard let statement = compiled.statement else {
            tally.local += 1
            return nil
        }
        tally.asked += 1
        if compiled.reasons.isEmpty { tally.whole += 1 }
        if !expected.roots.isEmpty { tally.withRows += 1 }
        switch compiled.gives {
        case .groups: tally.groups += 1
        case .rows(let valueCount) where valueCount > 0: tally.values += 1
        case .rows, .count: break
        }
        for reply in try link.ask(statement) {
            let words = "\(statement.text)\n\(statement.parameters)\nreasons: \(compiled.reasons)\n\(reply.engine):"
            guard let rows = reply.rows else { return "\(words) \(reply.words)" }
            if let finding = mismatch(rows, compiled, query, expected) { return "\(words) \(rows)\n\(finding)" }
        }
        return nil
    }

    /// What differs in what is made of an engine's rows.
    private func mismatch(
        _ rows: [[String?]], _ compiled: CompiledQuery, _ query: Query, _ expected: Observation
    ) -> String? {
        switch compiled.gives {
        case .count:
            let number = rows.first?.first.flatMap { $0.flatMap { Double($0) } } ?? -1
            return expected.cells == [[Value.number(number).cell]] ? nil : "is not \(expected)"
        case .rows(let valueCount):
            let found = rows.compactMap { $0.first.flatMap { $0.flatMap { Int64($0) } } }
            guard found.allSatisfy({ nodes[$0] != nil }), found.count == rows.count,
                let rest = compiled.resumed(with: found.compactMap { nodes[$0] })
            else { return "are no rows" }
            let values = (0..<valueCount).map { place in
                SQLCompiler.given(rows.map { $0[place + 1].flatMap { Double($0) } }, at: found, nodes)
            }
            guard let answer = try? observed(rest, query, values) else { return "fails" }
            return answer == expected ? nil : "\(answer)\nis not\n\(expected)"
        case .groups(let columns):
            var groups = GroupRows(columns)
            for row in rows { groups.add(row) }
            groups.finish()
            // Then the rows are asked for, which other queries try.
            if !groups.isExact { return nil }
            let executor = Executor(session.graph)
            let given = groups.given(session.graph, nodes)
            guard let rest = compiled.rest, let answer = try? executor.run(rest, on: given),
                let observed = try? Observation(answer, session.graph, hasColumns: query.hasColumns)
            else { return "fails" }
            return observed.cells == expected.cells ? nil : "\(observed)\nis not\n\(expected)"
        }
    }

    private func observed(
        _ bound: BoundQuery, _ query: Query, _ values: [[NodeID: Value]] = []
    ) throws -> Observation {
        let executor = Executor(session.graph, given: values)
        return try Observation(executor.run(bound), session.graph, hasColumns: query.hasColumns)
    }
}

private func getenvIsSet(_ name: String) -> Bool { getenv(name) != nil }
