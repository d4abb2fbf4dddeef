import Diagnostics
import Graph
import Query
import Syntax
import Text

/// What `.help` and `.examples` say.
struct Help {
    let language: Language
    let graph: Graph

    /// The list of commands, or about one keyword.
    func text(about word: String) -> String {
        if word.isEmpty { return list }
        guard let keyword = Vocabulary.keyword(spelled: word) else {
            return commandHelp(word) ?? Message("no help on “\(word)”", "没有关于“\(word)”的帮助").text(in: language)
        }
        let names = (keyword.row.english + keyword.row.chinese).joined(separator: "  ")
        guard let help = KeywordHelp(keyword) else { return names }
        return "\(names)\n  \(help.purpose.text(in: language))\n  \(help.example.text(in: language))"
    }

    /// `.help format` and `.help .format`
    private func commandHelp(_ word: String) -> String? {
        DotCommand(word: String(word.drop { $0 == "." })).map(line)
    }

    private func line(_ command: DotCommand) -> String {
        padded("  .\(command.rawValue) \(command.argument.text(in: language))", to: 28)
            + command.purpose.text(in: language)
    }

    private var list: String {
        let head = Message(
            """
            find KIND where CONDITION show COLUMNS order by … limit …      a statement may go over several lines
            count KIND where …    -> RELATION    group by …    let NAME = find …    load save dump
            """,
            """
            查找 种类 其中 条件 显示 列 排序 … 前 …      语句可以分几行写
            计数 种类 其中 …    -> 关系    分组 …    令 名字 = 查找 …    载入 保存 导出
            """)
        let rest = Message(
            "  .help WORD says more of a keyword: .help group", "  .help 词 说明一个关键词，如 .help 分组")
        let keys = Message(
            "  Tab completes, Ctrl-R searches, Ctrl-_ undoes, Alt-Enter runs as it is, Ctrl-X Ctrl-E opens $EDITOR",
            "  Tab 补全，Ctrl-R 搜索历史，Ctrl-_ 撤销，Alt-回车 直接执行，Ctrl-X Ctrl-E 打开 $EDITOR")
        let lines =
            [head.text(in: language)] + DotCommand.allCases.filter { !$0.isListedBySet }.map(line)
            + [rest, keys].map { $0.text(in: language) }
        return lines.joined(separator: "\n")
    }

    var examples: String {
        let english = [
            "find proposals where topic ~ \"低空经济\"",
            "find targets where year = 2025 and value >= 100亿元 show indicator, value, source order by value desc",
            "find counties where has positioned_by show name, positioned_by@title",
        ]
        let chinese = [
            "查找 提案 其中 主题 ~ “低空经济”",
            "查找 指标 其中 年份 = 2025 且 数值 >= 100亿元 显示 指标，数值，出处 排序 数值 倒序",
            "查找 县区 其中 有 被定位 显示 名称，被定位@标题",
        ]
        return (language == .chinese ? chinese + english : english + chinese).joined(separator: "\n")
    }
}
