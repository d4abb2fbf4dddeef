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
    /// Open sections with their ranks, outermost first.
    private var open: [(section: Int, rank: Int)] = []
    /// `- 02 基本原则`: what a slide's list of contents calls its titles.
    private var listed: [String: Numbering] = [:]
    /// How many parts each section has, and which by title; -1 stands for the document.
    private var partCounts: [Int: Int] = [:]
    private var known: [Int: [String: Int]] = [:]

    /// - Parameter included: blocks that are headings though they don't look it, because a rule knows better.
    init(_ text: CleanText, _ blocks: [Block], in range: Range<Int>, including included: Set<Int> = []) {
        self.text = text
        self.blocks = blocks
        owner = [Int?](repeating: nil, count: blocks.count)
        for place in range {
            let block = blocks[place]
            if block.kind == .item, let numbering = block.numbering {
                listed[name(block.body)] = numbering
            }
            if block.kind == .heading || included.contains(place) { take(block, place) } else { put(place) }
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
        let title = text.title(trimmedTitle(block.body))
        if title.isEmpty { return put(place) }
        let key = name(block.body)
        if numbering == nil { numbering = listed[key] }
        if numbering == nil, isCover(place, key) { return put(place) }
        let rank = rank(numbering, block)
        if let same = continued(key, rank) {
            open.removeAll { $0.rank >= rank }
            open.append((same, rank))
            return put(place)
        }
        open.removeAll { $0.rank >= rank }
        let parent = open.last?.section
        let section = Section(
            title: title, number: number(numbering), depth: open.count + 1, parent: parent, order: nextOrder(parent),
            titleRange: block.range, range: block.range, style: numbering?.style)
        known[parent ?? -1, default: [:]][key] = sections.count
        open.append((sections.count, rank))
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
        case .label: 4
        case .hanInBrackets: 5
        case .arabic, .letter: 6
        case .arabicInBrackets: 7
        case .circled: 8
        case .dash, .said: 9
        case nil: block.markdownLevel > 0 ? 10 + Int(block.markdownLevel) : 20
        }
    }

    /// A slide's title that was there before goes on: the same title under the same parent.
    private func continued(_ key: String, _ rank: Int) -> Int? {
        let parent = open.last { $0.rank < rank }?.section
        return known[parent ?? -1]?[key]
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
        while let last = range.last, text.keys[last] == 0x3A || text.keys[last] == 0x3002 {
            range = range.lowerBound..<last
        }
        return text.trimmed(range)
    }

    private func number(_ numbering: Numbering?) -> String {
        guard let numbering, numbering.style != .dash else { return "" }
        let written = text.string(numbering.range)
        return written.filter { !"、. ：:●．".contains($0) }
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

    /// Makes sections of paragraphs that begin with a phrase of their own, `打造文艺精品。推出……`, in the given blocks.
    mutating func addLeads() {
        for place in blocks.indices where blocks[place].kind == .paragraph {
            guard let parent = owner[place], sections[parent].style != nil, let lead = lead(of: blocks[place]) else { continue }
            var section = Section(
                title: text.title(lead.title), number: number(blocks[place].numbering), depth: sections[parent].depth + 1,
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

    private func lead(of block: Block) -> (title: Range<Int>, rest: Range<Int>)? {
        let body = text.trimmed(block.body)
        guard body.count > 12 else { return nil }
        let limit = min(body.upperBound - 4, body.lowerBound + Outline.longestLead)
        guard limit > body.lowerBound else { return nil }
        for place in body.lowerBound..<limit {
            let key = text.keys[place]
            if key == 0x2C, place - body.lowerBound <= 8, text.keys[body.lowerBound] == 0x4ECE, text.keys[place - 1] == 0x770B {
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
