/// A speech as it is put together.
struct Speech {
    var bodies: [Int] = []
    var title: Range<Int>?
    var authors: [(byline: Byline, confidence: Double)] = []
    /// Where the words begin, if who speaks stands before them in one paragraph.
    var start: Int?
}

/// Which body, title and authors of a page make a speech together.
extension Analysis {
    private static let mastheadWords: [Keys] = [
        "摘编", "摘登", "选登", "摘发", "摘要", "大会发言", "次会议", "全会", "专版", "提案选", "发言选",
        "集萃", "汇编", "实录", "集锦", "选编", "发言材料", "发言稿",
    ]

    /// The titles that head the page and not a speech.
    private func mastheadCount(_ pieces: [SpeechPiece]) -> Int {
        let titles = pieces.prefix { if case .title = $0 { true } else { false } }
        let last = titles.lastIndex { piece in
            if case .title(let title) = piece { text.contains(any: Analysis.mastheadWords, in: title) } else { false }
        }
        if let last { return last + 1 }
        // Where the page ends with a title or an author, those before the first body head the page.
        if case .body? = pieces.last { return max(0, titles.count - 1) }
        return titles.count
    }

    /// What stands between two bodies.
    private struct Gap {
        var titles: [Int] = []
        var authors: [Byline] = []
        /// The speech before, if its author may be the one that stands here before any title.
        var before: Int?
        /// Titles and authors by turns, a title first.
        var alternates = true
    }

    /// Puts bodies, titles and authors together. A title belongs to the body before it that has none, else to the next.
    ///
    /// Who spoke is certain only where one author stands by one title; titles without authors wait until authors come, and then
    /// each of them may have spoken each.
    func speeches(of pieces: [SpeechPiece]) -> (head: [Range<Int>], [Speech]) {
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
                if gap.titles.isEmpty, gap.authors.isEmpty, let last = speeches.indices.last, isOpen,
                    speeches[last].title != nil, speeches[last].authors.isEmpty, !waiting.contains(last)
                {
                    gap.before = last
                }
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
        // Whoever stands between a body and the next title may have spoken either.
        let titles = (gap.before.map { [$0] } ?? []) + waiting + gap.titles
        let share = 1 / Double(max(titles.count, gap.authors.count, 1))
        for title in titles {
            speeches[title].authors = gap.authors.map { ($0, titles.count == 1 && gap.authors.count == 1 ? 1 : share) }
        }
        waiting = []
    }
}
