import Text

/// `box` and `table`: a grid that is never wider than the terminal.
///
///     ┌────────┬──────────┐
///     │ 名称   │     数值 │
///     ├────────┼──────────┤
///     │ 娄烦县 │ 1.5万人  │      numbers and quantities stand to the right
///     │   ⋮    │    ⋮     │      rows that are left out
///     └────────┴──────────┘
///     1204 行，显示 40 行
///
/// Columns shrink: the cells of a few rows are wrapped, those of more are cut with `…`, but not numbers: 1000… for 10000 would
/// be a wrong answer. If that doesn't fit, the rows come as cards, see `LineRenderer`. Row numbers stand before the grid, and
/// only where there is room for them. Where a cell has several lines, rules separate the rows.
package struct BoxRenderer: Renderer {
    private let borders: Borders
    private let options: RenderOptions
    private var output: Output
    private var columns: [Column] = []
    private var window: RowWindow
    /// So few rows are worth their whole text; more are worth being seen at a glance.
    private static let mostWrappedRows = 10

    init(borders: Borders, options: RenderOptions, output: Output) {
        self.borders = borders
        self.options = options
        self.output = output
        window = RowWindow(limit: options.rowLimit)
    }

    package mutating func begin(columns: [Column]) {
        self.columns = columns
        window = RowWindow(limit: options.rowLimit)
    }

    package mutating func row(_ cells: [Value]) {
        precondition(cells.count == columns.count, "a row has as many cells as there are columns")
        window.append(cells)
    }

    package mutating func end(total: Int) throws(OutputError) {
        var grid = try Grid(columns: columns, rows: window.rows, options: options)
        if options.numbersRows, total > 1 { grid.gutter = "\(window.count)".utf8.count + 1 }
        if let widths = try widths(of: &grid) {
            if total <= BoxRenderer.mostWrappedRows { grid.wrap(to: widths, options) }
            if !columns.isEmpty { try write(grid, widths: widths) }
            try output.writeRowCount(total, shown: window.rowsShown, options: options)
        } else {
            try output.writeCards(columns: columns, window: window, options: options)
            try output.writeRowCount(total, shown: window.rowsShown, options: options)
        }
        try output.flush()
    }

    /// The widths of the columns, beside row numbers if these have room too; nil if there have to be cards.
    private func widths(of grid: inout Grid) throws(OutputError) -> [Int]? {
        if let limit = options.widthInCells, grid.gutter > 0,
            let widths = grid.widths(within: limit - grid.gutter, keepingNatural: true)
        {
            return widths
        }
        if options.widthInCells != nil, grid.gutter > 0 { grid.gutter = 0 }
        if let widths = grid.widths(within: options.widthInCells) { return widths }
        guard let most = options.mostCardLines else { return nil }
        let sink = MemorySink()
        var cards = Output(to: sink)
        try cards.writeCards(columns: columns, window: window, options: options)
        try cards.flush()
        return sink.bytes.count { $0 == 0x0A } > most ? grid.widths(within: nil) : nil
    }

    private mutating func write(_ grid: Grid, widths: [Int]) throws(OutputError) {
        let inner = rule(borders.inner, widths, grid.gutter)
        try output.write(rule(borders.top, widths, grid.gutter))
        for line in lines(grid.headings, grid: grid, widths: widths) { try output.write(line) }
        try output.write(inner)
        for (index, row) in grid.rows.enumerated() {
            try options.check()
            if index == window.gap { try output.write(gapLine(widths, grid.gutter)) }
            if grid.isTall, index > 0, index != window.gap { try output.write(inner) }
            let number = grid.gutter > 0 ? "\(window.number(ofShown: index))" : ""
            for line in lines(row, grid: grid, widths: widths, number: number) { try output.write(line) }
        }
        try output.write(rule(borders.bottom, widths, grid.gutter))
    }

    private func rule(_ rule: Borders.Rule, _ widths: [Int], _ gutter: Int) -> String {
        var line = StyledLine(palette: options.palette)
        line.append(String(repeating: " ", count: gutter))
        let parts = widths.map { String(repeating: rule.line, count: $0 + 2) }
        line.append(rule.left + parts.joined(separator: rule.cross) + rule.right, as: .border)
        return line.finished()
    }

    private func lines(_ cells: [CellText], grid: Grid, widths: [Int], number: String = "") -> [String] {
        let height = cells.reduce(1) { max($0, $1.lines.count) }
        return (0..<height).map { level in
            var line = StyledLine(palette: options.palette)
            let gutter = padded(level == 0 ? number : "", to: grid.gutter - 1, alignment: .trailing)
            line.append(grid.gutter > 0 ? gutter + " " : "", as: .note)
            line.append(borders.vertical, as: .border)
            for (index, cell) in cells.enumerated() {
                let text = level < cell.lines.count ? cell.lines[level] : .empty
                append(text, of: cell, to: &line, width: widths[index], isRight: grid.numeric[index])
            }
            return line.finished()
        }
    }

    private func append(
        _ text: CellText.Line, of cell: CellText, to line: inout StyledLine, width: Int, isRight: Bool
    ) {
        let shown = text.widthInCells <= width ? text : text.cut(to: width, ambiguousWide: options.ambiguousWide)
        let blank = String(repeating: " ", count: width - shown.widthInCells)
        line.append(isRight ? " " + blank : " ")
        line.append(shown.text, of: cell, options)
        line.append(isRight ? " " : blank + " ")
        line.append(borders.vertical, as: .border)
    }

    private func gapLine(_ widths: [Int], _ gutter: Int) -> String {
        var line = StyledLine(palette: options.palette)
        line.append(String(repeating: " ", count: gutter))
        line.append(borders.vertical, as: .border)
        for width in widths {
            line.append(
                padded(borders.gap, to: width + 2, alignment: .centre, ambiguousWide: options.ambiguousWide),
                as: .border)
            line.append(borders.vertical, as: .border)
        }
        return line.finished()
    }
}

/// The glyphs of a grid, each one cell wide also where ambiguous ones are two: terminals draw them so, or the grid breaks.
struct Borders: Sendable {
    struct Rule: Sendable {
        var left: String
        var line: String
        var cross: String
        var right: String
    }

    var top: Rule
    var inner: Rule
    var bottom: Rule
    var vertical: String
    /// Stands for the rows that are left out.
    var gap: String

    static let lines = Borders(
        top: Rule(left: "┌", line: "─", cross: "┬", right: "┐"),
        inner: Rule(left: "├", line: "─", cross: "┼", right: "┤"),
        bottom: Rule(left: "└", line: "─", cross: "┴", right: "┘"), vertical: "│", gap: "⋮")
}

/// The cells of the rows that are shown, as text, and what their columns need.
private struct Grid {
    let headings: [CellText]
    private(set) var rows: [[CellText]]
    let numeric: [Bool]
    /// Whether some cell has more than one line.
    private(set) var isTall: Bool
    /// Cells before the grid for the numbers of rows, a blank included; 0 without them.
    var gutter = 0

    /// What a column of words may be cut to, in cells: two characters and the mark, and still a word.
    private static let leastWidth = 6
    /// What a column of numbers may be cut to; no honest number is longer.
    private static let leastNumericWidth = 28
    /// What a column of sources may be cut to: `cppcc:1344-1346` can still be looked up.
    private static let leastSourceWidth = 16

    init(columns: [Column], rows: [[Value]], options: RenderOptions) throws(OutputError) {
        headings = columns.map { CellText(heading: $0.displayName, options: options) }
        numeric = numericColumns(columns, rows: rows)
        var cells: [[CellText]] = []
        for row in rows {
            try options.check()
            cells.append(row.map { CellText($0, options: options) })
        }
        self.rows = cells
        isTall = cells.contains { $0.contains { $0.lines.count > 1 } }
    }

    /// Breaks the lines of words that are wider than their column.
    mutating func wrap(to widths: [Int], _ options: RenderOptions) {
        rows = rows.map { row in
            row.enumerated().map { column, cell in
                numeric[column] ? cell : cell.wrapped(to: widths[column], ambiguousWide: options.ambiguousWide)
            }
        }
        isTall = rows.contains { $0.contains { $0.lines.count > 1 } }
    }

    /// nil if the columns don't fit; also if they would be narrower than what they hold, where `keepingNatural` asks for that
    /// and they are not without it.
    func widths(within limit: Int?, keepingNatural: Bool = false) -> [Int]? {
        let natural = headings.indices.map { column in
            rows.reduce(max(1, headings[column].widthInCells)) { max($0, $1[column].widthInCells) }
        }
        guard let limit else { return natural }
        if keepingNatural {
            let room = limit - 3 * headings.count - 1
            let needed = natural.reduce(0, +)
            if needed > room, needed <= room + gutter { return nil }
        }
        let cells = headings.indices.map { column in
            rows.reduce(1) { max($0, $1[column].widthInCells) }
        }
        let least = headings.indices.map { column in
            if numeric[column] {
                return min(natural[column], Grid.leastNumericWidth, max(cells[column], Grid.leastWidth))
            }
            let isSource = rows.contains { $0[column].role == .source }
            return min(natural[column], isSource ? Grid.leastSourceWidth : Grid.leastWidth)
        }
        return fittedWidths(natural: natural, least: least, room: limit - 3 * headings.count - 1)
    }
}

extension Output {
    /// `3 rows`, the last line of an answer for people.
    mutating func writeRowCount(_ total: Int, shown: Int, options: RenderOptions) throws(OutputError) {
        if !options.showsRowCount { return }
        var line = StyledLine(palette: options.palette)
        let text =
            options.wording.rowCount(max(total, shown), shown: shown) + (options.remark.map { " · " + $0() } ?? "")
        line.append(
            options.widthInCells.map { cut(text, to: $0, ambiguousWide: options.ambiguousWide) } ?? text, as: .note)
        try write(line.finished())
    }
}
