import Testing
import Text

@testable import Render

/// The chart, or why there is none.
private func drawn(
    _ shape: ChartShape, _ names: [String], _ rows: [[Value]], _ format: Format = .box,
    _ options: RenderOptions = RenderOptions()
) -> Result<String, ChartError> {
    Result { () throws(ChartError) in
        try drawnChart(shape, columns: names.map { Column(name: $0) }, rows: rows, format: format, options: options)
    }
}

private func lines(_ result: Result<String, ChartError>) -> [String] {
    switch result {
    case .success(let text): Array(text.split(separator: "\n").map(String.init))
    case .failure(let error): ["failed: \(error)"]
    }
}

private func money(_ value: Double, _ unit: String = "亿元") -> Value { .quantity(Quantity(value: value, unit: unit)) }

@Suite struct `A bar chart` {
    @Test func `has labels of one width, a unit in its heading, and eighths of cells`() {
        let rows: [[Value]] = [
            [.text("文化旅游"), money(100)], [.text("康养"), money(50)], [.text("会展"), .missing], [.text("体育"), money(0)],
            [.text("研学"), money(0.01)],
        ]
        #expect(
            lines(drawn(.bar, ["产业", "数值"], rows, .box, RenderOptions(widthInCells: 27, wording: .chinese))) == [
                "产业      数值（亿元）", "文化旅游 │████████████ 100", "康养     │██████ 50", "会展     │缺失", "体育     │0",
                "研学     │▏ 0.01",
            ])
    }

    @Test func `goes to the left below zero`() {
        let rows: [[Value]] = [[.text("a"), .number(-10)], [.text("b"), .number(30)], [.text("c"), .number(-1)]]
        let wide = lines(drawn(.bar, ["x", "n"], rows, .table, RenderOptions(widthInCells: 51)))
        #expect(wide[1].contains("##########|") && wide[1].hasSuffix("| -10"))
        #expect(wide[2].hasPrefix("b           |##############################"))
        #expect(wide[3].contains("          #| -1"))
    }

    @Test func `converts units to that of the largest`() {
        let rows: [[Value]] = [
            [.text("a"), money(1)], [.text("b"), money(5000, "万元")], [.text("c"), .list([money(2)])],
        ]
        let shown = lines(drawn(.bar, ["x", "n"], rows, .table))
        #expect(shown[0].hasSuffix("n (亿元)"))
        #expect(shown[2].hasSuffix(" 0.5") && shown[3].hasSuffix(" 2"))
    }

    @Test func `has a bar for each column of numbers`() {
        let shown = lines(drawn(.bar, ["x", "甲", "乙"], [[.text("a"), .number(1), .number(2)]], .table))
        #expect(shown.count == 3 && shown[1].contains("甲") && shown[2].contains("乙"))
    }

    @Test func `refuses what has no number, or no axis`() {
        #expect(drawn(.bar, ["x"], [[.text("a")]]) == .failure(.columns(.bar)))
        #expect(
            drawn(.bar, ["x", "n"], [[.text("a"), .text("b")]]) == .failure(.notANumber(column: "n", value: "b")))
        let mixed: [[Value]] = [[.text("a"), money(1)], [.text("b"), money(1, "人")]]
        #expect(drawn(.bar, ["x", "n"], mixed) == .failure(.mixedUnits("亿元", "人")))
    }

    @Test func `is read as lines where nothing is drawn`() {
        let rows: [[Value]] = [[.text("a"), money(1)], [.text("b"), .missing]]
        #expect(lines(drawn(.bar, ["x", "n"], rows, .line)) == ["x: n (亿元)", "a: 1", "b: missing"])
    }
}

@Suite struct `A histogram` {
    @Test func `counts every number once, in intervals of round ends`() {
        for _ in 0..<200 {
            var generator = SeededGenerator()
            let power = Double(Int.random(in: -3...9, using: &generator))
            let scale = decimalShifted(1, by: Int(power))
            let rows = (0..<Int.random(in: 1...200, using: &generator)).map { _ -> [Value] in
                [.number(Double.random(in: -1...3, using: &generator) * scale)]
            }
            let chart = try? BarChart(histogramOf: columns("n"), rows: rows, .english)
            let counts = chart?.bars.compactMap(\.value) ?? []
            #expect(counts.reduce(0, +) == Double(rows.count), "seed \(generator.seed)")
            #expect((1...40).contains(counts.count), "seed \(generator.seed)")
        }
    }

    @Test func `takes the one column that holds numbers, and no two`() {
        let rows: [[Value]] = [[.text("a"), .number(1)], [.text("b"), .number(2)], [.text("c"), .missing]]
        let shown = lines(drawn(.hist, ["x", "n"], rows, .table))
        #expect(shown.first == "n       count" && shown.last == "1 value is missing", "\(shown)")
        #expect(drawn(.hist, ["x"], [[.text("a")]]) == .failure(.columns(.hist)))
        #expect(drawn(.hist, ["x", "y"], [[.number(1), .number(2)]]) == .failure(.columns(.hist)))
    }

    @Test func `of one value has one interval`() {
        #expect(lines(drawn(.hist, ["n"], [[.number(7)], [.number(7)]], .table))[1].hasPrefix("7 |"))
    }
}

@Suite struct `A line chart` {
    @Test func `has round numbers beside it and its points below`() {
        let rows: [[Value]] = [[.number(2020), money(200)], [.number(2025), money(400)], [.number(2022), .missing]]
        let shown = lines(drawn(.line, ["year", "value"], rows, .table, RenderOptions(widthInCells: 40)))
        #expect(shown[0] == "value (亿元)")
        #expect(shown[1].hasPrefix("400 |") && shown[1].hasSuffix("*"))
        #expect(shown[13].hasPrefix("    +---"))
        #expect(shown[14].contains("2020") && shown[14].contains("2025"))
        #expect(shown[15].contains("year") && shown[16] == "1 value is missing")
    }

    @Test func `runs over dates, and refuses words`() throws {
        let date = try #require(PartialDate(year: 2025, month: 3))
        #expect(
            lines(drawn(.line, ["d", "n"], [[.date(date), .number(3)]], .table)).contains { $0.contains("2025-03") })
        #expect(drawn(.line, ["d", "n"], [[.text("甲"), .number(3)]]) == .failure(.columns(.line)))
        #expect(drawn(.line, ["d"], [[.number(3)]]) == .failure(.columns(.line)))
    }

    @Test func `goes in the order of what it runs over`() throws {
        let rows: [[Value]] = [[.number(3), .number(1)], [.number(1), .number(2)]]
        #expect(try LineChart(columns: columns("x", "y"), rows: rows, .english).points.map(\.x) == [1, 3])
    }
}

@Suite struct `A tree` {
    let hop = Route.Hop(relation: "develops", isForward: true, confidence: 1)
    func node(_ name: String) -> NodeReference { NodeReference(kind: "county", id: name, name: name) }

    @Test func `shares the beginnings of paths`() {
        let routes = ["乙", "丙"].map { end in
            [Value.route(Route(nodes: [node("甲"), node("中"), node(end)], hops: [hop, hop]))]
        }
        #expect(
            lines(drawn(.tree, ["path"], routes)) == [
                "甲", "└─ -[develops]-> 中", "   ├─ -[develops]-> 乙", "   └─ -[develops]-> 丙",
            ])
        #expect(lines(drawn(.tree, ["path"], routes, .table))[2] == "   |- -[develops]-> 乙")
        #expect(lines(drawn(.tree, ["path"], routes, .line))[1] == "  -[develops]-> 中")
    }

    @Test func `hangs nested shapes below their row`() {
        let inner = Value.list([
            .record([
                .init(name: "summary", value: .text("一")),
                .init(name: "people", value: .list([.record([.init(name: "name", value: .text("某"))])])),
            ])
        ])
        #expect(
            lines(drawn(.tree, ["name", "year", "findings"], [[.text("局"), .number(2024), inner]])) == [
                "局", "├─ year: 2024", "└─ findings", "   └─ 一", "      └─ people", "         └─ 某",
            ])
        #expect(drawn(.tree, ["name"], [[.text("局")]]) == .failure(.columns(.tree)))
    }
}

@Suite struct `Every chart` {
    @Test(arguments: [1, 2, 5, 9, 16, 24, 40, 80, 200])
    func `fits, whatever its labels and numbers are`(width: Int) {
        for shape in ChartShape.allCases {
            for _ in 0..<25 {
                var generator = SeededGenerator()
                let count = Int.random(in: 0...12, using: &generator)
                let rows = (0..<count).map { _ in row(shape, &generator) }
                for format in [Format.box, .table, .line] {
                    let wide = Bool.random(using: &generator)
                    let options = RenderOptions(
                        widthInCells: width, wording: Bool.random(using: &generator) ? .english : .chinese,
                        palette: .plain, ambiguousWide: wide && format == .table)
                    for line in lines(drawn(shape, ["标签", "值一", "b"], rows, format, options)) {
                        #expect(
                            widthInCells(of: line, ambiguousWide: options.ambiguousWide) <= max(1, width)
                                || line.hasPrefix("failed"), "seed \(generator.seed) \(shape) \(format)\n\(line)")
                        #expect(
                            !line.unicodeScalars.contains { $0.properties.generalCategory == .control },
                            "seed \(generator.seed)")
                    }
                }
            }
        }
    }

    @Test func `is a picture in a page, without a number that is none`() {
        for shape in [ChartShape.bar, .line, .hist] {
            for _ in 0..<50 {
                var generator = SeededGenerator()
                let rows = (0..<Int.random(in: 0...9, using: &generator)).map { _ in row(shape, &generator) }
                guard case .success(let text) = drawn(shape, ["标签", "值一", "b"], rows, .html) else { continue }
                #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"), "seed \(generator.seed)")
                #expect(!text.contains("nan") && !text.contains("inf\""), "seed \(generator.seed)")
            }
        }
    }

    @Test(arguments: [ChartShape.bar, .line, .hist], [Format.box, .table, .line, .html])
    func `survives numbers at the ends of what there is`(shape: ChartShape, format: Format) {
        let numbers: [Double] = [
            1e308, -1e308, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e-300, 0, 1, .infinity, .nan, 1e300,
            -1e300,
        ]
        for first in numbers {
            for second in numbers {
                let rows: [[Value]] = [[first, second], [second, first]].map { pair in
                    switch shape {
                    case .bar: [.text("x")] + pair.map(Value.number)
                    case .hist: [.number(pair[0])]
                    case .line, .tree: pair.map(Value.number)
                    }
                }
                let result = drawn(shape, Array(["a", "b", "c"].prefix(rows[0].count)), rows, format)
                guard case .success(let text) = result else { Issue.record("\(result)"); continue }
                #expect(!text.lowercased().contains("nan") && !text.contains("inf"), "\(first) \(second)\n\(text)")
            }
        }
    }

    @Test(arguments: ChartShape.allCases) func `of nothing says so`(shape: ChartShape) {
        #expect(lines(drawn(shape, ["a", "b"], [])) == ["there is nothing to draw"])
    }

    private func row(_ shape: ChartShape, _ generator: inout SeededGenerator) -> [Value] {
        let huge = [1e308, -1e308, 1e-300, 0, .infinity].randomElement(using: &generator) ?? 0
        func number() -> Value {
            switch Int.random(in: 0...9, using: &generator) {
            case 0: .missing
            case 1: .number(huge)
            case 2: .number(Double(Int.random(in: -5...5, using: &generator)))
            default: .number(Double.random(in: -9999...99_999, using: &generator))
            }
        }
        switch shape {
        case .bar: return [.text(awkwardText(&generator)), number(), number()]
        case .line: return [number(), number(), number()]
        case .hist: return [.text(awkwardText(&generator)), number(), .missing]
        case .tree:
            return [
                .text(awkwardText(&generator)), .list([awkwardValue(&generator), awkwardValue(&generator)]), .missing,
            ]
        }
    }
}

@Suite struct `Ticks of an axis` {
    @Test func `surround the interval with round numbers`() {
        #expect(Ticks(from: 0, to: 400, about: 4).values == [0, 100, 200, 300, 400])
        #expect(Ticks(from: 0.1, to: 0.35, about: 4).values == [0.1, 0.2, 0.3, 0.4])
        #expect(Ticks(from: -3, to: 7, about: 4).values == [-5, 0, 5, 10])
        for _ in 0..<500 {
            var generator = SeededGenerator()
            let scale = decimalShifted(1, by: Int.random(in: -12...15, using: &generator))
            let lower = Double.random(in: -10...10, using: &generator) * scale
            let upper = lower + Double.random(in: 0...10, using: &generator) * scale
            let values = Ticks(from: lower, to: upper, about: 4).values
            #expect((2...12).contains(values.count), "seed \(generator.seed) \(values)")
            #expect(values[0] <= lower && values[values.count - 1] >= upper, "seed \(generator.seed) \(values)")
            #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "seed \(generator.seed) \(values)")
        }
    }
}
