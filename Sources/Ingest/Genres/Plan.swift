import Text

/// Plans: sections, the numbers that they set and report, what they say of counties, industries and layouts.
extension Analysis {
    private static let reviewTitles: [Keys] = [
        "背景", "成就", "成效", "基础", "现状", "优势", "形势", "回顾", "问题", "机遇", "挑战", "短板", "条件", "概况", "评估", "进展", "执行情况", "完成情况",
        "落实情况", "总结", "开展情况", "工作情况", "主要做法",
    ]

    mutating func readPlan() {
        readHead()
        if documentYear == 0 { documentYear = periodStart() }
        if documentYear == 0, genre == .other { documentYear = lastYearTold() }
        if genre == .plan || genre == .notice {
            outline.addLeads(onlyStrong: blocks.count { $0.markdownLevel > 0 } >= 8)
        }
        readOutline(of: blocks.indices)
        readTables()
        readCounties()
        readStatedPositions()
        readSupportedPositions()
        readClusters()
        readClusterSentences()
        readChainTables()
        readLayouts()
        readPlacements()
        readNamedZones()
        readListedZones()
        readLeadUnits()
        readTaskTables()
        readTaskLeaders()
        readCountyTables()
        readIndustries()
        readPlaceIndustries()
        readLeadingIndustries()
        let marked = readYearMarkedValues()
        readPlanNumbers(but: marked)
        readPlanPlaces()
    }

    /// The first year of a span in the title, 2024 of `（2024—2028年）`; else the first of its five-year plan.
    private func periodStart() -> Int {
        let head = 0..<min(text.count, 400)
        for year in text.years(in: head) where year.range.lowerBound >= 5 {
            let before = year.range.lowerBound - 5..<year.range.lowerBound
            let digits = before.filter { isDigit(text.keys[$0]) }
            if digits.count == 4, !isDigit(text.keys[year.range.lowerBound - 1]) {
                return digits.reduce(0) { $0 * 10 + Int(text.keys[$1] - 0x30) }
            }
        }
        if case .text(let period)? = findings.nodes[document].values.first(where: { $0.property == "period" })?.values
            .first
        {
            return planningPeriod(named: period)?.lowerBound ?? 0
        }
        return 0
    }

    /// The last year that a page of facts tells something of; what lies behind it is to come.
    private func lastYearTold() -> Int {
        text.years(in: 0..<min(text.count, 20_000)).filter { !$0.isDeadline && !$0.isPeriod }.map(\.year).max() ?? 0
    }

    // MARK: Numbers

    private mutating func readPlanNumbers(but read: Set<Int>) {
        let published = titledYear.map { (year: $0.year, range: $0.range) }
        var deadlines: [Int: YearMention] = [:]
        /// The paragraph `（二）发展目标。` that the items with dashes below it belong to.
        var goals: Int?
        for place in blocks.indices where isRead(place) && !read.contains(place) {
            let isDash = blocks[place].numbering?.style == .dash
            if !isDash { goals = headsGoals(place) ? place : nil }
            guard let section = outline.owner[place] else {
                var context = NumberContext(
                    owner: document, part: document,
                    isTargetByDefault: isYearPlan || genre == .plan && outline.sections.isEmpty)
                if isRetrospect || isYearPlan { context.titleYear = titledYear }
                readNumbers(blocks[place].range, &context)
                continue
            }
            let chain = ancestors(of: section)
            var context = NumberContext(
                owner: document, part: addSection(section), isTargetByDefault: isAhead(chain))
            // A deadline that the first paragraph of a section sets holds for the section; elsewhere for its paragraph.
            let group = goals.map { -1 - $0 } ?? (chain.count > 1 ? chain[1] : chain[0])
            context.isGoal = isGoals(chain) || goals != nil
            context.titleYear = titleYear(chain) ?? (isRetrospect || isYearPlan ? titledYear : nil)
            context.published = published
            if context.isGoal { context.deadline = deadlines[group] }
            readNumbers(blocks[place].range, &context)
            if let deadline = context.deadline, context.isGoal { deadlines[group] = deadlines[group] ?? deadline }
        }
    }

    /// Paragraphs, items, and lines without a full stop that tell a number: `——生产总值增长6%左右；`.
    private func isRead(_ place: Int) -> Bool {
        switch blocks[place].kind {
        case .paragraph, .item: true
        case .label:
            isLabelledValue(place)
                || blocks[place].numbering?.style == .dash && blocks[place].body.contains { isDigit(text.keys[$0]) }
        case .heading, .row, .contents: false
        }
    }

    /// `面 积：2307平方公里`: a field of a page of facts.
    private func isLabelledValue(_ place: Int) -> Bool {
        let block = blocks[place]
        guard block.kind == .label, let colon = block.range.prefix(9).first(where: { text.keys[$0] == 0x3A }) else {
            return false
        }
        return (colon..<block.range.upperBound).contains { isDigit(text.keys[$0]) }
    }

    private func headsGoals(_ place: Int) -> Bool {
        let head = Outline.lead(of: blocks[place], text)?.title ?? blocks[place].body
        return head.count <= 16 && text.contains(any: ["目标", "指标"], in: head)
    }

    private static let aheadTitles: [Keys] = [
        "目标", "任务", "安排", "计划", "打算", "下一步", "今后", "未来", "思路", "举措", "措施", "重点", "工程", "展望", "部署", "要求", "建议",
    ]

    /// What comes next, in a report of what was.
    private static let nextTitles: [Keys] = ["下一步", "下步", "打算", "今后"]

    /// Whether numbers of a section are to be reached where no word tells: in plans, but where they look back; elsewhere only
    /// where headings look ahead.
    private func isAhead(_ chain: [Int]) -> Bool {
        if isReview(chain) { return false }
        if isRetrospect {
            return chain.contains { text.contains(any: Analysis.nextTitles, in: outline.sections[$0].titleRange) }
        }
        if genre != .other || isYearPlan { return true }
        return chain.contains { text.contains(any: Analysis.aheadTitles, in: outline.sections[$0].titleRange) }
    }

    /// The section and those around it, outermost first.
    func ancestors(of section: Int) -> [Int] {
        var chain = [section]
        while let parent = outline.sections[chain[0]].parent { chain.insert(parent, at: 0) }
        return chain
    }

    /// The only year that the nearest heading with one tells: 2024年工作回顾.
    private func titleYear(_ chain: [Int]) -> YearMention? {
        for section in chain.reversed() where !outline.sections[section].isLead {
            let years = text.years(in: outline.sections[section].titleRange)
            // “十四五”时期和2025年工作回顾: the year is the last one's.
            let own = years.filter { !$0.isPeriod }
            if !years.isEmpty { return own.count == 1 && (years.count == 1 || isReview([section])) ? own[0] : nil }
        }
        return nil
    }

    func isReview(_ chain: [Int]) -> Bool {
        chain.contains { section in
            let range = outline.sections[section].titleRange
            return text.contains(any: Analysis.reviewTitles, in: range) && !text.contains(any: ["目标", "任务"], in: range)
        }
    }

    private func isGoals(_ chain: [Int]) -> Bool {
        chain.contains { text.contains(any: ["目标", "指标"], in: outline.sections[$0].titleRange) }
    }

    // MARK: Places and citations

    private mutating func readPlanPlaces() {
        for place in blocks.indices where blocks[place].kind != .contents {
            addPlaces(of: document, blocks[place].range)
            addRegions(of: document, blocks[place].range)
            addSites(of: document, blocks[place].range)
            let section = outline.owner[place].map { addSection($0) } ?? document
            let isHead =
                outline.owner[place].map { outline.sections[$0].order == 1 && outline.sections[$0].parent == nil }
                ?? true
            if section != document { addSites(of: section, blocks[place].range) }
            addCitations(of: section, blocks[place].range, isBasis: isHead)
        }
        for place in outline.sections.indices {
            guard let node = sectionNodes[place] else { continue }
            addTopics(of: node, outline.sections[place].titleRange)
        }
        for division in [home.province, home.city, home.county].compactMap({ $0 }).suffix(1) {
            guard let first = places.places.first(where: { $0.division == division }) else { continue }
            findings.link(
                document, "covers", addDivision(division, [lines(first.range)]), [lines(first.range)], .gazetteer)
        }
    }
}
