import Text

/// The items of a list within running text: `一是…；二是…`, `1.…`, 首先, or between semicolons.
extension Analysis {
    /// The items of a list within running text: numbered by 一是 or 1., else between semicolons and full stops.
    func listed(_ range: Range<Int>) -> [Range<Int>] {
        let starts = itemStarts(range)
        let leaves = leafItems(range)
        if leaves.count > starts.count { return leaves }
        guard starts.count > 1 || (starts.count == 1 && starts[0] - range.lowerBound < 3) else {
            return text.split(range, at: [0x3B, 0x3002])
        }
        return starts.enumerated().map { place, start in
            var end = place + 1 < starts.count ? starts[place + 1] : range.upperBound
            // An item that is a paragraph of its own ends with it, and so does the last of several within one.
            if blockStarts.contains(start), let own = block(at: start), own.numbering != nil {
                end = min(end, endWithDashes(own))
            } else if place > 0, place + 1 == starts.count, let own = block(around: start),
                own.range.lowerBound <= starts[place - 1]
            {
                end = min(end, own.range.upperBound)
            }
            while end > start, [0x3B, 0x3002, 0x2C, 0x20].contains(text.keys[end - 1]) { end -= 1 }
            return start..<end
        }
    }

    /// Where an item ends with the lines behind dashes that say more of it.
    private func endWithDashes(_ item: Block) -> Int {
        var end = item.range.upperBound
        guard item.numbering?.style != .dash else { return end }
        let next = firstPlace(in: blocks.indices) { blocks[$0].range.lowerBound >= end }
        for block in blocks[next...] {
            guard block.numbering?.style == .dash else { break }
            end = block.range.upperBound
        }
        return end
    }

    /// The block that begins at a character.
    func block(at start: Int) -> Block? {
        let place = firstPlace(in: blocks.indices) { blocks[$0].range.lowerBound >= start }
        return place < blocks.count && blocks[place].range.lowerBound == start ? blocks[place] : nil
    }

    /// The block that a character stands in.
    private func block(around place: Int) -> Block? {
        let next = firstPlace(in: blocks.indices) { blocks[$0].range.upperBound > place }
        return next < blocks.count && blocks[next].range.lowerBound <= place ? blocks[next] : nil
    }

    /// Where `一是`, `二是`, … or `1.`, `2.`, … or （1）, （2）… stand one after the other, each behind a sign or at the beginning.
    func itemStarts(_ range: Range<Int>) -> [Int] {
        var numbers: [(place: Int, number: Numbering)] = []
        for place in range where isItemPlace(place, range) {
            if let number = itemNumbering(place..<range.upperBound) { numbers.append((place, number)) }
        }
        var best: [Int] = []
        for style in Analysis.itemStyles {
            var starts: [Int] = []
            var end = range.lowerBound
            for (place, number) in numbers where place >= end {
                guard number.style == style, number.ordinal == starts.count + 1 else { continue }
                starts.append(place)
                end = number.range.upperBound
            }
            if starts.count > best.count { best = starts }
        }
        return best
    }

    private static let itemStyles: [Numbering.Style] = [
        .said, .arabic, .arabicInBrackets, .hanInBrackets, .circled, .han,
    ]

    private func isItemPlace(_ place: Int, _ range: Range<Int>) -> Bool {
        if place == range.lowerBound { return true }
        let before = text.keys[place - 1]
        return before == 0x3B || before == 0x3002 || before == 0x3A || before == 0x2C || before == 0x20
            || blockStarts.contains(place)
    }

    private static let firstWords: [(Keys, Int)] = [("首先", 1), ("其次", 2), ("再次", 3), ("最后", 4)]

    /// The number that an item begins with.
    private func itemNumbering(_ range: Range<Int>) -> Numbering? {
        if text.has("第", at: range.lowerBound, before: range.upperBound) {
            let head = range.lowerBound + 1..<min(range.upperBound, range.lowerBound + 5)
            guard let comma = head.first(where: { text.keys[$0] == 0x2C || text.keys[$0] == 0x3001 }),
                let ordinal = text.ordinal(range.lowerBound + 1..<comma)
            else { return nil }
            return Numbering(style: .said, ordinal: ordinal, range: range.lowerBound..<comma + 1)
        }
        return text.numbering(range.lowerBound..<min(range.upperBound, range.lowerBound + 8)).flatMap {
            Analysis.itemStyles.contains($0.style) ? $0 : nil
        }
    }

    /// An item without its number.
    func itemBody(_ range: Range<Int>) -> Range<Int> {
        var body = text.trimmed((itemNumbering(range)?.range.upperBound ?? range.lowerBound)..<range.upperBound)
        // ——编制规划
        while let first = body.first, text.keys[first] == 0x2D { body = text.trimmed(first + 1..<body.upperBound) }
        return body
    }
}
