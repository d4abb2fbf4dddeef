/// What a person's terminal and taste ask of the formats. Each format heeds what concerns it.
package struct RenderOptions: Sendable {
    /// No line of box, table and line is wider than this; nil where there is no terminal.
    package var widthInCells: Int?
    /// Answers with more rows show as many of their first and last; nil shows all.
    package var rowLimit: Int?
    /// Whether the number of rows is told below box, table and line.
    package var showsRowCount: Bool
    package var wording: Wording
    package var palette: Palette
    /// Whether the terminal draws “ ” … — ① two cells wide, as some set up for Chinese do.
    package var ambiguousWide: Bool
    /// Whether the rows that are shown have their numbers before them, so that the person can name one.
    package var numbersRows = false
    /// What is marked in words, such as what a condition looked for; only in colour.
    package var hits = Hits()
    /// Stands behind the number of rows: how long the answer took.
    package var remark: (@Sendable () -> String)?
    /// Where a table has no room and its cards would be more lines than this, it is as wide as it likes: for a pager, which
    /// scrolls sideways.
    package var mostCardLines: Int?
    /// Asked between rows whether to stop.
    package var isCancelled: @Sendable () -> Bool = { false }
    /// Whether csv, tsv and html begin with U+FEFF, without which Excel takes Chinese for GBK.
    package var writesByteOrderMark: Bool
    /// Whether csv, tsv and html have an apostrophe before cells that a spreadsheet would take for formulas.
    package var guardsFormulas = false

    package init(
        widthInCells: Int? = nil, rowLimit: Int? = nil, showsRowCount: Bool = true, wording: Wording = .english,
        palette: Palette = .plain, ambiguousWide: Bool = false, writesByteOrderMark: Bool = false
    ) {
        self.widthInCells = widthInCells
        self.rowLimit = rowLimit
        self.showsRowCount = showsRowCount
        self.wording = wording
        self.palette = palette
        self.ambiguousWide = ambiguousWide
        self.writesByteOrderMark = writesByteOrderMark
    }

    func check() throws(OutputError) { if isCancelled() { throw .cancelled } }

    /// The rows that an answer shows on a terminal before its middle is left out.
    package static let terminalRowLimit = 40
}

/// The few words that answers need, in the person's language.
///
/// `Language` lives in Diagnostics, which Render must not know; the raw values are the same.
package enum Wording: String, Sendable, CaseIterable {
    case english = "en"
    case chinese = "zh"

    /// `3 rows`, `1204 rows, 40 shown`.
    package func rowCount(_ total: Int, shown: Int) -> String {
        switch self {
        case .english: (total == 1 ? "1 row" : "\(total) rows") + (shown < total ? ", \(shown) shown" : "")
        case .chinese: "\(total) 行" + (shown < total ? "，显示 \(shown) 行" : "")
        }
    }

    /// Before the number of a row.
    var row: String {
        switch self {
        case .english: "row"
        case .chinese: "行"
        }
    }

    func boolean(_ value: Bool) -> String {
        switch self {
        case .english: value ? "yes" : "no"
        case .chinese: value ? "是" : "否"
        }
    }
}
