/// Folds a text of which every character folds by itself: Han, ASCII, the marks of Chinese text, and blanks and line breaks that no
/// ASCII letter or digit stands before. It is the same as `folded`, some times faster.
///
/// - Requires: as much room as the text takes.
/// - Returns: how many bytes were written; -1 if the text has another character, or isn't well-formed UTF-8.
package func foldedPlainly(
    _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>
) -> Int {
    var position = 0
    var written = 0
    while position < source.count {
        let lead = source[position]
        // What follows is looked at as of three bytes, all that go on.
        if lead >= 0x80 {
            let isWhole =
                position + 2 < source.count && source[position + 1] & 0xC0 == 0x80
                && source[position + 2] & 0xC0 == 0x80
            if !isWhole { return -1 }
        }
        if lead >= 0xE4, lead <= 0xE9 {
            let second = source[position + 1]
            let third = source[position + 2]
            let value = UInt32(lead & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
            // U+4DC0 and on are hexagrams.
            if value < 0x4E00 || Folding.changesHan(value) { return -1 }
            target[written] = lead
            target[written + 1] = second
            target[written + 2] = third
            written += 3
            position += 3
        } else if lead &- 0x21 < 0x5E {
            target[written] = lead &- 0x41 < 26 ? lead + 0x20 : lead
            written += 1
            position += 1
        } else if lead == 0x0A || lead == 0x20 {
            // Goes, unless it may stand between two words.
            if written > 0, isWord(target[written - 1]) { return -1 }
            position += 1
        } else if lead == 0xEF, let ascii = asciiTwin(source[position + 1], source[position + 2]) {
            target[written] = ascii &- 0x41 < 26 ? ascii + 0x20 : ascii
            written += 1
            position += 3
        } else if lead == 0xE3, source[position + 1] == 0x80, isPlainMark(source[position + 2]) {
            target[written] = lead
            target[written + 1] = source[position + 1]
            target[written + 2] = source[position + 2]
            written += 3
            position += 3
        } else if lead == 0xE2, source[position + 1] == 0x80, source[position + 2] & 0xFE == 0x9C {
            // “ and ”
            target[written] = 0x22
            written += 1
            position += 3
        } else {
            return -1
        }
    }
    return written
}

@inline(__always)
private func isWord(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 }

/// `,` of `，`: U+FF01 to U+FF5E.
@inline(__always)
private func asciiTwin(_ second: UInt8, _ third: UInt8) -> UInt8? {
    let value = UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
    return value &- 0xF01 < 0x5E ? UInt8(value - 0xF01 + 0x21) : nil
}

/// The third byte of 、 。 《 》 【 】 〔 〕
@inline(__always)
private func isPlainMark(_ third: UInt8) -> Bool {
    switch third {
    case 0x81, 0x82, 0x8A, 0x8B, 0x90, 0x91, 0x94, 0x95: true
    default: false
    }
}
