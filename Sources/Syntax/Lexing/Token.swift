import Text

/// A piece of text that means something by itself.
struct Token: Sendable {
    /// What is long and rare stands elsewhere, so that a token is small to copy.
    enum Kind: Sendable {
        /// `proposals`, `查找`, `无为`, `〔2024〕`: with full-width letters and digits made ASCII
        case word(String, Keyword?)
        /// `1000`, `1.5万人`, `90%`, `5G`
        indirect case number(Numeral)
        /// `2025-11`, `2025年11月3日`
        case date(PartialDate)
        /// `"低空经济"`, `“低空经济”`, `「低空经济」`
        case text(String)
        /// `/低空(经济|产业)/` after `~`
        case pattern(String)
        /// `->`, `≥`
        case symbol(Symbol)
        /// What is no token; the error is thrown where the parser gets to it.
        indirect case invalid(SyntaxError)
        /// The end of the text.
        case end
    }

    var kind: Kind
    var range: Range<Int>
    /// No other token stands before it in its line.
    var startsLine: Bool

    var keyword: Keyword? {
        if case .word(_, let keyword) = kind { keyword } else { nil }
    }

    var isEnd: Bool {
        if case .end = kind { true } else { false }
    }

    func isSymbol(_ symbol: Symbol) -> Bool {
        if case .symbol(symbol) = kind { true } else { false }
    }
}

/// Digits with what is written right behind them: `1.5万人` is 1.5 and 万人.
struct Numeral: Sendable, Equatable {
    /// `1.5万人`
    var text: String
    var value: Double
    /// `万人`; empty for a plain number.
    var suffix: String

    /// The number, if it is written without point and suffix and is small enough to count with.
    var whole: Int? { suffix.isEmpty ? Int(text) : nil }
}

/// A sign, whatever its width: `(` is `（` as well.
package enum Symbol: String, Sendable, CaseIterable {
    case openRound = "(", closeRound = ")", openSquare = "[", closeSquare = "]", openCurly = "{", closeCurly = "}"
    case comma = ",", semicolon = ";", colon = ":", dot = ".", range = "..", at = "@", dollar = "$"
    case equal = "=", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case contains = "~", notContains = "!~", fuzzy = "~~", arrow = "->"
    case plus = "+", minus = "-", times = "*", divided = "/"
    // Signs of other languages, which are tokens so that an error can name zhiku's.
    case doubleEqual = "==", lessGreater = "<>", doubleAmpersand = "&&", doubleBar = "||", regexEqual = "=~"
    case ampersand = "&", bar = "|", exclamation = "!", percent = "%", question = "?", backtick = "`", caret = "^",
        backslash = "\\"
}
