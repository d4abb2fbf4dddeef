import Diagnostics
import Execution
import Graph
import Ingest
import Plan
import Syntax
import Text

extension Session {
    /// More changes than this are worked into a new base, as after `load`.
    private static let changesWorthFolding = 10_000

    /// `ingest "report.pdf"`: all that the documents say, or nothing if none can be read. A path is relative to the file that
    /// says `ingest`.
    mutating func ingest(_ path: Name, _ source: SourceText) throws(StatementError) -> Answer {
        let report = try ingest([resolved(path.text, from: source)], at: path.range)
        if let failure = report.failures.first, report.failures.count == 1, report.entries.isEmpty {
            throw .file(.document(failure.error, path: failure.path), at: path.range)
        }
        troubles =
            report.failures.map { $0.error.diagnostic(path: $0.path) } + report.conflicts.map(\.note)
            + report.leftOut.map(\.note)
        return Session.answer(report, graph)
    }

    /// `zhiku ingest`: reads documents into the graph; those that can't be read are in the report, and the others are read all the
    /// same. In a workspace they are one change.
    ///
    /// - Parameter progress: told how many of how many documents are done.
    /// - Throws: `Failure`; the session is then as it was.
    package mutating func ingest(
        _ paths: [String], progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) throws(Failure) -> IngestReport {
        if let refusal = refusalToChange { throw refusal.failure(folder: path ?? "") }
        let report: IngestReport
        do throws(StatementError) { report = try ingest(paths, at: 0..<0, progress) } catch {
            var failure = error.failure(in: .nowhere, graph.schema)
            failure.diagnostic.range = nil
            throw failure
        }
        try keepChanges(titled: "ingest " + paths.map(quotedText).joined(separator: ", "), at: nil, in: .nowhere)
        return report
    }

    private mutating func ingest(
        _ paths: [String], at range: Range<Int>, _ progress: (Int, Int) -> Void = { _, _ in }
    ) throws(StatementError) -> IngestReport {
        var draft = self
        let isForJournal = workspace != nil && DocumentPaths(paths).size < leastForSnapshot
        let ingestion: Ingestion
        do throws(IngestError) {
            var reading = try Ingestion(into: graph, limits: documentLimits, isCancelled: isCancelled)
            try reading.read(paths, progress: progress)
            ingestion = reading
        } catch {
            switch error {
            case .cancelled: throw .execution(.cancelled)
            case .graph(let error): throw .binding(.graph(error, at: range))
            }
        }
        let result = ingestion.graph
        // A folder without documents changes nothing, not even what kinds there are.
        if result.changeCount != graph.changeCount, !ingestion.report.entries.isEmpty {
            if isForJournal {
                try draft.carryOut(result.statements(since: graph))
            } else {
                draft.graph = result
            }
            draft.hasUnsavedChanges = true
            if !isForJournal { draft.noteForSnapshot("ingest " + paths.map(quotedText).joined(separator: "; ingest ")) }
        }
        if !keepsNumbers, draft.graph.changeCount > Session.changesWorthFolding { try draft.foldUnlessCancelled() }
        self = draft
        return ingestion.report
    }

    /// A row for each document: how it was read, and how much was found.
    private static func answer(_ report: IngestReport, _ graph: Graph) -> Answer {
        let columns = BoundColumn.ofGivenRows([
            "document": "文件", "genre": "体裁", "outcome": "结果", "nodes": "结点", "relations": "关系", "uncertain": "存疑",
            "trouble": "问题",
        ])
        return Answer(
            columns: columns, rows: rows(report, .english), chineseRows: rows(report, .chinese), graph: graph)
    }

    private static func rows(_ report: IngestReport, _ language: Language) -> [[Value]] {
        let failed = report.failures.map { failure -> [Value] in
            let words = failure.error.diagnostic(path: failure.path).message.text(in: language)
            return [
                .missing, .missing, .text(language == .chinese ? "未读" : "failed"), .missing, .missing, .missing,
                .text(words),
            ]
        }
        return report.entries.map { $0.cells(chinese: language == .chinese) } + failed
    }
}

extension GraphMerge.Conflict {
    /// What a person wrote down and what a document says.
    package var note: Diagnostic {
        Diagnostic(
            Message(
                "\(source): \(kind) \(node) \(property) is “\(curated)” by hand and “\(found)” here",
                "\(source)：\(kind) \(node) 的 \(property) 人工作“\(curated)”，此处作“\(found)”"), at: nil,
            severity: .note)
    }
}

extension GraphMerge.LeftOut {
    /// What stays out of a document, since somebody removed it: the first few, and how many.
    package var note: Diagnostic {
        let named = facts.prefix(3)
        let more = facts.count - named.count
        return Diagnostic(
            Message(
                "\(document): still removed: \(named.joined(separator: "; "))" + (more > 0 ? " and \(more) more" : ""),
                "\(document)：仍不收入此前删去的 \(named.joined(separator: "；"))" + (more > 0 ? " 等 \(facts.count) 项" : "")),
            at: nil, severity: .note)
    }
}

extension IngestReport.Entry {
    fileprivate func cells(chinese: Bool) -> [Value] {
        let words: (String, String) =
            switch outcome {
            case .added: ("added", "新增")
            case .unchanged: ("unchanged", "未变")
            case .replaced: ("replaced", "更新")
            }
        let nodes = counts.reduce(0) { $0 + ($1.isRelation ? 0 : $1.count) }
        let edges = counts.reduce(0) { $0 + ($1.isRelation ? $1.count : 0) }
        let uncertain = counts.reduce(0) { $0 + $1.uncertain }
        return [.text(document), .text(genre), .text(chinese ? words.1 : words.0)]
            + [nodes, edges, uncertain].map { .number(Double($0)) } + [.missing]
    }
}
