import TestSupport
import Testing
import Text

@testable import Graph

/// Which triples of characters have lists of their own, and what snapshots without such lists answer.
struct TripleListTests {
    /// 低空, 空经 and 经济 are in many texts each, 低空经济 in few; 数字经济 stands together wherever 字经 does.
    private let texts: [String] =
        (0..<40).map { "低空飞行\($0)" } + (0..<40).map { "航空经济\($0)" } + (0..<40).map { "数字经济，低空，空经\($0)" }
        + ["低空经济甲", "乙低空经济"]

    private func graph(_ rule: TripleRule) throws -> Graph {
        var graph = Graph(schema: try sampleSchema())
        for (number, text) in texts.enumerated() { _ = try graph.add(0, id: "n\(number)", [(note, [.text(text)])]) }
        return try #require(graph.folded(tripleRule: rule)).graph
    }

    private var note: SlotID { (try? sampleSchema().kinds[0].slot(named: "note")) ?? -1 }

    /// It doesn't keep the graph alive.
    private func index(_ graph: Graph) throws -> BigramIndex {
        guard case .text(_, _, let index?)? = graph.base.column(0, note)?.elements else { throw NoIndex() }
        return index
    }

    private struct NoIndex: Error {}

    private static let rule = TripleRule(least: 20, share: 1 << 20, ratio: 8)

    @Test func `frequent pairs whose triple is rarer by far have a list of it`() throws {
        let graph = try graph(TripleListTests.rule)
        defer { withExtendedLifetime(graph) {} }
        let index = try index(graph)
        let few = [texts.count - 2, texts.count - 1].map { NodeID($0) }
        for (needle, isExact) in [
            ("低空经", true), ("空经济", false), ("数字经", false), ("空飞行", false), ("，低空", false), ("低空", true),
        ] {
            #expect(index.isExact(for: foldedBytes(needle)) == isExact, "\(needle)")
        }
        #expect(index.candidates(for: foldedBytes("低空经")) == few)
        #expect(index.candidates(for: foldedBytes("低空经济")) == few)
        #expect(index.upperBound(of: foldedBytes("低空经济")) == 2)
        #expect(graph.nodes(ofOnly: 0, note, containing: [foldedBytes("低空经济")]) == few)
    }

    @Test func `small graphs have no such lists, and every list has its texts`() throws {
        let small = try graph(.standard)
        let graph = try graph(TripleRule(least: 1, share: 1 << 20, ratio: 1))
        defer { withExtendedLifetime((small, graph)) {} }
        #expect(try index(small).triples == nil)
        let index = try index(graph)
        let triples = try #require(index.triples)
        for place in 0..<triples.keys.count {
            let key = triples.key(place)
            let needle = String(
                String.UnicodeScalarView([42, 21, 0].compactMap { Unicode.Scalar(UInt32(key >> $0 & 0x1F_FFFF)) }))
            let wanted = texts.indices.filter { folded(texts[$0]).contains(needle) }.map { UInt32($0) }
            #expect(triples.list(place) == wanted && triples.count(place) == wanted.count, "\(needle)")
        }
        #expect(triples.keys.count > 10)
    }

    /// As those have none that were written before there were such lists.
    @Test func `a snapshot without lists of triples gives the same answers`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<8 {
            let graph = try randomGraph(&random)
            let rule = TripleRule(least: 1, share: 1 << 20, ratio: 1)
            let new = try #require(graph.folded(tripleRule: rule)).graph
            var writer = ImageWriter()
            for name in new.base.image.sectionNames where !isOfTriples(name) {
                writer.add(name, Array(try #require(new.base.image.section(name))))
            }
            let old = withExtendedLifetime(writer.finish()) { Array($0.bytes) }
            for isLarge in [false, true] {
                let opened = try openedSnapshot(old, isLarge: isLarge)
                #expect(content(opened) == content(new), "seed \(seed)")
                for _ in 0..<30 {
                    let needle = foldedBytes(randomText(&random, 1...4))
                    if needle.isEmpty { continue }
                    for kind in graph.schema.kinds.indices {
                        #expect(
                            opened.nodes(ofOnly: kind, note, containing: [needle])
                                == new.nodes(ofOnly: kind, note, containing: [needle]), "seed \(seed)")
                    }
                }
                #expect(opened.damage == nil)
            }
        }
    }

    private func isOfTriples(_ name: SectionName) -> Bool {
        let isOfTexts = name.sort == .names || name.sort == .nodeColumn || name.sort == .edgeColumn
        return isOfTexts && Int(name.raw & 0xFFFF) >= ColumnPart.texts.index + PostingLists.partCount
    }

    @Test func `a table taken in at once has the lists that a rebuilt base has`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<20 {
            var store = TextStoreBuilder()
            for _ in 0..<random.number(0...200) { store.append(randomText(&random, 0...9)) }
            let rule = randomTripleRule(&random)
            var writer = ImageWriter(tripleRule: rule)
            let name = SectionName(.names)
            BigramCollector.write(store, to: &writer, name, from: 0)
            var composed = ComposedImage()
            let bulk = store.foldedBytes.withUnsafeBufferPointer { bytes in
                store.foldedOffsets.withUnsafeBufferPointer { offsets -> BulkBigrams? in
                    guard let offsetsStart = offsets.baseAddress else { return nil }
                    // Texts without a byte have no address; none is read then.
                    let start = bytes.baseAddress ?? UnsafePointer(bitPattern: 8)
                    return start.flatMap {
                        BulkBigrams(
                            Lane(pointer: $0, count: bytes.count), Lane(pointer: offsetsStart, count: offsets.count),
                            count: store.count, rule: rule, scratch: nil, isCancelled: { false })
                    }
                }
            }
            try #require(bulk).write(to: &composed, name, from: 0)
            let (one, other) = (writer.finish(), composed.finish())
            defer { withExtendedLifetime((one, other)) {} }
            #expect(one.sectionNames.map(\.raw) == other.sectionNames.map(\.raw), "seed \(seed)")
            for name in one.sectionNames {
                let bytes = (try #require(one.section(name)), try #require(other.section(name)))
                #expect(bytes.0.elementsEqual(bytes.1), "\(name), seed \(seed)")
            }
        }
    }
}
