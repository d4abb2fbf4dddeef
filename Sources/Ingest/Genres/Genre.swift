/// What sort of document it is, which decides whose rules read it.
package enum Genre: String, Sendable, CaseIterable {
    /// What an inspection found at units.
    case feedback = "巡察反馈"
    /// Digests of speeches, with their authors.
    case speeches = "发言摘编"
    /// What an office answers to a proposal.
    case reply = "提案答复"
    /// One proposal as it was filed, its fields under labels.
    case proposal = "提案"
    /// A page of a newspaper.
    case page = "版面"
    /// A plan, with or without the notice that brings it.
    case plan = "规划"
    /// A notice without a plan.
    case notice = "通知"
    /// Outline, passages, places and numbers still come out.
    case other = "其他"
}

extension Genre {
    /// A sign of a genre: words, and how much they say. Each counts at most `most` times.
    private struct Sign {
        var genre: Genre
        var words: Keys
        var weight: Int
        var most: Int

        init(_ genre: Genre, _ words: Keys, _ weight: Int, most: Int = 3) {
            self.genre = genre
            self.words = words
            self.weight = weight
            self.most = most
        }
    }

    private static let signs: [Sign] = [
        Sign(.feedback, "巡察反馈", 4), Sign(.feedback, "反馈巡察", 4), Sign(.feedback, "巡视反馈", 4), Sign(.feedback, "反馈巡视", 4),
        Sign(.feedback, "巡察组", 2), Sign(.feedback, "巡视组", 2), Sign(.feedback, "巡察发现", 4), Sign(.feedback, "巡视发现", 4),
        Sign(.feedback, "反馈问题", 3), Sign(.feedback, "反馈意见", 2), Sign(.feedback, "巡视指出", 3), Sign(.feedback, "巡察指出", 3),
        Sign(.feedback, "反馈指出", 3), Sign(.feedback, "反馈要求", 3), Sign(.feedback, "反馈强调", 3), Sign(.feedback, "被巡视", 3),
        Sign(.feedback, "被巡察", 3), Sign(.feedback, "巡察", 1, most: 8),
        Sign(.feedback, "巡视", 1, most: 8), Sign(.feedback, "巡察整改", 2),
        Sign(.speeches, "建议:", 3, most: 6), Sign(.speeches, "大会发言", 5), Sign(.speeches, "发言摘", 6),
        Sign(.speeches, "政协委员", 3, most: 6),
        Sign(.speeches, "市委会", 2, most: 5), Sign(.speeches, "提案", 1), Sign(.speeches, "区政协", 1),
        Sign(.speeches, "县政协", 1),
        Sign(.reply, "收悉", 4, most: 1), Sign(.reply, "答复如下", 6, most: 1), Sign(.reply, "的答复", 2, most: 2),
        Sign(.reply, "提出的《", 4, most: 1), Sign(.reply, "办理结果", 2, most: 1),
        Sign(.page, "本报记者", 4), Sign(.page, "本刊记者", 4), Sign(.page, "本网记者", 4), Sign(.page, "文/图", 2),
        Sign(.page, "日讯", 5), Sign(.page, "本报讯", 5), Sign(.page, "(记者", 3),
        Sign(.page, "通讯员", 3),
        Sign(.page, "摄", 1), Sign(.page, "日前,", 1), Sign(.page, "记者了解到", 3), Sign(.page, "记者 ", 3),
        Sign(.page, "来源:", 3), Sign(.page, "作者:", 2), Sign(.page, "责编", 3), Sign(.page, "责任编辑", 3),
        Sign(.page, "日电", 4), Sign(.page, "图为", 2), Sign(.page, "发布时间:", 3, most: 1),
        Sign(.plan, "规划", 1, most: 6), Sign(.plan, "总体要求", 3), Sign(.plan, "指导思想", 3), Sign(.plan, "发展目标", 3),
        Sign(.plan, "基本原则", 3),
        Sign(.plan, "保障措施", 2), Sign(.plan, "组织保障", 2), Sign(.plan, "空间布局", 2), Sign(.plan, "主要目标", 2),
        Sign(.plan, "总体目标", 2), Sign(.plan, "工作目标", 2, most: 1), Sign(.plan, "重点任务", 2, most: 1),
        Sign(.plan, "主要任务", 2, most: 1),
        Sign(.plan, "力争到", 2), Sign(.plan, "发展定位", 2), Sign(.plan, "产业集群", 1),
        Sign(.notice, "的通知", 4), Sign(.notice, "现印发给你们", 6), Sign(.notice, "抄送", 4), Sign(.notice, "请认真", 2),
    ]

    /// Signs by their first character.
    private static let signsByFirst: (heads: KeySet, numbers: [UInt32: [Int]]) = {
        var numbers: [UInt32: [Int]] = [:]
        for (number, sign) in signs.enumerated() { numbers[sign.words[0], default: []].append(number) }
        return (KeySet(numbers.keys), numbers)
    }()

    /// The genre that the words of a text speak for; the first 200,000 characters tell.
    static func of(_ text: CleanText) -> Genre {
        if FieldLabel.isFiledProposal(text) { return .proposal }
        let end = min(text.count, 200_000)
        var scores: [Genre: Int] = [:]
        // How often each sign was found, and behind what it may be found again.
        var counts = [Int](repeating: 0, count: signs.count)
        var ends = [Int](repeating: 0, count: signs.count)
        for place in 0..<end where signsByFirst.heads.contains(text.keys[place]) {
            for number in signsByFirst.numbers[text.keys[place]] ?? [] {
                let sign = signs[number]
                guard counts[number] < sign.most, place >= ends[number], text.has(sign.words, at: place, before: end)
                else { continue }
                counts[number] += 1
                ends[number] = place + sign.words.count
                scores[sign.genre, default: 0] += sign.weight
            }
        }
        scores[.plan, default: 0] += titleScore(text)
        scores[.speeches, default: 0] += labelScore(text)
        if isEvaluation(text) { scores[.plan] = 0 }
        for (genre, score) in titleWords(text) { scores[genre, default: 0] += score }
        // A notice that brings a plan is read as a plan with a head and a foot.
        if scores[.notice, default: 0] >= 6, scores[.plan, default: 0] >= 12 { return .plan }
        let best = scores.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
        return best.map { $0.value >= 8 ? $0.key : .other } ?? .other
    }

    /// What a title among the first lines says of its genre: each list has a word of it.
    private static let titles: [(genre: Genre, words: [[Keys]])] = [
        (.feedback, [["巡察", "巡视"], ["反馈", "通报", "公布"]]),
        (
            .page,
            [["日报", "晚报", "早报", "周报", "都市报", "晨报"], ["版", "县区", "区县", "区市", "县域", "新闻", "要闻", "动态"], ["年"], ["日"]]
        ),
        (.speeches, [["协商", "座谈", "议事", "恳谈", "研讨"], ["纪要", "实录", "摘录", "记录", "摘登", "摘要"]]),
        (.speeches, [["委员", "政协"], ["建言", "发言", "讨论", "议政"], ["录", "侧记", "之声", "花絮"]]),
        (.feedback, [["巡察", "巡视"], ["整改"]]),
        (.speeches, [["提案", "建议"], ["目录", "一览", "清单", "汇总表", "公示"]]),
        (.reply, [["提案", "建议", "议案"], ["的答复", "答复函", "复函", "办理答复"]]),
        (.speeches, [["提案", "发言", "建言", "建议"], ["摘编", "摘登", "选登", "选编", "摘要", "摘发", "汇编", "（选", "集锦", "大会发言"]]),
    ]

    private static func titleWords(_ text: CleanText) -> [(Genre, Int)] {
        titles.compactMap { genre, words in
            let isTold = text.lines.prefix(6).contains { line in
                line.range.count <= 60 && !line.range.contains { endsSentence(text.keys[$0]) || text.keys[$0] == 0x2C }
                    && words.allSatisfy { text.contains(any: $0, in: line.range) }
            }
            return isTold ? (genre, 10) : nil
        }
    }

    /// Two proposals or more whose titles and authors stand under labels.
    private static func labelScore(_ text: CleanText) -> Int {
        var (titles, authors) = (0, 0)
        let isListed = text.lines.prefix(40).contains { line in
            line.cells.count >= 3 && line.cells.contains { text.withoutSpaces($0) == "案由" }
                && line.cells.contains { $0.count <= 8 && text.contains(any: ["提案人", "提案者", "领衔", "提案单位"], in: $0) }
        }
        if isListed { return 12 }
        for line in text.lines.prefix(400) where line.cells.count <= 1 {
            switch FieldLabel.at(line.range, in: text)?.label {
            case .title?: titles += 1
            case .author?: authors += 1
            default: continue
            }
        }
        return titles >= 2 && authors >= 2 ? 12 : 0
    }

    /// A title among the first lines that ends as a report on a plan does: it tells what became of it, and sets nothing.
    private static func isEvaluation(_ text: CleanText) -> Bool {
        text.lines.prefix(4).contains { line in
            let range = text.withoutBracket(text.trimmed(line.range))
            return range.count <= 60
                && ["评估报告", "监测报告"].contains {
                    range.count > 4 && text.has($0, at: range.upperBound - 4, before: range.upperBound)
                }
        }
    }

    private static let planEndings: [Keys] = [
        "规划", "规划纲要", "纲要", "行动方案", "实施方案", "工作方案", "行动计划", "三年行动", "总体方案", "实施意见", "路线图",
    ]

    /// A title among the first lines that ends as a plan's does.
    private static func titleScore(_ text: CleanText) -> Int {
        for line in text.lines.prefix(24) where line.range.count <= 60 {
            var range = text.withoutBracket(text.trimmed(line.range))
            // 摘自《某市……规划》
            while let last = range.last, [0x300B, 0x22].contains(text.keys[last]) { range = range.lowerBound..<last }
            // 关于印发《某市……行动方案（2025—2027年）》的通知: the notice may be all that there is.
            if text.contains("印发", in: range), let close = text.last("》", in: range) {
                let inside = text.withoutBracket(range.lowerBound..<close)
                if endsAsPlan(inside, in: text) { return 6 }
            }
            if endsAsPlan(range, in: text) { return 10 }
        }
        return 0
    }

    private static func endsAsPlan(_ range: Range<Int>, in text: CleanText) -> Bool {
        planEndings.contains {
            range.count > $0.count + 2 && text.has($0, at: range.upperBound - $0.count, before: range.upperBound)
        }
    }
}
extension CleanText {
    /// A title without a bracket at its end: （征求意见稿）, （2024—2028年）.
    func withoutBracket(_ range: Range<Int>) -> Range<Int> {
        guard let last = range.last, keys[last] == 0x29, let open = self.last("(", in: range),
            open > range.lowerBound + 3
        else { return range }
        return trimmed(range.lowerBound..<open)
    }
}
