/// Why a text is not a script. Each case shows a text that brings it about.
package enum SyntaxError: Error, Sendable, Equatable {
    /// `find counties where` (at its end), `find counties wher name = 平遥`
    case expected(Expectation, found: Found, clues: [Clue])
    /// `find proposals where topic ~ “低空经济`: points at the opening
    case unclosed(Delimiter, opened: Range<Int>)
    /// `topic ~ "低空”`, and no other `"` behind: points from the opening to the wrong end
    case mixedQuotes(at: Range<Int>)
    /// `find § counties`
    case strayCharacter(Unicode.Scalar, at: Range<Int>)
    /// A byte such as NUL, which no text has.
    case controlCharacter(UInt8, at: Range<Int>)
    /// A text in GBK.
    case notUTF8(at: Range<Int>)
    /// `"C:\new\query"`: `\q` means nothing
    case unknownEscape(at: Range<Int>)
    /// `2025-02-30`
    case noSuchDate(at: Range<Int>)
    /// `where value > 5G`
    case unknownUnit(String, number: String, at: Range<Int>)
    /// A number of more than 308 digits.
    case numberTooLarge(at: Range<Int>)
    /// `limit 2.5`, `part_of{3..1}`, `source: "plan" 9..3`
    case badCount(CountRule, at: Range<Int>)
    /// `where a == 1`, `select * from counties`
    case foreign(Habit, at: Range<Int>)
    /// `find a limit 3 union find b`
    case bracketsNeeded(Keyword, at: Range<Int>)
    /// `where year = 2023..2025`
    case misplacedRange(at: Range<Int>)
    /// `((((…))))`
    case nestedTooDeeply(at: Range<Int>)
    /// `a = 1 or a = 2 or …` a thousand times
    case tooManyTerms(at: Range<Int>)
    /// A quote of 20 MB.
    case tooLong(at: Range<Int>)
}

/// What the parser hoped for.
package enum Expectation: Sendable, Hashable {
    case statement, query, source, kind, relation, name, property, type
    case comparator, operand, value, literal, expression, unit, presence, path
    case number, wholeNumber, fileName, nodeName, further, clause, parameterName, pass, chartShape
    case keyword(Keyword)
    case symbol(Symbol)
}

/// What stood there instead.
package struct Found: Sendable, Equatable {
    /// As written, or empty at the end of the text.
    package var text: String
    package var range: Range<Int>

    package var isEnd: Bool { text.isEmpty }
}

/// What can be left open.
package enum Delimiter: Sendable, Equatable {
    /// `“低空经济`
    case quote(Quote)
    /// `~ /低空`
    case pattern
    /// `(`, `[`, `{`
    case bracket(Symbol)
}

/// What a number in that place must be.
package enum CountRule: Sendable, Equatable {
    /// `limit -1`
    case limit
    /// `part_of{1.5}`, `part_of{3..1}`
    case repetition
    /// `"plan" 9..3`, `"plan" 0`
    case lines
    /// `within -1`
    case length
}

/// Something the parser noticed that helps with the error.
package enum Clue: Sendable, Equatable {
    /// `wher`: the nearest keyword
    case nearest(String)
    /// `查找提案`: the words with spaces between
    case split(String)
    /// `find where name = x`: `where` was read as a name
    case readAsName(String)
    /// `where name = 平遥 古城`, `智造+`: a text of several words needs quotes
    case needsQuotes
    /// `"低空” and name = "平遥"`: the text goes on to the next `"`
    case mixedQuotes
    /// `name = 智造+` at the end
    case signNeedsQuotes(String)
    /// `where develops show name`
    case pathAlone(String)
    /// `where name 平遥`
    case comparatorLeftOut(String, String)
    /// `1,000`
    case thousandsSeparator
    /// `part_of[county]{1..}`
    case repetitionFirst
    /// `relation r 甲 from a to b`
    case aliasesInPairs
    /// `code = "1"` inside `( )`
    case colonNotEqual
    /// `show name`, without `find` before it
    case clauseWithoutQuery
    /// `via county 朝阳县`
    case viaRelations
    /// `where a = 1 b = 2`
    case joinConditions
    /// The end of a range: `2023~2025`
    case rangeSign
}

extension SyntaxError {
    /// Where in the text, as UTF-8 offsets.
    package var range: Range<Int> {
        switch self {
        case .expected(_, let found, _): found.range
        case .unclosed(_, let opened): opened
        case .strayCharacter(_, let range), .controlCharacter(_, let range), .unknownUnit(_, _, let range),
            .badCount(_, let range), .foreign(_, let range), .bracketsNeeded(_, let range):
            range
        case .mixedQuotes(let range), .notUTF8(let range), .unknownEscape(let range), .noSuchDate(let range),
            .numberTooLarge(let range),
            .misplacedRange(let range), .nestedTooDeeply(let range), .tooManyTerms(let range), .tooLong(let range):
            range
        }
    }

    /// More text could make it right: the parser came to the end, or a quote is still open.
    package var isIncomplete: Bool {
        switch self {
        case .expected(_, let found, _): found.isEnd
        case .unclosed(.pattern, _): false
        case .unclosed: true
        default: false
        }
    }
}
