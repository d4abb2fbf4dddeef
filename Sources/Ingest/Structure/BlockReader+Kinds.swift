/// What a block is: a heading, a label, a paragraph, a line of a table of contents.
extension BlockReader {
    private static let longestHeading = 50
    static let longestLabel = 44

    func classified(_ block: Block) -> Block {
        var block = block
        if block.kind == .row || block.kind == .paragraph, isContents(block) {
            block.kind = .contents
        } else if block.kind == .paragraph {
            block.kind = kind(of: block)
        }
        return block
    }

    private func kind(of block: Block) -> Block.Kind {
        let body = text.trimmed(block.body)
        let sentences = body.count { endsSentence(text.keys[$0]) }
        if block.markdownLevel > 0 { return body.count <= 2 * BlockReader.longestHeading ? .heading : .paragraph }
        if block.numbering != nil {
            let ending = body.last.map { text.keys[$0] } ?? 0
            let isTitle = sentences == 0 && body.count <= BlockReader.longestHeading && body.count > 0
            if block.numbering?.style == .dash { return isTitle && body.count <= 40 ? .label : .paragraph }
            return isTitle && ending != 0x3B && ending != 0x2C ? .heading : body.isEmpty ? .label : .paragraph
        }
        if block.isStrong, sentences == 0, body.count <= BlockReader.longestHeading { return .heading }
        let isLabel =
            sentences == 0 && body.count <= BlockReader.longestLabel && !body.contains { text.keys[$0] == 0x3B }
        return isLabel && body.count { text.keys[$0] == 0x2C } <= 1 ? .label : .paragraph
    }

    /// `（一）指导思想……8`, `一、规划背景⇥5`
    private func isContents(_ block: Block) -> Bool {
        let lines = text.lines[block.lines]
        guard let line = lines.first, lines.count == 1 else { return false }
        // A row of a table that begins with its number has more cells.
        if line.cells.count == 2, block.numbering != nil {
            return line.cells.last.map { !$0.isEmpty && $0.count <= 4 && $0.allSatisfy { isDigit(text.keys[$0]) } }
                ?? false
        }
        var end = line.range.upperBound
        while end > line.range.lowerBound, isDigit(text.keys[end - 1]) || text.keys[end - 1] == 0x20 { end -= 1 }
        guard end < line.range.upperBound else { return false }
        var start = end
        while start > line.range.lowerBound, isLeader(text.keys[start - 1]) { start -= 1 }
        return end - start >= 3 || (end - start >= 1 && text.keys[end - 1] == 0x2026)
    }

    private func isLeader(_ key: UInt32) -> Bool {
        key == 0x2E || key == 0x2026 || key == 0x3002 || key == 0xB7 || key == 0x22EF
    }
}
