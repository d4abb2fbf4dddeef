import Text

extension Parser {
    /// query = [ "find" | "count" ], bracketed query, { clause }
    ///     | ( "find" | "count" ), ( "it" | name, [ literals ] ), [ "as", name ], { clause }
    ///     | "search", search, [ "as", name ], { clause } ;
    mutating func query() throws(SyntaxError) -> Query {
        let start = current
        let outerBareKind = allowsBareKind
        allowsBareKind = false
        defer { allowsBareKind = outerBareKind }
        let verb = verbIfAny()
        let outerScope = completion?.scope
        defer { if let outerScope { completion?.scope = outerScope } }
        if at(.openRound), verb != nil || atBracketedQuery() {
            let inner = try bracketedQuery()
            completion?.scope.enter(inner.source)
            let clauses = try self.clauses()
            if verb == nil, clauses.isEmpty { return inner }
            return Query(
                verb: verb ?? .find, source: .query(inner), alias: nil, clauses: clauses,
                range: range(from: start.range.lowerBound))
        }
        let source = try verb == nil && take(.search) ? search() : querySource(after: verb)
        completion?.scope.enter(source)
        let alias = take(.as) ? try name(.name) : nil
        completion?.scope.name(alias)
        let clauses = try self.clauses()
        return Query(
            verb: verb ?? .find, source: source, alias: alias, clauses: clauses,
            range: range(from: start.range.lowerBound))
    }

    private mutating func verbIfAny() -> Query.Verb? {
        if take(.find) { return .find }
        return take(.count) ? .count : nil
    }

    /// `proposals`, `gap(市)`
    private mutating func querySource(after verb: Query.Verb?) throws(SyntaxError) -> QuerySource {
        if verb == nil { throw unexpected(.query) }
        let name = try sourceName()
        return at(.openRound) && !opensQuery(ahead: 0) ? .call(name, try literals()) : .named(name)
    }

    /// A kind, `it`, or a name given by `let`.
    private mutating func sourceName() throws(SyntaxError) -> Name {
        if at(.times) { throw .foreign(.star, at: current.range) }
        let source = try name(.source)
        return Vocabulary.keyword(spelled: source.text) == .it ? Name(Keyword.it.rawValue, at: source.range) : source
    }

    /// bracketed query = "(", query, ")" ;
    mutating func bracketedQuery() throws(SyntaxError) -> Query {
        let opening = current
        try expect(.openRound)
        let inner = try nested { (parser) throws(SyntaxError) in try parser.query() }
        if !at(.closeRound), !current.isEnd { throw unexpected(.further) }
        try expect(closing: .closeRound, of: opening)
        return inner
    }

    /// Whether brackets open here around a query, and not around a list or an expression.
    mutating func atBracketedQuery() -> Bool { at(.openRound) && opensQuery(ahead: 0) }

    /// Whether the bracket so many tokens ahead is followed by `find x`, with more brackets in between or not.
    ///
    /// `(count (find x))` is a query, and `(count (x))` a call.
    mutating func opensQuery(ahead distance: Int) -> Bool {
        var distance = distance
        while token(ahead: distance).isSymbol(.openRound) || opensCount(ahead: distance) {
            distance += 1
            if distance > 2 * Parser.deepestNesting { return false }
        }
        let word = token(ahead: distance)
        let next = token(ahead: distance + 1)
        if word.keyword == .search { return opensSearch(next) }
        guard word.keyword == .find || word.keyword == .count else { return false }
        return next.isSymbol(.openRound) || next.isEnd || wordText(of: next) != nil
    }

    private mutating func opensCount(ahead distance: Int) -> Bool {
        token(ahead: distance).keyword == .count && token(ahead: distance + 1).isSymbol(.openRound)
    }

    private mutating func clauses() throws(SyntaxError) -> [Clause] {
        var clauses: [Clause] = []
        while let clause = try clauseIfAny(after: clauses) {
            completion?.scope.pass(clause)
            clauses.append(clause)
        }
        return clauses
    }

    /// clause = "where", condition
    ///     | "->", path
    ///     | "show", show item, { ",", show item }
    ///     | "group", [ "by" ], show item, { ",", show item }
    ///     | "order", [ "by" ], order key, { ",", order key }
    ///     | "by", show item, { ",", show item }, "group"
    ///     | "by", order key, { ",", order key }, "order"
    ///     | "by", { order key, "," }, expression, ( "asc" | "desc" )
    ///     | "limit", whole number
    ///     | "offset", whole number
    ///     | "cite"
    ///     | "top", whole number, "per", expression, { ",", expression }
    ///     | "pivot", show item, { ",", show item }, "by", show item
    ///     | "totals"
    ///     | "chart", chart shape
    ///     | ( "union" | "intersect" | "except" ), query ;
    private mutating func clauseIfAny(after earlier: [Clause]) throws(SyntaxError) -> Clause? {
        let start = current
        if start.isEnd { completion?.noteClauses() }
        let kind: Clause.Kind
        if take(.arrow) {
            kind = .arrow(try arrowPath())
        } else if let keyword = start.keyword, keyword.role == .clause {
            advance()
            kind = try clauseKind(after: keyword, keywordRange: start.range, earlier: earlier)
        } else if take(.by) {
            kind = try keysFirst()
        } else {
            return nil
        }
        return Clause(kind, at: range(from: start.range.lowerBound))
    }

    private mutating func clauseKind(
        after keyword: Keyword, keywordRange: Range<Int>, earlier: [Clause]
    ) throws(SyntaxError) -> Clause.Kind {
        switch keyword {
        case .where: return .filter(try condition())
        case .show: return .show(try showItems())
        case .group:
            takeBy()
            return .group(try showItems())
        case .order:
            takeBy()
            return .order(try orderKeys())
        case .limit: return .limit(try wholeNumber(.limit))
        case .offset: return .offset(try wholeNumber(.limit))
        case .cite: return .cite
        case .top: return try topRows()
        case .pivot: return try pivot()
        case .totals: return .totals(Name(text(in: keywordRange), at: keywordRange))
        case .chart: return .chart(try chartShape())
        case .union: return try combination(.union, keyword, keywordRange, earlier)
        case .intersect: return try combination(.intersect, keyword, keywordRange, earlier)
        case .except: return try combination(.except, keyword, keywordRange, earlier)
        default: preconditionFailure("no clause begins with \(keyword)")
        }
    }

    /// `by` may be left out, as it is in Chinese; a property of that name needs it: `order by by`.
    private mutating func takeBy() {
        if at(.by), token(ahead: 1).isEnd || opensOperand(ahead: 1) || opensNegation() { advance() }
    }

    /// `order by -value`, and not `order by - value`, a difference.
    private mutating func opensNegation() -> Bool {
        let sign = token(ahead: 1)
        return sign.isSymbol(.minus) && sign.range.lowerBound > current.range.upperBound
            && token(ahead: 2).range.lowerBound == sign.range.upperBound
    }

    /// The path behind `->`; what follows is about its ends.
    private mutating func arrowPath() throws(SyntaxError) -> Path {
        completion?.wantsStep = true
        let path = try path()
        completion?.wantsStep = false
        completion?.scope.follow(path)
        return path
    }

    /// The right side of a set operator: brackets end it, otherwise it takes all clauses that follow.
    private mutating func combination(
        _ operation: SetOperator, _ keyword: Keyword, _ keywordRange: Range<Int>, _ earlier: [Clause]
    ) throws(SyntaxError) -> Clause.Kind {
        if let clause = earlier.first(where: \.cutsRows) { throw .bracketsNeeded(keyword, at: clause.range) }
        if atBracketedQuery() { return .combine(operation, try bracketedQuery()) }
        let right = try nested { (parser) throws(SyntaxError) in try parser.query() }
        if let clause = right.clauses.first(where: \.cutsRows) { throw .bracketsNeeded(keyword, at: clause.range) }
        return .combine(operation, right)
    }
}

extension Clause {
    /// With it on a side of a set operator nobody could tell whether it belongs to the side or to the whole.
    fileprivate var cutsRows: Bool {
        switch kind {
        case .order, .limit, .offset, .top, .chart: true
        case .filter, .arrow, .show, .group, .cite, .combine, .pivot, .totals: false
        }
    }
}
