import Text

/// Texts one behind the other as they were written, while they are collected.
struct TextBlob {
    private(set) var bytes: [UInt8] = []
    /// Where each text begins, and the end.
    private(set) var ends: [Int] = [0]

    var count: Int { ends.count - 1 }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    mutating func append(_ utf8: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: utf8)
        ends.append(bytes.count)
    }

    /// Appends the folded form of a text, and gives its place.
    mutating func append(folding utf8: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let start = bytes.count
        Text.folded(utf8, into: &bytes)
        ends.append(bytes.count)
        return start..<bytes.count
    }

    /// Lends all bytes, and for each text where it begins, and the end.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<Int>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { bytes in ends.withUnsafeBufferPointer { body(bytes, $0) } }
    }

    func withText<Result>(_ place: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        withBytes { bytes, ends in body(UnsafeBufferPointer(rebasing: bytes[ends[place]..<ends[place + 1]])) }
    }
}

/// Numbers different texts in the order in which they first come; texts are told apart by their bytes, because `String` calls
/// canonically equivalent ones equal and the written form must come back.
struct TextNumbering {
    private(set) var texts = TextBlob()
    /// Numbers plus 1, by hash; 0 is free. Its size is a power of 2.
    private var slots = [UInt32](repeating: 0, count: 16)
    /// Nearly always the next text is the last one again.
    private var last = 0

    mutating func number(of text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { number(of: $0) }
    }

    mutating func number(of utf8: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if last < texts.count, texts.withText(last, { areEqual($0, utf8) }) { return UInt32(last) }
        let place = slot(of: utf8)
        if slots[place] != 0 {
            last = Int(slots[place]) - 1
            return UInt32(last)
        }
        last = texts.count
        texts.append(utf8)
        slots[place] = UInt32(texts.count)
        if 2 * texts.count > slots.count { grow() }
        return UInt32(last)
    }

    /// The number of a text; nil if it has none yet.
    func known(_ utf8: UnsafeBufferPointer<UInt8>) -> Int? {
        let number = slots[slot(of: utf8)]
        return number > 0 ? Int(number) - 1 : nil
    }

    /// Where a text stands in `slots`, or the free slot that it would get.
    private func slot(of utf8: UnsafeBufferPointer<UInt8>) -> Int {
        var place = Int(truncatingIfNeeded: hash(of: utf8)) & (slots.count - 1)
        while slots[place] != 0, !texts.withText(Int(slots[place]) - 1, { areEqual($0, utf8) }) {
            place = (place + 1) & (slots.count - 1)
        }
        return place
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: 2 * slots.count)
        for number in 0..<texts.count {
            var place = texts.withText(number) { Int(truncatingIfNeeded: hash(of: $0)) } & (slots.count - 1)
            while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = UInt32(number) + 1
        }
    }

    func write(to writer: inout ImageWriter, _ name: SectionName, parts: ColumnPart.Texts) {
        var store = TextStoreBuilder()
        for number in 0..<texts.count { texts.withText(number) { store.append($0) } }
        store.write(to: &writer, name, parts: parts)
    }
}
