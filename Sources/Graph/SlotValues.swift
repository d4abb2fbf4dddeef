import Text

/// Values by slot; a slot that is absent was not changed, an empty list means that the value is missing.
///
/// A node has a handful, so a short list is looked through, which is smaller than a hash table and needs no hashing.
struct SlotValues: Sendable, Equatable {
    private struct Entry: Sendable, Equatable {
        var slot: SlotID
        var values: [Value]
    }

    /// By ascending slot, so that equal values compare equal.
    private var entries: [Entry] = []

    init() {}

    /// - Parameter values: of several for one slot the last counts.
    init(_ values: PropertyValues) {
        entries.reserveCapacity(values.count)
        for (slot, list) in values { self[slot] = list }
    }

    var count: Int { entries.count }

    /// Calls `body` with each slot that there is, ascending, and its values.
    func forEach(_ body: (SlotID, [Value]) -> Void) {
        for entry in entries { body(entry.slot, entry.values) }
    }

    subscript(slot: SlotID) -> [Value]? {
        get {
            for entry in entries where entry.slot == slot { return entry.values }
            return nil
        }
        set {
            // Nearly always they come in this order.
            if let newValue, entries.last.map({ $0.slot < slot }) ?? true {
                entries.append(Entry(slot: slot, values: newValue))
                return
            }
            let place = entries.firstIndex { $0.slot >= slot } ?? entries.count
            let isThere = place < entries.count && entries[place].slot == slot
            switch (newValue, isThere) {
            case (let values?, true): entries[place].values = values
            case (let values?, false): entries.insert(Entry(slot: slot, values: values), at: place)
            case (nil, true): entries.remove(at: place)
            case (nil, false): break
            }
        }
    }
}
