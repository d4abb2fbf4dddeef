import Text

/// Fields under labels, as proposals are filed: `案 由：…`, `提案者：…`, `【情况和问题】`.
enum FieldLabel {
    case title, author, text, handling

    /// Labels as they stand without blanks, brackets and colon.
    private static let names: [(label: FieldLabel, names: String)] = [
        (.title, "案由 提案题目 提案名称 题目 标题 名称 提案标题 建议名称"),
        (
            .author,
            """
            提案人 提案者 提案单位 第一提案人 领衔人 领衔提案人 提出人 提出单位 联名人 联名提案人 附议人 建议人 执笔人 提案委员 集体提案单位 领衔代表 附议代表 联名代表 提出代表 \
            代表姓名 委员姓名 第一提案单位 提案提出人 建议提出人 发言人 发言者 发言单位 发言代表 发言委员 \
            作者 主讲人 撰稿人
            """
        ),
        (
            .text,
            """
            情况与问题 情况和问题 基本情况 存在问题 存在的问题 问题分析 背景 现状与问题 情况分析 提案内容 内容 正文 理由 分析 现状 背景情况 问题及原因 情况反映 \
            发言摘要 发言内容 发言要点 主要观点 主要内容 发言实录 摘要
            """
        ),
        (
            .handling,
            """
            督办 主办 协办 会办 承办 办理 领办 督办人 督办单位 领衔督办 领衔督办领导 承办部门 主办部门 协办部门 承办 \
            承办单位 主办单位 会办单位 协办单位 分办单位 办理单位 交办单位 办理情况 办理结果 办理方式 答复摘要 答复时间 审查意见 类别 界别 分类 提案编号 编号 提案号 \
            案号 立案时间 立案情况 提交时间 联系人 联系电话 督办领导 提案类型 交办意见 办理建议 建议承办单位 建议主办单位 建议办理单位 \
            被巡察党组织 被巡察单位 被巡视单位 被巡视党组织 被巡察对象 巡察对象 反馈时间 \
            牵头单位 牵头部门 牵头领导 责任单位 责任部门 责任领导 责任人 配合单位 完成时限 时限要求 包联领导 \
            提案形式 工作单位 单位及职务 通讯地址 邮政编码 届次 会次 是否公开 代表团 代表证号 建议编号 建议类别
            """
        ),
    ]

    private static let byName: [Keys: FieldLabel] = {
        var labels: [Keys: FieldLabel] = [:]
        for (label, names) in names {
            for name in names.split(separator: " ") { labels[Keys(String(name))] = label }
        }
        return labels
    }()

    /// 建议标题, 议案题目; 领衔代表, 提出委员.
    private static func alike(_ name: String) -> FieldLabel? {
        guard (3...6).contains(name.count) else { return nil }
        let isTitle =
            name.hasBytes(atEnd: "标题") || name.hasBytes(atEnd: "题目") || name.hasBytes(atStart: "发言之")
            || name.hasBytes(atStart: "建言之")
        if isTitle { return .title }
        let isAuthor = ["领衔", "提案", "提出", "联名", "附议"].contains { name.hasBytes(atStart: $0) }
        return isAuthor && ["代表", "委员", "人", "者", "单位", "界别"].contains { name.hasBytes(atEnd: $0) } ? .author : nil
    }

    private static let longest = 14

    /// The label at the head of a range, and what stands behind it.
    static func at(_ range: Range<Int>, in text: CleanText) -> (label: FieldLabel, rest: Range<Int>)? {
        guard let first = range.first else { return nil }
        let isBracketed = text.keys[first] == 0x3010 || text.keys[first] == 0x5B
        let start = isBracketed ? first + 1 : first
        for place in start..<min(range.upperBound, start + longest) {
            let key = text.keys[place]
            if key == 0x20 { continue }
            guard isBracketed ? key == 0x3011 || key == 0x5D : key == 0x3A else {
                guard isHan(key) else { return nil }
                continue
            }
            let name = text.withoutSpaces(start..<place)
            guard let label = byName[Keys(name)] ?? alike(name) else { return nil }
            var rest = text.trimmed(place + 1..<range.upperBound)
            if let colon = rest.first, text.keys[colon] == 0x3A { rest = text.trimmed(colon + 1..<rest.upperBound) }
            return (label == .title && isSentence(rest, in: text) ? .text : label, rest)
        }
        return nil
    }

    /// 案由 is a title, or in sentences why something is proposed: 案由：我县山区乡镇多，配送成本高。
    private static func isSentence(_ range: Range<Int>, in text: CleanText) -> Bool {
        guard let last = range.last, endsSentence(text.keys[last]) else { return false }
        return !text.has("关于", at: range.lowerBound, before: range.upperBound)
    }

    /// What stands in a field before the next one in the same line: 李梅 of `李梅　界别：工商联`.
    static func withoutNext(_ range: Range<Int>, in text: CleanText) -> Range<Int> {
        guard let colon = range.first(where: { text.keys[$0] == 0x3A }),
            let blank = (range.lowerBound..<colon).last(where: { text.keys[$0] == 0x20 }),
            (blank + 1..<colon).allSatisfy({ isHan(text.keys[$0]) }), blank + 1 < colon
        else { return range }
        return text.trimmed(range.lowerBound..<blank)
    }

    /// Whether a line begins something of its own: a field, or a heading in brackets.
    static func begins(_ line: Range<Int>, in text: CleanText) -> Bool {
        guard let first = line.first else { return false }
        if text.keys[first] == 0x3010 { return true }
        guard let label = at(line, in: text)?.label else { return false }
        // 内容： may be the end of a sentence that a hard break parted.
        return label == .author || label == .handling || label == .title
    }

    private static let anew: [Keys] = ["理由:", "办法:", "反馈问题:", "整改要求:"]

    /// Whether a line begins with what no sentence goes on with; such a field itself may go on over a page's end.
    static func beginsAnew(_ line: Range<Int>, in text: CleanText) -> Bool {
        anew.contains { text.has($0, at: line.lowerBound, before: line.upperBound) }
    }

    /// Fields of a proposal stand at its head.
    private static let headLines = 24

    /// Whether a document is one proposal as it was filed: its title and its authors under labels at its head, and no other
    /// proposal's title below.
    static func isFiledProposal(_ text: CleanText) -> Bool {
        let head = text.lines.prefix(headLines).compactMap { at($0.range, in: text)?.label }
        guard head.contains(.author), head.contains(.title) else { return false }
        return text.lines.count { at($0.range, in: text)?.label == .title } == 1
    }

    /// `【具体建议】` and nothing else.
    static func isBracketed(_ line: Range<Int>, in text: CleanText) -> Bool {
        guard let first = line.first, let last = line.last else { return false }
        return text.keys[first] == 0x3010 && text.keys[last] == 0x3011 && line.count <= 24
    }
}
