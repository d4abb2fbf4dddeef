import Text

/// Takes the values of a new node or edge and packs them where they stay, without a list of values between.
///
/// Slots are given in ascending order, each once.
package struct FactValues: ~Copyable {
    private let packed: UnsafeMutablePointer<PackedValues>
    private let place: PackedValues.Place
    private var count = 0
    private var lastSlot = -1

    /// Packs what `write` gives as one record.
    static func record(in packed: inout PackedValues, _ write: (inout FactValues) -> Void) -> PackedValues.Place {
        withUnsafeMutablePointer(to: &packed) { packed in
            var values = FactValues(packed: packed, place: packed.pointee.openRecord())
            write(&values)
            packed.pointee.closeRecord(values.place, count: values.count)
            return values.place
        }
    }

    private init(packed: UnsafeMutablePointer<PackedValues>, place: PackedValues.Place) {
        (self.packed, self.place) = (packed, place)
    }

    private mutating func note(_ slot: SlotID) {
        precondition(slot > lastSlot && count < PackedValues.mostOfOpenRecord, "Slots are given in ascending order")
        lastSlot = slot
        count += 1
    }

    package mutating func put(_ slot: SlotID, _ text: String) {
        note(slot)
        packed.pointee.putList(slot) { $0.put(text) }
    }

    /// Puts a text that many facts have.
    package mutating func put(_ slot: SlotID, recurring text: String) {
        note(slot)
        packed.pointee.putList(slot) { $0.put(recurring: text) }
    }

    /// Texts of a property with many; none is as if the slot weren't given.
    package mutating func put(_ slot: SlotID, _ texts: [String]) {
        if texts.isEmpty { return }
        note(slot)
        packed.pointee.putList(slot) { packed in for text in texts { packed.put(text) } }
    }

    package mutating func put(_ slot: SlotID, _ number: Double) {
        note(slot)
        packed.pointee.putList(slot) { $0.put(number) }
    }

    package mutating func put(_ slot: SlotID, _ values: [Value]) {
        note(slot)
        packed.pointee.putList(slot) { packed in for value in values { packed.put(value) } }
    }

    /// Where the fact stands: a standard, if one says it, and lines of a document.
    package mutating func put(
        _ slot: SlotID, sources lines: [ClosedRange<Int>], of document: String, standard: String?
    ) {
        note(slot)
        packed.pointee.putList(slot) { packed in
            if let standard { packed.put(sourceOf: standard, nil) }
            for range in lines { packed.put(sourceOf: document, range) }
        }
    }
}
