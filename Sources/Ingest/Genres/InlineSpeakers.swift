import Text

/// Minutes that name who speaks at the head of what is said: `李梅（市政协委员）：……`, `市文旅局局长 王芳：……`.
extension Analysis {
    /// The speeches of a document in which at least two paragraphs begin so; nil of any other.
    func inlineSpeeches() -> (head: [Range<Int>], speeches: [Speech])? {
        var speakers = blocks.map { inlineSpeaker($0) }
        if speakers.allSatisfy({ $0 == nil }) { speakers = reportedSpeakers() }
        guard speakers.count(where: { $0 != nil }) >= 2, let first = speakers.firstIndex(where: { $0 != nil }) else {
            return nil
        }
        var speeches: [Speech] = []
        var isOpen = false
        for place in first..<blocks.count {
            if let (byline, start) = speakers[place] {
                let title =
                    spokenTitle(start..<blocks[place].range.upperBound) ?? titleAbove(place, isFirst: place == first)
                var speech = Speech(bodies: [place], title: title)
                speech.start = start
                speech.authors = [(byline, 1)]
                speeches.append(speech)
                isOpen = true
            } else if isOpen, let last = speeches.indices.last {
                let block = blocks[place]
                let isClosing = text.contains(any: Analysis.closing, in: block.range.prefix(6))
                isOpen = [.paragraph, .item].contains(block.kind) && !isClosing
                if isOpen { speeches[last].bodies.append(place) }
            }
        }
        let titles = blocks[..<first].filter { $0.kind == .label || $0.kind == .heading }
        let head = titles.filter { $0.numbering == nil }.prefix(1)
        return (head.map { text.trimmed($0.body) }, speeches)
    }

    /// The heading directly above who speaks; above the first speaker it may head the whole, if nothing stands above it.
    private func titleAbove(_ place: Int, isFirst: Bool) -> Range<Int>? {
        guard place > 0, blocks[place - 1].kind == .heading || blocks[place - 1].kind == .label else { return nil }
        let title = text.trimmed(blocks[place - 1].body)
        guard title.count >= 4, !isFirst || headsSpeakers(place - 1), BylineReader(text: text).byline(title) == nil
        else { return nil }
        return title
    }

    /// Whether a heading is one of those that stand above speakers, by its level or its look.
    private func headsSpeakers(_ place: Int) -> Bool {
        blocks.indices.contains { other in
            other > place && other + 1 < blocks.count && blocks[other].kind == blocks[place].kind
                && blocks[other].markdownLevel == blocks[place].markdownLevel
                && blocks[other].numbering?.style == blocks[place].numbering?.style
                && inlineSpeaker(blocks[other + 1]) != nil
        }
    }

    /// What the meeting as a whole says.
    private static let closing: [Keys] = ["会议", "主持人", "与会", "座谈会", "协商会", "最后"]

    /// Who a paragraph says is speaking, and where the words begin.
    private func inlineSpeaker(_ block: Block) -> (byline: Byline, start: Int)? {
        guard block.kind == .paragraph || block.kind == .item else { return nil }
        let body = text.trimmed(block.body)
        guard let colon = body.prefix(60).first(where: { text.keys[$0] == 0x3A }),
            body.upperBound - colon > 12 || body.upperBound - colon > 4 && body.last.map({ text.keys[$0] }) == 0x3A
        else {
            return nil
        }
        let head = text.trimmed(body.lowerBound..<colon)
        guard let last = head.last else { return nil }
        let reader = BylineReader(text: text)
        if text.keys[last] == 0x29, let open = text.first("(", in: head) {
            let (name, inside) = (text.trimmed(head.lowerBound..<open), text.trimmed(open + 1..<last))
            // 民盟某支部（李梅执笔）
            if UnitName.isUnit(string(name)), case let names = reader.speakerNames(in: inside), !names.isEmpty {
                return (Byline(names: names, unit: name, range: head), colon + 1)
            }
            // What stands before such a bracket is a name, also one that no list of surnames knows.
            guard (2...12).contains(name.count), name.allSatisfy({ isHan(text.keys[$0]) || text.keys[$0] == 0xB7 }),
                text.split(inside, at: [0x3001, 0x2C]).contains(where: { reader.isUnitOrRole($0) })
            else { return nil }
            return (Byline(names: [name], unit: inside, range: head), colon + 1)
        }
        guard let byline = reader.byline(head), !byline.names.isEmpty, byline.unit != nil else { return nil }
        return (byline, colon + 1)
    }

    private static let saying: [Keys] = ["建议", "说", "认为", "表示", "提出", "呼吁", "指出", "谈到", "关注", "坦言", "介绍", "一开口"]

    /// Who is reported to say what each paragraph tells, where most paragraphs name somebody; else none.
    private func reportedSpeakers() -> [(byline: Byline, start: Int)?] {
        let speakers = blocks.map { block -> (byline: Byline, start: Int)? in
            guard block.kind == .paragraph, let byline = reportedSpeaker(block) else { return nil }
            return (byline, block.range.lowerBound)
        }
        let paragraphs = blocks.count { $0.kind == .paragraph && $0.range.count > 40 }
        return speakers.count { $0 != nil } * 3 >= paragraphs * 2 ? speakers : blocks.map { _ in nil }
    }

    /// 李梅 of `市政协委员、某公司总经理李梅建议，……`: a role and a name directly before a word of saying.
    private func reportedSpeaker(_ block: Block) -> Byline? {
        let reader = BylineReader(text: text)
        for sentence in text.sentences(block.range) {
            for clause in text.split(sentence, at: [0x2C, 0x3B, 0x3A]) {
                guard let verb = text.first(any: Analysis.saying, in: clause)?.lowerBound else { continue }
                var head = text.trimmed(clause.lowerBound..<verb)
                // “……。”市政协委员
                while let first = head.first, !isHan(text.keys[first]) { head.removeFirst() }
                // 来自农业界的李梅委员一开口, 主委李梅则关注
                if text.has("来自", at: head.lowerBound, before: head.upperBound), let of = text.last("的", in: head) {
                    head = of + 1..<head.upperBound
                }
                while let last = head.last, [0x5219, 0x4E5F, 0x8FD8, 0x5C31].contains(text.keys[last]) {
                    head.removeLast()
                }
                let isMember = head.count >= 4 && text.has("委员", at: head.upperBound - 2, before: head.upperBound)
                guard head.count >= 6 || isMember else { continue }
                guard let byline = reader.byline(head), byline.unit != nil, !byline.names.isEmpty else {
                    if let member = memberAndMore(head) { return member }
                    continue
                }
                return byline
            }
        }
        return nil
    }

    /// `市政协委员、某景区讲解员李梅`: a seat, whatever else the person is, and the name at the end.
    private func memberAndMore(_ head: Range<Int>) -> Byline? {
        guard text.contains(any: ["政协委员、", "人大代表、", "政协常委、"], in: head), head.count <= 40 else { return nil }
        for length in [3, 2] where head.count > length + 6 {
            let name = head.upperBound - length..<head.upperBound
            // 主任凌霄 is no 任凌霄.
            let isRoleCut = BylineReader(text: text).isRole(head.lowerBound..<name.lowerBound + 1)
            if PersonName.isName(name, in: text), !isRoleCut {
                return Byline(names: [name], unit: head.lowerBound..<name.lowerBound, range: head)
            }
        }
        return nil
    }

    /// 办好牧区小奶坊 of `题目是《办好牧区小奶坊》`, of `以《办好牧区小奶坊》为题`.
    private func spokenTitle(_ range: Range<Int>) -> Range<Int>? {
        let head = range.lowerBound..<min(range.upperBound, range.lowerBound + 24)
        guard let open = text.first("《", in: head),
            let close = text.first("》", in: open..<min(range.upperBound, open + 50)), close - open > 4,
            text.contains("题", in: range.lowerBound..<open)
                || text.contains("题", in: close..<min(range.upperBound, close + 4))
        else { return nil }
        return open + 1..<close
    }
}
