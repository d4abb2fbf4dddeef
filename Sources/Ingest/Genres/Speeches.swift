import Text

/// Digests of speeches or proposals: a body with suggestions, a title, and who spoke; in columns they come apart.
extension Analysis {
    static let suggestionCues: [Keys] = [
        "为此建议:", "为此,建议:", "为此,建议", "为此提出以下建议:", "建议如下:", "建议:", "几点建议:", "对策建议:", "我们建议:", "对此建议:", "提出如下建议:", "以下建议:",
        "意见建议:", "建议是:", "建议--", "提出三点意见:", "提出两点意见:",
        "提出几点意见:", "提出以下意见:",
    ]

    mutating func readSpeeches() {
        let listed = listedProposals()
        if !listed.isEmpty {
            noteTitles()
            for (place, proposal) in listed.enumerated() { add(proposal, place + 1) }
            addOwnPlace()
            var context = NumberContext(owner: document, part: document)
            for block in blocks where block.kind == .paragraph { readNumbers(block.range, &context) }
            return
        }
        let isList = isLabelled
        let (head, speeches) = isList ? labelledSpeeches() : inlineSpeeches() ?? pagedSpeeches()
        // Lists may only name what was proposed, and by whom.
        let told = speeches.filter { !$0.bodies.isEmpty || isList && $0.title != nil && !$0.authors.isEmpty }
        // Minutes of which nobody is said to speak are read as any document.
        if told.isEmpty { return readPlan() }
        for title in head { noteTitle(title) }
        addOwnPlace()
        var number = 0
        for speech in told {
            number += 1
            add(speech, number)
        }
    }

    private mutating func add(_ speech: Speech, _ number: Int) {
        let path = number < 10 ? "0\(number)" : "\(number)"
        let ranges = runs(of: speech.bodies)
        var sources = ranges.map { lines($0) }
        var title = "第\(number)篇"
        if let range = speech.title {
            title = text.title(range)
            sources.append(lines(range))
        } else if let first = ranges.first {
            findings.doubt(.incomplete, lines(first), "没有题目的发言")
        }
        let body = (speech.start ?? ranges.first?.lowerBound ?? 0)..<(ranges.last?.upperBound ?? 0)
        let cue =
            suggestionHeading(speech.bodies) ?? suggestionLabel(speech.bodies) ?? text.first(
                any: Analysis.suggestionCues, in: body) ?? colonCue(
                body, ["建议", "意见", "对策"])
            ?? sentenceCue(body) ?? adviceComma(body) ?? reportedCue(body) ?? wishCue(body)
        let problem = behindLabel(body.lowerBound..<(cue?.lowerBound ?? body.upperBound))
        let suggestions = cue.map { listed($0.upperBound..<body.upperBound) } ?? []
        var values: [(property: String, values: [Value])] = [
            ("type", [.text(speechType)]), ("problem", [.text(string(problem))]),
            ("text", [.text(passage(of: speech.bodies))]),
        ]
        if !suggestions.isEmpty {
            values.append(("summary", [.text(suggestions.map { string(itemBody($0)) }.joined(separator: "；"))]))
        }
        let node = findings.add(
            Findings.Node(
                kind: "proposal", name: title, identity: .own(path), values: values, lines: sources, rule: .speech))
        findings.link(node, "part_of", document, sources, .speech)
        let topic = speech.title.flatMap { mainTopic(title: $0, body) }
        for (place, suggestion) in suggestions.enumerated() {
            addSuggestion(suggestion, path, place + 1, node, topic)
        }
        addAuthors(of: speech, node)
        addSubjects(of: node, title: speech.title, body: body, suggestions: suggestions, cue?.lowerBound)
    }

    /// `【具体建议】`, `二、对策建议`: a line of its own above what is proposed.
    private func suggestionHeading(_ places: [Int]) -> Range<Int>? {
        for place in places.dropLast() {
            let body = text.trimmed(blocks[place].body)
            guard body.count <= 14, blocks[place].kind != .paragraph || text.keys[body.lowerBound] == 0x3010,
                text.contains(any: ["建议", "对策", "办法", "举措"], in: body),
                !text.contains(any: ["问题", "不足", "原因"], in: body)
            else { continue }
            return blocks[place].range
        }
        return nil
    }

    private static let suggestionLabels: [Keys] = [
        "办法:", "具体办法:", "解决办法:", "建议办法:", "对策:", "措施:", "具体建议:", "对策措施:", "建议措施:", "意见建议:", "措施建议:",
    ]

    /// `办法：1.……` at the head of a paragraph, as proposals of assemblies have it.
    private func suggestionLabel(_ places: [Int]) -> Range<Int>? {
        for place in places {
            let range = text.trimmed(blocks[place].range)
            for label in Analysis.suggestionLabels where text.has(label, at: range.lowerBound, before: range.upperBound)
            {
                return range.lowerBound..<range.lowerBound + label.count
            }
        }
        return nil
    }

    private var speechType: String {
        if genre == .proposal { return text.contains("提案", in: 0..<min(text.count, 400)) ? "提案" : "建议" }
        return text.contains("发言", in: 0..<min(text.count, 400)) || !text.contains("提案", in: 0..<min(text.count, 400))
            ? "大会发言" : "提案"
    }

    /// Blocks that follow one another as one range.
    private func runs(of places: [Int]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var last = -2
        for place in places {
            let range = blocks[place].range
            if place == last + 1, let run = runs.last {
                runs[runs.count - 1] = run.lowerBound..<range.upperBound
            } else {
                runs.append(range)
            }
            last = place
        }
        return runs
    }

    private mutating func addSuggestion(
        _ item: Range<Int>, _ path: String, _ order: Int, _ proposal: Int,
        _ topic: (topic: String, place: Range<Int>)?
    ) {
        let body = itemBody(item)
        guard body.count >= 4 else { return }
        let summary = string(body)
        let node = findings.add(
            Findings.Node(
                kind: "recommendation", name: summary.firstClause, identity: .own("\(path)/\(order)"),
                values: [("summary", [.text(summary)]), ("order", [.number(Double(order))])], lines: [lines(item)],
                rule: .suggestion))
        findings.link(node, "answers", proposal, [lines(item)], .suggestion)
        addTopics(of: node, body, isBroad: true)
        // What a speech is about its suggestions are mostly about.
        if let topic { link(node, toTopic: topic.topic, [lines(topic.place)], .topicWord, 0.6) }
    }

    private mutating func addAuthors(of speech: Speech, _ proposal: Int) {
        let titleLines = speech.title.map { [lines($0)] } ?? []
        let reader = BylineReader(text: text)
        let isOpen = speech.authors.contains { $0.confidence < 1 }
        if isOpen, let range = speech.title {
            let names = speech.authors.flatMap { $0.byline.names.map { string($0) } }.joined(separator: "、")
            findings.doubt(.openAuthor, lines(range), names)
        }
        for (byline, confidence) in speech.authors {
            let bylineLines = lines(byline.range)
            let unit = byline.unit
            for unit in byline.units {
                let node = addUnit(string(unit), lines(unit), .author)
                findings.link(
                    proposal, "authored_by", node, titleLines + [bylineLines], .author, confidence: confidence)
            }
            let isRole =
                unit.map {
                    reader.isRole($0) && !UnitName.isUnit(string($0))
                        || ["委员", "界别", "界"].contains(where: string($0).hasSuffix)
                } ?? false
            for name in byline.names {
                let person = addPerson(
                    string(name), post: isRole ? unit.map { string($0) } : nil, unit: isRole ? nil : unit, bylineLines)
                let rule: Rule = confidence < 1 ? .openAuthor : .author
                findings.link(proposal, "authored_by", person, titleLines + [bylineLines], rule, confidence: confidence)
            }
        }
    }

    /// What a speech is about: topics of its title and words, and the place that it says 我市 of.
    private mutating func addSubjects(
        of node: Int, title: Range<Int>?, body: Range<Int>, suggestions: [Range<Int>], _ cue: Int?
    ) {
        if let title { addTopics(of: node, title, orPhrase: true, isBroad: true) }
        addRecurringTopics(of: node, body)
        addHome(of: node, "concerns", body)
        let whole = [title, body].compactMap { $0 }
        for range in whole { addSpokenPlaces(of: node, range) }
        addCitations(of: node, body)
        for range in whole {
            addRegions(of: node, range)
            addIndustries(of: node, range, "mentions")
            addSites(of: node, range)
        }
        let isRow = block(at: body.lowerBound)?.kind == .row
        if !isRow { readNumbers(body, ofSpeech: node, suggestions: suggestions, from: cue) }
        if let title { addIndustries(of: node, title, "concerns", confidence: 0.9) }
    }
}

extension Analysis {
    /// The document's own place is what a speech concerns; other places it mentions.
    private mutating func addSpokenPlaces(of node: Int, _ range: Range<Int>) {
        for place in places.places(in: range) {
            let lines = self.lines(place.range)
            let isHome = place.division == home.city || place.division == home.county
            findings.link(
                node, isHome ? "concerns" : "mentions", addDivision(place.division, [lines]), [lines], .gazetteer)
        }
    }

    /// Adds a person with what stands beside the name.
    mutating func addPerson(_ name: String, post: String?, unit: Range<Int>?, _ lines: ClosedRange<Int>) -> Int {
        let scope = unit.map { string($0) } ?? (home.county ?? home.city)?.name
        var node = Findings.Node(
            kind: "person", name: name, identity: scope.map { .within(fullName: "\(name)（\($0)）") } ?? .name,
            lines: [lines],
            rule: .author)
        if let post { node.values.append(("post", [.text(post)])) }
        let person = findings.add(node)
        if let unit {
            let node = addUnit(string(unit), self.lines(unit), .author)
            findings.link(person, "member_of", node, [lines], .author)
        }
        return person
    }

    /// The document's title, from a range at its head.
    mutating func noteTitle(_ range: Range<Int>) {
        let title = text.title(range)
        guard title.count >= 4 else { return }
        findings.addTitle(title, lines(range), to: document)
    }
}
