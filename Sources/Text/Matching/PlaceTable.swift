/// Finds places of an array by a hash of what stands there; the array itself stays with whoever asks.
///
/// `Dictionary` would keep a copy of each key, and hash it with more care than keys need that live as long as one document.
package struct PlaceTable: Sendable {
    /// Places plus 1; 0 is free. Its size is a power of 2.
    @usableFromInline var slots = [UInt32](repeating: 0, count: 16)
    /// Of each place.
    @usableFromInline var hashes: [UInt32] = []

    package init() {}

    /// The place of that hash for which the condition holds; nil if there is none.
    @inlinable
    package func first(_ hash: UInt32, where holds: (Int) -> Bool) -> Int? {
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] > 0 {
            let place = Int(slots[slot]) - 1
            if hashes[place] == hash, holds(place) { return place }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds the place that comes next.
    package mutating func add(_ hash: UInt32) {
        hashes.append(hash)
        if 2 * hashes.count > slots.count {
            slots = [UInt32](repeating: 0, count: 2 * slots.count)
            for place in hashes.indices { put(place) }
        } else {
            put(hashes.count - 1)
        }
    }

    private mutating func put(_ place: Int) {
        var slot = Int(hashes[place]) & (slots.count - 1)
        while slots[slot] > 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(place) + 1
    }

    /// A hash of a number whose bits say little.
    @inlinable
    package static func hash(of word: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: ((word ^ word >> 32) &* 0x9E37_79B9_7F4A_7C15) >> 32)
    }
}
