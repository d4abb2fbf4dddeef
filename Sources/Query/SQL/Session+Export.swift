import Diagnostics
import Graph
import SQL
import Syntax
import Text

extension Session {
    /// `.export sql FOLDER`
    package func export(toFolder path: String) throws(Failure) -> Message {
        do throws(StatementError) { return try export(to: Name(path, at: 0..<0)) } catch {
            var failure = error.failure(in: SourceText(name: "", text: ""))
            failure.diagnostic.range = nil
            throw failure
        }
    }

    /// `export sql "folder"`: the graph as tables, with scripts that load them.
    func export(to folder: Name) throws(StatementError) -> Message {
        if Session.isServer(folder.text) {
            do throws(ServerError) { try put(onServer: folder.text) } catch {
                throw .server(error, address: folder.text, at: folder.range)
            }
            let address = maskingCredentials(folder.text)
            return Message("the graph is in the tables of \(address)", "图已存入 \(address) 的表")
        }
        let export = TableExport(graph, to: folder.text, isCancelled: isCancelled)
        let report: TableExport.Report
        do throws(ExportError) {
            report = try export.run(schema: graph.schemaScript()) { path in try? readBytes(of: path) }
        } catch {
            throw error.statementError(at: folder.range)
        }
        let (written, kept) = (report.written.count, report.kept.count)
        let already = Message(
            kept == 0 ? "" : "; \(kept) stood there already", kept == 0 ? "" : "；另 \(kept) 个已在，未重写")
        return Message(
            "\(written) tables written to \(folder.text)", "已写 \(written) 个表到 \(folder.text)") + already
            + Message(
                "\npsql -f load.sql loads them, within that folder", "\n在该文件夹中用 psql -f load.sql 载入")
    }
}

extension Graph {
    /// The declarations of the schema as a script of the language.
    func schemaScript() -> String {
        var script = ScriptWriter()
        for kind in schema.kinds.indices { script.declare(kind, schema) }
        for relation in schema.relations { script.declare(relation, schema) }
        return script.text
    }
}

extension ExportError {
    fileprivate func statementError(at range: Range<Int>) -> StatementError {
        switch self {
        case .system(let operation, let errno, let path):
            .file(.snapshot(.system(operation: operation, errno: errno), path: path), at: range)
        case .zeroCharacter(let node): .file(.zeroCharacter(node: "\(node.kind) \(quotedText(node.id))"), at: range)
        case .cancelled: .execution(.cancelled)
        }
    }
}
