/// Where something stands in a text, as people count: both from 1, columns in Unicode scalars.
package struct SourceLocation: Sendable, Hashable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// The first line that a range touches, and what of it the range marks; byte offsets, at scalar boundaries.
struct MarkedLine {
    /// As the person counts, see `SourceText.firstLine`.
    var number: Int
    /// Without line break, and without a byte order mark.
    var content: Range<Int>
    /// Within `content`.
    var mark: Range<Int>
}

extension SourceText {
    /// The place of a byte offset. One beyond the end is the end, one within a character is the character.
    package func location(of offset: Int) -> SourceLocation {
        location(of: markedLine(offset..<max(offset, offset &+ 1)))
    }

    /// The place where a range begins; that of an empty range at the end of the text is behind its last word.
    package func location(of range: Range<Int>) -> SourceLocation { location(of: markedLine(range)) }

    func location(of line: MarkedLine) -> SourceLocation {
        let before = bytes[line.content.lowerBound..<line.mark.lowerBound]
        return SourceLocation(
            line: line.number, column: String(decoding: before, as: UTF8.self).unicodeScalars.count + 1)
    }

    func markedLine(_ range: Range<Int>) -> MarkedLine {
        let start = startOfScalar(range.isEmpty && range.lowerBound >= bytes.count ? endOfLastWord : range.lowerBound)
        let lineStart = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let content = startOfContent(lineStart)..<endOfContent(from: start, in: lineStart)
        let lower = min(max(start, content.lowerBound), content.upperBound)
        let upper = min(max(endOfScalar(range.upperBound), lower), content.upperBound)
        let number = bytes[..<lineStart].reduce(firstLine) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        return MarkedLine(number: number, content: content, mark: lower..<upper)
    }

    private func startOfContent(_ lineStart: Int) -> Int {
        lineStart == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : lineStart
    }

    private func endOfContent(from start: Int, in lineStart: Int) -> Int {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let hasReturn = end > lineStart && end < bytes.count && bytes[end - 1] == UInt8(ascii: "\r")
        return hasReturn ? end - 1 : end
    }

    /// The end of the text, or, if it ends with line breaks, the end of what stands before them: something is missing
    /// there, and an empty line wouldn't show behind what.
    private var endOfLastWord: Int {
        let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        guard let last = bytes.lastIndex(where: { !blanks.contains($0) }) else { return 0 }
        return bytes[last...].contains(UInt8(ascii: "\n")) ? last + 1 : bytes.count
    }

    private func startOfScalar(_ offset: Int) -> Int {
        var offset = min(max(offset, 0), bytes.count)
        while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }

    private func endOfScalar(_ offset: Int) -> Int {
        var offset = min(max(offset, 0), bytes.count)
        while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        return offset
    }
}
