import TestSupport
import Testing
import Text

@testable import Graph

/// Snapshots whose checksums are right and whose numbers are not: what somebody would write who wants to get at something.
struct HostileSnapshotTests {
    private func smallSnapshot(_ random: inout RandomSource) throws -> [UInt8] {
        let graph = try randomGraph(&random, changes: 40)
        // Triples of characters have lists, too.
        let rule = TripleRule(least: 1, share: 1 << 20, ratio: 1)
        return bytes(of: try #require(graph.folded(tripleRule: rule)).graph.base.image)
    }

    private func bytes(of image: Image) -> [UInt8] { withExtendedLifetime(image) { Array(image.bytes) } }

    /// `ZHIKU_MUTATIONS` says how many.
    @Test(arguments: [false, true])
    func `any numbers under right checksums are refused or can be read to the end`(isLarge: Bool) throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        let good = try smallSnapshot(&random)
        let hostile: [UInt32] = [0, 1, 2, 7, 0xFF, 0x7FFF_FFFF, 0x8000_0000, .max - 1, .max]
        var refused = 0
        // A trap ends the process and names no input, so the seed is said beforehand.
        print("hostile snapshots: seed \(seed)")
        for _ in 0..<count("ZHIKU_MUTATIONS", default: 1_000) {
            var snapshot = good
            for _ in 0..<random.pick([1, 1, 1, 2, 5]) {
                let place = random.number(0...snapshot.count / 4 - 1) * 4
                let word = random.chance(70) ? random.pick(hostile) : UInt32.random(in: 0...60, using: &random)
                for byte in 0..<4 { snapshot[place + byte] = UInt8(truncatingIfNeeded: word >> UInt32(8 * byte)) }
            }
            rightenChecksums(of: &snapshot)
            guard let graph = try? openedSnapshot(snapshot, isLarge: isLarge) else {
                refused += 1
                continue
            }
            readEverything(in: graph)
            if graph.damage != nil { refused += 1 }
        }
        #expect(refused > 100, "seed \(seed)")
    }

    @Test func `nodes without ids are refused`() throws {
        var graph = Graph(schema: try sampleSchema())
        for number in 0..<9 { _ = try graph.add(0, id: "n\(number)", []) }
        let ids = SectionName(.nodeColumn, owner: 0, slot: NodeSlot.id)
        let image = graph.folded().graph.base.image
        var writer = ImageWriter()
        for name in image.sectionNames { writer.add(name, Array(try #require(image.section(name)))) }
        withExtendedLifetime(image) {}
        #expect(throws: Never.self) { _ = try openedSnapshot(bytes(of: writer.finish())) }
        writer.add(ids.part(ColumnPart.validity), [UInt8(0), 0])
        let withoutIDs = bytes(of: writer.finish())
        for isLarge in [false, true] {
            #expect(throws: SnapshotError.damaged("\(ids)")) { _ = try openedSnapshot(withoutIDs, isLarge: isLarge) }
        }
    }

    @Test func `what points outside is refused by the name of its section`() throws {
        var random = RandomSource(seed: 5)
        let graph = try randomGraph(&random, changes: 80).folded().graph
        let good = bytes(of: graph.base.image)
        // The image that was folded is in pieces, an opened one is a run of bytes as the file is.
        let opened = try openedSnapshot(good).base.image
        let targets = SectionName(.adjacency, owner: 0, slot: 0, part: 2)
        let names = SectionName(.names, part: 0)
        for name in [targets, names] {
            let section = try #require(opened.section(name))
            let whole = try #require(opened.bytes.baseAddress)
            let start = try #require(section.baseAddress) - whole
            var snapshot = good
            for byte in 0..<4 { snapshot[start + byte] = 0xFF }
            rightenChecksums(of: &snapshot)
            #expect(throws: SnapshotError.damaged("\(name.part(0))")) { _ = try openedSnapshot(snapshot) }
            let large = try openedSnapshot(snapshot, isLarge: true)
            #expect(large.damage == nil)
            readEverything(in: large)
            #expect(large.damage == "\(name.part(0))")
        }
    }
}
