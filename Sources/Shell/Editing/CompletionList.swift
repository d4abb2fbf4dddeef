import Text

/// Candidates in aligned columns, as they stand below the line:
///
///     平遥县    county  平定县  county
///     平遥古城  site
struct CompletionList {
    private static let gap = 2

    /// What is drawn, row by row, without newlines.
    private(set) var rows: [String] = []
    /// How many candidates, from the first one on, had room.
    private(set) var shownCount = 0

    /// - Parameters:
    ///   - rows: how many rows there are for the list, the one for "and 12 more" included.
    ///   - columns: the screen's width; the last cell stays free, where terminals differ.
    init(
        _ candidates: [Completion], rows limit: Int, columns: Int, isColoured: Bool, more: (Int) -> String,
        width: (Unicode.Scalar) -> Int
    ) {
        let room = max(columns - 1, 4)
        var cells = candidates.map { Cell($0, room: room, width) }
        let labelWidth = cells.lazy.filter { !$0.note.isEmpty }.map(\.labelWidth).max() ?? 0
        // Notes stand below each other, unless one long label would push them all off the screen.
        if labelWidth <= room / 3 {
            for index in cells.indices { cells[index].widenLabel(to: labelWidth) }
        }
        let cellWidth = min(room, cells.lazy.map(\.width).max() ?? 0)
        let perRow = max(1, (room + Self.gap) / (cellWidth + Self.gap))
        let needed = (cells.count + perRow - 1) / perRow
        let rowCount = needed <= limit ? needed : max(1, limit - 1)
        let shown = cells.prefix(rowCount * perRow)
        shownCount = shown.count

        // Down the columns, as in a dictionary.
        for row in 0..<rowCount {
            let inRow = stride(from: row, to: shown.count, by: rowCount).map { shown[$0] }
            rows.append(
                inRow.enumerated().map { number, cell in
                    let padding = number == inRow.count - 1 ? 0 : cellWidth - cell.width + Self.gap
                    return cell.text(isColoured: isColoured) + String(repeating: " ", count: padding)
                }.joined())
        }
        if shownCount < cells.count {
            rows.append(more(cells.count - shownCount).cut(to: room, width).text)
        }
    }
}

/// A label and its note, cut to fit.
private struct Cell {
    let label: String
    let note: String
    private(set) var labelWidth: Int
    private(set) var width: Int
    private var padding = ""

    init(_ candidate: Completion, room: Int, _ width: (Unicode.Scalar) -> Int) {
        let label = candidate.label.cut(to: room, width)
        let note = candidate.note.cut(to: max(0, room - label.width - 2), width)
        self.label = label.text
        self.note = note.text
        labelWidth = label.width
        self.width = label.width + (note.text.isEmpty ? 0 : 2 + note.width)
    }

    /// Moves the note to the right.
    mutating func widenLabel(to cells: Int) {
        guard !note.isEmpty, cells > labelWidth else { return }
        padding = String(repeating: " ", count: cells - labelWidth)
        width += cells - labelWidth
        labelWidth = cells
    }

    func text(isColoured: Bool) -> String {
        guard !note.isEmpty else { return label }
        return label + padding + "  " + (isColoured ? "\u{1b}[2m\(note)\u{1b}[0m" : note)
    }
}

extension String {
    /// As much as fits into `cells`, with `…` for what doesn't, and nothing in it that would act on the terminal.
    fileprivate func cut(to cells: Int, _ width: (Unicode.Scalar) -> Int) -> (text: String, width: Int) {
        let scalars = Array(visible(self).unicodeScalars)
        let total = scalars.reduce(0) { $0 + width($1) }
        guard total > cells else { return (String(scalars: scalars), total) }
        guard cells > 0 else { return ("", 0) }
        var kept = [Unicode.Scalar]()
        var taken = 1
        for scalar in scalars {
            guard taken + width(scalar) <= cells else { break }
            taken += width(scalar)
            kept.append(scalar)
        }
        return (String(scalars: kept) + "…", taken)
    }
}
