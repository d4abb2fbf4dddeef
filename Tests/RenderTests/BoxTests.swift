import Testing
import Text

@testable import Render

@Suite struct BoxTests {
    let counties: [[Value]] = [
        [.text("娄烦县"), .quantity(Quantity(value: 1.5, unit: "万人")), .number(2024)],
        [.text("平遥"), .quantity(Quantity(value: 10000, unit: "亿元")), .missing],
    ]
    let headings = [
        Column(name: "name", displayName: "名称"), Column(name: "value", displayName: "数值"),
        Column(name: "year", displayName: "年份"),
    ]

    @Test func `a box has its numbers on the right and its words on the left`() {
        #expect(
            rendered(.box, headings, counties, RenderOptions(wording: .chinese))
                == text(
                    "┌────────┬───────────┬──────┐",
                    "│ 名称   │      数值 │ 年份 │",
                    "├────────┼───────────┼──────┤",
                    "│ 娄烦县 │   1.5万人 │ 2024 │",
                    "│ 平遥   │ 10000亿元 │      │",
                    "└────────┴───────────┴──────┘",
                    "2 行"))
    }

    @Test func `a table is a box in ASCII`() {
        #expect(
            rendered(.table, headings, counties)
                == text(
                    "+--------+-----------+------+",
                    "| 名称   |      数值 | 年份 |",
                    "+--------+-----------+------+",
                    "| 娄烦县 |   1.5万人 | 2024 |",
                    "| 平遥   | 10000亿元 |      |",
                    "+--------+-----------+------+",
                    "2 rows"))
    }

    @Test func `the widest column shrinks first, and few rows are wrapped`() {
        let rows: [[Value]] = [[.text("平遥县"), .text("推动文化旅游产业高质量发展"), .number(7)]]
        #expect(
            rendered(.box, columns("a", "b", "c"), rows, RenderOptions(widthInCells: 32))
                == text(
                    "┌────────┬─────────────────┬───┐",
                    "│ a      │ b               │ c │",
                    "├────────┼─────────────────┼───┤",
                    "│ 平遥县 │ 推动文化旅游产  │ 7 │",
                    "│        │ 业高质量发展    │   │",
                    "└────────┴─────────────────┴───┘",
                    "1 row"))
    }

    @Test func `the cells of more than ten rows are cut`() {
        let rows = (1...11).map { [Value.text("平遥县"), .text("推动文化旅游产业高质量发展"), .number(Double($0))] }
        let shown = lines(rendered(.box, columns("a", "b", "c"), rows, RenderOptions(widthInCells: 33)))
        #expect(shown[3] == "│ 平遥县 │ 推动文化旅游产… │  1 │")
    }

    @Test func `a list is wrapped behind a comma`() {
        let people = ["胡芬", "梁勇", "赵风云"].map { name in
            Value.node(NodeReference(kind: "person", id: name, name: name, confidence: 0.25))
        }
        let shown = lines(rendered(.box, columns("a"), [[.list(people)]], RenderOptions(widthInCells: 20)))
        #expect(shown[3...4] == ["│ 胡芬?、梁勇?、   │", "│ 赵风云?          │"])
    }

    @Test func `what does not fit comes as cards, with nothing cut`() {
        let rows: [[Value]] = [
            [.text("平遥县"), .quantity(Quantity(value: 1_234_567_890, unit: "亿元")), .text("推动文化旅游产业高质量发展")]
        ]
        #expect(
            rendered(.box, columns("name", "value", "goal"), rows, RenderOptions(widthInCells: 24))
                == text("name: 平遥县", "value: 1234567890亿元", "goal: 推动文化旅游产业高", "  质量发展", "", "1 row"))
    }

    @Test func `the middle of a long answer is left out`() {
        let rows = (1...100).map { [Value.number(Double($0)), .text("行")] }
        let shown = lines(rendered(.box, columns("n", "t"), rows, RenderOptions(rowLimit: 4, wording: .chinese)))
        #expect(
            shown == [
                "┌─────┬────┐", "│   n │ t  │", "├─────┼────┤", "│   1 │ 行 │", "│   2 │ 行 │", "│  ⋮  │ ⋮  │",
                "│  99 │ 行 │",
                "│ 100 │ 行 │", "└─────┴────┘", "100 行，显示 4 行",
            ])
    }

    @Test(arguments: [1, 39, 40, 41, 42, 79, 80, 81, 500])
    func `forty rows are shown, twenty from either end`(count: Int) {
        let rows = (1...count).map { [Value.number(Double($0))] }
        let shown = lines(rendered(.table, columns("n"), rows, RenderOptions(rowLimit: RenderOptions.terminalRowLimit)))
        let numbers = shown.compactMap { Int($0.filter { $0.isNumber && $0.isASCII }) }.dropLast()
        let expected = count <= 40 ? Array(1...count) : Array(1...20) + Array(count - 19...count)
        #expect(Array(numbers) == expected)
        #expect(shown.contains { $0.contains(":") } == (count > 40))
        #expect(shown.last == (count == 1 ? "1 row" : count > 40 ? "\(count) rows, 40 shown" : "\(count) rows"))
    }

    @Test func `rows that were not handed over are counted`() throws {
        let sink = MemorySink()
        var renderer = Format.table.renderer(to: sink)
        try renderer.begin(columns: columns("n"))
        try renderer.row([.number(1)])
        try renderer.end(total: 1204)
        #expect(lines(sink.text).last == "1204 rows, 1 shown")
    }

    @Test func `a renderer begins again with the next answer`() throws {
        let sink = MemorySink()
        var renderer = Format.box.renderer(RenderOptions(showsRowCount: false), to: sink)
        try renderer.render(columns: columns("a"), rows: [[.text("x")]])
        try renderer.render(columns: columns("b"), rows: [])
        #expect(
            sink.text == text("┌───┐", "│ a │", "├───┤", "│ x │", "└───┘", "┌───┐", "│ b │", "├───┤", "└───┘"))
    }

    @Test func `each record of a nested shape has a line, and rules part the rows`() {
        let findings = Value.list([
            .record([
                .init(name: "summary", value: .text("资产底数不清")),
                .init(name: "source", value: .list([.source(.init(document: "insp", lines: 64...71))])),
            ]),
            .record([.init(name: "summary", value: .text("账实不符")), .init(name: "source", value: .missing)]),
        ])
        let nodes = Value.list([
            .node(.init(kind: "person", id: "甲", name: "甲")),
            .node(.init(kind: "person", id: "乙", name: "乙", confidence: 0.5)),
        ])
        let rows: [[Value]] = [[.text("市审计局"), findings, nodes], [.text("市林业局"), .list([]), .missing]]
        #expect(
            rendered(.box, columns("name", "findings", "people"), rows)
                == text(
                    "┌──────────┬───────────────────────────┬─────────┐",
                    "│ name     │ findings                  │ people  │",
                    "├──────────┼───────────────────────────┼─────────┤",
                    "│ 市审计局 │ 资产底数不清 · insp:64-71 │ 甲、乙? │",
                    "│          │ 账实不符                  │         │",
                    "├──────────┼───────────────────────────┼─────────┤",
                    "│ 市林业局 │                           │         │",
                    "└──────────┴───────────────────────────┴─────────┘",
                    "2 rows"))
    }

    @Test(arguments: [1, 2, 3, 5, 7, 8, 12, 20, 40, 80, 200], [Format.box, .table, .line])
    func `lines are equally wide and never wider than the terminal, whatever the cells hold`(width: Int, format: Format)
    {
        for _ in 0..<(width < 40 ? 15 : 60) {
            var generator = SeededGenerator()
            let count = Int.random(in: 1...6, using: &generator)
            let columns = (0..<count).map { _ in Column(name: "c", displayName: awkwardText(&generator, atMost: 3)) }
            let rows = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
                (0..<count).map { _ in awkwardValue(&generator) }
            }
            for ambiguousWide in [false, true] {
                var options = RenderOptions(widthInCells: width, rowLimit: 6, showsRowCount: false)
                options.ambiguousWide = ambiguousWide
                options.numbersRows = Bool.random(using: &generator)
                check(lines(rendered(format, columns, rows, options)), options, seed: generator.seed)
            }
        }
    }

    private func check(_ shown: [String], _ options: RenderOptions, seed: UInt64) {
        let isGrid = shown.first.map { $0.hasPrefix("┌") || $0.hasPrefix("+-") } ?? false
        let widths = Set(shown.map { gridWidth($0, ambiguousWide: options.ambiguousWide) })
        if isGrid { #expect(widths.count == 1, "seed \(seed)\n\(shown.joined(separator: "\n"))") }
        #expect((widths.max() ?? 0) <= (options.widthInCells ?? 0), "seed \(seed)\n\(shown.joined(separator: "\n"))")
        #expect(!shown.joined().unicodeScalars.contains { $0.properties.generalCategory == .control }, "seed \(seed)")
    }

    /// Borders are one cell wide also where ambiguous characters are two.
    private func gridWidth(_ line: String, ambiguousWide: Bool) -> Int {
        let rest = String(
            String.UnicodeScalarView(line.unicodeScalars.map { (0x2500...0x257F).contains($0.value) ? " " : $0 }))
        return widthInCells(of: rest, ambiguousWide: ambiguousWide)
    }

    @Test func `colour comes per run, and none if plain`() {
        let rows: [[Value]] = [[.text("红"), .list([.source(.init(document: "plan", lines: 3...3))])]]
        let coloured = rendered(.box, columns("a", "s"), rows, RenderOptions(palette: .ansi))
        let plain = rendered(.box, columns("a", "s"), rows)
        #expect(!plain.unicodeScalars.contains("\u{1B}"))
        #expect(lines(coloured)[0] == "\u{1B}[2m┌────┬────────┐\u{1B}[0m")
        #expect(
            lines(coloured)[3]
                == "\u{1B}[2m│ \u{1B}[0m红 \u{1B}[2m│ \u{1B}[0m\u{1B}[36mplan:3 \u{1B}[0m\u{1B}[2m│\u{1B}[0m")
        #expect(withoutEscapes(coloured) == plain)
    }

    private func withoutEscapes(_ text: String) -> String { text.replacing(/\u{1B}\[[0-9;]*m/, with: "") }

    @Test func `an answer without columns is just counted`() {
        #expect(rendered(.box, [], []) == "0 rows\n")
        #expect(rendered(.box, [], [], RenderOptions(widthInCells: 0)) == "\n")
    }
}

@Suite struct FittedWidthsTests {
    @Test func `the widest shrink first`() {
        #expect(fittedWidths(natural: [4, 30, 12], least: [4, 6, 6], room: 30) == [4, 14, 12])
        #expect(fittedWidths(natural: [4, 30, 12], least: [4, 6, 6], room: 20) == [4, 8, 8])
        #expect(fittedWidths(natural: [4, 30, 12], least: [4, 6, 6], room: 21) == [4, 9, 8])
        #expect(fittedWidths(natural: [4, 30, 12], least: [4, 6, 6], room: 15) == nil)
        #expect(fittedWidths(natural: [4, 5], least: [4, 5], room: 9) == [4, 5])
        #expect(fittedWidths(natural: [], least: [], room: 0) == [])
    }

    @Test func `what fits uses all of the room, and nothing less than the least`() {
        for _ in 0..<500 {
            var generator = SeededGenerator()
            let natural = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                Int.random(in: 1...60, using: &generator)
            }
            let least = natural.map { min($0, Int.random(in: 1...12, using: &generator)) }
            let room = Int.random(in: 0...200, using: &generator)
            guard let widths = fittedWidths(natural: natural, least: least, room: room) else {
                #expect(least.reduce(0, +) > room, "seed \(generator.seed)")
                continue
            }
            #expect(widths.reduce(0, +) == min(room, natural.reduce(0, +)), "seed \(generator.seed)")
            #expect(
                zip(widths, natural).allSatisfy { $0 <= $1 } && zip(widths, least).allSatisfy { $0 >= $1 },
                "seed \(generator.seed)")
        }
    }
}
