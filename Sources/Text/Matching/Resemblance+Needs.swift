/// What a text must hold to be like what was typed, so that an index can leave out most texts without a look at them. All of it
/// is necessary and not sufficient: the score decides.
extension Resemblance {
    /// At most how many characters of what was typed are missing, have others between them, or stand for ones that neither are
    /// nor sound like them.
    package var mostErrors: Int { mostCost / Resemblance.typo }

    /// For each character that was typed, those that may stand in its place without an error, ascending: itself and what sounds
    /// like it.
    package var alternatives: [[UInt32]] {
        let values = nearScalars
        return scalars.indices.map { place in
            values.filter { scalars.count == 1 ? $0 == scalars[place] : difference(place, $0) < Resemblance.typo }
        }
    }

    /// The letters that were typed, which may be pinyin; nil if there are none.
    package var letters: PinyinMatcher? { pinyin }

    /// All that `isNear` is true of.
    private var nearScalars: [UInt32] {
        var values = scalars.filter { $0 >= 0x10000 }
        for (place, word) in near.enumerated() {
            var rest = word
            while rest != 0 {
                values.append(UInt32(place << 6 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return Array(Set(values)).sorted()
    }
}
