import Text

/// What the clause around a number says of it.
extension Analysis {
    /// Words that need what stands before them: 一般公共预算收入完成8.8亿元，增长67.6%.
    static let dependent = [
        "增长", "同比", "增幅", "增速", "下降", "总金额", "总额", "总投资", "占比", "年均增长", "较上年", "比上年", "占全", "比去年", "较去年", "比同期", "较同期",
    ]

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
        let verb = text.first(any: ["实现", "保持", "较", "比", "大幅", "显著", "稳步", "持续", "不断", "明显"], in: start..<end)
        let range = text.trimmed(start..<(verb?.lowerBound ?? end))
        return (3...20).contains(range.count) ? range : nil
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
}
