import TestSupport
import Testing
import Text

@testable import Graph

/// Large snapshots, whose blocks are verified when they are first touched. These are small ones in that form.
struct BlockChecksTests {
    /// Names of so many characters that each block holds those of some nodes only.
    private static let nodeCount = 1_500

    private func name(of number: Int) -> String {
        String(repeating: "低空经济高质量发展", count: 12) + "\(number)" + String(repeating: "甲", count: number % 90)
    }

    private func graph() throws -> Graph {
        var graph = Graph(schema: try sampleSchema())
        for number in 0..<BlockChecksTests.nodeCount {
            _ = try graph.add(0, id: "n\(number)", [(NodeSlot.name, [.text(name(of: number))])])
        }
        return graph
    }

    /// The offset in the snapshot at which the folded name of a node stands, in the table of names or in the column.
    private func places(of number: Int, in snapshot: [UInt8]) -> [Int] {
        let wanted = foldedBytes(name(of: number))
        return snapshot.indices.dropLast(wanted.count).filter { start in
            snapshot[start + wanted.count - 1] == wanted[wanted.count - 1]
                && snapshot[start..<start + wanted.count].elementsEqual(wanted)
        }
    }

    @Test func `a large snapshot gives what a small one gives`() throws {
        let graph = try graph()
        let opened = try openedLargeSnapshot(largeSnapshot(of: graph))
        #expect(opened.base.image.blocks != nil)
        for number in [0, 7, 700, BlockChecksTests.nodeCount - 1] {
            let found = opened.nodes(named: name(of: number))
            #expect(found.map { opened.id(of: $0) } == ["n\(number)"])
        }
        #expect(opened.nodes(whoseNameContains: "发展77甲") == graph.nodes(whoseNameContains: "发展77甲"))
        readEverything(in: opened)
        #expect(opened.damage == nil)
    }

    @Test func `a flipped bit is found where it is read, and doesn't hinder who reads elsewhere`() throws {
        let graph = try graph()
        var snapshot = largeSnapshot(of: graph)
        let places = places(of: 900, in: snapshot)
        try #require(places.count == 2)
        for place in places { snapshot[place + 4] ^= 1 }
        let opened = try openedLargeSnapshot(snapshot)
        #expect(opened.nodes(named: "n3").count == 1)
        #expect(opened.damage == nil)
        _ = opened.nodes(named: name(of: 900))
        #expect(opened.damage?.hasPrefix("names ") == true)
        let other = try openedLargeSnapshot(snapshot)
        let node = try #require(other.nodes(named: "n900").first)
        #expect(other.damage == nil)
        _ = other.name(of: node)
        #expect(other.damage?.hasPrefix("nodeColumn 0/\(NodeSlot.name)/") == true)
    }

    /// `ZHIKU_LARGE_FLIPS` says how many.
    @Test func `any flipped bit is found when everything is read`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        let good = largeSnapshot(of: try graph())
        for _ in 0..<count("ZHIKU_LARGE_FLIPS", default: 8) {
            var snapshot = good
            let place = random.number(0...snapshot.count - 1)
            snapshot[place] ^= 1 << UInt8(random.number(0...7))
            guard let opened = try? openedLargeSnapshot(snapshot) else { continue }
            readEverything(in: opened)
            _ = opened.nodes(whoseNameContains: "甲")
            // What no query can reach, such as the folded form of nothing, may stay unread; saving reads all.
            let pieces = opened.base.image.allPieces
            let isFound = opened.damage != nil || withExtendedLifetime(opened) { ImageLayout(pieces)?.damaged != nil }
            #expect(isFound, "byte \(place), seed \(seed)")
        }
    }

    @Test func `what is damaged doesn't get good checksums by being saved`() throws {
        var snapshot = largeSnapshot(of: try graph())
        for place in places(of: 900, in: snapshot) { snapshot[place + 4] ^= 1 }
        try withTemporaryFolder { folder in
            var opened = try openedLargeSnapshot(snapshot)
            // A change makes `save` work base and changes into one.
            _ = try opened.add(0, id: "new", [])
            #expect(throws: SnapshotError.self) { try opened.save(to: folder + "/damaged.zkg") }
            let untouched = try openedLargeSnapshot(snapshot)
            let pieces = untouched.base.image.allPieces
            #expect(throws: SnapshotError.self) { try Image(pieces: pieces).write(to: folder + "/damaged.zkg") }
            withExtendedLifetime(untouched) {}
        }
    }

    @Test func `a small snapshot of the format before is read, a large one is refused`() throws {
        for isLarge in [false, true] {
            let image = try graph().folded().graph.base.image
            var snapshot = isLarge ? largeSnapshot(of: try graph()) : withExtendedLifetime(image) { Array(image.bytes) }
            snapshot[8] = UInt8(Image.versionBefore)
            rightenChecksums(of: &snapshot)
            if isLarge {
                #expect(throws: SnapshotError.otherVersion(2)) { _ = try openedLargeSnapshot(snapshot) }
            } else {
                #expect(try openedSnapshot(snapshot).nodes(named: "n3").count == 1)
            }
        }
    }

    @Test func `a snapshot without the checksums of its blocks isn't taken for a large one`() throws {
        let image = try graph().folded().graph.base.image
        let small = withExtendedLifetime(image) { Array(image.bytes) }
        #expect(throws: SnapshotError.damaged("\(SectionName(.blockSums))")) { _ = try openedLargeSnapshot(small) }
    }
}
