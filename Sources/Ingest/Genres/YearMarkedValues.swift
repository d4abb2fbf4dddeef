import Text

/// Indicators a line each, whose values have their years in brackets: `农业总产值  698（2025年）  900（2030年）`.
extension Analysis {
    /// A value and the year behind it.
    private struct MarkedValue {
        var number: Range<Int>
        var year: Int
        var isTarget: Bool
    }

    /// Adds the values of such lines; gives the places of the blocks that were read.
    mutating func readYearMarkedValues() -> Set<Int> {
        var read = Set<Int>()
        for place in blocks.indices {
            guard let (name, values) = yearMarked(blocks[place].body) else { continue }
            let section = outline.owner[place].map { addSection($0) }
            let context = NumberContext(owner: document, part: section ?? document)
            let (unit, unitLines) = unitAbove(place)
            let (indicator, own) = withoutUnit(name)
            let row = blocks[place].range
            let (first, last) = (values.map(\.year).min() ?? 0, values.map(\.year).max() ?? 0)
            var base: Int?
            for value in values.sorted(by: { $0.year < $1.year }) {
                guard let measure = self.value(value.number, 0, of: 1, unit: own.isEmpty ? unit : own),
                    !measure.unit.isEmpty
                else { continue }
                let isLater = documentYear > 0 ? value.year >= documentYear : value.year == last
                let isAhead = value.isTarget || isLater && value.year != first
                let isTarget = isAhead && genre != .other
                let sources = Findings.union([lines(row)], measure.unit == unit ? unitLines : [])
                let node = add(measure, indicator, name, value.year, isTarget, sources, row, context, .tableRow)
                if isTarget, let base { findings.link(node, "baseline", base, [lines(row)], .tableRow) }
                if !isTarget { base = node }
            }
            read.insert(place)
        }
        return read
    }

    /// A name, and two values or more with years in brackets, and nothing else.
    private func yearMarked(_ range: Range<Int>) -> (name: Range<Int>, values: [MarkedValue])? {
        let body = text.trimmed(range)
        guard body.count <= 80 else { return nil }
        var values: [MarkedValue] = []
        var start = body.lowerBound
        var name: Range<Int>?
        while let open = text.first("(", in: start..<body.upperBound) {
            guard let close = text.first(")", in: open..<body.upperBound) else { return nil }
            guard let year = text.years(in: open + 1..<close).first, close - open <= 10 else {
                // The unit of the name: 总产值（亿元）
                if !values.isEmpty || name != nil { return nil }
                name = body.lowerBound..<close + 1
                start = close + 1
                continue
            }
            var first = open
            while first > start, !Analysis.isGap(text.keys[first - 1]), !isHanOutsideUnit(first - 1, open) {
                first -= 1
            }
            guard first < open, text.keys[first] < 0x80 else { return nil }
            let before = text.trimmed(start..<first)
            if name == nil {
                name = before
            } else if before.contains(where: { isHan(text.keys[$0]) }), values.isEmpty {
                return nil
            }
            let isTarget = text.contains(any: ["目标", "规划", "预期"], in: open..<close)
            values.append(MarkedValue(number: first..<open, year: year.year, isTarget: isTarget))
            start = close + 1
        }
        let rest = text.trimmed(start..<body.upperBound)
        guard values.count >= 2, let named = name,
            rest.count <= 1
                || ["预期性", "约束性"].contains(where: { text.has($0, at: rest.lowerBound, before: rest.upperBound) })
        else { return nil }
        var end = named.upperBound
        while end > named.lowerBound, [0x3A, 0x2C, 0x20, 0x2D].contains(text.keys[end - 1]) { end -= 1 }
        let label = named.lowerBound..<end
        return (2...24).contains(label.count) ? (text.trimmed(label), values) : nil
    }

    private static func isGap(_ key: UInt32) -> Bool { [0x20, 0x3A, 0x2C, 0x3B, 0x2192, 0x2D].contains(key) }

    /// A Han character that isn't part of the unit directly behind a number: the name's end.
    private func isHanOutsideUnit(_ place: Int, _ open: Int) -> Bool {
        guard isHan(text.keys[place]) else { return false }
        return MeasureUnit.named(text.string(place..<open)) == nil
            && MeasureUnit.named(text.string(place + 1..<open)) == nil
            && !(place..<open).contains { isDigit(text.keys[$0]) }
            || (place..<open).contains { isDigit(text.keys[$0]) }
    }

    /// The unit that the nearest caption above states for the lines below it.
    private func unitAbove(_ place: Int) -> (String, [ClosedRange<Int>]) {
        for above in stride(from: place - 1, through: max(0, place - 30), by: -1) {
            let block = blocks[above]
            if let unit = unitStated(in: block.range) { return (unit, [lines(block.range)]) }
            if block.kind == .heading || block.kind == .paragraph, block.range.count > 40 { break }
        }
        return ("", [])
    }
}
