import Graph
import Text

/// `search "避暑 康养" in sections`: what is looked for, and among which kinds.
package struct BoundSearch: Sendable {
    /// A term or a part of it that is counted in a text.
    package struct Token: Sendable {
        /// Folded.
        package var text: [UInt8]
        /// The term that it is of; nil for all terms in one piece.
        package var term: Int?
        /// Whether it is the whole term.
        package var isWhole: Bool
        /// How much it counts beside the others.
        package var weight: Double
    }

    package var kinds: KindSet
    /// Folded, in the order written.
    package var terms: [[UInt8]]
    package var tokens: [Token]

    /// Terms stand between white space; a Chinese term counts by its pairs of characters, and by itself more than by these.
    package init(text: String, kinds: KindSet) {
        self.kinds = kinds
        let words = text.split(whereSeparator: \.isWhitespace).map { foldedBytes(String($0)) }.filter { !$0.isEmpty }
        var terms: [[UInt8]] = []
        for word in words where !terms.contains(word) { terms.append(word) }
        self.terms = terms
        tokens = terms.enumerated().flatMap { number, term in BoundSearch.tokens(of: term, number) }
        if terms.count > 1 {
            tokens.append(Token(text: terms.flatMap { $0 }, term: nil, isWhole: false, weight: 2))
        }
    }

    private static func tokens(of term: [UInt8], _ number: Int) -> [Token] {
        let scalars = Array(String(decoding: term, as: UTF8.self).unicodeScalars)
        let isASCII = term.allSatisfy { $0 < 0x80 }
        if scalars.count <= 2 || isASCII { return [Token(text: term, term: number, isWhole: true, weight: 1)] }
        let pairs = zip(scalars, scalars.dropFirst()).map { Array((String($0) + String($1)).utf8) }
        let share = 1 / Double(pairs.count)
        return pairs.map { Token(text: $0, term: number, isWhole: false, weight: share) }
            + [Token(text: term, term: number, isWhole: true, weight: 2)]
    }

    /// What a snippet marks: whole terms, then their parts for texts in which none of them stands whole.
    package var parts: [[UInt8]] { tokens.filter { $0.term != nil && !$0.isWhole }.map(\.text) }
}

/// What can be shown and sorted by of rows that were found by likeness.
package enum Ranked: Sendable {
    /// `score` after `name ~~ 平谣`: the mean over all such conditions
    case similarity([Similarity])
    /// `score` after `search`
    case score
    /// `snippet` after `search`
    case snippet
    /// `matched` after `name ~ 平遥`: which name, id or alias passed
    case matched([NameMatch])
}

/// One condition on what nodes go by.
package struct NameMatch: Sendable {
    package var path: BoundPath
    package var test: Test

    package init(path: BoundPath, test: Test) {
        self.path = path
        self.test = test
    }
}

/// One condition with `~~`: what is read, and what it should be like.
package struct Similarity: Sendable {
    package var path: BoundPath
    /// The best one counts: `name ~~ any(平谣, 介修)`
    package var resemblances: [Resemblance]

    package init(path: BoundPath, resemblances: [Resemblance]) {
        self.path = path
        self.resemblances = resemblances
    }
}
