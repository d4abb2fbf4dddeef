/// A text as the finder of places reads it: without white space and the asterisks of Markdown, so that a name that a newspaper's
/// column breaks (祁 / 县), or that a title spaces out, is one again. The gap between cells stays, as a line break, and so does a
/// blank line, unless a page ended in the middle of a sentence there: long line, no heading, Han characters on both sides.
///
///     original   在祁\n县 的\n\n平 遥
///     compact    在祁县的\n平遥            and for each byte where it comes from
struct CompactText {
    let bytes: [UInt8]
    private let origins: [UInt32]
    /// Places of `bytes` where a line of the original begins, ascending.
    let lineStarts: [Int]

    /// - Requires: Fewer than 4 GiB, because offsets take four bytes.
    init(_ original: UnsafeBufferPointer<UInt8>) {
        precondition(original.count <= Int(UInt32.max), "a text of 4 GiB")
        // A break stands for at least two bytes of the original, so that this is enough.
        var origins: [UInt32] = []
        var lineStarts: [Int] = []
        bytes = [UInt8](unsafeUninitializedCapacity: original.count) { bytes, count in
            origins = [UInt32](unsafeUninitializedCapacity: original.count) { origins, originCount in
                count = CompactText.read(original, into: bytes, origins, &lineStarts)
                originCount = count
            }
        }
        (self.origins, self.lineStarts) = (origins, lineStarts)
    }

    /// Gives how many bytes are kept.
    private static func read(
        _ original: UnsafeBufferPointer<UInt8>, into bytes: UnsafeMutableBufferPointer<UInt8>,
        _ origins: UnsafeMutableBufferPointer<UInt32>, _ lineStarts: inout [Int]
    ) -> Int {
        var count = 0
        func append(_ byte: UInt8, from origin: Int) {
            bytes[count] = byte
            origins[count] = UInt32(truncatingIfNeeded: origin)
            count += 1
        }
        var breaks = 1
        var position = 0
        while position < original.count {
            let byte = original[position]
            switch byte {
            case 0x0A:
                breaks += 1
            case 0x09, 0x0C:
                append(0x0A, from: position)
            case 0x20, 0x0D, 0x2A:
                break
            case 0xE3 where isIdeographicSpace(original, position):
                position += 2
            default:
                if breaks > 1, !isBrokenPage(before: byte, bytes, count, lineStarts.last) {
                    append(0x0A, from: position)
                }
                if breaks > 0 { lineStarts.append(count) }
                breaks = 0
                append(byte, from: position)
            }
            position += 1
        }
        return count
    }

    /// Lines of nine characters and more are no titles of newspapers, whose columns have ten and more.
    private static let shortestLine = 27

    private static func isBrokenPage(
        before byte: UInt8, _ bytes: UnsafeMutableBufferPointer<UInt8>, _ count: Int, _ lineStart: Int?
    ) -> Bool {
        guard let start = lineStart, count - start >= shortestLine else { return false }
        let last = bytes[count - 3]
        return bytes[start] != 0x23 && (0xE4...0xE9).contains(last) && (0xE4...0xE9).contains(byte)
    }

    /// The bytes of the original that a range comes from, with what lay between.
    func original(_ range: Range<Int>) -> Range<Int> {
        range.isEmpty ? 0..<0 : Int(origins[range.lowerBound])..<Int(origins[range.upperBound - 1]) + 1
    }

    func startsLine(_ position: Int) -> Bool {
        let line = firstPlace(in: 0..<lineStarts.count) { lineStarts[$0] >= position }
        return line < lineStarts.count && lineStarts[line] == position
    }
}

private func isIdeographicSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    position + 2 < bytes.count && bytes[position + 1] == 0x80 && bytes[position + 2] == 0x80
}
