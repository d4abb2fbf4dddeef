import Text

/// Collects the values of one property for many rows, straight into the lanes of a column.
///
/// A row is begun by its values and closed by `endRow()`. Where something can't be held, such as more than 4 GiB of text, the
/// column is spoiled, and the caller goes another way.
package final class BulkColumn {
    package let property: Property
    package private(set) var isSpoiled = false
    private let most: (rows: Int, bytes: Int)
    private let scratch: ScratchFile?
    private var rowCount = 0
    private var elementCount = 0
    private var rowStart = 0
    private var hasValue = false
    private var validity: [Bool] = []
    private var offsets: [UInt32] = [0]
    private var content: Content

    private enum Content {
        /// Few different texts, so far: each once, and its number for every element.
        case dictionary(TextNumbers, Region)
        case texts(BulkTexts)
        case numbers(Region)
        case quantities(values: Region, amounts: Region, units: Region, TextNumbers)
        /// Dates and sources, which are rarely many.
        case others(ColumnBuilder, [Value])
    }

    /// nil without memory.
    ///
    /// - Parameters:
    ///   - most: how many rows and bytes of text there may be.
    ///   - scratch: takes what has been collected; nil: it stays in memory.
    package init?(_ property: Property, most: (rows: Int, bytes: Int), scratch: ScratchFile?) {
        self.property = property
        self.most = most
        self.scratch = scratch
        let elements = property.isMany ? most.bytes + most.rows : most.rows
        switch property.type {
        case .text:
            guard let numbers = TextNumbers(most: most, scratch: scratch),
                let entries = Region(capacity: elements * 4, scratch: scratch)
            else { return nil }
            content = .dictionary(numbers, entries)
        case .number:
            guard let numbers = Region(capacity: elements * 8, scratch: scratch) else { return nil }
            content = .numbers(numbers)
        case .quantity:
            guard let values = Region(capacity: elements * 8, scratch: scratch),
                let amounts = Region(capacity: elements * 8, scratch: scratch),
                let units = Region(capacity: elements * 4, scratch: scratch),
                let names = TextNumbers(most: most, scratch: scratch)
            else { return nil }
            content = .quantities(values: values, amounts: amounts, units: units, names)
        case .date, .source: content = .others(ColumnBuilder(property), [])
        }
    }

    /// Adds a text to the row.
    package func append(_ text: UnsafeBufferPointer<UInt8>) {
        switch content {
        case .texts(let texts): if !texts.append(text) { isSpoiled = true }
        case .dictionary(let numbers, let entries):
            if let number = numbers.number(of: text) { entries.append(number) } else { isSpoiled = true }
            if numbers.count > 4096, numbers.count * 4 > elementCount { giveUpDictionary(numbers, entries) }
        default: preconditionFailure("Texts are for properties of texts")
        }
        elementCount += 1
    }

    /// Adds a number to the row; of a quantity, one without a unit.
    package func append(_ number: Double) {
        switch content {
        case .numbers(let numbers): numbers.append(number)
        case .quantities: return append(Quantity(value: number, unit: ""))
        default: preconditionFailure("Numbers are for properties of numbers")
        }
        elementCount += 1
    }

    /// Adds any value of the property's type to the row.
    package func append(_ value: Value) {
        switch value {
        case .text(var text): text.withUTF8 { append($0) }
        case .number(let number): append(number)
        case .quantity(let quantity): append(quantity)
        default:
            guard case .others(let builder, let values) = content else {
                preconditionFailure("The value isn't of the property's type")
            }
            content = .others(builder, values + [value])
            elementCount += 1
        }
    }

    private func append(_ quantity: Quantity) {
        guard case .quantities(let values, let amounts, let units, let names) = content else {
            preconditionFailure("Quantities are for properties of quantities")
        }
        var unit = quantity.unit
        guard let number = unit.withUTF8({ names.number(of: $0) }) else {
            isSpoiled = true
            return
        }
        values.append(quantity.value)
        amounts.append(unit.isEmpty ? quantity.value : quantity.amount)
        units.append(number)
        elementCount += 1
    }

    /// The row has no further values.
    package func endRow() {
        rowCount += 1
        if case .others(var builder, let values) = content {
            // The builder is alone here, so that appending doesn't copy it.
            content = .others(ColumnBuilder(property), [])
            if !values.isEmpty { hasValue = true }
            builder.append(values)
            content = .others(builder, [])
            return
        }
        let isEmpty = elementCount == rowStart
        if !isEmpty { hasValue = true }
        if property.isMany {
            offsets.append(UInt32(elementCount))
        } else {
            if isEmpty { appendFiller() }
            validity.append(!isEmpty)
        }
        rowStart = elementCount
    }

    /// What stands where there is no value; the bitmap keeps it from being read.
    private func appendFiller() {
        switch content {
        case .texts, .dictionary: append(UnsafeBufferPointer(start: nil, count: 0))
        default: append(0)
        }
    }

    private func giveUpDictionary(_ numbers: TextNumbers, _ entries: Region) {
        let elements = property.isMany ? most.bytes + most.rows : most.rows
        guard let texts = BulkTexts(most: (elements, most.bytes), scratch: scratch) else {
            isSpoiled = true
            return
        }
        let lane = entries.lane(of: UInt32.self)
        for place in 0..<lane.count where !texts.append(numbers.texts.text(Int(lane[place]))) { isSpoiled = true }
        content = .texts(texts)
    }

    // MARK: Reading back

    /// The folded texts of a row, for the table of names.
    func foldedTexts(ofRow row: Int) -> [UnsafeBufferPointer<UInt8>] {
        if property.isMany { return (Int(offsets[row])..<Int(offsets[row + 1])).map(foldedText) }
        let range = validity[row] ? row..<row + 1 : row..<row
        return range.map(foldedText)
    }

    /// The folded text of a property with one value, empty without.
    func foldedText(_ element: Int) -> UnsafeBufferPointer<UInt8> {
        switch content {
        case .texts(let texts): texts.foldedText(element)
        case .dictionary(let numbers, let entries):
            numbers.texts.foldedText(Int(entries.lane(of: UInt32.self)[element]))
        default: preconditionFailure("Only texts are names")
        }
    }

    func hasValue(_ row: Int) -> Bool { validity[row] }

    /// About how much text there is.
    var byteCount: Int {
        if case .texts(let texts) = content { texts.bytes.count } else { 0 }
    }

    // MARK: Writing

    /// All rows have been given: decides how texts are kept. From now on the column is only read.
    func settle() {
        if case .dictionary(let numbers, let entries) = content, numbers.count * 4 > elementCount {
            giveUpDictionary(numbers, entries)
        }
    }

    /// Adds the sections of the column, none if no row has a value; false without memory, or if nobody wants it any more.
    ///
    /// - Requires: it is settled.
    func write(
        to image: inout ComposedImage, _ name: SectionName, isIndexed: Bool, isCancelled: () -> Bool
    ) -> Bool {
        guard !isSpoiled else { return false }
        guard hasValue else { return true }
        if case .others(let builder, _) = content {
            var writer = ImageWriter()
            builder.write(to: &writer, name)
            for section in writer.sections { image.add(section) }
            return true
        }
        guard image.add(name.part(ColumnPart.type), [property.type.rawValue]) else { return false }
        if property.isMany {
            guard image.add(name.part(ColumnPart.offsets), offsets) else { return false }
        } else if validity.contains(false) {
            guard image.add(name.part(ColumnPart.validity), packedBits(validity)) else { return false }
        }
        switch content {
        case .dictionary(let numbers, let entries):
            image.add(name.part(ColumnPart.elements), entries)
            numbers.texts.write(to: &image, name, parts: ColumnPart.texts)
        case .texts: return writeTexts(to: &image, name, isIndexed, isCancelled)
        case .numbers(let numbers): image.add(name.part(ColumnPart.elements), numbers)
        case .quantities(let values, let amounts, let units, let names):
            image.add(name.part(ColumnPart.elements), values)
            image.add(name.part(ColumnPart.amounts), amounts)
            image.add(name.part(ColumnPart.units), units)
            names.texts.write(to: &image, name, parts: ColumnPart.texts)
        case .others: break
        }
        return true
    }

    private func writeTexts(
        to image: inout ComposedImage, _ name: SectionName, _ isIndexed: Bool, _ isCancelled: () -> Bool
    ) -> Bool {
        guard case .texts(let texts) = content else { return false }
        texts.write(to: &image, name, parts: ColumnPart.texts)
        return !isIndexed
            || texts.writeIndex(to: &image, name, from: ColumnPart.texts.index, isCancelled: isCancelled)
    }
}

/// Numbers different texts in the order in which they first come.
final class TextNumbers {
    let texts: BulkTexts
    /// Numbers plus 1 by the hash of the text; 0 is free. Its size is a power of 2.
    private var slots = [UInt32](repeating: 0, count: 1 << 10)

    init?(most: (rows: Int, bytes: Int), scratch: ScratchFile?) {
        guard let texts = BulkTexts(most: (most.rows + 1, most.bytes), scratch: scratch) else { return nil }
        self.texts = texts
    }

    var count: Int { texts.count }

    /// nil without room.
    func number(of text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        if texts.count * 2 > slots.count { grow() }
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash(of: text)) & mask
        while slots[place] != 0 {
            if areEqual(texts.text(Int(slots[place]) - 1), text) { return slots[place] - 1 }
            place = (place + 1) & mask
        }
        let number = UInt32(texts.count)
        guard texts.append(text) else { return nil }
        slots[place] = number + 1
        return number
    }

    private func grow() {
        var larger = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = larger.count - 1
        for number in 0..<texts.count {
            var place = Int(truncatingIfNeeded: hash(of: texts.text(number))) & mask
            while larger[place] != 0 { place = (place + 1) & mask }
            larger[place] = UInt32(number) + 1
        }
        slots = larger
    }
}
