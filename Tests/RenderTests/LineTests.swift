import Testing
import Text

@testable import Render

@Suite struct LineTests {
    @Test func `a card has a line per cell`() {
        let headings = [
            Column(name: "name", displayName: "名称"), Column(name: "year", displayName: "年份"),
            Column(name: "x", displayName: "别名"),
        ]
        let rows: [[Value]] = [
            [.text("娄烦县"), .number(2024), .missing], [.text("平遥"), .missing, .list([.text("古城"), .text("古陶")])],
        ]
        #expect(
            rendered(.line, headings, rows, RenderOptions(wording: .chinese))
                == text("名称: 娄烦县", "年份: 2024", "别名:", "", "名称: 平遥", "年份:", "别名: 古城、古陶", "", "2 行"))
    }

    @Test func `records and lines of a text stand below the name`() {
        let record = Value.list([
            .record([.init(name: "a", value: .text("一")), .init(name: "b", value: .number(1))]),
            .record([.init(name: "a", value: .text("二"))]),
        ])
        #expect(
            rendered(.line, columns("r", "t"), [[record, .text("上\r\n下\n")]], RenderOptions(showsRowCount: false))
                == text("r:", "  一 · 1", "  二", "t:", "  上", "  下", ""))
    }

    @Test func `English words are kept whole where lines wrap`() {
        #expect(wrapped("the quick brown fox jumps", to: 14, from: 3) == ["the quick", "brown fox", "jumps"])
        #expect(wrapped("推动文化旅游", to: 8, from: 2) == ["推动文", "化旅游"])
        #expect(wrapped("", to: 8, from: 2) == [""])
        #expect(wrapped(String(repeating: "x", count: 20), to: 10, from: 2).map(\.count) == [8, 8, 4])
    }

    @Test func `the middle of a long answer is left out`() {
        let rows = (1...9).map { [Value.number(Double($0))] }
        #expect(
            rendered(.line, columns("n"), rows, RenderOptions(rowLimit: 2))
                == text("n: 1", "", "…", "", "n: 9", "", "9 rows, 2 shown"))
    }

    @Test(arguments: [8, 11, 40])
    func `no line is wider than the terminal`(width: Int) {
        for _ in 0..<100 {
            var generator = SeededGenerator()
            let columns = (0..<3).map { _ in Column(name: "c", displayName: awkwardText(&generator, atMost: 4)) }
            let rows = [(0..<3).map { _ in awkwardValue(&generator) }]
            let shown = lines(rendered(.line, columns, rows, RenderOptions(widthInCells: width)))
            #expect(
                shown.allSatisfy { widthInCells(of: $0) <= width },
                "seed \(generator.seed)\n\(shown.joined(separator: "\n"))")
        }
    }
}
