import Text

/// A number with its unit, as a text writes it: `超过100万人次`, `3—4个`, `6 : 4`.
struct Measure {
    /// From the first digit to behind the unit and what qualifies it: 以上, 左右.
    var range: Range<Int>
    var value: Double
    /// The other end of `3—4个`.
    var upper: Double?
    /// `万人次`, with its multiplier; empty for a plain number.
    var unit: String
    /// `=`, `≥`, `>`, `≤`, `<`, `≈`
    var comparator = "="
    /// 达到 stands before it.
    var isReached = false
    /// `5:5`
    var ratio: String?
    /// It only has a range: 旅游厕所数量充足.
    var isWithoutValue = false

    /// A unit that nobody knows, as a garbled head of a table gives one, is none: the language couldn't write it.
    var quantity: Quantity {
        Quantity(value: value, unit: unit.isEmpty || MeasureUnit.named(unit) != nil ? unit : "")
    }
    var dimension: Dimension { quantity.dimension }
}

/// Finds measures in a range of clean text, from left to right.
struct MeasureReader {
    let text: CleanText

    /// The units that are looked for behind a number, the longest first where several fit.
    private static let units = WordIndex<String>(MeasureUnit.allNames.filter { $0.count > 1 }.map { ($0, $0) })
    private static let shortUnits = Set(
        MeasureUnit.allNames.filter { $0.unicodeScalars.count == 1 }.compactMap {
            $0.unicodeScalars.first.map { key(of: $0.value) }
        })
    private static let multipliers: [(keys: Keys, symbol: String)] = MeasureUnit.multipliers.map { (Keys($0.0), $0.0) }

    func measures(in range: Range<Int>) -> [Measure] {
        var found: [Measure] = []
        var place = range.lowerBound
        var isInTitle = false
        while place < range.upperBound {
            let key = text.keys[place]
            if key == 0x300A { isInTitle = true } else if key == 0x300B { isInTitle = false }
            if isDigit(key), !isInTitle {
                let end = endOfDigits(place, range.upperBound)
                if let measure = measure(from: place, range) {
                    found.append(measure)
                    place = max(end, measure.range.upperBound)
                } else {
                    place = end
                }
            } else if !isInTitle, let measure = hanMeasure(from: place, range) {
                found.append(measure)
                place = measure.range.upperBound
            } else {
                place += 1
            }
        }
        return found
    }

    // MARK: Digits

    private func endOfDigits(_ start: Int, _ end: Int) -> Int {
        var place = start
        while place < end, isDigit(text.keys[place]) || isPoint(place, end) { place += 1 }
        return max(place, start + 1)
    }

    /// A point between digits, or a comma before three of them.
    private func isPoint(_ place: Int, _ end: Int) -> Bool {
        guard place > 0, isDigit(text.keys[place - 1]), place + 1 < end, isDigit(text.keys[place + 1]) else {
            return false
        }
        if text.keys[place] == 0x2E { return true }
        guard text.keys[place] == 0x2C, place + 3 < end, (1...3).allSatisfy({ isDigit(text.keys[place + $0]) }) else {
            return false
        }
        return text.scalars[place] == 0x2C && !(place + 4 < end && isDigit(text.keys[place + 4]))
    }

    private func value(_ range: Range<Int>) -> Double? {
        Double(
            String(
                String.UnicodeScalarView(
                    range.compactMap { text.keys[$0] == 0x2C ? nil : Unicode.Scalar(text.keys[$0]) })))
    }

    private static let noMeasureBefore = Set("第《-—+＋·“".unicodeScalars.map { key(of: $0.value) }).subtracting([
        0x22, 0x2D,
    ])

    private func measure(from start: Int, _ range: Range<Int>) -> Measure? {
        let before = start > range.lowerBound ? text.keys[start - 1] : 0
        // 第8个, A4, “4+14”, 图6-1
        if MeasureReader.noMeasureBefore.contains(before) || isLatin(before) || before == 0x2E { return nil }
        let digits = start..<endOfDigits(start, range.upperBound)
        guard digits.count <= 16, let first = value(digits), first > 0 || digits.count > 1 else { return nil }
        let after = digits.upperBound < range.upperBound ? text.keys[digits.upperBound] : 0
        // 5G, 3A级, 2+9
        if isLatin(after), !isUnitLetter(digits.upperBound, range.upperBound) { return nil }
        if after == 0x2B { return nil }
        if after == 0x3A, let ratio = ratio(digits, range) { return ratio }
        var measure = Measure(range: digits, value: first, unit: "")
        var end = unit(behind: digits.upperBound, range.upperBound, &measure)
        if measure.unit.isEmpty || end < range.upperBound, let second = secondNumber(behind: end, range) {
            var other = Measure(range: second, value: 0, unit: "")
            guard let upper = value(second) else { return nil }
            let last = unit(behind: second.upperBound, range.upperBound, &other)
            // 2018—2030年 is a span of years.
            if other.unit.isEmpty && measure.unit.isEmpty { return nil }
            measure.upper = upper
            if let scaled = scaled(upper, other.unit, to: measure.unit) {
                // 9000万至1亿人次 is 9000万人次 to 10000万人次.
                measure.upper = scaled.upper
                measure.unit = scaled.unit
            } else if !other.unit.isEmpty {
                measure.unit = sharedUnit(measure.unit, other.unit, first, upper)
            }
            end = last
        }
        guard isMeasure(measure, digits, end, range) else { return nil }
        measure.range = start..<end
        if ["万", "亿", "千"].contains(measure.unit),
            ["游客", "群众", "人口", "农民", "职工", "居民", "学生", "用户"].contains(where: {
                text.has($0, at: end, before: range.upperBound)
            })
        {
            measure.unit += "人"
        }
        // 20亿—50亿规模 is money.
        if ["亿", "万亿", "千亿", "百亿"].contains(measure.unit) { measure.unit += "元" }
        if before == 0x524D, measure.unit == "位" || measure.unit == "名" {
            measure.unit = ""
            measure.comparator = "≤"
            return measure
        }
        qualify(&measure, range)
        return measure
    }

    private static let latinUnits: [Keys] = ["km", "kg", "MW", "kW", "ha", "m"]

    private func isUnitLetter(_ place: Int, _ end: Int) -> Bool {
        for unit in MeasureReader.latinUnits where text.has(unit, at: place, before: end) {
            let next = place + unit.count
            return next >= end || !isLatin(text.keys[next])
        }
        return false
    }

    /// The upper end in the lower's multiplier, where they differ, and the unit of both.
    private func scaled(_ upper: Double, _ unit: String, to first: String) -> (upper: Double, unit: String)? {
        guard let low = MeasureReader.multipliers.first(where: { $0.symbol == first })?.symbol,
            let high = MeasureReader.multipliers.first(where: { unit.hasPrefix($0.symbol) })?.symbol, low != high,
            let lowSize = MeasureUnit.named(low), let highSize = MeasureUnit.named(high)
        else { return nil }
        return (lowSize.value(of: highSize.amount(of: upper)), low + unit.dropFirst(high.count))
    }

    /// 20亿-50亿: each number has its multiplier; 20-50亿: the second's is both's.
    private func sharedUnit(_ first: String, _ second: String, _ value: Double, _ upper: Double) -> String {
        first.isEmpty || second.hasPrefix(first) ? second : first
    }

    private func ratio(_ digits: Range<Int>, _ range: Range<Int>) -> Measure? {
        let second = digits.upperBound + 1
        guard second < range.upperBound, isDigit(text.keys[second]) else { return nil }
        let other = second..<endOfDigits(second, range.upperBound)
        guard digits.count <= 4, other.count <= 4, let first = value(digits), value(other) != nil else { return nil }
        var measure = Measure(
            range: digits.lowerBound..<other.upperBound, value: first, unit: "",
            ratio: "\(text.string(digits)):\(text.string(other))")
        // 6:4 divides a whole and is no least value; 2.5:1 compares two things.
        if let second = value(other), first + second != 10, first + second != 100 { qualify(&measure, range) }
        return measure
    }

    /// The digits behind a dash, ~, 至 or 到.
    private func secondNumber(behind place: Int, _ range: Range<Int>) -> Range<Int>? {
        var next = place
        while next < range.upperBound, text.keys[next] == 0x2D || text.keys[next] == 0x7E { next += 1 }
        if next == place, next < range.upperBound, text.keys[next] == 0x81F3 || text.keys[next] == 0x5230 { next += 1 }
        guard next > place, next - place <= 3, next < range.upperBound, isDigit(text.keys[next]) else { return nil }
        return next..<endOfDigits(next, range.upperBound)
    }

    // MARK: Units

    /// Reads multiplier, vague words and unit behind a number into `measure`; gives where they end.
    private func unit(behind start: Int, _ end: Int, _ measure: inout Measure) -> Int {
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
            if measure.unit.hasSuffix("％") { measure.unit = "%" }
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
    private func isWholeUnit(_ place: Int, _ end: Int) -> Bool {
        guard place + 1 < end else { return true }
        return !MeasureReader.noUnits.contains { text.has($0, at: place, before: end) }
    }

    private static let noUnits: [Keys] = [
        "区域", "区块", "县域", "市场", "条件", "个性", "部门", "部分", "队伍", "期间", "起来", "村庄", "镇街", "位于", "项目", "块状", "例如", "场景",
        "家庭",
    ]

    /// Words that a count stands before and that aren't counted: how long something takes, 9个县域.
    private static let countedApart: [Keys] = ["县域", "工作日", "自然日", "小时", "月", "星期", "季度", "学期", "课时", "交易日", "年头"]

    private static let behindNoMeasure: [Keys] = [
        "号", "级", "届", "轮", "时", "点", "月", "版", "楼", "路", "世纪", "年代", "强", "代", "维", "周年", "进制", "型", "式",
    ]

    /// Years, dates, ordinals and the like are numbers and measure nothing.
    private func isMeasure(_ measure: Measure, _ digits: Range<Int>, _ end: Int, _ range: Range<Int>) -> Bool {
        if measure.unit == "年" || measure.unit == "月" || measure.unit == "日" || measure.unit == "期"
            || measure.unit == "届"
        {
            return false
        }
        if measure.unit.isEmpty { return false }
        // 2区9县 are divisions.
        if ["区", "县", "市", "镇", "乡", "万县"].contains(measure.unit) { return false }
        // 9个县域 says of what the number behind it is.
        if measure.unit == "个",
            MeasureReader.countedApart.contains(where: { text.has($0, at: end, before: range.upperBound) })
        {
            return false
        }
        if measure.dimension == .duration { return false }
        if end == digits.upperBound { return false }
        // 3月5日, 8时30分 never come here; 100强 does.
        return !MeasureReader.behindNoMeasure.contains {
            text.has($0, at: end, before: range.upperBound) && measure.unit.isEmpty
        }
    }

    // MARK: Comparators

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

    private func qualify(_ measure: inout Measure, _ range: Range<Int>) {
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

    // MARK: Numbers in characters

    private static let roundAmounts: [(Keys, Double, String)] = [
        ("万亿元", 1, "万亿元"), ("千亿元", 1000, "亿元"), ("百亿元", 100, "亿元"), ("十亿元", 10, "亿元"), ("万亿", 1, "万亿元"),
        ("千亿", 1000, "亿元"), ("百亿", 100, "亿元"), ("十亿", 10, "亿元"), ("亿元", 1, "亿元"),
    ]
    private static let reaching: [(Keys, String)] = [
        ("突破", ">"), ("超过", ">"), ("跨过", ">"), ("达到", "≥"), ("达", "≥"), ("超", ">"), ("迈上", "≥"), ("迈过", ">"),
    ]

    /// `突破千亿`, `十件`: what is written in characters, where a word before or the unit behind shows that it is an amount.
    private func hanMeasure(from start: Int, _ range: Range<Int>) -> Measure? {
        let key = text.keys[start]
        if let multiple = multiple(from: start, range) { return multiple }
        guard hanDigit(key) != nil || key == 0x5343 || key == 0x4E07 || key == 0x4EBF else { return nil }
        if let share = share(from: start, range) { return share }
        for (word, comparator) in MeasureReader.reaching
        where start - word.count >= range.lowerBound && text.has(word, at: start - word.count, before: start) {
            for (amount, value, unit) in MeasureReader.roundAmounts
            where text.has(amount, at: start, before: range.upperBound) {
                return Measure(range: start..<start + amount.count, value: value, unit: unit, comparator: comparator)
            }
            // 达到万亩规模
            var one = Measure(range: start..<start, value: 1, unit: "", comparator: comparator)
            let end = self.unit(behind: start, range.upperBound, &one)
            if one.unit.count > 1, one.dimension != .number {
                one.range = start..<end
                return one
            }
        }
        return place(from: start, range) ?? counted(from: start, range)
    }

    private static let multiples: [(Keys, Double)] = [
        ("翻一番", 2), ("翻番", 2), ("翻两番", 4), ("翻三番", 8), ("实现倍增", 2), ("增长一倍", 2), ("增加一倍", 2),
    ]

    /// 翻一番: twice as much.
    private func multiple(from start: Int, _ range: Range<Int>) -> Measure? {
        // 翻, 实, 增
        guard [0x7FFB, 0x5B9E, 0x589E].contains(text.keys[start]) else { return nil }
        for (words, value) in MeasureReader.multiples where text.has(words, at: start, before: range.upperBound) {
            return Measure(range: start..<start + words.count, value: value, unit: "倍")
        }
        return nil
    }

    private static let behindTenths = Set("，。；、）以左多是的销来用属 ".unicodeScalars.map { key(of: $0.value) })
    /// 六成销往, 三成来自
    private static let goingTo = Set("销来用属".unicodeScalars.map { key(of: $0.value) })
    /// 占六成面积, 满足七成需求
    private static let shared = Set("占近约超足".unicodeScalars.map { key(of: $0.value) })
    /// 成立, 成果 and the like are words.
    private static let formed = Set("立果功为就员长本熟都效型品绩交".unicodeScalars.map { key(of: $0.value) })
    private static let beforeTenths = Set("占近约超过达到有率仅增逾长降足".unicodeScalars.map { key(of: $0.value) })

    /// 占六成, 百分之八十五: a share in characters.
    private func share(from start: Int, _ range: Range<Int>) -> Measure? {
        if text.has("百分之", at: start, before: range.upperBound) {
            var end = start + 3
            while end < range.upperBound, hanDigit(text.keys[end]) != nil, end - start < 8 { end += 1 }
            guard let value = text.ordinal(start + 3..<end), value > 0 else { return nil }
            var measure = Measure(range: start..<end, value: Double(value), unit: "%")
            qualify(&measure, range)
            return measure
        }
        guard let value = hanDigit(text.keys[start]), (1...9).contains(value), start + 1 < range.upperBound,
            start > range.lowerBound, text.keys[start + 1] == 0x6210,
            MeasureReader.beforeTenths.contains(text.keys[start - 1])
                || start + 2 < range.upperBound && MeasureReader.goingTo.contains(text.keys[start + 2])
                || ["以上", "左右"].contains(where: { text.has($0, at: start + 2, before: range.upperBound) }),
            start + 2 >= range.upperBound || MeasureReader.behindTenths.contains(text.keys[start + 2])
                || !MeasureReader.formed.contains(text.keys[start + 2])
                    && MeasureReader.shared.contains(text.keys[start - 1])
        else { return nil }
        var measure = Measure(range: start..<start + 2, value: Double(10 * value), unit: "%")
        qualify(&measure, range)
        return measure
    }

    /// 五十强, 百强县: to be among so many.
    private func place(from start: Int, _ range: Range<Int>) -> Measure? {
        var end = start
        while end < range.upperBound, hanDigit(text.keys[end]) != nil, end - start < 4 { end += 1 }
        guard end < range.upperBound, text.keys[end] == 0x5F3A, let value = text.ordinal(start..<end), value >= 10
        else { return nil }
        let reaching: [Keys] = ["进入", "跻身", "争创", "争进", "迈入", "位列", "入围", "入选"]
        guard text.contains(any: reaching, in: max(range.lowerBound, start - 16)..<start) else { return nil }
        return Measure(range: start..<end + 1, value: Double(value), unit: "", comparator: "≤")
    }

    private static let countUnits: Set<UInt32> = Set("件项个家座处所场条".unicodeScalars.map(\.value))

    private static let building: [Keys] = [
        "建成", "建设", "新建", "打造", "培育", "创建", "引进", "新增", "改造", "新开", "增设", "再建", "建立", "布局",
    ]

    /// 新建三座: below ten it is a number where something is built.
    private func isBuilt(_ start: Int, _ range: Range<Int>) -> Bool {
        MeasureReader.building.contains {
            start - $0.count >= range.lowerBound && text.has($0, at: start - $0.count, before: start)
        }
    }

    private static let each: [Keys] = ["每个", "每县", "每乡", "每村", "每镇", "每市", "每区", "各县", "县县", "各建"]

    /// 每个乡镇建成一所幼儿园: one for each.
    private func isForEach(_ start: Int, _ range: Range<Int>) -> Bool {
        text.contains(any: MeasureReader.each, in: max(range.lowerBound, start - 14)..<start)
    }

    /// 打通断头路三条，: the number ends a clause that says what is built.
    private func isBuiltBefore(_ start: Int, _ end: Int, _ range: Range<Int>) -> Bool {
        guard end >= range.upperBound || [0x2C, 0x3B, 0x3001].contains(text.keys[end]) || endsSentence(text.keys[end]),
            start > range.lowerBound, isHan(text.keys[start - 1])
        else { return false }
        var clause = start
        while clause > range.lowerBound, start - clause < 20, ![0x2C, 0x3B, 0x3A].contains(text.keys[clause - 1]),
            !endsSentence(text.keys[clause - 1])
        { clause -= 1 }
        return text.contains(any: MeasureReader.building + ["打通", "开通", "新添"], in: clause..<start)
    }

    /// 十件, 二十个, 一百家: from ten on.
    private func counted(from start: Int, _ range: Range<Int>) -> Measure? {
        if start > range.lowerBound, let before = hanDigit(text.keys[start - 1]), before >= 0 { return nil }
        if start > range.lowerBound, text.keys[start - 1] == 0x7B2C { return nil }
        var end = start
        while end < range.upperBound, hanDigit(text.keys[end]) != nil, end - start < 5 { end += 1 }
        if end < range.upperBound, text.keys[end] == 0x4E07, end == start + 1, end + 1 < range.upperBound,
            MeasureReader.countUnits.contains(text.keys[end + 1]), let value = hanDigit(text.keys[start]), value > 0
        {
            let unit = "万" + String(Character(Unicode.Scalar(text.scalars[end + 1]) ?? "?"))
            return Measure(range: start..<end + 2, value: Double(value), unit: unit)
        }
        guard end > start, end < range.upperBound, MeasureReader.countUnits.contains(text.keys[end]),
            isWholeUnit(end, range.upperBound),
            let value = text.ordinal(start..<end),
            value >= 10 || isBuilt(start, range) && (value >= 2 || isForEach(start, range))
                || isBuiltBefore(start, end + 1, range)
        else { return nil }
        let unit = String(Character(Unicode.Scalar(text.scalars[end]) ?? "?"))
        var measure = Measure(range: start..<end + 1, value: Double(value), unit: unit)
        qualify(&measure, range)
        return measure
    }
}
