import Text

/// What numbers are in a part of a document: reported, to be reached, or neither.
struct NumberContext {
    /// The node that says them: a document or an article.
    var owner: Int
    /// The section or plan that they are part of, if they are not a story's.
    var part: Int?
    /// Where no word of the sentence tells.
    var isTargetByDefault = false
    /// A year that was set for what follows, and where.
    var deadline: YearMention?
    /// Also told at this node: a speech.
    var mentionedBy: Int?
    /// The year that a heading tells: 2024年工作回顾.
    var titleYear: YearMention?
    /// The part is about goals.
    var isGoal = false
    /// The year that 今年 means, and where it is told.
    var published: (year: Int, range: Range<Int>)?
}

extension Analysis {
    /// Adds the numbers of a paragraph.
    mutating func readNumbers(_ range: Range<Int>, _ context: inout NumberContext) {
        let reader = MeasureReader(text: text)
        var lastYear: YearMention?
        for sentence in text.sentences(range) {
            let years = self.years(in: sentence, context)
            // 2024年……。其中第一产业……: parts of what the sentence before tells.
            let isPart = years.isEmpty && text.has("其中", at: sentence.lowerBound, before: sentence.upperBound)
            if !isPart { lastYear = years.last { !$0.isDeadline && !$0.isPeriod && !$0.isAttribute } }
            let measures = reader.measures(in: sentence)
            let tense = SentenceTense(cues: NumberCueReader(text: text).cues(in: sentence))
            let wasTarget = context.isTargetByDefault
            let isTarget = isTarget(years, tense, &context)
            // 首批授权企业36家，计划2026年底前开店100家: in a story what stands before the turn is there.
            let turn = context.part == nil && !wasTarget && isTarget ? self.turn(of: sentence, years, tense) : nil
            var own = context
            if isPart, !isTarget { own.titleYear = lastYear ?? context.titleYear }
            read(measures, of: sentence, years, tense, isTarget, own, turn)
            readRanks(sentence, years, context)
            readMilestones(sentence, measures, years, isTarget, context)
            // In a story, or a speech, a deadline is that of its sentence.
            if context.part != nil, let deadline = years.last(where: { setsDeadline($0, context) }) {
                context.deadline = deadline
            }
        }
    }

    /// 到2028年; among goals also 2028年 alone, if it is to come.
    private func setsDeadline(_ year: YearMention, _ context: NumberContext) -> Bool {
        year.isDeadline
            || context.isGoal && documentYear > 0 && year.year > documentYear && !year.isAttribute && !isCompared(year)
    }

    private mutating func read(
        _ measures: [Measure], of sentence: Range<Int>, _ years: [YearMention], _ tense: SentenceTense,
        _ isTarget: Bool, _ context: NumberContext, _ turn: Int?
    ) {
        var base: String?
        let shared = sharedNames(measures, sentence)
        /// The node of a number that the next one starts from: 由35%提高到45%.
        var start: (node: Int, name: String)?
        for (place, measure) in measures.enumerated() {
            let last = place > 0 ? measures[place - 1].range.upperBound : sentence.lowerBound
            let next = place + 1 < measures.count ? measures[place + 1] : nil
            let clause = clause(around: measure, sentence)
            if tense.isNeither(in: clause, at: measure.range.lowerBound) { continue }
            let isTarget = isTarget && turn.map { measure.range.lowerBound > $0 } ?? true
            if let known = start {
                start = nil
                // 2024年由132所增加到205所: the year that holds for both is the second one's.
                let between = last..<measure.range.lowerBound
                let near = years.contains { between.contains($0.range.lowerBound) } ? between : nil
                let node = add(
                    measure, known.name, measure.range, isTarget, years, sentence, context, near: near)
                if isTarget { findings.link(node, "baseline", known.node, [lines(measure.range)], .baseline) }
                base = known.name
                continue
            }
            if isMultiple(measure, before: next) { continue }
            if let (name, comparator) = shared[place] {
                var measure = measure
                if measure.comparator == "=" { measure.comparator = comparator }
                let isWanted =
                    tense.isWanted(in: clause, before: measure.range.lowerBound)
                    ?? (isTarget && !isReported(measure, years, sentence))
                add(measure, name, measure.range, isWanted, years, sentence, context)
                base = name
                continue
            }
            let isWanted =
                tense.isWanted(in: clause, before: measure.range.lowerBound)
                ?? (isTarget && !isReported(measure, years, sentence) || isDue(measure, years, clause, context))
            if let next, let rise = rise(from: measure, to: next, clause),
                let name = IndicatorReader(text: text).name(before: rise, from: clause.lowerBound) ?? base
            {
                let node = add(
                    measure, name, measure.range, false, years, sentence, context,
                    near: rise..<measure.range.lowerBound)
                start = (node, name)
                continue
            }
            let isBehindModifier =
                place > 0 && isModifier(measures[place - 1], self.clause(around: measure, sentence), measure)
            base = read(
                measure, after: last, sentence, years, isWanted, context, next: next, base: base,
                isBehindModifier: isBehindModifier)
        }
    }

    /// 2025年底前占比不低于60%: the clause has a deadline of its own that is to come.
    private func isDue(
        _ measure: Measure, _ years: [YearMention], _ clause: Range<Int>, _ context: NumberContext
    ) -> Bool {
        years.contains { year in
            guard year.isDeadline, !year.isPeriod, clause.contains(year.range.lowerBound),
                year.range.upperBound <= measure.range.lowerBound
            else { return false }
            let now = documentYear > 0 ? documentYear : context.published?.year ?? 0
            // Of a text without a date, only 年前 and 年底前 look ahead.
            return now > 0
                ? year.year > now
                : text.contains("前", in: year.range.upperBound..<min(text.count, year.range.upperBound + 2))
        }
    }

    /// Where the clause begins that first says that something is to be.
    private func turn(of sentence: Range<Int>, _ years: [YearMention], _ tense: SentenceTense) -> Int? {
        let deadlines = years.filter(\.isDeadline).map(\.range.lowerBound)
        let wanted = tense.cues.filter { $0.cue == .wanted }.map(\.range.lowerBound)
        guard var place = (deadlines + wanted).min() else { return nil }
        while place > sentence.lowerBound, !endsClause(text.keys[place - 1]) { place -= 1 }
        return place
    }

    /// The years of a sentence; those that are told by the document's date among them: 今年.
    private func years(in sentence: Range<Int>, _ context: NumberContext) -> [YearMention] {
        let years = text.years(in: sentence)
        guard let published = context.published else { return years }
        let told = text.relativeYears(in: sentence, published.year).map {
            YearMention(
                year: $0.year, range: $0.range, isDeadline: $0.isDeadline, isPeriod: false, told: published.range)
        }
        if told.isEmpty { return years }
        return (years + told).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Whether a sentence says what is to be.
    private func isTarget(_ years: [YearMention], _ tense: SentenceTense, _ context: inout NumberContext) -> Bool {
        let (isPast, isReward, isStrong) = (tense.isPast, tense.isReward, tense.isWanted)
        // What a page says of the end of a year before its own is over.
        let now = documentYear > 0 ? documentYear : (context.published.map { $0.year - 1 } ?? 0)
        let hasDeadline =
            years.contains { $0.isDeadline && (!$0.isPeriod || $0.isEnd) && $0.year > now }
            && (documentYear > 0 || !isPast)
            || years.contains { year in context.published.map { year.told != nil && year.year > $0.year } ?? false }
        let stated = years.filter { !isCompared($0) }
        let isBefore = documentYear > 0 && !stated.isEmpty && stated.allSatisfy { $0.year < documentYear }
        if context.part != nil {
            if !context.isTargetByDefault { return isStrong && !isPast || documentYear > 0 && hasDeadline }
            if hasDeadline { return true }
            return !isBefore && (!isPast || isStrong)
        }
        // What is paid tells nothing of what follows.
        if isReward, !hasDeadline { return context.isTargetByDefault }
        // In a story the word of one sentence holds for what follows.
        if hasDeadline || isStrong && !isReward {
            context.isTargetByDefault = true
        } else if isPast || isBefore || tense.isDone {
            context.isTargetByDefault = false
        }
        return context.isTargetByDefault
    }

    /// Adds one number; gives what it counts, for a number behind it that says of what only by standing there: 增长8%.
    private mutating func read(
        _ measure: Measure, after last: Int, _ sentence: Range<Int>, _ years: [YearMention], _ isTarget: Bool,
        _ context: NumberContext, next: Measure?, base: String?, isBehindModifier: Bool
    ) -> String? {
        let clause = self.clause(around: measure, sentence)
        if isModifier(measure, clause, next) || isAttribute(measure, clause) || isEnumerated(measure, clause) {
            return base
        }
        // What a limit before it says is part of its own words: 产值超10亿元企业5家.
        let start = isBehindModifier ? clause.lowerBound : max(clause.lowerBound, last)
        let indicator = IndicatorReader(text: text).indicator(of: measure, from: start, before: clause.upperBound)
        var name = indicator.map { string($0) } ?? ""
        if let base, Analysis.halves.contains(WrittenText(name)),
            let tail = Analysis.incomes.first(where: base.hasSuffix)
        {
            name += tail
        } else if let base, name.isEmpty || Analysis.dependent.contains(where: { name.hasBytes(atStart: $0) }) {
            name = name.isEmpty ? base : base + name.replacing("同比", with: "")
        }
        // 养老机构不断增加，总数268家
        if base == nil, Analysis.totals.contains(WrittenText(name)), let before = clauseBefore(clause, sentence) {
            name = string(before) + name
        }
        if name.isEmpty, let label = labelBefore(clause, sentence) { name = label }
        if name.isEmpty, measure.dimension == .people, measure.unit.hasBytes(atEnd: "人") { name = "人口" }
        if name.isEmpty, let before = clauseBefore(clause, sentence) { name = string(before) }
        if name.isEmpty, measure.dimension == .people { name = "人口" }
        if name.isEmpty, measure.dimension == .money {
            // 某县投入1.2亿元实施……: what it is for stands behind, and is no name.
            let before = max(clause.lowerBound, measure.range.lowerBound - 6)..<measure.range.lowerBound
            name = ["投入", "投资", "筹资"].first { text.contains(Keys($0), in: before) } ?? ""
        }
        // 11个镇: what is one character long stands behind the number.
        guard name.count >= 2 || indicator?.count == 1, name.unicodeScalars.contains(where: { isHan($0.value) })
        else { return base }
        var measure = measure
        if let purpose = purpose(behind: measure, name, clause.upperBound) { name = purpose }
        // 旅游人次突破1500万
        measure.unit = wholeUnit(measure.unit, of: name)
        add(measure, name, indicator ?? measure.range, isTarget, years, sentence, context)
        // 常住人口城镇化率 begins as 常住人口 does and is another.
        let isBase = base.map { base in
            name.hasPrefix(base)
                && (name == base || Analysis.dependent.contains { name.dropFirst(base.count).hasPrefix($0) })
        }
        return isBase == true ? base : Analysis.stem(of: name)
    }

    private static let totals = ["总数", "总量", "数量", "总规模", "总面积"].map { WrittenText($0) }

    /// Whose income it is, where the clause before says that it is one: 其中城镇居民35207元.
    private static let halves = ["城镇居民", "农村居民", "城镇常住居民", "农村常住居民", "农民"].map { WrittenText($0) }
    private static let incomes = ["人均可支配收入", "可支配收入", "人均消费支出"]

    /// 覆盖率 of 覆盖率每年提高: what the numbers behind it are of.
    private static func stem(of name: String) -> String {
        for tail in ["每年提高", "年均增长", "同比增长", "每年增长", "提高", "增长", "下降", "上升", "降低"]
        where name.hasBytes(atEnd: tail) && name.count > tail.count + 2 {
            return String(name.dropLast(tail.count))
        }
        return name
    }
}
