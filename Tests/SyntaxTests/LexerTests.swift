import Text
import Testing

@testable import Syntax

/// The tokens of a text, one word each.
private func tokens(_ text: String) -> [String] { tokens(Array(text.utf8)) }

private func tokens(_ bytes: [UInt8]) -> [String] {
    var lexer = Lexer(bytes)
    var found: [String] = []
    while true {
        let token = lexer.next()
        switch token.kind {
        case .word(let text, let keyword): found.append(keyword == nil ? text : text + "!")
        case .number(let numeral): found.append("\(decimalText(numeral.value))|\(numeral.suffix)")
        case .date(let date): found.append("date \(date)")
        case .text(let text): found.append("“\(text)”")
        case .pattern(let text): found.append("/\(text)/")
        case .symbol(let symbol): found.append(symbol.rawValue)
        case .invalid(let error): found.append("? \(error.range)")
        case .end: return found
        }
    }
}

@Suite struct `Cutting a text into tokens` {
    @Test func `full-width signs, letters and digits are their ASCII twins`() {
        #expect(tokens("；，：（）［］｛｝．＠＄、＝＞＜＋－＊") == tokens(";,:()[]{}.@$,=><+-*"))
        #expect(tokens("≥ ≤ ≠ → ！＝ ！～ ～～ ＞＝") == [">=", "<=", "!=", "->", "!=", "!~", "~~", ">="])
        #expect(tokens("ｆｉｎｄ　Ａ１【２０２４】") == ["find!", "A1", "[", "2024|", "]"])
    }

    @Test func `a run of Han characters is one word`() {
        #expect(tokens("无为 从化 查找提案") == ["无为", "从化", "查找提案"])
        #expect(tokens("《规划》 晋政发〔2024〕3号 提案者2") == ["《规划》", "晋政发〔2024〕3号", "提案者2"])
    }

    @Test func `keywords have any case`() { #expect(tokens("FIND Where 查找") == ["FIND!", "Where!", "查找!"]) }

    @Test func `numbers keep what is written right behind them`() {
        #expect(
            tokens("1000 1.5 1.5万人 90% 90％ 5‰ 40万平方米 １．５亿元 5G 3D打印 20℃ 30㎡") == [
                "1000|", "1.5|", "1.5|万人", "90|%", "90|%", "5|‰", "40|万平方米", "1.5|亿元", "5|G", "3|D打印", "20|℃", "30|㎡",
            ])
        #expect(tokens("12场(次)") == ["12|场(次)"])
        #expect(tokens("2023..2025 {1..} ..3") == ["2023|", "..", "2025|", "{", "1|", "..", "}", "..", "3|"])
    }

    @Test func `dates are years with two-digit months and days`() {
        #expect(
            tokens("2025-11 2025-11-03 2025年 2025年11月 2025年11月3日 2025年11月3号") == [
                "date 2025-11", "date 2025-11-03", "date 2025", "date 2025-11", "date 2025-11-03", "date 2025-11-03",
            ])
        #expect(
            tokens("2025 - 11 2025-1 2023-2025 5年") == [
                "2025|", "-", "11|", "2025|", "-", "1|", "2023|", "-", "2025|", "5|年",
            ])
        #expect(tokens("2025-13 2025年2月30日") == ["? 0..<7", "? 8..<24"])
    }

    @Test func `a quote closes with its twin`() {
        #expect(tokens("\"a\" “b” ‘c’ 「d」 『e』 'f' ＂g＂") == ["“a”", "“b”", "“c”", "“d”", "“e”", "“f”", "“g”"])
        #expect(tokens("“a \"b\" ‘c’” \"d “e” f\"") == ["“a \"b\" ‘c’”", "“d “e” f”"])
        #expect(tokens("“a\" 且 “b”") == ["“a”", "且!", "“b”"])
        #expect(tokens("“a\nb” \"c\nd\"") == ["“a\nb”", "“c\nd”"])
    }

    @Test func `only ASCII quotes have escapes`() {
        #expect(tokens(#""a\"b\\\n\u{4e2d}" “a\n”"#) == ["“a\"b\\\n中”", "“a\\n”"])
        #expect(tokens(#""a\qb""#) == ["? 2..<4"])
    }

    @Test func `an open quote ends with its line`() {
        #expect(tokens("\"a\nfind") == ["? 0..<1", "find!"])
        #expect(tokens("“a\nfind “b”") == ["? 0..<3", "find!", "“b”"])
    }

    @Test func `a slash opens a regular expression behind a tilde only`() {
        #expect(tokens("a ~ /b\\/c/ / d !~ ／e／ ~~ / f") == ["a", "~", "/b/c/", "/", "d", "!~", "/e/", "~~", "/", "f"])
    }

    @Test func `comments, a mark at the start and odd spaces are skipped`() {
        #expect(tokens("\u{FEFF}a # b\r\n\tc ＃ d\u{2028}\u{3000}e") == ["a", "c"])
        #expect(tokens("a\u{3000}\u{A0}\u{200B}b\r\nc") == ["a", "b", "c"])
    }

    @Test func `control characters and wrong bytes are one error each`() {
        #expect(tokens([0x61, 0x00, 0x62]) == ["a", "? 1..<2", "b"])
        #expect(tokens([0xC4, 0xE3, 0xBA, 0xC3, 0x20, 0x61]) == ["? 0..<4", "a"])
        #expect(tokens([0x22, 0xFF, 0x22, 0x61]) == ["? 1..<2", "a"])
        #expect(tokens([0xED, 0xA0, 0x80]) == ["? 0..<3"])
        #expect(tokens("§") == ["? 0..<2"])
    }
}
