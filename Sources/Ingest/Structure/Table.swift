/// Rows of cells that stand under one header.
struct Table {
    var header: [Range<Int>]
    /// The cells of a row above the header whose cells reach over several columns; empty if there is none.
    var upper: [Range<Int>] = []
    var headerRange: Range<Int>
    /// Rows of values, and rows of one cell that head the rows below.
    var rows: [(cells: [Range<Int>], range: Range<Int>)]
    /// The label above it.
    var title: Range<Int>?
    /// Its first block.
    var firstBlock: Int
}

extension Analysis {
    /// The tables of the document: runs of rows, among which a label alone heads a group.
    func tables() -> [Table] {
        var tables: [Table] = []
        var place = 0
        while place < blocks.count {
            guard blocks[place].kind == .row, cells(place).count >= 2,
                isHeader(cells(place)) || isGoalHeader(place) || headsYearRows(place)
            else {
                place += 1
                continue
            }
            let (header, first) = header(at: place)
            let upper = first < place ? cells(first) : []
            let headerRange = blocks[first].range.lowerBound..<blocks[place].range.upperBound
            var table = Table(
                header: header, upper: upper, headerRange: upper.isEmpty ? blocks[place].range : headerRange, rows: [],
                title: title(above: first),
                firstBlock: place)
            var next = place + 1
            while next < blocks.count, isRow(next) {
                let cells = cells(next)
                if isHeader(cells), cells.count == table.header.count { break }
                table.rows.append((cells.isEmpty ? [blocks[next].range] : cells, blocks[next].range))
                next += 1
            }
            if !table.rows.isEmpty { tables.append(table) }
            place = next
        }
        return tables
    }

    /// The cells of a header, and its first row: a head of two rows has 单位 over an empty cell, and 目标值 over years.
    private func header(at place: Int) -> (cells: [Range<Int>], first: Int) {
        let own = cells(place)
        guard place > 0, blocks[place - 1].kind == .row, case let above = cells(place - 1),
            above.count > 1, above.count <= own.count,
            own.contains(where: \.isEmpty),
            !above.contains(where: { $0.contains { isDigit(text.keys[$0]) } })
        else { return (own, place) }
        // The last cell of the upper row may reach over several columns.
        let merged = own.indices.map { own[$0].isEmpty && $0 < above.count ? above[$0] : own[$0] }
        return (merged, place - 1)
    }

    func cells(_ place: Int) -> [Range<Int>] { text.lines[blocks[place].lines].first?.cells ?? [] }

    /// A row, or a short label between rows.
    private func isRow(_ place: Int) -> Bool {
        if blocks[place].kind == .row { return true }
        guard blocks[place].kind == .label || blocks[place].kind == .heading, blocks[place].range.count <= 24,
            place + 1 < blocks.count
        else { return false }
        guard blocks[place + 1].kind == .row, blocks[place].lines.count == 1 else { return false }
        // 二、民生福祉 heads a group of rows; above a header it is a chapter of the text.
        return blocks[place].numbering?.style != .han || !isHeader(cells(place + 1))
    }

    private func title(above place: Int) -> Range<Int>? {
        guard place > 0, blocks[place - 1].kind == .label || blocks[place - 1].kind == .heading else { return nil }
        return blocks[place - 1].range
    }

    private static let headerWords: [Keys] = ["指标", "指 标", "项目", "目标", "名称", "内容"]
    /// What rows may be of, in the first cells of a header.
    private static let subjectWords: [Keys] = [
        "县", "市", "区", "旗", "乡镇", "街道", "地区", "单位", "产业", "行业", "企业", "园区", "产品", "品种", "类别", "领域", "年份",
    ]

    /// A header names years or says 指标.
    private func isHeader(_ cells: [Range<Int>]) -> Bool {
        guard cells.count >= 2,
            !cells.contains(where: { withoutYear($0).1 != nil && isDigit(text.keys[$0.lowerBound]) })
        else { return false }
        let years = cells.count { !text.years(in: $0).isEmpty && $0.count <= 16 }
        if years >= 2 { return true }
        let named = cells.contains { $0.count <= 12 && text.contains(any: Analysis.headerWords, in: $0) }
        if years == 1, named { return true }
        return years == 1 && isOfSubjects(cells) || isStatisticsHeader(cells)
    }

    /// `县（市、区） | 功能定位 | 2027年产值（亿元）`: what the rows are of, and a value of a year; 2026年12月 is when, and no value.
    private func isOfSubjects(_ cells: [Range<Int>]) -> Bool {
        let isValue = cells.dropFirst().contains { cell in
            guard let year = text.years(in: cell).last else { return false }
            let rest = text.trimmed(year.range.upperBound..<cell.upperBound)
            return rest.count >= 2 && !rest.contains { isDigit(text.keys[$0]) }
        }
        return namesSubjects(cells) && isValue
    }

    /// Whether one of the first cells says what rows are of: 县（市、区）, 产业.
    func namesSubjects(_ cells: [Range<Int>]) -> Bool {
        cells.prefix(2).contains {
            $0.count <= 8 && !$0.contains { isDigit(text.keys[$0]) }
                && text.contains(any: Analysis.subjectWords, in: $0)
        }
    }
}
