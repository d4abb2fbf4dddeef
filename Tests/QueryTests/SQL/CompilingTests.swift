import Diagnostics
import Graph
import SQL
import Syntax
import Testing
import Text

@testable import Query

/// Statements of SQL that showed a difference from the local engine once, and what every statement keeps to.
struct CompilingTests {
    private func compiled(_ text: String, _ script: String) throws -> CompiledQuery {
        var session = Session(Graph())
        try session.run(script: script)
        session.fold()
        var binder = Binder(
            graph: session.graph, environment: session.environment,
            source: SourceText(name: "query", text: text).bytes)
        let ordinals = Ordinals(session.graph)
        return SQLCompiler(Mapping(session.graph.schema)) { ordinals[$0] }.compile(
            try binder.bind(parsedQuery(text)).query)
    }

    private static let schema = """
        kind alpha (note: text, tag: text many, size: number, worth: quantity, born: date)
        kind beta is alpha
        relation knows inverse known_by from alpha to alpha (role: text, weight: number)
        add alpha 甲 (note: "x")
        add beta 乙
        link alpha 甲 knows beta 乙

        """

    @Test func `a text that isn't there doesn't contain an empty one`() throws {
        let text = try compiled("find beta where note ~ .rule", CompilingTests.schema).statement?.text ?? ""
        #expect(text.contains("\"note_fold\" IS NOT NULL AND ("), "\(text)")
    }

    @Test(arguments: [
        "note = \"'; drop table x; --\"", "note ~ \"%_\\\\\"", "name in (\"'\", \"\\\"\")", "tag = \"$17\"",
        "note ~ .tag and size > 987654", "worth >= 987654万元", "knows@role = \"'\"",
    ]) func `no value is written into a statement`(_ condition: String) throws {
        let statement = try #require(try compiled("find alpha where \(condition)", CompilingTests.schema).statement)
        for parameter in statement.parameters where parameter.text.count > 1 {
            #expect(!statement.text.contains(parameter.text), "\(statement)")
        }
        for part in ["drop", "987654", "''"] {
            #expect(!statement.text.replacing("= ''", with: "").contains(part), "\(statement)")
        }
        let numbers = Set(
            statement.text.split(separator: "$").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) })
        #expect(numbers == Set(1..<statement.parameters.count + 1), "\(statement)")
    }

    @Test(arguments: [
        "find alpha where knows = 乙", "find alpha where has knows[size > 2]", "find alpha where count(knows) > 1",
        "find alpha where every knows satisfies size is present", "find alpha where no knows{1..3}",
        "find alpha union find beta where size in 1..2 order by size limit 3",
    ]) func `what distributed engines refuse isn't used`(_ query: String) throws {
        guard let text = try? compiled(query, CompilingTests.schema).statement?.text else { return }
        for word in ["LATERAL", "EXISTS", "ARRAY", "DISTINCT ON", "WITH RECURSIVE", "FILTER"] {
            #expect(!text.contains(word), "\(text)")
        }
    }

    @Test func `what can't be asked narrows the rows as far as it can`() throws {
        let compiled = try compiled("find alpha where size = 1 and note ~ /a.b/ limit 2", CompilingTests.schema)
        let statement = try #require(compiled.statement)
        #expect(statement.text.contains("\"size\" = $1") && !statement.text.contains("LIMIT"))
        #expect(compiled.reasons == [.pattern])
        #expect(compiled.rest?.stages.count == 2)
    }

    @Test(arguments: [
        ("find alpha group by note show note, count() as n where n > 1", "GROUP BY g.k0"),
        ("find alpha group by knows show knows, count()", "LEFT JOIN"),
        ("find alpha group by note show sum(size)", "sum(g.a0 ORDER BY g.n)"),
        ("find alpha group by note show count(knows)", "count(DISTINCT p.t)"),
        ("find alpha show count(), avg(size)", "SELECT min(g.n), CAST(count(*)"),
        ("find alpha show id, count(knows) as n order by n, length(id) limit 1", "LEFT JOIN (SELECT s, CAST(count(*)"),
    ]) func `groups and counts are made there`(_ query: String, _ part: String) throws {
        let compiled = try compiled(query, CompilingTests.schema)
        #expect(compiled.statement?.text.contains(part) == true, "\(compiled)")
    }

    @Test(arguments: [
        "group by worth show worth, count()", "group by note show median(size)", "limit 3 group by note show count()",
        "group by note show note, count() totals", "group by note show share(count())",
        "group by note show sum(knows.size)", "group by note show note, count() cite",
    ]) func `what a server would group in another way stays here`(_ clauses: String) throws {
        let compiled = try compiled("find alpha \(clauses)", CompilingTests.schema)
        guard case .rows(valueCount: 0) = compiled.gives else { throw Unexpected("\(compiled)") }
        #expect(compiled.rest?.grouping != nil && compiled.statement?.text.contains("GROUP BY") == false)
    }

    @Test func `rows that have a name are asked for, also of a count and of groups`() throws {
        for query in ["count alpha", "find alpha group by note show count()"] {
            var session = Session(Graph())
            try session.run(script: CompilingTests.schema)
            var binder = Binder(
                graph: session.graph, environment: session.environment,
                source: SourceText(name: "query", text: query).bytes)
            let ordinals = Ordinals(session.graph)
            let compiled = SQLCompiler(Mapping(session.graph.schema)) { ordinals[$0] }.compile(
                try binder.bind(parsedQuery(query)).query, keepingRows: true)
            guard case .rows = compiled.gives else { throw Unexpected("\(compiled)") }
        }
    }

    @Test func `either of a name and a column is two sets with an index each`() throws {
        let text = try compiled("find beta where name ~ 甲 or note ~ x", CompilingTests.schema).statement?.text ?? ""
        #expect(text.contains("UNION ALL") && !text.contains(" OR "), "\(text)")
    }

    @Test func `walks begin at the rows where these are few`() throws {
        let text = try compiled("find alpha where id = 甲 -> knows{1..3}", CompilingTests.schema).statement?.text ?? ""
        #expect(text.contains("WHERE e4.f IN (SELECT r1.n"), "\(text)")
    }

    private struct Unexpected: Error {
        init(_ words: String) { Issue.record("\(words)") }
    }
}
