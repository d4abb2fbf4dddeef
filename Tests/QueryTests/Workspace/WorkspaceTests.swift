import Diagnostics
import Glibc
import Graph
import Syntax
import TestSupport
import Testing

@testable import Query

/// What a workspace keeps, takes back and refuses.
struct WorkspaceTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/w" }

    private func opened(_ access: Workspace.Access = .writing, layer: FileLayer = .system) throws -> Session {
        try Session.opening(workspace: path, for: access, layer: layer) { false }
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch let failure as StatementFailure {
            return failure.diagnostic.message.english
        } catch {
            return "\(error)"
        }
    }

    @Test func `changes are there when the folder is opened again`() throws {
        var session = try opened()
        #expect(session.notes.map(\.english) == ["\(path) is a new, empty workspace"])
        try session.run(
            script: """
                kind school is unit plural schools 学校 (pupils: quantity)
                add school 一中 (pupils: 2400人, alias: ("中学"))
                add county 甲县
                link school 一中 located_in county 甲县 (confidence: 0.5)
                set county 甲县 (type: "县")
                merge county 甲县 into place 甲县
                """.split(separator: "\n").dropLast().joined(separator: "\n"))
        #expect(!session.hasUnsavedChanges)
        let dump = session.graph.script()
        session = Session()
        session = try opened()
        #expect(session.graph.script() == dump)
        #expect(session.notes.isEmpty)
        try session.run(script: "save")
        session = Session()
        session = try opened()
        #expect(settled(session.graph.script()) == settled(dump))
        try session.run(script: "add county 乙县")
        session = Session()
        session = try opened()
        #expect(try session.lines("count counties") == ["2"])
    }

    private func settled(_ script: String) -> [Substring] { script.split(separator: "\n").sorted() }

    @Test func `a transaction is kept whole or not at all`() throws {
        var session = try opened()
        try session.run(script: "add topic a; begin; add topic b; add topic c")
        #expect(session.hasUnsavedChanges)
        #expect(session.error(of: "save") == "`begin` waits for its `commit`: there is nothing whole to save")
        session = Session()
        session = try opened()
        #expect(try session.lines("count topics") == ["1"])
        try session.run(script: "begin; add topic b; add topic c; commit; begin; add topic d; rollback")
        #expect(session.workspace?.records.count == 2)
        session = Session()
        session = try opened()
        #expect(try session.lines("find topics show id") == ["a", "b", "c"])
    }

    @Test func `what a file gave needs no file again`() throws {
        let table = folder.path + "/t.csv"
        writeFile(table, Array("n,v,w\n甲,\"20亿元\",50人\n\"乙\"\"县\",1,\n".utf8))
        let script = folder.path + "/s.zk"
        writeFile(script, Array("add topic a # 注\nbegin add topic b commit\n".utf8))
        var session = try opened()
        try session.run(
            script: """
                load "\(script)"; import "\(table)" as figure (id: column n, value: column v);
                import "\(table)" as figure (id: column n, indicator: column v) update existing
                """)
        let dump = session.graph.script()
        #expect(session.workspace?.records.map(\.heading).first == "load \"\(script)\"")
        #expect(session.workspace?.records.count == 3)
        session = Session()
        removeAll(table)
        removeAll(script)
        #expect(try opened().graph.script() == dump)
    }

    @Test func `what is too much for a journal becomes a snapshot`() throws {
        let table = folder.path + "/t.csv"
        let rows = (0..<20_000).map { "k\($0),第\($0)条,\($0 % 7)" }
        writeFile(table, Array((["id,n,v"] + rows).joined(separator: "\n").utf8))
        let script = folder.path + "/s.zk"
        writeFile(script, Array((0..<300).map { "add topic 主题\($0)" }.joined(separator: "\n").utf8))
        var session = try opened()
        session.leastForSnapshot = 3000
        try session.run(script: "add topic a; kind thing plural things (v: number); let x = find topics")
        let statement = "import \"\(table)\" as thing (id: column id, name: column n, v: column v)"
        try session.run(script: statement)
        #expect(session.troubles.map(\.message.english).first?.contains("new snapshot") == true)
        #expect(session.workspace?.number == 1)
        #expect(try session.lines("find x show id") == ["a"])
        #expect(message { _ = try session.undo(1) } == "there is no change since the last `save`")
        // Row by row, since there are things already; then a script; then within a transaction, the first of which is taken back.
        try session.run(script: "import \"\(table)\" as thing (id: column id, alias: column n) update existing")
        try session.run(script: "load \"\(script)\"")
        #expect(session.workspace?.number == 3)
        try session.run(script: "begin; add topic b")
        try session.run(script: "\(statement) update existing; rollback; begin; add topic c; commit")
        #expect(session.workspace?.number == 3)
        try session.run(script: "begin; add topic d; \(statement) update existing; commit; add topic e")
        #expect(session.workspace?.number == 4)
        #expect(try session.undo(1).map(\.heading) == ["add topic e"])
        let (dump, log) = (session.graph.script(), try session.log(100))
        #expect(log.map(\.isTakenBack) == [false, false, false, false, false, false, false, true, false])
        #expect(log[2].record.heading == statement && log[4].record.heading == "load \"\(script)\"")
        session = Session()
        let kept = dump.split(separator: "\n").sorted()
        var again = try opened()
        #expect(again.graph.script().split(separator: "\n").sorted() == kept)
        #expect(try again.lines("count things where v = 3 and alias ~ 第") == ["2857"])
        #expect(try again.log(100).map(\.record) == log.map(\.record))
    }

    @Test func `a table that its statements would not give is refused, and nothing of it is kept`() throws {
        let table = folder.path + "/t.csv"
        writeFile(table, Array("n,v,w\n甲,20亿元,50人\n".utf8))
        var session = try opened()
        let before = session.graph.script()
        let error = session.error(
            of: "import \"\(table)\" as figure (id: column n, value: column v, upper: column w)")
        let isKept = error == nil
        #expect((session.graph.script() != before) == isKept)
        session = Session()
        #expect(try (opened().graph.script() != before) == isKept)
    }

    @Test func `parameters stand in the journal with their values`() throws {
        var session = try opened()
        session.setParameter("t", "县 \"x\"; remove county 甲县")
        session.setParameter("n", "1.5万人")
        try session.run(script: "add county 甲县 (type: $t); add figure f (value: $n) # $t")
        let dump = session.graph.script()
        session = Session()
        #expect(try opened().graph.script() == dump)
    }

    @Test func `undo takes back the last changes, also after opening again`() throws {
        var session = try opened()
        try session.run(
            script: "add topic a; add topic b; let x = find topics; begin; add topic c; add topic d; commit")
        #expect(try session.undo(1).map(\.heading) == ["add topic c"])
        #expect(try session.lines("find topics show id") == ["a", "b"])
        #expect(try session.lines("find x show id") == ["a", "b"])
        try session.run(script: "add topic e")
        session = Session()
        session = try opened()
        #expect(try session.undo(2).map(\.heading) == ["add topic e", "add topic b"])
        session = Session()
        session = try opened()
        #expect(try session.lines("find topics show id") == ["a"])
        #expect(message { _ = try session.undo(2) } == "there is 1 change since the last `save`")
        #expect(try session.log(10).map(\.isTakenBack) == [false, true, true, false, true, false])
        #expect(try session.log(2).map(\.record.number) == [5, 6])
        try session.run(script: "save")
        #expect(message { _ = try session.undo(1) } == "there is no change since the last `save`")
        try session.run(script: "add topic z")
        #expect(try session.log(10).map(\.record.number) == [1, 2, 3, 4, 5, 6, 7])
        #expect(try session.log(10).map(\.isTakenBack) == [false, true, true, false, true, false, false])
    }

    @Test func `a second writer is told who writes, and may read`() throws {
        var writer = try opened()
        try writer.run(script: "add topic a")
        #expect(message { _ = try opened() } == "\(path) is being written to by another zhiku (process \(getpid()))")
        var reader = try opened(.reading)
        try writer.run(script: "add topic b; save; add topic c")
        #expect(try reader.lines("find topics show id") == ["a"])
        #expect(reader.error(of: "add topic x") == "this graph was opened for reading")
        #expect(reader.error(of: "save") == "this graph was opened for reading")
        try reader.reload()
        #expect(try reader.lines("find topics show id") == ["a", "b", "c"])
        writer = Session()
        writer = try opened()
        #expect(try writer.lines("count topics") == ["3"])
    }

    @Test func `a folder that becomes a workspace at this moment opens for readers`() async throws {
        for number in 0..<40 {
            let path = folder.path + "/w\(number)"
            mkdir(path, 0o700)
            let trouble = Task.detached { () -> String in
                for _ in 0..<100_000 {
                    do {
                        var reader = try Session.opening(workspace: path, for: .reading) { false }
                        if try reader.lines("count topics") == ["1"] { return "" }
                    } catch {
                        return "\(error)"
                    }
                }
                return "no reader saw what was written"
            }
            var writer = try Session.opening(workspace: path, for: .writing) { false }
            try writer.run(script: "add topic a")
            #expect(await trouble.value == "")
        }
    }

    @Test func `a folder of somebody else is left alone`() throws {
        mkdir(path, 0o700)
        writeFile(path + "/x.txt", [])
        #expect(message { _ = try opened() } == "\(path) is neither empty nor a workspace: it holds x.txt")
        #expect(access(path + "/lock", F_OK) != 0)
    }

    @Test func `a copy is a workspace with the whole log`() throws {
        var session = try opened()
        try session.run(script: "add topic a; save; add topic b")
        try session.backUp(to: folder.path + "/copy")
        try session.backUp(to: folder.path + "/copy.zkg")
        try session.run(script: "add topic c")
        #expect(!message { try session.backUp(to: folder.path + "/copy") }.isEmpty)
        var copy = try Session.opening(folder.path + "/copy") { false }
        #expect(try copy.lines("find topics show id") == ["a", "b"])
        #expect(try copy.log(9).map(\.record.number) == [1, 2])
        var snapshot = try Session.opening(folder.path + "/copy.zkg") { false }
        #expect(try snapshot.lines("find topics show id") == ["a", "b"])
    }

    @Test func `a clock that goes back changes nothing but what the log shows`() throws {
        let disk = FaultyDisk()
        var session = try opened(layer: disk.layer)
        for (time, name) in [(5_000_000, "a"), (-7_000_000, "b"), (0, "c")] as [(Int64, String)] {
            disk.clock = time
            try session.run(script: "add topic \(name)")
        }
        try session.run(script: "save; add topic d")
        session = Session()
        session = try opened()
        #expect(try session.lines("find topics show id") == ["a", "b", "c", "d"])
        #expect(try session.log(9).map(\.record.time) == [5_000_000, -7_000_000, 0, 0])
    }

    @Test func `random changes are the same after opening again`() throws {
        let seed = testSeed()
        for number in 0..<UInt64(count("ZHIKU_GRAPHS", default: 10)) {
            var random = RandomSource(seed: seed &+ number)
            var world = World(&random)
            removeAll(path)
            var session = try opened()
            try session.run(script: world.script)
            for _ in 0..<3 {
                let length = world.script.count
                for _ in 0..<10 { world.change(&random) }
                try session.run(script: String(world.script.dropFirst(length)))
                if random.chance(40) { try session.run(script: "save") }
                let dump = settled(session.graph.script())
                session = Session()
                session = try opened()
                #expect(settled(session.graph.script()) == dump, "seed \(seed &+ number)")
            }
        }
    }
}
