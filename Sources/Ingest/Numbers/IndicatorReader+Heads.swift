import Text

/// What stands before an indicator in its clause and is no part of it: verbs of planning, numbers of a list, months, labels.
extension IndicatorReader {
    static let planning: [Keys] = ["计划", "力争", "争取", "确保", "预计", "拟", "还将", "将", "把", "推动", "要求", "实现"]
    static let notPlanning: [Keys] = ["将军", "将乐", "将来", "把关", "把握", "计划生育", "拟声", "计划投资", "行动计划", "计划单列"]

    /// 新建口袋公园 of 某区今年计划新建口袋公园: what is planned stands behind the verb.
    func behindPlanning(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        for verb in IndicatorReader.planning {
            guard let found = text.last(verb, in: start..<range.upperBound),
                !IndicatorReader.notPlanning.contains(where: { text.has($0, at: found, before: range.upperBound) }),
                hanCount(found + verb.count..<range.upperBound) >= 4
            else { continue }
            start = found + verb.count
        }
        return start..<range.upperBound
    }

    /// Behind `2.` and `（三）` of a list.
    func behindNumber(_ range: Range<Int>) -> Range<Int> {
        // 一是, 二要
        guard !range.isEmpty, let numbering = text.numbering(range), numbering.range.upperBound < range.upperBound
        else {
            return range
        }
        return trimmedSigns(min(numbering.range.upperBound, range.upperBound)..<range.upperBound)
    }

    /// Without `到9月`, `截至10月底` at its end.
    func withoutMonth(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        if end > range.lowerBound, text.keys[end - 1] == 0x5E95 || text.keys[end - 1] == 0x672B { end -= 1 }
        guard end > range.lowerBound, text.keys[end - 1] == 0x6708 else { return range }
        end -= 1
        let digits = end
        while end > range.lowerBound, isDigit(text.keys[end - 1]) || text.keys[end - 1] == 0x2D { end -= 1 }
        guard end < digits else { return range }
        if end > range.lowerBound, text.keys[end - 1] == 0x5230 || text.keys[end - 1] == 0x81F3 { end -= 1 }
        return range.lowerBound..<end
    }

    /// Behind 【行政区划】.
    func behindLabel(_ range: Range<Int>) -> Range<Int> {
        guard let close = range.last(where: { text.keys[$0] == 0x3011 }) else { return range }
        return close + 1..<range.upperBound
    }
}
