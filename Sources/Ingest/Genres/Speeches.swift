import Text

/// Digests of speeches or proposals: a body with suggestions, a title, and who spoke; in columns they come apart.
extension Analysis {
    private static let suggestionCues: [Keys] = [
        "为此建议:", "为此,建议:", "为此,建议", "为此提出以下建议:", "建议如下:", "建议:", "几点建议:", "对策建议:", "我们建议:", "对此建议:", "提出如下建议:", "以下建议:",
        "意见建议:", "建议是:", "建议--", "提出三点意见:", "提出两点意见:",
        "提出几点意见:", "提出以下意见:",
    ]

    /// What the page's blocks are, one after the other.
    private enum Piece {
        case body(Int)
        case title(Range<Int>)
        case author(Byline)
    }

    /// A speech as it is put together.
    struct Speech {
        var bodies: [Int] = []
        var title: Range<Int>?
        var authors: [(byline: Byline, confidence: Double)] = []
    }

    mutating func readSpeeches() {
        let (head, speeches) = isLabelled ? labelledSpeeches() : speeches(of: speechPieces())
        for title in head { noteTitle(title) }
        addOwnPlace()
        var number = 0
        for speech in speeches where !speech.bodies.isEmpty {
            number += 1
            add(speech, number)
        }
    }

    // MARK: Pieces

    private func speechPieces() -> [Piece] {
        var pieces: [Piece] = []
        for place in blocks.indices {
            let block = blocks[place]
            if block.kind == .contents { continue }
            if let signed = BylineReader(text: text).signedTitle(block.body) {
                pieces.append(.title(signed.title))
                pieces += signed.bylines.map { .author($0) }
            } else if let byline = BylineReader(text: text).speaker(block.range) {
                pieces.append(.author(byline))
            } else if isCue(block) {
                pieces.append(.body(place))
            } else if block.kind == .label || isPlainHeading(block) || isNumberedTitle(place) {
                pieces += titlesAndAuthors(block)
            } else {
                pieces.append(.body(place))
            }
        }
        return pieces
    }

    /// `建议：` on a line of its own belongs to the body.
    private func isCue(_ block: Block) -> Bool {
        let range = text.trimmed(block.range)
        guard let last = range.last else { return false }
        return text.keys[last] == 0x3A || text.contains(any: Analysis.suggestionCues, in: range)
    }

    /// A heading without a number, or with a dash: `——政协……大会发言摘编`.
    private func isPlainHeading(_ block: Block) -> Bool {
        block.kind == .heading && block.numbering == nil
    }

    /// `3. 关于……的建议` before a signature or a body of its own is a title; `二、存在的问题` within a body is not.
    private func isNumberedTitle(_ place: Int) -> Bool {
        let block = blocks[place]
        guard block.kind == .heading, block.numbering != nil, block.body.count >= 8 else { return false }
        guard place + 1 < blocks.count else { return false }
        let next = blocks[place + 1]
        let reader = BylineReader(text: text)
        return next.kind == .label
            && text.lines[next.lines].contains { line in
                reader.byline(line.range) != nil || reader.isUnitOrRole(line.range)
            }
    }

    /// The titles and signatures that the lines of a block without punctuation are.
    private func titlesAndAuthors(_ block: Block) -> [Piece] {
        let reader = BylineReader(text: text)
        var pieces: [Piece] = []
        var title: Range<Int>?
        var unit: Range<Int>?
        func flush() {
            if let title { pieces.append(.title(title)) }
            title = nil
        }
        for line in text.lines[block.lines] {
            let start = line.range.lowerBound == block.range.lowerBound ? block.body.lowerBound : line.range.lowerBound
            let range = text.trimmed(start..<line.range.upperBound)
            if let byline = reader.byline(range) {
                flush()
                pieces.append(.author(byline))
                unit = nil
            } else if case let names = text.names(range), !names.isEmpty, unit != nil || block.lines.count == 1 {
                flush()
                pieces.append(
                    .author(Byline(names: names, unit: unit, range: (unit ?? range).lowerBound..<range.upperBound)))
                unit = nil
            } else if reader.isUnitOrRole(range), title == nil || reader.isRole(range) || hasName(after: line, block) {
                flush()
                unit = range
            } else {
                title = (title ?? range).lowerBound..<range.upperBound
            }
        }
        if let unit, title == nil { title = unit }
        flush()
        return pieces
    }

    private func hasName(after line: Line, _ block: Block) -> Bool {
        guard let next = text.lines[block.lines].first(where: { $0.number > line.number }) else { return false }
        return !text.names(next.range).isEmpty
    }

    // MARK: Putting together

    private static let mastheadWords: [Keys] = ["摘编", "摘登", "选登", "摘发", "摘要", "大会发言", "次会议", "全会", "专版", "提案选", "发言选"]

    /// The titles that head the page and not a speech.
    private func mastheadCount(_ pieces: [Piece]) -> Int {
        let titles = pieces.prefix { if case .title = $0 { true } else { false } }
        let last = titles.lastIndex { piece in
            if case .title(let title) = piece { text.contains(any: Analysis.mastheadWords, in: title) } else { false }
        }
        if let last { return last + 1 }
        // Where the page ends with a title or an author, those before the first body head the page.
        if case .body? = pieces.last { return max(0, titles.count - 1) }
        return titles.count
    }

    private func speechOrder(_ pieces: ArraySlice<Piece>) -> SpeechOrder? {
        var gaps: [[SpeechOrder.Mark]] = [[]]
        for piece in pieces {
            switch piece {
            case .title: gaps[gaps.count - 1].append(.title)
            case .author: gaps[gaps.count - 1].append(.author)
            case .body: gaps.append([])
            }
        }
        return SpeechOrder.of(gaps)
    }

    /// The speeches of a digest that keeps to one order.
    private func speeches(of pieces: ArraySlice<Piece>, _ order: SpeechOrder) -> [Speech] {
        var speeches: [Speech] = []
        var isBehindBody = true
        for piece in pieces {
            let begins = if case .author = piece { order == .speakerFirst } else { order == .speakerLast }
            switch piece {
            case .body(let block):
                if speeches.isEmpty { speeches.append(Speech()) }
                speeches[speeches.count - 1].bodies.append(block)
                isBehindBody = true
                continue
            case .title, .author:
                if begins, isBehindBody || speeches.isEmpty {
                    speeches.append(Speech())
                    isBehindBody = false
                }
            }
            guard let last = speeches.indices.last else { continue }
            if case .author(let byline) = piece { speeches[last].authors.append((byline, 1)) }
            if case .title(let title) = piece {
                speeches[last].title = (speeches[last].title ?? title).lowerBound..<title.upperBound
            }
        }
        return speeches
    }

    /// What stands between two bodies.
    private struct Gap {
        var titles: [Int] = []
        var authors: [Byline] = []
        /// Titles and authors by turns, a title first.
        var alternates = true
    }

    /// Puts bodies, titles and authors together. A title belongs to the body before it that has none, else to the next.
    ///
    /// Who spoke is certain only where one author stands by one title; titles without authors wait until authors come, and then
    /// each of them may have spoken each.
    private func speeches(of pieces: [Piece]) -> (head: [Range<Int>], [Speech]) {
        let masthead = mastheadCount(pieces)
        let head = pieces.prefix(masthead).compactMap { if case .title(let title) = $0 { title } else { nil } }
        if let order = speechOrder(pieces.dropFirst(masthead)) {
            return (head, speeches(of: pieces.dropFirst(masthead), order))
        }
        var speeches: [Speech] = []
        /// Titles before their bodies, by place in `speeches`.
        var ahead: [Int] = []
        var gap = Gap()
        var waiting: [Int] = []
        var isOpen = false
        for piece in pieces.dropFirst(masthead) {
            switch piece {
            case .title(let title):
                if let last = speeches.indices.last, isOpen, speeches[last].title == nil {
                    speeches[last].title = title
                    gap.titles.append(last)
                } else {
                    speeches.append(Speech(title: title))
                    ahead.append(speeches.count - 1)
                    gap.titles.append(speeches.count - 1)
                }
                isOpen = false
                if gap.titles.count != gap.authors.count + 1 { gap.alternates = false }
            case .author(let byline):
                gap.authors.append(byline)
                if gap.titles.count != gap.authors.count { gap.alternates = false }
            case .body(let block):
                settle(&gap, &waiting, &speeches)
                if let own = ahead.first {
                    ahead.removeFirst()
                    // The next body of a title that stood before it goes on with it.
                    let speech = speeches.remove(at: own)
                    speeches.append(speech)
                    moved(own, to: speeches.count - 1, &ahead, &waiting)
                    speeches[speeches.count - 1].bodies = [block]
                } else if let last = speeches.indices.last, isOpen {
                    speeches[last].bodies.append(block)
                } else {
                    speeches.append(Speech(bodies: [block]))
                }
                isOpen = true
            }
        }
        settle(&gap, &waiting, &speeches)
        return (head, speeches)
    }

    /// A speech went to the end of the list: those behind its place move up.
    private func moved(_ place: Int, to last: Int, _ ahead: inout [Int], _ waiting: inout [Int]) {
        ahead = ahead.map { $0 > place ? $0 - 1 : $0 }
        waiting = waiting.map { $0 == place ? last : $0 > place ? $0 - 1 : $0 }
    }

    /// Gives the authors of a gap to its titles, and to those that wait.
    private func settle(_ gap: inout Gap, _ waiting: inout [Int], _ speeches: inout [Speech]) {
        defer { gap = Gap() }
        if gap.authors.isEmpty {
            waiting += gap.titles
            return
        }
        if waiting.isEmpty, gap.alternates, gap.titles.count == gap.authors.count {
            for (title, author) in zip(gap.titles, gap.authors) { speeches[title].authors = [(author, 1)] }
            return
        }
        let titles = waiting + gap.titles
        let share = 1 / Double(max(titles.count, gap.authors.count, 1))
        for title in titles {
            speeches[title].authors = gap.authors.map { ($0, titles.count == 1 && gap.authors.count == 1 ? 1 : share) }
        }
        waiting = []
    }

    // MARK: One speech

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
        let body = (ranges.first?.lowerBound ?? 0)..<(ranges.last?.upperBound ?? 0)
        let cue =
            suggestionHeading(speech.bodies) ?? text.first(any: Analysis.suggestionCues, in: body) ?? colonCue(
                body, ["建议", "意见", "对策"])
            ?? sentenceCue(body)
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

    /// 建议 at the beginning of a sentence, without a colon.
    private func sentenceCue(_ body: Range<Int>) -> Range<Int>? {
        text.sentences(body).lazy.map { text.trimmed($0) }
            .first { text.has("建议", at: $0.lowerBound, before: $0.upperBound) }.map {
                $0.lowerBound..<$0.lowerBound + 2
            }
    }

    private var speechType: String {
        text.contains("发言", in: 0..<min(text.count, 400)) || !text.contains("提案", in: 0..<min(text.count, 400))
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
                unit.map { reader.isRole($0) && !UnitName.isUnit(string($0)) || string($0).hasSuffix("委员") } ?? false
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
        readNumbers(body, ofSpeech: node, suggestions: suggestions, from: cue)
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
