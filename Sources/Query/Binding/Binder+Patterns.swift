import Diagnostics
import Plan
import Syntax
import Text

extension Binder {
    /// The pattern of `~ /低空(经济|产业)/`.
    ///
    /// - Parameter range: of the pattern with its slashes.
    func pattern(_ text: String, at range: Range<Int>) throws(BindingError) -> Pattern {
        do throws(PatternError) {
            return try Pattern(text)
        } catch {
            throw .pattern(error, at: place(of: error.range, in: range))
        }
    }

    /// A place inside of a pattern as a place in the statement: behind the slash, and one more for each `\/` before it.
    private func place(of inner: Range<Int>, in range: Range<Int>) -> Range<Int> {
        let slash = source.indices.contains(range.lowerBound) && source[range.lowerBound] == 0x2F ? 1 : 3
        var places: [Int] = []
        var place = range.lowerBound + slash
        while place < range.upperBound - slash {
            let isEscapedSlash =
                source[place] == 0x5C && source[place + 1..<range.upperBound].starts(with: slashBytes(slash))
            if isEscapedSlash { place += 1 }
            let width = !isEscapedSlash && source[place] == 0x5C ? 2 : isEscapedSlash ? slash : 1
            for offset in 0..<width { places.append(place + offset) }
            place += width
        }
        let start = inner.lowerBound < places.count ? places[inner.lowerBound] : range.upperBound - slash
        let end = inner.upperBound < places.count ? places[inner.upperBound] : range.upperBound - slash
        return start..<max(start, end)
    }

    private func slashBytes(_ width: Int) -> [UInt8] { width == 1 ? [0x2F] : [0xEF, 0xBC, 0x8F] }
}

extension PatternError {
    var range: Range<Int> {
        switch self {
        case .unclosedGroup(let range), .unopenedGroup(let range), .unclosedClass(let range), .emptyClass(let range),
            .backwardRange(let range), .nothingToRepeat(let range), .badRepetition(let range), .tooLarge(let range),
            .unknownEscape(_, let range), .unknownClass(_, let range), .unknownGroup(_, let range),
            .nestedTooDeeply(let range):
            range
        }
    }

    var message: Message {
        switch self {
        case .unclosedGroup: Message("this bracket of the pattern is never closed", "正则表达式的括号没有闭合")
        case .unopenedGroup: Message("this bracket of the pattern was never opened", "正则表达式多了一个右括号")
        case .unclosedClass: Message("this [ of the pattern is never closed", "正则表达式的 [ 没有闭合")
        case .emptyClass: Message("a class [ ] needs at least one character", "[ ] 里至少要有一个字符")
        case .backwardRange:
            Message("a range in a class goes from the smaller to the larger character", "[ ] 里的范围应从小到大")
        case .nothingToRepeat: Message("there is nothing before this sign that it could repeat", "此符号之前没有可重复的内容")
        case .badRepetition:
            Message("a repetition is {2}, {2,} or {2,5}, the smaller number first", "重复次数写作 {2}、{2,} 或 {2,5}，小者在前")
        case .unknownEscape(let text, _): Message("“\(text)” means nothing in a pattern", "正则表达式里没有“\(text)”")
        case .unknownClass(let text, _): Message("there is no class “\(text)”", "没有“\(text)”这类字符")
        case .unknownGroup(let text, _): Message("patterns have no “\(text)…)”", "正则表达式不支持“\(text)…)”")
        case .tooLarge:
            Message(
                "a pattern has at most \(Pattern.mostStates) places, repetitions written out",
                "正则表达式展开后最多 \(Pattern.mostStates) 个位置")
        case .nestedTooDeeply:
            Message(
                "brackets of a pattern nest at most \(Pattern.deepestNesting) deep",
                "正则表达式的括号最多嵌套 \(Pattern.deepestNesting) 层")
        }
    }

    var hints: [Message] {
        switch self {
        case .nothingToRepeat, .unopenedGroup, .unclosedGroup, .unclosedClass:
            [Message(#"a backslash makes a sign ordinary: \( \* \["#, #"前加反斜杠表示符号本身：\( \* \["#)]
        case .unknownEscape:
            [Message(#"there are \d \w \s \p{Han} and \D \W \S \P{Han}"#, #"可用 \d \w \s \p{Han} 及 \D \W \S \P{Han}"#)]
        case .unknownClass:
            [
                Message(
                    #"there are \p{Han}, \p{Letter}, \p{Number} and \p{Punctuation}"#,
                    #"可用 \p{汉字} \p{字母} \p{数字} \p{标点}"#)
            ]
        case .unknownGroup: [Message("( ) and (?: ) group", "分组写作 ( ) 或 (?: )")]
        case .tooLarge: [Message("a smaller count, or * and +, match more", "可减小次数，或用 * 和 +")]
        case .emptyClass, .backwardRange, .badRepetition, .nestedTooDeeply: []
        }
    }
}
