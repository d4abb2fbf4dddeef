/// Makes keys of bytes.
///
/// libedit could match key sequences itself, but the rest of one that it doesn't know lands in the line (`5D` for
/// Ctrl-Left), and it has no idea of a paste. So bytes are decoded here, whole sequences are swallowed, known or not,
/// and libedit gets only text.
enum KeyDecoder {
    /// How long the rest of an escape sequence may take before a lone ESC is taken for the key; slow links need it.
    static let escapeMilliseconds: Int32 = 100
    /// How long a paste may pause before it is taken for ended, should its end mark get lost.
    static let pasteMilliseconds: Int32 = 2000

    private static let endOfPaste = Array("\u{1b}[201~".utf8)

    /// The next byte, or nil at the end of the input or when the time is over. A negative time is for ever.
    typealias ByteSource = (_ milliseconds: Int32) -> UInt8?

    /// The next key; nil at the end of the input. `putBack` returns the last byte to the source.
    static func next(_ byte: ByteSource, putBack: () -> Void) -> Key? {
        while let first = byte(-1) {
            switch first {
            case 0x1b: return escape(byte)
            case 0x18: return afterControlX(byte, putBack)
            case 0x00...0x1f, 0x7f: return Key(control: first)
            default:
                if let scalar = scalar(from: first, byte, putBack), !scalar.isInvisible { return .text(scalar) }
            }
        }
        return nil
    }

    private static func afterControlX(_ byte: ByteSource, _ putBack: () -> Void) -> Key? {
        guard let second = byte(-1) else { return nil }
        if second != 0x1b { return Key(afterControlX: second) }
        // An arrow or the like, which is a key of its own.
        putBack()
        return .unknown
    }

    private static func escape(_ byte: ByteSource) -> Key {
        guard let second = byte(escapeMilliseconds) else { return .escape }
        switch second {
        case UInt8(ascii: "["): return sequence(byte)
        case UInt8(ascii: "O"): return byte(escapeMilliseconds).map(Key.init(singleShift:)) ?? .unknown
        // ESC twice, or Alt and an arrow on some terminals.
        case 0x1b: return escape(byte)
        default: return Key(meta: second)
        }
    }

    /// The rest of `ESC [`: parameters, then one final byte from `@` to `~`.
    private static func sequence(_ byte: ByteSource) -> Key {
        var parameters = [Int]()
        var current: Int?
        while let next = byte(escapeMilliseconds) {
            switch next {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                current = min((current ?? 0) * 10 + Int(next - UInt8(ascii: "0")), 9999)
            case UInt8(ascii: ";"):
                parameters.append(current ?? 1)
                current = nil
            case UInt8(ascii: "["):
                // The Linux console's function keys: `ESC [ [ A`.
                _ = byte(escapeMilliseconds)
                return .unknown
            case 0x40...0x7e:
                if let current { parameters.append(current) }
                if next == UInt8(ascii: "~"), parameters == [200] { return .paste(pasted(byte)) }
                return Key(sequence: parameters, final: next)
            case 0x20...0x3f: continue
            default: return .unknown
            }
        }
        return .unknown
    }

    private static func pasted(_ byte: ByteSource) -> String {
        var bytes = [UInt8]()
        while let next = byte(pasteMilliseconds) {
            bytes.append(next)
            if next == UInt8(ascii: "~"), bytes.suffix(endOfPaste.count).elementsEqual(endOfPaste) {
                bytes.removeLast(endOfPaste.count)
                break
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The scalar that begins with `first`; nil if the bytes are no UTF-8. What follows a broken one is a key again.
    private static func scalar(from first: UInt8, _ byte: ByteSource, _ putBack: () -> Void) -> Unicode.Scalar? {
        var bytes = [first]
        for _ in 0..<continuationCount(after: first) {
            guard let next = byte(escapeMilliseconds) else { return nil }
            guard UTF8.isContinuation(next) else {
                putBack()
                return nil
            }
            bytes.append(next)
        }
        return String(validating: bytes, as: UTF8.self)?.unicodeScalars.first
    }

    private static func continuationCount(after first: UInt8) -> Int {
        switch first {
        case 0xc2...0xdf: 1
        case 0xe0...0xef: 2
        case 0xf0...0xf4: 3
        default: 0
        }
    }
}

extension Unicode.Scalar {
    /// Whether this would do something to the terminal, or nothing that one can see: controls, and format characters
    /// such as U+200B and U+FEFF, which pages and office documents leave in what is copied from them.
    var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
