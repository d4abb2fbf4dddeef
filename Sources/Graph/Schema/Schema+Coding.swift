/// The schema as bytes of a snapshot: counts and lengths are 32-bit little-endian, texts UTF-8 after their length, a
/// missing number or text the length 2³² − 1.
extension Schema {
    func encoded() -> [UInt8] {
        var writer = RecordWriter()
        writer.list(kinds) { writer, kind in
            writer.text(kind.name)
            writer.optional(kind.plural)
            writer.list(kind.aliases) { $0.text($1) }
            writer.number(kind.parent ?? RecordWriter.none)
            writer.list(kind.properties) { $0.property($1) }
            writer.number(kind.inheritedCount)
            writer.number(kind.columns == nil ? 0 : 1)
            writer.list(kind.columns ?? []) { $0.text($1) }
        }
        writer.list(relations) { writer, relation in
            writer.text(relation.name)
            writer.optional(relation.inverse)
            writer.list(relation.forwardAliases) { $0.text($1) }
            writer.list(relation.inverseAliases) { $0.text($1) }
            writer.list(relation.ends) { writer, ends in
                writer.list(ends.from) { $0.number($1) }
                writer.list(ends.to) { $0.number($1) }
            }
            writer.list(relation.properties) { $0.property($1) }
        }
        return writer.bytes
    }

    /// nil if the bytes are no schema.
    init?(decoding bytes: UnsafeRawBufferPointer) {
        var reader = RecordReader(bytes: bytes)
        guard
            let kinds = reader.list({ reader -> Kind? in
                guard let name = reader.text(), let plural = reader.optional(),
                    let aliases = reader.list({ $0.text() }),
                    let parent = reader.number(), let properties = reader.list({ $0.property() }),
                    let inherited = reader.number(), let hasColumns = reader.number(),
                    let columns = reader.list({ $0.text() })
                else { return nil }
                return Kind(
                    name: name, plural: plural, aliases: aliases, parent: parent == RecordWriter.none ? nil : parent,
                    properties: properties, inheritedCount: inherited, columns: hasColumns == 1 ? columns : nil)
            }),
            let relations = reader.list({ reader -> Relation? in
                guard let name = reader.text(), let inverse = reader.optional(),
                    let forwardAliases = reader.list({ $0.text() }), let inverseAliases = reader.list({ $0.text() }),
                    let ends = reader.list({ reader -> Relation.Ends? in
                        guard let from = reader.list({ $0.number() }), let to = reader.list({ $0.number() }) else {
                            return nil
                        }
                        return Relation.Ends(from: from, to: to)
                    }),
                    let properties = reader.list({ $0.property() })
                else { return nil }
                return Relation(
                    name: name, inverse: inverse, forwardAliases: forwardAliases, inverseAliases: inverseAliases,
                    ends: ends,
                    properties: properties)
            }), reader.isAtEnd
        else { return nil }
        self.kinds = kinds
        self.relations = relations
        guard isSound else { return nil }
    }

    /// Parents come before their sub-kinds, ends are kinds, and every kind begins with the built-in properties.
    private var isSound: Bool {
        kinds.count <= Schema.mostKinds && relations.count <= Schema.mostRelations
            && kinds.allSatisfy { $0.properties.count <= Schema.mostProperties }
            && relations.allSatisfy { $0.properties.count <= Schema.mostProperties }
            && kinds.indices.allSatisfy { kind in kinds[kind].parent.map { $0 < kind } ?? true }
            && kinds.allSatisfy {
                begins($0.properties, with: NodeSlot.properties)
                    && $0.inheritedCount <= $0.properties.count - NodeSlot.properties.count
            }
            && relations.allSatisfy { begins($0.properties, with: EdgeSlot.properties) }
            && relations.allSatisfy { $0.ends.allSatisfy { ($0.from + $0.to).allSatisfy { $0 < kinds.count } } }
    }

    /// Whether the built-in properties come first, with their types.
    private func begins(_ properties: [Property], with builtIn: [Property]) -> Bool {
        properties.count >= builtIn.count
            && zip(properties, builtIn).allSatisfy {
                $0.name == $1.name && $0.type == $1.type && $0.isMany == $1.isMany
            }
    }
}

struct RecordWriter {
    static let none = Int(UInt32.max)
    private(set) var bytes: [UInt8] = []

    mutating func number(_ number: Int) {
        withUnsafeBytes(of: UInt32(number).littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func text(_ text: String) {
        number(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func optional(_ text: String?) {
        if let text { self.text(text) } else { number(RecordWriter.none) }
    }

    mutating func list<Element>(_ elements: [Element], _ body: (inout RecordWriter, Element) -> Void) {
        number(elements.count)
        for element in elements { body(&self, element) }
    }

    mutating func property(_ property: Property) {
        text(property.name)
        list(property.aliases) { $0.text($1) }
        number(Int(property.type.rawValue))
        number(property.isMany ? 1 : 0)
    }
}

/// Every reading function gives nil where the bytes end too early.
struct RecordReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func number() -> Int? {
        guard position + 4 <= bytes.count else { return nil }
        defer { position += 4 }
        return Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
    }

    mutating func text() -> String? {
        guard let length = number(), length <= bytes.count - position else { return nil }
        defer { position += length }
        return String(decoding: bytes[position..<position + length], as: UTF8.self)
    }

    /// The outer optional is nil at a damaged place, the inner one for a missing text.
    mutating func optional() -> String?? {
        let start = position
        guard let length = number() else { return nil }
        if length == RecordWriter.none { return .some(nil) }
        position = start
        return text().map { .some($0) }
    }

    mutating func list<Element>(_ body: (inout RecordReader) -> Element?) -> [Element]? {
        guard let count = number(), count <= bytes.count else { return nil }
        var elements: [Element] = []
        for _ in 0..<count {
            guard let element = body(&self) else { return nil }
            elements.append(element)
        }
        return elements
    }

    mutating func property() -> Property? {
        guard let name = text(), let aliases = list({ $0.text() }), let type = number(),
            type < 256, let type = PropertyType(rawValue: UInt8(type)), let isMany = number()
        else { return nil }
        return Property(name: name, aliases: aliases, type: type, isMany: isMany == 1)
    }
}
