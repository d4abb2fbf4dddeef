import Text

/// Collects the values of one property, row by row, and writes them as the sections of a `Column`.
struct ColumnBuilder {
    private let property: Property
    private var offsets: [UInt32] = [0]
    private var validity: [Bool] = []
    private var hasValue = false
    // An element is in those of these that its type has.
    private var texts = TextBlob()
    /// Numbers, and values of quantities.
    private var numbers: [Double] = []
    private var amounts: [Double] = []
    /// Packed dates; units and documents by their numbers in `names`.
    private var codes: [UInt32] = []
    private var firstLines: [UInt32] = []
    private var lastLines: [UInt32] = []
    private var names = TextNumbering()
    /// For each unit or document of the column that rows are copied from its number in `names`, once it has one.
    private var copied: [UInt32?] = []

    init(_ property: Property) { self.property = property }

    private var elementCount: Int {
        switch property.type {
        case .text: texts.count
        case .number, .quantity: numbers.count
        case .date, .source: codes.count
        }
    }

    /// Appends a row. Values of another type than the property's are a bug of the caller.
    mutating func append(_ values: [Value]) {
        if property.isMany {
            for value in values { put(value) }
        } else {
            put(values.first ?? .missing)
        }
        endRow(hasValue: !values.isEmpty)
    }

    /// Appends a row of a column of the same property, always the same one.
    mutating func append(row: Int, of column: Column) {
        let range = column.range(of: row)
        if property.isMany {
            for element in range { copy(element, of: column) }
        } else if let element = range.first {
            copy(element, of: column)
        } else {
            put(.missing)
        }
        endRow(hasValue: !range.isEmpty)
    }

    /// Appends the values of a slot in a packed record as a row, an empty one if it has none.
    mutating func append(_ slot: SlotID, of record: PackedValues.Place, in packed: PackedValues) {
        packed.withRow(record, slot) { row in
            var isThere = false
            if let row {
                for value in row where property.isMany || !isThere {
                    copy(value, of: packed)
                    isThere = true
                }
            }
            if !isThere, !property.isMany { put(.missing) }
            endRow(hasValue: isThere)
        }
    }

    private mutating func copy(_ value: PackedValues.Packed, of packed: PackedValues) {
        switch (property.type, value) {
        case (.text, .text(let utf8)): texts.append(utf8)
        case (.text, .recurringText(let text)): packed.withName(text) { texts.append($0) }
        case (.number, .number(let number)): numbers.append(number)
        case (.source, .source(let document, let lines)):
            codes.append(packed.withName(document) { names.number(of: $0) })
            firstLines.append(UInt32(clamping: lines?.first ?? 0))
            lastLines.append(UInt32(clamping: lines.map { $0.first + $0.more } ?? 0))
        default: put(packed.value(value))
        }
    }

    private mutating func endRow(hasValue isThere: Bool) {
        if isThere { hasValue = true }
        if property.isMany { offsets.append(UInt32(elementCount)) } else { validity.append(isThere) }
    }

    private mutating func put(_ value: Value) {
        switch property.type {
        case .text: texts.append(value.textOrEmpty)
        case .number: numbers.append(value.numberOrZero)
        case .quantity:
            let quantity = value.quantityOrZero
            numbers.append(quantity.value)
            amounts.append(quantity.amount)
            codes.append(names.number(of: quantity.unit))
        case .date: codes.append(value.packedDateOrZero)
        case .source:
            let source = value.sourceOrEmpty
            codes.append(names.number(of: source.document))
            firstLines.append(UInt32(clamping: source.lines?.lowerBound ?? 0))
            lastLines.append(UInt32(clamping: source.lines?.upperBound ?? 0))
        }
    }

    private mutating func copy(_ element: Int, of column: Column) {
        switch column.elements {
        case .text(let store, let entry, _):
            texts.append(store.written(entry.map { Int($0[element]) } ?? element))
        case .numbers(let lane): numbers.append(lane[element])
        case .quantities(let quantities):
            numbers.append(quantities.values[element])
            amounts.append(quantities.amounts[element])
            codes.append(number(of: Int(quantities.units[element]), in: quantities.names))
        case .dates(let dates): codes.append(PartialDate(packed: dates[element]) == nil ? 0 : dates[element])
        case .sources(let sources):
            let first = sources.firstLines[element]
            codes.append(number(of: Int(sources.documents[element]), in: sources.names))
            firstLines.append(first)
            lastLines.append(first == 0 ? 0 : max(first, sources.lastLines[element]))
        }
    }

    private mutating func number(of entry: Int, in store: TextStore) -> UInt32 {
        if copied.isEmpty { copied = [UInt32?](repeating: nil, count: store.count) }
        if entry < copied.count, let known = copied[entry] { return known }
        let number = names.number(of: store.written(entry))
        if entry < copied.count { copied[entry] = number }
        return number
    }

    /// Writes nothing if no row has a value.
    func write(to writer: inout ImageWriter, _ name: SectionName) {
        guard hasValue else { return }
        writer.add(name.part(ColumnPart.type), [property.type.rawValue])
        if property.isMany {
            writer.add(name.part(ColumnPart.offsets), offsets)
        } else if validity.contains(false) {
            writer.add(name.part(ColumnPart.validity), packedBits(validity))
        }
        switch property.type {
        case .text: writeTexts(to: &writer, name)
        case .number: writer.add(name.part(ColumnPart.elements), numbers)
        case .quantity:
            writer.add(name.part(ColumnPart.elements), numbers)
            writer.add(name.part(ColumnPart.amounts), amounts)
            writer.add(name.part(ColumnPart.units), codes)
            names.write(to: &writer, name, parts: ColumnPart.texts)
        case .date: writer.add(name.part(ColumnPart.elements), codes)
        case .source:
            writer.add(name.part(ColumnPart.elements), codes)
            writer.add(name.part(ColumnPart.firstLines), firstLines)
            writer.add(name.part(ColumnPart.lastLines), lastLines)
            names.write(to: &writer, name, parts: ColumnPart.texts)
        }
    }

    /// Few different texts are kept once each and numbered; others stand as they come, with an index of their bigrams.
    private func writeTexts(to writer: inout ImageWriter, _ name: SectionName) {
        var dictionary = TextNumbering()
        var numbers: [UInt32] = []
        for number in 0..<texts.count {
            if writer.isToStop(at: number) { return }
            numbers.append(texts.withText(number) { dictionary.number(of: $0) })
            // Too many are different already.
            if dictionary.texts.count * 4 > texts.count { break }
        }
        if dictionary.texts.count * 4 <= texts.count {
            writer.add(name.part(ColumnPart.elements), numbers)
            dictionary.write(to: &writer, name, parts: ColumnPart.texts)
        } else {
            dictionary = TextNumbering()
            guard let store = TextStoreBuilder(texts, isToStop: { writer.isToStop(at: $0) }) else { return }
            store.write(to: &writer, name, parts: ColumnPart.texts)
            BigramCollector.write(store, to: &writer, name, from: ColumnPart.texts.index)
        }
    }
}

/// Bits in bytes, the lowest first.
func packedBits(_ bits: [Bool]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
    for (index, bit) in bits.enumerated() where bit { bytes[index >> 3] |= 1 << UInt8(index & 7) }
    return bytes
}

/// What a column stores for a row without a value; the bitmap keeps it from being read.
extension Value {
    fileprivate var numberOrZero: Double { if case .number(let number) = self { number } else { 0 } }
    fileprivate var textOrEmpty: String { if case .text(let text) = self { text } else { "" } }
    fileprivate var packedDateOrZero: UInt32 { if case .date(let date) = self { date.packed } else { 0 } }

    fileprivate var quantityOrZero: Quantity {
        if case .quantity(let quantity) = self { quantity } else { Quantity(value: 0, unit: "") }
    }

    fileprivate var sourceOrEmpty: SourceReference {
        if case .source(let source) = self { source } else { SourceReference(document: "") }
    }
}
