/// Numbers that are written in characters.
extension MeasureReader {
    private static let roundAmounts: [(Keys, Double, String)] = [
        ("万亿元", 1, "万亿元"), ("千亿元", 1000, "亿元"), ("百亿元", 100, "亿元"), ("十亿元", 10, "亿元"), ("万亿", 1, "万亿元"),
        ("千亿", 1000, "亿元"), ("百亿", 100, "亿元"), ("十亿", 10, "亿元"), ("亿元", 1, "亿元"),
    ]
    private static let reaching: [(Keys, String)] = [
        ("突破", ">"), ("超过", ">"), ("跨过", ">"), ("达到", "≥"), ("达", "≥"), ("超", ">"), ("迈上", "≥"), ("迈过", ">"),
        ("不足", "<"), ("不到", "<"), ("近", "≈"),
    ]
    /// 附近, 最近, 临近: nothing is nearly so many.
    private static let beforeNear = Set("附最临靠邻".unicodeScalars.map { key(of: $0.value) })

    /// What a number in characters, or a word that stands for one, begins with.
    private static let beginnings = KeySet(
        "〇零一二三四五六七八九十百千万亿两翻实增倍".unicodeScalars.map(\.value))

    /// `突破千亿`, `十件`: what is written in characters, where a word before or the unit behind shows that it is an amount.
    func hanMeasure(from start: Int, _ range: Range<Int>) -> Measure? {
        let key = text.keys[start]
        guard MeasureReader.beginnings.contains(key) else { return nil }
        if let multiple = multiple(from: start, range) { return multiple }
        guard hanDigit(key) != nil || key == 0x5343 || key == 0x4E07 || key == 0x4EBF else { return nil }
        if let share = share(from: start, range) { return share }
        for (word, comparator) in MeasureReader.reaching
        where start - word.count >= range.lowerBound && text.has(word, at: start - word.count, before: start) {
            let before = start - word.count - 1
            if comparator == "≈", before >= 0, MeasureReader.beforeNear.contains(text.keys[before]) { break }
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
        guard [0x7FFB, 0x5B9E, 0x589E, 0x500D].contains(text.keys[start]) else { return nil }
        // 印染能力倍增,: at the end of a clause; 倍增计划 is a plan's name.
        if text.has("倍增", at: start, before: range.upperBound), start > range.lowerBound, isHan(text.keys[start - 1]),
            start + 2 >= range.upperBound || [0x2C, 0x3B].contains(text.keys[start + 2])
                || endsSentence(text.keys[start + 2])
        {
            return Measure(range: start..<start + 2, value: 2, unit: "倍")
        }
        for (words, value) in MeasureReader.multiples where text.has(words, at: start, before: range.upperBound) {
            return Measure(range: start..<start + words.count, value: value, unit: "倍")
        }
        return nil
    }

    private static let behindTenths = Set("，。；、）以左多是的销来用属 ".unicodeScalars.map { key(of: $0.value) })
    /// 六成销往, 三成来自
    private static let goingTo = Set("销来用属".unicodeScalars.map { key(of: $0.value) })
    /// 占六成面积, 满足七成需求
    private static let shared = Set("占近约超足有".unicodeScalars.map { key(of: $0.value) })
    /// 成立, 成果 and the like are words.
    private static let formed = Set("立果功为就员长本熟都效型品绩交".unicodeScalars.map { key(of: $0.value) })
    private static let beforeTenths = Set("占近约超过达到有率仅增逾长降足缩短少高出升快涨低的".unicodeScalars.map { key(of: $0.value) })

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
            MeasureReader.beforeTenths.contains(text.keys[start - 1]) || isWholeClause(start, range)
                || start + 2 < range.upperBound && MeasureReader.goingTo.contains(text.keys[start + 2])
                || ["以上", "左右"].contains(where: { text.has($0, at: start + 2, before: range.upperBound) }),
            start + 2 >= range.upperBound || MeasureReader.behindTenths.contains(text.keys[start + 2])
                || isWholeClause(start, range)
                || !MeasureReader.formed.contains(text.keys[start + 2])
                    && MeasureReader.shared.contains(text.keys[start - 1])
        else { return nil }
        var measure = Measure(range: start..<start + 2, value: Double(10 * value), unit: "%")
        qualify(&measure, range)
        return measure
    }

    /// 四成项目 at the head of a clause; 一成立 and the like are words.
    private func isWholeClause(_ start: Int, _ range: Range<Int>) -> Bool {
        [0x2C, 0x3B, 0x3A].contains(text.keys[start - 1]) && start + 3 < range.upperBound
            && isHan(text.keys[start + 2]) && !MeasureReader.formed.contains(text.keys[start + 2])
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
        } || isPlainBuilt(start, range)
    }

    /// 建三座, 各建一个; 福建, 党建 and 组建 are other words.
    private func isPlainBuilt(_ start: Int, _ range: Range<Int>) -> Bool {
        start - 2 >= range.lowerBound && text.keys[start - 1] == 0x5EFA
            && ![0x798F, 0x515A, 0x7EC4, 0x57FA, 0x571F, 0x521B, 0x5C01].contains(text.keys[start - 2])
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
