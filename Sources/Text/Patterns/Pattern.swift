/// A regular expression over folded text: what `~ /低空.{0,6}(经济|产业)/` looks for.
///
/// It knows literals, `.`, classes `[…]` `[^…]` with ranges, `\d \w \s` and their negations, `\p{Han}`, groups `(…)` `(?:…)`,
/// `|`, `* + ? {m} {m,} {m,n}`, and `^ $` for the ends of the text. Literals and classes are folded as the text is, so that
/// case, width and traditional characters don't matter; white space in it may be there or not, except between two ASCII
/// words, and so may `\s`.
///
/// The time it takes is linear in the text, whatever the pattern: it is a set of places in the pattern that moves over the
/// text once (Thompson), and each set that came up is remembered (`PatternMatcher`).
package struct Pattern: Sendable {
    /// `.{0,1000}` inside of `.{0,1000}` would be a million places; nobody writes what needs more than this.
    package static let mostStates = 4_000
    /// Each level of brackets is a level of recursion of the parser.
    package static let deepestNesting = 100
    /// `(a|b|…)` with more alternatives is not looked up in an index: the lists would be as long as the column.
    static let mostRequiredLiterals = 16

    /// As it was written.
    package let source: String
    /// Folded texts of which one must stand in whatever matches, for an index to be asked first; empty if there is none.
    package let requiredLiterals: [[UInt8]]
    let program: PatternProgram

    /// - Throws: `PatternError`, with the place inside of `source`.
    package init(_ source: String) throws(PatternError) {
        var parser = PatternParser(source)
        let node = try parser.whole()
        guard let program = PatternProgram(node) else { throw .tooLarge(at: 0..<source.utf8.count) }
        self.source = source
        self.program = program
        requiredLiterals = (node.requiredLiterals ?? []).map { $0.utf8Bytes }
    }

    /// Whether it matches somewhere in the folded text. For one text; `PatternMatcher` serves many.
    package func matches(folded text: UnsafeBufferPointer<UInt8>) -> Bool { PatternMatcher(self).matches(text) }

    /// Whether it matches somewhere in the text.
    package func matches(_ text: String) -> Bool { foldedBytes(text).withUnsafeBufferPointer(matches(folded:)) }
}

/// Why a text is no pattern, with the place inside of it. Each case shows a pattern that brings it about.
package enum PatternError: Error, Equatable, Sendable {
    /// `(低空`
    case unclosedGroup(at: Range<Int>)
    /// `低空)`
    case unopenedGroup(at: Range<Int>)
    /// `[低空`
    case unclosedClass(at: Range<Int>)
    /// `[]`
    case emptyClass(at: Range<Int>)
    /// `[z-a]`
    case backwardRange(at: Range<Int>)
    /// `*低空`, `低**`
    case nothingToRepeat(at: Range<Int>)
    /// `低{3,1}`, `低{x}`
    case badRepetition(at: Range<Int>)
    /// `\b`, `\1`
    case unknownEscape(String, at: Range<Int>)
    /// `\p{Latn}`
    case unknownClass(String, at: Range<Int>)
    /// `(?=低空)`
    case unknownGroup(String, at: Range<Int>)
    /// `.{1000}{1000}`
    case tooLarge(at: Range<Int>)
    /// `((((…`
    case nestedTooDeeply(at: Range<Int>)
}

extension [UInt32] {
    /// Scalars as UTF-8.
    var utf8Bytes: [UInt8] {
        var bytes: [UInt8] = []
        for value in self { bytes.appendScalar(value) }
        return bytes
    }
}
