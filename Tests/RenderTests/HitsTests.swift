import Testing
import Text

@testable import Render

@Suite struct HitsTests {
    private func found(_ text: String, _ needles: String...) -> [String] {
        Hits(needles).pieces(of: text).filter(\.isHit).map(\.text)
    }

    @Test func `are found as conditions find them`() {
        #expect(found("发展低空经济，低空旅游", "低空") == ["低空", "低空"])
        #expect(found("四 轮 驱 动", "轮驱") == ["轮 驱"])
        #expect(found("ＡＢ１２平遙縣", "b12平遥") == ["Ｂ１２平遙"])
        #expect(found("低空经济", "低空经济", "经济产业", "") == ["低空经济"])
        #expect(found("低空经济产业", "低空经济", "经济产业") == ["低空经济产业"])
        #expect(found("无", "低空").isEmpty)
    }

    @Test func `and what stands between are the whole text`() {
        for _ in 0..<300 {
            var generator = SeededGenerator()
            let text = awkwardText(&generator)
            let hits = Hits((0..<3).map { _ in awkwardText(&generator, atMost: 2) })
            #expect(hits.pieces(of: text).map(\.text).joined().utf8.elementsEqual(text.utf8), "seed \(generator.seed)")
        }
    }

    @Test func `are coloured in words, and not in numbers and sources`() {
        var options = RenderOptions(palette: .ansi)
        options.hits = Hits(["1"])
        let rows: [[Value]] = [[.text("第1条"), .number(1), .list([.source(.init(document: "1"))])]]
        let shown = rendered(.box, columns("a", "b", "c"), rows, options)
        #expect(shown.contains("第\u{1B}[1;33m1\u{1B}[0m条"))
        #expect(shown.split(separator: "\u{1B}[1;33m").count == 2)
        options.palette = .plain
        #expect(rendered(.box, columns("a", "b", "c"), rows, options).contains("第1条"))
    }

    @Test func `row numbers stand before the grid, where there is room`() {
        var options = RenderOptions(widthInCells: 20, rowLimit: 2)
        options.numbersRows = true
        let rows = (1...12).map { [Value.text("行\($0)")] }
        #expect(
            lines(rendered(.box, columns("a"), rows, options)) == [
                "   ┌──────┐", "   │ a    │", "   ├──────┤", " 1 │ 行1  │", "   │  ⋮   │", "12 │ 行12 │", "   └──────┘",
                "12 rows, 2 shown",
            ])
        options.widthInCells = 9
        #expect(lines(rendered(.box, columns("a"), rows, options))[3] == "│ 行1  │")
        #expect(rendered(.line, columns("a"), rows, options).hasPrefix("row: 1\na: 行1\n"))
    }

    @Test func `on a terminal data formats hold nothing that steers it, and JSON means the same`() {
        let rows: [[Value]] = [[.text("a\u{1B}[2J\u{202E}b\tc\u{200B}")]]
        let options = RenderOptions(widthInCells: 80)
        #expect(rendered(.csv, columns("x"), rows, options) == "x\na␛[2J<U+202E>b\tc<U+200B>\n")
        #expect(rendered(.jsonl, columns("x"), rows, options) == "{\"x\":\"a\\u001b[2J\\u202eb\\tc\\u200b\"}\n")
        #expect(rendered(.csv, columns("x"), rows) == "x\na\u{1B}[2J\u{202E}b\tc\u{200B}\n")
    }
}
