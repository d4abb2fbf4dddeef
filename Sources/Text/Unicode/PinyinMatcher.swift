/// Finds Chinese text by what a person types without an input method: `py`, `pingyao`, `pingy`, `pyao`, `平yao` are 平遥县.
///
/// Typed text is used up from left to right. A Han character takes itself, a whole syllable of any of its readings, the
/// initial of one (`p`, also `zh`), or, where the typed text ends, any beginning of one; in a phrase only the readings that it
/// has there (`yinhang` is 银行, `yinxing` is not). Other characters take only themselves;
/// brackets, quotes, dots and spaces of the text may be passed over. `'` and a space may stand between syllables (`xi'an`).
/// ü is typed as `v`, `ü` or `u`. Both sides are folded first, so case and width don't matter.
///
/// What is remembered is a set of places in the typed text, one bit each, that can be reached by the characters seen so far:
///
///     typed   p y a o        a bit for the place before each letter, and one for the end
///     start   1 . . . .
///     平      . 1 . . .      p
///     遥      . . 1 . 1      y, yao: the end, so it matches
///
/// So the work is at most the length of the text times that of the typed text times the readings, whatever was typed.
package struct PinyinMatcher: Sendable {
    /// Longer texts are looked for by `~`, not typed from memory; and places must fit into 64 bits.
    package static let longestTyped = 63

    private let typed: [UInt8]
    /// Longer than `longestTyped`: matches nothing.
    private let isTooLong: Bool
    private let takesInitials: Bool

    /// - Parameter takesInitials: whether an initial stands for its syllable; without that, only `pingy` and `pingyao`, and not `py`,
    ///   are 平遥.
    package init(_ typed: String, takesInitials: Bool = true) {
        self.takesInitials = takesInitials
        self.typed = Self.normalised(foldedBytes(typed))
        isTooLong = self.typed.count > Self.longestTyped
    }

    /// Whether `text` begins with what was typed. Anything does if nothing was typed.
    package func matches(prefixOf text: String) -> Bool {
        foldedBytes(text).withUnsafeBufferPointer { matches(prefixOfFolded: $0) }
    }

    /// Whether what was typed stands anywhere in `text`.
    package func matches(anywhereIn text: String) -> Bool {
        foldedBytes(text).withUnsafeBufferPointer { matches(anywhereInFolded: $0) }
    }

    /// As `matches(prefixOf:)`, for text that is folded already. Doesn't allocate.
    package func matches(prefixOfFolded text: UnsafeBufferPointer<UInt8>) -> Bool {
        matches(text, anywhere: false)
    }

    /// As `matches(anywhereIn:)`, for text that is folded already. Doesn't allocate.
    package func matches(anywhereInFolded text: UnsafeBufferPointer<UInt8>) -> Bool {
        matches(text, anywhere: true)
    }

    private func matches(_ text: UnsafeBufferPointer<UInt8>, anywhere: Bool) -> Bool {
        guard !isTooLong else { return false }
        let end: UInt64 = 1 << UInt64(typed.count)
        var places: UInt64 = 1
        var position = 0
        while places & end == 0 {
            guard position < text.count, places != 0 else { return false }
            let (value, length) = scalar(in: text, at: position)
            places = advance(places, over: value, in: text, at: position..<position + length)
            if anywhere { places |= 1 }
            position += length
        }
        return true
    }

    /// The places that one more character of the text leads to.
    private func advance(
        _ places: UInt64, over value: UInt32, in text: UnsafeBufferPointer<UInt8>, at range: Range<Int>
    ) -> UInt64 {
        let from = withSeparators(places)
        let bytes = UnsafeBufferPointer(rebasing: text[range])
        let reached = (isPassedOver(value) ? places : 0) | placesReached(by: bytes, from: from)
        guard value >= 0x3007 else { return reached }
        let (read, count) = placesReached(byReadingsOf: value, from: from, allowed: .max)
        // Looking for phrases is worth it only where it can make a difference.
        guard read != 0, count > 1, case let allowed = PinyinPhrases.readings(in: text, at: range.lowerBound),
            allowed != 0
        else { return reached | read }
        return reached | placesReached(byReadingsOf: value, from: from, allowed: allowed).places
    }

    /// The places that the character itself leads to, where it was typed.
    private func placesReached(by bytes: UnsafeBufferPointer<UInt8>, from places: UInt64) -> UInt64 {
        var reached: UInt64 = 0
        forEachPlace(places) { place in
            if standsTyped(bytes, at: place) { reached |= 1 << UInt64(place + bytes.count) }
        }
        return reached
    }

    /// The places that a character leads to by its allowed readings, and how many readings it has.
    private func placesReached(
        byReadingsOf value: UInt32, from places: UInt64, allowed: UInt8
    ) -> (places: UInt64, readings: Int) {
        var reached: UInt64 = 0
        var number = 0
        for reading in PinyinReadings(of: value) {
            if allowed >> UInt8(number) & 1 == 1 {
                forEachPlace(places) { reached |= placesReached(by: reading, from: $0) }
            }
            number += 1
        }
        return (reached, number)
    }

    /// The places themselves, and those behind `'` and spaces.
    private func withSeparators(_ places: UInt64) -> UInt64 {
        var result = places
        forEachPlace(places) { place in
            var next = place
            while next < typed.count, next > 0, typed[next] == UInt8(ascii: "'") || typed[next] == UInt8(ascii: " ") {
                next += 1
                result |= 1 << UInt64(next)
            }
        }
        return result
    }

    private func placesReached(by reading: PinyinSyllable, from place: Int) -> UInt64 {
        var common = 0
        while common < reading.count, place + common < typed.count, agrees(typed[place + common], reading[common]) {
            common += 1
        }
        guard common > 0 else { return 0 }
        var reached: UInt64 = takesInitials ? 1 << UInt64(place + 1) : 0
        if takesInitials, common >= reading.initialCount { reached |= 1 << UInt64(place + reading.initialCount) }
        if common == reading.count || place + common == typed.count { reached |= 1 << UInt64(place + common) }
        return reached
    }

    private func agrees(_ typed: UInt8, _ letter: UInt8) -> Bool {
        typed == letter || (letter == UInt8(ascii: "v") && typed == UInt8(ascii: "u"))
    }

    private func standsTyped(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard place + bytes.count <= typed.count else { return false }
        for index in 0..<bytes.count where typed[place + index] != bytes[index] { return false }
        return true
    }

    @inline(__always)
    private func forEachPlace(_ places: UInt64, _ body: (Int) -> Void) {
        var rest = places & ~(1 << UInt64(typed.count))
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }

    /// How many places there are before the end; the end is the place of that number.
    package var placeCount: Int { isTooLong ? 0 : typed.count }

    /// The places, a bit each, that one more character of a folded text leads to from one place, by any of its readings: what
    /// stands beside it isn't known, so a phrase may forbid some. A search through many texts asks this once for each of their
    /// different characters.
    package func placesReached(from place: Int, over character: Unicode.Scalar) -> UInt64 {
        let bytes = Array(String(character).utf8)
        return bytes.withUnsafeBufferPointer { text in
            advance(1 << UInt64(place), over: character.value, in: text, at: 0..<text.count)
        }
    }

    /// Folded punctuation of the text that nobody types.
    func isPassedOver(_ value: UInt32) -> Bool {
        switch value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: false
        case 0x20...0x7E, 0xB7, 0x3001...0x3003, 0x3008...0x3020: true
        default: false
        }
    }

    /// `ü` as `v`, no `'` at the end.
    private static func normalised(_ folded: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < folded.count {
            let isUmlaut = folded[index] == 0xC3 && index + 1 < folded.count && folded[index + 1] == 0xBC
            result.append(isUmlaut ? UInt8(ascii: "v") : folded[index])
            index += isUmlaut ? 2 : 1
        }
        // Half-way to `xi'an`.
        while result.count > 1, result.last == UInt8(ascii: "'") { result.removeLast() }
        return result
    }
}

/// One step at a time, for an index that knows pairs of characters and no texts.
extension PinyinMatcher {
    /// Before anything was read.
    package static let start: UInt64 = 1

    /// Whether all that was typed is used up at one of these places. Never, if too much was typed to be matched.
    package func isMatched(at places: UInt64) -> Bool { !isTooLong && places >> UInt64(typed.count) & 1 == 1 }

    /// The places that the character leads to, in whatever phrase it may stand; none if it can't stand there. That it may be
    /// passed over is not counted.
    package func places(from places: UInt64, over value: UInt32) -> UInt64 {
        guard !isTooLong else { return 0 }
        var bytes: [UInt8] = []
        bytes.appendScalar(value)
        let from = withSeparators(places)
        let reached = bytes.withUnsafeBufferPointer { placesReached(by: $0, from: from) }
        return value < 0x3007
            ? reached : reached | placesReached(byReadingsOf: value, from: from, allowed: .max).places
    }

    /// Whether the text may have this character between two that match.
    package func mayPassOver(_ value: UInt32) -> Bool { isPassedOver(value) }
}
