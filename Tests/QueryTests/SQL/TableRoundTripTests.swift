import Diagnostics
import Graph
import SQL
import Syntax
import TestSupport
import Testing
import Text

@testable import Query

/// A graph written as tables and read back is the same graph.
struct TableRoundTripTests {
    private func copied(_ graph: Graph) throws -> Graph {
        let mapping = Mapping(graph.schema)
        let rows = TableRows(mapping, graph)
        var assembler = GraphAssembler(mapping)
        for table in mapping.tables.reversed() {
            var pieces: [[UInt8]] = []
            try rows.write(table) { (piece: [UInt8]) throws(Never) in pieces.append(piece) }
            for row in pieces.joined().split(separator: 0x0A) {
                try assembler.add(CopyText.fields(of: row), of: table)
            }
        }
        return try assembler.graph().graph
    }

    @Test func `a random graph comes back from its tables`() throws {
        let seed = testSeed()
        for number in 0..<UInt64(count("ZHIKU_GRAPHS", default: 60)) {
            var random = RandomSource(seed: seed &+ number)
            var (_, session, _) = try World.grown(&random, folds: 50) { _ in 10 }
            var again = Session(try copied(session.graph))
            #expect(again.graph.violations().isEmpty)
            again.fold()
            session.fold()
            let (expected, found) = (session.graph.script(), again.graph.script())
            let pairs = zip(found.split(separator: "\n"), expected.split(separator: "\n"))
            let difference = pairs.first { $0 != $1 }.map { "\($0.0)\nis not\n\($0.1)" } ?? ""
            #expect(found == expected, "seed \(seed &+ number): \(difference)")
        }
    }

    @Test func `the sample graph comes back from its tables`() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
        let session = try Session.opening(root + "/samples/zhiku.zk") { false }
        var again = Session(try copied(session.graph))
        again.fold()
        #expect(again.graph.script() == session.graph.script())
    }

    @Test(arguments: [
        "", "\\", "\\N", "\t", "\n", "\r", "a\\tb", "\\\\", "第一行\n第二行\t末", "'; drop table x; --", "\"", "👩‍👩‍👧",
        "\u{FEFF}x", "\u{1}",
    ]) func `a text comes back from a row`(_ text: String) throws {
        var row = CopyText()
        try row.add(text)
        row.addNull()
        row.add(1.1)
        try row.add(text)
        row.endRow()
        #expect(row.bytes.last == 0x0A && !row.bytes.dropLast().contains(0x0A))
        let bytes = Array(text.utf8)
        #expect(try CopyText.fields(of: row.bytes.dropLast()) == [bytes, nil, Array("1.1".utf8), bytes])
    }

    @Test func `random bytes are a row or an error`() throws {
        var random = RandomSource(seed: testSeed())
        for _ in 0..<2_000 {
            let bytes: [UInt8] = (0..<random.number(0...12)).map { _ in
                random.pick([0x09, 0x5C, 0x4E, 0x6E, 0x74, 0x61])
            }
            guard let fields = try? CopyText.fields(of: bytes) else { continue }
            var row = CopyText()
            for field in fields { if let field { try row.add(field) } else { row.addNull() } }
            #expect(try CopyText.fields(of: row.bytes) == fields)
        }
    }

    @Test func `a text with U+0000 is named by its node`() throws {
        var session = Session()
        try session.run(script: "add county 甲")
        let county = try #require(session.graph.schema.kind(named: "county"))
        let slot = try #require(session.graph.schema.kinds[county].slot(named: "type"))
        var graph = session.graph
        try graph.set(try #require(graph.nodes(of: county).first), [(slot, [.text("a\u{0}b")])])
        let mapping = Mapping(graph.schema)
        let table = try #require(mapping.table(.nodes(county)))
        var found: String?
        do {
            try TableRows(mapping, graph).write(table) { (_: [UInt8]) throws(Never) in }
        } catch {
            if case .zeroCharacter(let node) = error { found = node.id }
        }
        #expect(found == "甲")
    }

    @Test func `rows that somebody changed are refused by table and column`() throws {
        var session = Session()
        try session.run(script: "add county 甲 (confidence: 0.5)")
        let mapping = Mapping(session.graph.schema)
        let county = try #require(session.graph.schema.kind(named: "county"))
        let table = try #require(mapping.table(.nodes(county)))
        var fields = [[UInt8]?](repeating: nil, count: table.columns.count)
        var assembler = GraphAssembler(mapping)
        #expect(throws: GraphAssembler.Failure.malformed(table: "node_county", column: "n", value: nil)) {
            try assembler.add(fields, of: table)
        }
        fields[0] = Array("12a".utf8)
        #expect(throws: GraphAssembler.Failure.malformed(table: "node_county", column: "n", value: "12a")) {
            try assembler.add(fields, of: table)
        }
        #expect(throws: GraphAssembler.Failure.columnCount(table: "node_county", found: 1)) {
            try assembler.add([nil], of: table)
        }
    }

    @Test func `names that differ by case or are long have tables of their own`() throws {
        var session = Session(Graph())
        let long = String(repeating: "很", count: 40)
        try session.run(
            script: """
                kind topic (n: text, id_x: text many)
                kind \(long)甲 (a: text)
                kind \(long)乙 (a: text, A_FOLD: text)
                relation topic inverse topics from \(long)甲 to topic
                """)
        let mapping = Mapping(session.graph.schema)
        let names = mapping.tables.map { $0.name.lowercased() }
        #expect(Set(names).count == names.count)
        #expect(mapping.tables.allSatisfy { $0.name.utf8.count <= 60 })
        for table in mapping.tables {
            let columns = table.columns.map { $0.name.lowercased() }
            #expect(Set(columns).count == columns.count, "\(table)")
        }
    }
}
