import Glibc

/// The encodings that Chinese documents come in.
package enum TextEncoding: String, Sendable {
    case utf8 = "UTF-8"
    case gb18030 = "GB18030"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
}

/// Text of a file as UTF-8. Line breaks are the file's own, so that a line here is that line there.
struct DecodedText {
    var bytes: [UInt8]
    var encoding: TextEncoding

    /// - Throws: `.binary` if it is no text.
    init(_ file: [UInt8]) throws(DocumentError) {
        let (guess, mark) = DecodedText.encoding(of: file)
        guard let guess else { throw .binary }
        encoding = guess
        let body = mark == 0 ? file : Array(file[mark...])
        if guess == .utf8 {
            bytes = body
        } else {
            guard let text = DecodedText.converted(body, from: guess) else { throw .binary }
            bytes = text
        }
        // A text has no zero bytes and next to no other control characters.
        let controls = bytes.prefix(1 << 16).count { $0 < 0x20 && ($0 < 0x09 || $0 > 0x0D) && $0 != 0x1B }
        if bytes.prefix(1 << 16).contains(0) || controls * 100 > min(bytes.count, 1 << 16) { throw .binary }
    }

    /// By the mark at the beginning, by being well formed, or by where zeros stand. A single bad byte leaves UTF-8 what it is.
    private static func encoding(of file: [UInt8]) -> (TextEncoding?, markLength: Int) {
        if file.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if file.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if file.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        let head = file.prefix(1 << 16)
        let zeros = head.indices.filter { head[$0] == 0 }
        if let first = zeros.first {
            let isUTF16 = zeros.count * 50 > head.count && zeros.allSatisfy { $0 % 2 == first % 2 }
            return (isUTF16 ? (first % 2 == 1 ? .utf16LittleEndian : .utf16BigEndian) : nil, 0)
        }
        let (good, bad) = sequences(file)
        if bad == 0 || bad * 50 < good { return (.utf8, 0) }
        return (isGB18030(file) ? .gb18030 : nil, 0)
    }

    /// How many characters beyond ASCII are well formed UTF-8, and how many bytes are not.
    private static func sequences(_ bytes: [UInt8]) -> (good: Int, bad: Int) {
        var (good, bad, position) = (0, 0, 0)
        bytes.withUnsafeBufferPointer { bytes in
            while position < bytes.count {
                if bytes[position] < 0x80 {
                    position += 1
                    continue
                }
                let (value, length) = utf8Scalar(in: bytes, at: position)
                if value == 0xFFFD { bad += 1 } else { good += 1 }
                position += length
            }
        }
        return (good, bad)
    }

    /// Whether the bytes above 127 come in pairs or fours of GB18030, nearly all in the rows that Chinese text uses.
    private static func isGB18030(_ bytes: [UInt8]) -> Bool {
        var (position, pairs, odd) = (0, 0, 0)
        while position < bytes.count {
            let lead = bytes[position]
            if lead < 0x80 {
                position += 1
                continue
            }
            guard position + 1 < bytes.count else { break }
            let second = bytes[position + 1]
            switch (lead, second) {
            case (0x81...0xFE, 0x30...0x39): position += 4
            case (0x81...0xFE, 0x40...0x7E), (0x81...0xFE, 0x80...0xFE):
                if (0xA1...0xF7).contains(lead), second >= 0xA1 { pairs += 1 } else { odd += 1 }
                position += 2
            default: return false
            }
        }
        return pairs > 0 && odd * 5 < pairs
    }

    private static func converted(_ bytes: [UInt8], from encoding: TextEncoding) -> [UInt8]? {
        guard let converter = iconv_open("UTF-8", encoding.rawValue), converter != iconv_t(bitPattern: -1) else {
            return nil
        }
        defer { iconv_close(converter) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count * 3 + 16)
        let produced = input.withUnsafeMutableBytes { input -> Int? in
            output.withUnsafeMutableBytes { output -> Int? in
                var source = input.baseAddress?.assumingMemoryBound(to: CChar.self)
                var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
                var (left, room) = (input.count, output.count)
                while left > 0 {
                    if iconv(converter, &source, &left, &target, &room) != Int(bitPattern: UInt.max) { break }
                    // A byte that is nothing becomes a sign of it; the text goes on.
                    guard errno == EILSEQ || errno == EINVAL, room > 3, left > 0 else { return nil }
                    for byte in [0xEF, 0xBF, 0xBD] as [UInt8] {
                        target?.pointee = CChar(bitPattern: byte)
                        target = target?.advanced(by: 1)
                    }
                    room -= 3
                    source = source?.advanced(by: 1)
                    left -= 1
                }
                return output.count - room
            }
        }
        guard let produced else { return nil }
        output.removeLast(output.count - produced)
        return output
    }
}

/// The scalar that begins at `position`, and its length in bytes; ill-formed bytes give U+FFFD one by one.
@inline(__always)
func utf8Scalar(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (value: UInt32, length: Int) {
    let lead = bytes[position]
    if lead < 0x80 { return (UInt32(lead), 1) }
    if lead >= 0xE1, lead <= 0xEC || lead == 0xEE || lead == 0xEF, position + 2 < bytes.count {
        let (second, third) = (bytes[position + 1], bytes[position + 2])
        if second & 0xC0 == 0x80, third & 0xC0 == 0x80 {
            return ((UInt32(lead) & 0xF) << 12 | (UInt32(second) & 0x3F) << 6 | UInt32(third) & 0x3F, 3)
        }
        return (0xFFFD, 1)
    }
    return rareScalar(in: bytes, at: position)
}

private func rareScalar(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (UInt32, Int) {
    let lead = bytes[position]
    let (length, low, high): (Int, UInt8, UInt8)
    switch lead {
    case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
    case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
    case 0xED: (length, low, high) = (3, 0x80, 0x9F)
    case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
    case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
    case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
    default: return (0xFFFD, 1)
    }
    guard position + length <= bytes.count, bytes[position + 1] >= low, bytes[position + 1] <= high else {
        return (0xFFFD, 1)
    }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for place in 1..<length {
        guard bytes[position + place] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
        value = value << 6 | UInt32(bytes[position + place] & 0x3F)
    }
    return (value, length)
}
