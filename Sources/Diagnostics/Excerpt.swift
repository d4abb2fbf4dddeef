import Text

/// A line of a source as it is shown, in three parts, of which the middle one gets carets.
///
///     find proposals where topc ~ "低空经济"
///     before ------------- ^^^^ after ------
///
/// A line that has no room (a minified file of a megabyte) is cut to what stands around the mark.
struct Excerpt {
    var before: String
    var marked: String
    var after: String

    private let ambiguousWide: Bool

    init(_ line: MarkedLine, of bytes: [UInt8], room: Int, ambiguousWide: Bool) {
        // Beyond this many bytes a part is too long for any terminal, and need not be looked at.
        let reach = max(room, 1) * 16
        let beforeStart = max(line.content.lowerBound, line.mark.lowerBound - reach)
        let markedEnd = min(line.mark.upperBound, line.mark.lowerBound + reach)
        let afterEnd = min(line.content.upperBound, line.mark.upperBound + reach)
        before = shown(bytes[beforeStart..<line.mark.lowerBound])
        marked = shown(bytes[line.mark.lowerBound..<markedEnd])
        after = shown(bytes[line.mark.upperBound..<afterEnd])
        self.ambiguousWide = ambiguousWide
        let isWhole =
            beforeStart == line.content.lowerBound && markedEnd == line.mark.upperBound
            && afterEnd == line.content.upperBound
        if !isWhole || width(before) + width(marked) + width(after) > room { shrink(to: room) }
    }

    /// Where the carets begin.
    var indentInCells: Int { width(before) }

    /// At least one, so that also an empty range points somewhere.
    var caretCount: Int { max(1, width(marked)) }

    /// The mark gets up to two thirds of the room; of the rest, what follows gets a third, or what the beginning leaves.
    private mutating func shrink(to room: Int) {
        marked = cut(marked, to: room * 2 / 3, ambiguousWide: ambiguousWide)
        let rest = max(0, room - width(marked))
        let afterRoom = min(width(after), max(rest / 3, rest - width(before)))
        before = cutAtStart(before, to: rest - afterRoom)
        after = cut(after, to: afterRoom, ambiguousWide: ambiguousWide)
    }

    private func cutAtStart(_ text: String, to cells: Int) -> String {
        if width(text) <= cells { return text }
        let ellipsis = "…"
        var left = cells - width(ellipsis)
        if left < 0 { return "" }
        var start = text.endIndex
        while start > text.startIndex {
            let previous = text.index(before: start)
            left -= width(String(text[previous]))
            if left < 0 { break }
            start = previous
        }
        return ellipsis + text[start...]
    }

    private func width(_ text: String) -> Int { widthInCells(of: text, ambiguousWide: ambiguousWide) }
}

/// What a terminal may be given of bytes that nobody has looked at; a tab becomes as many spaces as it takes in most editors.
private func shown(_ bytes: ArraySlice<UInt8>) -> String {
    var expanded: [UInt8] = []
    expanded.reserveCapacity(bytes.count)
    for byte in bytes {
        if byte == UInt8(ascii: "\t") {
            expanded += repeatElement(UInt8(ascii: " "), count: 4)
        } else {
            expanded.append(byte)
        }
    }
    return visible(String(decoding: expanded, as: UTF8.self), lineBreaks: .mark)
}
