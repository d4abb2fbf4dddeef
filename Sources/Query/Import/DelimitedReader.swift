/// CSV after RFC 4180, or TSV as zhiku writes it.
///
///     提案,"产业"                    quotes where a field holds a comma, a quote or a line break
///     "关于""低空""的建议","低空
///     经济"                          a quote is doubled, and a field may go over several lines
///
/// Lines end with LF, CRLF or CR; empty ones are no rows. TSV has no quotes, but \t \n \r and \\.
struct DelimitedReader {
    private let bytes: ByteReader
    private let separator: UInt8
    private let hasQuotes: Bool
    private(set) var headings: [String] = []

    /// A longer field is nearly always a quote that was never closed.
    private static let longestFieldInBytes = 16 << 20

    init(path: String, separator: UInt8) throws(TableError) {
        bytes = try ByteReader(path: path)
        self.separator = separator
        hasQuotes = separator != 0x09
        guard let first = try record() else { throw .noHeadings }
        headings = first.fields
    }

    func next(_ columns: [TableColumn]) throws(TableError) -> TableRow? {
        guard let (line, fields) = try record() else { return nil }
        if fields.count != headings.count {
            throw .fieldCount(expected: headings.count, found: fields.count, line: line)
        }
        return TableRow(line: line, cells: columns.map { .text(fields[$0.place]) })
    }

    /// The next line that isn't empty, cut into fields.
    private func record() throws(TableError) -> (line: Int, fields: [String])? {
        while let byte = try bytes.peek(), byte == 0x0A || byte == 0x0D { _ = try bytes.next() }
        guard try bytes.peek() != nil else { return nil }
        let line = bytes.line
        var fields: [String] = []
        var goesOn = true
        while goesOn {
            let fieldLine = bytes.line
            var field: [UInt8] = []
            if hasQuotes, try bytes.peek() == 0x22 { try takeQuoted(&field) } else { try takePlain(&field) }
            goesOn = try takeEnd()
            guard let text = String(validating: field, as: UTF8.self) else {
                throw .notUTF8(line: fieldLine, looksLikeGBK: looksLikeGBK(field[...]))
            }
            fields.append(text)
        }
        return (line, fields)
    }

    private func takePlain(_ field: inout [UInt8]) throws(TableError) {
        let separator = separator
        try bytes.take(into: &field, atMost: DelimitedReader.longestFieldInBytes) {
            $0 == separator || $0 == 0x0A || $0 == 0x0D
        }
        if !hasQuotes, field.contains(0x5C) { field = DelimitedReader.unescaped(field) }
    }

    private func takeQuoted(_ field: inout [UInt8]) throws(TableError) {
        let opened = bytes.line
        _ = try bytes.next()
        while true {
            try bytes.take(into: &field, atMost: DelimitedReader.longestFieldInBytes) { $0 == 0x22 }
            guard try bytes.next() != nil else { throw .unclosedQuote(line: opened) }
            guard try bytes.peek() == 0x22 else { return }
            _ = try bytes.next()
            field.append(0x22)
        }
    }

    /// Takes what stands behind a field, and says whether another one follows in the row.
    private func takeEnd() throws(TableError) -> Bool {
        let line = bytes.line
        switch try bytes.next() {
        case nil, 0x0A: return false
        case 0x0D:
            if try bytes.peek() == 0x0A { _ = try bytes.next() }
            return false
        case separator: return true
        default: throw .textBehindQuote(line: line)
        }
    }

    private static func unescaped(_ field: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        while position < field.count {
            let byte = field[position]
            position += 1
            guard byte == 0x5C, position < field.count else { result.append(byte); continue }
            switch field[position] {
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case 0x5C: result.append(0x5C)
            default: result += [0x5C, field[position]]
            }
            position += 1
        }
        return result
    }
}
