import Text

/// `tsv`: a header, then a line per row; tabs, line breaks and backslashes within a cell are `\t`, `\n`, `\r` and `\\`, so
/// that `cut` and `awk` can't be misled.
package struct TSVRenderer: Renderer {
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
        var bytes: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            for byte in field.utf8 { bytes.appendEscaped(byte) }
        }
        bytes.append(UInt8(ascii: "\n"))
        try output.write(bytes)
    }
}

extension [UInt8] {
    fileprivate mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\t"): append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
        case UInt8(ascii: "\n"): append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
        case UInt8(ascii: "\r"): append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
        case UInt8(ascii: "\\"): append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "\\")])
        default: append(byte)
        }
    }
}
