import Diagnostics
import Render
import Text

extension Prompt {
    /// `.set`, `.set NAME`, `.set NAME VALUE`
    mutating func settings(_ argument: String, _ reader: inout some (PromptReader & ~Copyable)) {
        if setVariable(argument) { return }
        let words = argument.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
        guard let word = words.first else { return say(listing(Setting.allCases)) }
        guard let setting = Setting(rawValue: word.lowercased()) else {
            let near = nearest(to: word, among: Setting.allCases.map(\.rawValue)).first
            return complain(
                Message("there is no setting \(visible(word))", "没有 \(visible(word)) 这项设置"),
                hint: near.map { Message("did you mean \($0)?", "是不是 \($0)？") }
                    ?? Message(".set lists them", ".set 列出全部"))
        }
        change(setting, to: words.count > 1 ? words[1] : "", &reader)
    }

    private func listing(_ settings: [Setting]) -> String {
        let values = settings.map { cut(visible(value(of: $0)), to: 30) }
        let width = values.reduce(9) { max($0, widthInCells(of: $1)) }
        return zip(settings, values).map { setting, value in
            // The formats are many, and .format lists them.
            let words = setting.words.isEmpty || setting == .format ? "" : " (\(setting.words.joined(separator: " ")))"
            return padded(setting.rawValue, to: 11) + padded(value, to: width + 1)
                + setting.purpose.text(in: language) + words
        }.joined(separator: "\n")
    }

    private func value(of setting: Setting) -> String {
        let display = runner.printer.display
        func word(_ isOn: Bool) -> String { isOn ? "on" : "off" }
        switch setting {
        case .format: return runner.printer.format.rawValue
        case .lang: return language.rawValue
        case .maxrows: return "\(display.mostRows)"
        case .maxwidth: return "\(display.mostCells)"
        case .pager: return display.paging.rawValue
        case .numbers: return word(display.numbersRows)
        case .timer: return showsTime ? "on" : display.showsTime ? "auto" : "off"
        case .color: return word(runner.printer.usesColour)
        case .palette: return display.isLight ? "light" : "dark"
        case .ascii: return word(runner.printer.isASCII)
        case .ambiguous: return display.ambiguousWide ? "2" : "1"
        case .bom: return word(runner.printer.writesByteOrderMark)
        case .guard: return word(runner.printer.guardsFormulas)
        case .corpus: return corpus?.folder ?? "-"
        }
    }

    /// Sets it; without a value, tells what it is.
    mutating func change(_ setting: Setting, to value: String, _ reader: inout some (PromptReader & ~Copyable)) {
        if value.isEmpty { return say(listing([setting])) }
        let word = value.lowercased()
        if setting != .format, !setting.words.isEmpty, !setting.words.contains(word) {
            let words = setting.words.joined(separator: ", ")
            return complain(Message("\(setting.rawValue) takes \(words)", "\(setting.rawValue) 可取 \(words)"))
        }
        switch setting {
        case .format: setFormat(value)
        case .lang: setLanguage(word, &reader)
        case .maxrows: setNumber(value, of: setting) { $0.runner.printer.display.mostRows = $1 }
        case .maxwidth: setNumber(value, of: setting) { $0.runner.printer.display.mostCells = $1 }
        case .pager: runner.printer.display.paging = Display.Paging(rawValue: word) ?? .auto
        case .numbers: runner.printer.display.numbersRows = word == "on"
        case .timer: setTimer(word)
        case .color: runner.printer.usesColour = word == "on"
        case .palette: runner.printer.display.isLight = word == "light"
        case .ascii: runner.printer.isASCII = word == "on"
        case .ambiguous: runner.printer.display.ambiguousWide = word == "2"
        case .bom: runner.printer.writesByteOrderMark = word == "on"
        case .guard: runner.printer.guardsFormulas = word == "on"
        case .corpus: setCorpus(FileNames.expandingHome(value))
        }
    }

    private mutating func setNumber(_ text: String, of setting: Setting, _ body: (inout Prompt, Int) -> Void) {
        guard let number = Int(text), number >= 0 else {
            return complain(
                Message("\(setting.rawValue) takes a whole number, 0 or more", "\(setting.rawValue) 取不小于 0 的整数"))
        }
        body(&self, number)
    }

    /// `.timer` alone turns it on, and off again.
    mutating func setTimer(_ word: String) {
        guard ["", "on", "off", "auto"].contains(word) else {
            return complain(Message(".timer takes on, auto or off", ".timer 可带 on、auto、off"))
        }
        showsTime = word.isEmpty ? !showsTime : word == "on"
        runner.showsTime = showsTime
        runner.printer.display.showsTime = word != "off"
    }

    // MARK: Files

    /// `.output FILE`, and `.output` to have answers on the screen again.
    mutating func setOutput(_ argument: String) {
        endOutput()
        if !argument.isEmpty { begin(argument, isForOne: false) }
    }

    mutating func setOutputOnce(_ argument: String) {
        if argument.isEmpty { return complain(Message(".once needs a file", ".once 要带文件名")) }
        endOutput()
        begin(argument, isForOne: true)
    }

    private mutating func begin(_ argument: String, isForOne: Bool) {
        var path = argument
        var wantsMark = runner.printer.writesByteOrderMark
        if path.hasPrefix("--bom ") {
            path = String(path.dropFirst(6).drop { $0 == " " })
            wantsMark = true
        }
        do throws(OutputError) {
            let file = try OutputFile(FileNames.expandingHome(path), isForOne: isForOne)
            file.owesByteOrderMark = wantsMark
            runner.printer.file = file
        } catch {
            var diagnostic = error.diagnostic
            diagnostic.message = Message(
                "\(visible(path)): \(diagnostic.message.english)", "\(visible(path))：\(diagnostic.message.chinese)")
            complain(diagnostic)
        }
    }

    /// Closes the file that answers go to. Of `.once` without an answer nothing is left.
    mutating func endOutput() {
        guard let file = runner.printer.file else { return }
        runner.printer.file = nil
        if file.isForOne { return file.discard() }
        do throws(OutputError) { try file.finish() } catch {
            var diagnostic = error.diagnostic
            diagnostic.hints.append(file.remains)
            complain(diagnostic)
        }
    }

    mutating func showLast() {
        if runner.lastAnswer == nil { return complain(Message("there is no answer yet", "还没有结果")) }
        runner.showLastWhole()
    }
}
