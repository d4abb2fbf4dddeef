/// A piece of a document that stands for itself: a heading, a paragraph over all its lines, an item, a row of a table.
struct Block {
    enum Kind {
        case heading
        case paragraph
        /// An item of a list with a sign before it.
        case item
        /// A line of cells.
        case row
        /// A line of a table of contents.
        case contents
        /// A short line without punctuation that is no heading by its own looks: a title, an author, a caption's head.
        case label
    }

    var kind: Kind
    var range: Range<Int>
    /// Its lines, by place in the clean text's lines.
    var lines: Range<Int>
    var numbering: Numbering?
    var markdownLevel: UInt8 = 0
    /// Bold as a whole.
    var isStrong = false

    /// The text behind the numbering.
    var body: Range<Int> { (numbering?.range.upperBound ?? range.lowerBound)..<range.upperBound }
}

/// Joins lines to blocks: hard breaks are undone, also across the blank lines of a page or column change.
struct BlockReader {
    let text: CleanText
    /// Slides as Markdown: their paragraphs often end without a full stop.
    private let isSlides: Bool
    /// Paragraphs begin with an indent, and their other lines have none.
    private let indentsParagraphs: Bool
    /// For each line, the widest of the few lines around it that no blank line parts from it: columns differ in width.
    private let widths: [Int]

    static func blocks(of text: CleanText) -> [Block] {
        let reader = BlockReader(text)
        return reader.joined().map(reader.classified)
    }

    private init(_ text: CleanText) {
        self.text = text
        isSlides = text.lines.count { $0.markdownLevel > 0 } >= 8
        widths = BlockReader.widths(text.lines)
        indentsParagraphs = BlockReader.indentsParagraphs(text, widths)
    }

    /// Whether full lines within paragraphs are followed by lines without an indent, where the paragraphs' first lines have one.
    private static func indentsParagraphs(_ text: CleanText, _ widths: [Int]) -> Bool {
        var (outdents, indents) = (0, 0)
        for place in text.lines.indices.dropFirst() {
            let (last, line) = (text.lines[place - 1], text.lines[place])
            guard last.indent >= 2, line.blanksBefore == 0, let ending = last.range.last,
                last.width + 6 >= widths[place],
                !endsSentence(text.keys[ending]), text.keys[ending] != 0x3A
            else { continue }
            if line.indent == 0 { outdents += 1 } else { indents += 1 }
        }
        return outdents >= 2 && outdents > 3 * indents
    }

    private static func widths(_ lines: [Line]) -> [Int] {
        lines.indices.map { place in
            var widest = lines[place].width
            var first = place
            while first > 0, first > place - 2, lines[first].blanksBefore == 0 {
                first -= 1
                widest = max(widest, lines[first].width)
            }
            var last = place + 1
            while last < lines.count, last <= place + 3, lines[last].blanksBefore == 0 {
                widest = max(widest, lines[last].width)
                last += 1
            }
            return widest
        }
    }

    // MARK: Joining

    private func joined() -> [Block] {
        var blocks: [Block] = []
        for place in text.lines.indices {
            let line = text.lines[place]
            if let last = blocks.last, continues(last, place) {
                blocks[blocks.count - 1].range = last.range.lowerBound..<line.range.upperBound
                blocks[blocks.count - 1].lines = last.lines.lowerBound..<place + 1
                blocks[blocks.count - 1].isStrong = text.lines[last.lines.lowerBound].startsStrong && line.endsStrong
            } else {
                blocks.append(started(place))
            }
        }
        return blocks
    }

    private func started(_ place: Int) -> Block {
        let line = text.lines[place]
        var block = Block(kind: .paragraph, range: line.range, lines: place..<place + 1)
        block.markdownLevel = line.markdownLevel
        block.isStrong = line.startsStrong && line.endsStrong
        block.numbering = text.numbering(line.range).flatMap { $0.style == .said ? nil : $0 }
        if line.isRunningHead {
            block.kind = .contents
        } else if line.cells.count > 1 {
            block.kind = .row
        } else if line.isBullet {
            block.kind = .item
        }
        return block
    }

    /// Whether a line goes on with the block before it.
    private func continues(_ block: Block, _ place: Int) -> Bool {
        let line = text.lines[place]
        let last = text.lines[place - 1]
        if line.cells.count > 1 || line.isBullet || line.markdownLevel > 0 || block.kind == .row
            || last.markdownLevel > 0
        {
            return false
        }
        if line.wasDoubled || last.wasDoubled || line.isRunningHead || last.isRunningHead { return false }
        // A record of one field a line.
        if !last.startsStrong, isLabelled(last.range), isLabelled(line.range),
            last.range.last.map({ !endsSentence(text.keys[$0]) }) ?? false
        {
            return false
        }
        // 甲县：……。 above 乙县：……。
        if isLabelled(block.range), isLabelled(line.range), endsParagraph(last.range), block.lines.count == 1 {
            return false
        }
        // 集群一 above the fields of a record.
        if last.range.count <= 8, block.lines.count == 1, !hasPunctuation(last.range), isLabelled(line.range),
            !isLabelled(last.range)
        {
            return false
        }
        // A quotation of Markdown ends with its paragraph.
        if last.isQuote, !line.isQuote, line.blanksBefore > 0 { return false }
        if indentsParagraphs, line.indent >= 2 { return false }
        if isTitleBelowByline(place) || isDashed(line.range) && endsParagraph(block.range) { return false }
        if beginsStory(line.range) || isByline(last.range) && !isByline(line.range) { return false }
        // A field ends with its paragraph, whatever it says.
        if line.blanksBefore > 0, FieldLabel.begins(block.range, in: text) { return false }
        if isSigner(line.range), case .title? = FieldLabel.at(block.range, in: text)?.label { return false }
        if FieldLabel.begins(line.range, in: text) || FieldLabel.beginsAnew(line.range, in: text)
            || FieldLabel.isBracketed(last.range, in: text)
        {
            return false
        }
        if isCueLine(line.range) || isCueLine(last.range) || isBulletByline(block) { return false }
        let ending = text.keys[block.range.upperBound - 1]
        if block.numbering != nil, ending == 0x29, block.lines.count <= 2,
            BylineReader(text: text).signedTitle(block.body) != nil
        {
            return false
        }
        if line.startsStrong, ending != 0x2C, ending != 0x3001, !last.startsStrong || last.endsStrong { return false }
        if let numbering = text.numbering(line.range), numbering.style != .said, isPlausible(numbering, after: ending) {
            return false
        }
        // A page's number between two blank lines parts what stood together.
        if line.isAfterPage, line.blanksBefore <= 2, !endsParagraph(block.range),
            continuesRun(block, last, line, place)
        {
            return true
        }
        return line.blanksBefore == 0
            ? continuesRun(block, last, line, place) : continuesAcrossBlank(block, line, ending)
    }

    /// `1.` within a sentence, where a hard break put it at the beginning of a line, numbers nothing.
    private func isPlausible(_ numbering: Numbering, after ending: UInt32) -> Bool {
        let isBroken = ending == 0x2C || ending == 0x3001
        switch numbering.style {
        case .han, .arabic, .letter, .arabicInBrackets: return !isBroken
        case .label: return !isBroken && !isDigit(ending)
        default: return true
        }
    }

    private func continuesRun(_ block: Block, _ last: Line, _ line: Line, _ place: Int) -> Bool {
        let widest = widths[place]
        if line.indent >= 2, line.indent > last.indent { return false }
        let isShort = last.width + 6 < widest
        let ends = endsParagraph(block.range)
        let isBody = hasPunctuation(line.range)
        if ends { return !(isShort || widest > 100 || (!isBody && line.width + 6 < widest)) }
        // A title on a line of its own; in a narrow column the first line of a paragraph may be as short.
        if !hasPunctuation(last.range), last.width * 2 < widest, isBody { return false }
        if block.numbering != nil, block.lines.count == 1 {
            if isShort, last.width < 60 { return false }
            if !hasPunctuation(last.range), isLabelled(line.range) { return false }
        }
        return true
    }

    private func continuesAcrossBlank(_ block: Block, _ line: Line, _ ending: UInt32) -> Bool {
        guard block.kind == .paragraph || block.kind == .item, block.markdownLevel == 0 else { return false }
        if ending == 0x2C || ending == 0x3001 { return true }
        if isSlides || endsParagraph(block.range) { return false }
        // 列为, 推动……的: a word that wants another is no end.
        if isUnfinished(block.range, ending) { return true }
        if isTitle(block, before: line) { return false }
        return (hasPunctuation(block.range) || hasCue(block.range))
            && (hasPunctuation(line.range) || line.range.contains { text.keys[$0] == 0x3001 })
            && text.numbering(line.range) == nil
            && !isLetters(line.range)
    }

    private static let unfinishedWords: [Keys] = [
        "实施", "推动", "围绕", "聚焦", "坚持", "通过", "作为", "成为", "具有", "包括", "以及", "不断", "进一步", "充分", "并且", "按照", "根据", "依托",
    ]

    private func isUnfinished(_ range: Range<Int>, _ ending: UInt32) -> Bool {
        guard range.count > 12 else { return false }
        return BlockReader.unfinished.contains(ending)
            || BlockReader.unfinishedWords.contains {
                text.has($0, at: range.upperBound - $0.count, before: range.upperBound)
            }
    }

    private static let cues: [Keys] = ["建议:", "问题:", "意见:", "要求:", "如下:", "对策:", "主要是:"]

    /// 为此建议：凝聚多方合: what a cue's colon opens goes on.
    private func hasCue(_ range: Range<Int>) -> Bool { text.contains(any: BlockReader.cues, in: range) }

    private static let unfinished = Set("的和与及为在对将把是以由向让使".unicodeScalars.map(\.value))

    /// A title of one or two lines, with one comma at most, above wider lines: it is whole without a full stop.
    private func isTitle(_ block: Block, before line: Line) -> Bool {
        guard block.lines.count <= 2, block.range.count <= BlockReader.longestLabel else { return false }
        let signs = block.range.count { [0x3A, 0x3B, 0x3002].contains(text.keys[$0]) }
        let commas = block.range.count { text.keys[$0] == 0x2C }
        return signs == 0 && commas <= 1 && text.lines[block.lines.upperBound - 1].width + 6 < line.width
    }

    private func isLetters(_ range: Range<Int>) -> Bool { !range.contains { isHan(text.keys[$0]) } }

    /// 。！？；：at the end, or a closing quote behind one.
    private func endsParagraph(_ range: Range<Int>) -> Bool {
        var end = range.upperBound
        while end > range.lowerBound, text.keys[end - 1] == 0x22 || text.keys[end - 1] == 0x29 { end -= 1 }
        guard end > range.lowerBound else { return false }
        let key = text.keys[end - 1]
        return endsSentence(key) || key == 0x3B || key == 0x3A || key == 0x2026
    }
}
