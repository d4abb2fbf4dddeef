extension Lexer {
    /// `"低空经济"`, `“低空经济”`, `「低空经济」`, also over several lines.
    ///
    /// A quote that isn't closed ends with its line, so that reading can go on with the next.
    mutating func quoted(by quote: Quote, width: Int) -> Token.Kind {
        let opened = offset..<offset + width
        offset += width
        if quote.hasEscapes { return escaped(quote, opened: opened) }
        guard let (end, closingWidth) = closing(of: quote) else { return unclosed(quote, opened: opened) }
        let content = offset..<end
        offset = end + closingWidth
        if let error = firstFault(in: content) { return .invalid(error) }
        return .text(String(decoding: bytes[content], as: UTF8.self))
    }

    private mutating func unclosed(_ quote: Quote, opened: Range<Int>) -> Token.Kind {
        offset = opened.upperBound
        while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
        return .invalid(.unclosed(.quote(quote), opened: opened))
    }

    /// Where the quote is closed: by its twin, if no quote of the same kind opens before that, else by the ASCII quote.
    ///
    /// So `“a "b" c”` is one text, and of `“a" and topic ~ “b”` the first text is `a`.
    private func closing(of quote: Quote) -> (end: Int, width: Int)? {
        let twin = Array(quote.closing.utf8)
        let opening = Array(quote.rawValue.utf8)
        var ascii: Int?
        var index = offset
        while index < bytes.count {
            if bytes[index] == twin[0] {
                if stands(twin, at: index) { return (index, twin.count) }
                if stands(opening, at: index) { break }
            } else if ascii == nil, bytes[index] == quote.asciiTwin {
                ascii = index
            }
            index += 1
        }
        return ascii.map { ($0, 1) }
    }

    private func stands(_ text: [UInt8], at index: Int) -> Bool {
        index + text.count <= bytes.count && bytes[index..<index + text.count].elementsEqual(text)
    }

    /// `"a \"b\"\n"`
    private mutating func escaped(_ quote: Quote, opened: Range<Int>) -> Token.Kind {
        let closing = quote == .double ? UInt8(0x22) : 0x27
        var content: [UInt8] = []
        var pieceStart = offset
        var wrong: SyntaxError?
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == closing || fullWidthTwin(of: closing, at: offset) {
                content.append(contentsOf: bytes[pieceStart..<offset])
                let end = offset
                offset += byte == closing ? 1 : 3
                if let fault = firstFault(in: opened.upperBound..<end) ?? wrong { return .invalid(fault) }
                return .text(String(decoding: content, as: UTF8.self))
            }
            if byte == 0x5C {
                content.append(contentsOf: bytes[pieceStart..<offset])
                let start = offset
                if let piece = escape() {
                    content.append(contentsOf: piece)
                } else {
                    wrong = wrong ?? .unknownEscape(at: start..<offset)
                }
                pieceStart = offset
            } else {
                offset += 1
            }
        }
        if let end = curlyEnd(after: opened) {
            offset = end
            return .invalid(.mixedQuotes(at: opened.lowerBound..<end))
        }
        return unclosed(quote, opened: opened)
    }

    /// Behind the `”` in the line of an opening `"` that nothing closes: the input method was switched on in between.
    private func curlyEnd(after opened: Range<Int>) -> Int? {
        let curly = Array(Quote.curlyDouble.closing.utf8)
        var index = opened.upperBound
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
            if bytes[index] == curly[0], stands(curly, at: index) { return index + curly.count }
            index += 1
        }
        return nil
    }

    /// A text opened by `＂` or `"` is closed by either.
    private func fullWidthTwin(of ascii: UInt8, at index: Int) -> Bool {
        bytes[index] == 0xEF && stands([0xEF, 0xBC, ascii == 0x22 ? 0x82 : 0x87], at: index)
    }

    /// `\n`, `\"`, `\u{1F}`; nil if there is no such escape. Moves behind it.
    private mutating func escape() -> [UInt8]? {
        offset += 1
        guard offset < bytes.count else { return nil }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case 0x22, 0x27, 0x5C, 0x2F: return [byte]
        case 0x6E: return [0x0A]
        case 0x72: return [0x0D]
        case 0x74: return [0x09]
        case 0x75: return scalarEscape()
        default: return nil
        }
    }

    /// `{1F}` of `\u{1F}`
    private mutating func scalarEscape() -> [UInt8]? {
        guard offset < bytes.count, bytes[offset] == 0x7B else { return nil }
        var end = offset + 1
        while end < bytes.count, end - offset < 10, isWordByte(bytes[end]) { end += 1 }
        guard end < bytes.count, bytes[end] == 0x7D else { return nil }
        let digits = String(decoding: bytes[offset + 1..<end], as: UTF8.self)
        offset = end + 1
        guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else { return nil }
        return Array(String(scalar).utf8)
    }

    /// `/低空(经济|产业)/`, in one line; `\/` is a slash.
    mutating func pattern() -> Token.Kind {
        guard let (_, width) = asciiSign(at: offset) else { preconditionFailure("no slash at \(offset)") }
        let opened = offset..<offset + width
        let slash = Array(bytes[opened])
        var content: [UInt8] = []
        offset += width
        while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D {
            if stands(slash, at: offset) {
                offset += width
                if let fault = firstFault(in: opened.upperBound..<offset) { return .invalid(fault) }
                return .pattern(String(decoding: content, as: UTF8.self))
            }
            if bytes[offset] == 0x5C, stands(slash, at: offset + 1) {
                offset += 1
            } else if bytes[offset] == 0x5C {
                content.append(bytes[offset])
                offset += 1
                if offset >= bytes.count || bytes[offset] == 0x0A { break }
            }
            content.append(bytes[offset])
            offset += 1
        }
        return .invalid(.unclosed(.pattern, opened: opened))
    }

    /// The first control character or wrong UTF-8 between quotes; line breaks and tabs are all right there.
    private func firstFault(in range: Range<Int>) -> SyntaxError? {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte < 0x80 {
                let isAllowed = byte >= 0x20 && byte != 0x7F || (0x09...0x0D).contains(byte)
                if !isAllowed { return .controlCharacter(byte, at: index..<index + 1) }
                index += 1
            } else {
                guard let (_, width) = scalar(at: index) else { return .notUTF8(at: index..<index + 1) }
                index += width
            }
        }
        return nil
    }
}
