import Text

/// What an inspection found at units: a heading for each unit, praise, groups of what was found, recommendations.
extension Analysis {
    mutating func readFeedback() {
        let rows = readFeedbackTables()
        if !rows.isEmpty { return readFeedbackHead(rows) }
        if let (part, groups) = rectifiedPart() { return readRectification(part, groups) }
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

    /// What was found is told again by the unit, with what it did; its numbers are reported.
    private mutating func readRectification(_ part: InspectedPart, _ groups: [Range<Int>]) {
        add(part, 1, groups: groups, advice: [])
        let section = findings.nodes.lastIndex { $0.kind == "section" }
        var context = NumberContext(owner: document, part: section ?? document)
        for block in blocks where block.kind == .paragraph {
            let isTold = groups.contains { block.range.contains($0.lowerBound) }
            if !isTold { readNumbers(block.range, &context) }
        }
        readFeedbackHead([])
    }

    // MARK: One unit

    private mutating func read(_ part: InspectedPart, _ number: Int) {
        let body = part.heading.upperBound..<end(of: part)
        let advice = adviceRange(part.blocks.dropFirst(), body)
        let groups = findingGroups(
            part.blocks.dropFirst(), body.lowerBound..<(advice?.cue.lowerBound ?? body.upperBound))
        let labelled = labelledItems(part.blocks.dropFirst(), Analysis.adviceLabels)
        let items = labelled.isEmpty ? advice.map { listed($0.rest) } ?? [] : labelled
        add(part, number, groups: groups, advice: items.filter { !isResponse($0) })
        let firstFinding = groups.first?.lowerBound ?? body.lowerBound
        if part.heading.upperBound < firstFinding { readPraise(part, before: firstFinding) }
    }

    /// What paragraphs before the findings tell was done.
    private mutating func readPraise(_ part: InspectedPart, before end: Int) {
        let section = findings.nodes.lastIndex { $0.kind == "section" }
        var context = NumberContext(owner: document, part: section ?? document)
        for block in blocks[part.blocks.dropFirst()] where block.kind == .paragraph && block.range.upperBound < end {
            readNumbers(block.range, &context)
        }
    }

    /// 市民政局党组书记表态……: what who was inspected says to it is no recommendation.
    private func isResponse(_ item: Range<Int>) -> Bool {
        let body = itemBody(item)
        return text.contains(any: ["表态", "表示,", "书记主持", "主持会议", "出席会议", "参加会议"], in: body)
            && text.contains(any: ["书记", "负责人", "领导", "组长", "主任", "局长", "同志"], in: body)
    }

    private func end(of part: InspectedPart) -> Int {
        blocks[part.blocks].last?.range.upperBound ?? part.heading.upperBound
    }

    /// Adds a unit with what was found at it and what is recommended to it.
    mutating func add(_ part: InspectedPart, _ number: Int, groups: [Range<Int>], advice: [Range<Int>]) {
        let headingLines = lines(part.heading)
        let unit = addUnit(string(part.unit), headingLines, .inspectedUnit)
        addPlaces(of: document, part.unit)
        findings.link(document, "inspected", unit, [headingLines], .inspectedUnit)
        let section = addFeedbackSection(part, number, part.heading.lowerBound..<end(of: part))
        findings.link(section, "mentions", unit, [headingLines], .inspectedUnit)
        for (place, group) in groups.enumerated() {
            addFinding(group, number, place + 1, unit, section, headingLines)
        }
        for (place, item) in advice.enumerated() {
            addAdvice(item, number, place + 1, unit, section, headingLines)
        }
    }

    private mutating func addFeedbackSection(_ part: InspectedPart, _ number: Int, _ range: Range<Int>) -> Int {
        let lines = lines(range)
        var values: [(property: String, values: [Value])] = [("depth", [.number(1)])]
        if let numbering = part.number {
            values.append(("number", [.text(string(numbering.range).filter { !"、.．".contains($0) })]))
        }
        let below = part.blocks.dropFirst()
        values.append(("text", [.text(passage(of: Array(below.isEmpty ? part.blocks : below)))]))
        let body = text.trimmed((part.number?.range.upperBound ?? part.heading.lowerBound)..<part.heading.upperBound)
        let node = findings.add(
            Findings.Node(
                kind: "section", name: text.title(body), identity: .own("\(number)"), values: values, lines: [lines],
                rule: .section))
        findings.link(node, "part_of", document, [lines], .section)
        return node
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
    private mutating func readFeedbackHead(_ parts: [InspectedPart]) {
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
