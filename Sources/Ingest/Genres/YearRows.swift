import Text

/// Tables that say in their first column when: `年份 | 产量（万吨） | 收入（亿元）`, a row for each year.
extension Analysis {
    private static let timeHeads: [Keys] = ["年", "时间", "阶段", "节点", "期"]

    /// Whether a row heads rows that begin with a year each.
    func headsYearRows(_ place: Int) -> Bool {
        let head = cells(place)
        guard head.count >= 2, place + 2 < blocks.count, head.allSatisfy({ text.years(in: $0).isEmpty }),
            isTimeHead(head[0]), head.dropFirst().contains(where: { text.trimmed($0).count >= 2 })
        else { return false }
        return [place + 1, place + 2].allSatisfy { next in
            guard blocks[next].kind == .row, let first = cells(next).first else { return false }
            return rowYear(first) != nil
        }
    }

    private func isTimeHead(_ cell: Range<Int>) -> Bool {
        let cell = text.trimmed(cell)
        return cell.isEmpty
            || cell.count <= 8 && (text.contains(any: Analysis.timeHeads, in: cell) || text.contains("指标", in: cell))
    }

    /// The year of a short cell: 2024年（基期）, 2030年目标, 2026.
    private func rowYear(_ cell: Range<Int>) -> Int? {
        let cell = text.trimmed(cell)
        guard (4...16).contains(cell.count) else { return nil }
        if let year = text.years(in: cell).first {
            return year.range.lowerBound - cell.lowerBound <= 1 ? year.year : nil
        }
        guard cell.count == 4, let year = Int(text.string(cell)), (1990...2099).contains(year) else { return nil }
        return year
    }

    /// Reads a table of a row for each year; false if it is none.
    mutating func readYearRows(_ table: Table, _ section: Int?) -> Bool {
        let rows = table.rows.compactMap { row in
            row.cells.count > 1 ? rowYear(row.cells[0]).map { (year: $0, cells: row.cells, range: row.range) } : nil
        }
        guard rows.count >= 2, rows.count == table.rows.count, isTimeHead(table.header[0]),
            table.header.allSatisfy({ text.years(in: $0).isEmpty })
        else { return false }
        let stated = statedUnit(table)
        let context = NumberContext(owner: document, part: section ?? document)
        let named = rows.contains { text.contains(any: ["目标", "规划", "预期"], in: $0.cells[0]) }
        let last = rows.map(\.year).max() ?? 0
        let now = documentYear > 0 ? documentYear : headDate?.year ?? 0
        let isReview = genre != .plan && genre != .notice && last < now
        for column in table.header.indices.dropFirst() {
            let (metric, written) = withoutUnit(text.trimmed(table.header[column]))
            guard metric.count >= 2 else { continue }
            let unit = written.isEmpty ? stated : written
            var bases: [Int] = []
            for row in rows where column < row.cells.count {
                let isBase = text.contains(any: ["基期", "实际", "现状", "完成"], in: row.cells[0])
                let isAhead =
                    named
                    ? text.contains(any: ["目标", "规划", "预期"], in: row.cells[0])
                    : now > 0 && last >= now ? row.year >= now : row.year == last && !isReview
                let isTarget = isAhead && !isBase
                guard let measure = value(row.cells[column], 0, of: 1, unit: wholeUnit(unit, of: metric)) else {
                    continue
                }
                let node = add(
                    measure, metric, row.cells[column], row.year, isTarget,
                    [lines(row.range), lines(table.headerRange)],
                    row.range, context, .tableRow)
                if isTarget {
                    for base in bases { findings.link(node, "baseline", base, [lines(row.range)], .tableRow) }
                } else {
                    bases.append(node)
                }
            }
        }
        return true
    }

    /// 亿元 of `单位：亿元` in the caption of a table, or in a line of its own above it.
    func statedUnit(_ table: Table) -> String {
        var above = table.firstBlock - (table.upper.isEmpty ? 1 : 2)
        for _ in 0..<2 where above >= 0 {
            let range = blocks[above].range
            if range.count <= 60, blocks[above].kind != .row, let unit = unitStated(in: range) { return unit }
            above -= 1
        }
        return ""
    }

    /// 亿元 of `主要指标（单位：亿元）`; nothing of several: 单位：亿元、%.
    func unitStated(in range: Range<Int>) -> String? {
        guard let cue = text.first(any: ["单位:", "计量单位:"], in: range) else { return nil }
        var end = cue.upperBound
        while end < range.upperBound, ![0x29, 0x3B, 0x2C, 0x20, 0x5D, 0x3011].contains(text.keys[end]) { end += 1 }
        let unit = text.string(text.trimmed(cue.upperBound..<end)).replacing("％", with: "%")
        return MeasureUnit.named(unit) != nil ? unit : nil
    }
}
