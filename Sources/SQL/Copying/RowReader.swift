import Graph
import Text

/// Reads the fields of one row from left to right.
struct RowReader {
    let table: Table
    let fields: [[UInt8]?]
    private var place = 0

    init(table: Table, fields: [[UInt8]?]) {
        self.table = table
        self.fields = fields
    }

    /// Says that the field read last isn't what its column holds.
    var malformed: GraphAssembler.Failure {
        let last = max(0, place - 1)
        return .malformed(
            table: table.name, column: table.columns[last].name,
            value: fields[last].map { String(decoding: $0, as: UTF8.self) })
    }

    private mutating func next() -> String? {
        defer { place += 1 }
        return fields[place].map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func optionalText() throws(GraphAssembler.Failure) -> String? { next() }

    mutating func text() throws(GraphAssembler.Failure) -> String {
        guard let text = next() else { throw malformed }
        return text
    }

    mutating func whole() throws(GraphAssembler.Failure) -> Int64 {
        guard let number = next().flatMap({ Int64($0) }) else { throw malformed }
        return number
    }

    private mutating func number() throws(GraphAssembler.Failure) -> Double {
        guard let number = next().flatMap({ Double($0) }) else { throw malformed }
        return number
    }

    private mutating func optionalWhole() throws(GraphAssembler.Failure) -> Int64? {
        guard let text = next() else { return nil }
        guard let number = Int64(text) else { throw malformed }
        return number
    }

    /// The value that stands in the next columns; nil if the first of them is null.
    mutating func value(of type: PropertyType) throws(GraphAssembler.Failure) -> Value? {
        let end = place + PropertyColumns.count(of: type)
        defer { place = end }
        guard fields[place] != nil else { return nil }
        switch type {
        case .text: return .text(try text())
        case .number: return .number(try number())
        case .quantity: return .quantity(Quantity(value: try number(), unit: try text()))
        case .date:
            guard let date = PartialDate(iso: try text()) else { throw malformed }
            return .date(date)
        case .source:
            let document = try text()
            _ = next()
            guard let first = try optionalWhole(), let last = try optionalWhole() else {
                return .source(SourceReference(document: document))
            }
            guard first > 0, last >= first else { throw malformed }
            return .source(SourceReference(document: document, lines: Int(first)...Int(last)))
        }
    }

    /// The single values of the properties from a slot on.
    mutating func values(
        _ properties: [Property], from least: SlotID
    ) throws(GraphAssembler.Failure) -> PropertyValues {
        var values: PropertyValues = []
        for (slot, property) in properties.enumerated() where slot >= least && !property.isMany {
            if let value = try value(of: property.type) { values.append((slot, [value])) }
        }
        return values
    }
}

extension PartialDate {
    /// From `2025`, `2025-11`, `2025-11-03`; nil if it is anything else.
    package init?(iso text: String) {
        let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false).map { part -> Int? in
            part.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(String(decoding: part, as: UTF8.self)) : nil
        }
        guard (1...3).contains(parts.count), let year = parts[0] else { return nil }
        if parts.dropFirst().contains(where: { $0 == nil }) { return nil }
        self.init(year: year, month: parts.count > 1 ? parts[1] : nil, day: parts.count > 2 ? parts[2] : nil)
    }
}
