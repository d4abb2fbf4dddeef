/// A story of a newspaper as it is put together.
struct Story {
    var blocks: [Int] = []
    var headlines: [Int] = []
    var reporters: [Range<Int>] = []
    var isPhoto = false
    var isClosed = false
}

/// How a page is cut into stories, by what its blocks look like.
extension Analysis {
    /// Cuts a page into stories. Labels behind a body are its headline if what follows is the beginning of another story; else
    /// they head a part of it.
    func stories(_ places: Range<Int>) -> [Story] {
        var stories: [Story] = []
        var labels: [Int] = []
        let headlinesFollow = headlinesFollowBodies(places)
        let signedLevel = self.signedLevel
        let heads = bracketedHeads(places)
        for place in places {
            let block = blocks[place]
            if let last = stories.last, last.isPhoto, last.blocks.last == place - 1, isCredit(block) {
                stories[stories.count - 1].reporters += reporters(block.range)
                stories[stories.count - 1].blocks.append(place)
                continue
            }
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
                || beginsElsewhere(block) || heads.contains(place)
                || labels.contains { isHeadline($0, signedLevel) && (!headlinesFollow || byline(blocks[$0]) == nil) }
                || (!headlinesFollow && !labels.isEmpty && !stories[stories.count - 1].reporters.isEmpty
                    && hasOwnAuthor(place, in: places))
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
        if let last = stories.indices.last {
            // What is left below the last story is the page's, unless headlines stand there or the story has none.
            if !headlinesFollow, !stories[last].headlines.isEmpty { labels.removeAll { byline(blocks[$0]) == nil } }
            close(&stories[last], &labels)
        }
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

    func isLabel(_ block: Block) -> Bool {
        block.kind == .label || block.kind == .heading || (block.range.count <= 30 && byline(block) != nil)
    }

    /// A label that heads a story by itself: the first level of Markdown, a byline below, or a county's name at its head.
    private func isHeadline(_ place: Int, _ signedLevel: UInt8) -> Bool {
        let block = blocks[place]
        if block.markdownLevel == 1 || byline(block) != nil || isBriefsLabel(block) { return true }
        if block.markdownLevel > 0, block.markdownLevel == signedLevel { return true }
        let body = text.trimmed(block.body)
        guard let first = places.places(in: body).first, first.range.lowerBound - body.lowerBound <= 1 else {
            return false
        }
        let behind = first.range.upperBound < body.upperBound ? text.keys[first.range.upperBound] : 0
        return behind == 0x3A || behind == 0x20 || (behind == 0x3001 && body.count >= 8)
    }

    /// The level of headings at least two of which have an author below, before the next of them: those of a page's stories.
    private var signedLevel: UInt8 {
        var counts: [UInt8: Int] = [:]
        for place in blocks.indices.dropLast() where blocks[place].markdownLevel > 0 {
            let level = blocks[place].markdownLevel
            let below = blocks[(place + 1)...].prefix { $0.markdownLevel == 0 || $0.markdownLevel > level }
            let isSigned = below.contains {
                byline($0) != nil || $0.kind == .paragraph && !reporters($0.range).isEmpty
                    || !signature(behind: $0).isEmpty
            }
            if isSigned { counts[level, default: 0] += 1 }
        }
        return counts.filter { $0.value >= 2 }.keys.min() ?? 0
    }

    /// Whether what stands below a label has an author of its own: a part of a story has none.
    private func hasOwnAuthor(_ place: Int, in places: Range<Int>) -> Bool {
        for block in blocks[place..<places.upperBound] {
            if isSignature(block) { return true }
            if isLabel(block) { return false }
            let isSigned = !reporters(block.range).isEmpty && !isCaption(block)
            if isSigned || !signature(behind: block).isEmpty || !datelineNames(block).isEmpty { return true }
        }
        return false
    }

    private static let furniture: [Keys] = [
        "责编", "责任编辑", "编辑:", "版式", "美编", "校对", "星期", "来源:", "投稿", "主管:", "主管单位", "承印", "浏览次数", "点击数", "网站地图", "上一篇",
        "下一篇", "打印本页", "关闭窗口", "分享到",
    ]

    /// Date, editors and the like.
    private func isFurniture(_ block: Block) -> Bool {
        block.range.count <= 60 && text.contains(any: Analysis.furniture, in: block.range)
            && !text.contains("作者:", in: block.range)
            || block.range.count <= 60 && text.contains(any: ["版", "日报", "晚报", "周报"], in: block.range)
                && text.fullDate(in: block.range) != nil
            || (block.range.count <= 14 || block.kind == .row && block.range.count <= 60)
                && text.fullDate(in: block.range) != nil
    }

    /// （李梅）
    private func isSignature(_ block: Block) -> Bool {
        block.range.count <= 12 && text.keys[block.range.lowerBound] == 0x28
            && text.keys[block.range.upperBound - 1] == 0x29
            && !text.names(block.range.lowerBound + 1..<block.range.upperBound - 1).isEmpty
    }

    /// Whether the page begins with a body: then what stands behind a body is its headline.
    private func headlinesFollowBodies(_ places: Range<Int>) -> Bool {
        let body = places.first { !isLabel(blocks[$0]) && blocks[$0].kind != .row && blocks[$0].range.count > 20 }
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

    /// 图为…… with more than a caption says, or `本报记者 李梅 摄影报道` at its end.
    private func isPhotoStory(_ block: Block) -> Bool {
        let end = block.range.upperBound
        return text.contains("图为", in: block.range) && block.range.count > 40
            || block.range.count > 20 && text.has("摄影报道", at: end - 4, before: end)
    }

    /// 图片新闻: the caption below is a story of its own.
    func isPictureLabel(_ block: Block) -> Bool {
        block.range.count <= 8 && text.contains(any: ["图片新闻", "图说", "图片故事", "光影", "图片报道"], in: block.range)
    }

    /// 简讯: several short pieces below one label.
    private func isBriefsLabel(_ block: Block) -> Bool {
        let label = string(text.trimmed(block.body)).filter { isHan($0.unicodeScalars.first?.value ?? 0) }
        return ["简讯", "短讯", "简明新闻", "要闻速览", "一句话新闻", "快讯", "短波", "新闻速递"].contains(label)
    }

    /// `本报记者 李梅 摄` and nothing else, which a narrow column parts from its caption.
    private func isCredit(_ block: Block) -> Bool {
        let tail = max(block.range.lowerBound, block.range.upperBound - 2)..<block.range.upperBound
        return block.range.count <= 16 && text.contains("摄", in: tail) && !reporters(block.range).isEmpty
    }

    /// A picture's caption ends in 摄 behind a name.
    func isCaption(_ block: Block) -> Bool {
        let tail = max(block.range.lowerBound, block.range.upperBound - 4)..<block.range.upperBound
        return block.range.count <= 80 && text.contains("摄", in: tail)
    }
}
