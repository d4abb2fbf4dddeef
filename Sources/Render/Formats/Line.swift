import Text

/// `line`: a card per row, a line per cell, a blank line between cards. Screen readers read it well, and so does `grep`.
///
///     名称: 娄烦县
///     存在问题:
///       资产底数不清 · insp:64-71
///       账实不符 · insp:72
///
/// On a terminal long values are wrapped, not cut.
package struct LineRenderer: Renderer {
    private let options: RenderOptions
    private var output: Output
    private var columns: [Column] = []
    private var window: RowWindow

    init(options: RenderOptions, output: Output) {
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
        try output.writeCards(columns: columns, window: window, options: options)
        try output.writeRowCount(total, shown: window.rowsShown, options: options)
        try output.flush()
    }
}

extension Output {
    /// The rows as cards, each followed by a blank line.
    mutating func writeCards(columns: [Column], window: RowWindow, options: RenderOptions) throws(OutputError) {
        let card = Card(names: columns.map { visible($0.displayName) }, options: options)
        for (index, row) in window.rows.enumerated() {
            if index == window.gap { try write(card.gap) }
            for line in card.lines(row) { try write(line) }
            try write("\n")
        }
    }
}

private struct Card {
    let names: [String]
    let options: RenderOptions

    /// Indented by two cells, a line must still have room for the widest character.
    private static let leastWidth = 8

    var gap: String {
        var line = StyledLine(palette: options.palette)
        line.append("…", as: .note)
        return line.finished() + "\n"
    }

    func lines(_ row: [Value]) -> [String] {
        zip(names, row).flatMap { name, value in
            lines(name: name, cell: CellText(value, options: options))
        }
    }

    private func lines(name: String, cell: CellText) -> [String] {
        if cell.lines.count == 1 { return wrappedLines(name + ":", cell.lines[0].text, role: cell.role) }
        return wrappedLines(name + ":", "", role: cell.role)
            + cell.lines.flatMap { wrappedLines("", $0.text, role: cell.role) }
    }

    /// `name: text`; what has no room goes on, indented, on the next line. Without a name all of it is indented.
    private func wrappedLines(_ name: String, _ text: String, role: Role) -> [String] {
        let heads = parts(of: name, from: 0)
        let head = heads.last ?? ""
        let lead = head.isEmpty ? "  " : text.isEmpty ? head : head + " "
        let tails = parts(of: text, from: widthInCells(of: lead, ambiguousWide: options.ambiguousWide))
        return heads.dropLast().map { styled($0, .heading, "", role) }
            + [tails[0].isEmpty ? styled(head, .heading, "", role) : styled(lead, .heading, tails[0], role)]
            + tails.dropFirst().map { styled("  ", .plain, $0, role) }
    }

    private func parts(of text: String, from start: Int) -> [String] {
        guard let width = options.widthInCells else { return [text] }
        return wrapped(text, to: max(Card.leastWidth, width), from: start, ambiguousWide: options.ambiguousWide)
    }

    private func styled(_ first: String, _ firstRole: Role, _ second: String, _ secondRole: Role) -> String {
        var line = StyledLine(palette: options.palette)
        line.append(first, as: firstRole)
        line.append(second, as: secondRole)
        return line.finished()
    }
}

/// The text in parts that fit: of the first line `start` cells are taken, of each further one two.
///
/// Chinese breaks anywhere; an English word goes to the next line whole if it isn't longer than half of one.
/// - Requires: At least eight cells.
func wrapped(_ text: String, to cells: Int, from start: Int, ambiguousWide: Bool = false) -> [String] {
    var parts: [String] = []
    var part = ""
    var taken = start
    for character in text {
        let width = widthInCells(of: String(character), ambiguousWide: ambiguousWide)
        if taken + width > cells, taken > 2 {
            let word = character == " " ? "" : takeLastWord(of: &part, room: cells)
            parts.append(part)
            part = word
            taken = 2 + word.utf8.count
            if character == " " { continue }
        }
        part.append(character)
        taken += width
    }
    return parts + [part]
}

/// The ASCII word at the end of the line, if a space stands before it and it is short; the space goes.
private func takeLastWord(of part: inout String, room: Int) -> String {
    guard let space = part.utf8.lastIndex(of: UInt8(ascii: " ")) else { return "" }
    let word = part[part.utf8.index(after: space)...]
    guard word.utf8.count < room / 2, word.utf8.allSatisfy({ $0 < 0x80 }) else { return "" }
    defer { part = String(part[..<space]) }
    return String(word)
}
