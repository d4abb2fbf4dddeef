import Text

extension Parser {
    /// search = literal, [ "in", name, { ",", name } ] ;
    ///
    /// `"避暑 康养" in sections`: the words, and the kinds to look among.
    mutating func search() throws(SyntaxError) -> QuerySource {
        let sought = try literal()
        if sought.isBare, !current.startsLine, current.keyword == nil, let next = wordText(of: current),
            !isLikeClause(next)
        {
            throw unexpected(.clause, clues: [.needsQuotes])
        }
        guard take(.in) else { return .search(sought, kinds: []) }
        return .search(sought, kinds: try list(of: { (parser) throws(SyntaxError) in try parser.name(.kind) }))
    }

    /// Whether `search` before this token is the statement's word, and not a name.
    func opensSearch(_ next: Token) -> Bool {
        if case .text = next.kind { return true }
        return next.isEnd || next.isSymbol(.dollar) || next.isSymbol(.minus) || wordText(of: next) != nil
    }
}
