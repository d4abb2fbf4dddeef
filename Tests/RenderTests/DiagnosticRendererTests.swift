import Diagnostics
import Testing
import Text

@Suite struct DiagnosticRendererTests {
    private let english = DiagnosticRenderer(language: .english)
    private let unknown = Message("proposal has no property or relation “topc”", "提案没有属性或关系“topc”")

    /// The range of the only `part` in the text.
    private func range(of part: String, in text: String) -> Range<Int> {
        let bytes = Array(text.utf8)
        let wanted = Array(part.utf8)
        let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? bytes.count
        return start..<start + wanted.count
    }

    private func shown(_ part: String, in text: String, _ renderer: DiagnosticRenderer? = nil) -> [String] {
        lines(
            (renderer ?? english).text(
                Diagnostic("m" as String, at: range(of: part, in: text)), in: SourceText(name: "a.zk", text: text)))
    }

    @Test func `a diagnostic shows its line, and carets below the place`() {
        let source = "# 一\n\nfind proposals where topc ~ \"低空经济\"\n"
        let diagnostic = Diagnostic(
            unknown, at: range(of: "topc", in: source), hints: [Message("did you mean topic", "是不是 topic（主题）")])
        #expect(
            english.text(diagnostic, in: SourceText(name: "gap.zk", text: source))
                == text(
                    "error: proposal has no property or relation “topc”", " --> gap.zk:3:22", "  |",
                    "3 | find proposals where topc ~ \"低空经济\"", "  |                      ^^^^",
                    "  = hint: did you mean topic"))
        #expect(
            DiagnosticRenderer(language: .chinese).text(diagnostic, in: SourceText(name: "gap.zk", text: source))
                == text(
                    "错误：提案没有属性或关系“topc”", " --> gap.zk:3:22", "  |", "3 | find proposals where topc ~ \"低空经济\"",
                    "  |                      ^^^^", "  = 提示：是不是 topic（主题）"))
        #expect(
            english.shortText(diagnostic, in: SourceText(name: "gap.zk", text: source))
                == "gap.zk:3:22: proposal has no property or relation “topc”\n")
    }

    @Test func `columns count characters, carets count cells`() {
        #expect(
            shown("主提", in: "查找 提案 其中 主提 ~ “低空经济”")[1...]
                == [" --> a.zk:1:10", "  |", "1 | 查找 提案 其中 主提 ~ “低空经济”", "  |                ^^^^"])
    }

    @Test func `severities have their words`() {
        let place = SourceText(name: "", text: "x")
        let words = [Diagnostic.Severity.error, .warning, .note].map { severity in
            Language.allCases.map {
                DiagnosticRenderer(language: $0).text(
                    Diagnostic(Message("m", "信"), at: nil, severity: severity), in: place)
            }
        }
        #expect(words == [["error: m\n", "错误：信\n"], ["warning: m\n", "警告：信\n"], ["note: m\n", "注意：信\n"]])
    }

    @Test func `without a range there is only the file, if it has a name`() {
        let diagnostic = Diagnostic(Message("no such file", "没有这个文件"), at: nil, hints: [Message("a", "a")])
        #expect(
            english.text(diagnostic, in: SourceText(name: "x.zk", text: ""))
                == "error: no such file\n --> x.zk\n  = hint: a\n")
        #expect(english.shortText(diagnostic, in: SourceText(name: "x.zk", text: "")) == "x.zk: no such file\n")
        #expect(english.shortText(diagnostic, in: SourceText(name: "", text: "")) == "no such file\n")
    }

    @Test func `tabs are spaces, and marks stand right behind them`() {
        #expect(
            shown("bad", in: "\tfind\tbad")[1...] == [
                " --> a.zk:1:7", "  |", "1 |     find    bad", "  |             ^^^",
            ])
    }

    @Test func `lines may end as Windows ends them`() {
        #expect(shown("二", in: "一\r\n二\r\n三")[1...] == [" --> a.zk:2:1", "  |", "2 | 二", "  | ^^"])
        let source = SourceText(name: "a.zk", text: "一\r\n")
        #expect(
            lines(english.text(Diagnostic(Message("m", "m"), at: 3..<5), in: source))[1...] == [
                " --> a.zk:1:2", "  |", "1 | 一", "  |   ^",
            ])
    }

    @Test func `a range over several lines marks to the end of the first`() {
        #expect(
            shown("where\nyear", in: "find plans where\nyear")[1...] == [
                " --> a.zk:1:12", "  |", "1 | find plans where", "  |            ^^^^^",
            ])
    }

    @Test func `lines are counted from the first that the person sees`() {
        let source = SourceText(name: "stdin", text: "a\nb", firstLine: 99)
        #expect(
            lines(english.text(Diagnostic(Message("m", "m"), at: 2..<3), in: source))
                == ["error: m", "   --> stdin:100:1", "    |", "100 | b", "    | ^"])
    }

    @Test func `what is missing at the end is missing behind the last word`() {
        let source = SourceText(name: "a.zk", text: "find 提案 where \n\n")
        let end = source.bytes.count
        #expect(
            lines(english.text(Diagnostic(Message("m", "m"), at: end..<end), in: source))[1...]
                == [" --> a.zk:1:14", "  |", "1 | find 提案 where ", "  |                ^"])
        let open = SourceText(name: "a.zk", text: "find ")
        #expect(open.location(of: 5..<5) == SourceLocation(line: 1, column: 6))
        #expect(SourceText(name: "", text: "\n\n").location(of: 2..<2) == SourceLocation(line: 1, column: 1))
    }

    @Test func `a byte order mark has no column`() {
        #expect(shown("bad", in: "\u{FEFF}bad")[1...] == [" --> a.zk:1:1", "  |", "1 | bad", "  | ^^^"])
    }

    @Test func `control characters are seen, not obeyed`() {
        let all = shown("bad", in: "\u{1B}[2J\u{202E}bad", english).joined()
        #expect(!all.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
        let hostile = Diagnostic(Message("x\u{1B}[2J\ny", "x"), at: nil, hints: [Message("\u{9B}", "")])
        #expect(
            english.text(hostile, in: SourceText(name: "a\u{1B}\nb", text: ""))
                == "error: x␛[2J y\n --> a␛ b\n  = hint: <U+009B>\n")
    }

    @Test(arguments: [60, 120])
    func `of a very long line only what stands around the mark is shown`(width: Int) {
        let half = String(repeating: "find 提案; ", count: 50_000)
        let renderer = DiagnosticRenderer(language: .english, widthInCells: width)
        let output = shown("<bad>", in: half + "<bad>" + half, renderer)
        #expect(output.allSatisfy { widthInCells(of: $0) <= width })
        #expect(output[1] == " --> a.zk:1:450001")
        #expect(output[3].hasPrefix("1 | …") && output[3].hasSuffix("…"))
        #expect(cells(of: "<bad>", in: output[3]) == cells(of: "^^^^^", in: output[4]))
        let start = shown("<bad>", in: "<bad>" + half, renderer)
        #expect(start[3].hasPrefix("1 | <bad>find") && start[3].hasSuffix("…") && start[4] == "  | ^^^^^")
        let end = shown("<bad>", in: half + "<bad>", renderer)
        #expect(end[3].hasPrefix("1 | …") && end[3].hasSuffix("<bad>"))
        let mark = shown(half, in: "x" + half + "y", renderer)
        #expect(mark[3].hasPrefix("1 | x") && mark.allSatisfy { widthInCells(of: $0) <= width })
    }

    private func cells(of part: String, in line: String) -> Int {
        widthInCells(of: String(decoding: Array(line.utf8)[..<range(of: part, in: line).lowerBound], as: UTF8.self))
    }

    @Test func `colour is put around, not between`() {
        let diagnostic = Diagnostic(Message("m", "m"), at: 0..<1, hints: [Message("h", "h")])
        let source = SourceText(name: "a.zk", text: "x y")
        let coloured = DiagnosticRenderer(language: .english, usesColour: true).text(diagnostic, in: source)
        #expect(lines(coloured)[0] == "\u{1B}[1;31merror: \u{1B}[0m\u{1B}[1mm\u{1B}[0m")
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == english.text(diagnostic, in: source))
    }

    @Test func `no range and no bytes do harm`() {
        for _ in 0..<500 {
            var generator = SeededGenerator()
            var bytes = Array(awkwardText(&generator, atMost: 30).utf8)
            for _ in 0..<Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let lower = Int.random(in: -3...bytes.count + 3, using: &generator)
            let upper = Int.random(in: lower...bytes.count + 9, using: &generator)
            let renderer = DiagnosticRenderer(
                language: .chinese, widthInCells: Int.random(in: 0...60, using: &generator))
            let output = lines(
                renderer.text(Diagnostic(Message("m", "m"), at: lower..<upper), in: SourceText(name: "a", bytes: bytes))
            )
            #expect(output.count == 5, "seed \(generator.seed)")
            #expect(output[4].hasSuffix("^"), "seed \(generator.seed)")
            #expect(widthInCells(of: output[4]) <= max(widthInCells(of: output[3]) + 2, 5), "seed \(generator.seed)")
            #expect(
                !output.joined().unicodeScalars.contains { $0.properties.generalCategory == .control },
                "seed \(generator.seed)")
        }
        for range in [Int.min..<Int.max, Int.max..<Int.max, Int.min..<Int.min] {
            _ = english.text(Diagnostic(Message("m", "m"), at: range), in: SourceText(name: "a", text: "平遥"))
        }
        #expect(SourceText(name: "a", text: "平遥").location(of: Int.max) == SourceLocation(line: 1, column: 3))
    }

    @Test func `carets stand below what they mark, whatever stands before it`() {
        for _ in 0..<300 {
            var generator = SeededGenerator()
            let before = awkwardText(&generator, atMost: 8).replacing("\n", with: "").replacing("\r\n", with: "") + "。"
            let source = SourceText(name: "a", text: before + "标记x " + awkwardText(&generator, atMost: 8))
            let start = before.utf8.count
            let output = lines(english.text(Diagnostic(Message("m", "m"), at: start..<start + 7), in: source))
            #expect(cells(of: "标记x", in: output[3]) == cells(of: "^^^^^", in: output[4]), "seed \(generator.seed)")
            #expect(
                output[1] == " --> a:1:\(before.unicodeScalars.count + (before.hasPrefix("\u{FEFF}") ? 0 : 1))",
                "seed \(generator.seed)")
        }
    }
}

extension Diagnostic {
    fileprivate init(_ message: String, at range: Range<Int>?) { self.init(Message(message, message), at: range) }
}
