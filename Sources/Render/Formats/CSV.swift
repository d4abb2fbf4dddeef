/// A line of `csv`: RFC 4180 with LF, as DuckDB writes it.
func csvLine(_ fields: [String]) -> [UInt8] {
    // An empty line would be no row at all to most readers.
    if fields == [""] { return Array("\"\"\n".utf8) }
    return Array((fields.map(quotedIfNeeded).joined(separator: ",") + "\n").utf8)
}

/// A field with quotes around it if it holds a comma, a quote or a line break.
private func quotedIfNeeded(_ field: String) -> String {
    let needsQuotes = field.utf8.contains {
        $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
    if !needsQuotes { return field }
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in field.utf8 {
        bytes.append(byte)
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
}
