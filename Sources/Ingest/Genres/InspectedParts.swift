/// A unit of an inspection report and the blocks that speak of it.
struct InspectedPart {
    var unit: Range<Int>
    var heading: Range<Int>
    var blocks: Range<Int>
    var number: Numbering?
}

/// Which headings of an inspection report name a unit, and what lies between them.
extension Analysis {
    /// Headings that name a unit, each with the blocks up to the next; a story of its own ends the last.
    func feedbackParts() -> [InspectedPart] {
        var parts: [InspectedPart] = []
        for place in blocks.indices {
            let block = blocks[place]
            if let unit = inspectedUnit(block, place) {
                let heading = block.kind == .paragraph ? block.range.lowerBound..<unit.upperBound : block.range
                parts.append(
                    InspectedPart(
                        unit: unit, heading: heading, blocks: place..<place + 1, number: block.numbering))
            } else if var last = parts.last, last.blocks.upperBound == place, !endsFeedback(block, last) {
                last.blocks = last.blocks.lowerBound..<place + 1
                parts[parts.count - 1] = last
            }
        }
        // Where units are numbered, a headline without a number is none of them.
        return parts.count { $0.number != nil } >= 2 ? parts.filter { $0.number != nil } : parts
    }

    func tellsFindings(_ part: InspectedPart) -> Bool {
        headsFindings(part.blocks.lowerBound) || !labelledItems(part.blocks, Analysis.findingLabels).isEmpty
            || blocks[part.blocks].contains { findingCue($0.range) != nil || isCueHeading($0, Analysis.findingWords) }
    }

    /// A feedback on one unit: its title names it, and the rest of the document speaks of it.
    func onlyPart() -> InspectedPart? {
        guard let (unit, place) = onlyInspectedUnit() else { return nil }
        let part = InspectedPart(unit: unit, heading: blocks[place].range, blocks: place..<blocks.count)
        return tellsFindings(part) ? part : nil
    }

    /// After recommendations, a line in brackets or a headline belongs to the page and not to the unit.
    private func endsFeedback(_ block: Block, _ part: InspectedPart) -> Bool {
        let seen = blocks[part.blocks].contains {
            text.contains(any: Analysis.adviceCues, in: $0.range) || isCueHeading($0, Analysis.adviceWords)
        }
        guard seen else { return false }
        if text.keys[block.range.lowerBound] == 0x28, block.numbering == nil { return true }
        if isImprint(block.range) { return true }
        return block.kind == .label && !text.contains(any: Analysis.adviceCues, in: block.range)
            && block.numbering == nil
    }

    /// The unit that a heading names: 市委宣传部 of `一、对市委宣传部巡察反馈情况`.
    private func inspectedUnit(_ block: Block, _ place: Int) -> Range<Int>? {
        if block.kind == .paragraph, let unit = unitReportedTo(place) ?? unitBeforeFindings(block) { return unit }
        guard block.kind == .heading || block.kind == .label || block.range.count <= 60 else { return nil }
        let body = text.trimmed(block.body)
        guard body.count >= 4, !body.contains(where: { endsSentence(text.keys[$0]) }) else { return nil }
        if let unit = unitBehindInspectors(body), isFollowedByFindings(place, within: 3) { return unit }
        let speaksOfInspection = text.contains(any: Analysis.inspectionWords, in: body)
        if speaksOfInspection, let unit = unitInInspectionLine(body) { return unit }
        // `对某镇党委的反馈意见`
        if block.kind == .heading, text.has("对", at: body.lowerBound, before: body.upperBound),
            text.contains("反馈", in: body), isFollowedByFindings(place, within: 4)
        {
            return unitInInspectionLine(body)
        }
        // `（三）市教育局党组`, `【市教育局党组】`: a heading that is a unit's name and nothing else.
        var name = body
        let isBracketed = text.keys[body.lowerBound] == 0x3010 && text.keys[body.upperBound - 1] == 0x3011
        if isBracketed { name = body.lowerBound + 1..<body.upperBound - 1 }
        // 被巡察党组织：县商务局党组
        let label = Analysis.inspectedLabels.first { text.has($0, at: body.lowerBound, before: body.upperBound) }
        if let label { name = text.trimmed(body.lowerBound + label.count..<body.upperBound) }
        guard UnitName.isUnit(string(name)) else { return nil }
        // A line without a number is a heading where the paragraph below tells what was found.
        let reach =
            block.kind == .heading || isBracketed || label != nil
            ? 3 : block.kind == .label || block.kind == .item ? 1 : 0
        guard isFollowedByFindings(place, within: reach) else { return nil }
        return name
    }

    /// `市委第一巡察组 → 市教育局党组`, `省委第三巡视组｜某县委`: who inspected, a sign, and who was inspected.
    private func unitBehindInspectors(_ body: Range<Int>) -> Range<Int>? {
        guard let inspectors = text.first(any: ["巡察组", "巡视组"], in: body), inspectors.upperBound < body.upperBound
        else { return nil }
        var start = inspectors.upperBound
        while start < body.upperBound, !isHan(text.keys[start]) { start += 1 }
        let unit = text.trimmed(start..<body.upperBound)
        return start > inspectors.upperBound && UnitName.isUnit(string(unit)) ? unit : nil
    }

    private static let inspectedLabels: [Keys] = [
        "被巡察党组织:", "被巡察单位:", "被巡视单位:", "被巡视党组织:", "被巡察对象:", "巡察对象:", "巡察单位:",
    ]

    /// `省委第二巡视组向某市委反馈巡视情况。……`: the first sentence of a paragraph, where it or the next ones tell what was found.
    private func unitReportedTo(_ place: Int) -> Range<Int>? {
        let block = blocks[place]
        guard let first = text.sentences(block.range).first, first.count <= 60, !text.contains("分别", in: first),
            text.contains(any: Analysis.inspectionWords, in: first), text.contains("反馈", in: first),
            isFollowedByFindings(place, within: 2) || findingCue(block.range) != nil
        else { return nil }
        for clause in text.split(first, at: [0x2C, 0x3002]) {
            guard text.contains("反馈", in: clause), text.contains(any: ["向", "对"], in: clause),
                let unit = unitInInspectionLine(clause), !text.contains("、", in: unit)
            else { continue }
            return unit
        }
        return nil
    }

    /// `对市林业局党组巡察发现：……`, `对某镇党委的巡察中发现，……`: a paragraph that begins with who was inspected and tells what was found.
    private func unitBeforeFindings(_ block: Block) -> Range<Int>? {
        let body = text.trimmed(block.body)
        guard
            let lead = ["在对", "对", "巡察", "巡视"].first(where: {
                text.has($0, at: body.lowerBound, before: body.upperBound)
            }),
            case let head = body.lowerBound + lead.count..<min(body.upperBound, body.lowerBound + 48),
            let cue = text.first(any: Analysis.findingLeads, in: head),
            text.first(any: ["，", "。", "：", "；"], in: head).map({ $0.lowerBound >= cue.lowerBound }) ?? true
        else { return nil }
        var unit = text.trimmed(head.lowerBound..<cue.lowerBound)
        for tail in ["的", "开展", "进行"] as [Keys]
        where unit.count > tail.count && text.has(tail, at: unit.upperBound - tail.count, before: unit.upperBound) {
            unit = unit.lowerBound..<unit.upperBound - tail.count
        }
        return UnitName.isUnit(string(unit)) && !text.contains("、", in: unit) ? unit : nil
    }

    private static let findingLeads: [Keys] = [
        "巡察发现", "巡视发现", "巡察中发现", "巡视中发现", "巡察反馈指出", "巡察指出", "巡视指出", "存在的主要问题", "反馈的主要问题", "反馈问题", "发现的问题", "发现的主要问题",
    ]

    /// A heading that speaks of problems, with numbered paragraphs directly below: they are what was found.
    private func headsFindings(_ place: Int) -> Bool {
        blocks[place].kind != .paragraph && text.contains("问题", in: blocks[place].body)
            && blocks[(place + 1)...].prefix(2).count { $0.numbering != nil } == 2
    }

    private func isFollowedByFindings(_ place: Int, within reach: Int) -> Bool {
        blocks[(place + 1)...].prefix(reach).contains {
            findingCue($0.range) != nil || isCueHeading($0, Analysis.findingWords)
        }
            || reach > 0
                && !labelledItems(place + 1..<min(blocks.count, place + reach + 2), Analysis.findingLabels).isEmpty
    }
}
