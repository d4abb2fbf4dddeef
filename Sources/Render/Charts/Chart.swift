import Text

/// Draws an answer in one format, as its `chart` clause asks.
///
/// On a terminal and in a text file it is drawn with characters, in Markdown as a block of code, in HTML as a picture (SVG); a
/// tree is always characters. `line`, which screen readers read, has a line for each value. Formats for tools have no
/// drawing, see `Format.draws`: they get the rows.
package func drawnChart(
    _ shape: ChartShape, columns: [Column], rows: [[Value]], format: Format, options: RenderOptions
) throws(ChartError) -> String {
    let drawing = try ChartDrawing(shape, columns: columns, rows: rows, options)
    switch format {
    case .markdown: return "```text\n" + drawing.text(.lines, options, asLines: false) + "```\n"
    case .html: return drawing.html(options)
    case .line: return drawing.text(.ascii, options, asLines: true)
    case .table: return drawing.text(.ascii, options, asLines: false)
    case .box, .csv, .tsv, .json, .jsonl:
        return drawing.text(options.ambiguousWide ? .ascii : .lines, options, asLines: false)
    }
}

extension Format {
    /// Whether a chart is drawn in it.
    package var draws: Bool { isForPeople }
}

/// What is drawn, before it is known with which characters.
enum ChartDrawing {
    case bars(BarChart)
    case lines(LineChart)
    case tree([TreeBranch])

    init(_ shape: ChartShape, columns: [Column], rows: [[Value]], _ options: RenderOptions) throws(ChartError) {
        switch shape {
        case .bar: self = .bars(try BarChart(columns: columns, rows: rows, options.wording))
        case .hist: self = .bars(try BarChart(histogramOf: columns, rows: rows, options.wording))
        case .line: self = .lines(try LineChart(columns: columns, rows: rows, options.wording))
        case .tree: self = .tree(try TreeBranch.branches(columns: columns, rows: rows, options.wording))
        }
    }

    func text(_ glyphs: ChartGlyphs, _ options: RenderOptions, asLines: Bool) -> String {
        switch self {
        case .bars(let chart): asLines ? chart.listing(options) : chart.text(glyphs, options)
        case .lines(let chart): asLines ? chart.listing(options) : chart.text(glyphs, options)
        case .tree(let branches): TreeText(glyphs: asLines ? .blanks : glyphs, options: options).text(branches)
        }
    }

    func html(_ options: RenderOptions) -> String {
        switch self {
        case .bars(let chart): chart.svg(options.wording)
        case .lines(let chart): chart.svg(options.wording)
        case .tree: "<pre>\n" + escapedHTML(text(.lines, options, asLines: false)) + "</pre>\n"
        }
    }
}

/// The characters that charts are made of, each one cell wide.
struct ChartGlyphs: Sendable {
    /// Eighths of a cell from the left, the last one whole; in ASCII there is only the whole one.
    var eighths: [String]
    var axis: String
    var baseline: String
    var corner: String
    /// The marks of the columns of a line chart, one after the other.
    var marks: [String]
    var segment: String
    var branch: String
    var lastBranch: String
    var trunk: String

    static let lines = ChartGlyphs(
        eighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"], axis: "│", baseline: "─", corner: "└",
        marks: ["●", "◆", "▲", "■", "○", "◇", "△", "□"], segment: "·", branch: "├─ ", lastBranch: "└─ ", trunk: "│  ")

    static let ascii = ChartGlyphs(
        eighths: ["#"], axis: "|", baseline: "-", corner: "+", marks: ["*", "+", "x", "o", "@", "%", "=", "~"],
        segment: ".",
        branch: "|- ", lastBranch: "`- ", trunk: "|  ")

    /// For trees that are read aloud.
    static let blanks = ChartGlyphs(
        eighths: ["#"], axis: "", baseline: "", corner: "", marks: ["*"], segment: "", branch: "  ", lastBranch: "  ",
        trunk: "  ")
}

extension RenderOptions {
    /// The cells that a chart may take; in a file as many as most terminals have.
    var chartWidth: Int { max(1, widthInCells ?? 80) }

    /// Words instead of a drawing, in as many lines as they need.
    func listed(_ text: String) -> String {
        wrapped(text, to: chartWidth, from: 0, indent: 0, ambiguousWide: ambiguousWide).map { $0 + "\n" }.joined()
    }

    /// One line of a chart, cut to what there is room for.
    func chartLine(_ pieces: [(String, Role)]) -> String {
        var line = StyledLine(palette: palette)
        var room = chartWidth
        for (text, role) in pieces where room > 0 {
            let shown = cut(text, to: room, ambiguousWide: ambiguousWide)
            line.append(shown, as: role)
            room -= Text.widthInCells(of: shown, ambiguousWide: ambiguousWide)
        }
        return line.finished()
    }
}

extension Wording {
    /// `value (亿元)`, `数值（亿元）`
    func withUnit(_ heading: String, _ unit: String) -> String {
        if unit.isEmpty { return visible(heading) }
        return self == .chinese ? visible("\(heading)（\(unit)）") : visible("\(heading) (\(unit))")
    }

    /// Instead of a number.
    var missing: String { self == .chinese ? "缺失" : "missing" }

    /// Below a chart that leaves some out.
    func missing(_ count: Int) -> String {
        self == .chinese ? "\(count) 个值缺失" : count == 1 ? "1 value is missing" : "\(count) values are missing"
    }

    /// Instead of a chart.
    var nothingToDraw: String { self == .chinese ? "没有可画的数据" : "there is nothing to draw" }

    /// How many of something there are, as a heading.
    var countHeading: String { self == .chinese ? "个数" : "count" }
}
