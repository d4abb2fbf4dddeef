import TestSupport
import Testing
import Text

@testable import Graph

struct SnapshotTests {
    private func snapshot(_ graph: Graph) throws -> [UInt8] {
        try withTemporaryFolder { folder in
            try graph.save(to: folder + "/graph.zkg")
            return fileBytes(folder + "/graph.zkg")
        }
    }

    private func smallSnapshot(_ random: inout RandomSource) throws -> (graph: Graph, bytes: [UInt8]) {
        let graph = try randomGraph(&random, changes: 30).folded().graph
        return (graph, try snapshot(graph))
    }

    @Test func `a saved graph opens as the same graph`() throws {
        let seed = testSeed()
        for number in 0..<10 {
            var random = RandomSource(seed: seed &+ UInt64(number))
            let graph = try randomGraph(&random)
            try withTemporaryFolder { folder in
                try graph.save(to: folder + "/graph.zkg", origin: [1, 2, 3])
                let again = try Graph(snapshot: folder + "/graph.zkg")
                #expect(content(again) == content(graph), "seed \(seed &+ UInt64(number))")
                #expect(again.schema == graph.schema && again.origin == [1, 2, 3])
                #expect(again.violations().isEmpty)
                #expect(Graph.isSnapshot(folder + "/graph.zkg"))
                try again.save(to: folder + "/again.zkg", origin: [1, 2, 3])
                #expect(fileBytes(folder + "/again.zkg") == fileBytes(folder + "/graph.zkg"))
            }
        }
    }

    @Test func `an open snapshot outlives the file that replaces it`() throws {
        var random = RandomSource(seed: 7)
        let graph = try randomGraph(&random)
        try withTemporaryFolder { folder in
            try graph.save(to: folder + "/graph.zkg")
            let open = try Graph(snapshot: folder + "/graph.zkg")
            try Graph().save(to: folder + "/graph.zkg")
            #expect(content(open) == content(graph))
            #expect(try Graph(snapshot: folder + "/graph.zkg").nodeLimit == 0)
        }
    }

    /// `ZHIKU_FLIPS` says how many; 0 is every bit.
    @Test func `a snapshot with a flipped bit is refused or gives the same graph`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        let (graph, bytes) = try smallSnapshot(&random)
        let wanted = content(graph)
        let flips = count("ZHIKU_FLIPS", default: 1_500)
        let head = Array(0..<Image.headerSize * 8)
        let places =
            flips == 0
            ? Array(0..<bytes.count * 8)
            : head + (0..<flips).map { _ in random.number(0...bytes.count * 8 - 1) }
        for place in places {
            var damaged = bytes
            damaged[place / 8] ^= 1 << UInt8(place % 8)
            guard let found = try? openedSnapshot(damaged) else { continue }
            #expect(content(found) == wanted, "bit \(place % 8) of byte \(place / 8), seed \(seed)")
        }
    }

    @Test func `a snapshot that was cut short is refused at every length`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        let (_, bytes) = try smallSnapshot(&random)
        for length in bytes.indices {
            #expect(throws: SnapshotError.self, "\(length) of \(bytes.count) bytes, seed \(seed)") {
                _ = try openedSnapshot(Array(bytes[..<length]))
            }
        }
        #expect(throws: SnapshotError.self) { _ = try openedSnapshot(bytes + [0]) }
    }

    @Test func `a file that was cut short, or is none of ours, is refused`() throws {
        var random = RandomSource(seed: 3)
        let (_, bytes) = try smallSnapshot(&random)
        withTemporaryFolder { folder in
            let path = folder + "/damaged.zkg"
            for length in [0, 1, 7, 8, 63, 64, 65, bytes.count / 2, bytes.count - 1] {
                write(Array(bytes[..<length]), to: path)
                #expect(throws: SnapshotError.self, "\(length) bytes") { _ = try Graph(snapshot: path) }
            }
            write(Array("add county 平遥县\n".utf8) + [UInt8](repeating: 0x20, count: 100), to: path)
            #expect(throws: SnapshotError.notASnapshot) { _ = try Graph(snapshot: path) }
            #expect(!Graph.isSnapshot(path))
            #expect(throws: SnapshotError.notASnapshot) { _ = try Graph(snapshot: folder) }
            #expect(!Graph.isSnapshot(folder))
            #expect(throws: SnapshotError.self) { _ = try Graph(snapshot: folder + "/nothing.zkg") }
            #expect(throws: SnapshotError.self) { try Graph().save(to: folder + "/none/graph.zkg") }
        }
    }

    @Test func `a snapshot of another version says which`() throws {
        var bytes = try snapshot(Graph(schema: try sampleSchema()))
        bytes[8] = UInt8(Image.version + 1)
        let sum = Array(bytes[0..<40]).withUnsafeBytes { checksum($0) }
        for place in 0..<8 { bytes[40 + place] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * place)) }
        #expect(throws: SnapshotError.otherVersion(Int(Image.version) + 1)) { _ = try openedSnapshot(bytes) }
    }
}
