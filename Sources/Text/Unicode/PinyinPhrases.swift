// Readings that characters have in phrases: 行 is `hang` in 银行 and `xing` in 行政, and both where it stands alone.

/// Looks phrases up in the table that `generate-tables.py` made.
enum PinyinPhrases {
    /// The readings that the Han character at `position` has where it stands: a bit for each place among its readings; 0 if no
    /// phrase says anything, so that it has all of them.
    ///
    /// Of the phrases that it stands in, those within longer ones don't count; where two overlap (发行业务), both may be meant.
    /// Doesn't allocate.
    static func readings(in text: UnsafeBufferPointer<UInt8>, at position: Int) -> UInt8 {
        guard isHan(text, position) else { return 0 }
        var before = 0
        while before < longest - 1, isHan(text, position - 3 * (before + 1)) { before += 1 }
        var behind = 0
        while behind < longest - 1, isHan(text, position + 3 * (behind + 1)) { behind += 1 }
        // The places, counted from the first character before, at which a phrase of four or three was found.
        var (fours, threes): (UInt32, UInt32) = (0, 0)
        var found: UInt8 = 0
        var saysNothing = false
        for length in stride(from: longest, to: 1, by: -1) {
            for start in max(0, before - length + 1)...before where start + length <= before + 1 + behind {
                let covering = length == 4 ? 0 : length == 3 ? fours | fours << 1 : fours | fours << 1 | fours << 2
                let widest = length == 2 ? covering | threes | threes << 1 : covering
                if widest >> UInt32(start) & 1 == 1 { continue }
                let place = position - 3 * (before - start)
                guard begins(text, place), let record = record(of: length, text, place) else { continue }
                if length == 4 { fours |= 1 << UInt32(start) }
                if length == 3 { threes |= 1 << UInt32(start) }
                let mask = table(length).byte(record, at: 3 * length + before - start) &- 0x30
                found |= mask
                if mask == 0 { saysNothing = true }
            }
        }
        return saysNothing ? 0 : found
    }

    /// LONGEST_PHRASE of the generator.
    private static let longest = 4

    private static func table(_ length: Int) -> StaticRecords {
        switch length {
        case 2: StaticRecords(PinyinPhraseTable.two, size: 8)
        case 3: StaticRecords(PinyinPhraseTable.three, size: 12)
        default: StaticRecords(PinyinPhraseTable.four, size: 16)
        }
    }

    @inline(__always)
    private static func isHan(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        guard position >= 0, position < text.count, text[position] &- 0xE4 < 6 else { return false }
        return isUnifiedHan(in: text, at: position, lead: text[position])
    }

    /// Whether any phrase begins with the character; nine in ten don't.
    private static func begins(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        let (value, _) = scalar(in: text, at: position)
        let starts = StaticRecords(PinyinPhraseTable.starts, size: 1)
        return starts.number(Int(value - 0x4E00) / 4, digits: 1) >> (value & 3) & 1 == 1
    }

    /// The record of the phrase of so many characters that begins at `position`, by bisection.
    private static func record(of length: Int, _ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int? {
        let table = table(length)
        var low = 0
        var high = table.count
        while low < high {
            let middle = (low + high) / 2
            switch order(table, middle, text, position, digits: 3 * length) {
            case 0: return middle
            case ..<0: low = middle + 1
            default: high = middle
            }
        }
        return nil
    }

    /// Below 0 if the record comes before the text. The three bytes of a Han character in UTF-8 hold the digits of its scalar
    /// in base 64: four bits of the first, six of each other.
    @inline(__always)
    private static func order(
        _ table: StaticRecords, _ record: Int, _ text: UnsafeBufferPointer<UInt8>, _ position: Int, digits: Int
    ) -> Int {
        for digit in 0..<digits {
            let wanted = text[position + digit] & (digit % 3 == 0 ? 0x0F : 0x3F)
            let difference = Int(table.byte(record, at: digit)) - 0x30 - Int(wanted)
            if difference != 0 { return difference }
        }
        return 0
    }
}
