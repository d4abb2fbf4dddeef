import Text

/// A page of a newspaper: stories whose headlines stand before or behind them, bylines, datelines, captions.
extension Analysis {
    mutating func readPage(_ places: Range<Int>) {
        var stories = self.stories(places)
        giveStrayTitles(&stories)
        for (place, story) in stories.enumerated() { add(story, place + 1) }
    }

    // MARK: Titles apart

    /// A line of doubled runs is a photo's title; it stands apart from the photo. If only one photo lacks a title, it is its.
    private func giveStrayTitles(_ stories: inout [Story]) {
        for place in stories.indices where stories[place].headlines.count > 1 {
            guard let stray = stories[place].headlines.last,
                text.lines[blocks[stray].lines].contains(where: \.wasDoubled)
            else { continue }
            let bare = stories.indices.filter { stories[$0].isPhoto && stories[$0].headlines.isEmpty }
            guard bare.count == 1, let photo = bare.first else { continue }
            stories[place].headlines.removeLast()
            stories[photo].headlines = [stray]
        }
    }

    // MARK: One story

    private mutating func add(_ story: Story, _ number: Int) {
        let titles = story.headlines.filter {
            !titleRange(blocks[$0]).isEmpty && !isCaption(blocks[$0]) && !isColumnTitle(blocks[$0])
        }
        let places = (story.blocks + story.headlines).sorted()
        guard let first = story.blocks.first else { return }
        for place in story.headlines where isColumnTitle(blocks[place]) && !isPictureLabel(blocks[place]) {
            noteTitle(blocks[place].range)
        }
        let body = blocks[first].range
        let sources = placeRuns(places).map {
            lines(blocks[$0.lowerBound].range).lowerBound...lines(blocks[$0.upperBound].range).upperBound
        }
        let headline = titles.max { weight(blocks[$0]) < weight(blocks[$1]) }
        let name =
            headline.map { text.title(titleRange(blocks[$0])) } ?? bracketedTitle(blocks[first]).map { text.title($0) }
            ?? string(body).firstClause
        if headline == nil { findings.doubt(.incomplete, lines(body), "没有标题的报道") }
        let node = findings.add(
            Findings.Node(
                kind: "article", name: name, identity: .own("\(number)"),
                aliases: titles.filter { $0 != headline }.map { text.title(titleRange(blocks[$0])) },
                values: [("genre", [.text("报道")]), ("text", [.text(passage(of: story.blocks))])], lines: sources,
                rule: .story,
                confidence: headline == nil ? 0.9 : 1))
        findings.link(node, "part_of", document, sources, .story)
        for reporter in story.reporters {
            let person = addReporter(string(reporter), lines(reporter))
            findings.link(node, "authored_by", person, [lines(reporter)], .reporter)
        }
        addSubheads(of: story, node, "\(number)")
        readStory(places, titles, node)
    }

    /// Labels within a story are sections of it.
    private mutating func addSubheads(of story: Story, _ article: Int, _ path: String) {
        let subheads = story.blocks.indices.filter {
            isLabel(blocks[story.blocks[$0]]) && blocks[story.blocks[$0]].range.count >= 6
        }
        for (order, place) in subheads.enumerated() {
            let end = order + 1 < subheads.count ? subheads[order + 1] : story.blocks.count
            let part = Array(story.blocks[place..<end])
            guard let last = part.last else { continue }
            let lines = [self.lines(blocks[part[0]].range.lowerBound..<blocks[last].range.upperBound)]
            let section = findings.add(
                Findings.Node(
                    kind: "section", name: text.title(blocks[part[0]].body), identity: .own("\(path)/\(order + 1)"),
                    values: [("depth", [.number(1)]), ("text", [.text(passage(of: Array(part.dropFirst())))])],
                    lines: lines, rule: .section))
            findings.link(section, "part_of", article, lines, .section)
        }
    }

    /// Blocks that follow one another, as runs.
    private func placeRuns(_ places: [Int]) -> [ClosedRange<Int>] {
        var runs: [ClosedRange<Int>] = []
        for place in places {
            if let last = runs.last, last.upperBound + 1 == place {
                runs[runs.count - 1] = last.lowerBound...place
            } else {
                runs.append(place...place)
            }
        }
        return runs
    }

    /// Where nothing else is told of a name, the longer headline is the head; a kicker that only names a place is not.
    private func weight(_ block: Block) -> Int {
        let hasColon = text.contains(":", in: block.range)
        // A kicker stands between dashes, a deck tells the story's numbers.
        let isKicker = text.keys[block.range.lowerBound] == 0x2D
        let isDeck = text.contains(",", in: block.range) && block.range.contains { isDigit(text.keys[$0]) }
        return block.range.count + (hasColon ? 20 : 0) - (UnitName.isUnit(string(titleRange(block))) ? 20 : 0)
            - (isKicker || isDeck ? 40 : 0)
    }

    /// 县区动态: a column's title, short and without a verb's object.
    private func isColumnTitle(_ block: Block) -> Bool { block.range.count <= 5 && block.kind == .label }

    private mutating func addReporter(_ name: String, _ lines: ClosedRange<Int>) -> Int {
        findings.add(
            Findings.Node(
                kind: "person", name: name, identity: .name, values: [("post", [.text("记者")])], lines: [lines],
                rule: .reporter))
    }

    private mutating func readStory(_ places: [Int], _ titles: [Int], _ node: Int) {
        for place in titles { addMentionedTopics(of: node, blocks[place].range) }
        var context = NumberContext(owner: node, published: published(around: places))
        var isFirst = true
        var isGoal = false
        for run in placeRuns(places) {
            let range = blocks[run.lowerBound].range.lowerBound..<blocks[run.upperBound].range.upperBound
            addPlaces(of: node, range, headlines: isFirst ? titles.map { blocks[$0].range } : [])
            addCitations(of: node, range)
            addRegions(of: node, range)
            addIndustries(of: node, range, "mentions")
            addSites(of: node, range)
            for place in run {
                // 来年目标 above a paragraph, and the next subhead ends it.
                if isLabel(blocks[place]), !titles.contains(place) {
                    let wasGoal = isGoal
                    isGoal = text.contains(any: ["目标", "来年", "明年", "下一步"], in: blocks[place].range)
                    if isGoal || wasGoal { context.isTargetByDefault = isGoal }
                }
                if blocks[place].kind == .paragraph || blocks[place].kind == .item {
                    readNumbers(blocks[place].range, &context)
                }
            }
            isFirst = false
        }
    }

    /// The date beside a story's headline, else the page's own, in a short line of its head.
    private func published(around story: [Int]) -> (year: Int, range: Range<Int>)? {
        guard let first = story.first, let last = story.last else { return nil }
        let near = (max(0, first - 1)...last).lazy.filter { blocks[$0].range.count <= 60 }
        let head = text.lines.prefix(8).lazy.filter { line in
            line.range.count <= 40 || line.range.count <= 90 && text.contains(any: ["星期", "版"], in: line.range)
        }
        for place in near { if let date = text.fullDate(in: blocks[place].range) { return date } }
        for line in head { if let date = text.fullDate(in: line.range) { return date } }
        // The masthead may stand at the foot.
        for line in text.lines.suffix(4) where line.range.count <= 60 && text.contains("版", in: line.range) {
            if let date = text.fullDate(in: line.range) { return date }
        }
        return nil
    }

    /// Topics of an article are what it mentions: `topic` is not for documents.
    private mutating func addMentionedTopics(of node: Int, _ range: Range<Int>) {
        for (topic, place) in TopicLexicon.shared.topics(in: text, range) {
            let found = findings.add(
                Findings.Node(kind: "topic", name: topic, identity: .name, lines: [lines(place)], rule: .topicWord))
            findings.link(node, "mentions", found, [lines(place)], .topicWord)
        }
    }
}
