import Text

/// A page of a newspaper: stories whose headlines stand before or behind them, bylines, datelines, captions.
extension Analysis {
    /// A story as it is put together.
    private struct Story {
        var blocks: [Int] = []
        var headlines: [Int] = []
        var reporters: [Range<Int>] = []
        var isPhoto = false
        var isClosed = false
    }

    mutating func readPage(_ places: Range<Int>) {
        var stories = self.stories(places)
        giveStrayTitles(&stories)
        for (place, story) in stories.enumerated() { add(story, place + 1) }
    }

    // MARK: Stories

    /// Cuts a page into stories. Labels behind a body are its headline if what follows is the beginning of another story; else
    /// they head a part of it.
    private func stories(_ places: Range<Int>) -> [Story] {
        var stories: [Story] = []
        var labels: [Int] = []
        let headlinesFollow = headlinesFollowBodies(places)
        for place in places {
            let block = blocks[place]
            if isLabel(block), !isFurniture(block), !isSignature(block) {
                labels.append(place)
                if byline(block) != nil, !stories.isEmpty,
                    headlinesFollow || (labels.count == 1 && titleRange(block).isEmpty)
                {
                    close(&stories[stories.count - 1], &labels)
                }
                continue
            }
            if isFurniture(block) {
                // What the paper prints on every page.
                continue
            }
            if isSignature(block), !stories.isEmpty {
                stories[stories.count - 1].reporters += text.names(
                    text.trimmed(block.range.lowerBound + 1..<block.range.upperBound - 1))
                stories[stories.count - 1].isClosed = true
                continue
            }
            let isPicture = labels.contains { isPictureLabel(blocks[$0]) }
            if isCaption(block), !isPicture, !stories.isEmpty, !isPhotoStory(block), headlinesFollow || labels.isEmpty {
                take(labels, into: &stories[stories.count - 1])
                labels = []
                stories[stories.count - 1].blocks.append(place)
                continue
            }
            let begins =
                stories.isEmpty || isPicture || stories[stories.count - 1].isClosed || hasDateline(block)
                || isPhotoStory(block)
                || beginsElsewhere(block) || (!headlinesFollow && labels.contains { isHeadline($0) })
            if begins {
                if headlinesFollow, !stories.isEmpty {
                    close(&stories[stories.count - 1], &labels)
                }
                var story = Story()
                if !headlinesFollow { take(labels, into: &story) }
                labels = []
                stories.append(story)
            } else {
                // Labels between parts of one story are its subheads.
                stories[stories.count - 1].blocks += labels
                labels = []
            }
            stories[stories.count - 1].blocks.append(place)
            stories[stories.count - 1].isPhoto = stories[stories.count - 1].isPhoto || isPhotoStory(block)
            stories[stories.count - 1].reporters += reporters(block.range) + signature(behind: block)
            stories[stories.count - 1].reporters += datelineNames(block)
            if isPhotoStory(block) || isPicture { stories[stories.count - 1].isClosed = true }
        }
        if !stories.isEmpty { close(&stories[stories.count - 1], &labels) }
        return stories
    }

    private func close(_ story: inout Story, _ labels: inout [Int]) {
        take(labels, into: &story)
        labels = []
        story.isClosed = true
    }

    private func take(_ labels: [Int], into story: inout Story) {
        for place in labels {
            if let names = byline(blocks[place]) { story.reporters += names }
            story.headlines.append(place)
        }
    }

    private func isLabel(_ block: Block) -> Bool {
        block.kind == .label || block.kind == .heading || (block.range.count <= 30 && byline(block) != nil)
    }

    /// A label that heads a story by itself: the first level of Markdown, a byline below, or a county's name at its head.
    private func isHeadline(_ place: Int) -> Bool {
        let block = blocks[place]
        if block.markdownLevel == 1 || byline(block) != nil { return true }
        let body = text.trimmed(block.body)
        guard let first = places.places(in: body).first, first.range.lowerBound - body.lowerBound <= 1 else {
            return false
        }
        let behind = first.range.upperBound < body.upperBound ? text.keys[first.range.upperBound] : 0
        return behind == 0x3A || behind == 0x20 || (behind == 0x3001 && body.count >= 8)
    }

    private static let furniture: [Keys] = ["责编", "责任编辑", "版式", "美编", "校对", "星期", "来源:", "投稿邮箱"]

    /// Date, editors and the like.
    private func isFurniture(_ block: Block) -> Bool {
        block.range.count <= 60 && text.contains(any: Analysis.furniture, in: block.range)
            && !text.contains("作者:", in: block.range)
    }

    /// （李梅）
    private func isSignature(_ block: Block) -> Bool {
        block.range.count <= 12 && text.keys[block.range.lowerBound] == 0x28
            && text.keys[block.range.upperBound - 1] == 0x29
            && !text.names(block.range.lowerBound + 1..<block.range.upperBound - 1).isEmpty
    }

    /// Whether the page begins with a body: then what stands behind a body is its headline.
    private func headlinesFollowBodies(_ places: Range<Int>) -> Bool {
        let body = places.first { !isLabel(blocks[$0]) && blocks[$0].range.count > 20 }
        guard let body else { return false }
        let before = places.lowerBound..<body
        let titles = before.filter { blocks[$0].range.count >= 8 }
        if titles.isEmpty { return true }
        // A masthead alone before the first body is no headline if the page ends with titles.
        let last = places.last { blocks[$0].range.count >= 8 && !blocks[$0].range.isEmpty }
        return titles.count <= 1 && last.map { isLabel(blocks[$0]) } ?? false
    }

    private static let datelines: [Keys] = ["讯(", "电(", "讯 (", "讯记者", "本报讯", "日讯", "日电"]
    private static let continued: [Keys] = ["(上接第", "上接第", "(紧接第"]

    /// `本报太原2月15日讯（记者 李梅）`
    private func hasDateline(_ block: Block) -> Bool {
        let head = block.range.lowerBound..<min(block.range.upperBound, block.range.lowerBound + 24)
        return text.contains(any: Analysis.datelines, in: head)
    }

    private func beginsElsewhere(_ block: Block) -> Bool {
        Analysis.continued.contains { text.has($0, at: block.range.lowerBound, before: block.range.upperBound) }
    }

    private func isPhotoStory(_ block: Block) -> Bool { text.contains("图为", in: block.range) && block.range.count > 40 }

    /// 图片新闻: the caption below is a story of its own.
    private func isPictureLabel(_ block: Block) -> Bool {
        block.range.count <= 8 && text.contains(any: ["图片新闻", "图说", "图片故事", "光影", "图片报道"], in: block.range)
    }

    /// 李梅 of `本报讯（李梅）`, where no 记者 stands before the name.
    private func datelineNames(_ block: Block) -> [Range<Int>] {
        let head = block.range.lowerBound..<min(block.range.upperBound, block.range.lowerBound + 24)
        guard let open = text.first("讯(", in: head) ?? text.first("电(", in: head),
            let close = text.first(")", in: open..<min(block.range.upperBound, open + 24))
        else { return [] }
        return text.names(open + 2..<close)
    }

    /// A picture's caption ends in 摄 behind a name.
    private func isCaption(_ block: Block) -> Bool {
        let tail = max(block.range.lowerBound, block.range.upperBound - 4)..<block.range.upperBound
        return block.range.count <= 80 && text.contains("摄", in: tail)
    }

    // MARK: Reporters

    private static let reporterCues: [Keys] = ["本报记者", "实习记者", "见习记者", "特约记者", "记者", "通讯员", "报道员", "作者:", "作者"]

    /// The names of a title's block whose last line is a byline and nothing else: `本报记者 李梅 通讯员 王芳`.
    private func byline(_ block: Block) -> [Range<Int>]? {
        guard let last = text.lines[block.lines].last else { return nil }
        return byline(last.range)
    }

    /// A title's block without the byline that may stand below it; empty if there is nothing else.
    private func titleRange(_ block: Block) -> Range<Int> {
        guard let last = text.lines[block.lines].last, byline(last.range) != nil else { return block.body }
        return text.trimmed(block.body.lowerBound..<max(block.body.lowerBound, last.range.lowerBound))
    }

    private func byline(_ line: Range<Int>) -> [Range<Int>]? {
        let range = text.trimmed(line)
        guard range.count <= 60, let cue = text.first(any: Analysis.reporterCues, in: range),
            cue.lowerBound - range.lowerBound <= 4 || text.has("来源", at: range.lowerBound, before: range.upperBound),
            !text.contains("摄", in: range)
        else { return nil }
        let names = reporters(range)
        return names.isEmpty ? nil : names
    }

    /// The names behind 记者 and 通讯员 in a byline, a dateline or a caption.
    private func reporters(_ range: Range<Int>) -> [Range<Int>] {
        var names: [Range<Int>] = []
        var place = range.lowerBound
        while let cue = text.first(any: Analysis.reporterCues, in: place..<range.upperBound) {
            place = cue.upperBound
            var end = place
            while end < range.upperBound, end - place < 16,
                isHan(text.keys[end]) || [0x20, 0x3001].contains(text.keys[end])
            { end += 1 }
            var part = text.trimmed(place..<end)
            if let next = text.first(any: Analysis.reporterCues, in: part) {
                part = text.trimmed(part.lowerBound..<next.lowerBound)
            }
            // 金哲 时间: the next field follows.
            if let field = text.first(any: ["时间", "编辑", "来源", "责编"], in: part) {
                part = text.trimmed(part.lowerBound..<field.lowerBound)
            }
            if let sign = text.last("摄", in: part) { part = text.trimmed(part.lowerBound..<sign) }
            let isSigned =
                end == range.upperBound || [0x29, 0x2F, 0x20].contains(text.keys[end])
                || text.has("摄", at: end, before: range.upperBound)
            let found = text.names(part)
            if isSigned || part.upperBound < end { names += found }
        }
        return names
    }

    /// 李梅 of a paragraph that ends with `（李梅）`.
    private func signature(behind block: Block) -> [Range<Int>] {
        guard block.range.count > 40, text.keys[block.range.upperBound - 1] == 0x29,
            let open = text.last("(", in: block.range.upperBound - min(14, block.range.count)..<block.range.upperBound),
            open > block.range.lowerBound, endsSentence(text.keys[open - 1])
        else { return [] }
        return text.names(open + 1..<block.range.upperBound - 1)
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
        for place in story.headlines where isColumnTitle(blocks[place]) { noteTitle(blocks[place].range) }
        let body = blocks[first].range
        let sources = placeRuns(places).map {
            lines(blocks[$0.lowerBound].range).lowerBound...lines(blocks[$0.upperBound].range).upperBound
        }
        let headline = titles.max { weight(blocks[$0]) < weight(blocks[$1]) }
        let name = headline.map { text.title(titleRange(blocks[$0])) } ?? string(body).firstClause
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
        return block.range.count + (hasColon ? 20 : 0) - (UnitName.isUnit(string(titleRange(block))) ? 20 : 0)
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
        for run in placeRuns(places) {
            let range = blocks[run.lowerBound].range.lowerBound..<blocks[run.upperBound].range.upperBound
            addPlaces(of: node, range, headlines: isFirst ? titles.map { blocks[$0].range } : [])
            addCitations(of: node, range)
            addRegions(of: node, range)
            addIndustries(of: node, range, "mentions")
            addSites(of: node, range)
            for place in run where blocks[place].kind == .paragraph { readNumbers(blocks[place].range, &context) }
            isFirst = false
        }
    }

    /// The date beside a story's headline, else the page's own, in a short line of its head.
    private func published(around story: [Int]) -> (year: Int, range: Range<Int>)? {
        guard let first = story.first, let last = story.last else { return nil }
        let near = (max(0, first - 1)...last).lazy.filter { blocks[$0].range.count <= 60 }
        let head = blocks.indices.prefix(6).lazy.filter { blocks[$0].range.count <= 40 }
        for place in near { if let date = text.fullDate(in: blocks[place].range) { return date } }
        for place in head { if let date = text.fullDate(in: blocks[place].range) { return date } }
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
