import Text

/// Candidates for `~~`: texts that may be like what was typed.
///
/// A text that has what was typed with at most k errors keeps, of any 2k + 1 pairs of neighbours in it, at least one (an error
/// breaks two): for `低空京济` with one error the texts with 低空, 空京 or 京济, or with what sounds like these. Letters that
/// may be pinyin are matched against every first character, and then against its pairs. Cost: the keys of the index at most, and
/// the lists that are read.
extension BigramIndex {
    /// The texts that may be like it; the score of every other one is nil.
    package func texts(like resemblance: Resemblance) -> Bitmap {
        var found = Bitmap(limit: textCount)
        markSimilar(resemblance, in: &found)
        if let letters = resemblance.letters { markPinyin(letters, in: &found) }
        return found
    }

    private func mark(_ place: Int, in found: inout Bitmap) {
        pairs.mark(place, in: &found)
    }

    // MARK: Typos and what sounds alike

    private func markSimilar(_ resemblance: Resemblance, in found: inout Bitmap) {
        let alternatives = resemblance.alternatives
        let errors = resemblance.mostErrors
        guard alternatives.count > 2 * errors + 1 else { return markPresent(alternatives, errors, in: &found) }
        var pairs = zip(alternatives, alternatives.dropFirst()).map { places(of: $0, $1) }
        pairs.sort { $0.count < $1.count }
        for pair in pairs.prefix(2 * errors + 1) { for place in pair.places { mark(place, in: &found) } }
    }

    /// The keys of a pair, and how many texts they lead to at most.
    private func places(of first: [UInt32], _ second: [UInt32]) -> (places: [Int], count: Int) {
        let second = Set(second)
        var result: (places: [Int], count: Int) = ([], 0)
        for scalar in first {
            for place in keyRange(startingWith: scalar) where second.contains(UInt32(pairs.key(place) & 0x1F_FFFF)) {
                result.places.append(place)
                result.count += pairs.count(place)
            }
        }
        return result
    }

    /// Too few characters for a pair to stay whole: texts that have all of them, but for the errors, anywhere.
    private func markPresent(_ alternatives: [[UInt32]], _ errors: Int, in found: inout Bitmap) {
        var counted = [UInt8](repeating: 0, count: textCount)
        for scalars in alternatives {
            var present = Bitmap(limit: textCount)
            for scalar in scalars { for place in keyRange(startingWith: scalar) { mark(place, in: &present) } }
            for text in present.members { counted[Int(text)] += 1 }
        }
        let wanted = max(alternatives.count - errors, 1)
        for text in counted.indices where Int(counted[text]) >= wanted { found.insert(text) }
    }

    // MARK: Pinyin

    private func markPinyin(_ letters: PinyinMatcher, in found: inout Bitmap) {
        var place = 0
        while place < pairs.keys.count {
            let first = UInt32(truncatingIfNeeded: pairs.key(place) >> 21)
            // In a snapshot from elsewhere keys need not ascend.
            let next = max(pairs.lowerBound(of: (UInt64(first) + 1) << 21), place + 1)
            let reached = letters.places(from: PinyinMatcher.start, over: first)
            if reached != 0 { markPinyin(letters, behind: reached, place..<next, in: &found) }
            place = next
        }
    }

    private func markPinyin(
        _ letters: PinyinMatcher, behind reached: UInt64, _ range: Range<Int>, in found: inout Bitmap
    ) {
        let isMatched = letters.isMatched(at: reached)
        for place in range {
            let second = UInt32(pairs.key(place) & 0x1F_FFFF)
            if isMatched || letters.mayPassOver(second) || letters.places(from: reached, over: second) != 0 {
                mark(place, in: &found)
            }
        }
    }
}
