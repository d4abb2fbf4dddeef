/// A set of scalars, as ascending ranges that don't touch.
struct ScalarSet: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>] = []

    static let last: UInt32 = 0x10FFFF
    static let all = ScalarSet([0...last])

    init(_ unsorted: some Sequence<ClosedRange<UInt32>>) {
        for range in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let before = ranges.last, range.lowerBound <= before.upperBound + 1 {
                ranges[ranges.count - 1] = before.lowerBound...max(before.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }

    init(_ value: UInt32) { ranges = [value...value] }

    /// The ranges of a table of `PatternClassTable`.
    init(table text: StaticString) {
        let table = StaticRecords(text, size: 8)
        ranges = (0..<table.count).map { table.number($0, digits: 4)...table.number($0, at: 4, digits: 4) }
    }

    var complement: ScalarSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= ScalarSet.last { gaps.append(next...ScalarSet.last) }
        return ScalarSet(gaps)
    }

    func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(ranges + other.ranges) }

    /// With the folding of each member added: of `[Ａ-Ｚ]` that is `a` to `z`.
    ///
    /// A member that folds to several scalars, as ㎡, can't match one character and adds nothing.
    var withFoldings: ScalarSet {
        var added = ranges
        for range in ranges { Folding.forEachFolded(in: range) { added.append($1...$1) } }
        return ScalarSet(added)
    }
}

extension ScalarSet {
    static let words = ScalarSet(table: PatternClassTable.words)
    static let digits = ScalarSet(table: PatternClassTable.digits)
    static let space = ScalarSet(0x20)

    /// `\p{Han}`
    static func named(_ name: String) -> ScalarSet? {
        switch folded(name) {
        case "han", "script=han", "汉", "汉字": ScalarSet(table: PatternClassTable.han)
        case "l", "letter", "字母": ScalarSet(table: PatternClassTable.letters)
        case "n", "number", "数字": ScalarSet(table: PatternClassTable.numbers)
        case "p", "punctuation", "标点": ScalarSet(table: PatternClassTable.punctuation)
        default: nil
        }
    }
}
