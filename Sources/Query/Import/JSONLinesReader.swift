import Text

/// A table of JSON, an object on each line: `{"name": "平遥县", "alias": ["平遥"], "area": {"value": 1260, "unit": "平方公里"}}`.
///
/// Values are what zhiku itself writes: scalars, lists of them, quantities, sources and nodes as objects; `null` and a missing
/// key are no value.
struct JSONLinesReader {
    private let bytes: ByteReader

    private static let longestLineInBytes = 16 << 20

    init(path: String) throws(TableError) { bytes = try ByteReader(path: path) }

    func next(_ columns: [TableColumn]) throws(TableError) -> TableRow? {
        while try bytes.peek() != nil {
            let number = bytes.line
            var line: [UInt8] = []
            try bytes.take(into: &line, atMost: JSONLinesReader.longestLineInBytes) { $0 == 0x0A }
            _ = try bytes.next()
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
            if String(validating: line, as: UTF8.self) == nil {
                throw .notUTF8(line: number, looksLikeGBK: looksLikeGBK(line[...]))
            }
            var parser = JSONParser(line)
            guard case .object(let members)? = parser.document() else { throw .notAnObject(line: number) }
            let cells = columns.map { column in
                TableCell.values(members.last { $0.key == column.heading }?.value.values ?? [])
            }
            return TableRow(line: number, cells: cells)
        }
        return nil
    }
}

/// A value of JSON.
package indirect enum JSONValue {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])

    /// The values of a cell; an object is a quantity, a source or a node.
    var values: [Value] {
        switch self {
        case .null: []
        case .boolean(let boolean): [.text(boolean ? "true" : "false")]
        case .number(let number): [.number(number)]
        case .text(let text): text.isEmpty ? [] : [.text(text)]
        case .array(let elements): elements.flatMap(\.values)
        case .object(let members): members.value.map { [$0] } ?? []
        }
    }
}

extension [(key: String, value: JSONValue)] {
    fileprivate subscript(key: String) -> JSONValue? { first { $0.key == key }?.value }

    /// `{"value": 1.5, "unit": "万人"}`, `{"document": "plan", "lines": [3, 7]}`, `{"kind": "county", "id": "平遥县"}`
    fileprivate var value: Value? {
        if case .number(let number)? = self["value"], case .text(let unit)? = self["unit"] {
            return .quantity(Quantity(value: number, unit: unit))
        }
        if case .text(let document)? = self["document"] {
            var lines: ClosedRange<Int>?
            if case .array(let ends)? = self["lines"], ends.count == 2, case .number(let first) = ends[0],
                case .number(let last) = ends[1], let low = Int(exactly: first), let high = Int(exactly: last),
                low >= 1, high >= low
            {
                lines = low...high
            }
            return .source(SourceReference(document: document, lines: lines))
        }
        if case .text(let id)? = self["id"] ?? self["name"] { return .text(id) }
        return nil
    }
}
