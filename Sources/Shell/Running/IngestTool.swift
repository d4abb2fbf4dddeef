import Diagnostics
import Glibc
import Graph
import Ingest
import Query
import Render
import Text

/// `zhiku ingest FILE… -g GRAPH [--report]`: reads documents into a graph, which is written once, at the end.
struct IngestTool {
    let printer: Printer

    func run(_ options: Options) -> ExitStatus {
        ProgressLine.shared.begin(printer.language)
        defer { ProgressLine.shared.end() }
        let isCancelled: @Sendable () -> Bool = {
            ProgressLine.shared.tick()
            return Interrupt.isRaised
        }
        do throws(Failure) {
            var session = try opened(options, isCancelled)
            if let largest = options.largestDocument { session.documentLimits.longest = largest }
            let report = try session.ingest(options.scripts) { ProgressLine.shared.note($0, of: $1) }
            ProgressLine.shared.end()
            for trouble in session.troubles { printer.complain(trouble) }
            for failure in report.failures { printer.complain(failure.error.diagnostic(path: failure.path)) }
            if let graph = options.graph, session.hasUnsavedChanges { try session.save(to: graph) }
            let isJSON = options.reportsAsJSON || options.format == .json || options.format == .jsonl
            let text = IngestReportText(report, printer.language)
            try? printer.write(options.reports ? isJSON ? text.json : text.whole : text.summary)
            return report.failures.isEmpty ? .success : .statementFailed
        } catch {
            printer.complain(error)
            return error.sort == .cancelled ? .interrupted : error.sort == .file ? .usage : .statementFailed
        }
    }

    /// A file that isn't there yet is a new graph, a folder a new workspace.
    private func opened(
        _ options: Options, _ isCancelled: @escaping @Sendable () -> Bool
    ) throws(Failure) -> Session {
        var session = Session()
        if let path = options.graph, Session.isServer(path) {
            let message = Message("documents are read into a graph on this machine", "文件只能读入本机的图")
            let hint = Message("save \"postgres://…\" then puts it on a server", "再用 保存 \"postgres://…\" 存到服务器")
            throw Failure(Diagnostic(message, at: nil, hints: [hint]), in: SourceText(name: "", text: ""), .file)
        }
        let path = options.graph
        let isNewFile = path.map { access($0, F_OK) != 0 && ($0.hasSuffix(".zk") || $0.hasSuffix(".zkg")) } ?? true
        if let path, !isNewFile {
            session = try Session.opening(
                path, for: options.isForReading ? .reading : .writing, isCancelled: isCancelled)
        }
        session.isForReading = options.isForReading && path != nil
        for note in session.notes { printer.complain(Diagnostic(note, at: nil, severity: .note)) }
        session.isCancelled = isCancelled
        return session
    }
}
