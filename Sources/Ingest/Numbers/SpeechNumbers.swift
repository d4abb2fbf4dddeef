import Text

/// The numbers of a speech or proposal.
extension Analysis {
    /// Adds the numbers of a speech; those of what is proposed are to be, and the year of one proposal isn't the next one's.
    ///
    /// - Parameter cue: where what is proposed begins.
    mutating func readNumbers(_ range: Range<Int>, ofSpeech node: Int, suggestions: [Range<Int>], from cue: Int?) {
        let published = headDate
        var context = NumberContext(owner: document, mentionedBy: node, published: published)
        let end = min(max(cue ?? range.upperBound, range.lowerBound), range.upperBound)
        for part in betweenHeadings(range.lowerBound..<end) { readNumbers(part, &context) }
        let proposed = suggestions.isEmpty ? [end..<range.upperBound] : suggestions
        for item in proposed {
            context = NumberContext(
                owner: document, isTargetByDefault: true, mentionedBy: node, published: published)
            readNumbers(item, &context)
        }
    }

    /// The parts of a speech without its headings, whose words are no part of the sentences below.
    private func betweenHeadings(_ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        let first = firstPlace(in: blocks.indices) { blocks[$0].range.lowerBound >= range.lowerBound }
        for block in blocks[first...] {
            if block.range.upperBound > range.upperBound { break }
            guard block.kind == .heading, block.numbering != nil,
                !block.range.contains(where: { isDigit(text.keys[$0]) })
            else { continue }
            if block.range.lowerBound > start { parts.append(start..<block.range.lowerBound) }
            start = block.range.upperBound
        }
        if start < range.upperBound { parts.append(start..<range.upperBound) }
        return parts
    }
}
