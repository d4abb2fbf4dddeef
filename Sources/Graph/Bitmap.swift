/// A set of node numbers, one bit each.
package struct Bitmap: Sendable {
    private var words: [UInt64]
    /// How many numbers are in it.
    package private(set) var count = 0

    /// An empty set of numbers below `limit`.
    package init(limit: Int) { words = [UInt64](repeating: 0, count: (limit + 63) / 64) }

    /// - Requires: the numbers are below `limit`.
    package init(limit: Int, _ numbers: some Sequence<NodeID>) {
        self.init(limit: limit)
        for number in numbers { insert(Int(number)) }
    }

    @inline(__always)
    package func contains(_ number: Int) -> Bool { words[number >> 6] >> UInt64(number & 63) & 1 == 1 }

    /// Says whether the number is new.
    @inline(__always)
    @discardableResult
    package mutating func insert(_ number: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(number & 63)
        if words[number >> 6] & bit != 0 { return false }
        words[number >> 6] |= bit
        count += 1
        return true
    }

    /// The numbers, ascending.
    package var members: [NodeID] {
        var result: [NodeID] = []
        result.reserveCapacity(count)
        for (place, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                result.append(NodeID(place << 6 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return result
    }
}
