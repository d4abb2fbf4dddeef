/// Marks of footnotes, as yearly bulletins have them behind a word.
extension LineReader {
    /// `地区生产总值[2]312亿元` → 地区生产总值312亿元. `[20]` in a cell of its own is a value, `[2021]44号` a number.
    mutating func removeFootnoteMarks(_ part: inout Range<Int>) {
        var kept = part.lowerBound
        var place = part.lowerBound
        while place < part.upperBound {
            if let end = footnoteMark(place, part) {
                place = end
                continue
            }
            scalars[kept] = scalars[place]
            origins[kept] = origins[place]
            kept += 1
            place += 1
        }
        part = part.lowerBound..<kept
    }

    /// Where a mark that begins at a place ends: one or two digits in brackets directly behind a Han character.
    private func footnoteMark(_ place: Int, _ part: Range<Int>) -> Int? {
        guard scalars[place] == 0x5B || scalars[place] == 0x3014 || scalars[place] == 0xFF3B, place > part.lowerBound,
            isHan(scalars[place - 1])
        else { return nil }
        var end = place + 1
        while end < part.upperBound, isDigit(scalars[end]) { end += 1 }
        guard (1...2).contains(end - place - 1), end < part.upperBound,
            scalars[end] == 0x5D || scalars[end] == 0x3015 || scalars[end] == 0xFF3D
        else { return nil }
        // 累计下降[20]%
        if end + 1 < part.upperBound, scalars[end + 1] == 0x25 || scalars[end + 1] == 0x53F7 { return nil }
        return end + 1
    }
}
