import Text

/// What a word beside a number says of it.
enum NumberCue: String, Sendable, CaseIterable {
    /// The sentence reports: 截至, 去年.
    case past
    /// It is told beside a year before: 同比. Also what is to be may be.
    case compared
    /// What the clause counts is there: 已建成, 利用, 只有.
    case done
    /// It is to be: 力争, 计划.
    case wanted
    /// It is what somebody is paid: 奖励.
    case reward
    /// It is of a rule or a thing: 浓度, 海拔.
    case neither
    /// It is of those who are spoken to: 面向.
    case audience
    /// Looks like one of the others and is none: 将乐, 拟声.
    case other
}

/// A cue and where it stands.
struct FoundCue {
    var cue: NumberCue
    var range: Range<Int>
}

/// Finds the cues of a sentence in one pass.
struct NumberCueReader {
    let text: CleanText

    /// A cue a line, then its words; the longest word at a place wins.
    private static let table = """
        past：截至 去年 目前 近年来 上年 以来 上半年 前三季度
        compared：同比
        done：已 已建 已建成 已有 已完成 已发展 已达 已经 现有 共有 拥有 增长了 突破了 实现了 完成了 安排了 出台了 达到了 形成了 建成了 获评 荣获 \
        被评 被认定 评出 入选 签约 举行 位居 位列 占全市 占全省 占全国 占全县 利用 依托 对接 只有 仅有 只占 仅占 只完成 仅完成 就有 分布着 \
        保存有 坐落着 现存 登记在册
        wanted：主要目标是 预期目标是 还要 要把 全部建成后 建成后可 建成后年 建成达产后 达产后 投产后 投运后 力争 争取 确保 计划 拟新 目标 争创 预期 预计全年 预计今年 预计年 预计到 预计突破 预计达到 预计超过 预计实现 预计完成 年初确定 应完成 要求达到
        reward：奖励 补助 补贴 予以 给予 一次性
        neither：浓度 海拔 气温 电话 邮编 为依托 邮政编码 热线
        audience：面向
        other：完成计划 为计划的 占计划 年度计划 原计划 低于计划 高于计划 计划执行 计划指标 新签约 每年签约 将乐 将军 将士 将近 将来 将将 计划生育 行动计划 目标任务 目标导向 目标责任 今年以来 利用率 综合利用率 利用量 利用规模 利用水平 十四五以来\
        争取到 争取中央 争取上级 争取国家 争取省 争取资金 争取各类 争取专项 争取债券 争取政策 入选率 签约率 依托单位 倍增计划 三年计划 确保了
        """

    private static let words = WordIndex<NumberCue>(
        table.split(separator: "\n").flatMap { line -> [(String, NumberCue)] in
            let parts = line.split(separator: "：", maxSplits: 1)
            guard parts.count == 2, let cue = NumberCue(rawValue: String(parts[0])) else { return [] }
            return parts[1].split(separator: " ").map { (String($0), cue) }
        })
    /// 已 and 将 stand alone.
    private static let already = key(of: 0x5DF2)
    private static let will = key(of: 0x5C06)

    private static let turning: [Keys] = [
        "转化为", "融合", "作为", "列为", "纳入", "变成", "变为", "串联", "结合", "融入", "改造成", "视为",
    ]

    /// 将乡村山水转化为“金饭碗”: 将 is 把, and says nothing of what is to come.
    private func isObjectMarker(_ place: Int, _ range: Range<Int>) -> Bool {
        var end = place + 1
        while end < range.upperBound, end - place < 24, text.keys[end] != 0x2C, text.keys[end] != 0x3B { end += 1 }
        return text.contains(any: NumberCueReader.turning, in: place + 1..<end)
    }

    private static let using: [Keys] = ["利用", "依托", "对接"]
    private static let making: [Keys] = ["建设", "打造", "新建", "建成", "组建", "创建", "培育"]

    /// 依托某学院建设检测中心1个: what is used is there, and what is made of it is not yet.
    private func makesOther(_ cue: Range<Int>, _ range: Range<Int>) -> Bool {
        guard NumberCueReader.using.contains(where: { text.has($0, at: cue.lowerBound, before: cue.upperBound) }) else {
            return false
        }
        var end = cue.upperBound
        while end < range.upperBound, !isDigit(text.keys[end]), ![0x2C, 0x3B].contains(text.keys[end]) { end += 1 }
        return text.contains(any: NumberCueReader.making, in: cue.upperBound..<end)
    }

    func cues(in range: Range<Int>) -> [FoundCue] {
        var found: [FoundCue] = []
        var place = range.lowerBound
        while place < range.upperBound {
            if let (cue, length) = NumberCueReader.words.match(text, at: place, before: range.upperBound) {
                let words = place..<place + length
                if cue != .other, cue != .done || !makesOther(words, range) {
                    found.append(FoundCue(cue: cue, range: words))
                }
                place += length
                continue
            }
            let key = text.keys[place]
            if key == NumberCueReader.already {
                found.append(FoundCue(cue: .done, range: place..<place + 1))
            } else if key == NumberCueReader.will, !isObjectMarker(place, range) {
                found.append(FoundCue(cue: .wanted, range: place..<place + 1))
            }
            place += 1
        }
        return found
    }
}

/// What the cues of a sentence say of it as a whole, and of one of its clauses.
struct SentenceTense {
    let cues: [FoundCue]

    private func has(_ cue: NumberCue) -> Bool { cues.contains { $0.cue == cue } }

    /// It tells of what is there.
    var isDone: Bool { has(.done) }
    var isReward: Bool { has(.reward) }
    var isPast: Bool { has(.past) || has(.compared) && !has(.wanted) }
    var isWanted: Bool { has(.wanted) }

    /// Whether what stands in a clause before a number is to be; nil if the clause doesn't say.
    ///
    /// What is used is there, also where the sentence says what for: 将利用600亩净地.
    func isWanted(in clause: Range<Int>, before place: Int) -> Bool? {
        // What is paid, and up to how much: 给予奖励，最高500万元.
        if cues.contains(where: { $0.cue == .reward && $0.range.lowerBound < clause.upperBound }) { return false }
        var (isWanted, isPast) = (false, false)
        for found in cues where found.range.lowerBound >= clause.lowerBound && found.range.upperBound <= place {
            switch found.cue {
            case .done: return false
            case .wanted: isWanted = true
            case .past: isPast = true
            case .reward, .neither, .audience, .compared, .other: break
            }
        }
        return isWanted == isPast ? nil : isWanted
    }

    /// Whether a clause is of a rule or a thing, or a number shortly behind a word for those who are spoken to.
    func isNeither(in clause: Range<Int>, at place: Int) -> Bool {
        cues.contains { found in
            switch found.cue {
            case .neither: clause.overlaps(found.range)
            case .audience: clause.overlaps(found.range) && (0...6).contains(place - found.range.upperBound)
            default: false
            }
        }
    }
}
