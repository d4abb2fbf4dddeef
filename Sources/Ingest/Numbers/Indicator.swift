import Text

/// What a number is the number of, from the words of its clause.
struct IndicatorReader {
    let text: CleanText

    /// Words before a number that say nothing of what it counts.
    private static let fillers: [Keys] = longestFirst([
        "分别达到", "分别为", "跨越", "迈上", "站上", "却", "仍", "均", "相当于", "不少于", "不低于", "不超过", "达到", "超过", "突破", "跨过", "高于", "大于",
        "至少", "最高", "最多", "约为", "大约", "达", "超",
        "约", "近", "为", "是", "有", "共", "共有", "拥有", "实现", "完成", "建成", "新建", "建设", "打造",
        "培育", "推出", "形成", "举办", "引进", "创建", "新创建", "评出", "安排", "共计", "累计", "总计", "合计", "已建成", "现有", "已有", "就有", "至",
        "到", "在", "将", "力争", "争取", "确保", "计划", "预计", "提高到", "提升到", "增加到", "增长到", "提高至", "提升至", "增加至", "占", "中占",
        "保持在", "稳定在", "控制在", "平均每年", "年均", "每年", "新", "再", "≥", "≤", ">", "<", ":", "以", "给予", "予以", "对", "从", "由", "仅",
        "只有", "只", "仅有", "完成了", "不足", "不到", "覆盖", "扩大到", "扩大至", "降低到", "降至", "降到", "下降到", "压减到", "缩短到", "缩短至", "稳定保持在",
        "恢复到", "恢复至", "恢复", "高达", "提升", "列支",
        "稳定在", "升至", "升到", "缩小到", "缩小至", "增至", "扩至", "压减至", "连续五年", "连续三年", "连续多年", "连续两年", "连续四年", "分别", "只占", "仅占",
        "新增", "安排了", "了", "接待", "的", "可", "可达", "预计可", "有望",
    ])
    /// Words at the head of a clause that say when, where or how.
    private static let leads: [Keys] = longestFirst([
        "随着", "到", "力争", "争取", "确保", "计划", "预计", "今年", "去年", "全年", "截至", "截至目前", "目前", "其中", "全市", "全省", "全县", "全区",
        "我市", "我省", "我县", "我区", "该区", "该县", "该市", "已", "将", "并", "同时", "重点", "率先", "择优", "累计", "共", "期间", "时期",
        "年内", "以上", "及", "和", "以", "对", "再", "在", "也", "还", "又", "新", "总", "总计", "合计", "年", "每年", "年均", "实现", "推动",
        "完成", "建成", "新建", "建设", "打造", "培育", "推出", "形成", "举办", "评出", "安排", "出台", "规划建设", "规划", "支持", "加快", "高标准", "全面",
        "深入", "积极", "努力", "大力",
        "继续", "拥有", "共有", "现有", "已建成", "建立", "选拔出", "培养出", "选拔", "培养", "启动", "开工", "实施", "设立", "组建", "创建", "争取创建",
        "聚焦打造", "使", "让", "有", "为既有", "了", "的", "先", "试点", "还", "先行", "把", "但", "却", "且", "而", "稳定", "发展", "扩大", "三年内",
        "五年内", "两年内", "三年", "保持", "打通", "开通", "布局", "比上年", "比上年末", "较上年末", "年末", "项目全部建成后", "项目建成后", "全部建成后", "建成后",
        "投产后", "达产后", "项目投产后", "带动实现", "则", "由", "期末", "第", "于", "受",
    ])

    private static func longestFirst(_ words: [Keys]) -> [Keys] { words.sorted { $0.count > $1.count } }

    /// The words of what a measure counts, and whether they stand behind it; nil if the clause has none.
    ///
    /// - Parameter start: where the clause, or the part of it behind the number before, begins.
    func indicator(of measure: Measure, from start: Int, before end: Int) -> Range<Int>? {
        let before = stripped(behindBracket(start..<measure.range.lowerBound))
        if measure.unit.isEmpty, measure.comparator == "≤" {
            return before.isEmpty ? nil : before.lowerBound..<measure.range.upperBound
        }
        // 培育50家规模以上企业: the object follows.
        if isFollowedByObject(measure, end),
            let after = object(behind: behindOf(measure.range.upperBound, end), before: end)
        {
            return after
        }
        if hanCount(before) >= 2 { return before }
        // 建成20亿—50亿规模的产业集群: of what size they are to be.
        let place = measure.range.upperBound
        var start = text.has("规模的", at: place, before: text.count) ? place + 3 : place
        // 设立每年2000万元的引导资金
        if before.isEmpty, place < end, text.keys[place] == 0x7684,
            text.contains(any: ["设立", "安排", "列支", "提供"], in: max(0, place - 16)..<place)
        {
            start = place + 1
        }
        // 设立5000万元引导基金
        guard start < end, isHan(text.keys[start]),
            !IndicatorReader.noObjects.contains(where: { text.has($0, at: start, before: end) })
        else { return nil }
        return object(behind: start, before: end)
    }

    /// The words before a place, without leads and fillers; nil if nothing is left of them.
    func words(before end: Int, from start: Int) -> Range<Int>? {
        let words = stripped(behindBracket(start..<max(start, end)))
        return hanCount(words) >= 2 ? words : nil
    }

    func name(before end: Int, from start: Int) -> String? { words(before: end, from: start).map { text.string($0) } }

    /// What stands behind a bracket that was opened further left.
    func behindBracket(_ range: Range<Int>) -> Range<Int> {
        guard let close = text.last(")", in: range) else { return range }
        let rest = close + 1..<range.upperBound
        return !text.contains("(", in: range.lowerBound..<close) || hanCount(rest) >= 3 ? rest : range
    }

    private func behindOf(_ place: Int, _ end: Int) -> Int {
        place < end && text.keys[place] == 0x7684 ? place + 1 : place
    }

    static let noObjects: [Keys] = [
        "以上", "以下", "以内", "左右", "对", "给", "进行", "于", "时", "内", "中", "的", "和", "及", "与", "用于", "在", "以", "来", "规模", "同比",
        "增长", "方面", "等",
    ]

    /// Whether the counted thing stands behind the unit, 13条小街巷, as with units that count; an amount of money has it before.
    private func isFollowedByObject(_ measure: Measure, _ end: Int) -> Bool {
        var place = measure.range.upperBound
        // 不少于100名的高端人才
        if place < end, text.keys[place] == 0x7684, measure.dimension == .people || measure.dimension == .count {
            place += 1
        }
        guard place < end,
            isHan(text.keys[place]) || text.keys[place] == 0x22 || isLatin(text.keys[place])
                || isDigit(text.keys[place])
        else { return false }
        switch measure.dimension {
        case .count, .people, .households, .area, .length, .number, .visits:
            return !IndicatorReader.noObjects.contains { text.has($0, at: place, before: end) } && measure.unit != "%"
        default: return false
        }
    }

    private static let describing: [Keys] = [
        "有", "成熟", "优秀", "强", "高", "重点", "鲜明", "完善", "先进", "知名", "一流", "性", "型", "以", "为",
    ]

    /// 工艺美术产业集群 of 富有特色、具有实力的工艺美术产业集群; 食堂 of 食堂的负责人.
    func withoutAttribute(_ phrase: Range<Int>) -> Range<Int> {
        guard let of = text.last("的", in: phrase), of > phrase.lowerBound else { return phrase }
        let before = phrase.lowerBound..<of
        if phrase.upperBound - of <= 2 { return before }
        return text.contains(any: IndicatorReader.describing, in: before) || before.count > 12
            ? of + 1..<phrase.upperBound : before
    }

    func hanCount(_ range: Range<Int>) -> Int { range.count { isHan(text.keys[$0]) || isLatin(text.keys[$0]) } }

    /// Without leads and fillers at its ends.
    func stripped(_ range: Range<Int>) -> Range<Int> {
        var range = behindPlanning(behindNumber(trimmedSigns(behindLabel(range))))
        var goesOn = true
        while goesOn, !range.isEmpty {
            goesOn = false
            let startOfYear = range.lowerBound
            // 比2015年提高
            if let sign = range.first, [0x6BD4, 0x8F83].contains(text.keys[sign]),
                let year = text.years(in: sign + 1..<min(range.upperBound, sign + 9)).first,
                year.range.lowerBound == sign + 1
            {
                range = trimmedSigns(year.range.upperBound..<range.upperBound)
                goesOn = true
            }
            if let year = text.years(in: range.lowerBound..<min(range.upperBound, range.lowerBound + 8)).first,
                year.range.lowerBound - startOfYear <= 1
            {
                var start = year.range.upperBound
                // 2025年底前
                while start < range.upperBound, [0x5E95, 0x672B, 0x524D].contains(text.keys[start]) { start += 1 }
                range = trimmedSigns(start..<max(start, range.upperBound))
                goesOn = true
            }
            for (place, head) in IndicatorReader.leadHeads.enumerated()
            where range.lowerBound < range.upperBound && text.keys[range.lowerBound] == head {
                let lead = IndicatorReader.leads[place]
                guard range.count > lead.count, text.has(lead, at: range.lowerBound, before: range.upperBound),
                    isLead(lead, range)
                else { continue }
                range = trimmedSigns(range.lowerBound + lead.count..<range.upperBound)
                goesOn = true
            }
        }
        goesOn = true
        while goesOn, !range.isEmpty {
            goesOn = false
            for (place, tail) in IndicatorReader.fillerTails.enumerated()
            where range.lowerBound < range.upperBound && text.keys[range.upperBound - 1] == tail {
                let filler = IndicatorReader.fillers[place]
                guard range.count >= filler.count,
                    text.has(filler, at: range.upperBound - filler.count, before: range.upperBound)
                else { continue }
                range = trimmedSigns(range.lowerBound..<range.upperBound - filler.count)
                goesOn = true
            }
            // 产值到2025年
            if let year = text.years(in: max(range.lowerBound, range.upperBound - 6)..<range.upperBound).last,
                year.range.upperBound == range.upperBound, year.range.lowerBound > range.lowerBound + 1,
                [0x5230, 0x81F3].contains(text.keys[year.range.lowerBound - 1])
            {
                range = trimmedSigns(range.lowerBound..<year.range.lowerBound - 1)
                goesOn = true
            }
            // 收入比2020年, 景区较2020年
            if let year = text.years(in: max(range.lowerBound, range.upperBound - 6)..<range.upperBound).last,
                year.range.upperBound == range.upperBound, year.range.lowerBound > range.lowerBound,
                [0x6BD4, 0x8F83].contains(text.keys[year.range.lowerBound - 1])
            {
                range = trimmedSigns(range.lowerBound..<year.range.lowerBound - 1)
                goesOn = true
            }
            let shorter = withoutMonth(range)
            if shorter.count < range.count {
                range = trimmedSigns(shorter)
                goesOn = true
            }
        }
        for (place, head) in IndicatorReader.leadHeads.enumerated()
        where range.lowerBound < range.upperBound && text.keys[range.lowerBound] == head {
            let lead = IndicatorReader.leads[place]
            guard range.count == lead.count, text.has(lead, at: range.lowerBound, before: range.upperBound) else {
                continue
            }
            range = range.upperBound..<range.upperBound
        }
        return shortened(range)
    }

    /// What leads begin and fillers end with, in their order: nearly all are told by one look at that.
    private static let leadHeads = leads.map { $0[0] }
    private static let fillerTails = fillers.map { $0[$0.count - 1] }

    private static let noLeads: [Keys] = [
        "再生", "再制造", "再就业", "再贷款", "新增", "有机", "新型", "新能源", "年接待", "年产", "总面积", "总产值", "总额", "总量", "总数", "总金额", "新创建",
        "新质", "在建", "以上", "新改",
        "年均", "前景", "有效", "有色", "使用", "对外", "在校", "在岗", "新签", "新开", "新注册", "总里程", "总投资", "总人口", "总收入", "让利",
        "和美", "和谐", "和田", "及格", "第一", "第二", "第三",
    ]
    /// Words that begin as a longer lead does.
    private static let noLongLeads: [Keys] = ["高标准农田", "高标准基本农田"]

    /// What stands at the head is a lead only where the word goes on without it.
    private func isLead(_ lead: Keys, _ range: Range<Int>) -> Bool {
        let words = lead.count == 1 ? IndicatorReader.noLeads : IndicatorReader.noLongLeads
        return !words.contains { text.has($0, at: range.lowerBound, before: range.upperBound) }
    }

    /// A long phrase is cut to what stands behind its last comma-like sign or 的.
    func shortened(_ range: Range<Int>) -> Range<Int> {
        guard range.count > 24 else { return range }
        if let last = text.last("的", in: range), range.upperBound - last > 3 { return last + 1..<range.upperBound }
        return range.upperBound - 24..<range.upperBound
    }

    func isEdgeSign(_ key: UInt32) -> Bool {
        switch key {
        case 0x20, 0x2C, 0x3001, 0x3A, 0x28, 0x29, 0x3B, 0x2D: true
        default: false
        }
    }

    func trimmedSigns(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isEdgeSign(text.keys[start]) { start += 1 }
        // “今年收购价: what opens and isn't closed.
        if start < end, text.keys[start] == 0x22, !text.keys[(start + 1)..<end].contains(0x22) { start += 1 }
        while end > start, isEdgeSign(text.keys[end - 1]),
            !(text.keys[end - 1] == 0x29 && text.keys[start..<end].contains(0x28))
        { end -= 1 }
        return start..<end
    }
}
