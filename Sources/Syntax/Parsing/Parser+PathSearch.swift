import Text

extension Parser {
    /// path search = "path", [ "all" ], "from", path end, "to", path end, { path option } ;
    mutating func pathSearch() throws(SyntaxError) -> Statement.Kind {
        let start = tokens[position - 1].range.lowerBound
        let wantsAll = take(.all)
        try expect(.from)
        let from = try pathEnd(isFirst: true)
        try expect(.to)
        var search = PathSearch(
            from: from, to: try pathEnd(isFirst: false), via: [], avoiding: [], wantsAll: wantsAll,
            range: range(from: start))
        while try takePathOption(&search) {}
        search.range = range(from: start)
        return .path(search)
    }

    /// path end = bracketed query | title, parameter | "it" | name | designator ;
    ///
    /// A name alone is that of a result: what follows it is `to`, or nothing that could name a node.
    private mutating func pathEnd(isFirst: Bool) throws(SyntaxError) -> PathSearch.End {
        if atBracketedQuery() { return .query(try bracketedQuery()) }
        let next = token(ahead: 1)
        if next.isSymbol(.dollar) {
            let kind = try title(.kind)
            let parameter = try parameter()
            guard case .parameter(let name) = parameter.kind else { preconditionFailure("A parameter was read") }
            return .parameter(kind: kind, name, at: parameter.range)
        }
        guard atName(), isFirst ? endsFirstEnd() : endsSecondEnd(next) else { return .node(try designator()) }
        let name = try name(.source)
        return .named(
            Vocabulary.keyword(spelled: name.text) == .it ? Name(Keyword.it.rawValue, at: name.range) : name)
    }

    /// `from it to`, and not `from county to to`.
    private mutating func endsFirstEnd() -> Bool {
        token(ahead: 1).keyword == .to && token(ahead: 2).keyword != .to && !token(ahead: 2).isEnd
    }

    /// `to it`, and what may follow a path's ends; the end of the text only behind `it`, as a name may be still to come.
    private mutating func endsSecondEnd(_ next: Token) -> Bool {
        if case .word(_, let keyword) = next.kind { return endsAvoided(keyword) }
        if case .text = next.kind { return false }
        if next.isEnd { return completion == nil || at(.it) }
        return next.isSymbol(.semicolon) || next.isSymbol(.closeRound)
    }

    /// path option = "via", title, { ",", title }
    ///     | "avoiding", avoided, { ",", avoided }
    ///     | "all"
    ///     | "within", whole number
    ///     | "show", show item, { ",", show item }
    ///     | "limit", whole number
    ///     | "chart", chart shape ;
    ///
    /// Of an option that is given twice the last counts; names of relations and of what is avoided add up.
    private mutating func takePathOption(_ search: inout PathSearch) throws(SyntaxError) -> Bool {
        if take(.via) {
            search.via += try list(of: { (parser) throws(SyntaxError) in try parser.title(.relation) })
        } else if take(.avoiding) {
            search.avoiding += try list(of: { (parser) throws(SyntaxError) in try parser.avoided() })
        } else if take(.all) {
            search.wantsAll = true
        } else if take(.within) {
            search.within = try wholeNumber(.length)
        } else if take(.show) {
            search.items = try list(of: { (parser) throws(SyntaxError) in try parser.pathColumn() })
        } else if take(.limit) {
            search.limit = try wholeNumber(.limit)
        } else if at(.chart) {
            let start = current.range.lowerBound
            advance()
            let shape = try chartShape()
            search.chart = PathSearch.Chart(shape: shape, range: range(from: start))
        } else {
            return false
        }
        return true
    }

    /// A show item about a path, which has columns of its own and no properties.
    private mutating func pathColumn() throws(SyntaxError) -> ShowItem {
        if current.isEnd { completion?.context.slots.append(.pathColumn) }
        let recorder = completion
        completion = nil
        defer { completion = recorder }
        return try showItem()
    }

    /// avoided = title, [ title ] ;
    ///
    /// A keyword behind the kind goes on with the statement, or begins the next; in quotes it is a node's name.
    private mutating func avoided() throws(SyntaxError) -> PathSearch.Avoided {
        let kind = try title(.kind)
        completion?.designatedKind = kind
        if case .text = current.kind { return PathSearch.Avoided(kind: kind, node: try title(.nodeName)) }
        guard atName(), !endsAvoided(current.keyword) else { return PathSearch.Avoided(kind: kind) }
        return PathSearch.Avoided(kind: kind, node: try name(.nodeName))
    }

    private func endsAvoided(_ keyword: Keyword?) -> Bool {
        guard let keyword else { return false }
        return keyword.role != .operator
            && (keyword.role != .modifier || [.via, .avoiding, .all, .within].contains(keyword))
    }
}
