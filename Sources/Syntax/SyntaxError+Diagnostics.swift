import Diagnostics
import Text

extension SyntaxError {
    /// The error for people, in both languages.
    package var diagnostic: Diagnostic { Diagnostic(message, at: range, hints: hints) }

    private var message: Message {
        switch self {
        case .expected(let expectation, let found, _):
            let wanted = expectation.words
            if found.isEnd {
                return Message("the text ends where \(wanted.english) should stand", "文本在应有\(wanted.chinese)之处结束")
            }
            let text = SyntaxError.shortened(found.text)
            return Message("expected \(wanted.english) instead of “\(text)”", "“\(text)”处应为\(wanted.chinese)")
        case .unclosed(.quote(let quote), _):
            return Message(
                "a text that begins with \(quote.rawValue) ends with \(quote.closing)",
                "以 \(quote.rawValue) 开始的文本须以 \(quote.closing) 结束")
        case .mixedQuotes:
            return Message("a text that begins with \" ends with \"", "以 \" 开始的文本须以 \" 结束")
        case .unclosed(.pattern, _):
            return Message("a regular expression ends with / in the same line", "正则表达式须在同一行以 / 结束")
        case .unclosed(.bracket(let symbol), _):
            let closing = symbol.closing?.rawValue ?? ""
            return Message("\(symbol.rawValue) needs a closing \(closing)", "\(symbol.rawValue) 须以 \(closing) 结束")
        case .strayCharacter(let scalar, _):
            let name = SyntaxError.codePoint(scalar.value)
            return Message(
                "the sign “\(scalar)” (\(name)) has no meaning outside of quotes", "符号“\(scalar)”（\(name)）在引号之外没有意义")
        case .controlCharacter(let byte, _):
            let name = SyntaxError.codePoint(UInt32(byte))
            return Message("a text has no control characters such as \(name)", "文本中不能有 \(name) 这样的控制字符")
        case .notUTF8:
            return Message("a script is written in UTF-8", "脚本须用 UTF-8 编码")
        case .unknownEscape:
            return Message("the escapes are \\\" \\\\ \\n \\t \\r and \\u{…}", "转义只有 \\\" \\\\ \\n \\t \\r 和 \\u{…}")
        case .noSuchDate:
            return Message("the calendar has no such date", "日历上没有这一天")
        case .unknownUnit(let unit, let number, _):
            return Message("“\(unit)” in “\(number)” is not a unit", "“\(number)”中的“\(unit)”不是单位")
        case .numberTooLarge:
            return Message("a number has at most 308 digits", "数字最多 308 位")
        case .badCount(let rule, _): return rule.words
        case .foreign(let habit, _): return habit.message
        case .bracketsNeeded(let keyword, _):
            return Message(
                "beside `\(keyword.rawValue)`, a query with `order`, `top`, `limit`, `offset` or `chart` stands in brackets",
                "“\(keyword.row.chinese.first ?? keyword.rawValue)”两侧的查询若有排序、取前、限、跳过或图表，须加括号")
        case .misplacedRange:
            return Message("a range stands only after `in`, between two constants", "范围只能写在“在”（in）之后，两端为常量")
        case .nestedTooDeeply:
            return Message(
                "brackets nest at most \(Parser.deepestNesting) deep", "括号最多嵌套 \(Parser.deepestNesting) 层")
        case .tooManyTerms:
            return Message(
                "a statement has at most \(Parser.longestChain) operators", "一条语句最多有 \(Parser.longestChain) 个运算符")
        case .tooLong:
            let megabytes = Lexer.longestTokenInBytes >> 20
            return Message("a text has at most \(megabytes) MB", "一段文本最长 \(megabytes) MB")
        }
    }

    private static func codePoint(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// A long text would hide the message.
    private static func shortened(_ text: String) -> String {
        let line = text.prefix { !$0.isNewline }
        return line.count == text.count && text.count <= 40 ? text : line.prefix(40) + "…"
    }

    private var hints: [Message] {
        switch self {
        case .expected(.presence, let found, let clues) where !found.isEnd && clues.isEmpty:
            [Message("`is` asks for missing or present; `=` compares", "“是”只问缺失或存在；比较用 =")]
        case .expected(_, _, let clues): clues.map(\.message)
        case .unclosed(.quote(.curlyDouble), _): [Message("inside “…” write ‘…’ or \"…\"", "“…”之内可用‘…’或 \"…\"")]
        case .mixedQuotes: [Message("write \"…\" or “…”", "写作 \"…\" 或 “…”")]
        case .unknownEscape:
            [Message("write \\\\ for a backslash, or use “…”, which has no escapes", "反斜杠写作 \\\\，或改用没有转义的“…”")]
        case .noSuchDate(let range) where range.count == 7:
            [Message("for a subtraction put spaces around -", "若要相减，请在 - 两边加空格")]
        case .unknownUnit(let unit, let number, _): SyntaxError.unitHints(unit, number: number)
        case .bracketsNeeded(let keyword, _):
            [
                Message(
                    "(find … limit 3) \(keyword.rawValue) (find …)",
                    "(查找 … 前 3) \(keyword.row.chinese.first ?? "") (查找 …)")
            ]
        case .misplacedRange: [Message("year in 2023..2025", "年份 在 2023..2025")]
        case .tooManyTerms: [Message("any(\"a\", \"b\", …) takes as many as you like", "任一(\"甲\", \"乙\", …) 不限个数")]
        case .nestedTooDeeply:
            [Message("`let` gives a part a name: let x = find …; then `in x`", "可用“令”给其中一部分取名：令 x = 查找 …；再写“在 x”")]
        case .foreign(let habit, _): [habit.hint]
        case .notUTF8: [Message("convert it first: iconv -f GB18030 -t UTF-8", "请先转换：iconv -f GB18030 -t UTF-8")]
        case .unclosed, .strayCharacter, .controlCharacter, .noSuchDate, .numberTooLarge, .badCount,
            .tooLong:
            []
        }
    }

    private static func unitHints(_ unit: String, number: String) -> [Message] {
        if let split = WordSplitting.split(number, suffix: unit) {
            return [Message("with spaces: \(split)", "加空格：\(split)")]
        }
        if let first = unit.first, "至到—–".contains(first), unit.dropFirst().allSatisfy(\.isNumber) {
            let range = "\(number.dropLast(unit.count))..\(unit.dropFirst())"
            return [Message("a range is written \(range)", "范围写作 \(range)")]
        }
        let near = nearestUnit(to: unit).map {
            Message("did you mean \(number.dropLast(unit.count))\($0)", "是否指 \(number.dropLast(unit.count))\($0)")
        }
        return (near.map { [$0] } ?? []) + [
            Message("if it is a text, put it in quotes: \"\(number)\"", "若是文本，请加引号：“\(number)”")
        ]
    }

    /// A unit that is nearly so written or sounds so, also behind 万 and the like: 亿元 for 亿园.
    private static func nearestUnit(to unit: String) -> String? {
        // One letter is too little to go by, and 5G is no weight.
        if unit.utf8.count == 1 { return nil }
        if let near = nearest(to: unit, among: MeasureUnit.allNames).first { return near }
        for (multiplier, _) in MeasureUnit.multipliers where unit.count > multiplier.count {
            guard unit.hasPrefix(multiplier) else { continue }
            let near = nearest(to: String(unit.dropFirst(multiplier.count)), among: MeasureUnit.allNames).first
            if let near { return multiplier + near }
        }
        return nil
    }
}
