/// Characters as rules compare them: full-width signs are their ASCII twins, quotes `"`, dashes `-`, a full stop 。.
///
///     let keys: Keys = "主要是:"
struct Keys: ExpressibleByStringLiteral, Hashable, Sendable {
    /// The first eight, without a heap: rules write words where they look for them.
    private var short = SIMD8<UInt32>(repeating: 0)
    /// All, if they are more.
    private var long: [UInt32] = []
    private(set) var count = 0

    init(stringLiteral text: StaticString) {
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var position = 0
        while position < bytes.count {
            let lead = bytes[position]
            if lead & 0xF0 == 0xE0, position + 2 < bytes.count {
                // Nearly all of them; a literal is well formed.
                let tail = UInt32(bytes[position + 1] & 0x3F) << 6 | UInt32(bytes[position + 2] & 0x3F)
                append(key(of: UInt32(lead & 0xF) << 12 | tail))
                position += 3
            } else {
                let (value, length) = utf8Scalar(in: bytes, at: position)
                append(key(of: value))
                position += length
            }
        }
    }

    init(_ text: String) { for scalar in text.unicodeScalars { append(key(of: scalar.value)) } }

    private mutating func append(_ key: UInt32) {
        if count < 8 {
            short[count] = key
        } else {
            if count == 8 { long = (0..<8).map { short[$0] } }
            long.append(key)
        }
        count += 1
    }

    var values: [UInt32] { count > 8 ? long : (0..<count).map { short[$0] } }

    /// - Requires: `offset` is below `count`.
    @inline(__always)
    subscript(offset: Int) -> UInt32 { offset < 8 ? short[offset] : long[offset] }
}

/// A set of characters of the first plane: most places of a text are told by one look at it.
struct KeySet: Sendable {
    private var words = [UInt64](repeating: 0, count: 1024)

    init(_ keys: some Sequence<UInt32>) {
        for key in keys { words[Int(key & 0xFFFF) >> 6] |= 1 << UInt64(key & 63) }
    }

    /// Of characters beyond the first plane it may say so though they are not in it.
    @inline(__always)
    func contains(_ key: UInt32) -> Bool { words[Int(key & 0xFFFF) >> 6] & 1 << UInt64(key & 63) != 0 }
}

/// The character that a rule sees for this one. One for one, so that places are the same.
@inline(__always)
func key(of scalar: UInt32) -> UInt32 {
    // Nearly all characters of a Chinese text.
    if scalar >= 0x4E00, scalar <= 0x9FFF { return scalar }
    return rareKey(of: scalar)
}

private func rareKey(of scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xFF01...0xFF5E: scalar &- 0xFF01 &+ 0x21
    case 0x3000, 0xA0, 0x09, 0x2002...0x200A, 0x202F: 0x20
    case 0x201C, 0x201D, 0x201E, 0x300C, 0x300D, 0xFF02: 0x22
    case 0x2018, 0x2019, 0x300E, 0x300F: 0x27
    case 0x2010...0x2015, 0x2212, 0x2500, 0xFE58, 0xFE63: 0x2D
    case 0x301C, 0x223C: 0x7E
    case 0xFF61: 0x3002
    case 0xFF64: 0x3001
    case 0x3014, 0x3016: 0x5B
    case 0x3015, 0x3017: 0x5D
    case 0x2236: 0x3A
    case 0x2022, 0x25CF, 0x25AA, 0x25A0, 0x25C6, 0x2666, 0x25B6, 0x27A2, 0xF0B7, 0xF06C: 0x25CF
    default: scalar
    }
}

/// Han characters, the rarer ones included.
@inline(__always)
func isHan(_ scalar: UInt32) -> Bool {
    (scalar >= 0x4E00 && scalar <= 0x9FFF) || scalar == 0x3007 || (scalar >= 0x3400 && scalar <= 0x4DBF)
        || (scalar >= 0x20000 && scalar <= 0x323AF)
}

@inline(__always)
func isDigit(_ key: UInt32) -> Bool { key &- 0x30 < 10 }

@inline(__always)
func isLatin(_ key: UInt32) -> Bool { (key | 0x20) &- 0x61 < 26 }

/// A sign that ends a sentence, as a key.
@inline(__always)
func endsSentence(_ key: UInt32) -> Bool { key == 0x3002 || key == 0x21 || key == 0x3F }
