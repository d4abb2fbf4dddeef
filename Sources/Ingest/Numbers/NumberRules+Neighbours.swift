import Text

/// What a number says of the one beside it: where a rise starts, a multiple of the same.
extension Analysis {
    /// 2020年为616亿元 among what is to be: the year beside it lies before the document's.
    func isReported(_ measure: Measure, _ years: [YearMention], _ sentence: Range<Int>) -> Bool {
        guard documentYear > 0, let year = years.last(where: { $0.range.upperBound <= measure.range.lowerBound }) else {
            return false
        }
        let between = year.range.upperBound..<measure.range.lowerBound
        return year.year < documentYear && !year.isPeriod && !year.isAttribute && !year.isDeadline && year.told == nil
            && !isCompared(year) && !between.contains { text.keys[$0] == 0x3B }
    }

    /// 数量翻一番，达到500家: the number says the same.
    func isMultiple(_ measure: Measure, before next: Measure?) -> Bool {
        guard let next, measure.unit == "倍", !isDigit(text.keys[measure.range.lowerBound]) else { return false }
        return next.range.lowerBound - measure.range.upperBound <= 4
    }

    /// Where 由 or 从 stands, if a number is what the next one starts from: `由2020年的35%提高到45%`.
    func rise(from measure: Measure, to next: Measure, _ clause: Range<Int>) -> Int? {
        let between = measure.range.upperBound..<next.range.lowerBound
        guard between.count <= 16, measure.dimension == next.dimension,
            text.contains(
                any: Analysis.rising, in: between.lowerBound..<min(between.upperBound, between.lowerBound + 8))
        else { return nil }
        let before = max(clause.lowerBound, measure.range.lowerBound - 14)..<measure.range.lowerBound
        guard let from = text.last("由", in: before) ?? text.last("从", in: before) else { return nil }
        // Only a year and what joins it stand between.
        let words = text.trimmed(from + 1..<measure.range.lowerBound)
        // 由每部10万元提高到15万元
        if words.count <= 3, let first = words.first, text.keys[first] == 0x6BCF { return from }
        return words.allSatisfy { isDigit(text.keys[$0]) || Analysis.startWords.contains(text.keys[$0]) } ? from : nil
    }

    /// What may stand between 由 and the number beside a year: 由2020年末的不足35%.
    private static let startWords = Set("年底末初的约近不足目前当前现在上期 ".unicodeScalars.map(\.value))
    private static let rising: [Keys] = [
        "提高", "提升", "增加", "增长", "上升", "扩大", "发展", "下降", "降低", "减少", "降到", "降至", "缩短", "缩小", "延长", "压减", "压缩", "增至",
        "增到",
        "升至", "升到",
        "跃升", "攀升", "拓展", "达到",
    ]
}
