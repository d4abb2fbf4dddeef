import TestSupport
import Testing
import Text

@testable import Graph

/// What is moved to a file while it is made must be what it is without one.
struct ScratchFileTests {
    private static let page = 4096

    @Test func `a region that moves as it grows reads as one that stays`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        let scratch = try #require(ScratchFile(pieceSize: ScratchFileTests.page))
        for _ in 0..<20 {
            let moving = try #require(Region(capacity: 1 << 20, scratch: scratch))
            let staying = try #require(Region(capacity: 1 << 20))
            for _ in 0..<random.number(0...60) {
                let bytes = (0..<random.number(0...9000)).map { _ in UInt8(random.number(0...255)) }
                bytes.withUnsafeBytes { moving.append($0) }
                bytes.withUnsafeBytes { staying.append($0) }
                moving.append(UInt32(bytes.count))
                staying.append(UInt32(bytes.count))
                let somewhere = random.number(0...moving.count)
                moving.forget(0..<somewhere)
                staying.forget(0..<somewhere)
            }
            #expect(moving.bytes.elementsEqual(staying.bytes), "seed \(seed)")
            for _ in 0..<2 { moving.settle(in: scratch) }
            moving.forget(0..<moving.count)
            #expect(moving.bytes.elementsEqual(staying.bytes), "seed \(seed)")
            #expect(moving.free.isEmpty)
        }
    }

    /// As many texts as take some pages, with what folds to itself and what doesn't, and values of every other sort.
    private func graph(_ seed: UInt64, scratch: ScratchFile?) throws -> Graph {
        var random = RandomSource(seed: seed)
        var schema = try sampleSchema()
        let thing = 0
        let relation = try schema.declareRelation(
            name: "follows", inverse: nil, forwardAliases: [], inverseAliases: [],
            ends: [Relation.Ends(from: [thing], to: [thing])], properties: [])
        let kind = schema.kinds[thing]
        let rowCount = 3000
        func column(_ slot: SlotID, _ fill: (BulkColumn, Int) -> Void) throws -> BulkColumn {
            let column = try #require(
                BulkColumn(kind.properties[slot], most: (rowCount, rowCount * 400), scratch: scratch))
            for row in 0..<rowCount {
                fill(column, row)
                column.endRow()
            }
            return column
        }
        func slot(_ name: String) throws -> SlotID { try #require(kind.slot(named: name)) }
        let words = ["低空经济", "文旅", "ＡＢ", "經濟", "，", "a b", "𠮷", "康养"]
        let columns = [
            NodeSlot.id: try column(NodeSlot.id) { $0.append(.text("k\($1)")) },
            NodeSlot.name: try column(NodeSlot.name) { column, row in
                column.append(.text((0..<6).map { _ in random.pick(words) }.joined() + "\(row)"))
            },
            try slot("note"): try column(try slot("note")) { column, row in
                if random.chance(10) { return }
                column.append(.text((0..<random.number(0...30)).map { _ in random.pick(words) }.joined() + "\(row)"))
            },
            try slot("tag"): try column(try slot("tag")) { column, _ in
                for _ in 0..<random.number(0...3) { column.append(.text(random.pick(words))) }
            },
            try slot("size"): try column(try slot("size")) { column, row in column.append(Double(row % 77)) },
            try slot("worth"): try column(try slot("worth")) { column, row in
                column.append(.quantity(Quantity(value: Double(row), unit: random.pick(["万元", "亩"]))))
            },
            try slot("born"): try column(try slot("born")) { column, row in
                if let date = PartialDate(year: 2000 + row % 30) { column.append(.date(date)) }
            },
        ]
        let fresh = BulkNodes(
            kind: thing, rowCount: rowCount, columns: columns, lines: ("x.csv", try numbers(2...rowCount + 1)),
            constants: [NodeSlot.rule: "import"], scratch: scratch)
        let nodes = try #require(Graph(schema: schema).adding(fresh, isCancelled: { false })).graph
        let ends = (0..<rowCount * 2).map { UInt32($0 % rowCount) }
        let fars = ends.indices.map { UInt32(($0 * 7 + $0 / rowCount) % rowCount) }
        let edges = BulkEdges(
            relation: relation, from: try #require(Region(ends)), to: try #require(Region(fars)),
            lines: ("y.csv", try numbers(2...ends.count + 1)), constants: [:], scratch: scratch)
        return try #require(nodes.adding(edges))
    }

    private func numbers(_ range: ClosedRange<Int>) throws -> Region {
        try #require(Region(range.map { UInt32($0) }))
    }

    @Test func `a graph that was made in a scratch file is the one that was made in memory`() throws {
        let seed = testSeed()
        let scratch = try #require(ScratchFile(pieceSize: ScratchFileTests.page))
        let moved = try graph(seed, scratch: scratch)
        let kept = try graph(seed, scratch: nil)
        #expect(moved.violations().isEmpty, "seed \(seed)")
        let isSame = withExtendedLifetime((moved, kept)) {
            moved.base.image.bytes.elementsEqual(kept.base.image.bytes)
        }
        #expect(isSame, "seed \(seed)")
        try withTemporaryFolder { folder in
            try moved.save(to: folder + "/x.zkg")
            let opened = try Graph(snapshot: folder + "/x.zkg")
            let isSaved = withExtendedLifetime((moved, opened)) {
                opened.base.image.bytes.elementsEqual(moved.base.image.bytes)
            }
            #expect(isSaved, "seed \(seed)")
        }
    }
}
