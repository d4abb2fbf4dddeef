// Width in terminal cells. East Asian Wide and Fullwidth are two cells (Unicode Standard Annex #11); Ambiguous (“ ” … —
// · ※ ①) is one, as terminals outside of East Asia and Windows Terminal have it, or two on request; combining marks,
// format characters and controls are none. An emoji sequence counts as the one picture that terminals of today draw.
//
// The table is ours because glibc's `wcwidth` depends on the locale and gives -1 for all Chinese in `LC_ALL=C`.

/// Cells that `text` takes on a terminal. Controls count as none: show them by `visible(_:)` first.
package func widthInCells(of text: String, ambiguousWide: Bool = false) -> Int {
    withBytes(of: text) { widthInCells(of: $0, ambiguousWide: ambiguousWide) }
}

/// Cells that UTF-8 bytes take; ill-formed bytes count as the U+FFFD that stands for them.
package func widthInCells(of bytes: some Sequence<UInt8>, ambiguousWide: Bool = false) -> Int {
    if let width = bytes.withContiguousStorageIfAvailable({ widthInCells(of: $0, ambiguousWide: ambiguousWide) }) {
        return width
    }
    return Array(bytes).withUnsafeBufferPointer { widthInCells(of: $0, ambiguousWide: ambiguousWide) }
}

/// Cells that one scalar takes on its own.
package func widthInCells(of scalar: Unicode.Scalar, ambiguousWide: Bool = false) -> Int {
    var counter = CellCounter(ambiguousWide: ambiguousWide)
    return counter.advance(scalar.value).cells
}

/// Cells that UTF-8 bytes take; ill-formed bytes count as the U+FFFD that stands for them.
package func widthInCells(of bytes: UnsafeBufferPointer<UInt8>, ambiguousWide: Bool = false) -> Int {
    var counter = CellCounter(ambiguousWide: ambiguousWide)
    var cells = 0
    var position = 0
    while position < bytes.count {
        let lead = bytes[position]
        if lead >= 0xE4, lead <= 0xE9, isUnifiedHan(in: bytes, at: position, lead: lead) {
            counter.passWide()
            cells += 2
            position += 3
        } else {
            let (value, length) = scalar(in: bytes, at: position)
            cells += counter.advance(value).cells
            position += length
        }
    }
    return cells
}

/// How a scalar takes cells; the numbers are those of `DisplayWidthTable`.
enum WidthClass: UInt8 {
    case narrow = 0
    /// Combining and format characters, controls, Hangul vowels and finals.
    case zero
    /// A vowel sign that has a cell of its own, but belongs to the letter before it.
    case spacingMark
    case wide
    /// `😀`
    case wideEmoji
    /// `“`
    case ambiguous
    /// `❤`: one cell, and two when U+FE0F follows.
    case narrowEmoji
    /// `☎`: ambiguous, and two cells when U+FE0F follows.
    case ambiguousEmoji
    /// `🏽`: none after an emoji, else wide.
    case emojiModifier

    init(_ scalar: UInt32) {
        if scalar >= 0x20, scalar < 0x7F {
            self = Self.startsKeycap(scalar) ? .narrowEmoji : .narrow
            return
        }
        let table = StaticRecords(DisplayWidthTable.widths, size: 9)
        guard let range = table.last(notAbove: scalar, digits: 4),
            scalar <= table.number(range, at: 4, digits: 4),
            let found = WidthClass(rawValue: UInt8(table.number(range, at: 8, digits: 1)))
        else {
            self = .narrow
            return
        }
        self = found
    }

    /// `1️⃣`: digits, `#` and `*` are bases of emoji.
    private static func startsKeycap(_ scalar: UInt32) -> Bool {
        scalar &- 0x30 < 10 || scalar == 0x23 || scalar == 0x2A
    }
}

/// Adds up cells scalar by scalar, and knows where a cluster (what a cut must leave together) begins.
struct CellCounter {
    /// What the scalar before allows the next one to do.
    private enum Before {
        case other
        /// An emoji of two cells: a modifier or a joiner may follow.
        case emoji
        /// One cell that U+FE0F makes two.
        case narrowEmoji
        /// An emoji and a joiner: the next emoji melts into it.
        case joiner
        /// The first half of a flag.
        case regional
    }

    let ambiguousWide: Bool
    private var before = Before.other

    init(ambiguousWide: Bool) {
        self.ambiguousWide = ambiguousWide
    }

    /// Passes over a wide scalar that is no emoji.
    @inline(__always)
    mutating func passWide() {
        before = .other
    }

    /// The cells that a scalar adds, and whether it begins a cluster.
    mutating func advance(_ scalar: UInt32) -> (cells: Int, startsCluster: Bool) {
        if scalar &- 0x1F1E6 < 26 { return regionalIndicator() }
        switch WidthClass(scalar) {
        case .narrow: return base(1, then: .other)
        case .wide: return base(2, then: .other)
        case .ambiguous: return base(ambiguousWide ? 2 : 1, then: .other)
        case .wideEmoji: return emoji(2, then: .emoji)
        case .narrowEmoji: return scalar < 0x80 ? base(1, then: .narrowEmoji) : emoji(1, then: .narrowEmoji)
        case .ambiguousEmoji: return ambiguousWide ? emoji(2, then: .emoji) : emoji(1, then: .narrowEmoji)
        case .emojiModifier: return modifier()
        case .spacingMark: return (1, false)
        case .zero: return (zero(scalar), false)
        }
    }

    private mutating func base(_ cells: Int, then: Before) -> (Int, Bool) {
        before = then
        return (cells, true)
    }

    private mutating func emoji(_ cells: Int, then: Before) -> (Int, Bool) {
        guard before == .joiner else { return base(cells, then: then) }
        before = .emoji
        return (0, false)
    }

    private mutating func modifier() -> (Int, Bool) {
        switch before {
        case .emoji: return (0, false)
        case .narrowEmoji: return (widened(), false)
        case .other, .joiner, .regional: return base(2, then: .emoji)
        }
    }

    private mutating func regionalIndicator() -> (Int, Bool) {
        let second = before == .regional
        before = second ? .other : .regional
        return (1, !second)
    }

    private mutating func zero(_ scalar: UInt32) -> Int {
        if scalar == 0x200D, before == .emoji { before = .joiner }
        return scalar == 0xFE0F && before == .narrowEmoji ? widened() : 0
    }

    private mutating func widened() -> Int {
        before = .emoji
        return 1
    }
}
