import Text

/// Which side of a comparator an expression stands on: on the left a word is a path, on the right a text.
enum Side { case left, right }

extension Parser {
    /// expression = sum ;
    mutating func expression() throws(SyntaxError) -> Expression { try settledExpression(sum(.left)) }

    /// value = sum ;
    ///
    /// To the right of a comparator: one word is a text, and a path has a dot.
    mutating func value() throws(SyntaxError) -> Expression { try settledExpression(sum(.right)) }

    /// A phrase that must not be a condition.
    private mutating func settledExpression(_ phrase: Phrase) throws(SyntaxError) -> Expression {
        switch phrase {
        case .expression(let expression): return expression
        case .condition(let condition):
            let found = Found(text: text(in: condition.range), range: condition.range)
            throw .expected(.expression, found: found, clues: [])
        }
    }

    /// sum = product, { ( "+" | "-" ), product } ;
    mutating func sum(_ side: Side) throws(SyntaxError) -> Phrase {
        var left = try product(side)
        while let operation = at(.plus) ? ArithmeticOperator.add : at(.minus) ? .subtract : nil {
            let first = try settledExpression(left)
            try takeLink()
            let second = try settledExpression(product(side))
            left = .expression(Expression(.binary(operation, first, second), at: range(from: first.range.lowerBound)))
        }
        return left
    }

    /// product = unary, { ( "*" | "/" ), unary } ;
    mutating func product(_ side: Side) throws(SyntaxError) -> Phrase {
        var left = try unary(side)
        while let operation = at(.times) ? ArithmeticOperator.multiply : at(.divided) ? .divide : nil {
            let first = try settledExpression(left)
            try takeLink()
            let second = try settledExpression(unary(side))
            left = .expression(Expression(.binary(operation, first, second), at: range(from: first.range.lowerBound)))
        }
        return left
    }

    /// unary = "-", unary | primary ;
    mutating func unary(_ side: Side) throws(SyntaxError) -> Phrase {
        let start = current
        guard at(.minus) else { return try primary(side) }
        if case .number = token(ahead: 1).kind { return try .expression(constant()) }
        advance()
        let inner = try nested { (parser) throws(SyntaxError) in try parser.settledExpression(parser.unary(side)) }
        return .expression(Expression(.negated(inner), at: range(from: start.range.lowerBound)))
    }

    /// primary = call | choice | counted | path | number | date | text | parameter | "(", sum, ")" ;
    ///
    /// On the right a word alone is a text, a path has a dot or brackets, and a node may stand as well.
    mutating func primary(_ side: Side) throws(SyntaxError) -> Phrase {
        let token = current
        if token.isEnd { completion?.note(side == .left ? .expression : .value) }
        switch token.kind {
        case .word: return try .expression(side == .left ? named() : namedValue())
        case .symbol(.dot), .symbol(.at): return try .expression(pathExpression())
        case .symbol(.openRound): return try atCounted() ? .expression(counted()) : bracketed(side)
        case .symbol(.times): throw .foreign(.star, at: token.range)
        case .number, .date, .text, .symbol(.dollar), .symbol(.minus): return try .expression(constant())
        case .pattern, .symbol, .invalid, .end: throw unexpected(side == .left ? .operand : .value)
        }
    }

    private mutating func constant() throws(SyntaxError) -> Expression {
        let literal = try literal()
        return Expression(.literal(literal), at: literal.range)
    }

    /// `count(findings)`, `authored_by.name`
    private mutating func named() throws(SyntaxError) -> Expression { atCall() ? try call() : try pathExpression() }

    /// `平遥`, `c.develops`, `county "平遥县"`, `year(date)`
    private mutating func namedValue() throws(SyntaxError) -> Expression {
        if atCall() { return try call() }
        if let node = try nodeIfAny() { return Expression(.literal(node), at: node.range) }
        let next = token(ahead: 1)
        let isPath =
            next.isSymbol(.dot) || next.isSymbol(.at) || next.isSymbol(.openSquare) || opensRepetition(ahead: 1)
        return isPath ? try pathExpression() : try constant()
    }

    private mutating func pathExpression() throws(SyntaxError) -> Expression {
        let path = try path()
        return Expression(.path(path), at: path.range)
    }

    /// A name before a bracket is a function's, unless the bracket opens a query: a statement may begin so.
    /// In `round((count findings) / 3)` it opens an argument, however many more there are.
    private mutating func atCall() -> Bool {
        guard token(ahead: 1).isSymbol(.openRound) else { return false }
        guard opensQuery(ahead: 1) else { return true }
        var distance = 2
        while token(ahead: distance).isSymbol(.openRound) { distance += 1 }
        return distance > 2 && token(ahead: distance).keyword == .count
    }

    /// call = name, "(", [ expression, { ",", expression } ], ")" ;
    mutating func call() throws(SyntaxError) -> Expression {
        if at(.if) { return try choice() }
        let function = try name(.expression)
        let opening = current
        try expect(.openRound)
        let outerScope = completion?.scope
        defer { if let outerScope { completion?.scope = outerScope } }
        completion?.scope.leaveRows()
        let arguments = try nested { (parser) throws(SyntaxError) in
            try parser.list(of: { (parser) throws(SyntaxError) in try parser.expression() }, until: .closeRound)
        }
        try expect(closing: .closeRound, of: opening)
        return Expression(.call(canonicalFunction(function), arguments), at: range(from: function.range.lowerBound))
    }

    /// choice = "if", "(", condition, ",", expression, [ ",", expression ], ")" ;
    mutating func choice() throws(SyntaxError) -> Expression {
        let start = current.range.lowerBound
        try expect(.if)
        let opening = current
        try expect(.openRound)
        let kind = try nested { (parser) throws(SyntaxError) in
            let condition = try parser.condition()
            try parser.expect(.comma)
            let first = try parser.expression()
            return Expression.Kind.choice(condition, first, try parser.take(.comma) ? parser.expression() : nil)
        }
        try expect(closing: .closeRound, of: opening)
        return Expression(kind, at: range(from: start))
    }

    /// counted = "(", "count", ( bracketed query | ( "it" | name, [ literals ] ), [ "as", name ] ), { clause }, ")" ;
    ///
    /// `(count findings)` is how many there are; a query that finds is no number.
    mutating func counted() throws(SyntaxError) -> Expression {
        let start = current.range.lowerBound
        let query = try bracketedQuery()
        return Expression(.counted(query), at: range(from: start))
    }

    /// Whether brackets open here around a query that counts, and not around an expression such as `(count(parts) + 1)`.
    private mutating func atCounted() -> Bool {
        at(.openRound) && token(ahead: 1).keyword == .count && opensQuery(ahead: 0)
    }

    /// `(a + b)`, and on the left also `(a = 1 or b = 2)`.
    private mutating func bracketed(_ side: Side) throws(SyntaxError) -> Phrase {
        let opening = current
        try expect(.openRound)
        let phrase = try nested { (parser) throws(SyntaxError) in
            side == .left ? try parser.disjunction() : try parser.sum(.right)
        }
        try expect(closing: .closeRound, of: opening)
        switch phrase {
        case .condition(var condition):
            condition.range = range(from: opening.range.lowerBound)
            return .condition(condition)
        case .expression(var expression):
            expression.range = range(from: opening.range.lowerBound)
            return .expression(expression)
        }
    }

    /// `计数(` is `count(`, since the word is a keyword; the other functions' names are the binder's.
    private func canonicalFunction(_ name: Name) -> Name {
        guard Vocabulary.keyword(spelled: name.text) == .count else { return name }
        return Name(Keyword.count.rawValue, at: name.range)
    }
}
