import Text

/// Cuts a text into tokens, one at a time.
///
/// Full-width signs, letters and digits are read as their ASCII twins; what stands between quotes is kept as it is.
/// Nothing is thrown here: what can't be read becomes an `invalid` token, so that the statements before it still run.
struct Lexer {
    /// A longer token is nearly always a quote that was never closed, in a file that isn't a script.
    static let longestTokenInBytes = 16 << 20

    let bytes: [UInt8]
    /// Where the next token is looked for.
    var offset: Int
    private var startsLine = true
    /// After `~` and `!~` a `/` opens a regular expression; elsewhere it divides.
    private var allowsPattern = false
    /// In a script a line that begins with a dot is a command of the shell, which ends what stands before it.
    var stopsAtCommands = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next token; again and again `end` when there is none.
    mutating func next() -> Token {
        skipBlanks()
        let start = offset
        var token = Token(kind: scan(), range: start..<offset, startsLine: startsLine)
        assert(token.isEnd || offset > start, "the lexer stands still")
        if offset - start > Lexer.longestTokenInBytes { token.kind = .invalid(.tooLong(at: start..<start + 1)) }
        startsLine = false
        allowsPattern = token.isSymbol(.contains) || token.isSymbol(.notContains)
        return token
    }

    private mutating func skipBlanks() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09: offset += 1
            case 0x0A, 0x0D, 0x0C, 0x0B:
                startsLine = true
                offset += 1
            case 0x23: skipComment()
            case 0x80...:
                guard let (scalar, width) = scalar(at: offset), skipBlank(scalar, width) else { return }
            default: return
            }
        }
    }

    /// `　`, `＃ …`
    private mutating func skipBlank(_ scalar: Unicode.Scalar, _ width: Int) -> Bool {
        switch role(of: scalar) {
        case .space: offset += width
        case .lineBreak:
            startsLine = true
            offset += width
        case .twin(0x23): skipComment()
        default: return false
        }
        return true
    }

    /// Whether a line of a script begins here with a dot: `.assert empty`. An indented dot goes on with a path.
    var isAtCommand: Bool {
        guard stopsAtCommands, offset < bytes.count, bytes[offset] == UInt8(ascii: ".") else { return false }
        return offset == 0 || bytes[offset - 1] == 0x0A || bytes[offset - 1] == 0x0D
            || (offset == 3 && bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    }

    private mutating func skipComment() {
        while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
    }

    private mutating func scan() -> Token.Kind {
        guard offset < bytes.count, !isAtCommand else { return .end }
        let byte = bytes[offset]
        switch byte {
        case 0x30...0x39: return number()
        case 0x41...0x5A, 0x5F, 0x61...0x7A: return word()
        case 0x22: return quoted(by: .double, width: 1)
        case 0x27: return quoted(by: .single, width: 1)
        case 0x2F where allowsPattern: return pattern()
        case 0x21...0x7E: return sign()
        case 0x80...: return scanScalar()
        default:
            offset += 1
            return .invalid(.controlCharacter(byte, at: offset - 1..<offset))
        }
    }

    private mutating func scanScalar() -> Token.Kind {
        guard let (scalar, width) = scalar(at: offset) else { return notUTF8() }
        switch role(of: scalar) {
        case .word: return word()
        case .twin(let byte) where isDigit(byte): return number()
        case .twin(let byte) where isWordByte(byte): return word()
        case .twin(0x22): return quoted(by: .double, width: width)
        case .twin(0x27): return quoted(by: .single, width: width)
        case .twin(0x2F) where allowsPattern: return pattern()
        case .twin: return sign()
        case .quote(let quote): return quoted(by: quote, width: width)
        case .sign(let symbol):
            offset += width
            return .symbol(symbol)
        case .space, .lineBreak, .other:
            offset += width
            return .invalid(.strayCharacter(scalar, at: offset - width..<offset))
        }
    }

    /// One error for the whole run of bytes that aren't UTF-8, and not one for each.
    private mutating func notUTF8() -> Token.Kind {
        let start = offset
        while offset < bytes.count, bytes[offset] >= 0x80, scalar(at: offset) == nil { offset += 1 }
        return .invalid(.notUTF8(at: start..<offset))
    }

    /// `查找`, `part_of`, `Ｇ2`: the longest run of word characters.
    private mutating func word() -> Token.Kind {
        let text = wordRun()
        return .word(text, Vocabulary.keyword(spelled: text))
    }

    /// The run of word characters from here on, with the full-width ones made ASCII.
    mutating func wordRun() -> String {
        let start = offset
        var folded: [UInt8]?
        while let (width, twin) = wordCharacter(at: offset) {
            if let twin {
                if folded == nil { folded = Array(bytes[start..<offset]) }
                folded?.append(twin)
            } else {
                folded?.append(contentsOf: bytes[offset..<offset + width])
            }
            offset += width
        }
        if let folded { return String(decoding: folded, as: UTF8.self) }
        return bytes.withUnsafeBufferPointer {
            String(decoding: UnsafeBufferPointer(rebasing: $0[start..<offset]), as: UTF8.self)
        }
    }

    /// The width in bytes of the word character there, and its ASCII twin if it is a full-width one.
    func wordCharacter(at index: Int) -> (width: Int, twin: UInt8?)? {
        guard index < bytes.count else { return nil }
        if bytes[index] < 0x80 { return isWordByte(bytes[index]) ? (1, nil) : nil }
        guard let (scalar, width) = scalar(at: index) else { return nil }
        switch role(of: scalar) {
        case .word: return (width, nil)
        case .twin(let byte): return isWordByte(byte) ? (width, byte) : nil
        default: return nil
        }
    }
}
