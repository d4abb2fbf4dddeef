/// Words beside a measure that make a bound of it: 不少于, 以上, 左右.
extension MeasureReader {
    private static let before: [(Keys, String)] = [
        ("不少于", "≥"), ("不低于", "≥"), ("不超过", "≤"), ("不高于", "≤"), ("不多于", "≤"), ("最高", "≤"), ("最多", "≤"), ("至少", "≥"),
        ("达到", "≥"), ("达", "≥"), ("超过", ">"), ("突破", ">"), ("跨过", ">"), ("跨越", ">"), ("迈上", "≥"), ("站上", "≥"),
        ("高于", ">"), ("大于", ">"), ("多于", ">"), ("逾", ">"), ("超", ">"), ("低于", "<"), ("少于", "<"), ("小于", "<"),
        ("不到", "<"), ("不足", "<"), ("约为", "≈"), ("大约", "≈"), ("近", "≈"), ("约", "≈"), ("≥", "≥"), ("≤", "≤"), (">", ">"),
        ("<", "<"),
        ("控制在", "≤"),
    ]
    private static let behind: [(Keys, String)] = [
        ("以上", "≥"), ("及以上", "≥"), ("以内", "≤"), ("以下", "≤"), ("左右", "≈"), ("上下", "≈"), ("多", ">"), ("余", ">"),
    ]

    /// 产值, 收入, 投资, 税额, 产量: 过 behind them is 超过.
    private static let amounts = Set("值入资额收量".unicodeScalars.map(\.value))

    func qualify(_ measure: inout Measure, _ range: Range<Int>) {
        let start = measure.range.lowerBound
        for (words, comparator) in MeasureReader.before
        where start - words.count >= range.lowerBound && text.has(words, at: start - words.count, before: start) {
            // 签约, 节约 and 超市 are other words.
            if words.count == 1, start - 2 >= range.lowerBound,
                [0x7B7E, 0x8282, 0x516C, 0x6761, 0x5408, 0x8D34, 0x9644, 0x6700].contains(text.keys[start - 2])
            {
                break
            }
            measure.comparator = comparator
            measure.isReached = comparator == "≥" && words[0] == 0x8FBE
            break
        }
        // 不足全市平均水平的70%: what it is compared with stands between.
        if measure.comparator == "=", measure.unit == "%", start - 4 >= range.lowerBound,
            text.keys[start - 1] == 0x7684,
            let bound = text.first(
                any: ["不足", "不到", "超过", "低于"], in: max(range.lowerBound, start - 14)..<start - 1),
            text.contains(any: ["平均", "水平", "全国", "全省", "全市"], in: bound.upperBound..<start)
        {
            measure.comparator = text.has("超过", at: bound.lowerBound, before: start) ? ">" : "<"
        }
        // 产值过10亿元
        if measure.comparator == "=", start - 2 >= range.lowerBound, text.keys[start - 1] == 0x8FC7,
            MeasureReader.amounts.contains(text.keys[start - 2])
        {
            measure.comparator = ">"
        }
        // 至少打造1台
        if measure.comparator == "=",
            let least = text.first(any: ["至少", "不少于"], in: max(range.lowerBound, start - 5)..<start),
            !(least.upperBound..<start).contains(where: { text.keys[$0] == 0x2C })
        {
            measure.comparator = "≥"
        }
        for (words, comparator) in MeasureReader.behind
        where text.has(words, at: measure.range.upperBound, before: range.upperBound) {
            if measure.comparator != ">" { measure.comparator = comparator }
            measure.range = start..<measure.range.upperBound + words.count
            break
        }
        // 达到3—5家 is the range and not a least value.
        if measure.upper != nil { measure.comparator = "=" }
    }
}
