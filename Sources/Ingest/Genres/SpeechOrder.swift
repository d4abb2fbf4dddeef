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
        if hasTitles, !last.isEmpty, last.allSatisfy({ $0 == .author }), !first.contains(.author), !first.isEmpty {
            return .speakerLast
        }
        return nil
    }
}
