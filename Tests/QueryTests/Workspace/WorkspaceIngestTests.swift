import Glibc
import TestSupport
import Testing

@testable import Graph
@testable import Query

/// What documents said is in the journal like every other change.
struct WorkspaceIngestTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/w" }
    private var document: String { folder.path + "/notice.txt" }

    private func opened() throws -> Session { try Session.opening(workspace: path, for: .writing) { false } }

    private func write(_ text: String) { writeFile(document, Array(text.utf8)) }

    private static let notice = """
        关于第3号工作的通知

        一、总体要求

        到2025年，机场达到3个。

        二、主要任务

        发展低空经济。
        """

    private func settled(_ session: Session) -> [Substring] {
        session.graph.script().split(separator: "\n").sorted()
    }

    @Test func `it is there when the folder is opened again, and can be taken back`() throws {
        write(WorkspaceIngestTests.notice)
        var session = try opened()
        let empty = settled(session)
        try session.run(script: "ingest \"\(document)\"")
        #expect(!session.hasUnsavedChanges)
        #expect(try session.lines("count sections") == ["2"])
        let once = settled(session)
        session = Session()
        session = try opened()
        #expect(settled(session) == once)
        #expect(session.workspace?.records.map(\.heading) == ["ingest \"\(document)\""])

        write(WorkspaceIngestTests.notice.replacing("二、主要任务", with: "二、重点") + "\n\n三、保障\n\n加强领导。\n")
        try session.run(script: "add topic 我的; set section \"notice/1\" (confidence: 0.5); ingest \"\(document)\"")
        #expect(try session.lines("count sections") == ["3"])
        let twice = settled(session)
        session = Session()
        session = try opened()
        #expect(settled(session) == twice)
        _ = try session.undo(3)
        #expect(settled(session) == once)
        _ = try session.undo(1)
        #expect(settled(session) == empty)
    }

    @Test func `zhiku ingest is one change, and the same document again is none`() throws {
        write(WorkspaceIngestTests.notice)
        var session = try opened()
        #expect(try session.ingest([document, folder.path + "/none.txt"]).failures.count == 1)
        let once = settled(session)
        session = Session()
        session = try opened()
        #expect(settled(session) == once)
        _ = try session.ingest([document])
        #expect(session.workspace?.records.count == 1)
    }

    @Test func `in a transaction it waits for the commit, and a reader takes none`() throws {
        write(WorkspaceIngestTests.notice)
        var session = try opened()
        try session.run(script: "begin; ingest \"\(document)\"; rollback")
        #expect(try session.lines("count sections") == ["0"])
        try session.run(script: "begin; add topic a; ingest \"\(document)\"; commit")
        #expect(session.workspace?.records.count == 1)
        var reader = try Session.opening(workspace: path, for: .reading) { false }
        #expect(reader.error(of: "ingest \"\(document)\"") == "this graph was opened for reading")
        #expect(throws: Failure.self) { try reader.ingest([document]) }
        session = Session()
        session = try opened()
        #expect(try session.lines("count sections") == ["2"])
    }

    @Test func `the changes between two states, as statements, give the later one`() throws {
        let seed = testSeed()
        for number in 0..<UInt64(count("ZHIKU_GRAPHS", default: 10)) {
            var random = RandomSource(seed: seed &+ number)
            var world = World(&random)
            var early = Session()
            try early.run(script: world.script)
            early.fold()
            var length = world.script.count
            for _ in 0..<random.number(0...10) { world.change(&random) }
            try early.run(script: String(world.script.dropFirst(length)))
            length = world.script.count
            for _ in 0..<20 { world.change(&random) }
            var late = early
            try late.run(script: String(world.script.dropFirst(length)))
            var replayed = early
            try replayed.carryOut(late.graph.statements(since: early.graph))
            #expect(settled(replayed) == settled(late), "seed \(seed &+ number)")
        }
    }

    @Test func `what was taken away is taken away again`() throws {
        var early = Session()
        try early.run(
            script: """
                add county a (code: "1", source: "d" 1..2); add county b; add industry i;
                link county a develops industry i (note: "x", source: "d" 3); link county b develops industry i
                """)
        early.fold()
        var late = early
        try late.run(
            script: """
                set county a (code: none, source: none); set link county a develops industry i (note: none);
                remove link county b develops industry i; link county b develops industry i (note: "y");
                remove county b; add county b (name: "乙"); link county b develops industry i; kind school (pupils: number);
                relation visits from school to county; add school s (pupils: 3); link school s visits county a
                """)
        var replayed = early
        try replayed.carryOut(late.graph.statements(since: early.graph))
        #expect(settled(replayed) == settled(late))
    }
}
