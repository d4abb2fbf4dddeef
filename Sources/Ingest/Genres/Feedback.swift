import Text

/// What an inspection found at units: a heading for each unit, praise, groups of what was found, recommendations.
extension Analysis {
    /// `反馈问题：`, and what others write before what was found.
    private static let findingCues: [Keys] = [
        "主要是:", "主要问题是:", "主要表现在:", "主要表现为:", "主要有:", "具体表现在:", "具体表现为:", "主要如下:", "存在以下问题:", "存在以下主要问题:",
        "发现的主要问题:", "发现的问题:", "存在以下问题。", "存在以下主要问题。", "存在如下问题:", "存在如下问题。", "以下几个方面问题:", "存在的主要问题:", "存在的问题:", "存在问题:",
        "主要问题:", "突出问题:", "问题如下:",
    ]
    private static let weakFindingCues: [Keys] = ["反馈问题:", "反馈指出,", "反馈指出:", "巡察发现,", "巡视发现,", "发现问题:"]
    private static let adviceCues: [Keys] = [
        "意见建议:", "整改建议:", "整改意见:", "工作建议:", "巡察建议:", "巡视建议:", "整改要求:", "提出如下意见:", "提出以下意见:", "提出如下建议:", "提出以下建议:",
        "提出以下意见建议:", "提出如下意见建议:", "提出了以下意见建议:", "提出了整改意见:", "意见和建议:", "建议:", "提出建议:", "要求:", "提出四点要求:", "提出三点要求:",
        "提出要求:", "意见:", "反馈要求,", "反馈强调,", "反馈建议,",
    ]
    private static let inspectionWords: [Keys] = ["巡察", "巡视"]

    /// A unit and the blocks that speak of it.
    private struct Part {
        var unit: Range<Int>
        var heading: Range<Int>
        var blocks: Range<Int>
        var number: Numbering?
    }

    mutating func readFeedback() {
        var parts = feedbackParts()
        if !parts.contains(where: tellsFindings), let only = onlyPart() { parts = [only] }
        for (place, part) in parts.enumerated() { read(part, place + 1) }
        readFeedbackHead(parts)
        let end = parts.last?.blocks.upperBound ?? 0
        // The page may go on with another story.
        let rest = end..<blocks.count
        if rest.count(where: { blocks[$0].kind == .paragraph }) >= 3,
            let start = rest.first(where: { blocks[$0].kind == .paragraph })
        {
            readPage(start..<blocks.count)
        }
    }

    // MARK: Parts

    /// Headings that name a unit, each with the blocks up to the next; a story of its own ends the last.
    private func feedbackParts() -> [Part] {
        var parts: [Part] = []
        for place in blocks.indices {
            let block = blocks[place]
            if let unit = inspectedUnit(block, place) {
                parts.append(Part(unit: unit, heading: block.range, blocks: place..<place + 1, number: block.numbering))
            } else if var last = parts.last, last.blocks.upperBound == place, !endsFeedback(block, last) {
                last.blocks = last.blocks.lowerBound..<place + 1
                parts[parts.count - 1] = last
            }
        }
        // Where units are numbered, a headline without a number is none of them.
        return parts.count { $0.number != nil } >= 2 ? parts.filter { $0.number != nil } : parts
    }

    private func tellsFindings(_ part: Part) -> Bool {
        blocks[part.blocks].contains { findingCue($0.range) != nil || isCueHeading($0, Analysis.findingWords) }
    }

    /// A feedback on one unit: its title names it, and the rest of the document speaks of it.
    private func onlyPart() -> Part? {
        guard let (unit, place) = onlyInspectedUnit() else { return nil }
        let part = Part(unit: unit, heading: blocks[place].range, blocks: place..<blocks.count)
        return tellsFindings(part) ? part : nil
    }

    /// After recommendations, a line in brackets or a headline belongs to the page and not to the unit.
    private func endsFeedback(_ block: Block, _ part: Part) -> Bool {
        let seen = blocks[part.blocks].contains {
            text.contains(any: Analysis.adviceCues, in: $0.range) || isCueHeading($0, Analysis.adviceWords)
        }
        guard seen else { return false }
        if text.keys[block.range.lowerBound] == 0x28, block.numbering == nil { return true }
        return block.kind == .label && !text.contains(any: Analysis.adviceCues, in: block.range)
            && block.numbering == nil
    }

    /// The unit that a heading names: 市委宣传部 of `一、对市委宣传部巡察反馈情况`.
    private func inspectedUnit(_ block: Block, _ place: Int) -> Range<Int>? {
        guard block.kind == .heading || block.kind == .label || block.range.count <= 60 else { return nil }
        let body = text.trimmed(block.body)
        guard body.count >= 4, !body.contains(where: { endsSentence(text.keys[$0]) }) else { return nil }
        let speaksOfInspection = text.contains(any: Analysis.inspectionWords, in: body)
        if speaksOfInspection, let unit = unitInInspectionLine(body) { return unit }
        // `（三）市教育局党组`, `【市教育局党组】`: a heading that is a unit's name and nothing else.
        var name = body
        let isBracketed = text.keys[body.lowerBound] == 0x3010 && text.keys[body.upperBound - 1] == 0x3011
        if isBracketed { name = body.lowerBound + 1..<body.upperBound - 1 }
        guard UnitName.isUnit(string(name)) else { return nil }
        // A line without a number is a heading where the paragraph below tells what was found.
        let reach = block.kind == .heading || isBracketed ? 3 : block.kind == .label ? 1 : 0
        guard isFollowedByFindings(place, within: reach) else { return nil }
        return name
    }

    private func isFollowedByFindings(_ place: Int, within reach: Int) -> Bool {
        blocks[(place + 1)...].prefix(reach).contains {
            findingCue($0.range) != nil || isCueHeading($0, Analysis.findingWords)
        }
    }

    private static let findingWords: [Keys] = ["问题", "不足", "短板"]
    private static let adviceWords: [Keys] = ["建议", "意见", "要求"]

    /// A short heading that says what the lines below are: `1.巡察发现的主要问题`.
    private func isCueHeading(_ block: Block, _ words: [Keys]) -> Bool {
        block.kind != .paragraph && block.range.count <= 20 && text.contains(any: words, in: block.body)
            && !text.contains("方面", in: block.body)
    }

    /// `主要是：`, or a colon shortly behind 问题.
    private func findingCue(_ range: Range<Int>) -> Range<Int>? {
        text.first(any: Analysis.findingCues, in: range) ?? colonCue(range, Analysis.findingWords)
            ?? text.first(any: Analysis.weakFindingCues, in: range)
    }

    /// A colon or dashes with one of the words in the few characters before.
    func colonCue(_ range: Range<Int>, _ words: [Keys]) -> Range<Int>? {
        var place = range.lowerBound
        while place < range.upperBound {
            let key = text.keys[place]
            if key == 0x3A || key == 0x2D {
                var start = place
                while start > range.lowerBound, place - start < 8,
                    ![0x2C, 0x3B, 0x3A, 0x3002].contains(text.keys[start - 1])
                { start -= 1 }
                if let word = text.first(any: words, in: start..<place), place - word.upperBound <= 3 {
                    var end = place
                    while end < range.upperBound, text.keys[end] == 0x3A || text.keys[end] == 0x2D { end += 1 }
                    return start..<end
                }
            }
            place += 1
        }
        return nil
    }

    // MARK: One unit

    private mutating func read(_ part: Part, _ number: Int) {
        let name = string(part.unit)
        let headingLines = lines(part.heading)
        let range = part.heading.lowerBound..<(blocks[part.blocks].last?.range.upperBound ?? part.heading.upperBound)
        let unit = addUnit(name, headingLines, .inspectedUnit)
        findings.link(document, "inspected", unit, [headingLines], .inspectedUnit)
        let section = addFeedbackSection(part, number, range)
        findings.link(section, "mentions", unit, [headingLines], .inspectedUnit)
        let bodyStart = part.heading.upperBound
        let advice = adviceRange(part.blocks.dropFirst(), bodyStart..<range.upperBound)
        let findingEnd = advice?.cue.lowerBound ?? range.upperBound
        for (place, group) in findingGroups(part.blocks.dropFirst(), bodyStart..<findingEnd).enumerated() {
            addFinding(group, number, place + 1, unit, section, headingLines)
        }
        guard let advice else { return }
        for (place, item) in listed(advice.rest).enumerated() {
            addAdvice(item, number, place + 1, unit, section, headingLines)
        }
    }

    private mutating func addFeedbackSection(_ part: Part, _ number: Int, _ range: Range<Int>) -> Int {
        let lines = lines(range)
        var values: [(property: String, values: [Value])] = [("depth", [.number(1)])]
        if let numbering = part.number {
            values.append(("number", [.text(string(numbering.range).filter { !"、.．".contains($0) })]))
        }
        values.append(("text", [.text(passage(of: Array(part.blocks.dropFirst())))]))
        let body = text.trimmed((part.number?.range.upperBound ?? part.heading.lowerBound)..<part.heading.upperBound)
        let node = findings.add(
            Findings.Node(
                kind: "section", name: text.title(body), identity: .own("\(number)"), values: values, lines: [lines],
                rule: .section))
        findings.link(node, "part_of", document, [lines], .section)
        return node
    }

    private func adviceRange(_ places: Range<Int>, _ range: Range<Int>) -> (cue: Range<Int>, rest: Range<Int>)? {
        // The cue of a paragraph of its own is surer than the word within a sentence.
        for block in blocks[places] where block.range.upperBound <= range.upperBound {
            if isCueHeading(block, Analysis.adviceWords) {
                return (block.range, block.range.upperBound..<range.upperBound)
            }
            if let cue = text.first(any: Analysis.adviceCues, in: block.range),
                cue.lowerBound - block.body.lowerBound <= 12
            {
                return (block.range.lowerBound..<cue.upperBound, cue.upperBound..<range.upperBound)
            }
        }
        return (text.first(any: Analysis.adviceCues, in: range) ?? colonCue(range, Analysis.adviceWords)).map {
            ($0, $0.upperBound..<range.upperBound)
        }
    }

    /// The groups behind `主要是：`, which semicolons or full stops part, or which are numbered.
    private func findingGroups(_ places: Range<Int>, _ range: Range<Int>) -> [Range<Int>] {
        if let heading = blocks[places].first(where: { isCueHeading($0, Analysis.findingWords) }),
            heading.range.upperBound <= range.upperBound
        {
            return listed(heading.range.upperBound..<range.upperBound)
        }
        return findingCue(range).map { listed($0.upperBound..<range.upperBound) } ?? []
    }

    /// The items of a list within running text: numbered by 一是 or 1., else between semicolons and full stops.
    func listed(_ range: Range<Int>) -> [Range<Int>] {
        let starts = itemStarts(range)
        let leaves = leafItems(range)
        if leaves.count > starts.count { return leaves }
        guard starts.count > 1 || (starts.count == 1 && starts[0] - range.lowerBound < 3) else {
            return text.split(range, at: [0x3B, 0x3002])
        }
        return starts.enumerated().map { place, start in
            var end = place + 1 < starts.count ? starts[place + 1] : range.upperBound
            // An item that is a paragraph of its own ends with it.
            if blockStarts.contains(start), let own = block(at: start), own.numbering != nil {
                end = min(end, own.range.upperBound)
            }
            while end > start, [0x3B, 0x3002, 0x2C, 0x20].contains(text.keys[end - 1]) { end -= 1 }
            return start..<end
        }
    }

    /// The block that begins at a character.
    private func block(at start: Int) -> Block? {
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].range.lowerBound < start { low = middle + 1 } else { high = middle }
        }
        return low < blocks.count && blocks[low].range.lowerBound == start ? blocks[low] : nil
    }

    /// Where `一是`, `二是`, … or `1.`, `2.`, … or （1）, （2）… stand one after the other, each behind a sign or at the beginning.
    func itemStarts(_ range: Range<Int>) -> [Int] {
        var best: [Int] = []
        for style in [Numbering.Style.said, .arabic, .arabicInBrackets, .hanInBrackets, .circled, .han] {
            var starts: [Int] = []
            var place = range.lowerBound
            while place < range.upperBound {
                if isItemPlace(place, range), let found = itemNumbering(place..<range.upperBound, style),
                    found.ordinal == starts.count + 1
                {
                    starts.append(place)
                    place = found.range.upperBound
                } else {
                    place += 1
                }
            }
            if starts.count > best.count { best = starts }
        }
        return best
    }

    private func isItemPlace(_ place: Int, _ range: Range<Int>) -> Bool {
        if place == range.lowerBound { return true }
        let before = text.keys[place - 1]
        return before == 0x3B || before == 0x3002 || before == 0x3A || before == 0x2C || before == 0x20
            || blockStarts.contains(place)
    }

    private static let firstWords: [(Keys, Int)] = [("首先", 1), ("其次", 2), ("再次", 3), ("最后", 4)]

    private func itemNumbering(_ range: Range<Int>, _ style: Numbering.Style) -> Numbering? {
        if style == .said, text.has("第", at: range.lowerBound, before: range.upperBound) {
            let head = range.lowerBound + 1..<min(range.upperBound, range.lowerBound + 5)
            guard let comma = head.first(where: { text.keys[$0] == 0x2C || text.keys[$0] == 0x3001 }),
                let ordinal = text.ordinal(range.lowerBound + 1..<comma)
            else { return nil }
            return Numbering(style: .said, ordinal: ordinal, range: range.lowerBound..<comma + 1)
        }
        guard let numbering = text.numbering(range.lowerBound..<min(range.upperBound, range.lowerBound + 8)),
            numbering.style == style
        else { return nil }
        return numbering
    }

    /// An item without its number.
    func itemBody(_ range: Range<Int>) -> Range<Int> {
        for style in [Numbering.Style.said, .arabic, .arabicInBrackets, .hanInBrackets, .circled, .han] {
            if let numbering = itemNumbering(range, style) {
                return text.trimmed(numbering.range.upperBound..<range.upperBound)
            }
        }
        return text.trimmed(range)
    }

    private mutating func addFinding(
        _ group: Range<Int>, _ number: Int, _ order: Int, _ unit: Int, _ section: Int, _ headingLines: ClosedRange<Int>
    ) {
        let body = itemBody(group)
        guard body.count >= 4 else { return }
        let summary = string(body)
        var values: [(property: String, values: [Value])] = [
            ("summary", [.text(summary)]), ("order", [.number(Double(order))]),
        ]
        if let category = FindingCategory.of(text, body) { values.append(("category", [.text(category)])) }
        let lines = lines(body)
        let node = findings.add(
            Findings.Node(
                kind: "finding", name: summary.firstClause, identity: .own("\(number)/\(order)"), values: values,
                lines: [lines], rule: .finding))
        findings.link(node, "found_in", unit, [headingLines, lines], .finding)
        findings.link(node, "part_of", section, [lines], .finding)
        addTopics(of: node, body, isBroad: true)
        addNamedPlaces(of: node, body)
        var context = NumberContext(owner: document, part: section)
        readNumbers(body, &context)
    }

    private mutating func addAdvice(
        _ item: Range<Int>, _ number: Int, _ order: Int, _ unit: Int, _ section: Int, _ headingLines: ClosedRange<Int>
    ) {
        let body = itemBody(item)
        guard body.count >= 4 else { return }
        let summary = string(body)
        let lines = lines(item)
        let node = findings.add(
            Findings.Node(
                kind: "recommendation", name: summary.firstClause, identity: .own("\(number)/r\(order)"),
                values: [("summary", [.text(summary)]), ("order", [.number(Double(order))])], lines: [lines],
                rule: .advice))
        findings.link(node, "answers", unit, [headingLines, lines], .advice)
        findings.link(node, "part_of", section, [lines], .advice)
        addTopics(of: node, body, isBroad: true)
        addNamedPlaces(of: node, body)
        var context = NumberContext(owner: document, part: section, isTargetByDefault: true)
        readNumbers(body, &context)
    }

    private mutating func addNamedPlaces(of node: Int, _ body: Range<Int>) {
        addPlaces(of: node, body)
        addRegions(of: node, body)
    }

    // MARK: Head

    /// A title that speaks of the inspection, before the units or behind them, and a line in brackets that signs.
    private mutating func readFeedbackHead(_ parts: [Part]) {
        for place in blocks.indices {
            let block = blocks[place]
            guard block.kind == .label || block.kind == .heading, !parts.contains(where: { $0.blocks.contains(place) })
            else { continue }
            let body = text.trimmed(block.body)
            let isTold = text.contains(any: ["反馈", "公布", "通报", "完成"], in: body)
            if isTold, text.contains(any: Analysis.inspectionWords, in: body), text.keys[body.lowerBound] != 0x28 {
                noteTitle(body)
            }
            readSignature(block)
            readSigners(place..<place + 1)
        }
        addOwnPlace()
    }

    private mutating func readSignature(_ block: Block) {
        guard text.keys[block.range.lowerBound] == 0x28, block.range.count <= 40, block.range.count > 6,
            text.keys[block.range.upperBound - 1] == 0x29
        else { return }
        var inside = block.range.lowerBound + 1..<block.range.upperBound - 1
        for tail in ["供稿", "提供"] as [Keys] where text.has(tail, at: inside.upperBound - 2, before: inside.upperBound) {
            inside = inside.lowerBound..<inside.upperBound - 2
        }
        guard UnitName.isUnit(string(inside)) else { return }
        let unit = addUnit(string(inside), lines(block.range), .issuer)
        findings.link(document, "issued_by", unit, [lines(block.range)], .issuer)
    }

    /// The document covers its own place, where that is first named.
    mutating func addOwnPlace() {
        guard let home = home.county ?? home.city ?? home.province,
            let first = places.places.first(where: { $0.division == home })
        else { return }
        let lines = [self.lines(first.range)]
        findings.link(document, "covers", addDivision(home, lines), lines, .gazetteer)
    }
}

extension String {
    /// Up to the first comma, at most 40 characters: the name of a finding.
    var firstClause: String {
        let signs = "，,；;。".unicodeScalars
        let clause = unicodeScalars.prefix { !signs.contains($0) }
        return String((clause.isEmpty ? unicodeScalars[...] : clause).prefix(40))
    }
}
