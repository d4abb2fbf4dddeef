import Text

/// Columns of targets whose heads name no year: `指标 | 现状值 | 目标值`, `指标 | 基期 | 规划目标`.
extension Analysis {
    private static let goalHeads = ["规划目标", "预期目标", "发展目标", "目标", "规划", "预期", "计划"]
    private static let baseHeads = ["现状", "基期", "基准", "基数", "当前", "现有", "实际", "基础", "现值"]

    /// Whether a head without a year is one of what is to be, true, or of where things stand, false; nil of any other. What is
    /// counted may stand behind: 规模 of `目标规模（亿元）`.
    private func goalHead(_ cell: Range<Int>) -> (isGoal: Bool, metric: String)? {
        let (name, unit) = withoutUnit(text.trimmed(cell))
        for (words, isGoal) in [(Analysis.goalHeads, true), (Analysis.baseHeads, false)] {
            for word in words where name.hasPrefix(word) {
                let rest = String(name.dropFirst(word.count))
                if rest.isEmpty || ["值", "数", "数值"].contains(rest) || rest.contains("年") && rest.hasSuffix("值") {
                    return (isGoal, "")
                }
                return rest.count <= 6 && !unit.isEmpty ? (isGoal, rest) : nil
            }
        }
        return nil
    }

    /// Whether a header has a column 指标 and one of what is to be, and the rows below have numbers there.
    func isGoalHeader(_ place: Int) -> Bool {
        let head = cells(place)
        guard head.count >= 2, isOfIndicators(head) || namesSubjects(head),
            let goal = head.firstIndex(where: { goalHead($0)?.isGoal == true }), place + 1 < blocks.count,
            blocks[place + 1].kind == .row, goal < cells(place + 1).count,
            !cells(place + 1).contains(where: { !text.years(in: $0).isEmpty && !text.contains(":", in: $0) })
        else { return false }
        return cells(place + 1)[goal].contains { isDigit(text.keys[$0]) }
    }

    /// The same of a column of a table that has a column of what is to be.
    func goalColumn(_ cell: Range<Int>, _ table: Table) -> (isGoal: Bool, metric: String, units: [String])? {
        guard let (isGoal, metric) = goalHead(cell), table.header.contains(where: { goalHead($0)?.isGoal == true }),
            isOfIndicators(table.header) || namesSubjects(table.header)
        else { return nil }
        let (_, unit) = withoutUnit(text.trimmed(cell))
        return (isGoal, metric, unit.isEmpty ? [] : [unit])
    }

    private func isOfIndicators(_ head: [Range<Int>]) -> Bool {
        head.contains { $0.count <= 8 && text.contains("指", in: $0) && text.contains("标", in: $0) }
    }

    /// The cells of a row below the first of a group, whose name stands in the first row only: columns that blanks part.
    func belowGroup(_ cells: [Range<Int>], _ table: Table) -> [Range<Int>] {
        guard cells.count + 1 == table.header.count, let first = table.header.first, let own = cells.first,
            text.contains(any: ["类", "领域", "维度", "方面", "分类", "一级"], in: first)
        else { return cells }
        return [own.lowerBound..<own.lowerBound] + cells
    }

    /// Whether a year of a table whose head doesn't tell is to come: from the document's own year on; without one, the last is.
    func isAhead(_ year: Int, last: Int, now: Int, _ table: Table) -> Bool {
        if genre == .plan || genre == .notice { return now > 0 && last >= now ? year >= now : year == last }
        let aims = table.title.map { text.contains(any: ["目标", "规划", "预期", "计划", "任务"], in: $0) } ?? false
        // What a page of facts tells of its own year is reached.
        if genre == .other, !aims { return now > 0 && year > now }
        return now > 0 && last >= now ? year >= now : year == last && last >= now
    }

    /// The only year that the caption names, for what is to be.
    func captionYear(_ table: Table, _ isTarget: Bool) -> Int? {
        guard isTarget, let title = table.title else { return nil }
        let years = text.years(in: title)
        return years.count == 1 ? years[0].year : nil
    }

    /// `698` and 2025 of the cells `698（2025年）` and `2025年：698`.
    func withoutYear(_ cell: Range<Int>) -> (Range<Int>, Int?) {
        let range = text.trimmed(cell)
        if let year = text.years(in: range).first, year.range.lowerBound == range.lowerBound,
            let colon = text.first(":", in: year.range.upperBound..<range.upperBound),
            colon - year.range.upperBound <= 2
        {
            return (text.trimmed(colon + 1..<range.upperBound), year.year)
        }
        guard let last = range.last, text.keys[last] == 0x29, let open = text.last("(", in: range),
            open > range.lowerBound,
            last - open <= 8, let year = text.years(in: open + 1..<last).first
        else { return (cell, nil) }
        return (text.trimmed(range.lowerBound..<open), year.year)
    }
}
