import Text

extension Parser {
    /// operand = "any", literals | node | value ;
    ///
    /// What stands to the right of a comparator; a pattern is a token of its own, after `~` and `!~` only.
    mutating func operand(of comparator: Comparator) throws(SyntaxError) -> Operand {
        let start = current
        if at(.any), token(ahead: 1).isSymbol(.openRound) {
            advance()
            let literals = try literals()
            return Operand(.anyOf(literals), at: range(from: start.range.lowerBound))
        }
        if case .pattern(let pattern) = start.kind {
            advance()
            return Operand(.pattern(pattern), at: start.range)
        }
        if at(.openRound), token(ahead: 1).keyword != .count, opensQuery(ahead: 0) { throw unexpected(.value) }
        if let text = textAfterTilde(comparator) { return text }
        let value = try value()
        if at(.range) { throw .misplacedRange(at: current.range) }
        return Operand(.expression(value), at: value.range)
    }

    /// `~ 5A级`: what stands behind the number is no unit, so that it can only be a text.
    private mutating func textAfterTilde(_ comparator: Comparator) -> Operand? {
        guard [.contains, .notContains, .fuzzy].contains(comparator), case .number(let numeral) = current.kind,
            !numeral.suffix.isEmpty, MeasureUnit.named(numeral.suffix) == nil
        else { return nil }
        let range = current.range
        advance()
        return Operand(
            .expression(Expression(.literal(Literal(.text(text(in: range)), at: range)), at: range)), at: range)
    }

    /// members = bracketed query | literals | span | node | value ;
    ///
    /// What stands to the right of `in`.
    mutating func members() throws(SyntaxError) -> Operand {
        let start = current
        if at(.openRound) {
            if token(ahead: 1).isEnd { completion?.noteVerbs() }
            if opensQuery(ahead: 0) {
                let query = try bracketedQuery()
                return Operand(.query(query), at: range(from: start.range.lowerBound))
            }
            if opensList() {
                let literals = try literals()
                return Operand(.list(literals), at: range(from: start.range.lowerBound))
            }
        }
        if at(.range) { return try span(from: nil, start: start.range.lowerBound) }
        let value = try canonicalIt(value())
        if value.isDifferenceOfNumbers { throw .foreign(.dashRange, at: value.range) }
        guard at(.range) else { return Operand(.expression(value), at: value.range) }
        guard case .literal(let lower) = value.kind else { throw .misplacedRange(at: current.range) }
        return try span(from: lower, start: start.range.lowerBound)
    }

    /// `in 它` is `in it`.
    private func canonicalIt(_ value: Expression) -> Expression {
        guard case .literal(var literal) = value.kind, literal.isBare, case .text(let word) = literal.kind,
            Vocabulary.keyword(spelled: word) == .it
        else { return value }
        literal.kind = .text(Keyword.it.rawValue)
        return Expression(.literal(literal), at: value.range)
    }

    /// `( "a", "b" )`, `("a")`, `()`, and not `(1 + 2)`, `(c.develops)`.
    private mutating func opensList() -> Bool {
        let first = token(ahead: 1)
        if first.isSymbol(.closeRound) { return true }
        let distance = first.isSymbol(.minus) || first.isSymbol(.dollar) ? 3 : 2
        if case .text = token(ahead: distance).kind { return true }
        let after = token(ahead: distance)
        return after.isSymbol(.comma) || after.isSymbol(.closeRound) || after.isEnd
    }

    /// span = literal, "..", [ bound ] | "..", bound ;
    ///
    /// bound = [ "-" ], number | date | text | parameter ;
    ///
    /// A word isn't taken as the upper end, since it may be `and`.
    private mutating func span(from lower: Literal?, start: Int) throws(SyntaxError) -> Operand {
        try expect(.range)
        let upper = atUpperEnd() ? try literal() : nil
        if lower == nil, upper == nil { throw unexpected(.literal) }
        return Operand(.span(lower, upper), at: range(from: start))
    }

    private mutating func atUpperEnd() -> Bool {
        switch current.kind {
        case .number, .date, .text, .symbol(.minus), .symbol(.dollar): true
        case .word, .pattern, .symbol, .invalid, .end: false
        }
    }

    /// literals = "(", [ member, { ",", member }, [ "," ] ], ")" ;
    mutating func literals() throws(SyntaxError) -> [Literal] {
        let opening = current
        try expect(.openRound)
        let literals = try list(of: { (parser) throws(SyntaxError) in try parser.member() }, until: .closeRound)
        try expect(closing: .closeRound, of: opening)
        return literals
    }

    /// member = node | literal ;
    mutating func member() throws(SyntaxError) -> Literal {
        if let node = try nodeIfAny() { return node }
        return try literal()
    }

    /// node = name, text ;
    ///
    /// `county "平遥县"`
    mutating func nodeIfAny() throws(SyntaxError) -> Literal? {
        if completion != nil, token(ahead: 1).isEnd {
            let (kind, range) = (wordText(of: current), current.range)
            completion?.noteNode(of: kind, at: range)
        }
        guard atName(), case .text(let text) = token(ahead: 1).kind else { return nil }
        let kind = try name(.kind)
        let name = Name(text, at: current.range)
        advance()
        return Literal(.node(kind: kind, name: name), at: range(from: kind.range.lowerBound))
    }

    /// literal = [ "-" ], number | date | text | parameter | name ;
    mutating func literal() throws(SyntaxError) -> Literal {
        let token = current
        if token.isEnd { completion?.note(.literal) }
        switch token.kind {
        case .word(let word, _):
            advance()
            return Literal(.text(word), isBare: true, at: token.range)
        case .text(let text):
            advance()
            return Literal(.text(text), at: token.range)
        case .number(let numeral):
            return try number(numeral, sign: 1, from: token.range.lowerBound)
        case .date(let date):
            advance()
            return Literal(.date(date), at: token.range)
        case .symbol(.minus):
            advance()
            guard case .number(let numeral) = current.kind else { throw unexpected(.number) }
            return try number(numeral, sign: -1, from: token.range.lowerBound)
        case .symbol(.dollar): return try parameter()
        case .symbol, .pattern, .invalid, .end: throw unexpected(.literal)
        }
    }

    /// `1000`, `1.5万人`: what is written behind a number must be a unit.
    private mutating func number(_ numeral: Numeral, sign: Double, from start: Int) throws(SyntaxError) -> Literal {
        let token = current
        guard numeral.value.isFinite else { throw .numberTooLarge(at: token.range) }
        if numeral.suffix.isEmpty {
            advance()
            return Literal(.number(sign * numeral.value), at: range(from: start))
        }
        guard MeasureUnit.named(numeral.suffix) != nil else {
            throw .unknownUnit(numeral.suffix, number: numeral.text, at: token.range)
        }
        advance()
        return Literal(.quantity(Quantity(value: sign * numeral.value, unit: numeral.suffix)), at: range(from: start))
    }

    /// parameter = "$", name ;
    mutating func parameter() throws(SyntaxError) -> Literal {
        let start = current.range.lowerBound
        try expect(.dollar)
        let name = try name(.parameterName)
        return Literal(.parameter(name.text), at: range(from: start))
    }
}

extension Expression {
    /// `2023-2025`
    fileprivate var isDifferenceOfNumbers: Bool {
        guard case .binary(.subtract, let left, let right) = kind, case .literal(let first) = left.kind,
            case .literal(let second) = right.kind, case .number = first.kind, case .number = second.kind
        else { return false }
        return true
    }
}
