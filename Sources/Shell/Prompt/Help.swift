import Diagnostics
import Graph
import Query
import Syntax
import Text

/// What `.help` says: of the commands, and of any word of the language or of the graph.
struct Help {
    let language: Language
    let graph: Graph
    /// Cells of a line.
    let width: Int

    /// The list of commands, or about a keyword, a command, a function, a kind or a relation.
    func text(about word: String) -> String {
        if word.isEmpty { return list }
        let name = word.hasSuffix("()") || word.hasSuffix("（）") ? String(word.dropLast(2)) : word
        let wantsFunction = name.count < word.count
        let wantsCommand = word.hasPrefix(".")
        let found =
            (wantsCommand || wantsFunction ? nil : keywordHelp(name)) ?? (wantsCommand ? nil : functionHelp(name))
            ?? (wantsFunction ? nil : commandHelp(name, isSure: wantsCommand)) ?? schemaHelp(name)
        return found ?? unknown(word)
    }

    private func wrapped(_ text: String, indent: Int = 4) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { wrappedParagraph(String($0), to: width, indent: indent) }.joined(separator: "\n")
    }

    private func keywordHelp(_ word: String) -> String? {
        guard let keyword = Vocabulary.keyword(spelled: word) else { return nil }
        let names = (keyword.row.english + keyword.row.chinese).joined(separator: "  ")
        guard let help = KeywordHelp(keyword) else { return names }
        return wrapped("\(names)\n  \(help.purpose.text(in: language))\n  \(help.example.text(in: language))")
    }

    private func functionHelp(_ word: String) -> String? {
        guard
            let entry = FunctionTable.entries.first(where: { entry in
                ([entry.name] + entry.aliases).contains { folded($0) == folded(word) }
            })
        else { return nil }
        let names = ([entry.name] + entry.aliases).map { $0 + "()" }.joined(separator: "  ")
        guard let help = FunctionHelp.table[entry.name] else { return names }
        return wrapped("\(names)\n  \(help.purpose.text(in: language))\n  \(help.example.text(in: language))")
    }

    /// `.help format` and `.help .format`
    private func commandHelp(_ word: String, isSure: Bool) -> String? {
        let plain = String(word.drop { $0 == "." })
        guard let command = DotCommand(word: plain), isSure || !isSchemaName(plain) else { return nil }
        let argument = command.argument.text(in: language)
        let head = "  .\(command.rawValue)" + (argument.isEmpty ? "" : " " + argument)
        return wrapped("\(padded(head, to: 28)) \(command.purpose.text(in: language))")
    }

    private func isSchemaName(_ word: String) -> Bool {
        graph.schema.kind(named: word) != nil || !graph.schema.steps(named: word).isEmpty
    }

    private func schemaHelp(_ word: String) -> String? {
        let listing = SchemaListing(graph: graph, language: language)
        let texts = [listing.kindText(word), listing.relationText(word), listing.propertyText(word)].compactMap { $0 }
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }

    private func unknown(_ word: String) -> String {
        let schema = graph.schema
        let names =
            Vocabulary.table.flatMap { $0.english + $0.chinese } + FunctionTable.allNames
            + schema.kinds.flatMap { [$0.name] + $0.aliases }
            + schema.relations.flatMap { [$0.name] + $0.forwardAliases + $0.inverseAliases }
            + DotCommand.allCases.map { "." + $0.rawValue }
        let near = nearest(to: word, among: names).first
        let hint = near.map { Message("; did you mean \($0)?", "；是不是“\($0)”？") } ?? Message("", "")
        return Message("no help on “\(visible(word))”\(hint.english)", "没有关于“\(visible(word))”的帮助\(hint.chinese)")
            .text(in: language)
    }

    private var list: String {
        let parts = language == .chinese ? HelpList.chinese : HelpList.english
        let widest = parts.map { widthInCells(of: $0.title) }.max() ?? 0
        return parts.flatMap { part -> [String] in
            if part.title.isEmpty { return wrappedParagraph(part.items.joined(separator: "   "), to: width, indent: 2) }
            var items = part.items
            items[0] = padded(part.title, to: widest + 2) + items[0]
            return flowing(
                items, between: Message(";  ", "；").text(in: language), to: width, indent: widest + 2)
        }.joined(separator: "\n")
    }
}

/// What `.help` lists. Kept by hand, so that it fits a screen of 80 by 24; a test looks for every command.
enum HelpList {
    typealias Part = (title: String, items: [String])

    static let english: [Part] = [
        (
            "",
            [
                "find KIND where CONDITION show COLUMNS order by … limit …", "count KIND where …", "-> RELATION",
                "group by …", "let NAME = find …", "path from … to …", "chart bar",
            ]
        ),
        (
            "learn",
            [
                ".tutorial ten steps", ".examples [N] queries for this graph", ".schema [KIND] kinds and relations",
                ".help WORD a keyword, command, function(), kind or relation",
            ]
        ),
        (
            "answers",
            [
                ".show N row N whole", ".source N where it stands", ".last everything", ".format [NAME]",
                ".timer on|off", ".corpus FOLDER the original documents",
            ]
        ),
        (
            "files",
            [
                ".output FILE answers go there", ".once FILE the next one", ".open FILE another graph",
                ".read FILE a script",
            ]
        ),
        (
            "changes",
            [
                ".undo [N]", ".log [N] who changed what", ".backup PATH", ".reload what others changed",
                ".export sql FOLDER tables",
            ]
        ),
        ("queries", [".queries saved ones", ".run NAME [x=…]", ".query edit|save|remove|show NAME"]),
        ("values", [".set $NAME VALUE", ".params all of them", "$NAME in a query"]),
        ("scripts", [".assert rows = N|empty|file FILE", ".echo on|off|TEXT", ".bail on|off"]),
        (
            "shell",
            [
                ".set all settings", ".limit how much a query may enumerate", ".history", ".edit", ".lang zh|en",
                ".quit",
            ]
        ),
        (
            "keys",
            [
                "Tab completes", "Ctrl-R searches the history", "Ctrl-_ undoes", "Alt-Enter runs as it is",
                "Ctrl-X Ctrl-E opens $EDITOR", "Ctrl-C gives up", "Ctrl-D leaves",
            ]
        ),
    ]

    static let chinese: [Part] = [
        (
            "",
            [
                "查找 种类 其中 条件 显示 列 排序 … 前 …", "计数 种类 其中 …", "-> 关系", "分组 …", "令 名字 = 查找 …",
                "路径 从 … 到 …", "图表 条形图",
            ]
        ),
        (
            "入门",
            [
                ".tutorial 十步教程", ".examples [序号] 适合当前图的查询", ".schema [种类] 种类和关系",
                ".help 词 说明关键词、命令、函数()、种类或关系",
            ]
        ),
        (
            "结果",
            [
                ".show 行号 看整条", ".source 行号 看出处", ".last 看全部", ".format [格式]", ".timer on|off 计时",
                ".corpus 文件夹 原文所在",
            ]
        ),
        ("文件", [".output 文件 结果写入文件", ".once 文件 只写下一个", ".open 文件 打开另一个图", ".read 文件 运行脚本"]),
        ("修改", [".undo [数] 撤销", ".log [数] 何人何时改了什么", ".backup 路径 备份", ".reload 读入他人的修改", ".export sql 文件夹 写成表"]),
        ("查询库", [".queries 列出", ".run 名称 [参数=值]", ".query edit|save|remove|show 名称"]),
        ("变量", [".set $名 值", ".params 列出", "查询里写 $名"]),
        ("脚本", [".assert rows = 数|empty|file 文件", ".echo on|off|文字", ".bail on|off 出错即停"]),
        ("其他", [".set 全部设置", ".limit 枚举上限", ".history 历史", ".edit 用编辑器", ".lang zh|en", ".quit 退出"]),
        (
            "按键",
            [
                "Tab 补全", "Ctrl-R 搜索历史", "Ctrl-_ 撤销", "Alt-回车 直接执行", "Ctrl-X Ctrl-E 打开 $EDITOR",
                "Ctrl-C 放弃", "Ctrl-D 退出",
            ]
        ),
    ]
}
