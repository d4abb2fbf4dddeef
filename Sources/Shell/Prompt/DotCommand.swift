import Diagnostics
import Execution
import Query
import Render
import Syntax
import Text

/// The commands of the shell that are no statements: read by the prompt, completion and help.
enum DotCommand: String, CaseIterable {
    case help, schema, examples, format, open, read, corpus, source, show, last, output, once, pager, maxrows, maxwidth
    case bom, set, timer, edit, history, lang, limit, quit
    case queries, run, query
    case tutorial, params, assert, echo, bail
    case undo, log, backup, reload, export

    /// What stands behind the command, for help.
    var argument: Message {
        switch self {
        case .last, .quit, .reload: Message("", "")
        case .undo, .log: Message("[N]", "[数]")
        case .backup: Message("PATH", "路径")
        case .export: Message("sql FOLDER", "sql 文件夹")
        case .examples: Message("[N]", "[序号]")
        case .tutorial: Message("[N]|hint|off", "[步]|提示|退出")
        case .params: Message("[clear [NAME]]", "[clear [名]]")
        case .assert: Message("rows = N|empty|file FILE", "rows = 数|empty|file 文件")
        case .echo: Message("on|off|TEXT", "on|off|文字")
        case .bail: Message("on|off", "on|off")
        case .output, .once: Message("FILE", "文件")
        case .pager, .maxrows, .maxwidth, .bom: setting.map { $0.values } ?? Message("", "")
        case .set: Message("[NAME [VALUE]]|$NAME VALUE", "[名 [值]]|$名 值")
        case .help: Message("[WORD]", "[词]")
        case .schema: Message("[KIND]", "[种类]")
        case .format: Message("FORMAT", "格式")
        case .open, .read: Message("FILE", "文件")
        case .corpus: Message("FOLDER", "文件夹")
        case .source, .show: Message("ROW", "行号")
        case .timer: Message("on|off", "on|off")
        case .edit: Message("[STATEMENT]", "[语句]")
        case .history: Message("[N]|on|off|clear [N]", "[N]|on|off|clear [N]")
        case .lang: Message("zh|en", "zh|en")
        case .queries: Message("[WORD]", "[词]")
        case .run: Message("NAME [$=…]", "名称 [参数=值]")
        case .query: Message("edit|save|remove NAME", "edit|save|remove 名称")
        case .limit: Message("[NAME N]", "[名 数]")
        }
    }

    var purpose: Message {
        switch self {
        case .help: Message("this list, or about a word", "本列表，或说明一个词")
        case .schema: Message("kinds, their properties and relations", "种类及其属性和关系")
        case .examples: Message("queries to try on this graph; with a number, runs one", "适合当前图的查询；带序号则执行")
        case .tutorial: Message("ten steps to learn the language", "十步入门")
        case .params: Message("the values of variables; .set $NAME VALUE gives one", "变量的值；用 .set $名 值 设置")
        case .assert: Message("an error unless the last answer is so", "上次结果不符则报错")
        case .echo: Message("tell each statement of a script; or write a text", "显示脚本中的每条语句；或写出文字")
        case .bail: Message("stop a script at its first error", "脚本遇到第一个错误即停")
        case .format: Message("how answers are shown", "结果的格式")
        case .open: Message("another graph: a .zk script, a .zkg snapshot or a folder", "打开另一个图：.zk 脚本、.zkg 快照或文件夹")
        case .read: Message("run a script", "运行脚本")
        case .corpus: Message("where the original documents are", "原文所在的文件夹")
        case .source: Message("where row ROW of the last answer stands, with the lines", "上次结果某行的出处及原文")
        case .show: Message("row ROW of the last answer, whole", "上次结果某行的全部内容")
        case .last: Message("the last answer with everything in it", "上次结果的全部，不作省略")
        case .output: Message("answers go to a file; without one, back here", "结果写入文件；不带文件名则回到屏幕")
        case .once: Message("the next answer goes to a file", "下一个结果写入文件")
        case .pager, .maxrows, .maxwidth, .bom: setting.map { $0.purpose } ?? Message("", "")
        case .set: Message("all settings, or one of them", "全部设置，或其中一项")
        case .timer: Message("tell how long each entry took", "显示每次用时")
        case .edit: Message("the last statement in $VISUAL or $EDITOR", "用 $VISUAL 或 $EDITOR 编辑上一条语句")
        case .history: Message("what was typed, or forget it", "输入历史，或清除")
        case .lang: Message("the language of messages", "提示信息的语言")
        case .limit: Message("how much a query may take", "查询的上限")
        case .quit: Message("leave (Ctrl-D)", "退出（Ctrl-D）")
        case .queries: Message("saved queries, your own with *", "保存的查询，自己的带 *")
        case .run: Message("a saved query: .run gap level=市", "运行保存的查询：.run 缺口 level=市")
        case .undo: Message("take back the last change in a workspace, or N", "撤销工作区中最近的修改，或最近几次")
        case .log: Message("who changed what and when, in a workspace", "工作区中何人何时作了何修改")
        case .backup: Message("a copy: a .zkg snapshot or a folder", "备份为 .zkg 快照或文件夹")
        case .export: Message("the graph as tables that psql loads", "把图写成 psql 可载入的数据库表")
        case .reload: Message("what another one changed in the workspace since", "读入他人此后对工作区的修改")
        case .query: Message("your own saved queries; show NAME prints one", "增改自己保存的查询；show 名称 显示内容")
        }
    }

    /// Whether a text is a dot-command and not a statement.
    static func isOne(_ text: String) -> Bool {
        text.drop { $0 == " " || $0 == "\t" }.first.map { ".。．".contains($0) } == true || dotted(text) != text
    }

    /// What people type first in any shell, with its dot: no statement is only that.
    static func dotted(_ text: String) -> String {
        let words = trimmed(text[...])
        switch String(words).lowercased() {
        case "help", "?", "\\?", "帮助": return ".help"
        case "quit", "exit", "\\q", "退出": return ".quit"
        default: break
        }
        guard words.first == "\\" else { return text }
        let name = words.dropFirst().prefix { !$0.isWhitespace }
        return backslashed[String(name)].map { $0 + words.dropFirst(1 + name.count) } ?? text
    }

    /// What psql's users type, and the command that does the same here.
    private static let backslashed = [
        "d": ".schema", "d+": ".schema", "dt": ".schema", "dt+": ".schema", "l": ".schema", "h": ".help", "i": ".read",
        "ir": ".read", "o": ".output", "e": ".edit", "s": ".history", "c": ".open", "connect": ".open",
        "timing": ".timer",
        "pset": ".set", "set": ".set", "echo": ".echo",
    ]

    /// `.history clear`
    static func forgets(_ text: String) -> Bool {
        guard isOne(text) else { return false }
        let (word, argument) = split(text)
        return DotCommand(word: word) == .history && argument.hasPrefix("clear")
    }

    /// The command's word without the dot, and what follows it.
    static func split(_ text: String) -> (word: String, argument: String) {
        let body = dotted(text).drop { $0 == " " || $0 == "\t" }.dropFirst()
        let word = body.prefix { $0 != " " && $0 != "\t" && $0 != "\n" }
        return (String(word), unquoted(trimmed(body.dropFirst(word.count))))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        func isOutside(_ character: Character) -> Bool { character.isWhitespace || ";；".contains(character) }
        var text = text.drop(while: isOutside)
        while let last = text.last, isOutside(last) { text.removeLast() }
        return text
    }

    /// A path may stand in quotes here as it must in a statement.
    private static func unquoted(_ text: Substring) -> String {
        let quotes: [Character: Character] = ["\"": "\"", "'": "'", "“": "”"]
        guard text.count > 1, let first = text.first, let last = text.last, quotes[first] == last else {
            return String(text)
        }
        return String(text.dropFirst().dropLast())
    }

    /// Its names in Chinese and in other shells.
    private static let others: [String: DotCommand] = [
        "exit": .quit, "q": .quit, "mode": .format, "tables": .schema, "h": .help, "退出": .quit, "帮助": .help,
        "模式": .schema, "撤销": .undo, "日志": .log, "备份": .backup, "转出": .export, "查询库": .queries, "运行": .run, "查询": .query,
        "例子": .examples, "示例": .examples,
        "格式": .format, "打开": .open, "读入": .read, "原文": .corpus, "语料": .corpus, "出处": .source, "显示": .show,
        "上次": .last, "输出": .output, "一次": .once, "设置": .set, "计时": .timer, "编辑": .edit, "历史": .history,
        "语言": .lang, "限制": .limit, "教程": .tutorial, "参数": .params, "变量": .params, "断言": .assert, "回显": .echo,
    ]

    /// The command of a word; also a beginning that only one command has, and a few names from other shells.
    init?(word: String) {
        let beginning = DotCommand.allCases.filter { $0.rawValue.hasPrefix(word) && !word.isEmpty }
        guard
            let command = DotCommand(rawValue: word) ?? DotCommand.others[word]
                ?? (beginning.count == 1 ? beginning.first : nil)
        else { return nil }
        self = command
    }

    /// The command that a word which is none was probably meant to be; also from its name in Chinese or in another shell.
    static func nearest(to word: String) -> String? {
        let found = Diagnostics.nearest(to: word, among: allCases.map(\.rawValue) + others.keys.sorted()).first
        return found.map { others[$0]?.rawValue ?? $0 }
    }

    /// Completes the command's word.
    static func completions(
        _ text: String, _ cursor: Int, _ session: Session, _ language: Language
    ) -> CompletionAnswer {
        let start = text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
        let typed = String(
            decoding: Array(text.utf8)[min(start + 1, text.utf8.count)..<max(start + 1, cursor)], as: UTF8.self)
        if let answer = SavedQueries.completions(text, cursor, language) { return answer }
        if typed.contains(" ") { return argumentCompletions(text, cursor, session) }
        let commands = allCases.filter { $0.rawValue.hasPrefix(typed) }
        let candidates = commands.map { command in
            let word = "." + command.rawValue
            let takesArgument = !command.argument.text(in: language).isEmpty && cursor == text.utf8.count
            return Completion(
                replacement: takesArgument && commands.count == 1 ? word + " " : word, label: word,
                note: command.purpose.text(in: language))
        }
        return CompletionAnswer(range: start..<max(start, cursor), candidates: candidates)
    }

    /// Completes what stands behind the command.
    private static func argumentCompletions(_ text: String, _ cursor: Int, _ session: Session) -> CompletionAnswer {
        let before = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
        let body = before.drop { $0 == " " || $0 == "\t" }.dropFirst()
        let word = body.prefix { $0 != " " }
        let typed = String(body.dropFirst(word.count).drop { $0 == " " })
        let words = DotCommand(word: String(word))?.arguments(typed, session) ?? []
        let ranked = words.compactMap { word in completionRank(of: word, typed: typed).map { (word, $0) } }
        // A path was looked for by its beginning already, and a word that begins so is meant before one that sounds so.
        let isPath = words.contains { $0.hasPrefix(typed) && $0.contains("/") }
        let best = ranked.map(\.1).min().map { max($0, .prefix) }
        let chosen = isPath ? words : ranked.filter { $0.1 <= best ?? .prefix }.map(\.0)
        return CompletionAnswer(
            range: cursor - typed.utf8.count..<cursor, candidates: chosen.map { Completion(replacement: $0, label: $0) }
        )
    }

    private func arguments(_ typed: String, _ session: Session) -> [String] {
        switch self {
        case .format: Format.allCases.map(\.rawValue)
        case .schema: session.graph.schema.kinds.flatMap { typed.isEmpty ? [$0.name] : [$0.name] + $0.aliases }
        case .open, .read, .corpus, .backup: FileNames.matching(typed)
        case .output, .once:
            Set(FileNames.matching(typed, endings: FileNames.answerEndings) + FileNames.withAnswerEnding(typed))
                .sorted()
        case .export: ["sql "]
        case .timer, .bail, .echo: ["on", "off"]
        case .assert: ["empty", "file", "rows"]
        case .tutorial: ["hint", "off"]
        case .params: ["clear"]
        case .set: Setting.allCases.flatMap { $0.completions(of: typed) }
        case .pager, .maxrows, .maxwidth, .bom: setting?.words ?? []
        case .history: ["clear", "off", "on"]
        case .help where !typed.isEmpty:
            Vocabulary.table.flatMap { $0.english + $0.chinese } + DotCommand.allCases.map { "." + $0.rawValue }
        case .lang: Language.allCases.map(\.rawValue)
        case .limit: Limits.Name.allCases.map(\.rawValue)
        case .help, .examples, .source, .show, .last, .edit, .quit, .queries, .run, .query, .undo, .log, .reload: []
        }
    }
}
