import Text

/// `line`: a card per row, a line per cell, a blank line between cards. Screen readers read it well, and so does `grep`.
///
///     名称: 娄烦县
///     存在问题:
///       资产底数不清 · insp:64-71
///       账实不符 · insp:72
///
/// On a terminal long values are wrapped, not cut. Where rows are numbered, a card begins with its number: `row: 3`.
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
            try options.check()
            if index == window.gap { try write(card.gap) }
            let number = options.numbersRows && window.count > 1 ? window.number(ofShown: index) : nil
            for line in card.lines(row, number: number) { try write(line) }
            try write("\n")
        }
    }
}

private struct Card {
    let names: [String]
    let options: RenderOptions

    var gap: String {
        var line = StyledLine(palette: options.palette)
        line.append(options.widthInCells == 1 && options.ambiguousWide ? "." : "…", as: .note)
        return line.finished() + "\n"
    }

    func lines(_ row: [Value], number: Int?) -> [String] {
        let head = number.map {
            wrappedLines(options.wording.row + ":", "\($0)", of: CellText(.number(Double($0)), options: options))
        }
        return (head ?? [])
            + zip(names, row).flatMap { name, value in lines(name: name, cell: CellText(value, options: options)) }
    }

    private func lines(name: String, cell: CellText) -> [String] {
        if cell.lines.count == 1 { return wrappedLines(name + ":", cell.lines[0].text, of: cell) }
        return wrappedLines(name + ":", "", of: cell) + cell.lines.flatMap { wrappedLines("", $0.text, of: cell) }
    }

    /// `name: text`; what has no room goes on, indented, on the next line. Without a name all of it is indented.
    private func wrappedLines(_ name: String, _ text: String, of cell: CellText) -> [String] {
        let heads = parts(of: name, from: 0)
        let head = heads.last ?? ""
        let lead = head.isEmpty ? indent : text.isEmpty ? head : head + " "
        let tails = parts(of: text, from: widthInCells(of: lead, ambiguousWide: options.ambiguousWide))
        return heads.dropLast().map { styled($0, "", cell) }
            + [tails[0].isEmpty ? styled(head, "", cell) : styled(lead, tails[0], cell)]
            + tails.dropFirst().map { styled(indent, $0, cell) }
    }

    /// What goes on is indented, unless the terminal is too narrow for that.
    private var indent: String { (options.widthInCells ?? 80) < 8 ? "" : "  " }

    private func parts(of text: String, from start: Int) -> [String] {
        guard let width = options.widthInCells else { return [text] }
        return wrapped(
            text, to: max(1, width), from: start, indent: indent.utf8.count, ambiguousWide: options.ambiguousWide)
    }

    private func styled(_ first: String, _ second: String, _ cell: CellText) -> String {
        var line = StyledLine(palette: options.palette)
        line.append(first, as: .heading)
        line.append(second, of: cell, options)
        return line.finished()
    }
}

/// The text in parts that fit: of the first line `start` cells are taken, of each further one as many as the indent.
///
/// Chinese breaks anywhere; an English word goes to the next line whole if it isn't longer than half of one. In a single cell a
/// character of two is `…`.
/// - Requires: At least one cell.
func wrapped(
    _ text: String, to cells: Int, from start: Int, indent: Int = 2, ambiguousWide: Bool = false
) -> [String] {
    var parts: [String] = []
    var part = ""
    var taken = start
    for character in text {
        var character = character
        var width = widthInCells(of: String(character), ambiguousWide: ambiguousWide)
        if width > cells - indent { (character, width) = (ambiguousWide ? "." : "…", 1) }
        if taken + width > cells, taken > (parts.isEmpty ? min(indent, start) : indent) {
            let word = character == " " ? "" : takeLastWord(of: &part, room: cells)
            parts.append(part)
            part = word
            taken = indent + word.utf8.count
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
