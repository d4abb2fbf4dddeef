import Text

/// What a unit tells of how it mended what an inspection had found: `1.关于“……”问题`, then what was done.
extension Analysis {
    private static let aboutWords: [Keys] = ["关于", "针对", "对于"]

    /// The unit that reports and the findings that it names one by one; nil for any other document.
    func rectifiedPart() -> (part: InspectedPart, groups: [Range<Int>])? {
        let quoted = blocks.indices.compactMap { rectifiedFinding($0) }
        let groups = quoted.count >= 2 ? quoted : blocks.indices.compactMap { mendedFinding($0) }
        guard groups.count >= 2, let (unit, place) = onlyInspectedUnit() else { return nil }
        let part = InspectedPart(unit: unit, heading: blocks[place].range, blocks: place..<blocks.count)
        return (part, groups)
    }

    /// What stands in quotes between 关于 and 问题, with the number before it.
    private func rectifiedFinding(_ place: Int) -> Range<Int>? {
        let block = blocks[place]
        let body = text.trimmed(block.body)
        guard block.kind != .row, block.kind != .contents, block.numbering != nil || block.kind != .paragraph,
            let about = Analysis.aboutWords.first(where: { text.has($0, at: body.lowerBound, before: body.upperBound) })
        else { return nil }
        let start = body.lowerBound + about.count
        guard start < body.upperBound, text.keys[start] == 0x22,
            let close = text.first("\"", in: start + 1..<body.upperBound), close - start >= 4
        else { return nil }
        // Quotes within the quotes have the same key: the last one before 问题 closes.
        let behind = text.first("问题", in: close..<min(body.upperBound, close + 60))
        guard let behind, let last = text.last("\"", in: start + 1..<behind), behind - last <= 8 else { return nil }
        return start + 1..<last
    }

    /// `2．闲置土地处置缓慢的问题` above `整改进展：……`: a numbered heading that names what was found.
    private func mendedFinding(_ place: Int) -> Range<Int>? {
        let block = blocks[place]
        guard block.numbering != nil, block.kind == .heading || block.kind == .paragraph, block.body.count <= 90,
            place + 1 < blocks.count
        else { return nil }
        var body = text.trimmed(block.body)
        while let last = body.last, endsSentence(text.keys[last]) || text.keys[last] == 0x3A { body.removeLast() }
        let next = text.trimmed(blocks[place + 1].body)
        guard body.count >= 8, text.has("问题", at: body.upperBound - 2, before: body.upperBound),
            text.contains(any: ["整改", "完成时限", "责任领导"], in: next.prefix(6))
        else { return nil }
        return body
    }
}
