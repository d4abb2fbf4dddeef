import Text

/// A paragraph in lines of at most so many cells, the second and later ones indented; broken at blanks and between Chinese
/// characters, but not before a sign that closes or separates.
///
/// - Parameter cells: of a line; at least 1.
func wrappedParagraph(_ text: String, to cells: Int, indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: min(indent, max(0, cells - 8)))
    var lines: [String] = []
    var line = ""
    var width = 0
    for piece in pieces(of: text) {
        let own = widthInCells(of: piece)
        let visibleWidth = widthInCells(of: piece.droppingFinalBlanks)
        if width + visibleWidth > cells, !line.allSatisfy(\.isWhitespace) {
            lines.append(line.droppingFinalBlanks)
            line = margin
            width = margin.count
        }
        line += piece
        width += own
    }
    if !line.allSatisfy(\.isWhitespace) || lines.isEmpty { lines.append(line.droppingFinalBlanks) }
    return lines
}

/// Items one behind the other in lines of at most so many cells; an item is only broken if it has no room in a line of its own.
func flowing(_ items: [String], between separator: String, to cells: Int, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: min(indent, max(0, cells - 8)))
    var lines: [String] = []
    for (number, item) in items.enumerated() {
        let piece = item + (number < items.count - 1 ? separator : "")
        let end = piece.droppingFinalBlanks
        if let last = lines.last, widthInCells(of: last) + widthInCells(of: end) <= cells {
            lines[lines.count - 1] = last + piece
        } else {
            var broken = wrappedParagraph((lines.isEmpty ? "" : margin) + piece, to: cells, indent: indent)
            broken[broken.count - 1] += piece.suffix(piece.count - end.count)
            lines += broken
        }
    }
    return lines.map(\.droppingFinalBlanks)
}

/// Words with the blanks behind them; of Chinese each character with the signs that belong to it.
private func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var last: Character?
    for character in text {
        let isWide = widthInCells(of: String(character)) == 2
        let lastIsWide = last.map { widthInCells(of: String($0)) == 2 } ?? false
        let begins =
            last == nil || (last?.isWhitespace == true && !character.isWhitespace)
            || ((isWide || lastIsWide) && !character.isWhitespace && !"，。、；：）］”》？！,.;:)]".contains(character)
                && last.map { !"（“《([".contains($0) } == true)
        if begins { pieces.append(String(character)) } else { pieces[pieces.count - 1].append(character) }
        last = character
    }
    return pieces
}

extension String {
    fileprivate var droppingFinalBlanks: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
