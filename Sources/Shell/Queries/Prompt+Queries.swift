import Diagnostics
import Query
import Syntax
import Text

/// Saved queries at the prompt: `.queries`, `.run`, `.query edit|save|remove|show`.
extension Prompt {
    /// `.queries [WORD]`: the person's own with a star, then those of zhiku.
    func listQueries(_ word: String) {
        let queries = SavedQueries().all()
        let chosen = SavedQueries.matching(word, queries.map(\.name))
        let shown = queries.filter { chosen.contains($0.name) }
        warnOfUntrusted()
        if shown.isEmpty { return say(Message("there are no saved queries", "没有保存的查询")) }
        let width = shown.map { widthInCells(of: $0.name) }.max() ?? 0
        for query in shown {
            let parameters = query.header.parameters.map { parameter in
                "$\(parameter.name)" + (parameter.standard.map { "=\($0)" } ?? "")
            }
            let words = [query.header.description(in: language), parameters.joined(separator: " ")]
            let mark = query.isOwn ? "* " : "  "
            say(
                visible(
                    mark + padded(query.name, to: width) + "  " + words.filter { !$0.isEmpty }.joined(separator: "  ")))
        }
    }

    /// Says which of the person's own were left out.
    private func warnOfUntrusted() {
        let saved = SavedQueries()
        for (name, isOwn) in saved.names() where isOwn {
            guard let refusal = saved.refusal(of: name), let path = try? saved.ownPath(of: name) else { continue }
            runner.printer.complain(
                Diagnostic(refusal, at: nil, hints: [hintOnTrust(path)], severity: .warning))
        }
    }

    /// `.run NAME [parameter=value …]`
    mutating func runQuery(_ argument: String, _ reader: inout some (PromptReader & ~Copyable)) {
        let arguments = QueryArguments(argument)
        if arguments.name.isEmpty { return listQueries("") }
        guard let query = SavedQueries().find(arguments.name) else { return complain(unknown(arguments.name)) }
        var given = runner.session.parameters
        if let word = arguments.strayWords.first {
            return complain(UsageError.parameterWithoutValue(word).diagnostic)
        }
        for (name, value) in arguments.values {
            guard let parameter = query.header.parameters.first(where: { $0.name == name }) else {
                return complain(noParameter(name, of: query))
            }
            guard parameter.accepts(value) else { return complain(wrongValue(value, of: parameter)) }
            given[name] = value
        }
        run(query.source, query.header, given, &reader)
    }

    /// Runs a text, and asks for its parameters that have no value.
    mutating func ask(_ source: SourceText, _ reader: inout some (PromptReader & ~Copyable)) {
        run(source, ScriptHeader(source), runner.session.parameters, &reader)
    }

    /// Asks for what the person was to say, and runs the text with it.
    private mutating func run(
        _ source: SourceText, _ header: ScriptHeader, _ given: [String: String],
        _ reader: inout some (PromptReader & ~Copyable)
    ) {
        let before = runner.session.parameters
        guard let values = runner.printer.isAtPrompt ? answers(header, given, &reader) : header.withDefaults(given)
        else {
            return
        }
        runner.session.parameters = values
        runScript(source, &reader)
        // What a script sets stays; what was said for this run only goes.
        for parameter in header.parameters {
            runner.session.parameters[parameter.name] = before[parameter.name]
        }
    }

    /// nil if the person doesn't answer.
    private mutating func answers(
        _ header: ScriptHeader, _ given: [String: String], _ reader: inout some (PromptReader & ~Copyable)
    ) -> [String: String]? {
        var values = given
        for parameter in header.parameters where values[parameter.name] == nil {
            guard let answer = answer(parameter, &reader) else { return nil }
            values[parameter.name] = answer
        }
        return values
    }

    private mutating func answer(
        _ parameter: ScriptHeader.Parameter, _ reader: inout some (PromptReader & ~Copyable)
    ) -> String? {
        expectAnswer(true)
        defer { expectAnswer(false) }
        reader.setPrompt(parameter.question(in: language))
        while true {
            switch reader.next() {
            case .cancelled, .endOfInput: return nil
            case .statement(let text):
                if let value = parameter.value(of: text) { return value }
                if !text.isEmpty { complain(wrongValue(text, of: parameter)) }
            }
        }
    }

    // MARK: .query

    /// `.query edit|save|remove|show NAME`
    mutating func changeQuery(_ argument: String, _ reader: inout some (PromptReader & ~Copyable)) {
        let words = argument.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
        guard let action = words.first.flatMap({ QueryAction($0) }), words.count > 1 else {
            return complain(
                Message(".query takes edit, save, remove or show, and a name", ".query 后接 edit、save、remove 或 show，再写名称")
            )
        }
        do throws(SavedQueryError) {
            switch action {
            case .show: try showQuery(words[1])
            case .save: try saveQuery(words[1], description: words.count > 2 ? words[2] : "", &reader)
            case .remove:
                try SavedQueries().remove(words[1])
                say(Message("removed \(words[1])", "已删除 \(words[1])"))
            case .edit: try editQuery(words[1])
            }
        } catch {
            complain(error)
        }
    }

    private mutating func showQuery(_ name: String) throws(SavedQueryError) {
        guard let query = SavedQueries().find(name) else { throw unknown(name) }
        let text = visible(String(decoding: query.source.bytes, as: UTF8.self), lineBreaks: .kept)
        say(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }

    private mutating func saveQuery(
        _ name: String, description: String, _ reader: inout some (PromptReader & ~Copyable)
    ) throws(SavedQueryError) {
        guard let statement = lastQuery else {
            return complain(Message("nothing was asked yet", "还没有查询过"))
        }
        let queries = SavedQueries()
        _ = try queries.ownPath(of: name)
        if queries.names().contains(where: { $0.isOwn && $0.name == name }) {
            let question = Message("There is a query \(name). Replace it? (y/n) ", "已有查询 \(name)，替换吗？(y/n) ")
            reader.setPrompt(question.text(in: language))
            guard case .statement(let answer) = reader.next(), ["y", "yes", "是"].contains(folded(answer)) else {
                return
            }
        }
        var lines = [description.isEmpty ? "# \(name)" : "# \(description)"]
        lines += parameterNames(in: SourceText(name: "", text: statement)).map { parameter in
            let value = runner.session.parameters[parameter]
            return "# param \(parameter): text" + (value.map { " = \($0)" } ?? "")
        }
        try queries.write((lines + ["", statement, ""]).joined(separator: "\n"), as: name)
        say(Message("saved \(name); .run \(name)", "已保存 \(name)；.run \(name) 运行"))
    }

    /// Opens the person's own file; of a query that came with zhiku, a copy of it.
    private mutating func editQuery(_ name: String) throws(SavedQueryError) {
        let queries = SavedQueries()
        let found = queries.find(name)
        let name = found?.name ?? name
        if found?.isOwn != true {
            let text =
                found.map { String(decoding: $0.source.bytes, as: UTF8.self) } ?? "# \(name)\n\n\(lastQuery ?? "")\n"
            try queries.write(text, as: name)
        }
        let path = try queries.ownPath(of: name)
        do throws(ExternalEditor.Problem) { try ExternalEditor.edit(file: path) } catch { return complain(error.words) }
        guard let bytes = try? readScript(path) else { return }
        var check = ScriptCheck(runner.session)
        check.check(SourceText(name: path, bytes: bytes))
        check.finish()
        for failure in check.failures { runner.printer.complain(failure.diagnostic, in: failure.source) }
    }

    // MARK: What is wrong

    mutating func complain(_ error: SavedQueryError) { complain(error.diagnostic) }

    private func unknown(_ name: String) -> SavedQueryError {
        let saved = SavedQueries()
        if let refusal = saved.refusal(of: name), let path = try? saved.ownPath(of: name) {
            return .failed(Diagnostic(refusal, at: nil, hints: [hintOnTrust(path)]))
        }
        return .unknown(name, nearest: nearest(to: name, among: SavedQueries().names().map(\.name)).first)
    }

    private func noParameter(_ name: String, of query: SavedQuery) -> SavedQueryError {
        let names = query.header.parameters.map(\.name)
        let hint =
            nearest(to: name, among: names).first.map { Message("did you mean \($0)?", "是不是 \($0)？") }
            ?? (names.isEmpty
                ? Message("it has none", "它没有参数")
                : Message("its parameters: \(names.joined(separator: " "))", "它的参数：\(names.joined(separator: " "))"))
        return .failed(
            Diagnostic(
                Message("\(query.name) has no parameter “\(name)”", "\(query.name) 没有参数“\(name)”"), at: nil,
                hints: [hint]))
    }

    private func wrongValue(_ value: String, of parameter: ScriptHeader.Parameter) -> SavedQueryError {
        let type = parameter.type?.word ?? ""
        return .failed(
            Diagnostic(
                Message(
                    "$\(parameter.name) is a \(type), and “\(value)” is not",
                    "$\(parameter.name) 应为 \(type)，“\(value)”不是"),
                at: nil))
    }
}

/// What `.query` does with a saved query.
enum QueryAction: String, CaseIterable {
    case edit, save, remove, show

    /// By its English or its Chinese word.
    init?(_ word: String) {
        let chinese: [String: QueryAction] = ["编辑": .edit, "保存": .save, "删除": .remove, "查看": .show]
        guard let action = QueryAction(rawValue: folded(word)) ?? chinese[word] else { return nil }
        self = action
    }
}
