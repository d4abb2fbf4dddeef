import Text

/// A text in lines of at most so many cells, broken behind a comma, a semicolon or a blank where one stands in the last half
/// of a line.
///
///     wrapped("胡芬?、梁勇?、赵风云?", to: 14)      ["胡芬?、梁勇?、", "赵风云?"]
func wrapped(_ text: String, to cells: Int, ambiguousWide: Bool) -> [String] {
    var lines: [String] = []
    var rest = text
    while widthInCells(of: rest, ambiguousWide: ambiguousWide) > cells {
        var head = Text.prefix(of: rest, fitting: cells, ambiguousWide: ambiguousWide)
        if head.isEmpty { break }
        let better = head.lastIndex { "、，,；; ".contains($0) }.map { String(head[...$0]) }
        if let better, 2 * widthInCells(of: better, ambiguousWide: ambiguousWide) >= cells { head = better }
        lines.append(head)
        rest.removeFirst(head.count)
    }
    return rest.isEmpty ? lines : lines + [rest]
}

extension CellText {
    /// The same cell with its lines wrapped.
    func wrapped(to cells: Int, ambiguousWide: Bool) -> CellText {
        var cell = self
        cell.lines = lines.flatMap { line in
            line.widthInCells <= cells
                ? [line]
                : Render.wrapped(line.text, to: cells, ambiguousWide: ambiguousWide).map {
                    Line($0, ambiguousWide: ambiguousWide)
                }
        }
        return cell
    }
}
