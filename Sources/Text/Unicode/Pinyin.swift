// Toneless pinyin of single characters. A character has all its common readings (重 zhong chong); which of them is meant in a
// phrase, PinyinPhrases.swift knows.

/// A syllable without tone in ASCII, ü as `v`: `lv`. Its letters lie in one word, so that reading them allocates nothing.
package struct PinyinSyllable: Equatable, Sendable, CustomStringConvertible {
    /// The letters, the first in the lowest byte; 0 behind the last.
    private let letters: UInt64
    package let count: Int

    fileprivate init(number: Int) {
        let table = StaticRecords(PinyinTable.syllables, size: Self.longest)
        var letters: UInt64 = 0
        var count = 0
        while count < Self.longest, table.byte(number - 1, at: count) != 0x20 {
            letters |= UInt64(table.byte(number - 1, at: count)) << UInt64(8 * count)
            count += 1
        }
        self.letters = letters
        self.count = count
    }

    /// `zhuang`
    fileprivate static let longest = 6

    /// The ASCII letter at `index`; 0 behind the last.
    @inline(__always)
    package subscript(index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: letters >> UInt64(8 * index))
    }

    /// One letter, or two for zh, ch and sh.
    package var initialCount: Int {
        count > 1 && self[1] == UInt8(ascii: "h") ? 2 : 1
    }

    package var description: String {
        String(decoding: (0..<count).map { self[$0] }, as: UTF8.self)
    }
}

/// The readings of one character, the most common first.
package struct PinyinReadings: Sequence, IteratorProtocol, Sendable {
    private let set: Int
    private var index = 0

    /// The readings of a Han character; none of anything else, nor of characters beyond the common ones.
    @inline(__always)
    package init(of scalar: UInt32) {
        set = Self.set(of: scalar)
    }

    package mutating func next() -> PinyinSyllable? {
        guard index < Self.largest else { return nil }
        let sets = StaticRecords(PinyinTable.sets, size: 2 * Self.largest)
        let syllable = Int(sets.number(set, at: 2 * index, digits: 2))
        guard syllable > 0 else { return nil }
        index += 1
        return PinyinSyllable(number: syllable)
    }

    /// READINGS_PER_SET of the generator.
    private static let largest = 5

    private static func set(of scalar: UInt32) -> Int {
        if scalar &- 0x4E00 < 0x5200 {
            return Int(StaticRecords(PinyinTable.unified, size: 2).number(Int(scalar - 0x4E00), digits: 2))
        }
        if scalar &- 0x3400 < 0x19C0 {
            return Int(StaticRecords(PinyinTable.extensionA, size: 2).number(Int(scalar - 0x3400), digits: 2))
        }
        let others = StaticRecords(PinyinTable.others, size: 5)
        guard let record = others.last(notAbove: scalar, digits: 3), others.number(record, digits: 3) == scalar else {
            return 0
        }
        return Int(others.number(record, at: 3, digits: 2))
    }
}

/// The readings of a character as strings: `["zhong", "chong"]` of 重.
package func pinyinReadings(of scalar: Unicode.Scalar) -> [String] {
    PinyinReadings(of: scalar.value).map(\.description)
}
