import Glibc
import Graph
import SQL
import Testing
import Text

@testable import Query

/// A graph in a folder of tables.
struct TableExportTests {
    private let folder = "/tmp/zhiku-export-\(UInt64.random(in: 0..<UInt64.max))"

    private func session() throws -> Session {
        var session = Session()
        try session.run(
            script: """
                add county 甲县 (code: "1", alias: ("甲", "a"), source: "plan" 3..4)
                add industry 文旅
                add proposal "p/1" (title: "低空", year: 2024)
                link county 甲县 develops industry 文旅 (confidence: 0.5)
                """)
        session.fold()
        return session
    }

    private func export(_ graph: Graph, _ layer: FileLayer = .system) throws(ExportError) -> TableExport.Report {
        try TableExport(graph, to: folder, layer: layer).run(schema: graph.schemaScript()) { try? readBytes(of: $0) }
    }

    private func text(_ name: String) -> String {
        String(decoding: (try? readBytes(of: folder + "/" + name)) ?? [], as: UTF8.self)
    }

    private func remove() {
        guard let listing = opendir(folder) else { return }
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            unlink(folder + "/" + name)
        }
        closedir(listing)
        rmdir(folder)
    }

    @Test func `an export has scripts and rows, and the next one writes only what changed`() throws {
        defer { remove() }
        var session = try session()
        let first = try export(session.graph)
        #expect(first.kept.isEmpty && first.written.contains("node_county"))
        #expect(text("node_county.copy").contains("甲县"))
        #expect(text("zk_fact.copy").contains("kind county"))
        #expect(text("load.sql").contains("\\copy \"edge_develops\""))
        #expect(text("schema.sql").contains("CREATE TABLE \"node_county\""))
        #expect(try export(session.graph).written.isEmpty)
        try session.run(script: "set proposal \"p/1\" (year: 2025)")
        let second = try export(session.graph)
        #expect(second.written == ["node_proposal"])
        #expect(text("refresh.sql").contains("DELETE FROM \"node_proposal\";"))
        #expect(!text("refresh.sql").contains("node_county"))
        #expect(text("node_proposal.copy").contains("2025"))
    }

    @Test func `a file that was cut is written again`() throws {
        defer { remove() }
        let graph = try session().graph
        _ = try export(graph)
        truncate(folder + "/node_county.copy", 3)
        #expect(try export(graph).written == ["node_county"])
        #expect(text("node_county.copy").contains("甲县"))
    }

    @Test func `an export that a full disk stopped goes on where it was`() throws {
        defer { remove() }
        let graph = try session().graph
        let whole = try export(graph).written.count
        remove()
        var step = 1
        var isDone = false
        while !isDone {
            let disk = FaultyDisk(.fails, at: step, errno: ENOSPC)
            do throws(ExportError) {
                _ = try export(graph, disk.layer)
                isDone = disk.steps < step
            } catch {
                guard case .system(_, ENOSPC, _) = error else {
                    Issue.record("\(error)")
                    return
                }
            }
            let report = try export(graph)
            #expect(report.written.count + report.kept.count == whole)
            #expect(text("node_county.copy").contains("甲县") && text("load.sql").contains("COMMIT"))
            #expect(!isThere(folder + "/node_county.copy.part"))
            remove()
            step += 17
        }
        #expect(step > 200)
    }

    @Test func `an export that is stopped says so`() throws {
        defer { remove() }
        let export = TableExport(try session().graph, to: folder, isCancelled: { true })
        #expect(throws: ExportError.self) { try export.run(schema: "") { _ in nil } }
    }
}
