import Diagnostics

extension Expectation {
    /// What was hoped for, as part of a sentence.
    var words: Message {
        switch self {
        case .statement: Message("a statement such as `find`", "语句（如“查找”）")
        case .query: Message("a query that begins with `find` or `count`", "以“查找”或“计数”开头的查询")
        case .source: Message("a kind such as `proposals`", "种类（如“提案”）")
        case .kind: Message("a kind such as `county`", "种类（如“县区”）")
        case .relation: Message("a relation such as `develops`", "关系（如“发展”）")
        case .name: Message("a name", "名称")
        case .property: Message("a property such as `name`", "属性（如“名称”）")
        case .type: Message("a type: text, number, quantity, date or name", "类型：文本、数字、数量、日期或名称")
        case .comparator: Message("a comparator: = ~ < > `in` `is`", "比较符：= ~ < > 在 是")
        case .operand: Message("a property, a relation or a constant", "属性、关系或常量")
        case .value: Message("a value such as 平遥 or 2024", "值（如 平遥 或 2024）")
        case .literal: Message("a constant such as 平遥, 2024 or 1.5万人", "常量（如 平遥、2024 或 1.5万人）")
        case .expression: Message("something to show, such as `name`", "要显示的内容（如“名称”）")
        case .unit: Message("a unit such as 公顷", "单位（如“公顷”）")
        case .presence: Message("`missing` or `present`", "“缺失”或“存在”")
        case .path: Message("a property or relation", "属性或关系")
        case .number: Message("a number", "数字")
        case .wholeNumber: Message("a whole number", "整数")
        case .fileName: Message("a file name in quotes", "引号中的文件名")
        case .nodeName: Message("an id or name such as 平遥县", "标识或名称（如“平遥县”）")
        case .further: Message("a clause, a statement or the end", "子句、语句或结尾")
        case .clause: Message("a clause such as `where`", "子句（如“其中”）")
        case .chartShape: Message("`bar`, `line`, `hist` or `tree`", "“条形图”、“折线图”、“直方图”或“树形图”")
        case .parameterName: Message("the name of a parameter", "参数名")
        case .pass: Message("a pass of the planner such as `directions`", "规划的一步（如“方向”）")
        case .keyword(let keyword):
            Message("`\(keyword.rawValue)`", "“\(keyword.row.chinese.first ?? keyword.rawValue)”")
        case .symbol(let symbol): Message("`\(symbol.rawValue)`", "“\(symbol.rawValue)”")
        }
    }
}

extension CountRule {
    var words: Message {
        switch self {
        case .limit: Message("rows are counted by a whole number, 0 or more", "行数须为不小于 0 的整数")
        case .repetition:
            Message("steps are counted by whole numbers, the smaller first: {1..3}", "步数为整数，小者在前：{1..3}")
        case .length: Message("a path has a whole number of steps", "路径步数须为整数")
        case .lines:
            Message("lines are counted from 1, the first one first: \"plan\" 64..71", "行号从 1 起，小者在前：\"plan\" 64..71")
        }
    }
}

extension Clue {
    var message: Message {
        switch self {
        case .nearest(let word): Message("did you mean `\(word)`", "是否指“\(word)”")
        case .split(let words): Message("with spaces: \(words)", "加空格：\(words)")
        case .readAsName(let word): Message("`\(word)` was read as a name here", "“\(word)”在此处被读作名称")
        case .needsQuotes: Message("a name of several words needs quotes", "含空格的名称须加引号")
        case .mixedQuotes: Message("a text that begins with \" ends with \", not with ”", "以 \" 开始的文本以 \" 结束，而不是 ”")
        case .signNeedsQuotes(let text): Message("a name with a sign needs quotes: \"\(text)\"", "含符号的名称须加引号：“\(text)”")
        case .pathAlone(let path): Message("`has \(path)` asks whether there is one", "“有 \(path)”问的是有没有")
        case .comparatorLeftOut(let path, let value):
            Message(
                "\(path) = \(value), or \(path) ~ \(value) for “contains”",
                "\(path) = \(value)；“包含”用 \(path) ~ \(value)")
        case .thousandsSeparator: Message("numbers have no thousands separator: 1000", "数字不加千位分隔符：1000")
        case .repetitionFirst:
            Message("repetition stands before brackets: part_of{1..}[county]", "重复写在方括号之前：属于{1..}[县区]")
        case .aliasesInPairs:
            Message("further names come in pairs, forward and inverse; _ for none", "其他名称成对出现，先正向后反向；没有则写 _")
        case .colonNotEqual: Message("a value is given with a colon: code: \"140728\"", "赋值用冒号：代码：“140728”")
        case .viaRelations:
            Message(
                "`via` names relations: via develops; through a node lead two paths, one to it and one from it",
                "“经由”之后是关系：经由 发展；要经过某个节点，请分两段查询：一段到它，一段从它出发")
        case .clauseWithoutQuery: Message("a clause follows a query: find counties show name", "子句跟在查询之后：查找 县区 显示 名称")
        case .joinConditions: Message("conditions are joined by `and` or `or`", "条件用“且”或“或”连接")
        case .rangeSign: Message("a range is written 2023..2025", "范围写作 2023..2025")
        }
    }
}

extension Symbol {
    /// The bracket that ends what this one begins.
    package var closing: Symbol? {
        switch self {
        case .openRound: .closeRound
        case .openSquare: .closeSquare
        case .openCurly: .closeCurly
        default: nil
        }
    }
}
