import Text

/// Numbers as nodes: with their year, their lines, and what they belong to.
extension Analysis {
    /// Adds a number of prose with the year that holds for it.
    ///
    /// - Parameter near: where alone its year may stand, if another number of the clause has another.
    @discardableResult
    mutating func add(
        _ measure: Measure, _ name: String, _ words: Range<Int>, _ isTarget: Bool, _ years: [YearMention],
        _ sentence: Range<Int>, _ context: NumberContext, near: Range<Int>? = nil, rule: Rule? = nil
    ) -> Int {
        let own = near.flatMap { near in years.last { near.contains($0.range.lowerBound) } }
        let isOpen = near == nil || isTarget
        let year = own ?? (isOpen ? self.year(of: measure, sentence, years, isTarget, context) : nil)
        let whole = min(words.lowerBound, measure.range.lowerBound)..<max(words.upperBound, measure.range.upperBound)
        var lines = [self.lines(whole)]
        if let year { lines = Findings.union([self.lines(year.range)], lines) }
        if let told = year?.told { lines = Findings.union([self.lines(told)], lines) }
        return add(measure, name, words, year?.year, isTarget, lines, sentence, context, rule ?? .figure)
    }

    private func year(
        of measure: Measure, _ sentence: Range<Int>, _ years: [YearMention], _ isTarget: Bool, _ context: NumberContext
    ) -> YearMention? {
        if let dealt = dealtYear(of: measure, sentence, years) { return dealt }
        // 126.8亿元（2024年）
        if let behind = years.first(where: {
            (1...2).contains($0.range.lowerBound - measure.range.upperBound)
                && text.keys[measure.range.upperBound] == 0x28
        }), text.first(")", in: behind.range.upperBound..<min(text.count, behind.range.upperBound + 3)) != nil {
            return behind
        }
        // 首期5亿元2026年到位
        if let behind = years.first(where: { $0.range.lowerBound == measure.range.upperBound }),
            ["到位", "建成", "投用", "投产", "完成", "底前", "前", "底", "实现"].contains(where: {
                text.has($0, at: behind.range.upperBound, before: sentence.upperBound)
            })
        {
            return behind
        }
        let near = years.last { mention in
            mention.range.upperBound <= measure.range.lowerBound && !isCompared(mention)
                && (mention.told == nil || isTarget || !isAlready(measure, behind: mention))
                && (isTarget || !mention.isPeriod || mention.isEnd) && !mention.isAttribute
                && (isTarget || reaches(mention, measure, sentence))
                && !text.contains(
                    any: ["三年内", "两年内", "五年内", "未来三年", "未来五年"], in: mention.range.upperBound..<measure.range.lowerBound)
        }
        if let near { return near }
        if isTarget { return context.deadline ?? context.titleYear }
        return context.isTargetByDefault ? nil : context.titleYear
    }

    /// 2026年 for 240亿元 of `2025年、2026年产值分别达到180亿元、240亿元`.
    private func dealtYear(of measure: Measure, _ sentence: Range<Int>, _ years: [YearMention]) -> YearMention? {
        let clause = clause(around: measure, sentence)
        guard let cue = text.last("分别", in: clause.lowerBound..<measure.range.lowerBound) else { return nil }
        let listed = listedYears(clause.lowerBound..<cue, years)
        let signs = (cue..<measure.range.lowerBound).count { [0x3001, 0x548C, 0x4E0E].contains(text.keys[$0]) }
        return signs < listed.count ? listed[signs] : nil
    }

    /// The years of a range, if they stand one beside the other: 2025年、2026年和2027年.
    func listedYears(_ range: Range<Int>, _ years: [YearMention]) -> [YearMention] {
        let own = years.filter { range.contains($0.range.lowerBound) }
        let areListed = zip(own, own.dropFirst()).allSatisfy { one, next in
            next.range.lowerBound - one.range.upperBound == 1
                && [0x3001, 0x548C, 0x4E0E].contains(text.keys[one.range.upperBound])
        }
        return own.count > 1 && areListed ? own : []
    }

    /// A year within one part of a sentence says nothing of the next part, 企业42家，2024年产值18亿元；场站6个; one at its head, before
    /// any number, does.
    private func reaches(_ mention: YearMention, _ measure: Measure, _ sentence: Range<Int>) -> Bool {
        let before = sentence.lowerBound..<mention.range.lowerBound
        if before.count <= 16, !before.contains(where: { isDigit(text.keys[$0]) }) { return true }
        return !(mention.range.upperBound..<measure.range.lowerBound).contains { text.keys[$0] == 0x3B }
    }

    /// 今年计划新建15个，已建成6个: what is there already is of no year.
    private func isAlready(_ measure: Measure, behind mention: YearMention) -> Bool {
        text.contains("已", in: mention.range.upperBound..<measure.range.lowerBound)
    }

    /// 较2020年, 比2019年, 由2018年的: what it is compared with.
    func isCompared(_ mention: YearMention) -> Bool {
        let before = mention.range.lowerBound - 1
        if before >= 0, [0x8F83, 0x6BD4, 0x7531, 0x4ECE, 0x4E0E].contains(text.keys[before]) { return true }
        // 是2015年的4.2倍
        let behind = mention.range.upperBound..<min(text.count, mention.range.upperBound + 8)
        return text.has("的", at: behind.lowerBound, before: behind.upperBound)
            && behind.dropFirst().first.map { isDigit(text.keys[$0]) } == true && text.contains("倍", in: behind)
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
        } else if !measure.isWithoutValue {
            values.append(("value", [.quantity(measure.quantity)]))
            if let upper = measure.upper {
                values.append(("upper", [.quantity(Quantity(value: upper, unit: measure.quantity.unit))]))
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
        let rule: Rule = rule == .figure && isTarget ? .target : rule
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
        addConcerned(of: node, sentence, measure)
        return node
    }

    func scope(_ sentence: Range<Int>) -> String? {
        for word in ["今年", "去年", "每年", "全年"] where text.contains(Keys(word), in: sentence) { return word }
        return nil
    }
}
