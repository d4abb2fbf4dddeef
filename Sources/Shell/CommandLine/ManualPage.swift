import Diagnostics

/// zhiku(1), made of what `--help` and `.help` say, in roff's macros for manual pages.
struct ManualPage {
    private let language: Language

    init(_ language: Language) { self.language = language }

    var text: String {
        let lines =
            [".TH ZHIKU 1 \"\(versionDate)\" \"zhiku \(versionText)\" \"\(escaped(word("User commands", "用户命令")))\""]
            + name + synopsis
            + description + options + commands + files + status + seeAlso
        return lines.joined(separator: "\n") + "\n"
    }

    private func word(_ english: String, _ chinese: String) -> String { language == .chinese ? chinese : english }

    /// Text that roff prints as it stands: a dot or quote that begins a line is no macro, a dash no hyphen.
    private func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\"", with: "\\(dq")
        return plain.first.map { ".'".contains($0) } == true ? "\\&" + plain : plain
    }

    private var name: [String] {
        [".SH " + word("NAME", "名称"), "zhiku \\- " + escaped(programPurpose.text(in: language))]
    }

    private var synopsis: [String] {
        [".SH " + word("SYNOPSIS", "用法")]
            + synopses.flatMap { call, purpose in
                [
                    ".TP", ".B " + escaped(call.english.isEmpty ? "zhiku" : "zhiku " + call.text(in: language)),
                    escaped(purpose.text(in: language)),
                ]
            }
    }

    private var description: [String] {
        [
            ".SH " + word("DESCRIPTION", "说明"),
            escaped(
                word(
                    "A shell for a query language over a graph of plans, counties, units and proposals.\n"
                        + "Every fact carries its source.\nEvery word can be typed in English or in Chinese.",
                    "用简短的查询语言，查询由规划、县区、单位、产业、提案等构成的图谱。每条事实都有出处；每个词都可以用中文或英文输入。")),
            ".PP", ".nf", escaped(word("find proposals where topic ~ \"低空经济\"", "查找 提案 其中 主题 ~ “低空经济”")), ".fi",
        ]
    }

    private var options: [String] {
        [".SH " + word("OPTIONS", "选项")]
            + OptionRow.table.flatMap { row -> [String] in
                let names = ((row.short.map { [$0] } ?? []) + [row.long]).map { "\\fB\(escaped($0))\\fR" }
                let value = row.value.map { " \\fI\(escaped($0.text(in: language)))\\fR" } ?? ""
                let purpose = row.purpose.text(in: language).split(separator: "\n").map { escaped(String($0)) }
                return [".TP", names.joined(separator: ", ") + value] + purpose
            }
    }

    private var commands: [String] {
        [
            ".SH " + word("COMMANDS", "命令"),
            escaped(
                word(
                    "A line that begins with a dot is a command, at the prompt and in scripts.",
                    "以点开头的一行是命令，提示符下和脚本里都一样。")),
        ]
            + DotCommand.allCases.flatMap { command -> [String] in
                let argument = command.argument.text(in: language)
                return [
                    ".TP", "\\fB\\&.\(command.rawValue)\\fR" + (argument.isEmpty ? "" : " " + escaped(argument)),
                    escaped(command.purpose.text(in: language)),
                ]
            }
    }

    private var files: [String] {
        let rows: [(String, Message)] = [
            (
                "$XDG_CONFIG_HOME/zhiku/rc.zk",
                Message("statements and commands for every start of the shell", "每次启动时执行的语句和命令")
            ),
            ("$XDG_CONFIG_HOME/zhiku/queries", Message("saved queries, a file each", "保存的查询，每个一份文件")),
            (
                "$XDG_STATE_HOME/zhiku/history",
                Message("what was typed; ZHIKU_HISTORY names another", "输入历史；可用 ZHIKU_HISTORY 另指")
            ),
        ]
        return [".SH " + word("FILES", "文件")] + rows.flatMap { entry(".I", $0.0, $0.1) }
            + [".SH " + word("ENVIRONMENT", "环境变量")] + variables.flatMap { entry(".B", $0.0, $0.1) }
    }

    private let variables: [(String, Message)] = [
        ("ZHIKU_PAGER, PAGER", Message("the pager; empty: none", "分页程序；设为空则不用")),
        ("VISUAL, EDITOR", Message("the editor of .edit and Ctrl-X Ctrl-E", ".edit 和 Ctrl-X Ctrl-E 所用的编辑器")),
        ("NO_COLOR, CLICOLOR_FORCE", Message("no colours; colours also to a pipe", "不用颜色；管道也用颜色")),
        ("ACCESSIBLE", Message("1: lines instead of tables, nothing is drawn over", "1：逐行显示，不画表格，不重绘")),
        ("ZHIKU_SAMPLES", Message("the folder of the sample graph", "样例图所在的文件夹")),
    ]

    private func entry(_ font: String, _ head: String, _ text: Message) -> [String] {
        [".TP", "\(font) \(escaped(head))", escaped(text.text(in: language))]
    }

    private var status: [String] {
        [".SH " + word("EXIT STATUS", "退出状态")]
            + exitStatuses.flatMap { [".TP", ".B \($0.status)", escaped($0.meaning.text(in: language))] }
    }

    private var seeAlso: [String] {
        [
            ".SH " + word("SEE ALSO", "另见"),
            escaped(word("MANUAL.md, .help and .tutorial in the shell", "《手册.md》，以及提示符下的 .help 和 .tutorial")),
        ]
    }
}
