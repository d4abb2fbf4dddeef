import Text

/// Items of a list over several blocks, which may be numbered anew under each heading: `（一）…方面`, then `1.`, `2.`.
extension Analysis {
    /// A numbered block and how deep it stands below the others of its list.
    private struct Numbered {
        var place: Int
        var depth: Int
    }

    /// The numbered blocks of a range below which no others stand, each with the text behind it that has no number of its own.
    func leafItems(_ range: Range<Int>) -> [Range<Int>] {
        let inside = blockPlaces(within: range)
        let numbered = numberedBlocks(inside)
        var items: [Range<Int>] = []
        for (order, own) in numbered.enumerated() {
            let next = order + 1 < numbered.count ? numbered[order + 1] : nil
            if let next, next.depth > own.depth { continue }
            let block = blocks[own.place]
            var end = block.range.upperBound
            // A heading's paragraphs are its own; behind the last item they may be the document's.
            if let next {
                end = blocks[next.place - 1].range.upperBound
            } else if block.kind == .heading, own.place + 1 < inside.upperBound {
                end = blocks[own.place + 1].range.upperBound
            }
            while end > block.range.lowerBound, [0x3B, 0x3002, 0x2C, 0x20].contains(text.keys[end - 1]) { end -= 1 }
            items.append(block.range.lowerBound..<end)
        }
        return items
    }

    /// Depths by the order in which the styles of numbers come up: what is first found below another style is below it.
    private func numberedBlocks(_ places: Range<Int>) -> [Numbered] {
        var styles: [Numbering.Style] = []
        var found: [Numbered] = []
        for place in places {
            guard let style = blocks[place].numbering?.style, style != .dash, style != .said else { continue }
            if let depth = styles.firstIndex(of: style) {
                styles.removeSubrange((depth + 1)...)
            } else {
                styles.append(style)
            }
            found.append(Numbered(place: place, depth: styles.count - 1))
        }
        return found
    }

    /// The blocks that lie in a range as a whole.
    private func blockPlaces(within range: Range<Int>) -> Range<Int> {
        let first = firstPlace(in: blocks.indices) { blocks[$0].range.lowerBound >= range.lowerBound }
        let last = firstPlace(in: blocks.indices) { blocks[$0].range.upperBound > range.upperBound }
        return first..<max(first, last)
    }
}
