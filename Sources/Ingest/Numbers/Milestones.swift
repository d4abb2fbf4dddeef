import Text

/// What is to be reached and has no number: `城乡收入差距不断缩小`, `到2025年，建设一批康养小镇`.
extension Analysis {
    /// Behind what is measured: how it is to change.
    private static let changes: [Keys] = [
        "提高", "提升", "上升", "增长", "增加", "扩大", "下降", "降低", "减少", "缩小", "缩短", "延长", "前移", "优化",
    ]
    private static let comparisons: [Keys] = ["快于", "高于", "低于", "优于", "好于", "不低于", "与经济增长同步", "同步"]
    private static let degrees: [Keys] = [
        "明显", "显著", "大幅", "持续", "不断", "稳步", "进一步", "逐步", "有较大", "较大", "有", "保持", "实现", "较快", "稳定", "中高速", "平稳", "大",
        "更加", "全面",
        "达到", "的", "得到",
    ]
    /// What can be measured ends so.
    private static let measured: [Keys] = [
        "数量", "比重", "占比", "收入", "差距", "时间", "位次", "增速", "增加值", "规模", "面积", "率", "强度", "产值", "总量", "支出", "寿命", "能耗",
        "排放量",
        "浓度", "人数", "总值", "投入", "业", "利润", "税收", "产量",
    ]
    private static let removals: [Keys] = ["全面消除", "基本消除", "全面完成", "全部完成"]
    private static let heads: [Keys] = ["推动", "促进", "实现", "使", "努力", "确保", "力争", "加快", "同时", "并", "支持", "引导", "鼓励"]
    private static let titles: [Keys] = ["国家", "全国", "省级", "世界", "国际", "中国"]

    /// Adds what a sentence sets without a number.
    mutating func readMilestones(
        _ sentence: Range<Int>, _ measures: [Measure], _ years: [YearMention], _ isTarget: Bool,
        _ context: NumberContext
    ) {
        if context.part == nil {
            if context.mentionedBy == nil { readApplications(sentence, measures, years, context) }
            return
        }
        guard isTarget else { return }
        let hasDeadline = years.contains(where: \.isDeadline) || context.deadline != nil
        let isDated = years.contains { $0.isDeadline && !$0.isPeriod }
        for clause in clauses(of: sentence)
        where !measures.contains(where: { clause.overlaps($0.range) }) && clause.count <= 60 {
            let name =
                (hasDeadline || context.isGoal ? changed(clause) : nil) ?? removed(clause) ?? covered(clause)
                ?? (isDated ? several(clause) ?? become(clause) : nil)
            guard let name else { continue }
            var measure = Measure(range: name, value: 0, unit: "", comparator: "=")
            measure.isWithoutValue = true
            if text.contains(any: ["高于", "快于", "优于"], in: name.upperBound..<clause.upperBound) {
                measure.comparator = ">"
            }
            add(measure, string(name), name, true, years, sentence, context, rule: .milestone)
        }
    }

    private func clauses(of sentence: Range<Int>) -> [Range<Int>] {
        text.split(sentence, at: [0x2C, 0x3B, 0x3A, 0x3002, 0x21]).map { withoutYear(text.trimmed($0)) }
    }

    private func withoutYear(_ clause: Range<Int>) -> Range<Int> {
        guard let year = text.years(in: clause).first, year.range.lowerBound - clause.lowerBound <= 4 else {
            return clause
        }
        return text.trimmed(year.range.upperBound..<clause.upperBound)
    }

    // MARK: Forms

    /// 城乡收入差距 of 城乡收入差距不断缩小.
    private func changed(_ clause: Range<Int>) -> Range<Int>? {
        if let cue = text.first(any: Analysis.comparisons, in: clause) {
            return measurable(clause.lowerBound..<cue.lowerBound, orGrowth: true)
        }
        if let level = text.first("达到", in: clause), text.contains("水平", in: level..<clause.upperBound) {
            return measurable(clause.lowerBound..<level)
        }
        guard
            let change = Analysis.changes.first(where: {
                text.has($0, at: clause.upperBound - $0.count, before: clause.upperBound) && clause.count > $0.count + 3
            })
        else { return nil }
        return measurable(clause.lowerBound..<clause.upperBound - change.count)
    }

    private func measurable(_ whole: Range<Int>, orGrowth: Bool = false) -> Range<Int>? {
        let range = text.trimmed(whole)
        if orGrowth, text.has("增长", at: range.upperBound - 2, before: range.upperBound) {
            return (4...24).contains(range.count) ? trimmedHeads(range) : nil
        }
        return measurable(within: range)
    }

    private func measurable(within range: Range<Int>) -> Range<Int>? {
        var range = trimmedHeads(text.trimmed(range))
        var goesOn = true
        while goesOn {
            goesOn = false
            for degree in Analysis.degrees
            where range.count > degree.count
                && text.has(degree, at: range.upperBound - degree.count, before: range.upperBound)
            {
                range = range.lowerBound..<range.upperBound - degree.count
                goesOn = true
            }
        }
        guard (4...24).contains(range.count),
            Analysis.measured.contains(where: {
                text.has($0, at: range.upperBound - $0.count, before: range.upperBound)
            })
        else { return nil }
        return range
    }

    private func trimmedHeads(_ range: Range<Int>) -> Range<Int> {
        var range = range
        for head in Analysis.heads where text.has(head, at: range.lowerBound, before: range.upperBound) {
            range = range.lowerBound + head.count..<range.upperBound
        }
        return range
    }

    /// 城乡黑臭水体 of 全面消除城乡黑臭水体.
    private func removed(_ clause: Range<Int>) -> Range<Int>? {
        guard let cue = text.first(any: Analysis.removals, in: clause), cue.lowerBound - clause.lowerBound <= 4 else {
            return nil
        }
        let rest = text.trimmed(cue.upperBound..<clause.upperBound)
        return (4...24).contains(rest.count) ? rest : nil
    }

    /// 5G网络 of 实现5G网络全覆盖.
    private func covered(_ clause: Range<Int>) -> Range<Int>? {
        guard let cue = text.first("全覆盖", in: clause), clause.upperBound - cue == 3 else { return nil }
        var start = clause.lowerBound
        if let verb = text.last("实现", in: clause.lowerBound..<cue) { start = verb + 2 }
        if let of = text.last("的", in: start..<cue), cue - of > 4 { start = of + 1 }
        let range = text.trimmed(start..<cue)
        return (3...30).contains(range.count) ? range : nil
    }

    /// 重点康养小镇 of 建设一批重点康养小镇.
    private func several(_ clause: Range<Int>) -> Range<Int>? {
        guard let cue = text.last("一批", in: clause) else { return nil }
        let rest = text.trimmed(cue + 2..<clause.upperBound)
        return (3...24).contains(rest.count) ? rest : nil
    }

    /// 中部地区的粮仓 of 将该县打造为中部地区的粮仓.
    private func become(_ clause: Range<Int>) -> Range<Int>? {
        let becoming: [Keys] = ["打造成为", "建设成为", "打造为", "建设成", "打造成"]
        guard let cue = text.first(any: becoming, in: clause) else { return nil }
        let rest = text.trimmed(cue.upperBound..<clause.upperBound)
        return (4...30).contains(rest.count) ? rest : nil
    }

    // MARK: Stories

    private static let applying: [Keys] = ["创建", "申报", "争创", "建设国家"]
    private static let adverbs: [Keys] = [
        "全力", "积极", "将", "正", "加快", "大力", "争取", "努力", "奋力", "今年", "全面", "继续", "推进", "深入",
    ]

    /// 创建国家全域旅游示范区: what a story says that a place applies for.
    private mutating func readApplications(
        _ sentence: Range<Int>, _ measures: [Measure], _ years: [YearMention], _ context: NumberContext
    ) {
        for clause in clauses(of: sentence)
        where !measures.contains(where: { clause.overlaps($0.range) }) && clause.count <= 50 {
            guard let verb = text.first(any: Analysis.applying, in: clause),
                clause.upperBound - verb.lowerBound >= 8,
                text.contains(any: Analysis.titles, in: verb.lowerBound..<min(clause.upperBound, verb.upperBound + 10)),
                !text.contains(any: ["已", "成功", "获", "了", "工作"], in: clause)
            else { continue }
            let subject = text.trimmed(trimmedHeads(clause.lowerBound..<verb.lowerBound))
            let isNamed = (3...8).contains(subject.count) && !text.contains(any: Analysis.adverbs, in: subject)
            let range = (isNamed ? subject.lowerBound : verb.lowerBound)..<clause.upperBound
            var measure = Measure(range: range, value: 0, unit: "")
            measure.isWithoutValue = true
            add(measure, string(range), range, true, years, sentence, context, rule: .milestone)
        }
    }
}
