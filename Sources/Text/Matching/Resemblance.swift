/// How much a text is like what was typed: what `~~ 平谣` and `~~ pingyao` ask, and what their answers are sorted by.
///
/// From 1 down, the best of:
///
///     1              the text itself                                   平遥县 for 平遥县
///     0.85…0.99      it holds what was typed, best at its beginning    平遥县 for 平遥
///     0.65…0.8       it begins with what was typed as pinyin           平遥县 for pingyao, py
///     0.5…0.6        that stands somewhere in it                       山西平遥 for pingyao
///     below 0.8      it holds something that sounds alike or differs by a typo for every four characters   平遥县 for 平谣
///
/// Every common reading of a character counts. A text that isn't like it at all has no score.
package struct Resemblance: Sendable {
    /// What is longer is cut here: nobody types it from memory.
    package static let longestTyped = 63
    /// Costs of a typo and of a character that sounds alike.
    static let typo = 10
    private static let homophone = 3
    /// Two letters are initials of something in every long text.
    private static let longestForTwoInitials = 12

    /// Folded.
    package let typed: String
    private let bytes: [UInt8]
    let scalars: [UInt32]
    /// The readings of each character that was typed.
    private let readings: [[PinyinSyllable]]
    let pinyin: PinyinMatcher?
    private let mostTypos: Int
    let mostCost: Int
    /// A bit for each scalar below U+10000 that is, or sounds like, one that was typed.
    let near: [UInt64]

    /// nil if nothing was typed. `folded` is folded UTF-8.
    package init?(_ folded: [UInt8]) {
        let all = String(decoding: folded, as: UTF8.self).unicodeScalars.prefix(Resemblance.longestTyped)
        guard !all.isEmpty else { return nil }
        typed = String(String.UnicodeScalarView(all))
        bytes = Array(typed.utf8)
        let scalars = all.map(\.value)
        self.scalars = scalars
        readings = scalars.map { Array(PinyinReadings(of: $0)) }
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        pinyin = bytes.contains { $0 &- 0x61 < 26 } ? PinyinMatcher(typed) : nil
        mostTypos = isASCII ? scalars.count / 4 : scalars.count < 3 ? 0 : (scalars.count + 1) / 4
        let alike = isASCII ? 0 : max(mostTypos > 0 ? Resemblance.homophone : 0, Resemblance.homophone * scalars.count)
        mostCost = max(mostTypos * Resemblance.typo + (isASCII ? 0 : Resemblance.homophone), alike)
        near = Resemblance.neighbourhood(of: scalars, readings.flatMap { $0 })
    }

    private static func neighbourhood(of scalars: [UInt32], _ readings: [PinyinSyllable]) -> [UInt64] {
        var near = [UInt64](repeating: 0, count: 1 << 10)
        for value in scalars where value < 0x10000 { near[Int(value >> 6)] |= 1 << UInt64(value & 63) }
        guard !readings.isEmpty else { return near }
        for value in UInt32(0x4E00)..<0xA000 {
            for reading in PinyinReadings(of: value) where readings.contains(reading) {
                near[Int(value >> 6)] |= 1 << UInt64(value & 63)
            }
        }
        return near
    }

    /// How much the text is like it, above 0 up to 1; nil if it isn't.
    package func score(of text: String) -> Double? { foldedBytes(text).withUnsafeBufferPointer(score(ofFolded:)) }

    /// As `score(of:)`, for text that is folded already.
    package func score(ofFolded text: UnsafeBufferPointer<UInt8>) -> Double? {
        if text.elementsEqual(bytes) { return 1 }
        let length = text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        guard length > 0 else { return nil }
        let share = Double(scalars.count) / Double(max(length, scalars.count))
        if let place = place(in: text) { return 0.85 + 0.1 * share + (place == 0 ? 0.04 : 0) }
        if let score = pinyinScore(text, length) { return score }
        guard let cost = leastCost(text, length) else { return nil }
        return 0.75 * (1 - Double(cost) / Double(Resemblance.typo * scalars.count)) + 0.05 * share
    }

    private func place(in text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count > bytes.count else { return nil }
        return (0...text.count - bytes.count).first { start in
            text[start] == bytes[0] && text[start..<start + bytes.count].elementsEqual(bytes)
        }
    }

    /// Whole syllables say more than initials: letters are counted against two and a half a character.
    private func pinyinScore(_ text: UnsafeBufferPointer<UInt8>, _ length: Int) -> Double? {
        guard let pinyin else { return nil }
        let fullness = min(1, Double(scalars.count) / (2.5 * Double(length)))
        if pinyin.matches(prefixOfFolded: text) { return 0.65 + 0.15 * fullness }
        guard scalars.count > 2 || length <= Resemblance.longestForTwoInitials else { return nil }
        return pinyin.matches(anywhereInFolded: text) ? 0.5 + 0.1 * fullness : nil
    }

    // MARK: Typos

    /// What it costs at least to make some part of the text of what was typed (Sellers 1980); nil if that is too much.
    private func leastCost(_ text: UnsafeBufferPointer<UInt8>, _ length: Int) -> Int? {
        guard mostCost > 0, scalars.count > 1, isNear(text) else { return nil }
        var costs = (0...scalars.count).map { $0 * Resemblance.typo }
        var best = costs[scalars.count]
        var position = 0
        while position < text.count {
            let (value, width) = scalar(in: text, at: position)
            position += width
            let isNear = isNear(value)
            var diagonal = costs[0]
            for place in 0..<scalars.count {
                let changed = diagonal + (isNear ? difference(place, value) : Resemblance.typo)
                diagonal = costs[place + 1]
                costs[place + 1] = min(changed, min(costs[place], costs[place + 1]) + Resemblance.typo)
            }
            best = min(best, costs[scalars.count])
        }
        return best <= mostCost ? best : nil
    }

    func difference(_ place: Int, _ value: UInt32) -> Int {
        if scalars[place] == value { return 0 }
        if readings[place].isEmpty { return Resemblance.typo }
        for reading in PinyinReadings(of: value) where readings[place].contains(reading) {
            return Resemblance.homophone
        }
        return Resemblance.typo
    }

    /// Whether the text has as many characters that could be meant as there must be; it tells nearly all texts apart.
    private func isNear(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var wanted = scalars.count - mostTypos
        var position = 0
        while position < text.count {
            let (value, width) = scalar(in: text, at: position)
            position += width
            if isNear(value) {
                wanted -= 1
                if wanted <= 0 { return true }
            }
        }
        return false
    }

    @inline(__always)
    private func isNear(_ value: UInt32) -> Bool {
        value < 0x10000 ? near[Int(value >> 6)] >> UInt64(value & 63) & 1 == 1 : scalars.contains(value)
    }
}
