/// What stands in the place of bytes that aren't UTF-8.
let replacementScalar: UInt32 = 0xFFFD

/// The scalar that begins at `position`, and its length in bytes.
///
/// Ill-formed bytes give U+FFFD for each maximal subpart (The Unicode Standard, 3.9, table 3-8), as `String(decoding:)`
/// does: never more than three bytes, always at least one.
/// - Requires: `position` lies inside of `bytes`.
@inline(__always)
package func scalar(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (value: UInt32, length: Int) {
    let lead = bytes[position]
    if lead < 0x80 { return (UInt32(lead), 1) }
    return longScalar(in: bytes, at: position, lead: lead)
}

private func longScalar(in bytes: UnsafeBufferPointer<UInt8>, at position: Int, lead: UInt8) -> (UInt32, Int) {
    // The second byte's limits exclude overlong forms, surrogates and what lies above U+10FFFF.
    let (length, low, high): (Int, UInt8, UInt8)
    switch lead {
    case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
    case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
    case 0xED: (length, low, high) = (3, 0x80, 0x9F)
    case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
    case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
    case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
    case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
    default: return (replacementScalar, 1)
    }
    guard position + 1 < bytes.count, bytes[position + 1] >= low, bytes[position + 1] <= high else {
        return (replacementScalar, 1)
    }
    var value = (UInt32(lead) & 0x7F >> UInt32(length)) << 6 | UInt32(bytes[position + 1] & 0x3F)
    for place in 2..<max(length, 2) {
        guard position + place < bytes.count, bytes[position + place] & 0xC0 == 0x80 else {
            return (replacementScalar, place)
        }
        value = value << 6 | UInt32(bytes[position + place] & 0x3F)
    }
    return (value, length)
}

/// A scalar as UTF-8: its bytes, the first one lowest, and how many they are. What is no scalar gives U+FFFD.
@inlinable
package func utf8Encoded(_ value: UInt32) -> (bytes: UInt32, count: Int) {
    switch value {
    case ..<0x80:
        return (value, 1)
    case ..<0x800:
        return (0x80C0 | value >> 6 | (value & 0x3F) << 8, 2)
    case 0xD800...0xDFFF, 0x110000...:
        return (0xBD_BFEF, 3)
    case ..<0x10000:
        return (0x80_80E0 | value >> 12 | (value >> 6 & 0x3F) << 8 | (value & 0x3F) << 16, 3)
    default:
        return (
            0x8080_80F0 | value >> 18 | (value >> 12 & 0x3F) << 8 | (value >> 6 & 0x3F) << 16 | (value & 0x3F) << 24, 4
        )
    }
}

extension [UInt8] {
    /// Appends a scalar as UTF-8.
    mutating func appendScalar(_ value: UInt32) {
        var (bytes, count) = utf8Encoded(value)
        while count > 0 {
            append(UInt8(truncatingIfNeeded: bytes))
            bytes >>= 8
            count -= 1
        }
    }
}

/// Lends the UTF-8 bytes of a string, without a copy where the string has them in one piece.
@inline(__always)
func withBytes<Result>(of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = text.utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(text.utf8).withUnsafeBufferPointer(body)
}

/// Whether the bytes at `position` are one of U+4E00...U+9FFF, the Han characters of nearly every Chinese text. The
/// caller has seen that the byte there lies in 0xE4...0xE9.
@inline(__always)
func isUnifiedHan(in bytes: UnsafeBufferPointer<UInt8>, at position: Int, lead: UInt8) -> Bool {
    position + 2 < bytes.count
        && (lead != 0xE4 || bytes[position + 1] >= 0xB8)
        && bytes[position + 1] & 0xC0 == 0x80
        && bytes[position + 2] & 0xC0 == 0x80
}
