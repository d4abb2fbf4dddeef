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
}

extension Analysis {
    private static let strongFutureWords: [Keys] = ["力争", "争取", "将", "计划", "确保", "拟新", "目标"]
    private static let pastWords: [Keys] = [
        "截至", "累计", "去年", "目前", "已有", "已建成", "已达", "现有", "共有", "拥有", "同比", "位居", "位列", "近年来", "上年", "增长了", "突破了", "实现了",
        "完成了", "签约", "年均增长", "以来", "全年", "获评", "荣获", "被评", "安排了", "出台了", "评出", "入选", "占全市", "占全省", "占全国", "对接", "利用",
        "完成了", "举行",
    ]
    /// 浓度, 奖励: numbers of rules and things, neither reached nor reported.
    private static let neitherWords: [Keys] = ["浓度", "海拔", "气温", "电话", "邮编", "面向", "为依托"]
    private static let rewardWords: [Keys] = ["奖励", "补助", "补贴", "予以", "给予"]

    /// Adds the numbers of a speech.
    mutating func readNumbers(_ range: Range<Int>, ofSpeech node: Int) {
        var context = NumberContext(owner: document, mentionedBy: node)
        readNumbers(range, &context)
    }

    /// Adds the numbers of a paragraph.
    mutating func readNumbers(_ range: Range<Int>, _ context: inout NumberContext) {
        let reader = MeasureReader(text: text)
        for sentence in text.sentences(range) {
            let years = text.years(in: sentence)
            if let deadline = years.last(where: \.isDeadline) { context.deadline = deadline }
            let measures = reader.measures(in: sentence)
            if measures.isEmpty { continue }
            let isTarget = isTarget(sentence, years, &context)
            var base: String?
            for (place, measure) in measures.enumerated() {
                let last = place > 0 ? measures[place - 1].range.upperBound : sentence.lowerBound
                let next = place + 1 < measures.count ? measures[place + 1] : nil
                let isBehindModifier =
                    place > 0 && isModifier(measures[place - 1], clause(around: measure, sentence), measure)
                base = read(
                    measure, after: last, sentence, years, isTarget, context, next: next, base: base,
                    isBehindModifier: isBehindModifier)
            }
        }
    }

    /// Whether a sentence says what is to be.
    private func isTarget(_ sentence: Range<Int>, _ years: [YearMention], _ context: inout NumberContext) -> Bool {
        let isReward = text.contains(any: Analysis.rewardWords, in: sentence)
        let isPast = text.contains(any: Analysis.pastWords, in: sentence) || isReward
        let isStrong =
            text.contains(any: Analysis.strongFutureWords, in: sentence) && !text.contains("今年以来", in: sentence)
        let hasDeadline =
            years.contains { $0.isDeadline && !$0.isPeriod && $0.year > documentYear } && (documentYear > 0 || !isPast)
        let isBefore = documentYear > 0 && !years.isEmpty && years.allSatisfy { $0.year < documentYear }
        if context.part != nil {
            if !context.isTargetByDefault { return isStrong && !isPast || documentYear > 0 && hasDeadline }
            if hasDeadline { return true }
            return !isBefore && (!isPast || isStrong && !isReward)
        }
        // In a story the word of one sentence holds for what follows.
        if hasDeadline || isStrong && !isReward {
            context.isTargetByDefault = true
        } else if isPast || isBefore {
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
        if text.contains(any: Analysis.neitherWords, in: clause) { return base }
        if isModifier(measure, clause, next) || isAttribute(measure, clause) || isEnumerated(measure, clause) {
            return base
        }
        let isTarget = isTarget && !text.contains(any: ["已建", "已有", "已完成", "已发展", "已经", "现有"], in: clause)
        // What a limit before it says is part of its own words: 产值超10亿元企业5家.
        let start = isBehindModifier ? clause.lowerBound : max(clause.lowerBound, last)
        let indicator = IndicatorReader(text: text).indicator(of: measure, from: start, before: clause.upperBound)
        var name = indicator.map { string($0) } ?? ""
        if let base, name.isEmpty || Analysis.dependent.contains(where: { name.hasPrefix($0) }) {
            name = name.isEmpty ? base : base + name.replacing("同比", with: "")
        }
        if name.isEmpty, measure.dimension == .people { name = "人口" }
        if name.isEmpty, let before = clauseBefore(clause, sentence) { name = string(before) }
        guard name.count >= 2, name.unicodeScalars.contains(where: { isHan($0.value) }) else { return base }
        let year = self.year(of: measure, years, isTarget, context)
        let words = indicator ?? measure.range
        let whole = min(words.lowerBound, measure.range.lowerBound)..<max(words.upperBound, measure.range.upperBound)
        var lines = [self.lines(whole)]
        if let year { lines = Findings.union([self.lines(year.range)], lines) }
        add(measure, name, words, year?.year, isTarget, lines, sentence, context, .figure)
        return base.map { name.hasPrefix($0) } == true ? base : name
    }

    /// Words that need what stands before them: 一般公共预算收入完成8.8亿元，增长67.6%.
    private static let dependent = ["增长", "同比", "增幅", "增速", "下降", "总金额", "总额", "总投资", "占比", "年均增长", "较上年", "比上年", "占全"]

    /// 不到4米 of `宽度不到4米的街巷` says which.
    private func isAttribute(_ measure: Measure, _ clause: Range<Int>) -> Bool {
        measure.comparator == "<" && measure.range.upperBound < clause.upperBound
            && text.keys[measure.range.upperBound] == 0x7684
    }

    /// 黄河、长城、太行3个公路: the number only counts what is listed before it.
    private func isEnumerated(_ measure: Measure, _ clause: Range<Int>) -> Bool {
        guard measure.value <= 9, measure.value > 1, measure.upper == nil, measure.comparator == "=" else {
            return false
        }
        let before = max(clause.lowerBound, measure.range.lowerBound - 24)..<measure.range.lowerBound
        guard let last = before.last, isHan(text.keys[last]) else { return false }
        let signs = before.count { text.keys[$0] == 0x3001 }
        return signs + 1 == Int(measure.value)
    }

    /// What the clause before is of: A级景区数量 of `A级景区数量实现倍增，达到500家`.
    private func clauseBefore(_ clause: Range<Int>, _ sentence: Range<Int>) -> Range<Int>? {
        guard clause.lowerBound - 2 > sentence.lowerBound else { return nil }
        let end = clause.lowerBound - 1
        var start = end
        while start > sentence.lowerBound, !endsClause(text.keys[start - 1]) { start -= 1 }
        let verb = text.first(any: ["实现", "保持", "较", "比", "大幅", "显著", "稳步", "持续", "不断", "明显"], in: start..<end)
        let range = text.trimmed(start..<(verb?.lowerBound ?? end))
        return (3...20).contains(range.count) ? range : nil
    }

    /// From one comma or full stop to the next.
    private func clause(around measure: Measure, _ sentence: Range<Int>) -> Range<Int> {
        var (start, end) = (measure.range.lowerBound, measure.range.upperBound)
        while start > sentence.lowerBound, !endsClause(text.keys[start - 1]) { start -= 1 }
        while end < sentence.upperBound, !endsClause(text.keys[end]) { end += 1 }
        return start..<end
    }

    private func endsClause(_ key: UInt32) -> Bool {
        key == 0x2C || key == 0x3B || key == 0x3A || key == 0x2026 || endsSentence(key)
    }

    /// 超过100万人次 of `年接待量超过100万人次景区达到50家` says which, and the next number how many.
    private func isModifier(_ measure: Measure, _ clause: Range<Int>, _ next: Measure?) -> Bool {
        guard let next, clause.contains(next.range.lowerBound), measure.range.upperBound < clause.upperBound else {
            return false
        }
        let between = measure.range.upperBound..<next.range.lowerBound
        guard between.count <= 12, isHan(text.keys[measure.range.upperBound]) else { return false }
        let isLimit = measure.comparator != "=" && measure.dimension != .count && next.dimension == .count
        if isLimit, between.count <= 6, between.allSatisfy({ isHan(text.keys[$0]) }) { return true }
        return text.contains(any: ["达到", "达"], in: between)
            && !between.contains { [0x3001, 0x548C, 0x28].contains(text.keys[$0]) }
    }

    private func year(
        of measure: Measure, _ years: [YearMention], _ isTarget: Bool, _ context: NumberContext
    ) -> YearMention? {
        let near = years.last { mention in
            mention.range.upperBound <= measure.range.lowerBound && !isCompared(mention)
                && (isTarget
                    || !mention.isPeriod
                        && !text.contains(";", in: mention.range.upperBound..<measure.range.lowerBound))
        }
        return near ?? (isTarget ? context.deadline : nil)
    }

    /// 较2020年, 比2019年: what it is compared with.
    private func isCompared(_ mention: YearMention) -> Bool {
        let before = mention.range.lowerBound - 1
        return before >= 0 && [0x8F83, 0x6BD4].contains(text.keys[before])
    }

    /// Adds a target or figure with what it belongs to.
    @discardableResult
    mutating func add(
        _ measure: Measure, _ name: String, _ indicator: Range<Int>, _ year: Int?, _ isTarget: Bool,
        _ lines: [ClosedRange<Int>],
        _ sentence: Range<Int>, _ context: NumberContext, _ rule: Rule
    ) -> Int {
        // 达到54% is reached, and is to be reached at least.
        let comparator = !isTarget && measure.isReached ? "=" : measure.comparator
        var values: [(property: String, values: [Value])] = [("comparator", [.text(comparator)])]
        if let ratio = measure.ratio {
            values.append(("ratio", [.text(ratio)]))
        } else {
            values.append(("value", [.quantity(measure.quantity)]))
            if let upper = measure.upper {
                values.append(("upper", [.quantity(Quantity(value: upper, unit: measure.unit))]))
            }
        }
        if let year { values.append(("year", [.number(Double(year))])) }
        if year == nil, let scope = scope(sentence) { values.append(("scope", [.text(scope)])) }
        if findings.nodes[context.owner].kind == "article" {
            let key = "\(context.owner) \(nameKey(name)) \(measure.quantity) \(measure.ratio ?? "")"
            if let known = storyNumbers[key] {
                for range in lines { findings.note(range, of: known) }
                return known
            }
            storyNumbers[key] = findings.nodes.count
        }
        numberCount += 1
        let rule: Rule = rule == .tableRow ? .tableRow : isTarget ? .target : .figure
        let node = findings.add(
            Findings.Node(
                kind: isTarget ? "target" : "figure", name: name, identity: .own("n\(numberCount)"), values: values,
                lines: lines,
                rule: rule, confidence: rule == .tableRow ? 1 : 0.9))
        findings.link(context.owner, "sets", node, lines, rule)
        if let part = context.part { findings.link(node, "part_of", part, lines, rule) }
        if let speech = context.mentionedBy {
            findings.link(speech, "mentions", node, lines, rule)
            findings.link(node, "part_of", document, lines, rule)
        }
        addTopics(of: node, indicator)
        addConcerned(of: node, sentence)
        return node
    }

    private func scope(_ sentence: Range<Int>) -> String? {
        for word in ["今年", "去年", "每年", "全年"] where text.contains(Keys(word), in: sentence) { return word }
        return nil
    }
}
