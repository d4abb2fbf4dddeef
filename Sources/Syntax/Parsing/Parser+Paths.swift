import Text

extension Parser {
    /// path = [ "." ], step, { ".", step }, [ "@", name ] | "@", name ;
    mutating func path() throws(SyntaxError) -> Path {
        let start = current.range.lowerBound
        completion?.begin()
        var steps: [Step] = []
        if !at(.at) {
            _ = take(.dot)
            repeat {
                let step = try self.step()
                steps.append(step)
                completion?.stepsSoFar = steps
            } while take(.dot)
        }
        let edgeProperty = try edgePropertyIfAny()
        return Path(steps: steps, edgeProperty: edgeProperty, range: range(from: start))
    }

    /// `@confidence`
    private mutating func edgePropertyIfAny() throws(SyntaxError) -> Name? {
        guard take(.at) else { return nil }
        completion?.isEdgeProperty = true
        return try name(.property)
    }

    /// step = name, [ repetition ], [ narrowing ] ;
    mutating func step() throws(SyntaxError) -> Step {
        let name = try name(.path)
        let repetition = atRepetition() ? try self.repetition() : nil
        var step = Step(name: name, narrowing: nil, repetition: repetition)
        if at(.openSquare) { step.narrowing = try narrowing(of: step) }
        if atRepetition() { throw unexpected(.further, clues: [.repetitionFirst]) }
        return step
    }

    /// narrowing = "[", ( name, { ( "and" | "or" ), negation } | condition ), "]" ;
    ///
    /// A word alone in it is a kind.
    mutating func narrowing(of step: Step) throws(SyntaxError) -> Condition {
        let opening = current
        try expect(.openSquare)
        let outer = completion
        completion?.enterBrackets(of: step)
        let condition = try nested { (parser) throws(SyntaxError) in
            try parser.withBareKinds { (parser) throws(SyntaxError) in try parser.condition() }
        }
        try expect(closing: .closeSquare, of: opening)
        completion?.leave(to: outer)
        return condition
    }

    /// Whether `{` stands here before a number or `..`: before anything else it opens a shape.
    private mutating func atRepetition() -> Bool { opensRepetition(ahead: 0) }

    mutating func opensRepetition(ahead distance: Int) -> Bool {
        guard token(ahead: distance).isSymbol(.openCurly) else { return false }
        switch token(ahead: distance + 1).kind {
        case .number, .symbol(.range): return true
        case .word, .date, .text, .pattern, .symbol, .invalid, .end: return false
        }
    }

    /// repetition = "{", ( whole number, [ "..", [ whole number ] ] | "..", whole number ), "}" ;
    ///
    /// `{..3}` is `{1..3}`.
    mutating func repetition() throws(SyntaxError) -> Repetition {
        let opening = current
        try expect(.openCurly)
        let least = at(.range) ? 1 : try wholeNumber(.repetition)
        let most = take(.range) ? try upperEndIfAny() : least
        try expect(closing: .closeCurly, of: opening)
        let range = range(from: opening.range.lowerBound)
        if let most, most < least { throw .badCount(.repetition, at: range) }
        return Repetition(least: least, most: most, range: range)
    }

    private mutating func upperEndIfAny() throws(SyntaxError) -> Int? {
        at(.closeCurly) ? nil : try wholeNumber(.repetition)
    }

    /// Whether what stands so many tokens ahead can begin an operand, so that the word before it is an operator.
    mutating func opensOperand(ahead distance: Int) -> Bool {
        let token = token(ahead: distance)
        switch token.kind {
        case .word(_, let keyword): return !isInfix(keyword, ahead: distance)
        case .number, .date, .text, .end, .symbol(.openRound), .symbol(.dollar): return true
        case .symbol(.dot), .symbol(.at): return !isAttached(ahead: distance)
        case .symbol, .pattern, .invalid: return false
        }
    }

    /// No space before it: `no.name` is a path that begins with a property named `no`.
    private mutating func isAttached(ahead distance: Int) -> Bool {
        token(ahead: distance).range.lowerBound == token(ahead: distance - 1).range.upperBound
    }

    /// Whether the word is an operator between two operands, as `in` is in `no in 1..3`; in `has 属于[县]` it is a name.
    private mutating func isInfix(_ keyword: Keyword?, ahead distance: Int) -> Bool {
        let next = token(ahead: distance + 1)
        switch keyword {
        case .and, .or, .satisfies, .as: return true
        case .is: return next.keyword == .missing || next.keyword == .present || next.keyword == .not
        case .not: return next.keyword == .in
        case .in, .notIn: return opensMembers(next, after: distance)
        default: return false
        }
    }

    private mutating func opensMembers(_ token: Token, after distance: Int) -> Bool {
        switch token.kind {
        case .word(_, let keyword):
            keyword.map { $0.role != .clause && $0.role != .statement && $0.role != .operator } ?? true
        case .number, .date, .text, .symbol(.openRound), .symbol(.dollar), .symbol(.range): true
        case .symbol(.dot): !isAttached(ahead: distance + 1)
        case .symbol, .pattern, .invalid, .end: false
        }
    }
}

extension Repetition {
    /// As it is written: `{1..3}`, `{2}`, `{1..}`.
    package var text: String { most == least ? "{\(least)}" : "{\(least)..\(most.map(String.init) ?? "")}" }
}
