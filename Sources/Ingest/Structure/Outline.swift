/// A heading and what stands under it.
struct Section {
    var title: String
    /// `（二）` as written, without the sign behind it: 二, (二), 02.
    var number: String
    /// From 1.
    var depth: Int
    var parent: Int?
    /// Its place among its parent's, from 1.
    var order: Int
    var titleRange: Range<Int>
    /// Blocks of its own, before and between those of its parts.
    var blocks: [Int] = []
    /// From its heading to the end of its last part, by characters.
    var range: Range<Int>
    /// The phrase at the head of a paragraph is its title.
    var isLead = false
    var style: Numbering.Style?
}

/// The sections of a document, made from how headings are numbered; the level of Markdown tells only where nothing is numbered.
struct Outline {
    private(set) var sections: [Section] = []
    /// For each block, the section that it stands in.
    private(set) var owner: [Int?] = []

    private let text: CleanText
    private let blocks: [Block]
    /// Open sections, outermost first.
    private var open: [Open] = []
    /// `- 02 基本原则`: what a slide's list of contents calls its titles.
    private var listed: [String: Numbering] = [:]
    private struct Open {
        var section: Int
        var rank: Int
        var style: Numbering.Style?
        /// Of Markdown; 0 for none.
        var level: Int
    }

    /// Titles of a list of contents by their numbers, for a slide whose heading is missing.
    private var listedTitles: [Int: (title: String, range: Range<Int>)] = [:]
    /// How many parts each section has, and which by title; -1 stands for the document.
    private var partCounts: [Int: Int] = [:]
    private var known: [Int: [String: Int]] = [:]

    /// - Parameter included: blocks that are headings though they don't look it, because a rule knows better.
    init(_ text: CleanText, _ blocks: [Block], in range: Range<Int>, including included: Set<Int> = []) {
        self.text = text
        self.blocks = blocks
        owner = [Int?](repeating: nil, count: blocks.count)
        let firstChapter = Outline.firstChapter(blocks, range)
        for place in range {
            let block = blocks[place]
            if block.kind == .item, let numbering = block.numbering {
                listed[name(block.body)] = numbering
                if numbering.style == .label {
                    if numbering.ordinal == 1 { listedTitles = [:] }
                    listedTitles[numbering.ordinal] = (text.title(trimmedTitle(block.body)), block.range)
                }
            }
            if (block.kind == .heading && (place >= firstChapter || block.numbering != nil)) || included.contains(place)
            {
                take(block, place)
            } else {
                put(place)
            }
        }
        close()
    }

    /// `1/2/1`, from 1.
    func path(of section: Int) -> String {
        var parts: [String] = []
        var current: Int? = section
        while let place = current {
            parts.append("\(sections[place].order)")
            current = sections[place].parent
        }
        return parts.reversed().joined(separator: "/")
    }

    // MARK: Headings

    private mutating func take(_ block: Block, _ place: Int) {
        var numbering = block.numbering
        let title = text.title(withoutGloss(trimmedTitle(block.body), block))
        if title.isEmpty { return put(place) }
        let key = name(block.body)
        if numbering == nil { numbering = listed[key] }
        if numbering == nil, isCover(place, key) { return put(place) }
        let rank = rank(numbering, block)
        if let numbering { openMissing(numbering, rank, place) }
        close(before: rank, numbering?.style, Int(block.markdownLevel))
        let parent = open.last?.section
        let entry = Open(section: sections.count, rank: rank, style: numbering?.style, level: Int(block.markdownLevel))
        if let same = known[parent ?? -1]?[key] {
            open.append(Open(section: same, rank: rank, style: entry.style, level: entry.level))
            return put(place)
        }
        let section = Section(
            title: title, number: number(numbering), depth: open.count + 1, parent: parent, order: nextOrder(parent),
            titleRange: block.range, range: block.range, style: numbering?.style)
        known[parent ?? -1, default: [:]][key] = sections.count
        open.append(entry)
        sections.append(section)
        owner[place] = sections.count - 1
    }

    private mutating func nextOrder(_ parent: Int?) -> Int {
        partCounts[parent ?? -1, default: 0] += 1
        return partCounts[parent ?? -1] ?? 1
    }

    private func rank(_ numbering: Numbering?, _ block: Block) -> Int {
        switch numbering?.style {
        case .part: 0
        case .chapter: 1
        case .section: 2
        case .han: 3
        case .decimal: 3
        case .label: 4
        case .decimalSecond: 4
        case .hanInBrackets: 5
        case .arabic, .letter, .decimalThird: 6
        case .arabicInBrackets: 7
        case .circled: 8
        case .dash, .said: 9
        case nil: block.markdownLevel > 0 ? 10 + Int(block.markdownLevel) : 20
        }
    }

    /// Closes what a heading doesn't stand in: an open one of its numbering and all behind it; else those of its rank or below,
    /// but no unnumbered one of a higher level of Markdown.
    private mutating func close(before rank: Int, _ style: Numbering.Style?, _ level: Int) {
        if let same = open.lastIndex(where: {
            style != nil ? $0.style == style : level > 0 && $0.style == nil && $0.level == level
        }) {
            return open.removeSubrange(same...)
        }
        while let last = open.last, last.rank >= rank {
            if style != nil, last.style == nil, last.level > 0, last.level < level { break }
            open.removeLast()
        }
    }

    /// Where a part begins again with its first number though its slide's title didn't change, the next title of the list of
    /// contents is missing: it is opened.
    private mutating func openMissing(_ numbering: Numbering, _ rank: Int, _ place: Int) {
        guard numbering.ordinal == 1, let slide = open.last(where: { $0.rank < rank }), slide.style == .label,
            open.contains(where: { $0.style == numbering.style }), let number = Int(sections[slide.section].number),
            let next = listedTitles[number + 1]
        else { return }
        close(before: slide.rank, .label, 0)
        let parent = open.last?.section
        let key = Ingest.nameKey(next.title)
        guard known[parent ?? -1]?[key] == nil else { return }
        known[parent ?? -1, default: [:]][key] = sections.count
        open.append(Open(section: sections.count, rank: slide.rank, style: .label, level: 0))
        sections.append(
            Section(
                title: next.title, number: number < 9 ? "0\(number + 1)" : "\(number + 1)", depth: open.count,
                parent: parent,
                order: nextOrder(parent), titleRange: next.range, range: blocks[place].range, style: .label))
    }

    /// Headings without numbers before the first chapter are the document's title and cover; those of forewords are not.
    private static func firstChapter(_ blocks: [Block], _ range: Range<Int>) -> Int {
        range.first { place in
            blocks[place].kind == .heading && blocks[place].numbering?.ordinal == 1
                && [.han, .chapter, .part].contains(blocks[place].numbering?.style)
        } ?? range.lowerBound
    }

    /// A title that only repeats its chapter's, or heads a list of contents.
    private func isCover(_ place: Int, _ key: String) -> Bool {
        if let chapter = open.last?.section, sections[chapter].blocks.isEmpty {
            let title = folded(sections[chapter].title)
            if title.contains(key) || key.contains(title) { return true }
        }
        guard let next = blocks[(place + 1)...].first(where: { $0.kind != .label }) else { return false }
        return next.kind == .item && next.numbering?.style == .label
    }

    private func trimmedTitle(_ range: Range<Int>) -> Range<Int> {
        var range = text.trimmed(range)
        while let first = range.first, text.keys[first] == 0x25CF || text.keys[first] == 0x20 {
            range = first + 1..<range.upperBound
        }
        while let last = range.last, text.keys[last] == 0x3A || text.keys[last] == 0x3002 {
            range = range.lowerBound..<last
        }
        return text.trimmed(range)
    }

    /// 服务集约化 of `（1）服务集约化：建设区域服务中心`.
    private func withoutGloss(_ range: Range<Int>, _ block: Block) -> Range<Int> {
        guard block.numbering?.style == .arabicInBrackets, let colon = text.first(":", in: range),
            colon - range.lowerBound >= 4
        else { return range }
        return range.lowerBound..<colon
    }

    private func number(_ numbering: Numbering?) -> String {
        guard let numbering, numbering.style != .dash else { return "" }
        var written = Substring(text.string(numbering.range))
        while let last = written.last, "、. ：:●．•".contains(last) { written.removeLast() }
        return String(written)
    }

    private func name(_ range: Range<Int>) -> String { folded(text.string(trimmedTitle(range))) }

    private func folded(_ title: String) -> String { Ingest.nameKey(title) }

    // MARK: Blocks

    private mutating func put(_ place: Int) {
        guard let section = open.last?.section else { return }
        owner[place] = section
        sections[section].blocks.append(place)
    }

    private mutating func close() {
        for place in sections.indices {
            let last = sections[place].blocks.last.map { blocks[$0].range.upperBound } ?? 0
            let end = max(sections[place].range.upperBound, last)
            sections[place].range = sections[place].range.lowerBound..<end
        }
        for place in sections.indices.reversed() {
            guard let parent = sections[place].parent else { continue }
            let end = max(sections[parent].range.upperBound, sections[place].range.upperBound)
            sections[parent].range = sections[parent].range.lowerBound..<end
        }
    }

    // MARK: Leads

    /// Makes sections of paragraphs that begin with a phrase of their own, `打造文艺精品。推出……`.
    ///
    /// - Parameter onlyStrong: those only whose phrase is bold, as on slides.
    mutating func addLeads(onlyStrong: Bool) {
        for place in blocks.indices where blocks[place].kind == .paragraph {
            guard let parent = owner[place], sections[parent].style != nil,
                let lead = Outline.lead(of: blocks[place], text)
            else { continue }
            if onlyStrong, !text.lines[blocks[place].lines.lowerBound].startsStrong { continue }
            var section = Section(
                title: text.title(lead.title), number: number(blocks[place].numbering),
                depth: sections[parent].depth + 1,
                parent: parent, order: nextOrder(parent), titleRange: lead.title, range: blocks[place].range,
                isLead: true)
            section.blocks = [place]
            section.style = blocks[place].numbering?.style
            owner[place] = sections.count
            sections.append(section)
        }
        for place in sections.indices where !sections[place].isLead {
            sections[place].blocks.removeAll { owner[$0] != place }
        }
    }

    private static let longestLead = 36

    /// The phrase at the head of a paragraph, up to its full stop or colon, and what stands behind.
    static func lead(of block: Block, _ text: CleanText) -> (title: Range<Int>, rest: Range<Int>)? {
        let body = text.trimmed(block.body)
        guard body.count > 12 else { return nil }
        let limit = min(body.upperBound - 4, body.lowerBound + Outline.longestLead)
        guard limit > body.lowerBound else { return nil }
        for place in body.lowerBound..<limit {
            let key = text.keys[place]
            if key == 0x2C, place - body.lowerBound <= 8, text.keys[body.lowerBound] == 0x4ECE,
                text.keys[place - 1] == 0x770B
            {
                return (body.lowerBound..<place, place + 1..<body.upperBound)
            }
            if key == 0x3B { return nil }
            let isEnd = key == 0x3002 || (key == 0x3A && place - body.lowerBound <= 24)
            if isEnd {
                let title = text.trimmed(body.lowerBound..<place)
                guard title.count >= 4, body.upperBound - place > 8 else { return nil }
                return (title, place + 1..<body.upperBound)
            }
        }
        return nil
    }
}
