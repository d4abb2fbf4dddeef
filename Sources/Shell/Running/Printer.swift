import Diagnostics
import Execution
import Graph
import Plan
import Query
import Render
import Text

/// Prints answers to standard output and words to standard error.
struct Printer {
    var format: Format
    var language: Language
    var isASCII: Bool
    var writesByteOrderMark: Bool
    /// nil where output is no terminal.
    var terminalWidth: Int?
    var usesColour: Bool

    /// Answers of at most so many rows are made whole before the first byte of them is written, so that an error in a cell
    /// leaves no half answer; longer ones are written as they are made.
    private static let wholeAnswerRows = 1 << 16

    /// A byte order mark stands only before the first answer.
    ///
    /// - Throws: `PrintError`; what was written before stays.
    mutating func print(_ answer: Answer) throws(PrintError) -> Answer {
        var answer = format.isForPeople && language == .chinese ? answer.inChinese : answer
        var numbers: SourceNumbers? = answer.cites && format.isForPeople ? SourceNumbers() : nil
        var renderer = effectiveFormat.renderer(options, to: DescriptorSink(1))
        let columns = answer.columns.map(column)
        writesByteOrderMark = false
        if answer.rowCount <= Printer.wholeAnswerRows {
            var rows: [[Value]] = []
            while case let batch = try nextBatch(&answer, &numbers), !batch.isEmpty { rows += batch }
            try writing { () throws(OutputError) in try renderer.render(columns: columns, rows: rows) }
        } else {
            try writing { () throws(OutputError) in try renderer.begin(columns: columns) }
            while case let batch = try nextBatch(&answer, &numbers), !batch.isEmpty {
                try writing { () throws(OutputError) in for row in batch { try renderer.row(row) } }
            }
            try writing { () throws(OutputError) in try renderer.end(total: answer.rowCount) }
        }
        if let numbers {
            try write(numbers.list(format, options: options, title: { title(of: $0, answer.graph) }))
        }
        for note in answer.notes { complain(Diagnostic(note.message, at: nil, severity: .note)) }
        return answer
    }

    private func nextBatch(_ answer: inout Answer, _ numbers: inout SourceNumbers?) throws(PrintError) -> [[Value]] {
        let batch: [[Value]]
        do throws(ExecutionError) { batch = try answer.nextBatch() } catch { throw .execution(error) }
        guard var numbering = numbers else { return batch }
        defer { numbers = numbering }
        return batch.map { numbering.marked($0) }
    }

    /// What a document that is cited is called; nil where that says no more than its id, and of standards.
    private func title(of document: String, _ graph: Graph) -> String? {
        guard let node = graph.nodes(named: document, by: .id).first, graph.name(of: node) != document else {
            return nil
        }
        return graph.name(of: node)
    }

    private func writing(_ body: () throws(OutputError) -> Void) throws(PrintError) {
        do throws(OutputError) { try body() } catch { throw .output(error) }
    }

    /// Writes text to standard output.
    func write(_ text: String) throws(PrintError) {
        let sink = DescriptorSink(1)
        do throws(OutputError) { try sink.write(Array(text.utf8)) } catch { throw .output(error) }
    }

    /// Writes an error to standard error, with its place in the text that it is about.
    func complain(_ diagnostic: Diagnostic, in source: SourceText = SourceText(name: "", text: "")) {
        let renderer = DiagnosticRenderer(language: language, usesColour: usesColour, widthInCells: terminalWidth)
        let sink = DescriptorSink(2)
        try? sink.write(Array(renderer.text(diagnostic, in: source).utf8))
    }

    /// Writes words to standard error as they are: a question.
    func remark(_ text: String) { try? DescriptorSink(2).write(Array(text.utf8)) }

    /// Writes a failure to standard error, and what else is wrong with the file that was loaded.
    func complain(_ failure: Failure) {
        for one in [failure] + failure.further { complain(one.diagnostic, in: one.source) }
        let count = failure.omittedCount
        if count > 0 {
            let message = Message(
                "and \(count) more; `zhiku check FILE` lists them", "还有 \(count) 处；zhiku check 文件 全部列出")
            complain(Diagnostic(message, at: nil, severity: .note))
        }
    }

    /// Writes an error to standard error as one line: `samples/plan.zk:12:1: …`.
    func complainShortly(_ diagnostic: Diagnostic, in source: SourceText) {
        let renderer = DiagnosticRenderer(language: language)
        try? DescriptorSink(2).write(Array(renderer.shortText(diagnostic, in: source).utf8))
    }

    private var effectiveFormat: Format { format == .box && isASCII ? .table : format }

    private func column(_ column: BoundColumn) -> Render.Column {
        Render.Column(name: column.name, displayName: language == .chinese ? column.chineseName : column.name)
    }

    private var options: RenderOptions {
        RenderOptions(
            widthInCells: terminalWidth, rowLimit: terminalWidth == nil ? nil : RenderOptions.terminalRowLimit,
            showsRowCount: terminalWidth != nil, wording: Wording(rawValue: language.rawValue) ?? .english,
            palette: usesColour ? .ansi : .plain, writesByteOrderMark: writesByteOrderMark)
    }
}

/// Why an answer was not printed.
enum PrintError: Error {
    case output(OutputError)
    case execution(ExecutionError)
}
