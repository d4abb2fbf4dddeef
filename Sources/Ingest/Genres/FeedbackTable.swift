import Text

/// An inspection report as a table: a row for each unit, what was found and what is recommended in cells of their own.
extension Analysis {
    /// Which columns tell what.
    private struct FeedbackColumns {
        var unit: Int
        var findings: Int
        var advice: Int?
    }

    private static let unitHeads: [Keys] = ["单位", "党组织", "对象", "部门"]

    /// Adds what tables say of units; gives the parts that they are.
    mutating func readFeedbackTables() -> [InspectedPart] {
        var columns: FeedbackColumns?
        var rows: [(part: InspectedPart, groups: [Range<Int>], advice: [Range<Int>])] = []
        for place in blocks.indices where blocks[place].kind == .row {
            let cells = self.cells(place)
            if let head = feedbackColumns(cells) {
                columns = head
                continue
            }
            guard let columns, cells.count > max(columns.unit, columns.findings) else { continue }
            let groups = listed(cells[columns.findings])
            let advice = columns.advice.flatMap { $0 < cells.count ? listed(cells[$0]) : nil } ?? []
            let unit = inspectedUnit(inCell: cells[columns.unit])
            // A cell over several rows stands in the first of them, or in each.
            if let last = rows.indices.last, unit.map({ string($0) == string(rows[last].part.unit) }) ?? true,
                rows[last].part.blocks.upperBound == place, text.trimmed(cells[columns.unit]).isEmpty || unit != nil
            {
                rows[last].part.blocks = rows[last].part.blocks.lowerBound..<place + 1
                rows[last].groups += groups
                rows[last].advice += advice
            } else if let unit {
                let part = InspectedPart(unit: unit, heading: unit, blocks: place..<place + 1, number: nil)
                rows.append((part, groups, advice))
            }
        }
        for (place, row) in rows.enumerated() { add(row.part, place + 1, groups: row.groups, advice: row.advice) }
        return rows.map(\.part)
    }

    /// A head that has a column of units and one of what was found.
    private func feedbackColumns(_ cells: [Range<Int>]) -> FeedbackColumns? {
        func column(_ words: [Keys]) -> Int? {
            cells.firstIndex { $0.count <= 16 && text.contains(any: words, in: $0) }
        }
        guard let findings = column(["问题"]), let unit = column(Analysis.unitHeads), unit != findings else { return nil }
        let advice = column(Analysis.adviceWords)
        let isOwn = advice != unit && advice != findings
        return FeedbackColumns(unit: unit, findings: findings, advice: isOwn ? advice : nil)
    }

    private func inspectedUnit(inCell cell: Range<Int>) -> Range<Int>? {
        let body = text.unnumbered(cell)
        return UnitName.isUnit(string(body)) ? body : nil
    }
}
