import Diagnostics
import Execution
import Glibc
import Graph
import Query
import Render
import Text

/// The program: from the words of the command line to the exit status.
///
/// - Parameter arguments: without the program's name.
package func runProgram(_ arguments: [String]) -> Int32 {
    keepFreedMemory()
    let hasUTF8 = forceUTF8Locale()
    Interrupt.install()
    hideCredentialsOfArguments()
    // A file that may not grow any more is an error that is told, and not the end.
    signal(SIGXFSZ, SIG_IGN)
    var program = Program(hasUTF8: hasUTF8)
    return program.run(arguments).rawValue
}

private struct Program {
    private let hasUTF8: Bool
    private var printer: Printer
    private var options = Options()

    init(hasUTF8: Bool) {
        self.hasUTF8 = hasUTF8
        let isTTY = isTerminal(1)
        printer = Printer(
            format: isTTY ? (isSwitchedOn("ACCESSIBLE") ? .line : .box) : .tsv, language: localeLanguage,
            isASCII: environment("TERM") == "dumb", isOnTerminal: isTTY, usesColour: Program.wantsColour)
    }

    /// `NO_COLOR` wins over `CLICOLOR_FORCE`, and both over what the terminal can do.
    private static var wantsColour: Bool {
        if environment("NO_COLOR")?.isEmpty == false { return false }
        return isSwitchedOn("CLICOLOR_FORCE") || (isTerminal(1) && isTerminal(2) && environment("TERM") != "dumb")
    }

    mutating func run(_ arguments: [String]) -> ExitStatus {
        do throws(UsageError) {
            options = try Options(arguments: arguments)
        } catch {
            // Wrong arguments may still say in which language.
            if let option = arguments.firstIndex(of: "--lang"), option + 1 < arguments.count {
                printer.language = Language(rawValue: arguments[option + 1]) ?? printer.language
            }
            printer.complain(error.diagnostic)
            return .usage
        }
        if let language = options.language { printer.language = language }
        if let format = options.format { printer.format = format }
        printer.isFormatChosen = options.format != nil
        printer.isASCII = printer.isASCII || options.isASCII
        printer.writesByteOrderMark = options.writesByteOrderMark
        printer.guardsFormulas = options.guardsFormulas
        if options.isSafe { printer.display.paging = .off }
        switch options.action {
        case .help: return written(usage(in: printer.language))
        case .version: return written("zhiku \(versionText)\n")
        case .completion(let shell): return written(CompletionScript(shell).text)
        case .manual(let language): return written(ManualPage(language).text)
        case .format where options.isSafe && options.writesInPlace: return refused("fmt --write")
        case .recover where options.isSafe: return refused("recover")
        case .ingest where options.isSafe: return refused("ingest")
        case .format: return ScriptTools(printer: printer).format(options.scripts, inPlace: options.writesInPlace)
        case .recover: return RecoverTool(printer: printer).run(options.scripts.first ?? "")
        case .ingest: return IngestTool(printer: printer).run(options)
        case .run, .check: return runStatements()
        }
    }

    private func written(_ text: String) -> ExitStatus {
        var runner = ScriptRunner(session: Session(), printer: printer)
        runner.write(text)
        return runner.status
    }

    private func refused(_ word: String) -> ExitStatus {
        printer.complain(
            Diagnostic(Message("`\(word)` is not allowed under --safe", "--safe 之下不允许“\(word)”"), at: nil))
        return .statementFailed
    }

    private func runStatements() -> ExitStatus {
        if options.action == .check, options.checksSources { return SourceTool(printer: printer).run(options) }
        let session: Session
        ProgressLine.shared.begin(printer.language)
        defer { ProgressLine.shared.end() }
        do throws(Failure) { session = try openedSession() } catch {
            printer.complain(error)
            return error.sort == .cancelled ? .interrupted : error.sort == .file ? .usage : .statementFailed
        }
        for note in session.notes { printer.complain(Diagnostic(note, at: nil, severity: .note)) }
        if options.action == .check {
            return ScriptTools(printer: printer).check(options.scripts, session, corpus: options.corpus)
        }
        var prompt = Prompt(session: session, printer: printer, options: options, language: printer.language)
        if options.commands.isEmpty, options.scripts.isEmpty, isTerminal(0) { return prompt.run() }
        prompt.runner.keepsGoing = options.keepsGoing
        runAll(&prompt)
        prompt.endOutput()
        prompt.runner.endTransaction()
        let runner = prompt.runner
        return runner.status == .success && options.failsWhenEmpty && runner.foundNothing
            ? .nothingFound : runner.status
    }

    private func runAll(_ prompt: inout Prompt) {
        var nobody = NoReader()
        for command in options.commands where prompt.runner.canGoOn && !prompt.isLeaving {
            run(Array(command.utf8), named: "-c", &prompt, &nobody)
        }
        for script in options.scripts where prompt.runner.canGoOn && !prompt.isLeaving {
            if script == "-" {
                prompt.runStandardInput(&nobody)
                continue
            }
            do throws(InputError) { run(try readScript(script), named: script, &prompt, &nobody) } catch {
                prompt.complain(error.diagnostic(at: nil), .file)
            }
        }
        if options.commands.isEmpty, options.scripts.isEmpty { prompt.runStandardInput(&nobody) }
    }

    private func run(_ bytes: [UInt8], named name: String, _ prompt: inout Prompt, _ nobody: inout NoReader) {
        let source = SourceText(name: name, bytes: bytes)
        let header = ScriptHeader(source)
        let before = prompt.runner.session.parameters
        if isTerminal(0), isTerminal(2) {
            guard let values = header.askedAtTerminal(before, printer) else {
                return prompt.runner.fail(Failure(ExecutionError.cancelled.diagnostic, in: source, .cancelled))
            }
            prompt.runner.session.parameters = values
        } else {
            prompt.runner.session.parameters = header.withDefaults(before)
        }
        prompt.runScript(source, &nobody)
        for parameter in header.parameters {
            prompt.runner.session.parameters[parameter.name] = before[parameter.name]
        }
    }

    private var limits: Limits {
        var limits = options.isSafe ? Limits.ofScriptsFromOthers : Limits()
        for (name, value) in options.limits { limits[name] = value }
        return limits
    }

    private func openedSession() throws(Failure) -> Session {
        let isCancelled: @Sendable () -> Bool = {
            ProgressLine.shared.tick()
            return Interrupt.isRaised
        }
        var session: Session
        if let path = options.graph {
            // What only looks needs no place of its own to write.
            let onlyLooks = options.isForReading || options.isSafe || options.action == .check
            session = try Session.opening(
                path, for: onlyLooks ? .reading : .writing, limits: limits, isCancelled: isCancelled)
        } else {
            session = Session(try SampleGraph().open())
            session.isCancelled = isCancelled
        }
        session.isSafe = options.isSafe
        session.isForReading = options.isForReading
        if let largest = options.largestDocument { session.documentLimits.longest = largest }
        session.mayReplace = options.writesInPlace
        session.limits = limits
        for (name, value) in options.parameters { session.setParameter(name, value) }
        return session
    }
}

/// Other users see the arguments of a program in the list of processes, for a moment; what stays there has stars.
private func hideCredentialsOfArguments() {
    for place in 1..<max(1, Int(CommandLine.argc)) {
        guard let argument = CommandLine.unsafeArgv[place] else { continue }
        let text = String(cString: argument)
        guard holdsCredentials(text) else { continue }
        // The masked text has as many bytes.
        for (offset, byte) in maskingCredentials(text).utf8.enumerated() where offset < strlen(argument) {
            argument[offset] = CChar(bitPattern: byte)
        }
    }
}

/// Chinese for a Chinese locale, English otherwise.
private var localeLanguage: Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment($0) }.first { !$0.isEmpty } ?? ""
    return locale.hasPrefix("zh") ? .chinese : .english
}
