import Text

/// Minutes that name who speaks at the head of what is said: `李梅（市政协委员）：……`, `市文旅局局长 王芳：……`.
extension Analysis {
    /// The speeches of a document in which at least two paragraphs begin so; nil of any other.
    func inlineSpeeches() -> (head: [Range<Int>], speeches: [Speech])? {
        let speakers = blocks.map { inlineSpeaker($0) }
        guard speakers.count(where: { $0 != nil }) >= 2, let first = speakers.firstIndex(where: { $0 != nil }) else {
            return nil
        }
        var speeches: [Speech] = []
        var isOpen = false
        for place in first..<blocks.count {
            if let (byline, start) = speakers[place] {
                var speech = Speech(bodies: [place], title: spokenTitle(start..<blocks[place].range.upperBound))
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

    /// What the meeting as a whole says.
    private static let closing: [Keys] = ["会议", "主持人", "与会", "座谈会", "协商会", "最后"]

    /// Who a paragraph says is speaking, and where the words begin.
    private func inlineSpeaker(_ block: Block) -> (byline: Byline, start: Int)? {
        guard block.kind == .paragraph || block.kind == .item else { return nil }
        let body = text.trimmed(block.body)
        guard let colon = body.prefix(60).first(where: { text.keys[$0] == 0x3A }), body.upperBound - colon > 12 else {
            return nil
        }
        let head = text.trimmed(body.lowerBound..<colon)
        guard let last = head.last else { return nil }
        let reader = BylineReader(text: text)
        if text.keys[last] == 0x29, let open = text.first("(", in: head) {
            let (name, inside) = (text.trimmed(head.lowerBound..<open), text.trimmed(open + 1..<last))
            // What stands before such a bracket is a name, also one that no list of surnames knows.
            guard (2...12).contains(name.count), name.allSatisfy({ isHan(text.keys[$0]) || text.keys[$0] == 0xB7 }),
                text.split(inside, at: [0x3001, 0x2C]).contains(where: { reader.isUnitOrRole($0) })
            else { return nil }
            return (Byline(names: [name], unit: inside, range: head), colon + 1)
        }
        guard let byline = reader.byline(head), !byline.names.isEmpty, byline.unit != nil else { return nil }
        return (byline, colon + 1)
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
