import Text

/// The unit that a line about an inspection names, and the only one of a feedback that has no heading for each.
extension Analysis {
    private static let beforeUnit: [Keys] = ["关于对", "关于向", "对", "向", "巡察", "巡视", "关于"]
    private static let behindUnit: [Keys] = [
        "的巡察", "的巡视", "巡察", "巡视", "反馈", "的反馈", "开展", "进行", "情况", "领导班子", "的情况", "整改", "主要领导", "的通报", "通报",
    ]

    /// What names no unit: 你局党组, 部分乡镇党委.
    private static let pronouns: [Keys] = ["你", "我", "该", "本", "部分", "其他", "全部", "多个", "若干", "被巡"]

    /// 市教育局党组 of `市委第三巡察组向市教育局党组反馈情况`, of `关于巡察市教育局党组的反馈意见`: what stands between a word for what is
    /// done to it and one for what comes of it. What stands before may be who inspects.
    func unitInInspectionLine(_ body: Range<Int>) -> Range<Int>? {
        var start = body.lowerBound
        while let cue = text.first(any: Analysis.beforeUnit, in: start..<body.upperBound) {
            if let unit = unit(from: cue.upperBound, before: body.upperBound) { return unit }
            start = cue.lowerBound + 1
        }
        return unit(from: body.lowerBound, before: body.upperBound)
    }

    private func unit(from start: Int, before end: Int) -> Range<Int>? {
        // 巡察“回头看”某局党组
        var start = start
        if start < end, text.keys[start] == 0x22, let close = text.first("\"", in: start + 1..<min(end, start + 8)) {
            start = close + 1
        }
        guard start < end, let behind = text.first(any: Analysis.behindUnit, in: start..<end)?.lowerBound,
            behind > start
        else { return nil }
        let unit = text.trimmed(start..<behind)
        // 组向市教育局党组 begins within who inspects.
        guard let first = unit.first, isHan(text.keys[first]), text.keys[first] != 0x7EC4,
            !text.contains(any: ["向", "组对", "上述", "各", "有关", "相关"], in: unit), UnitName.isUnit(string(unit)),
            !Analysis.pronouns.contains(where: { text.has($0, at: unit.lowerBound, before: unit.upperBound) }),
            !isInspecting(unit, behind)
        else { return nil }
        return unit
    }

    /// 某县委 of 某县委巡察: committees of divisions have others inspected.
    private func isInspecting(_ unit: Range<Int>, _ behind: Int) -> Bool {
        let inspects = ["巡察", "巡视"].contains { text.has($0, at: behind, before: text.count) }
        return inspects
            && ["市委", "县委", "区委", "省委", "州委", "旗委", "盟委"].contains {
                text.has($0, at: unit.upperBound - 2, before: unit.upperBound)
            }
    }

    /// The unit that the title, else the first paragraphs, say was inspected; where several are named there, none.
    func onlyInspectedUnit() -> (unit: Range<Int>, place: Int)? {
        for place in blocks.indices.prefix(8) {
            let block = blocks[place]
            let inspects = ["巡察", "巡视"].contains { text.contains($0, in: block.range) }
            guard inspects else { continue }
            if block.kind != .paragraph {
                if let unit = unitInInspectionLine(text.trimmed(block.body)) { return (unit, place) }
                continue
            }
            for sentence in text.sentences(block.range) {
                for clause in text.split(sentence, at: [0x2C, 0x3002, 0x3B]) {
                    guard ["对", "向"].contains(where: { text.contains($0, in: clause) }),
                        let unit = unitInInspectionLine(clause), !text.contains("、", in: unit)
                    else { continue }
                    return (unit, place)
                }
            }
        }
        return nil
    }
}
