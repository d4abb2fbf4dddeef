/// What becomes of line breaks in a text made visible.
package enum LineBreakDisplay: Sendable {
    /// One space, as in a cell of a table.
    case space
    /// `⏎`
    case mark
    /// A line feed.
    case kept
}

/// `text` without anything that could steer a terminal or deceive the reader; an ordinary text comes back as it is.
///
/// Documents that went through OCR hold escape characters, tabs, zero-width and private-use characters, and hostile ones
/// put an escape sequence into a title. Controls become pictures (`␛`); the second range of controls, bidirectional
/// and zero-width characters, private use and noncharacters become `<U+202E>`; a tab becomes a space. A joiner between emoji
/// and one variation selector behind a character stay, because they are part of what one sees.
package func visible(_ text: String, lineBreaks: LineBreakDisplay = .space) -> String {
    withBytes(of: text) { bytes in
        guard let first = firstConcealed(in: bytes) else { return text }
        var writer = VisibleTextWriter(lineBreaks: lineBreaks)
        // From the start of the character before, which a joiner or selector may belong to.
        writer.write(bytes, from: startOfScalar(before: first, in: bytes))
        return String(decoding: writer.output, as: UTF8.self)
    }
}

/// Whether a scalar shows nothing of itself, or on every machine something else.
package func isConcealed(_ scalar: UInt32) -> Bool {
    if scalar < 0x7F { return scalar < 0x20 }
    let table = StaticRecords(DisplayWidthTable.hidden, size: 8)
    guard let range = table.last(notAbove: scalar, digits: 4) else { return false }
    return scalar <= table.number(range, at: 4, digits: 4)
}

/// The offset of the first scalar that doesn't stay as it is, if there is one.
private func firstConcealed(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = 0
    while position < bytes.count {
        let lead = bytes[position]
        if lead >= 0x20, lead < 0x7F {
            position += 1
        } else if lead >= 0xE4, lead <= 0xE9, isUnifiedHan(in: bytes, at: position, lead: lead) {
            position += 3
        } else {
            let (value, length) = scalar(in: bytes, at: position)
            if isConcealed(value) { return position }
            position += length
        }
    }
    return nil
}

private func startOfScalar(before position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard position > 0 else { return 0 }
    var start = position - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
}

/// Copies a text and writes out what it conceals.
private struct VisibleTextWriter {
    let lineBreaks: LineBreakDisplay
    var output: [UInt8] = []
    /// The scalar before, if it was copied.
    private var copied: UInt32?

    init(lineBreaks: LineBreakDisplay) {
        self.lineBreaks = lineBreaks
    }

    /// Writes all of `bytes`; what stands before `start` needs no looking at.
    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        output.reserveCapacity(bytes.count + 16)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[..<start]))
        var position = start
        while position < bytes.count {
            let (value, length) = scalar(in: bytes, at: position)
            position += length
            let next = position < bytes.count ? scalar(in: bytes, at: position).value : nil
            if !isConcealed(value) || belongsToNeighbours(value, next: next) {
                output.appendScalar(value)
                copied = value
            } else {
                // Carriage return and line feed are one line break.
                if value == 0x0D, next == 0x0A { position += 1 }
                writeOut(value)
                copied = nil
            }
        }
    }

    private func belongsToNeighbours(_ value: UInt32, next: UInt32?) -> Bool {
        guard let copied else { return false }
        if isVariationSelector(value) { return !isVariationSelector(copied) && copied != 0x200D }
        guard value == 0x200D, let next else { return false }
        return (isEmoji(copied) || copied == 0xFE0F) && isEmoji(next)
    }

    private func isVariationSelector(_ value: UInt32) -> Bool {
        value &- 0xFE00 < 16 || value &- 0xE0100 < 240
    }

    private func isEmoji(_ value: UInt32) -> Bool {
        switch WidthClass(value) {
        case .wideEmoji, .emojiModifier: return true
        case .narrowEmoji, .ambiguousEmoji: return value > 0x7F
        case .narrow, .zero, .spacingMark, .wide, .ambiguous: return false
        }
    }

    private mutating func writeOut(_ value: UInt32) {
        switch value {
        case 0x09: output.append(0x20)
        case 0x0A, 0x0D, 0x2028, 0x2029: writeLineBreak()
        case 0x00..<0x20: output.appendScalar(0x2400 + value)
        case 0x7F: output.appendScalar(0x2421)
        default: writeNumber(value)
        }
    }

    private mutating func writeLineBreak() {
        switch lineBreaks {
        case .space: output.append(0x20)
        case .mark: output.appendScalar(0x23CE)
        case .kept: output.append(0x0A)
        }
    }

    /// `<U+202E>`
    private mutating func writeNumber(_ value: UInt32) {
        let hexadecimal = String(value, radix: 16, uppercase: true)
        output.append(contentsOf: "<U+".utf8)
        output.append(contentsOf: repeatElement(0x30, count: max(0, 4 - hexadecimal.utf8.count)))
        output.append(contentsOf: hexadecimal.utf8)
        output.append(0x3E)
    }
}
