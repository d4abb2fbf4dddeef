import Text

/// `csv`: RFC 4180 with LF, as DuckDB writes it.
package struct CSVRenderer: Renderer {
    private var output: Output
    private var owesByteOrderMark: Bool
    private var columnCount = 0

    init(options: RenderOptions, output: Output) {
        self.output = output
        owesByteOrderMark = options.writesByteOrderMark
    }

    package mutating func begin(columns: [Column]) throws(OutputError) {
        if owesByteOrderMark { try output.write(byteOrderMark) }
        owesByteOrderMark = false
        columnCount = columns.count
        try write(columns.map(\.name))
    }

    package mutating func row(_ cells: [Value]) throws(OutputError) {
        precondition(cells.count == columnCount, "a row has as many cells as there are columns")
        try write(cells.map(dataText))
    }

    package mutating func end(total: Int) throws(OutputError) {
        try output.flush()
    }

    private mutating func write(_ fields: [String]) throws(OutputError) {
        // An empty line would be no row at all to most readers.
        if fields == [""] { return try output.write("\"\"\n") }
        try output.write(fields.map(quotedIfNeeded).joined(separator: ",") + "\n")
    }
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
