/// Words with what they stand for, found at a place of a text by their first two characters; the longest that fits wins.
///
/// Rules ask at every place, so that it is a table in flat arrays and no dictionary.
struct WordIndex<Meaning: Sendable>: Sendable {
    private struct Word: Sendable {
        var meaning: Meaning
        /// Where its characters from the third on stand in `tails`.
        var tail: Range<Int>
    }

    /// The words with the same first two characters, the longest first.
    private struct Group: Sendable {
        var head: UInt64
        var words: Range<Int>
    }

    private var words: [Word] = []
    private var tails: [UInt32] = []
    private var groups: [Group] = []
    /// Places in `groups` plus 1, by a hash of the head; 0 is free. Its size is a power of 2.
    private var slots: [UInt32]
    private let heads: KeySet

    /// - Requires: words of at least two characters.
    init(_ given: [(word: String, meaning: Meaning)]) {
        var byHead: [UInt64: [(keys: [UInt32], meaning: Meaning)]] = [:]
        var order: [UInt64] = []
        for (word, meaning) in given {
            let keys = Keys(word).values
            guard keys.count >= 2 else { continue }
            let head = WordIndex.head(keys[0], keys[1])
            if byHead[head] == nil { order.append(head) }
            byHead[head, default: []].append((keys, meaning))
        }
        heads = KeySet(order.lazy.map { UInt32($0 >> 32) })
        var size = 4
        while size < 2 * order.count { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        for head in order {
            let first = words.count
            for (keys, meaning) in (byHead[head] ?? []).sorted(by: { $0.keys.count > $1.keys.count }) {
                words.append(Word(meaning: meaning, tail: tails.count..<tails.count + keys.count - 2))
                tails += keys[2...]
            }
            groups.append(Group(head: head, words: first..<words.count))
            slots[slot(of: head)] = UInt32(groups.count)
        }
    }

    @inline(__always)
    private static func head(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

    /// Where a head stands in `slots`, or the free slot that it would get.
    @inline(__always)
    private func slot(of head: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: (head &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while slots[slot] > 0, groups[Int(slots[slot]) - 1].head != head { slot = (slot + 1) & mask }
        return slot
    }

    /// The longest word at a place, and its length.
    @inline(__always)
    func match(_ text: CleanText, at place: Int, before end: Int) -> (meaning: Meaning, length: Int)? {
        guard place + 1 < end else { return nil }
        let first = text.keys[place]
        if !heads.contains(first) { return nil }
        let number = slots[slot(of: WordIndex.head(first, text.keys[place + 1]))]
        if number == 0 { return nil }
        for word in groups[Int(number) - 1].words {
            let tail = words[word].tail
            guard place + 2 + tail.count <= end else { continue }
            var offset = 0
            while offset < tail.count, text.keys[place + 2 + offset] == tails[tail.lowerBound + offset] { offset += 1 }
            if offset == tail.count { return (words[word].meaning, 2 + offset) }
        }
        return nil
    }
}
