/// Where libedit draws prompt and line on a screen `columns` wide; it keeps that to itself, so this repeats it.
///
/// A character that doesn't fit is pushed to the next row and a space fills its place; a row that is exactly full puts
/// the cursor on the next one:
///
///     zhiku> find 低空经       20 columns; 济 would need the cells 20 and 21
///     济
struct ScreenLayout {
    /// The widths of what stands in one row.
    private struct Row {
        var widths: [Int] = []
        var cells = 0
        /// How many cells at its end are blank.
        var blankCells = 0
        /// Whether the row goes on in the next for want of room, which a terminal that reflows remembers.
        var isWrapped = false
    }

    private var rows = [Row()]
    private let columns: Int
    /// Whether what is put now came to the screen in one go, and not key by key.
    private var isDrawnAtOnce = true
    private(set) var cursorRow = 0
    private(set) var cursorColumn = 0

    /// - Parameters:
    ///   - cursor: an offset in `text`.
    ///   - drawnAtOnce: how much of the text was drawn by a refresh; what follows was typed at the end, key by key.
    init(
        prompt: [Unicode.Scalar], text: [Unicode.Scalar], cursor: Int, drawnAtOnce: Int = 0, columns: Int,
        width: (Unicode.Scalar) -> Int
    ) {
        self.columns = max(columns, 2)
        for scalar in prompt { put(width(scalar), isBlank: scalar == " ") }
        for (offset, scalar) in text.enumerated() {
            let cells = scalar == "\n" ? 0 : width(scalar)
            isDrawnAtOnce = offset < drawnAtOnce
            if offset == cursor { placeCursor(before: cells) }
            if scalar == "\n" { rows.append(Row()) } else { put(cells, isBlank: scalar == " ") }
        }
        if cursor >= text.count { placeCursor(before: 0) }
    }

    /// How many rows prompt and text take.
    var rowCount: Int { rows.count }

    private mutating func placeCursor(before cells: Int) {
        let current = rows[rows.count - 1]
        let fits = current.cells + cells <= columns
        cursorRow = fits ? rows.count - 1 : rows.count
        cursorColumn = fits ? current.cells : 0
    }

    private mutating func put(_ cells: Int, isBlank: Bool) {
        while rows[rows.count - 1].cells + cells > columns { put(1, isBlank: true) }
        rows[rows.count - 1].widths.append(cells)
        rows[rows.count - 1].cells += cells
        rows[rows.count - 1].blankCells = isBlank ? rows[rows.count - 1].blankCells + 1 : 0
        if rows[rows.count - 1].cells >= columns {
            wrap()
            rows.append(Row())
        }
    }

    /// A refresh doesn't send the blanks at the end of a row but goes to the next one with a newline, and the terminal
    /// then takes them for two lines. Typed ones are sent.
    private mutating func wrap() {
        let blankCells = rows[rows.count - 1].blankCells
        let isCut = isDrawnAtOnce && blankCells > 0
        rows[rows.count - 1].isWrapped = !isCut
        if isCut { rows[rows.count - 1].widths.removeLast(blankCells) }
    }

    /// The cursor's row after the terminal itself has wrapped all this anew to `newColumns`.
    func cursorRow(reflowedTo newColumns: Int) -> Int {
        var above = 0
        var line: [Int] = []
        for (number, row) in rows.enumerated() {
            if number == cursorRow {
                return above + Self.rowOfCell(Self.cells(line) + cursorColumn, in: line + row.widths, newColumns)
            }
            line += row.widths
            if !row.isWrapped {
                above += 1 + Self.rowOfCell(max(Self.cells(line) - 1, 0), in: line, newColumns)
                line = []
            }
        }
        return above
    }

    private static func cells(_ widths: [Int]) -> Int { widths.reduce(0, +) }

    /// In which row, counted from 0, the cell `cell` of a line lands when the line is wrapped to `columns`.
    private static func rowOfCell(_ cell: Int, in widths: [Int], _ columns: Int) -> Int {
        var row = 0
        var column = 0
        var passed = 0
        for width in widths {
            if column + width > columns {
                row += 1
                column = 0
            }
            if passed + width > cell { return row }
            passed += width
            column += width
        }
        // Behind a last row that is exactly full the cursor stays in that row; tmux does so, and it errs to the safe side.
        return column + (cell - passed) > columns ? row + 1 : row
    }
}
