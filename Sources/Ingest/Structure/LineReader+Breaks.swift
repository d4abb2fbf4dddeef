/// Line breaks of HTML within lines of Markdown: `（1）……；<br>（2）……`.
extension LineReader {
    private static let breakLetters: [UInt32] = [0x62, 0x72]

    /// Makes each of them one blank.
    mutating func removeBreaks(_ part: inout Range<Int>) {
        var kept = part.lowerBound
        var place = part.lowerBound
        while place < part.upperBound {
            if let end = breakEnd(place, part) {
                scalars[kept] = 0x20
                origins[kept] = origins[place]
                place = end
            } else {
                scalars[kept] = scalars[place]
                origins[kept] = origins[place]
                place += 1
            }
            kept += 1
        }
        part = trimmed(part.lowerBound..<kept)
    }

    /// Where `<br>`, `<br/>` or `<BR />` ends that begins at a place.
    private func breakEnd(_ start: Int, _ part: Range<Int>) -> Int? {
        guard scalars[start] == 0x3C, start + 3 < part.upperBound,
            (0..<2).allSatisfy({ scalars[start + 1 + $0] | 0x20 == LineReader.breakLetters[$0] })
        else { return nil }
        var place = start + 3
        while place < part.upperBound, scalars[place] == 0x20 || scalars[place] == 0x2F { place += 1 }
        return place < part.upperBound && scalars[place] == 0x3E ? place + 1 : nil
    }
}
