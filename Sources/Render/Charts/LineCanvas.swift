import Text

/// Cells on which the lines of a chart are drawn.
struct LineCanvas {
    private let columns: Int
    private let rows: Int
    private let glyphs: ChartGlyphs
    /// By row and column: nil, or the number of the line; a mark if `isMark`.
    private var cells: [[(series: Int, isMark: Bool)?]]
    private var lower = 0.0
    private var upper = 1.0
    private var first = 0.0
    private var last = 1.0

    init(columns: Int, rows: Int, glyphs: ChartGlyphs) {
        self.columns = columns
        self.rows = rows
        self.glyphs = glyphs
        cells = Array(repeating: Array(repeating: nil, count: columns), count: rows)
    }

    /// Marks stand above segments, and the first line above the others.
    mutating func draw(_ chart: LineChart, from lower: Double, to upper: Double) {
        (self.lower, self.upper) = (lower, upper)
        first = chart.points.first?.x ?? 0
        last = chart.points.last?.x ?? 0
        for series in chart.series.indices.reversed() {
            var before: (column: Int, row: Int)?
            for point in chart.points {
                guard let value = point.values[series] else {
                    before = nil
                    continue
                }
                let place = (column: column(of: point.x), row: row(of: value))
                if let before { connect(before, place, series) }
                before = place
            }
        }
        for series in chart.series.indices.reversed() {
            for point in chart.points {
                if let value = point.values[series] { cells[row(of: value)][column(of: point.x)] = (series, true) }
            }
        }
    }

    /// The row of a value, from the top.
    func row(of value: Double) -> Int {
        rows - 1 - Int((share(of: value, from: lower, to: upper) * Double(rows - 1)).rounded())
    }

    private func column(of x: Double) -> Int {
        Int((share(of: x, from: first, to: last) * Double(columns - 1)).rounded())
    }

    /// Every cell between two, as Bresenham goes.
    private mutating func connect(_ from: (column: Int, row: Int), _ to: (column: Int, row: Int), _ series: Int) {
        let steps = max(abs(to.column - from.column), abs(to.row - from.row))
        guard steps > 1 else { return }
        for step in 1..<steps {
            let share = Double(step) / Double(steps)
            let column = from.column + Int((Double(to.column - from.column) * share).rounded())
            let row = from.row + Int((Double(to.row - from.row) * share).rounded())
            cells[row][column] = (series, false)
        }
    }

    /// The rows as pieces of a line.
    var lines: [[(String, Role)]] {
        cells.map { row in
            guard let end = row.lastIndex(where: { $0 != nil }) else { return [] }
            return [(" ", .plain)]
                + row[..<(end + 1)].map { cell in
                    guard let cell else { return (" ", .plain) }
                    return cell.isMark
                        ? (glyphs.marks[cell.series % glyphs.marks.count], .source) : (glyphs.segment, .border)
                }
        }
    }

    /// The labels of the points below their places, as many as have room: the first, the last, then from the left.
    func axisLabels(_ points: [LineChart.Point]) -> String {
        var line = [Character](repeating: " ", count: columns + 1)
        func put(_ point: LineChart.Point) {
            let label = Array(point.label)
            guard label.count <= columns else { return }
            let start = max(0, min(columns + 1 - label.count, 1 + column(of: point.x) - label.count / 2))
            let around = max(0, start - 1)..<min(line.count, start + label.count + 1)
            guard line[around].allSatisfy({ $0 == " " }) else { return }
            line.replaceSubrange(start..<(start + label.count), with: label)
        }
        if let first = points.first { put(first) }
        if let last = points.last { put(last) }
        points.forEach(put)
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
