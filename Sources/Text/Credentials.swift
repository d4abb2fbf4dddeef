/// Passwords in addresses of servers, which no message, history or log may show:
///
///     postgres://mei:s3cret@archive/zhiku?sslpassword=x
///     postgres://mei:******@archive/zhiku?sslpassword=*

/// The text with every byte of a password as a star, so that what stands behind it keeps its place.
package func maskingCredentials(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: ":")) else { return text }
    var bytes = Array(text.utf8)
    let ranges = credentials(in: bytes)
    if ranges.isEmpty { return text }
    for range in ranges { for place in range { bytes[place] = UInt8(ascii: "*") } }
    return String(decoding: bytes, as: UTF8.self)
}

/// The same for a line of a text, of which the rest stays as it is.
package func maskingCredentials(_ text: [UInt8], in line: Range<Int>) -> [UInt8] {
    let ranges = credentials(in: Array(text[line]))
    if ranges.isEmpty { return text }
    var bytes = text
    for range in ranges { for place in range { bytes[line.lowerBound + place] = UInt8(ascii: "*") } }
    return bytes
}

/// Whether a text has the address of a server with a password in it.
package func holdsCredentials(_ text: String) -> Bool { !credentials(in: Array(text.utf8)).isEmpty }

/// Where passwords stand.
///
/// A password with an `@` or a slash in it, which the address should not have as it stands, is covered whole: up to the last
/// `@` before a blank or a quote.
private func credentials(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for scheme in [Array("postgres://".utf8), Array("postgresql://".utf8)] {
        var place = 0
        while let start = firstOccurrence(of: scheme, in: bytes, from: place) {
            let body = start + scheme.count
            let end = bytes[body...].firstIndex(where: endsAddress) ?? bytes.count
            found += credentials(ofAddress: bytes, body..<end)
            place = max(end, body)
        }
    }
    return found
}

private func credentials(ofAddress bytes: [UInt8], _ address: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    let query = bytes[address].firstIndex(of: UInt8(ascii: "?"))
    let at = bytes[address].lastIndex(of: UInt8(ascii: "@"))
    if let at, let colon = bytes[address.lowerBound..<at].firstIndex(of: UInt8(ascii: ":")), colon + 1 < at {
        found.append(colon + 1..<at)
    }
    guard let query else { return found }
    for name in [Array("password=".utf8)] {
        var place = query
        while let start = firstOccurrence(of: name, in: bytes, from: place), start < address.upperBound {
            let value = start + name.count
            let end = bytes[value..<address.upperBound].firstIndex(of: UInt8(ascii: "&")) ?? address.upperBound
            if value < end { found.append(value..<end) }
            place = end
        }
    }
    return found
}

/// A blank or a quote ends an address in a statement.
private func endsAddress(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
}

private func firstOccurrence(of needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let first = needle.first, bytes.count >= needle.count else { return nil }
    var place = start
    while place <= bytes.count - needle.count {
        if bytes[place] == first, bytes[place..<place + needle.count].elementsEqual(needle) { return place }
        place += 1
    }
    return nil
}
