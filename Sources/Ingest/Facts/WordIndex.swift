/// Words with what they stand for, found at a place of a text by their first two characters; the longest that fits wins.
struct WordIndex<Meaning: Sendable>: Sendable {
    private struct Entry: Sendable {
        var keys: [UInt32]
        var meaning: Meaning
    }

    private var entries: [UInt64: [Entry]] = [:]
    private let heads: KeySet

    /// - Requires: words of at least two characters.
    init(_ words: [(word: String, meaning: Meaning)]) {
        for (word, meaning) in words {
            let keys = Keys(word).values
            guard keys.count >= 2 else { continue }
            entries[WordIndex.head(keys[0], keys[1]), default: []].append(Entry(keys: keys, meaning: meaning))
        }
        heads = KeySet(entries.values.lazy.flatMap { $0 }.map { $0.keys[0] })
        for head in entries.keys { entries[head]?.sort { $0.keys.count > $1.keys.count } }
    }

    @inline(__always)
    private static func head(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

    /// The longest word at a place, and its length.
    @inline(__always)
    func match(_ text: CleanText, at place: Int, before end: Int) -> (meaning: Meaning, length: Int)? {
        guard place + 1 < end else { return nil }
        let first = text.keys[place]
        if !heads.contains(first) { return nil }
        guard let candidates = entries[WordIndex.head(first, text.keys[place + 1])] else { return nil }
        for entry in candidates where place + entry.keys.count <= end {
            var offset = 2
            while offset < entry.keys.count, text.keys[place + offset] == entry.keys[offset] { offset += 1 }
            if offset == entry.keys.count { return (entry.meaning, offset) }
        }
        return nil
    }
}
