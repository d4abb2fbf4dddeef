import Diagnostics
import Glibc
import Graph
import TestSupport
import Testing

@testable import Query

/// What was changed in a file by a disk or a person is noticed: a workspace opens as it was, or not at all.
struct WorkspaceDamageTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/w" }

    /// A workspace with a snapshot and some records, and what it holds.
    private func made() throws -> (journal: [UInt8], snapshot: [UInt8], dump: String) {
        var session = try Session.opening(workspace: path, for: .writing) { false }
        try session.run(
            script: "add topic a (name: \"低空经济\"); save; add topic b; add topic c; set topic a (rule: \"x\")")
        _ = try session.undo(1)
        try session.run(script: "add topic d")
        return (
            try readBytes(of: path + "/journal-1.zkj"), try readBytes(of: path + "/snapshot-1.zkg"),
            session.graph.script()
        )
    }

    /// nil if it doesn't open.
    private func dump() -> String? {
        guard let session = try? Session.opening(workspace: path, for: .reading, isCancelled: { false }) else {
            return nil
        }
        return session.graph.script()
    }

    @Test func `every flipped bit of a journal is refused`() throws {
        let (journal, _, dump) = try made()
        for place in journal.indices {
            for bit in 0..<8 as Range<UInt8> {
                var bytes = journal
                bytes[place] ^= 1 << bit
                writeFile(path + "/journal-1.zkj", bytes)
                let found = self.dump()
                #expect(found == nil || found == dump, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test func `flipped bits of a snapshot are refused`() throws {
        let (_, snapshot, dump) = try made()
        var random = RandomSource(seed: testSeed())
        // Every byte takes a minute: ZHIKU_FLIPS=1
        let distance = count("ZHIKU_FLIPS", default: 23)
        for place in stride(from: random.number(0...distance - 1), to: snapshot.count, by: distance) {
            var bytes = snapshot
            bytes[place] ^= 1 << UInt8(random.number(0...7))
            writeFile(path + "/snapshot-1.zkg", bytes)
            let found = self.dump()
            #expect(found == nil || found == dump, "byte \(place)")
        }
    }

    @Test func `a journal that ends anywhere has the records before, and the writer is told`() throws {
        let (journal, _, _) = try made()
        let ends = try Journal(journal).offsets + [journal.count]
        var dumps: [Int: String] = [:]
        for length in 64...journal.count {
            writeFile(path + "/journal-1.zkj", Array(journal[..<length]))
            let session = try Session.opening(workspace: path, for: .writing) { false }
            let whole = ends.lastIndex { $0 <= length } ?? 0
            let isTorn = ends[whole] < length
            #expect(session.notes.count == (isTorn ? 1 : 0), "length \(length)")
            if let known = dumps[whole] { #expect(session.graph.script() == known) }
            dumps[whole] = session.graph.script()
            #expect(try readBytes(of: path + "/journal-1.zkj").count == ends[whole])
        }
        #expect(Set(dumps.values).count == dumps.count - 1, "an undo brings one state back")
    }

    @Test func `damage is named with its place, and what can be is recovered`() throws {
        let (journal, _, _) = try made()
        var bytes = journal
        let place = try Journal(journal).offsets[2]
        bytes[place + 40] ^= 4
        writeFile(path + "/journal-1.zkj", bytes)
        do {
            _ = try Session.opening(workspace: path, for: .writing) { false }
            Issue.record("it opened")
        } catch {
            #expect(
                error.diagnostic.message.english
                    == "\(path)/journal-1.zkj is damaged at byte \(place + 1), where change 4 should be")
            #expect(error.diagnostic.hints.map(\.english) == ["zhiku recover \(path) saves what can be read"])
        }
        let recovery = try WorkspaceRecovery(path) { false }
        #expect(recovery.kept == 2 && recovery.dropped == 2 && recovery.nodes == 3)
        let script = String(decoding: try readBytes(of: try #require(recovery.script)), as: UTF8.self)
        #expect(script.contains("# undo 1") && script.contains("add topic d"))
        #expect(try readBytes(of: path + "/journal-1.zkj.damaged") == bytes)
        var session = try Session.opening(workspace: path, for: .writing) { false }
        #expect(try session.lines("find topics show id") == ["a", "b", "c"])
        try session.run(script: "add topic z")
        #expect(try session.log(9).last?.record.number == 7)
        session = Session()
        #expect(try !WorkspaceRecovery(path) { false }.isRewritten)
    }

    @Test func `a lost snapshot is made again from the journals`() throws {
        let (_, snapshot, dump) = try made()
        var bytes = snapshot
        bytes[200] ^= 1
        writeFile(path + "/snapshot-1.zkg", bytes)
        #expect(self.dump() == nil)
        let recovery = try WorkspaceRecovery(path) { false }
        #expect(recovery.dropped == 0)
        #expect(self.dump()?.split(separator: "\n").sorted() == dump.split(separator: "\n").sorted())
    }

    @Test func `what a snapshot alone held is not made up when it is lost`() throws {
        var session = try Session.opening(workspace: path, for: .writing) { false }
        session.leastForSnapshot = 100
        try session.run(script: "add topic a; save; add topic b (name: \"\(String(repeating: "x", count: 100))\")")
        try session.run(script: "add topic c")
        #expect(try session.log(9).map(\.record.isInSnapshot) == [false, true, false])
        session = Session()
        removeAll(path + "/snapshot-2.zkg")
        #expect(dump() == nil)
        let recovery = try WorkspaceRecovery(path) { false }
        #expect(recovery.kept == 1 && recovery.dropped == 2)
        var found = try Session.opening(workspace: path, for: .reading) { false }
        #expect(try found.lines("find topics show id") == ["a"])
        let script = try String(decoding: readBytes(of: #require(recovery.script)), as: UTF8.self)
        #expect(script.contains("# in the snapshot: add topic b (name: \"xxx"))
        #expect(script.contains("\nadd topic c\n"))
    }

    @Test func `files of two workspaces don't go together`() throws {
        let (journal, _, _) = try made()
        removeAll(path)
        _ = try made()
        writeFile(path + "/journal-1.zkj", journal)
        #expect(dump() == nil)
        removeAll(path + "/snapshot-1.zkg")
        #expect(dump() == nil)
    }

    @Test func `recovery of anything comes to an end and gives a workspace`() throws {
        let (journal, snapshot, _) = try made()
        var random = RandomSource(seed: testSeed())
        for _ in 0..<count("ZHIKU_RECOVERIES", default: 30) {
            removeAll(path)
            mkdir(path, 0o700)
            var (first, second) = (journal, snapshot)
            for _ in 0...random.number(0...2) {
                first[random.number(0...first.count - 1)] ^= UInt8(1 + random.number(0...254))
            }
            if random.chance(30) { second[random.number(0...second.count - 1)] ^= 1 }
            if random.chance(30) { first.removeLast(random.number(0...first.count - 1)) }
            writeFile(path + "/journal-1.zkj", first)
            writeFile(path + "/snapshot-1.zkg", second)
            guard (try? WorkspaceRecovery(path) { false }) != nil else { continue }
            #expect(dump() != nil)
        }
    }
}
