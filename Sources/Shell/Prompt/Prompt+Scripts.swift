import Diagnostics
import Query
import Text

/// Scripts: statements, and between them commands in lines that begin with a dot.
///
///     find counties where no develops
///     .assert empty
///
/// Only a dot in a line's first column begins a command, so that a path may go on in an indented line.
extension Prompt {
    /// Runs a whole text.
    mutating func runScript(_ source: SourceText, _ reader: inout some (PromptReader & ~Copyable)) {
        _ = runScript(source, from: 0, isWhole: true, &reader)
    }

    /// Runs what is surely whole of a text, from an offset on; the offset of what is left comes back.
    mutating func runScript(
        _ source: SourceText, from start: Int, isWhole: Bool, _ reader: inout some (PromptReader & ~Copyable)
    ) -> Int {
        var done = start
        while runner.canGoOn, !isLeaving {
            switch runner.run(source, from: done, isWhole: isWhole) {
            case .end: return source.bytes.count
            case .unfinished(let offset): return offset
            case .command(let range):
                let text = String(decoding: source.bytes[range], as: UTF8.self)
                let before = place
                place = (source, range)
                if runner.echoes, DotCommand(word: DotCommand.split(text).word) != .echo {
                    runner.printer.remark(maskingCredentials(text) + "\n")
                }
                if carryOutCommand(text, &reader) { isLeaving = true }
                place = before
                done = range.upperBound
            }
        }
        return done
    }

    /// A command that works with what a person sees or types says so in a script.
    mutating func needsPerson(_ command: DotCommand) -> Bool {
        guard !runner.printer.isAtPrompt, [.edit, .history, .tutorial].contains(command) else { return false }
        complain(Message(".\(command.rawValue) is for the prompt", ".\(command.rawValue) 只用于提示符下"))
        return true
    }

    /// Scripts that read scripts, at most so deep: more is a circle.
    private static let deepestReading = 32

    /// `.read FILE`: in a script relative to its folder, as `load` is.
    mutating func readFile(_ path: String, _ reader: inout some (PromptReader & ~Copyable)) {
        if path.isEmpty { return complain(Message(".read needs a file", ".read 要带文件名")) }
        guard readingDepth < Prompt.deepestReading else {
            return complain(Message("scripts read each other in a circle", "脚本循环读取"))
        }
        readingDepth += 1
        defer { readingDepth -= 1 }
        let file = besideScript(FileNames.expandingHome(path))
        do throws(InputError) { ask(SourceText(name: file, bytes: try readScript(file)), &reader) } catch {
            complain(error.diagnostic(at: nil), .file)
        }
    }

    /// A path as a script means it.
    func besideScript(_ path: String) -> String {
        guard let name = place?.source.name, !path.hasPrefix("/"), !Session.isServer(path),
            let slash = name.lastIndex(of: "/")
        else { return path }
        return name[...slash] + path
    }

    /// `.echo on|off`: statements before their answers, on standard error. `.echo TEXT`: a text among the answers.
    mutating func echo(_ argument: String) {
        if let isOn = isOn(argument) {
            runner.echoes = isOn
            return
        }
        do throws(PrintError) { try runner.printer.writeData(argument + "\n") } catch { runner.fail(error) }
    }

    /// `.bail on|off`: whether a script stops at its first error.
    mutating func bail(_ argument: String) {
        if argument.isEmpty { return say("bail \(runner.keepsGoing ? "off" : "on")") }
        guard let isOn = isOn(argument) else { return complain(Message(".bail takes on or off", ".bail 可带 on、off")) }
        runner.keepsGoing = !isOn
    }

    /// `on`, `off`, and what people say for them.
    func isOn(_ word: String) -> Bool? {
        switch folded(word) {
        case "on", "开": true
        case "off", "关": false
        default: nil
        }
    }
}

/// Where a script has nobody to ask.
struct NoReader: PromptReader {
    mutating func next() -> ReaderEvent { .endOfInput }
    mutating func setPrompt(_ prompt: String) {}
    mutating func setLanguage(_ phrases: EditorPhrases) {}
    mutating func remember(_ entry: String) {}
    var entries: [String] { [] }
    mutating func forget(newest count: Int?) {}
    mutating func offer(_ text: String) {}
    mutating func keeps(_ isOn: Bool) {}
}
