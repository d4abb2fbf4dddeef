import Text

/// How a digest puts speakers beside speeches, where it does so throughout: then nothing is open.
enum SpeechOrder {
    /// Speaker, title, body.
    case speakerFirst
    /// Title, body, speaker.
    case speakerLast

    /// What stands between two bodies.
    enum Mark {
        case title
        case author
    }

    /// - Parameter gaps: what stands before the first body, between bodies, and behind the last one.
    static func of(_ gaps: [[Mark]]) -> SpeechOrder? {
        guard gaps.count >= 3, let first = gaps.first, let last = gaps.last else { return nil }
        let between = gaps.dropFirst().dropLast().filter { !$0.isEmpty }
        guard !between.isEmpty else { return nil }
        let isAuthorsThenTitles = between.allSatisfy { gap in
            let authors = gap.prefix { $0 == .author }.count
            return authors > 0 && authors <= 3 && gap.count - authors <= 2 && !gap.dropFirst(authors).contains(.author)
        }
        guard isAuthorsThenTitles else { return nil }
        if last.isEmpty, first.first == .author,
            !first.dropFirst(first.prefix { $0 == .author }.count).contains(.author)
        {
            return .speakerFirst
        }
        let hasTitles = between.allSatisfy { $0.contains(.title) }
        // Behind the last speaker may stand who made the page: （本报记者 整理）
        let isSigned = last.first == .author && !last.drop { $0 == .author }.contains(.author)
        if hasTitles, isSigned, !first.contains(.author), !first.isEmpty {
            return .speakerLast
        }
        return nil
    }
}

extension Analysis {
    func speechOrder(_ pieces: ArraySlice<SpeechPiece>) -> SpeechOrder? {
        if areSignedBehind(pieces) { return .speakerLast }
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

    /// Whether every signature says in brackets, directly behind a body, whose it is: `（作者系……）`.
    private func areSignedBehind(_ pieces: ArraySlice<SpeechPiece>) -> Bool {
        var authors = 0
        for (place, piece) in zip(pieces.indices, pieces) {
            guard case .author(let byline) = piece else { continue }
            let start = byline.range.lowerBound
            guard place > pieces.startIndex, case .body = pieces[place - 1], text.keys[start] == 0x28,
                ["作者", "发言人", "撰稿"].contains(where: { text.has($0, at: start + 1, before: text.count) })
            else { return false }
            authors += 1
        }
        return authors >= 1
    }

    /// The speeches of a digest that keeps to one order.
    func speeches(of pieces: ArraySlice<SpeechPiece>, _ order: SpeechOrder) -> [Speech] {
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

    /// The speeches of a page, without what the page itself says before them.
    func pagedSpeeches() -> (head: [Range<Int>], speeches: [Speech]) {
        let pieces = speechPieces()
        guard let preface = preface(pieces) else { return speeches(of: pieces) }
        let titles = pieces[..<preface].compactMap { if case .title(let title) = $0 { title } else { nil } }
        let (head, speeches) = speeches(of: Array(pieces[(preface + 1)...]))
        return (titles + head, speeches)
    }

    /// The first body, where before it stand only titles, and before each of the others titles and who spoke: a preface.
    private func preface(_ pieces: [SpeechPiece]) -> Int? {
        var gaps: [[SpeechOrder.Mark]] = [[]]
        var first: Int?
        for (place, piece) in pieces.enumerated() {
            switch piece {
            case .title: gaps[gaps.count - 1].append(.title)
            case .author: gaps[gaps.count - 1].append(.author)
            case .body(let block):
                if first == nil {
                    if text.contains(any: ["建议", "一是"], in: blocks[block].range) { return nil }
                    first = place
                }
                gaps.append([])
            }
        }
        let between = gaps.dropFirst().dropLast().filter { !$0.isEmpty }
        guard between.count >= 2, gaps.last?.isEmpty == true, gaps[0].allSatisfy({ $0 == .title }),
            between.allSatisfy({ $0.first == .title && $0.last == .author })
                || between.allSatisfy({ $0.first == .author && $0.last == .title })
        else { return nil }
        return first
    }
}
