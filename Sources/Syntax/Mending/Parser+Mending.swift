import Diagnostics
import Text

extension Parser {
    /// The error of this statement for people; where it can be told, the statement that was probably meant is its first hint.
    ///
    /// - Parameter kindOf: The kind of the node of that name, in Chinese or not; nil if there is none.
    /// - Requires: `next` threw the error, and nothing was read since.
    package mutating func diagnostic(
        of error: SyntaxError, kindOf: (String, Bool) -> String? = { _, _ in nil }
    ) -> Diagnostic {
        var diagnostic = error.diagnostic
        guard error.isMendable, let start = tokens.first?.range.lowerBound else { return diagnostic }
        if case .noSuchDate(let range) = error, let date = DateRepair.date(in: text(in: range)) {
            diagnostic.hints.insert(.didYouMean(date), at: 0)
        } else if let mended = Mender.mended(bytes, from: start, kindOf: kindOf) {
            // The statement itself says more than a made-up one.
            diagnostic.hints = [Message(mended, mended)] + error.rules
        } else if diagnostic.hints.isEmpty, case .expected(.statement, let found, _) = error,
            let search = Mender.search(for: line(from: found.range.lowerBound))
        {
            diagnostic.hints = [Message(search, search)]
        }
        return diagnostic
    }
}

extension Parser {
    /// What stands there up to the end of the line.
    package func line(from start: Int) -> String {
        String(decoding: bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }.prefix(400), as: UTF8.self)
    }
}

/// The statement at that place as it was probably meant, though it parses: `year = null`, `date > 2025/11/3`. nil if no
/// habit of another language is in it.
package func mendedStatement(_ bytes: [UInt8], from start: Int) -> String? {
    Mender.mended(bytes, from: start) { _, _ in nil }
}

extension Message {
    fileprivate static func didYouMean(_ text: String) -> Message { Message("did you mean \(text)", "是否指“\(text)”") }
}

extension SyntaxError {
    /// The hints that are rules; the others are guesses, of which the whole statement is the better one.
    fileprivate var rules: [Message] {
        guard case .expected(_, _, let clues) = self else { return [] }
        return clues.filter(\.isRule).map(\.message)
    }

    /// Whether another spelling of the statement could be right; a text that is too large or no text at all has none.
    fileprivate var isMendable: Bool {
        switch self {
        case .expected, .unclosed, .mixedQuotes, .strayCharacter, .foreign, .misplacedRange, .noSuchDate, .unknownUnit,
            .badCount:
            true
        case .controlCharacter, .notUTF8, .unknownEscape, .numberTooLarge, .bracketsNeeded, .nestedTooDeeply,
            .tooManyTerms, .tooLong:
            false
        }
    }
}

extension Clue {
    fileprivate var isRule: Bool {
        switch self {
        case .needsQuotes, .mixedQuotes, .thousandsSeparator, .repetitionFirst, .aliasesInPairs, .colonNotEqual,
            .joinConditions, .rangeSign, .viaRelations:
            true
        case .nearest, .split, .readAsName, .signNeedsQuotes, .pathAlone, .comparatorLeftOut, .clauseWithoutQuery: false
        }
    }
}
