import Text

/// Columns of numbers over numbers or dates.
///
///     数值（亿元）
///     400 │                      ●
///         │            ··········
///     200 │  ●·········●
///         │
///       0 │
///         └───────────────────────
///           2020       2023    2025   年份
struct LineChart {
    struct Point: Equatable {
        /// The place on the axis.
        var x: Double
        /// What stands at the axis there.
        var label: String
        /// By column; nil: missing
        var values: [Double?]
    }

    var axisHeading: String
    /// The columns, and their unit.
    var series: [String]
    var unit: String
    /// In the order of x.
    var points: [Point]
    var missingCount: Int

    /// - Throws: `.columns` unless there are numbers or dates, and numbers behind them.
    init(columns: [Column], rows: [[Value]], _ wording: Wording) throws(ChartError) {
        guard columns.count > 1 else { throw .columns(.line) }
        let headings = columns.dropFirst().map(\.displayName)
        let numbers = try ChartNumbers(
            columns.indices.dropFirst().map { column in rows.map { $0[column] } }, headings: headings)
        let axis = try LineChart.axis(rows.map { $0[0] }, columns[0].displayName)
        var points: [Point] = []
        for row in rows.indices {
            guard let (x, label) = axis.places[row] else { continue }
            points.append(Point(x: x, label: label, values: headings.indices.map { numbers.columns[$0][row] }))
        }
        axisHeading = wording.withUnit(columns[0].displayName, axis.unit)
        series = headings.map { visible($0) }
        unit = numbers.unit
        self.points = points.enumerated().sorted { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }.map(
            \.element)
        let holes = points.reduce(0) { $0 + $1.values.count { $0 == nil } }
        missingCount = rows.count - points.count + holes
    }

    /// Where each row stands, with what is written there; nil without a value.
    private static func axis(
        _ values: [Value], _ heading: String
    ) throws(ChartError) -> (unit: String, places: [(Double, String)?]) {
        let cells = values.map { value in
            if case .list(let items) = value, items.count < 2 { items.first ?? .missing } else { value }
        }
        if cells.contains(where: { if case .date = $0 { true } else { false } }) {
            var places: [(Double, String)?] = []
            for cell in cells {
                switch cell {
                case .missing: places.append(nil)
                case .date(let date): places.append((date.years, date.description))
                default: throw .columns(.line)
                }
            }
            return ("", places)
        }
        for case .text in cells { throw .columns(.line) }
        let numbers: ChartNumbers
        do throws(ChartError) { numbers = try ChartNumbers([cells], headings: [heading]) } catch {
            if case .notANumber = error { throw .columns(.line) }
            throw error
        }
        return (numbers.unit, numbers.columns[0].map { $0.map { ($0, readableText($0)) } })
    }

    /// The numbers that the vertical axis has to show.
    var values: [Double] { points.flatMap { $0.values.compactMap(\.self) } }

    /// Round numbers around all values; zero is among them if they are not far from it.
    var ticks: Ticks {
        let least = values.min() ?? 0
        let most = values.max() ?? 0
        let lower = least > 0 && least < most / 2 ? 0 : least
        let upper = most < 0 && most > least / 2 ? 0 : most
        return Ticks(from: lower, to: upper, about: 4)
    }

    // MARK: Characters

    private static let height = 12

    func text(_ glyphs: ChartGlyphs, _ options: RenderOptions) -> String {
        let wording = options.wording
        if values.isEmpty { return options.chartLine([(wording.nothingToDraw, .note)]) + footer(options) }
        let ticks = ticks.values
        let labels = ticks.map { readableText($0) }
        let gutter = labels.reduce(0) { max($0, $1.utf8.count) }
        let room = min(options.chartWidth - gutter - 3, 120)
        guard room >= 8 else { return listing(options) }
        var canvas = LineCanvas(columns: room, rows: LineChart.height, glyphs: glyphs)
        canvas.draw(self, from: ticks[0], to: ticks[ticks.count - 1])
        var text = options.chartLine(legend(glyphs, wording))
        for (row, line) in canvas.lines.enumerated() {
            let tick = ticks.indices.first { canvas.row(of: ticks[$0]) == row }.map { labels[$0] } ?? ""
            let label = String(repeating: " ", count: gutter - tick.utf8.count) + tick
            text += options.chartLine([(label + " ", .note), (glyphs.axis, .border)] + line)
        }
        let blank = String(repeating: " ", count: gutter + 1)
        text += options.chartLine([
            (blank + glyphs.corner + String(repeating: glyphs.baseline, count: room + 1), .border)
        ])
        text += options.chartLine([(blank + " " + canvas.axisLabels(points), .note)])
        let centred = padded(
            cut(axisHeading, to: room, ambiguousWide: options.ambiguousWide), to: room, alignment: .centre,
            ambiguousWide: options.ambiguousWide)
        var end = centred
        while end.last == " " { end.removeLast() }
        text += options.chartLine([(blank + " " + end, .heading)])
        return text + footer(options)
    }

    private func legend(_ glyphs: ChartGlyphs, _ wording: Wording) -> [(String, Role)] {
        if series.count == 1 { return [(wording.withUnit(series[0], unit), .heading)] }
        let names = series.enumerated().map { place, name in "\(glyphs.marks[place % glyphs.marks.count]) \(name)" }
        return [(wording.withUnit(names.joined(separator: "  "), unit), .heading)]
    }

    /// A line for each value, without any drawing.
    func listing(_ options: RenderOptions) -> String {
        var text = ""
        for point in points {
            for (name, value) in zip(series, point.values) {
                let number = value.map { readableText($0) + unit } ?? options.wording.missing
                let line = series.count == 1 ? "\(point.label): \(number)" : "\(point.label) · \(name): \(number)"
                text += options.listed(line)
            }
        }
        let heading = series.count == 1 ? "\(axisHeading): \(series[0])" : axisHeading
        return options.listed(heading) + text + footer(options)
    }

    private func footer(_ options: RenderOptions) -> String {
        missingCount == 0 ? "" : options.chartLine([(options.wording.missing(missingCount), .note)])
    }
}

extension PartialDate {
    /// The middle of a date's span is not needed for drawing: its first day, in years.
    fileprivate var years: Double { Double(year) + Double((month ?? 1) - 1) / 12 + Double((day ?? 1) - 1) / 372 }
}
