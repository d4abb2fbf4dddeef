import Text

/// Tables of indicators with a column for each year: the last is to be reached, the others are where things stood.
extension Analysis {
    /// A column of values of one year.
    private struct YearColumn {
        var column: Int
        /// Nothing where the head says 目标值 only.
        var year: Int?
        var isTarget: Bool
        /// What is counted and in which unit, where the head says it and rows are named after what it is of: `2023年产值（亿元）`.
        var metric = ""
        var units: [String] = []
    }

    /// What the columns of a table hold.
    private struct Columns {
        var indicator = 0
        var unit: Int?
        var years: [YearColumn] = []
        /// 年均增长 up to the last year.
        var growth: Int?
        /// 同比增长 of the last year.
        var change: Int?
    }

    mutating func readTables() {
        for table in tables() {
            // Of a page and its stories no outline is made.
            let section = sectionNodes.isEmpty ? nil : outline.owner[table.firstBlock].map { addSection($0) }
            if readYearRows(table, section) { continue }
            guard let columns = columns(of: table) else {
                readStatistics(table, section)
                continue
            }
            for row in table.rows where row.cells.count > 1 {
                read(belowGroup(row.cells, table), row.range, columns, table, section)
            }
        }
    }

    private func columns(of table: Table) -> Columns? {
        var columns = Columns()
        var years: [YearColumn] = []
        var isNamed = false
        for (place, cell) in table.header.enumerated() {
            if let year = text.years(in: cell).last, !text.contains(any: ["增", "累计", "均"], in: cell) {
                let isTarget = text.contains(any: ["目标", "规划", "预期", "计划"], in: cell)
                var (metric, units) = metric(cell, year)
                if metric.isEmpty, let group = group(over: place, table) { (metric, units) = group }
                years.append(
                    YearColumn(column: place, year: year.year, isTarget: isTarget, metric: metric, units: units))
            } else if let (isGoal, metric, units) = goalColumn(cell, table) {
                years.append(
                    YearColumn(
                        column: place, year: captionYear(table, isGoal), isTarget: isGoal, metric: metric, units: units)
                )
            } else if text.contains("年均", in: cell), text.contains("增", in: cell) {
                columns.growth = place
            } else if text.contains(any: Analysis.growthHeads, in: cell), text.contains("%", in: cell) {
                columns.change = place
            } else if isUnitHead(cell) {
                columns.unit = place
            } else if !isNamed, text.contains("指", in: cell), text.contains("标", in: cell),
                !text.contains(any: ["属性", "性质", "类"], in: cell)
            {
                columns.indicator = place
                isNamed = true
            }
        }
        guard !years.isEmpty else { return nil }
        let last = years.compactMap(\.year).max() ?? 0
        if !isNamed { columns.indicator = nameColumn(of: table) }
        let named = years.contains { $0.isTarget }
        // Years from the document's own on are to come; of a document without a date, the last year, and of a page that came
        // out after them none.
        let now = documentYear > 0 ? documentYear : headDate?.year ?? 0
        let metrics = Set(years.map(\.metric)).subtracting([""])
        columns.years = years.map { year in
            var year = year
            if !named { year.isTarget = isAhead(year.year ?? 0, last: last, now: now, table) }
            if isNamed { year.metric = "" } else if metrics.count == 1 { year.metric = metrics.first ?? "" }
            return year
        }
        return columns
    }

    /// 产值 and 亿元 of the cell `产值（亿元）` that reaches over columns of years.
    private func group(over column: Int, _ table: Table) -> (String, [String])? {
        guard let cell = table.upper.prefix(column + 1).last(where: { !$0.isEmpty }) else { return nil }
        let (name, unit) = withoutUnit(text.trimmed(cell))
        return unit.isEmpty || name.count < 2 ? nil : (name, [unit])
    }

    /// 产值 and 亿元 of `2023年产值（亿元）`.
    private func metric(_ cell: Range<Int>, _ year: YearMention) -> (String, [String]) {
        var range = text.trimmed(cell)
        var units: [String] = []
        if let last = range.last, text.keys[last] == 0x29, let open = text.last("(", in: range),
            open > range.lowerBound,
            case let unit = text.string(open + 1..<last).replacing("％", with: "%"), MeasureUnit.named(unit) != nil
        {
            units = [unit]
            range = range.lowerBound..<open
        }
        guard year.range.upperBound <= range.upperBound else { return ("", units) }
        var name = text.string(year.range.upperBound..<range.upperBound)
        for word in ["末", "底", "目标", "规划", "预期", "预计", "实际", "完成", "计划", "现状", "基期", "值"] {
            if name.hasPrefix(word) { name.removeFirst(word.count) }
            if name.hasSuffix(word), word != "值" || name == word { name.removeLast(word.count) }
        }
        return (name.count >= 2 ? name : "", units)
    }

    /// The column that says what a row is of, where none is headed 指标.
    private func nameColumn(of table: Table) -> Int {
        if let chain = chainColumns(table.header)?.chain { return chain }
        let isNumber = table.header.first.map { text.contains(any: ["序号", "编号"], in: $0) } ?? false
        return isNumber && table.header.count > 1 ? 1 : 0
    }

    /// The year of the date that a short line of the head tells.
    var headDate: (year: Int, range: Range<Int>)? {
        blocks.prefix(8).lazy.filter { $0.range.count <= 80 }.compactMap { text.fullDate(in: $0.range) }.first
    }

    // MARK: Rows

    private mutating func read(
        _ cells: [Range<Int>], _ row: Range<Int>, _ columns: Columns, _ table: Table, _ section: Int?
    ) {
        guard columns.indicator < cells.count, !cells[columns.indicator].isEmpty else { return }
        var (name, units) = nameAndUnits(cells, columns)
        if units.isEmpty, case let stated = statedUnit(table), !stated.isEmpty { units = [stated] }
        guard name.count >= 2 else { return }
        let names = units.count > 1 ? splitName(name, units.count) : [name]
        let context = NumberContext(owner: document, part: section ?? document)
        let sources = [lines(row), lines(table.headerRange)]
        for (part, name) in names.enumerated() {
            var target: Int?
            /// The targets and what they start from, by what of the row they count.
            var targets: [String: Int] = [:]
            var figures: [(node: Int, metric: String)] = []
            for column in columns.years where column.column < cells.count {
                let units = column.units.isEmpty ? units : column.units
                let (cell, marked) = withoutYear(cells[column.column])
                guard
                    let measure = value(
                        cell, part, of: names.count,
                        unit: units.isEmpty ? "" : units[min(part, units.count - 1)])
                else {
                    continue
                }
                let node = add(
                    measure, name + column.metric, cells[columns.indicator], marked ?? column.year, column.isTarget,
                    sources,
                    row, context, .tableRow)
                if column.isTarget {
                    target = node
                    targets[column.metric] = node
                } else {
                    figures.append((node, column.metric))
                }
            }
            if let column = columns.change, column < cells.count, names.count == 1,
                let measure = value(cells[column], 0, of: 1, unit: "%"), measure.unit == "%",
                let last = columns.years.max(by: { ($0.year ?? 0) < ($1.year ?? 0) })
            {
                let (change, _) = withoutUnit(text.trimmed(table.header[column]))
                add(
                    measure, name + change, cells[columns.indicator], last.year, last.isTarget, sources, row, context,
                    .tableRow)
            }
            guard let target else { continue }
            if let column = columns.growth, column < cells.count, names.count == 1,
                let measure = value(cells[column], 0, of: 1, unit: "%"), measure.unit == "%",
                let year = columns.years.filter(\.isTarget).compactMap(\.year).max()
            {
                // [5.6]: over all the years together.
                let isSum = text.contains("[", in: cells[column])
                add(
                    measure, name + (isSum ? "累计增长" : "年均增长"), cells[columns.indicator], year, true, sources, row,
                    context, .tableRow)
            }
            for figure in figures {
                findings.link(targets[figure.metric] ?? target, "baseline", figure.node, [lines(row)], .tableRow)
            }
        }
    }

    /// 文化旅游市场规模 and 亿元 of `文化旅游市场规模 (亿元)`; the unit's own column wins.
    private func nameAndUnits(_ cells: [Range<Int>], _ columns: Columns) -> (String, [String]) {
        var range = text.trimmed(cells[columns.indicator])
        if let numbering = text.numbering(range), range.upperBound > numbering.range.upperBound {
            range = text.trimmed(numbering.range.upperBound..<range.upperBound)
        }
        var unit: Range<Int>?
        if let last = range.last, text.keys[last] == 0x29, let open = text.last("(", in: range), open > range.lowerBound
        {
            let inside = open + 1..<last
            if isUnits(inside) {
                unit = inside
                range = text.trimmed(range.lowerBound..<open)
            }
        }
        if let column = columns.unit, column < cells.count, !cells[column].isEmpty { unit = cells[column] }
        let units =
            unit.map { text.split($0, at: [0x2F, 0x3001]).map { text.string($0).replacing("％", with: "%") } } ?? []
        if units.count == 1, let only = units.first, case let whole = wholeUnit(only, of: string(range)), whole != only
        {
            return (text.string(range), [whole])
        }
        // 万吨/日 is one unit, 个/平方米 are two.
        let isRate = units.count > 1 && !text.contains(any: ["及", "和", "、", "/", "与"], in: range)
        return (text.string(range), isRate ? Array(units.prefix(1)) : units)
    }

    private static let multipliers = Set(MeasureUnit.multipliers.map { WrittenText($0.0) })

    /// What is counted by a multiplier alone, by the ending of the indicator: 亿人次 of `游客人次（亿）`.
    func wholeUnit(_ unit: String, of name: String) -> String {
        guard Analysis.multipliers.contains(WrittenText(unit)) else { return unit }
        let endings = [
            ("人次", "人次"), ("人数", "人"), ("人口", "人"), ("户数", "户"), ("产值", "元"), ("收入", "元"), ("总值", "元"), ("投资", "元"),
            ("额", "元"),
        ]
        return unit + (endings.first { name.hasSuffix($0.0) }?.1 ?? "")
    }

    private func isUnits(_ range: Range<Int>) -> Bool {
        text.split(range, at: [0x2F, 0x3001]).allSatisfy { part in
            let unit = text.string(part).replacing("％", with: "%")
            return MeasureUnit.named(unit) != nil || unit.count <= 4
        }
    }

    /// 会展场馆数量 and 会展场馆面积 of `会展场馆数量及面积`.
    private func splitName(_ name: String, _ count: Int) -> [String] {
        let parts = name.split { "及和、/与".contains($0) }.map(String.init)
        guard parts.count == count, let first = parts.first else { return [String](repeating: name, count: count) }
        return [first]
            + parts.dropFirst().map { part in
                part.count <= 3 && first.count > part.count ? first.dropLast(part.count) + part : part
            }
    }
}
