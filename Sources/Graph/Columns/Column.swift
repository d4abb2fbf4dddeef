import Text

/// The values that one property has in all nodes of a kind, or in all edges of a relation.
///
/// Elements stand in flat arrays. A property with one value has an element for every row and a bitmap of the rows that have
/// one; a property with many has, for every row, the range of its elements.
package struct Column: Sendable {
    package enum Elements: Sendable {
        /// `entry` gives the text of an element where equal texts are kept once; nil: text and element have one number.
        case text(TextStore, entry: Lane<UInt32>?, index: BigramIndex?)
        case numbers(Lane<Double>)
        case quantities(Quantities)
        /// `PartialDate.packed`.
        case dates(Lane<UInt32>)
        case sources(Sources)
    }

    /// `1.5万人` is value 1.5, amount 15000, unit `万人`.
    package struct Quantities: Sendable {
        package let values: Lane<Double>
        /// In the base unit of the unit's dimension.
        package let amounts: Lane<Double>
        /// The place of the unit in `names`.
        package let units: Lane<UInt32>
        package let names: TextStore

        /// The dimension of each unit, in the order of `names`.
        package var dimensions: [Dimension] {
            (0..<names.count).map { MeasureUnit.named(names.text($0))?.dimension ?? .number }
        }
    }

    /// Line 0 stands for no lines.
    package struct Sources: Sendable {
        package let documents: Lane<UInt32>
        package let firstLines: Lane<UInt32>
        package let lastLines: Lane<UInt32>
        package let names: TextStore
    }

    package let elements: Elements
    /// For a property with many values: where each row's elements begin, and the end.
    package let offsets: Lane<UInt32>?
    /// For a property with one value: which rows have it; nil if all have.
    package let validity: Lane<UInt8>?
    package let rowCount: Int
    /// What the image says that its type is.
    let tag: Lane<UInt8>

    /// The elements of a row.
    @inline(__always)
    package func range(of row: Int) -> Range<Int> {
        if let offsets { return Int(offsets[row])..<Int(offsets[row + 1]) }
        if let validity, !validity.bit(row) { return row..<row }
        return row..<row + 1
    }

    /// Whether it has texts of which equal ones are kept once.
    var hasNumberedTexts: Bool {
        if case .text(_, .some, _) = elements { true } else { false }
    }

    /// The values of a row, in the order written.
    package func values(of row: Int) -> [Value] { range(of: row).map(value) }

    /// Lends the texts of a row, in the order written; none of a column of another type.
    func forEachText(of row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard case .text(let store, let entry, _) = elements else { return }
        for element in range(of: row) { body(store.written(entry.map { Int($0[element]) } ?? element)) }
    }

    /// One element.
    package func value(_ element: Int) -> Value {
        switch elements {
        case .text(let store, let entry, _):
            return .text(store.text(entry.map { Int($0[element]) } ?? element))
        case .numbers(let numbers):
            return .number(numbers[element])
        case .quantities(let quantities):
            let unit = quantities.names.text(Int(quantities.units[element]))
            return .quantity(Quantity(value: quantities.values[element], unit: unit))
        case .dates(let dates):
            return PartialDate(packed: dates[element]).map(Value.date) ?? .missing
        case .sources(let sources):
            let first = Int(sources.firstLines[element])
            let lines = first == 0 ? nil : first...max(first, Int(sources.lastLines[element]))
            return .source(SourceReference(document: sources.names.text(Int(sources.documents[element])), lines: lines))
        }
    }
}

/// Which section of a column is which.
enum ColumnPart {
    struct Texts {
        let offsets: Int
        let bytes: Int
        let foldedOffsets: Int
        let foldedBytes: Int
        let index: Int

        init(from first: Int) {
            offsets = first
            bytes = first + 1
            foldedOffsets = first + 2
            foldedBytes = first + 3
            index = first + 4
        }
    }

    static let type = 0
    static let validity = 1
    static let offsets = 2
    /// Numbers, values of quantities, packed dates, documents of sources, entries of texts.
    static let elements = 3
    static let amounts = 4
    static let units = 5
    static let firstLines = 6
    static let lastLines = 7
    /// The texts themselves, names of units, names of documents, and the index: what is looked at piece by piece as it is read.
    static let texts = Texts(from: 16)
}

extension Column {
    /// The column of a property in an image; nil if no row has a value. Nothing in it is read yet.
    init?(_ image: Image, _ name: SectionName, _ type: PropertyType, rowCount: Int, watch: Inspection? = nil) {
        guard let tag: Lane<UInt8> = image.lane(name.part(ColumnPart.type)), tag.count == 1 else { return nil }
        self.tag = tag
        self.rowCount = rowCount
        offsets = image.lane(name.part(ColumnPart.offsets))
        validity = image.lane(name.part(ColumnPart.validity))
        guard let elements = Elements(image, name, type, watch) else { return nil }
        self.elements = elements
    }
}

extension Column.Elements {
    fileprivate init?(_ image: Image, _ name: SectionName, _ type: PropertyType, _ watch: Inspection?) {
        func lane<Element: BitwiseCopyable>(_ part: Int) -> Lane<Element>? { image.lane(name.part(part)) }
        let texts = TextStore(image, name, parts: ColumnPart.texts, watch: watch)
        switch type {
        case .text:
            guard let texts else { return nil }
            self = .text(
                texts, entry: lane(ColumnPart.elements),
                index: BigramIndex(
                    image, name, from: ColumnPart.texts.index, textCount: texts.count, watch: watch))
        case .number:
            guard let numbers: Lane<Double> = lane(ColumnPart.elements) else { return nil }
            self = .numbers(numbers)
        case .quantity:
            guard let values: Lane<Double> = lane(ColumnPart.elements),
                let amounts: Lane<Double> = lane(ColumnPart.amounts),
                let units: Lane<UInt32> = lane(ColumnPart.units), let texts
            else { return nil }
            self = .quantities(Column.Quantities(values: values, amounts: amounts, units: units, names: texts))
        case .date:
            guard let dates: Lane<UInt32> = lane(ColumnPart.elements) else { return nil }
            self = .dates(dates)
        case .source:
            guard let documents: Lane<UInt32> = lane(ColumnPart.elements),
                let first: Lane<UInt32> = lane(ColumnPart.firstLines),
                let last: Lane<UInt32> = lane(ColumnPart.lastLines), let texts
            else { return nil }
            self = .sources(Column.Sources(documents: documents, firstLines: first, lastLines: last, names: texts))
        }
    }
}
