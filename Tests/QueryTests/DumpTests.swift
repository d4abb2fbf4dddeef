import Diagnostics
import Graph
import Syntax
import TestSupport
import Testing
import Text

@testable import Query

/// A graph written as a script and read again is the same graph.
struct DumpTests {
    /// Loads what the session's graph dumps as, into a graph without a schema.
    private func reloaded(_ session: Session) throws -> Session {
        var again = Session(Graph())
        try again.run(script: session.graph.script())
        return again
    }

    private func settled(_ script: String) -> [Substring] { script.split(separator: "\n").sorted() }

    @Test func `a random graph comes back from its dump`() throws {
        let seed = testSeed()
        for number in 0..<UInt64(count("ZHIKU_GRAPHS", default: 40)) {
            var random = RandomSource(seed: seed &+ number)
            let (_, session, _) = try World.grown(&random, folds: 50) { _ in 10 }
            let again = try reloaded(session)
            let dump = session.graph.script()
            #expect(again.graph.schema == session.graph.schema, "seed \(seed &+ number)")
            #expect(settled(again.graph.script()) == settled(dump), "seed \(seed &+ number)\n\(dump)")
            var folded = session
            folded.fold()
            #expect(settled(folded.graph.script()) == settled(dump), "seed \(seed &+ number)\n\(dump)")
            #expect(try reloaded(folded).graph.script() == folded.graph.script(), "seed \(seed &+ number)\n\(dump)")
        }
    }

    @Test func `the sample graph comes back from its dump`() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let session = try Session.opening(root + "/samples/zhiku.zk") { false }
        let dump = session.graph.script()
        var again = Session(Graph())
        try again.run(script: dump)
        #expect(again.graph.schema == session.graph.schema)
        again.fold()
        #expect(again.graph.script() == dump)
        #expect(again.graph.violations().isEmpty && session.graph.violations().isEmpty)
        var fresh = Session()
        try fresh.run(script: dump)
        #expect(fresh.graph.schema == session.graph.schema, "the schema that ships is declared again without harm")
    }

    @Test(arguments: [(2024.0, "年"), (30, "年"), (10_000, "年"), (2024.5, "年"), (-2024, "年"), (3, "家"), (12, "万人次")])
    func `any number with a unit comes back from its dump`(_ value: Double, _ unit: String) throws {
        var session = Session()
        try session.run(script: "add figure x (value: \"\(decimalText(value))\(unit)\")")
        let again = try reloaded(session)
        let kind = try #require(again.graph.schema.kind(named: "figure"))
        let slot = try #require(again.graph.schema.kinds[kind].slot(named: "value"))
        let node = try #require(again.graph.nodes(named: "x", in: kind, by: .name).first)
        #expect(again.graph.storedValues(of: node, slot) == [.quantity(Quantity(value: value, unit: unit))])
    }

    @Test(arguments: [
        "\"", "\\", "a\\\"b", "第一行\n第二行", "\t\r", "\u{0}\u{1}\u{7F}", "“引号”‘’「」", "none", "any", "2025", "1.5万人", "",
        "  ", "e\u{301}", "👩‍👩‍👧", "\u{FEFF}x", "# no comment", "$x", "\u{200B}", "\u{2028}", "雷同＂【省】", "＇＼＂",
        "\u{202E}\u{E000}\u{9B}",
    ])
    func `any text comes back from its dump as it was`(_ text: String) throws {
        var graph = Session.emptyGraph
        let kind = try #require(graph.schema.kind(named: "county"))
        let slot = try #require(graph.schema.kinds[kind].slot(named: "code"))
        let node = try graph.add(
            kind, id: "x" + text, [(slot, [.text(text)]), (NodeSlot.alias, [.text(text), .text("y")])])
        let again = try reloaded(Session(graph))
        let found = try #require(again.graph.nodes(of: kind).first)
        for slot in [NodeSlot.id, NodeSlot.alias, slot] {
            let (before, after) = (graph.values(of: node, slot), again.graph.values(of: found, slot))
            #expect(before.map(bytes) == after.map(bytes))
        }
    }

    private func bytes(_ value: Value) -> [UInt8] { if case .text(let text) = value { Array(text.utf8) } else { [] } }

    @Test(arguments: [
        "", "%", "‰", "元", "亿元", "万人次", "个百分点", "㎡", "m²", "平方公里", "场(次)", "℃", "美元", "万亿元", "kWh",
    ])
    func `a quantity of any unit comes back from its dump`(_ unit: String) throws {
        for value in [0, 1.5, -2, 8026.92, 1e-9, 1e15] {
            var graph = Session.emptyGraph
            let kind = try #require(graph.schema.kind(named: "figure"))
            let slot = try #require(graph.schema.kinds[kind].slot(named: "value"))
            let quantity = Value.quantity(Quantity(value: value, unit: unit))
            try graph.add(kind, id: "x", [(slot, [quantity])])
            let again = try reloaded(Session(graph))
            #expect(again.graph.values(of: again.graph.nodes(of: kind)[0], slot) == [quantity])
        }
    }
}
