import CKernels

/// A set of node numbers, one bit each. It is public so that what is asked of single numbers is inlined in other modules.
public struct Bitmap: Sendable {
    @usableFromInline var words: [UInt64]
    @usableFromInline var memberCount = 0

    /// How many numbers are in it.
    package var count: Int { memberCount }

    /// An empty set of numbers below `limit`.
    package init(limit: Int) { words = [UInt64](repeating: 0, count: (limit + 63) / 64) }

    /// - Requires: the numbers are below `limit`.
    package init(limit: Int, _ numbers: some Sequence<NodeID>) {
        self.init(limit: limit)
        for number in numbers { insert(Int(number)) }
    }

    @inlinable
    @inline(__always)
    public func contains(_ number: Int) -> Bool { words[number >> 6] >> UInt64(number & 63) & 1 == 1 }

    /// Says whether the number is new.
    @inlinable
    @inline(__always)
    @discardableResult
    public mutating func insert(_ number: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(number & 63)
        if words[number >> 6] & bit != 0 { return false }
        words[number >> 6] |= bit
        memberCount += 1
        return true
    }

    /// Inserts several numbers, without a branch for each.
    @inline(__always)
    package mutating func insert(_ numbers: UnsafeBufferPointer<NodeID>) {
        var fresh: UInt64 = 0
        for number in numbers {
            let shift = UInt64(number & 63)
            let word = words[Int(number >> 6)]
            fresh += ~word >> shift & 1
            words[Int(number >> 6)] = word | 1 << shift
        }
        memberCount += Int(fresh)
    }

    /// Inserts those of several numbers that lie in a range, without a branch for each.
    ///
    /// - Requires: all numbers are below the set's limit.
    mutating func insert(_ numbers: [NodeID], within range: Range<Int>) {
        guard let largest = numbers.max() else { return }
        precondition(Int(largest) >> 6 < words.count, "A number lies beyond the set's limit")
        let first = UInt(range.lowerBound)
        let count = UInt(range.count)
        memberCount += words.withUnsafeMutableBufferPointer { words in
            var fresh: UInt64 = 0
            for number in numbers {
                let bit: UInt64 = UInt(number) &- first < count ? 1 : 0
                let shift = UInt64(number & 63)
                let word = words[Int(number >> 6)]
                fresh += ~word >> shift & bit
                words[Int(number >> 6)] = word | bit << shift
            }
            return Int(fresh)
        }
    }

    package mutating func remove(_ number: Int) {
        let bit: UInt64 = 1 << UInt64(number & 63)
        if words[number >> 6] & bit == 0 { return }
        words[number >> 6] &= ~bit
        memberCount -= 1
    }

    /// - Requires: both have one limit.
    package mutating func formUnion(_ other: Bitmap) {
        memberCount = 0
        for place in words.indices {
            words[place] |= other.words[place]
            memberCount += words[place].nonzeroBitCount
        }
    }

    /// Inserts the numbers of an index's list that are below `limit`, each `first` further on.
    ///
    /// - Requires: these are below the set's limit.
    mutating func insert(list: UnsafeBufferPointer<UInt8>, below limit: Int, from first: Int) {
        let isWithin = limit == 0 || (first + limit - 1) >> 6 < words.count
        precondition(isWithin, "A list's numbers lie beyond the set's limit")
        guard let start = list.baseAddress else { return }
        memberCount += words.withUnsafeMutableBufferPointer {
            ck_list_mark(start, list.count, UInt32(limit), UInt64(first), $0.baseAddress)
        }
    }

    /// The numbers, ascending.
    package var members: [NodeID] {
        // The storage that all empty arrays share would be written to, by all threads.
        if count == 0 { return [] }
        return [NodeID](unsafeUninitializedCapacity: count) { members, count in
            words.withUnsafeBufferPointer { ck_bits_members($0.baseAddress, $0.count, members.baseAddress) }
            count = memberCount
        }
    }
}
