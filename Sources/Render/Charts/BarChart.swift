import Text

/// Bars below each other, of one scale, to the right of zero and to the left.
///
///     产业          数值（亿元）
///     文化旅游产业 │████████████████ 1204
///     康养产业     │██████▎ 470.5
///     会展         │缺失
///
/// Of several columns of numbers each label has a bar for each.
struct BarChart {
    struct Bar: Equatable {
        /// Empty behind the first of a label's bars.
        var label: String
        /// The column, where there are several.
        var series: String
        /// nil: missing
        var value: Double?
    }

    var labelHeading: String
    var valueHeading: String
    var bars: [Bar]
    var missingCount: Int

    /// - Throws: `.columns` unless there are a label and numbers.
    init(columns: [Column], rows: [[Value]], _ wording: Wording) throws(ChartError) {
        guard columns.count > 1 else { throw .columns(.bar) }
        let headings = columns.dropFirst().map(\.displayName)
        let numbers = try ChartNumbers(
            columns.indices.dropFirst().map { column in rows.map { $0[column] } }, headings: headings)
        let words = PeopleText(wording: wording)
        let isOne = headings.count == 1
        labelHeading = visible(columns[0].displayName)
        valueHeading = isOne ? wording.withUnit(headings[0], numbers.unit) : visible(numbers.unit)
        bars = rows.enumerated().flatMap { row, cells in
            headings.indices.map { column in
                Bar(
                    label: column == 0 ? words.line(cells[0]) : "", series: isOne ? "" : visible(headings[column]),
                    value: numbers.columns[column][row])
            }
        }
        missingCount = 0
    }

    /// How many of a column's numbers lie in each of some intervals of round ends.
    ///
    /// - Throws: `.columns` unless one column holds numbers; others are passed over.
    init(histogramOf columns: [Column], rows: [[Value]], _ wording: Wording) throws(ChartError) {
        let numeric = columns.indices.filter { column in
            columns[column].isNumeric ?? rows.contains { $0[column].isNumeric == true }
        }
        guard let column = numeric.first ?? (rows.isEmpty ? columns.indices.last : nil), numeric.count < 2 else {
            throw .columns(.hist)
        }
        let heading = columns[column].displayName
        let numbers = try ChartNumbers([rows.map { $0[column] }], headings: [heading])
        let values = numbers.columns[0].compactMap(\.self)
        labelHeading = wording.withUnit(heading, numbers.unit)
        valueHeading = wording.countHeading
        missingCount = rows.count - values.count
        bars = BarChart.intervals(values)
    }

    /// `[0, 10)` for each; the last one is closed. Their number grows with the logarithm of how many values there are (Sturges).
    private static func intervals(_ values: [Double]) -> [Bar] {
        guard let least = values.min(), let most = values.max() else { return [] }
        if least == most { return [Bar(label: readableText(least), series: "", value: Double(values.count))] }
        var wanted = 1
        while 1 << wanted < values.count { wanted += 1 }
        var ends = Ticks(from: least, to: most, about: wanted + 1).values
        // Whole numbers have no intervals of less than one.
        if values.allSatisfy({ $0 == $0.rounded() }), ends[1] - ends[0] < 1 {
            ends = Ticks(from: least, to: most, about: max(1, Int(min(20, most - least)))).values
        }
        var counts = [Int](repeating: 0, count: ends.count - 1)
        for value in values {
            let place = (ends.lastIndex { $0 <= value } ?? 0)
            counts[min(place, counts.count - 1)] += 1
        }
        return counts.enumerated().map { place, count in
            let isLast = place == counts.count - 1
            return Bar(
                label: "[\(readableText(ends[place])), \(readableText(ends[place + 1]))\(isLast ? "]" : ")")",
                series: "",
                value: Double(count))
        }
    }

    // MARK: Characters

    func text(_ glyphs: ChartGlyphs, _ options: RenderOptions) -> String {
        if bars.isEmpty { return options.chartLine([(options.wording.nothingToDraw, .note)]) + footer(options) }
        let layout = BarLayout(self, options)
        guard layout.room >= 4 else { return listing(options) }
        let heads = layout.columns(labelHeading, bars.contains { $0.series != "" } ? " " : "")
        var text = options.chartLine([(heads + "  " + valueHeading, .heading)])
        for bar in bars {
            text += options.chartLine(
                [(layout.columns(bar.label, bar.series) + " ", .plain)] + layout.drawn(bar, glyphs, options.wording))
        }
        return text + footer(options)
    }

    /// A line for each bar, without any drawing.
    func listing(_ options: RenderOptions) -> String {
        var label = ""
        var text = ""
        for bar in bars {
            if bar.label != "" { label = bar.label }
            let name = label + (bar.series.isEmpty ? "" : " · " + bar.series)
            let number = bar.value.map { readableText($0) } ?? options.wording.missing
            text += options.listed("\(name): \(number)")
        }
        let heading = valueHeading.isEmpty ? labelHeading : "\(labelHeading): \(valueHeading)"
        return options.listed(heading) + text + footer(options)
    }

    private func footer(_ options: RenderOptions) -> String {
        missingCount == 0 ? "" : options.chartLine([(options.wording.missing(missingCount), .note)])
    }
}

/// Where the parts of a bar chart stand in a line.
private struct BarLayout {
    private let labelWidth: Int
    private let seriesWidth: Int
    /// Cells for bars to the left of zero, and to the right.
    private let leftRoom: Int
    private let rightRoom: Int
    private let scale: Double
    private let ambiguousWide: Bool

    var room: Int { leftRoom + rightRoom }

    init(_ chart: BarChart, _ options: RenderOptions) {
        let width = options.chartWidth
        func widest(_ texts: [String]) -> Int {
            texts.reduce(0) { max($0, widthInCells(of: $1, ambiguousWide: options.ambiguousWide)) }
        }
        ambiguousWide = options.ambiguousWide
        labelWidth = min(widest(chart.bars.map(\.label) + [chart.labelHeading]), max(4, width * 2 / 5))
        let series = widest(chart.bars.map(\.series))
        seriesWidth = series == 0 ? 0 : min(series, max(4, width / 5))
        let values = chart.bars.compactMap(\.value)
        let numberWidth = widest(values.map { readableText($0) } + [options.wording.missing])
        let taken = labelWidth + (seriesWidth == 0 ? 0 : seriesWidth + 1) + 2 + numberWidth + 1
        let most = max(0, values.max() ?? 0)
        let least = min(0, values.min() ?? 0)
        let span = most / 2 - least / 2
        let all = max(0, min(width - taken, 100))
        leftRoom = span == 0 || least == 0 ? 0 : max(1, Int((Double(all) * (-least / 2 / span)).rounded()))
        rightRoom = all - leftRoom
        let perCell = max(
            leftRoom == 0 ? 0 : -least / Double(leftRoom), rightRoom <= 0 ? 0 : most / Double(rightRoom))
        scale = perCell
    }

    func columns(_ label: String, _ series: String) -> String {
        func column(_ text: String, _ width: Int) -> String {
            padded(cut(text, to: width, ambiguousWide: ambiguousWide), to: width, ambiguousWide: ambiguousWide)
        }
        return column(label, labelWidth) + (seriesWidth == 0 ? "" : " " + column(series, seriesWidth))
    }

    /// The bar with its axis and its number.
    func drawn(_ bar: BarChart.Bar, _ glyphs: ChartGlyphs, _ wording: Wording) -> [(String, Role)] {
        let blank = String(repeating: " ", count: leftRoom)
        guard let value = bar.value else { return [(blank + glyphs.axis, .border), (wording.missing, .note)] }
        let number = readableText(value)
        if value < 0 {
            // Blocks of eighths begin at the left of a cell, so that a bar to the left has whole cells only.
            let cells = min(leftRoom, max(1, Int(min(Double(leftRoom), -value / scale).rounded())))
            let filled = String(repeating: glyphs.eighths[glyphs.eighths.count - 1], count: cells)
            return [
                (String(blank.dropLast(cells)), .plain), (filled, .source), (glyphs.axis, .border),
                (" " + number, .plain),
            ]
        }
        let filled = value == 0 ? "" : self.filled(value / scale, glyphs)
        return [(blank + glyphs.axis, .border), (filled, .source), ((filled.isEmpty ? "" : " ") + number, .plain)]
    }

    /// So many cells and a part of one; something of every value above zero.
    private func filled(_ cells: Double, _ glyphs: ChartGlyphs) -> String {
        let parts = glyphs.eighths.count
        let count = max(1, Int((min(cells, Double(rightRoom)) * Double(parts)).rounded()))
        let whole = String(repeating: glyphs.eighths[parts - 1], count: count / parts)
        return whole + (count % parts == 0 ? "" : glyphs.eighths[count % parts - 1])
    }
}
