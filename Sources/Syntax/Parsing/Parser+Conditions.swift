import Text

/// What brackets may hold to the left of a comparator: of `(a = 1)` and `(a + 1) > 2` only the end shows which it is.
enum Phrase {
    case condition(Condition)
    case expression(Expression)

    var start: Int {
        switch self {
        case .condition(let condition): condition.range.lowerBound
        case .expression(let expression): expression.range.lowerBound
        }
    }
}

extension Parser {
    /// condition = disjunction ;
    mutating func condition() throws(SyntaxError) -> Condition { try settled(disjunction()) }

    /// A phrase as a condition: a word alone is a kind where that is allowed.
    mutating func settled(_ phrase: Phrase) throws(SyntaxError) -> Condition {
        switch phrase {
        case .condition(let condition): return condition
        case .expression(let expression):
            guard allowsBareKind, case .path(let path) = expression.kind, let name = path.onlyName else {
                throw unsettled(expression)
            }
            return Condition(.bare(name), at: expression.range)
        }
    }

    /// disjunction = conjunction, { "or", conjunction } ;
    mutating func disjunction() throws(SyntaxError) -> Phrase {
        var left = try conjunction()
        while at(.or) {
            let first = try settled(left)
            try takeLink()
            let second = try settled(conjunction())
            left = .condition(Condition(.either(first, second), at: range(from: first.range.lowerBound)))
        }
        return left
    }

    /// conjunction = negation, { "and", negation } ;
    mutating func conjunction() throws(SyntaxError) -> Phrase {
        var left = try negation()
        while at(.and) {
            let first = try settled(left)
            try takeLink()
            let second = try settled(negation())
            left = .condition(Condition(.both(first, second), at: range(from: first.range.lowerBound)))
        }
        return left
    }

    /// Moves past an operator that makes the tree one level deeper.
    mutating func takeLink() throws(SyntaxError) {
        links += 1
        if links > Parser.longestChain { throw .tooManyTerms(at: current.range) }
        advance()
    }

    /// negation = "not", negation | test ;
    mutating func negation() throws(SyntaxError) -> Phrase {
        let start = current
        guard at(.not), opensOperand(ahead: 1) else { return try test() }
        advance()
        let inner = try nested { (parser) throws(SyntaxError) in try parser.settled(parser.negation()) }
        return .condition(Condition(.negation(inner), at: range(from: start.range.lowerBound)))
    }

    /// test = "has", path | "no", path
    ///     | "every", path, "satisfies", ( name | negation )
    ///     | comparison ;
    mutating func test() throws(SyntaxError) -> Phrase {
        let start = current.range.lowerBound
        if takePrefix(.has) { return try .condition(Condition(.has(path()), at: range(from: start))) }
        if takePrefix(.no) { return try .condition(Condition(.no(path()), at: range(from: start))) }
        if takePrefix(.every) { return try .condition(Condition(every(), at: range(from: start))) }
        return try comparison()
    }

    /// Moves past the operator if what follows can be its operand; otherwise it is a name, as in `no = 5`.
    private mutating func takePrefix(_ keyword: Keyword) -> Bool {
        guard at(keyword), opensOperand(ahead: 1) else { return false }
        advance()
        return true
    }

    /// `every sets[target] satisfies year is present`, where only the next test belongs to `every`.
    private mutating func every() throws(SyntaxError) -> Condition.Kind {
        let path = try path()
        try expect(.satisfies)
        let outerScope = completion?.scope
        defer { if let outerScope { completion?.scope = outerScope } }
        completion?.scope.follow(path)
        let condition = try nested { (parser) throws(SyntaxError) in
            try parser.withBareKinds { (parser) throws(SyntaxError) in try parser.settled(parser.negation()) }
        }
        return .every(path, condition)
    }

    mutating func withBareKinds(
        _ body: (inout Parser) throws(SyntaxError) -> Condition
    ) throws(SyntaxError) -> Condition {
        let outer = allowsBareKind
        allowsBareKind = true
        defer { allowsBareKind = outer }
        return try body(&self)
    }

    /// comparison = sum, comparator, operand | sum, ( "~" | "!~" ), pattern
    ///     | sum, ( "in" | "not", "in" | "notin" ), members
    ///     | path, [ "is" ], [ "not" ], ( "missing" | "present" )
    ///     | "(", condition, ")" ;
    mutating func comparison() throws(SyntaxError) -> Phrase {
        let left = try sum(.left)
        guard case .expression(let expression) = left else { return left }
        completion?.compared = expression
        if let comparator = takeComparator() {
            completion?.comparator = comparator
            let operand = try operand(of: comparator)
            return comparison(expression, comparator, operand)
        }
        if let comparator = takeMembership() {
            completion?.comparator = comparator
            return try comparison(expression, comparator, members())
        }
        if atPresence() { return .condition(try presence(of: expression)) }
        return left
    }

    private func comparison(_ left: Expression, _ comparator: Comparator, _ right: Operand) -> Phrase {
        .condition(Condition(.comparison(left, comparator, right), at: range(from: left.range.lowerBound)))
    }

    /// comparator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~" | "~~" ;
    private mutating func takeComparator() -> Comparator? {
        let token = current
        if token.isEnd { completion?.note(.comparator) }
        guard case .symbol(let symbol) = token.kind, let comparator = Comparator(rawValue: symbol.rawValue) else {
            return nil
        }
        advance()
        return comparator
    }

    private mutating func takeMembership() -> Comparator? {
        if take(.in) { return .among }
        if take(.notIn) { return .notAmong }
        guard at(.not), token(ahead: 1).keyword == .in || token(ahead: 1).isEnd else { return nil }
        advance()
        return take(.in) ? .notAmong : nil
    }

    /// Whether `is` stands here, or what may follow it: `年份 缺失` is said without 是.
    private mutating func atPresence() -> Bool {
        if at(.is) || at(.missing) || at(.present) { return true }
        let next = token(ahead: 1).keyword
        return at(.not) && (next == .missing || next == .present)
    }

    /// `is missing`, `is not present`, `missing`
    private mutating func presence(of expression: Expression) throws(SyntaxError) -> Condition {
        guard case .path(let path) = expression.kind else { throw unexpected(.comparator) }
        _ = take(.is)
        let isNegated = take(.not)
        let isPresent = try isPresentWord()
        return Condition(
            .presence(path, isPresent: isPresent != isNegated), at: range(from: expression.range.lowerBound))
    }

    private mutating func isPresentWord() throws(SyntaxError) -> Bool {
        if take(.present) { return true }
        if take(.missing) { return false }
        throw unexpected(.presence)
    }
}

extension Path {
    /// The name of a path that is nothing but a name.
    fileprivate var onlyName: Name? {
        guard steps.count == 1, edgeProperty == nil, let step = steps.first, step.narrowing == nil,
            step.repetition == nil
        else { return nil }
        return step.name
    }
}
