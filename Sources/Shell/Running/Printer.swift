import Diagnostics
import Execution
import Graph
import Plan
import Query
import Render
import Text

/// What an answer is of: what it was looked for in it, and when it was asked.
struct Asked: Sendable {
    var hits = Hits()
    var start = Moment.now
}

/// Prints answers to standard output, or to the file of `.output`, and words to standard error.
struct Printer {
    var format: Format
    var language: Language
    var isASCII: Bool
    var writesByteOrderMark: Bool { didSet { owesByteOrderMark = writesByteOrderMark } }
    /// Whether spreadsheets get guarded cells.
    var guardsFormulas = false
    /// Whether standard output is a terminal.
    let isOnTerminal: Bool
    var usesColour: Bool
    var display = Display()
    /// Whether the person asked for the format; a chart to a pipe is drawn unless she did.
    var isFormatChosen = false
    /// Whether a person sits at the prompt, so that a pager may open and rows can be named.
    var isAtPrompt = false
    /// Where answers go instead of standard output.
    var file: OutputFile?
    var owesByteOrderMark: Bool
    /// Whether an answer stands in standard output already.
    var hasAnswer = false

    /// Answers of at most so many rows are made whole before the first byte of them is written, so that an error in a cell
    /// leaves no half answer; longer ones are written as they are made.
    private static let wholeAnswerRows = 1 << 16

    init(format: Format, language: Language, isASCII: Bool, isOnTerminal: Bool, usesColour: Bool) {
        self.format = format
        self.language = language
        self.isASCII = isASCII
        self.isOnTerminal = isOnTerminal
        self.usesColour = usesColour
        writesByteOrderMark = false
        owesByteOrderMark = false
    }

    /// Prints an answer, in a pager if it is longer than the screen.
    ///
    /// - Parameter isWhole: Everything in it, nothing cut: for `.last`.
    /// - Throws: `PrintError`; what was written before stays.
    mutating func print(_ answer: Answer, _ asked: Asked = Asked(), isWhole: Bool = false) throws(PrintError) {
        if let file {
            var sink: any ByteSink = file
            try render(answer, to: &sink, options(.file, asked))
            if file.isForOne { try writing { () throws(OutputError) in try file.finish() } }
            if file.isForOne { self.file = nil }
            if isAtPrompt { tell(answer.rowCount, in: file) }
        } else if mayPage, effectiveFormat.isForPeople || answer.rowCount <= Printer.wholeAnswerRows,
            let command = Pager.command
        {
            try page(answer, asked, isWhole, command)
        } else {
            var sink: any ByteSink = DescriptorSink(1)
            try render(answer, to: &sink, options(isWhole ? .whole : .screen, asked))
        }
        for note in answer.notes { complain(Diagnostic(note.message, at: nil, severity: .note)) }
    }

    // MARK: Rendering

    mutating func render(
        _ answer: Answer, to sink: inout any ByteSink, _ options: RenderOptions
    ) throws(PrintError) {
        var options = options
        options.writesByteOrderMark = takeByteOrderMark()
        var answer = effectiveFormat.isForPeople && language == .chinese ? answer.inChinese : answer
        if let file, effectiveFormat == .html, !file.hasAnswer {
            // A byte order mark stands before everything.
            let mark: [UInt8] = options.writesByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
            options.writesByteOrderMark = false
            do throws(OutputError) { try sink.write(mark + Printer.pageHead) } catch { throw .output(error) }
        }
        // Markdown takes two tables in a row for one.
        if takeHasAnswer(), effectiveFormat == .markdown {
            do throws(OutputError) { try sink.write([0x0A]) } catch { throw .output(error) }
        }
        if let chart = answer.chart, drawsCharts { return try draw(chart, &answer, to: &sink, options) }
        var numbers: SourceNumbers? = answer.cites && effectiveFormat.isForPeople ? SourceNumbers() : nil
        var renderer = effectiveFormat.renderer(options, to: sink)
        let columns = answer.columns.map(column)
        if answer.rowCount <= Printer.wholeAnswerRows {
            var rows: [[Value]] = []
            while case let batch = try nextBatch(&answer, &numbers), !batch.isEmpty { rows += batch }
            ProgressLine.shared.end()
            try writing { () throws(OutputError) in
                try renderer.begin(columns: columns)
                for row in rows {
                    if options.isCancelled() { throw .cancelled }
                    try renderer.row(row)
                }
                try renderer.end(total: rows.count)
            }
        } else {
            ProgressLine.shared.end()
            try writing { () throws(OutputError) in try renderer.begin(columns: columns) }
            while case let batch = try nextBatch(&answer, &numbers), !batch.isEmpty {
                try writing { () throws(OutputError) in for row in batch { try renderer.row(row) } }
            }
            try writing { () throws(OutputError) in try renderer.end(total: answer.rowCount) }
        }
        if let numbers {
            let list = numbers.list(effectiveFormat, options: options, title: { title(of: $0, answer.graph) })
            do throws(OutputError) { try sink.write(Array(list.utf8)) } catch { throw .output(error) }
        }
    }

    /// A browser takes a file for Latin text unless it says otherwise.
    static let pageHead = Array("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n".utf8)

    /// Where an answer went that the screen doesn't show.
    private func tell(_ rows: Int, in file: OutputFile) {
        let path = visible(file.path)
        complain(
            Diagnostic(
                Message("\(rows) \(rows == 1 ? "row" : "rows") in \(path)", "\(rows) 行，在 \(path) 中"), at: nil,
                severity: .note))
    }

    /// Formats for tools have no drawing, but a pipe whose format nobody chose gets one.
    private var drawsCharts: Bool {
        effectiveFormat.draws || (file == nil && !isFormatChosen && !isOnTerminal)
    }

    private func draw(
        _ chart: BoundChart, _ answer: inout Answer, to sink: inout any ByteSink, _ options: RenderOptions
    ) throws(PrintError) {
        var rows: [[Value]] = []
        var numbers: SourceNumbers?
        while case let batch = try nextBatch(&answer, &numbers), !batch.isEmpty { rows += batch }
        ProgressLine.shared.end()
        let format: Format = effectiveFormat.draws ? effectiveFormat : isASCII ? .table : .box
        let text: String
        do throws(ChartError) {
            text = try drawnChart(
                chart.shape, columns: answer.columns.map(column), rows: rows, format: format, options: options)
        } catch { throw .chart(error, at: chart.range) }
        do throws(OutputError) { try sink.write(Array(text.utf8)) } catch { throw .output(error) }
    }

    private mutating func takeByteOrderMark() -> Bool {
        if let file {
            defer { file.owesByteOrderMark = false }
            return file.owesByteOrderMark
        }
        defer { owesByteOrderMark = false }
        return owesByteOrderMark
    }

    private mutating func takeHasAnswer() -> Bool {
        if let file {
            defer { file.hasAnswer = true }
            return file.hasAnswer
        }
        defer { hasAnswer = true }
        return hasAnswer
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
    func write(_ text: String) throws(PrintError) { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws(PrintError) {
        ProgressLine.shared.end()
        let sink = DescriptorSink(1)
        for start in stride(from: 0, to: bytes.count, by: Printer.bytesAtOnce) {
            if isAtPrompt, Interrupt.isRaised { throw .output(.cancelled) }
            let part = Array(bytes[start..<min(start + Printer.bytesAtOnce, bytes.count)])
            do throws(OutputError) { try sink.write(part) } catch { throw .output(error) }
        }
    }

    /// So little that Ctrl-C ends what is written to a slow terminal.
    private static let bytesAtOnce = 1 << 14

    /// Writes text that a statement gave, to where answers go.
    mutating func writeData(_ text: String) throws(PrintError) {
        guard let file else { return try write(isOnTerminal ? visible(text, lineBreaks: .kept) : text) }
        do throws(OutputError) {
            try file.write(Array(text.utf8))
            if file.isForOne { try file.finish() }
        } catch { throw .output(error) }
        if file.isForOne { self.file = nil }
    }

    /// Writes an error to standard error, with its place in the text that it is about.
    func complain(_ diagnostic: Diagnostic, in source: SourceText = SourceText(name: "", text: "")) {
        ProgressLine.shared.end()
        let renderer = DiagnosticRenderer(language: language, usesColour: usesColour, widthInCells: width)
        let sink = DescriptorSink(2)
        try? sink.write(Array(renderer.text(diagnostic, in: source).utf8))
    }

    /// Writes words to standard error: a question, a statement that is about to run.
    func remark(_ text: String) { try? DescriptorSink(2).write(Array(visible(text, lineBreaks: .kept).utf8)) }

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

    /// The format that the next answer is in.
    var effectiveFormat: Format {
        let format = file?.format ?? format
        return format == .box && isASCII ? .table : format
    }

    /// Cells of a line; nil where there is no terminal.
    var width: Int? { isOnTerminal ? (TerminalSize.current() ?? .usual).columns : nil }

    private func column(_ column: BoundColumn) -> Render.Column {
        Render.Column(name: column.name, displayName: language == .chinese ? column.chineseName : column.name)
    }

    var palette: Palette { !usesColour ? .plain : display.isLight ? .light : .ansi }

    /// Where an answer is shown, which decides what of it has room.
    enum Place { case screen, pager, whole, file }

    func options(_ place: Place, _ asked: Asked) -> RenderOptions {
        var options = RenderOptions(
            showsRowCount: false, wording: Wording(rawValue: language.rawValue) ?? .english,
            ambiguousWide: display.ambiguousWide)
        options.isCancelled = { Interrupt.isRaised }
        options.guardsFormulas = guardsFormulas
        if place == .file { return options }
        options.palette = palette
        options.hits = asked.hits
        guard let width else { return options }
        options.showsRowCount = true
        options.numbersRows = isAtPrompt && display.numbersRows
        if isAtPrompt, display.showsTime { options.remark = { asked.start.elapsed } }
        if place == .whole { return options }
        options.widthInCells = display.mostCells == 0 ? width : min(width, display.mostCells)
        options.rowLimit = display.mostRows == 0 ? nil : display.mostRows
        if place == .pager {
            options.rowLimit = Display.mostPagedRows
            options.mostCardLines = (TerminalSize.current() ?? .usual).rows - 2
        }
        return options
    }
}

/// Why an answer was not printed.
enum PrintError: Error {
    case output(OutputError)
    case execution(ExecutionError)
    /// Its columns are not such as the chart needs.
    case chart(ChartError, at: Range<Int>)
}
