/// What a single scalar folds to, by `FoldingTable`.
enum Folding {
    case itself
    /// `Ａ` to `a`
    case scalar(UInt32)
    /// `㎡` to `m2`: so many entries of the table of targets, from one on.
    case scalars(first: Int, count: Int)
    /// A soft hyphen.
    case nothing

    init(of value: UInt32) {
        // Full-width ASCII, which Chinese text is full of.
        if value &- 0xFF01 < 0x5E {
            let ascii = value - 0xFEE0
            self = .scalar(ascii &- 0x41 < 26 ? ascii + 0x20 : ascii)
            return
        }
        // Tags and variation selectors, assigned or not.
        if value >= 0xE0000 {
            self = value < 0xE1000 ? .nothing : .itself
            return
        }
        self.init(inTable: value)
    }

    private init(inTable value: UInt32) {
        let table = StaticRecords(FoldingTable.foldings, size: 10)
        self = .itself
        guard let run = table.last(notAbove: value, digits: 3) else { return }
        let distance = value - table.number(run, digits: 3)
        let step = table.number(run, at: 5, digits: 1)
        guard distance < table.number(run, at: 3, digits: 2) * step, distance % step == 0 else { return }
        let target = table.number(run, at: 7, digits: 3)
        switch table.number(run, at: 6, digits: 1) {
        case 0: self = .nothing
        case 1: self = .scalar(target + distance)
        case let count: self = .scalars(first: Int(target), count: Int(count))
        }
    }

    /// Whether a character of U+4E00...U+9FFF folds to another; one look, since most Han characters don't.
    @inline(__always)
    static func changesHan(_ value: UInt32) -> Bool {
        let table = StaticRecords(FoldingTable.changingHan, size: 1)
        return table.number(Int((value - 0x4E00) >> 2), digits: 1) >> (value & 3) & 1 == 1
    }

    /// The scalars of a range that fold to one other scalar, with that.
    static func forEachFolded(in range: ClosedRange<UInt32>, _ body: (_ value: UInt32, _ target: UInt32) -> Void) {
        let table = StaticRecords(FoldingTable.foldings, size: 10)
        var run = table.last(notAbove: range.lowerBound, digits: 3) ?? 0
        while run < table.count {
            let first = table.number(run, digits: 3)
            if first > range.upperBound { return }
            let step = table.number(run, at: 5, digits: 1)
            if table.number(run, at: 6, digits: 1) == 1 {
                for place in 0..<table.number(run, at: 3, digits: 2) where range.contains(first + place * step) {
                    body(first + place * step, table.number(run, at: 7, digits: 3) + place * step)
                }
            }
            run += 1
        }
    }

    /// An entry of the table of targets.
    static func target(_ index: Int) -> UInt32 {
        StaticRecords(FoldingTable.targets, size: 3).number(index, digits: 3)
    }
}
