import TestSupport
import Testing
import Text

@testable import Graph

/// The values that loops read beside those of the base are what is said of each node by itself.
@Suite struct `Values beside changes` {
    /// Where the rows of changed values differ from the nodes: by kind and slot.
    private func differences(_ graph: Graph, _ random: inout RandomSource) -> [String] {
        var found: [String] = []
        for (kind, own) in graph.schema.kinds.enumerated() {
            let stored = graph.baseRange(of: kind).map { NodeID($0) }
            let added = (graph.baseCount..<graph.nodeLimit).map { NodeID($0) }.filter { graph.kind(of: $0) == kind }
            for slot in own.properties.indices {
                let place = "\(own.name).\(own.properties[slot].name)"
                let changed = stored.filter { graph.isChanged($0, slot) } + added
                guard let rows = graph.changedRows(kind, slot) else {
                    if !changed.isEmpty { found.append("\(place) has no rows") }
                    continue
                }
                if rows.nodes != changed { found.append("nodes of \(place)") }
                if (stored + added).filter(rows.contains) != changed { found.append("bits of \(place)") }
                if changed.map(rows.row) != Array(changed.indices) { found.append("places of \(place)") }
                let some = (stored + added).filter { _ in random.chance(70) }.shuffled(using: &random)
                let (same, others) = rows.parted(some[...])
                if same != some.filter({ !rows.contains($0) }) || others != some.filter(rows.contains) {
                    found.append("parts of \(place)")
                }
                let isNumbered = graph.column(kind, slot)?.column.hasNumberedTexts == true
                let isText = own.properties[slot].type == .text
                if rows.hasColumn != (!isText || isNumbered) { found.append("sort of \(place)") }
                guard rows.hasColumn else { continue }
                for (row, node) in changed.enumerated() {
                    let values = graph.storedValues(of: node, slot)
                    if (rows.column?.values(of: row) ?? []) != values { found.append("\(place) of node \(node)") }
                    if rows.value(row) != values.first { found.append("first \(place) of node \(node)") }
                }
            }
        }
        return found
    }

    @Test func `are those of the nodes, after every change and in every copy`() throws {
        try throughChanges { differences($0, &$1) }
    }

    @Test func `a value of an added node that is changed again is the later one`() throws {
        var graph = Graph(schema: try sampleSchema())
        let industry = try graph.add(2, id: "x", [(slot: 7, values: [.number(1)])])
        let slot = try #require(graph.schema.kinds[2].slot(named: "size"))
        _ = try graph.set(industry, [(slot: slot, values: [.number(2)])])
        #expect(graph.changedRows(2, slot)?.value(0) == .number(2))
        let before = graph
        _ = try graph.set(industry, [(slot: slot, values: [.number(3)])])
        #expect(graph.changedRows(2, slot)?.value(0) == .number(3))
        #expect(before.changedRows(2, slot)?.value(0) == .number(2))
    }

    @Test func `texts that the base numbers are numbered beside it`() throws {
        var graph = Graph(schema: try sampleSchema())
        let slot = try #require(graph.schema.kinds[2].slot(named: "note"))
        for number in 0..<40 {
            _ = try graph.add(2, id: "n\(number)", [(slot: slot, values: [.text(number % 2 == 0 ? "甲" : "乙")])])
        }
        graph = graph.folded().graph
        for node in NodeID(3)...12 { _ = try graph.set(node, [(slot: slot, values: node == 7 ? [] : [.text("丙")])]) }
        let rows = try #require(graph.changedRows(2, slot))
        #expect(rows.hasColumn && rows.nodes == Array(3...12))
        #expect((0..<10).map { rows.value($0) } == (3...12).map { $0 == 7 ? nil : .text("丙") })
    }
}
