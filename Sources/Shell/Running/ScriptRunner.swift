import Diagnostics
import Execution
import Glibc
import Query
import Render
import Syntax
import Text

/// Carries out statements of a text one after the other and prints their answers, each before the next is read.
struct ScriptRunner {
    var session: Session
    var printer: Printer
    var keepsGoing = false
    /// Whether statements are told before their answers: `.echo on`.
    var echoes = false
    /// Whether a script tells how long each statement took: `.timer on`.
    var showsTime = false
    /// Whether some statement's answer had no rows.
    private(set) var foundNothing = false
    private(set) var status = ExitStatus.success
    /// The last answer that was printed, for `.source` and `.show`.
    private(set) var lastAnswer: Answer?
    /// What it was asked for.
    private(set) var lastAsked = Asked()

    init(session: Session, printer: Printer) {
        self.session = session
        self.printer = printer
    }

    /// Whether to go on after what has happened so far.
    var canGoOn: Bool {
        switch status {
        case .success, .nothingFound: true
        case .statementFailed: keepsGoing
        case .usage, .interrupted, .closedPipe: false
        }
    }

    /// Forgets how things went; the shell does so before each entry.
    mutating func reset() {
        status = .success
        foundNothing = false
    }

    /// Where the statements of a text ended.
    enum Stop {
        case end
        /// The last one may go on, so it is left, or one has failed.
        case unfinished(from: Int)
        /// A command of the shell is next.
        case command(Range<Int>)
    }

    /// Forgets the last answer, whose rows are of a graph that is no more.
    mutating func forgetAnswer() { lastAnswer = nil }

    /// Says, at the end of all scripts, that a transaction in a workspace was left open and that nothing of it is kept.
    mutating func endTransaction() {
        guard session.workspace != nil, session.hasUnsavedChanges, canGoOn else { return }
        let message = Message(
            "`begin` had no `commit`: none of its changes was kept", "“开始”之后没有“提交”：其间的修改均未保存")
        fail(Failure(Diagnostic(message, at: nil), in: SourceText(name: "", text: "")))
    }

    /// Runs the statements of a text from an offset on, up to the next command. Of a text that is still growing, the last
    /// statement may go on, so it is left.
    mutating func run(_ source: SourceText, from start: Int, isWhole: Bool) -> Stop {
        var parser = Parser(source, from: start)
        parser.stopsAtCommands = true
        var done = start
        while canGoOn {
            do throws(SyntaxError) {
                guard let statement = try parser.next() else {
                    guard let command = parser.command else { return .end }
                    // The line of a command may still grow.
                    return isWhole || command.upperBound < source.bytes.count
                        ? .command(command) : .unfinished(from: command.lowerBound)
                }
                if !isWhole, parser.isAtEnd, parser.command == nil { return .unfinished(from: done) }
                done = parser.nextOffset
                run(statement, source)
            } catch {
                if !isWhole, error.isIncomplete, parser.command == nil { return .unfinished(from: done) }
                fail(
                    Failure(
                        session.diagnostic(of: error, in: &parser), in: source,
                        error.isAboutEncoding ? .file : .statement))
                guard canGoOn else { break }
                parser.skipStatement()
                done = parser.nextOffset
            }
        }
        return .unfinished(from: done)
    }

    private mutating func run(_ statement: Statement, _ source: SourceText) {
        let start = Moment.now
        if echoes {
            printer.remark(maskingCredentials(String(decoding: source.bytes[statement.range], as: UTF8.self)) + "\n")
        }
        defer { if showsTime, !printer.isAtPrompt { printer.remark(start.elapsed + "\n") } }
        ProgressLine.shared.begin(printer.language)
        defer { ProgressLine.shared.end() }
        do throws(Failure) {
            switch try session.run(statement, in: source) {
            case .answer(let answer):
                lastAsked = Asked(hits: Hits(of: statement, parameters: session.environment.parameters), start: start)
                show(answer, source)
                comment(on: answer, of: statement, source)
            case .text(let text): present(text)
            case .words(let words): present(words.text(in: printer.language))
            case .done: break
            }
            for trouble in session.troubles { tell(trouble) }
        } catch {
            // An assertion isn't about an earlier answer.
            if !printer.isAtPrompt { lastAnswer = nil }
            fail(error)
        }
    }

    private mutating func show(_ answer: Answer, _ source: SourceText) {
        do throws(PrintError) {
            lastAnswer = answer
            try printer.print(answer, lastAsked)
            if answer.rowCount == 0 { foundNothing = true }
        } catch {
            fail(error, source)
        }
    }

    /// What a statement could not do though it did the rest.
    private mutating func tell(_ trouble: Diagnostic) {
        printer.complain(trouble)
        if trouble.severity == .error { status = .statementFailed }
    }

    /// For people: which condition left nothing, or what the answer may not be about.
    private func comment(on answer: Answer, of statement: Statement, _ source: SourceText) {
        guard printer.effectiveFormat.isForPeople, case .query(let query) = statement.kind,
            let note = answer.roots.isEmpty
                ? session.emptiness(of: query, in: source) : session.doubt(about: query, in: source)
        else { return }
        printer.complain(note)
    }

    mutating func write(_ text: String) {
        do throws(PrintError) { try printer.write(text) } catch { fail(error, SourceText(name: "", text: "")) }
    }

    /// Writes what a statement gave.
    private mutating func present(_ text: String) {
        do throws(PrintError) { try printer.present(text) } catch { fail(error, SourceText(name: "", text: "")) }
    }

    /// Prints the last answer with everything in it.
    mutating func showLastWhole() {
        guard let answer = lastAnswer else { return }
        do throws(PrintError) { try printer.print(answer, lastAsked, isWhole: true) } catch {
            fail(error, SourceText(name: "", text: ""))
        }
    }

    // MARK: Failing

    mutating func fail(_ error: PrintError, _ source: SourceText = SourceText(name: "", text: "")) {
        // A file for one answer has had it. After a full disk answers come back to the screen, so that no further one is lost.
        let file = printer.file
        if file?.isForOne == true { printer.file = nil }
        switch error {
        case .execution(let error): fail(session.failure(error, in: source))
        case .chart(let error, let range): fail(Failure(error.diagnostic(at: range), in: source))
        case .output(.cancelled): fail(session.failure(.cancelled, in: source))
        case .output(.closed) where file == nil: status = .closedPipe
        case .output(let error):
            var diagnostic = error.diagnostic
            if let file { diagnostic.hints.append(file.remains) }
            printer.file = nil
            printer.complain(diagnostic)
            status = .usage
        }
    }

    /// Says what went wrong and remembers the status.
    mutating func fail(_ failure: Failure) {
        printer.complain(failure)
        switch failure.sort {
        case .statement: status = .statementFailed
        case .file: status = .usage
        case .cancelled: status = .interrupted
        }
    }
}

extension SyntaxError {
    /// Whether the text is not UTF-8 at all, which makes it a file that can't be read.
    fileprivate var isAboutEncoding: Bool { if case .notUTF8 = self { true } else { false } }
}

extension OutputError {
    var diagnostic: Diagnostic {
        switch self {
        case .cancelled: ExecutionError.cancelled.diagnostic
        case .closed: Diagnostic(Message("output was closed", "输出已关闭"), at: nil)
        case .full: Diagnostic(Message("output can't be written: no space left", "无法写出：磁盘已满"), at: nil)
        case .failed(let code):
            Diagnostic(
                Message("output can't be written: \(systemMessage(code))", "无法写出：\(systemMessage(code))"), at: nil)
        }
    }
}
