import Text

/// Collects the values of one property, row by row, and writes them as the sections of a `Column`.
struct ColumnBuilder {
    private let property: Property
    private var elements: [Value] = []
    private var offsets: [UInt32] = [0]
    private var validity: [Bool] = []
    private var hasValue = false

    init(_ property: Property) { self.property = property }

    /// Appends a row. Values of another type than the property's are a bug of the caller.
    mutating func append(_ values: [Value]) {
        if !values.isEmpty { hasValue = true }
        if property.isMany {
            elements += values
            offsets.append(UInt32(elements.count))
        } else {
            elements.append(values.first ?? .missing)
            validity.append(!values.isEmpty)
        }
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
        case .number: writer.add(name.part(ColumnPart.elements), elements.map(\.numberOrZero))
        case .quantity: writeQuantities(to: &writer, name)
        case .date: writer.add(name.part(ColumnPart.elements), elements.map(\.packedDateOrZero))
        case .source: writeSources(to: &writer, name)
        }
    }

    /// Few different texts are kept once each and numbered; others stand as they come, with an index of their bigrams.
    private func writeTexts(to writer: inout ImageWriter, _ name: SectionName) {
        let texts = elements.map(\.textOrEmpty)
        var dictionary = Numbering()
        var numbers: [UInt32] = []
        for (number, text) in texts.enumerated() {
            if writer.isToStop(at: number) { return }
            numbers.append(dictionary.number(of: text))
            // Too many are different already.
            if dictionary.texts.count * 4 > texts.count { break }
        }
        if dictionary.texts.count * 4 <= texts.count {
            writer.add(name.part(ColumnPart.elements), numbers)
            dictionary.store.write(to: &writer, name, parts: ColumnPart.texts)
        } else {
            var store = TextStoreBuilder()
            for (number, text) in texts.enumerated() {
                if writer.isToStop(at: number) { return }
                store.append(text)
            }
            store.write(to: &writer, name, parts: ColumnPart.texts)
            BigramCollector.write(store, to: &writer, name, from: ColumnPart.texts.index)
        }
    }

    private func writeQuantities(to writer: inout ImageWriter, _ name: SectionName) {
        let quantities = elements.map(\.quantityOrZero)
        var units = Numbering()
        writer.add(name.part(ColumnPart.elements), quantities.map(\.value))
        writer.add(name.part(ColumnPart.amounts), quantities.map(\.amount))
        writer.add(name.part(ColumnPart.units), quantities.map { units.number(of: $0.unit) })
        units.store.write(to: &writer, name, parts: ColumnPart.texts)
    }

    private func writeSources(to writer: inout ImageWriter, _ name: SectionName) {
        let sources = elements.map(\.sourceOrEmpty)
        var documents = Numbering()
        writer.add(name.part(ColumnPart.elements), sources.map { documents.number(of: $0.document) })
        writer.add(name.part(ColumnPart.firstLines), sources.map { UInt32(clamping: $0.lines?.lowerBound ?? 0) })
        writer.add(name.part(ColumnPart.lastLines), sources.map { UInt32(clamping: $0.lines?.upperBound ?? 0) })
        documents.store.write(to: &writer, name, parts: ColumnPart.texts)
    }
}

/// Numbers different texts in the order in which they first come.
private struct Numbering {
    private(set) var texts: [String] = []
    private var numbers: [Written: UInt32] = [:]

    /// A text by its bytes, because `String` calls canonically equivalent texts equal and the written form must come back.
    private struct Written: Hashable {
        let text: String

        static func == (left: Written, right: Written) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

        func hash(into hasher: inout Hasher) {
            let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
                hasher.combine(bytes: UnsafeRawBufferPointer($0))
            }
            if isDone == nil { for byte in text.utf8 { hasher.combine(byte) } }
        }
    }

    mutating func number(of text: String) -> UInt32 {
        let key = Written(text: text)
        if let number = numbers[key] { return number }
        let number = UInt32(texts.count)
        numbers[key] = number
        texts.append(text)
        return number
    }

    var store: TextStoreBuilder {
        var store = TextStoreBuilder()
        for text in texts { store.append(text) }
        return store
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
