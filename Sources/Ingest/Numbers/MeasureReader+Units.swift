import Text

/// What stands behind a number: multiplier, vague words, unit; and whether it makes a measure of the number.
extension MeasureReader {
    /// The units that are looked for behind a number, the longest first where several fit.
    private static let units = WordIndex<String>(MeasureUnit.allNames.filter { $0.count > 1 }.map { ($0, $0) })
    private static let shortUnits = Set(
        MeasureUnit.allNames.filter { $0.unicodeScalars.count == 1 }.compactMap {
            $0.unicodeScalars.first.map { key(of: $0.value) }
        })
    static let multipliers: [(keys: Keys, symbol: String)] = MeasureUnit.multipliers.map { (Keys($0.0), $0.0) }

    private static let latinUnits: [Keys] = ["km", "kg", "MW", "kW", "ha", "m"]

    func isUnitLetter(_ place: Int, _ end: Int) -> Bool {
        for unit in MeasureReader.latinUnits where text.has(unit, at: place, before: end) {
            let next = place + unit.count
            return next >= end || !isLatin(text.keys[next])
        }
        return false
    }

    /// Reads multiplier, vague words and unit behind a number into `measure`; gives where they end.
    func unit(behind start: Int, _ end: Int, _ measure: inout Measure) -> Int {
        var place = start
        var isVague = skipVague(&place, end)
        var multiplier = ""
        if let found = MeasureReader.multipliers.first(where: { text.has($0.keys, at: place, before: end) }) {
            multiplier = found.symbol
            place += found.keys.count
        }
        isVague = skipVague(&place, end) || isVague
        if place < end, text.keys[place] == 0x20 { place += 1 }
        if let found = MeasureReader.units.match(text, at: place, before: end) {
            measure.unit = multiplier + (found.meaning == "场(次)" ? "场" : found.meaning)
            place += found.length
        } else if place < end, MeasureReader.shortUnits.contains(text.keys[place]), isWholeUnit(place, end) {
            measure.unit = multiplier + String(Character(Unicode.Scalar(text.scalars[place]) ?? "?"))
            if measure.unit.hasBytes(atEnd: "％") { measure.unit = "%" }
            place += 1
        } else {
            measure.unit = multiplier
        }
        if isVague { measure.comparator = ">" }
        return place
    }

    private func skipVague(_ place: inout Int, _ end: Int) -> Bool {
        guard place < end, [0x4F59, 0x591A, 0x6765].contains(text.keys[place]) else { return false }
        place += 1
        return true
    }

    /// 区 of `5区块`, 县 of `3县域` and the like are no units.
    func isWholeUnit(_ place: Int, _ end: Int) -> Bool {
        guard place + 1 < end else { return true }
        return !MeasureReader.noUnits.contains { text.has($0, at: place, before: end) }
    }

    private static let noUnits: [Keys] = [
        "区域", "区块", "县域", "市场", "条件", "个性", "部门", "部分", "队伍", "期间", "起来", "村庄", "镇街", "位于", "项目", "块状", "例如", "场景",
        "家庭",
    ]

    /// Words that a count stands before and that aren't counted: how long something takes, 9个县域.
    private static let countedApart: [Keys] = [
        "县域", "工作日", "自然日", "小时", "月", "星期", "季度", "学期", "课时", "交易日", "年头",
    ]

    private static let behindNoMeasure: [Keys] = [
        "号", "级", "届", "轮", "时", "点", "月", "版", "楼", "路", "世纪", "年代", "强", "代", "维", "周年", "进制", "型", "式",
    ]

    private static let ratings: [Keys] = ["千伏", "伏", "赫兹", "兆赫", "兆帕", "分贝", "千赫"]
    private static let timings: [Keys] = [
        "时间", "时长", "平均年龄", "停留", "寿命", "用时", "耗时", "工期", "保鲜期", "保质期", "车程", "只需", "仅需",
    ]

    /// 平均反应时间16分钟, 预期寿命提高到79岁: how long something takes is what is measured.
    private func isTimed(_ start: Int, _ range: Range<Int>) -> Bool {
        var before = start
        while before > range.lowerBound, start - before < 9, ![0x2C, 0x3B, 0x3002].contains(text.keys[before - 1]) {
            before -= 1
        }
        return text.contains(any: MeasureReader.timings, in: before..<start)
    }

    /// Parts of dates, and divisions: 2区9县.
    private static let notMeasured = ["年", "月", "日", "期", "届", "区", "县", "市", "镇", "乡", "万县"].map { WrittenText($0) }
    private static let piece = WrittenText("个")

    /// Years, dates, ordinals and the like are numbers and measure nothing.
    func isMeasure(_ measure: Measure, _ digits: Range<Int>, _ end: Int, _ range: Range<Int>) -> Bool {
        if measure.unit.isEmpty || MeasureReader.notMeasured.contains(WrittenText(measure.unit)) { return false }
        // 9个县域 says of what the number behind it is.
        if WrittenText(measure.unit) == MeasureReader.piece,
            MeasureReader.countedApart.contains(where: { text.has($0, at: end, before: range.upperBound) })
        {
            return false
        }
        if measure.dimension == .duration { return isTimed(digits.lowerBound, range) }
        // 220千伏变电站: of what sort it is.
        if MeasureReader.ratings.contains(where: { text.has($0, at: digits.upperBound, before: range.upperBound) }) {
            return false
        }
        if end == digits.upperBound { return false }
        // 3月5日, 8时30分 never come here; 100强 does.
        return !MeasureReader.behindNoMeasure.contains {
            text.has($0, at: end, before: range.upperBound) && measure.unit.isEmpty
        }
    }
}
