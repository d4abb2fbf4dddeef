import Text

/// Pages whose stories are a paragraph each: `【某县】 小杂粮闯出大市场。……（记者 李梅）`.
extension Analysis {
    /// The paragraphs that begin with a few characters in brackets, if at least two of them do.
    func bracketedHeads(_ places: Range<Int>) -> Set<Int> {
        let heads = places.filter { bracketEnd(blocks[$0]) != nil }
        return heads.count >= 2 ? Set(heads) : []
    }

    /// The short first sentence behind the bracket.
    func bracketedTitle(_ block: Block) -> Range<Int>? {
        guard let start = bracketEnd(block), let first = text.sentences(start..<block.range.upperBound).first,
            first.upperBound < block.range.upperBound
        else { return nil }
        var title = text.trimmed(first)
        while let last = title.last, endsSentence(text.keys[last]) { title = title.lowerBound..<last }
        return (4...24).contains(title.count) ? title : nil
    }

    /// Where the words begin.
    private func bracketEnd(_ block: Block) -> Int? {
        guard block.kind == .paragraph || block.kind == .item, block.range.count > 40,
            text.keys[block.range.lowerBound] == 0x3010,
            let close = text.first("】", in: block.range.prefix(12)), close > block.range.lowerBound + 1
        else { return nil }
        return close + 1
    }
}
