import Diagnostics
import Glibc
import Graph
import Query
import Render
import Syntax
import Text

/// The conversation at the prompt: reads an entry, carries it out, shows the answer, until the person leaves; and what a script
/// says in the same words, without anybody at a prompt.
struct Prompt {
    var runner: ScriptRunner
    var language: Language
    var corpus: Corpus?
    let options: Options
    private let delegate: PromptDelegate
    var showsTime = false
    /// Whether a script has said `.quit`.
    var isLeaving = false
    /// The command of a script that is being carried out; nil for what is typed.
    var place: (source: SourceText, range: Range<Int>)?
    var readingDepth = 0
    /// The step of `.tutorial` that the person is at; nil outside of it.
    var tutorialStep: Int?
    /// Where it was left.
    var tutorialBookmark = 0
    /// The last entry that was no command, for `.edit` and `.query save`.
    private(set) var lastQuery: String?

    init(session: Session, printer: Printer, options: Options, language: Language) {
        runner = ScriptRunner(session: session, printer: printer)
        delegate = PromptDelegate(session, language: language)
        self.options = options
        self.language = language
        corpus = options.corpus.map { Corpus(folder: $0) }
    }

    /// Runs until the person leaves; the status is that of a shell that was left.
    mutating func run() -> ExitStatus {
        runner.keepsGoing = true
        runner.printer.isAtPrompt = true
        greet()
        let editor = LibEditReader(
            prompt: promptText, continuationHint: "", colour: runner.printer.usesColour,
            historyPath: options.keepsHistory ? HistoryPlace.path : nil, delegate: delegate, phrases: phrases)
        if var editor {
            converse(&editor)
        } else {
            var plain = PlainReader(prompt: promptText, continuationPrompt: "   ...> ", delegate: delegate)
            converse(&plain)
        }
        endOutput()
        return .success
    }

    private var promptText: String { runner.session.hasUnsavedChanges ? "zhiku*> " : "zhiku> " }

    private var phrases: EditorPhrases { language == .chinese ? .chinese : .english }

    private mutating func converse(_ reader: inout some (PromptReader & ~Copyable)) {
        if options.readsConfiguration, carryOutConfiguration(&reader) { return }
        while true {
            delegate.session = runner.session
            reader.setPrompt(promptText)
            switch reader.next() {
            case .cancelled: continue
            case .endOfInput:
                if mayLeave(&reader) { return }
            case .statement(let text):
                if text.allSatisfy(\.isWhitespace) { continue }
                // Who has something forgotten doesn't want to be reminded of it, nor to count that as an entry.
                // Nor may a password stand there.
                if !DotCommand.forgets(text), !holdsCredentials(text) { reader.remember(text) }
                if carryOut(text, &reader) { return }
            }
        }
    }

    /// Says whether the person leaves.
    private mutating func carryOut(_ text: String, _ reader: inout some (PromptReader & ~Copyable)) -> Bool {
        Interrupt.clear()
        defer { Interrupt.clear() }
        runner.reset()
        let start = Moment.now
        if DotCommand.isOne(text), !text.contains(where: \.isNewline) {
            if carryOutCommand(text, &reader) { return mayLeave(&reader) }
        } else {
            lastQuery = maskingCredentials(text)
            ask(SourceText(name: "prompt", text: text), &reader)
            if isLeaving {
                isLeaving = false
                return mayLeave(&reader)
            }
            lookAtAnswer(to: text)
        }
        if showsTime { say(start.elapsed) }
        return false
    }

    // MARK: Words

    private mutating func greet() {
        let graph = runner.session.graph
        let nodes = graph.allNodes().count
        let links = graph.schema.relations.indices.reduce(0) { $0 + graph.edgeCount(of: $1) }
        let head = Message(
            "zhiku \(versionText): \(nodes) nodes, \(links) links", "zhiku（智库）\(versionText)：\(nodes) 个节点，\(links) 条关系")
        // Of a large graph on a server hardly anything is at hand.
        let server = runner.session.isPartial ? runner.session.serverName : nil
        let tips = Message(
            "Try .examples, .schema, .help; Tab completes, Ctrl-D leaves",
            "可以试 .examples、.schema、.help；Tab 补全，Ctrl-D 退出")
        say(server.map { "zhiku \(versionText): \($0)" } ?? head.text(in: language))
        say(tips.text(in: language))
        welcome()
    }

    /// Whether the next entry is an answer, which any text may be.
    func expectAnswer(_ isExpected: Bool) { delegate.isAsking = isExpected }

    /// Writes a line for the person, without anything that could steer her terminal: names of files, descriptions of queries.
    func say(_ line: String) { try? runner.printer.write(visible(line, lineBreaks: .kept) + "\n") }

    /// Writes lines for the person, in a pager if they are more than the screen has rows.
    mutating func present(_ lines: String) { try? runner.printer.present(lines + "\n", isData: false) }

    func say(_ message: Message) { say(message.text(in: language)) }

    /// Cells of a line of help, which is no wider than is good to read.
    var helpWidth: Int { min(100, max(1, runner.printer.width ?? 80)) }

    // MARK: Leaving

    /// Asks if there are changes that were not saved.
    private func mayLeave(_ reader: inout some (PromptReader & ~Copyable)) -> Bool {
        guard runner.session.hasUnsavedChanges else { return true }
        let question = Message(
            "There are changes that were not saved. Leave all the same? (y/n) ", "有未保存的修改，仍要退出吗？(y/n) ")
        reader.setPrompt(question.text(in: language))
        switch reader.next() {
        case .endOfInput: return true
        case .cancelled: return false
        case .statement(let answer): return ["y", "yes", "是", "ｙ"].contains(folded(answer))
        }
    }

    // MARK: Commands

    /// Says whether the person wants to leave.
    mutating func carryOutCommand(_ text: String, _ reader: inout some (PromptReader & ~Copyable)) -> Bool {
        let (word, argument) = DotCommand.split(text)
        guard let command = DotCommand(word: word) else {
            complain(
                Message("there is no command .\(word)", "没有 .\(word) 这个命令"), hint: DotCommand.hint(insteadOf: word))
            return false
        }
        if needsPerson(command) { return false }
        if runner.session.isSafe, command.isRefusedWhenSafe(argument) {
            complain(Message(".\(command.rawValue) is not allowed under --safe", "--safe 之下不允许 .\(command.rawValue)"))
            return false
        }
        switch command {
        case .quit: return true
        case .help:
            present(Help(language: language, graph: runner.session.graph, width: helpWidth).text(about: argument))
        case .schema:
            present(SchemaListing(graph: runner.session.graph, language: language).text(of: argument))
            if runner.session.isPartial { say(Message("(counted: what has been fetched so far)", "（数目只计已取来的）")) }
        case .examples: examples(argument, &reader)
        case .format: setFormat(argument)
        case .open: open(besideScript(FileNames.expandingHome(argument)))
        case .read: readFile(argument, &reader)
        case .corpus: setCorpus(FileNames.expandingHome(argument))
        case .source: showRow(argument, whole: false)
        case .show: showRow(argument, whole: true)
        case .last: showLast()
        case .output: setOutput(argument)
        case .once: setOutputOnce(argument)
        case .pager, .maxrows, .maxwidth, .bom: command.setting.map { change($0, to: argument, &reader) }
        case .set: settings(argument, &reader)
        case .timer: setTimer(argument)
        case .edit: edit(argument, &reader)
        case .history: history(argument, &reader)
        case .lang: setLanguage(argument, &reader)
        case .queries: listQueries(argument)
        case .run: runQuery(argument, &reader)
        case .query: changeQuery(argument, &reader)
        case .limit: setLimit(argument)
        case .assert: test(argument)
        case .echo: echo(argument)
        case .bail: bail(argument)
        case .params: parameters(argument)
        case .tutorial: tutorial(argument)
        case .undo: undo(argument)
        case .log: showLog(argument)
        case .backup: backUp(FileNames.expandingHome(argument))
        case .reload: reload()
        case .export: export(argument)
        }
        return false
    }

    mutating func complain(_ message: Message, hint: Message? = nil) {
        complain(Diagnostic(message, at: nil, hints: hint.map { [$0] } ?? []))
    }

    /// Says what is wrong with a command; in a script at its place, and the script has failed.
    mutating func complain(_ diagnostic: Diagnostic, _ sort: Failure.Sort = .statement) {
        var diagnostic = diagnostic
        diagnostic.range = place?.range
        runner.fail(Failure(diagnostic, in: place?.source ?? SourceText(name: "", text: ""), sort))
    }

    mutating func setFormat(_ word: String) {
        if word.isEmpty { return say(Format.allCases.map(\.rawValue).joined(separator: " ")) }
        do throws(UsageError) {
            let format = try Format(spelled: word)
            if let file = runner.printer.file { file.format = format } else { runner.printer.format = format }
        } catch {
            complain(error.diagnostic)
        }
    }

    mutating func setLanguage(_ word: String, _ reader: inout some (PromptReader & ~Copyable)) {
        guard let language = Language(rawValue: word) else {
            return complain(UsageError.unknownLanguage(word).diagnostic)
        }
        self.language = language
        delegate.language = language
        runner.printer.language = language
        reader.setLanguage(phrases)
    }

    mutating func setCorpus(_ folder: String) {
        if !folder.isEmpty, !FileNames.isFolder(folder) {
            return complain(Message("\(folder) is not a folder", "\(folder) 不是文件夹"))
        }
        corpus = folder.isEmpty ? nil : Corpus(folder: folder)
    }

    private mutating func open(_ path: String) {
        if path.isEmpty { return complain(Message(".open needs a file", ".open 要带文件名")) }
        if runner.session.isIn(folder: path) { return reload() }
        if runner.session.hasUnsavedChanges {
            return complain(
                Message("there are changes that were not saved", "有未保存的修改"),
                hint: Message("save \"FILE\" keeps them", "先用 保存 \"文件\""))
        }
        do throws(Failure) {
            var session = try Session.opening(
                path, for: options.isForReading ? .reading : .writing, limits: runner.session.limits,
                isCancelled: runner.session.isCancelled)
            session.isSafe = runner.session.isSafe
            session.isForReading = options.isForReading
            session.limits = runner.session.limits
            session.mayReplace = runner.session.mayReplace
            runner.session = session
            for note in session.notes { say(note) }
        } catch {
            runner.fail(error)
        }
    }

    private mutating func history(_ argument: String, _ reader: inout some (PromptReader & ~Copyable)) {
        let words = argument.split(separator: " ")
        switch (words.first ?? "", words.count > 1 ? Int(words[1]) : nil) {
        case ("", _): for entry in reader.entries.reversed() { say(entry) }
        case ("clear", let count) where words.count == 1 || count ?? -1 >= 0: reader.forget(newest: count)
        case ("off", _): reader.keeps(false)
        case ("on", _): reader.keeps(true)
        case (let word, _):
            guard let count = Int(word), count > 0, words.count == 1 else {
                return complain(
                    Message(".history takes a number, on, off or clear [N]", ".history 可带数字、on、off、clear [N]"))
            }
            for entry in reader.entries.prefix(count).reversed() { say(entry) }
        }
    }

    /// Opens a statement, the last one if none is given, in the person's editor; what comes back stands in the next line.
    private mutating func edit(_ statement: String, _ reader: inout some (PromptReader & ~Copyable)) {
        let earlier = reader.entries.first { !DotCommand.isOne($0) } ?? ""
        let text = statement.isEmpty ? lastQuery ?? earlier : statement
        do throws(ExternalEditor.Problem) {
            let edited = try ExternalEditor.edit(text)
            if !edited.isBlank { reader.offer(edited) }
        } catch {
            complain(error.words)
            if !text.isEmpty { reader.offer(text) }
        }
    }
}
