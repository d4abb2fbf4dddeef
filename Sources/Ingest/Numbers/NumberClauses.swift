import Text

/// What the clause around a number says of it.
extension Analysis {
    /// Words that need what stands before them: 一般公共预算收入完成8.8亿元，增长67.6%.
    static let dependent = [
        "增长", "同比", "增幅", "增速", "下降", "总金额", "总额", "总投资", "占比", "年均增长", "较上年", "比上年", "占全", "比去年", "较去年", "比同期", "较同期",
        "提高", "上升", "降低", "减少", "低于", "高于", "占规", "占GDP", "占总", "比20", "较20", "惠及", "受益", "高出",
        "低了", "高了",
    ]
    /// What several things may be measured by: the last of a list says it for all.
    private static let metrics: [Keys] = [
        "营业收入", "可支配收入", "增加值", "产值", "产量", "面积", "占比", "比重", "人数", "收入", "投资", "数量", "规模", "总量", "覆盖率", "自给率", "参保率",
        "入学率", "达标率", "率",
    ]

    /// How long the metric at the end of a name is, 产值 of 硅光伏产值; 0 if it ends in none that is known.
    private func metricLength(_ name: Range<Int>) -> Int {
        Analysis.metrics.first {
            $0.count < name.count && text.has($0, at: name.upperBound - $0.count, before: name.upperBound)
        }?
        .count ?? 0
    }

    /// 城镇居民可支配收入 and 农村居民可支配收入 of `城乡居民可支配收入分别为……`.
    private func townAndCountry(_ name: Range<Int>) -> [String]? {
        guard let found = text.first("城乡居民", in: name) else { return nil }
        let (head, tail) = (string(name.lowerBound..<found), string(found + 2..<name.upperBound))
        return ["城镇", "农村"].map { head + $0 + tail }
    }

    /// 不到4米 of `宽度不到4米的街巷` says which.
    func isAttribute(_ measure: Measure, _ clause: Range<Int>) -> Bool {
        measure.comparator == "<" && measure.range.upperBound < clause.upperBound
            && text.keys[measure.range.upperBound] == 0x7684
    }

    /// 黄河、长城、太行3个公路: the number only counts what is listed before it.
    func isEnumerated(_ measure: Measure, _ clause: Range<Int>) -> Bool {
        guard measure.value <= 9, measure.value > 1, measure.upper == nil, measure.comparator == "=" else {
            return false
        }
        let before = max(clause.lowerBound, measure.range.lowerBound - 24)..<measure.range.lowerBound
        guard let last = before.last, isHan(text.keys[last]), !before.contains(where: { isDigit(text.keys[$0]) }),
            measure.range.upperBound < clause.upperBound, text.keys[measure.range.upperBound] != 0x3001
        else { return false }
        let signs = before.count { text.keys[$0] == 0x3001 }
        return signs + 1 == Int(measure.value)
    }

    /// What the clause before is of: A级景区数量 of `A级景区数量实现倍增，达到500家`.
    func clauseBefore(_ clause: Range<Int>, _ sentence: Range<Int>) -> Range<Int>? {
        guard clause.lowerBound - 2 > sentence.lowerBound else { return nil }
        let end = clause.lowerBound - 1
        var start = end
        while start > sentence.lowerBound, !endsClause(text.keys[start - 1]) { start -= 1 }
        start = IndicatorReader(text: text).behindLabel(start..<end).lowerBound
        // 某县位于某省北部，总面积……: where it lies names no number.
        if text.contains(any: ["位于", "地处", "坐落", "隶属"], in: start..<end) { return nil }
        let verb = text.first(any: ["实现", "保持", "较", "比", "大幅", "显著", "稳步", "持续", "不断", "明显"], in: start..<end)
        let range = text.trimmed(start..<(verb?.lowerBound ?? end))
        return (3...20).contains(range.count) ? range : nil
    }

    /// 面积 of `面 积：2307平方公里`: a label at the head of a line, directly before the number.
    func labelBefore(_ clause: Range<Int>, _ sentence: Range<Int>) -> String? {
        let colon = clause.lowerBound - 1
        guard (2...9).contains(colon - sentence.lowerBound), text.keys[colon] == 0x3A,
            (sentence.lowerBound..<colon).allSatisfy({ isHan(text.keys[$0]) || text.keys[$0] == 0x20 })
        else { return nil }
        let label = text.string(sentence.lowerBound..<colon).filter { $0 != " " && $0 != "　" }
        return label.count >= 2 && label != "其中" ? label : nil
    }

    /// From one comma or full stop to the next.
    func clause(around measure: Measure, _ sentence: Range<Int>) -> Range<Int> {
        var (start, end) = (measure.range.lowerBound, measure.range.upperBound)
        while start > sentence.lowerBound, !endsClause(text.keys[start - 1]) { start -= 1 }
        while end < sentence.upperBound, !endsClause(text.keys[end]) { end += 1 }
        return start..<end
    }

    func endsClause(_ key: UInt32) -> Bool {
        key == 0x2C || key == 0x3B || key == 0x3A || key == 0x2026 || endsSentence(key)
    }

    /// 超过100万人次 of `年接待量超过100万人次景区达到50家` says which, and the next number how many.
    func isModifier(_ measure: Measure, _ clause: Range<Int>, _ next: Measure?) -> Bool {
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

    /// What 上述四项分别为616亿元、312个 are: each the number before them that has its unit.
    private func nameAgain(
        _ measures: [Measure], from place: Int, _ sentence: Range<Int>,
        _ names: inout [Int: (name: String, comparator: String)]
    ) {
        let reader = IndicatorReader(text: text)
        for own in place..<measures.count {
            let unit = measures[own].unit
            let before = measures[..<place].filter { $0.unit == unit && $0.upper == nil }
            // The first of a unit is the first's, and the last of several the last's.
            let isFirst = !measures[place..<own].contains { $0.unit == unit }
            guard let said = isFirst ? before.first : before.last, case let clause = clause(around: said, sentence),
                let indicator = reader.indicator(of: said, from: clause.lowerBound, before: clause.upperBound)
            else { continue }
            names[own] = (string(indicator), measures[own].comparator)
        }
    }

    /// The names of numbers that 分别 deals out: 豆角自给率 and 竹笋自给率 of `豆角、竹笋自给率分别达到70%、85%`.
    func sharedNames(_ measures: [Measure], _ sentence: Range<Int>) -> [Int: (name: String, comparator: String)] {
        var names: [Int: (name: String, comparator: String)] = [:]
        guard measures.count > 1, text.contains("分别", in: sentence) else { return names }
        for (place, measure) in measures.enumerated() {
            let clause = clause(around: measure, sentence)
            guard let cue = text.last("分别", in: clause.lowerBound..<measure.range.lowerBound),
                place == 0 || measures[place - 1].range.upperBound <= cue,
                let name = IndicatorReader(text: text).words(before: cue, from: clause.lowerBound)
            else { continue }
            if text.contains(any: ["上述", "以上", "前述"], in: name.prefix(3)) {
                nameAgain(measures, from: place, sentence, &names)
                continue
            }
            let items = text.split(name, at: [0x3001, 0x548C])
            var last = place
            while last + 1 < measures.count,
                measures[last + 1].range.lowerBound - measures[last].range.upperBound <= 2
            { last += 1 }
            if items.count == 1, last == place + 1, let both = townAndCountry(name) {
                for order in 0...1 { names[place + order] = (both[order], measure.comparator) }
                continue
            }
            // 2025年、2026年产值分别达到180亿元、240亿元: one name in several years.
            if items.count == 1, listedYears(clause.lowerBound..<cue, text.years(in: clause)).count == last - place + 1
            {
                for order in place...last { names[order] = (string(name), measure.comparator) }
                continue
            }
            guard items.count == last - place + 1, items.count > 1, let final = items.last else { continue }
            // What all of them are measured by stands behind the last: 自给率 of 木薯自给率, 覆盖率 of 昌邑两地覆盖率.
            let metric = metricLength(final)
            let length = metric > 1 ? metric : min(3, max(0, final.count - 2))
            var suffix = final.upperBound - length..<final.upperBound
            var own = final
            for (sign, next) in zip(final, final.dropFirst())
            where hanDigit(text.keys[sign]) != nil || text.keys[sign] == 0x4E24 {
                guard [0x5730, 0x53BF, 0x5E02, 0x533A, 0x7701].contains(text.keys[next]), sign > final.lowerBound else {
                    continue
                }
                suffix = next + 1..<final.upperBound
                own = final.lowerBound..<sign
                break
            }
            for (order, item) in items.enumerated() {
                let isWhole = order + 1 == items.count && own == final
                let name = isWhole ? text.string(item) : text.string(order + 1 == items.count ? own : item)
                names[place + order] = (isWhole ? name : name + text.string(suffix), measure.comparator)
            }
        }
        return names
    }
}
