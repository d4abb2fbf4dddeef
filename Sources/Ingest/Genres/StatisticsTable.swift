import Text

/// Tables of statistics without a year in their head: `指标 | 单位 | 产量 | 比上年增长（%）` below a caption, or in a bulletin, of one year.
extension Analysis {
    private static let nameHeads: [Keys] = ["指标", "指 标", "项目", "名称", "产品", "品种", "类别", "行业", "地区", "县", "区"]
    /// Columns that say how much, and no more: the row's name is the whole name.
    private static let plainHeads: [String] = [
        "绝对数", "绝对量", "绝对值", "数值", "总量", "数量", "实绩", "完成", "完成数", "本年", "全年", "比重",
    ]
    private static let valueHeads: [Keys] = [
        "绝对", "数值", "产量", "数量", "总量", "完成", "产值", "增加值", "收入", "面积", "人数", "比重", "金额", "人口", "实绩",
    ]
    private static let investmentHeads: [Keys] = ["投资", "资金", "造价", "概算"]
    static let growthHeads: [Keys] = ["增长", "增速", "涨跌", "增减", "±"]

    /// A header that has a column of names and one of values, and no year.
    func isStatisticsHeader(_ cells: [Range<Int>]) -> Bool {
        guard cells.count >= 2, cells.count <= 8, cells.allSatisfy({ $0.count <= 18 }),
            cells.allSatisfy({ text.years(in: $0).isEmpty }), let first = statisticsName(cells)
        else { return false }
        let rest = cells.dropFirst(first + 1)
        return isOfProjects(cells)
            || rest.contains { text.contains(any: Analysis.growthHeads, in: $0) && text.contains("%", in: $0) }
            || rest.contains { isUnitHead($0) }
                && rest.contains { text.contains(any: Analysis.valueHeads, in: $0) }
    }

    /// 单位, 计量单位; 责任单位 is who does it.
    func isUnitHead(_ cell: Range<Int>) -> Bool {
        text.contains("单位", in: cell)
            && !text.contains(any: ["指标", "责任", "牵头", "主管", "建设", "实施", "配合", "业主", "承办"], in: cell)
    }

    /// The column of names: the first, or the one behind a number.
    private func statisticsName(_ cells: [Range<Int>]) -> Int? {
        let first = text.contains(any: ["序号", "编号"], in: cells[0]) ? 1 : 0
        return first < cells.count && text.contains(any: Analysis.nameHeads, in: cells[first]) ? first : nil
    }

    /// `项目名称 | 总投资（万元） | 建设年限`: what projects are to cost.
    private func isOfProjects(_ cells: [Range<Int>]) -> Bool {
        guard let name = statisticsName(cells), text.contains("项目", in: cells[name]) else { return false }
        return cells.dropFirst(name + 1).contains { cell in
            text.contains(any: Analysis.investmentHeads, in: cell) && !withoutUnit(text.trimmed(cell)).1.isEmpty
        }
    }

    /// Adds the values of a table whose year its caption tells, or the title of the bulletin that it stands in.
    mutating func readStatistics(_ table: Table, _ section: Int?) {
        let areProjects = isOfProjects(table.header)
        let year = areProjects ? nil : statisticsYear(table)
        guard let name = statisticsName(table.header), isStatisticsHeader(table.header), year != nil || areProjects
        else {
            return
        }
        let unitColumn = table.header.firstIndex { isUnitHead($0) }
        let context = NumberContext(owner: document, part: section ?? document)
        for row in table.rows where row.cells.count > 1 {
            guard name < row.cells.count else { continue }
            let first = row.cells[name]
            let body = text.unnumbered(first)
            let (subject, own) = withoutUnit(body)
            guard subject.count >= 2, subject.count <= 24 else { continue }
            let unit = unitColumn.flatMap { $0 < row.cells.count ? string(row.cells[$0]) : nil } ?? own
            for column in table.header.indices.dropFirst(name + 1)
            where column != unitColumn && column < row.cells.count {
                let (metric, written) = withoutUnit(text.trimmed(table.header[column]))
                guard let measure = number(text.trimmed(row.cells[column]), "=", written.isEmpty ? unit : written),
                    !measure.unit.isEmpty
                else { continue }
                let isPlain = Analysis.plainHeads.contains(metric)
                let sources = Findings.union(
                    [lines(row.range), lines(table.headerRange)], year.map { [lines($0.range)] } ?? [])
                let isTarget = areProjects && (genre == .plan || genre == .notice)
                add(
                    measure, isPlain ? subject : subject + metric, body, year?.year, isTarget, sources, row.range,
                    context, .tableRow)
            }
        }
    }

    private func statisticsYear(_ table: Table) -> YearMention? {
        if let title = table.title {
            let years = text.years(in: title)
            if years.count == 1 { return years[0] }
        }
        return isRetrospect ? titledYear : nil
    }

    /// 产量 and 万吨 of `产量（万吨）`, 比上年增长 and % of `比上年增长（%）`, `比上年增长%`.
    func withoutUnit(_ cell: Range<Int>) -> (String, String) {
        if let last = cell.last, text.keys[last] == 0x29, let open = text.last("(", in: cell), open > cell.lowerBound {
            let unit = text.string(open + 1..<last).replacing("％", with: "%").replacing("±", with: "")
            if MeasureUnit.named(unit) != nil { return (text.string(cell.lowerBound..<open), unit) }
        }
        if let last = cell.last, text.keys[last] == 0x25, cell.count > 2 {
            return (text.string(cell.lowerBound..<last), "%")
        }
        return (text.string(cell), "")
    }
}
