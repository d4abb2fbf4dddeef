import Text

extension Parser {
    /// script = { ";" }, { statement, { ";" } } ;
    ///
    /// The next statement; nil at the end of the text.
    package mutating func next() throws(SyntaxError) -> Statement? {
        forgetTaken()
        while take(.semicolon) {}
        forgetTaken()
        if current.isEnd {
            noteStatements()
            return nil
        }
        let statement = try self.statement()
        noteStatements()
        if !current.isEnd, !at(.semicolon), !atStatement(), !beginsUnreadable(after: statement) {
            throw unexpected(.further)
        }
        return statement
    }

    /// What stands here begins a line and isn't a statement: the error is the next statement's, and this one is whole.
    ///
    /// A query isn't whole if the line could have been meant as its next clause, `wher name = 平遥`: it would give too much.
    private mutating func beginsUnreadable(after statement: Statement) -> Bool {
        let token = current
        guard token.startsLine else { return false }
        switch statement.kind {
        case .query, .explain, .explainSQL, .profile, .letBinding, .define, .path: break
        case .kind, .relation, .add, .link, .set, .setLink, .remove, .removeLink, .load, .save, .dump, .why, .begin,
            .commit,
            .rollback, .merge, .unmerge, .importing, .ingest, .export:
            return true
        }
        switch token.kind {
        case .invalid: return true
        case .word(let word, let keyword):
            return keyword == nil && (beginsForeignStatement(word) || !isLikeClause(word))
        case .number, .date, .text, .pattern, .symbol, .end: return false
        }
    }

    /// `select name from counties`, `match (c) return c`: another language's statement, whole. A `select` without `from`
    /// may as well be meant as the clause that ends a query.
    private mutating func beginsForeignStatement(_ word: String) -> Bool {
        guard let habit = Habit.atStatement(word) else { return false }
        guard Habit.atClause(word) != nil else { return true }
        guard habit == .select else { return false }
        var ahead = 1
        while true {
            let token = token(ahead: ahead)
            if token.isEnd || token.isSymbol(.semicolon) || beginsStatementInNewLine(token) { return false }
            if case .word(let word, _) = token.kind, Habit.atStatement(word) == .from { return true }
            ahead += 1
        }
    }

    /// After an error: moves to just behind the next `;`, or to the next line that begins with a statement's keyword.
    package mutating func skipStatement() {
        if !(position > 0 && beginsStatementInNewLine(current)) {
            repeat {
                if current.isEnd { return }
                let isSemicolon = at(.semicolon)
                advance()
                forgetTaken()
                if isSemicolon { return }
            } while !beginsStatementInNewLine(current)
        }
        depth = 0
        allowsBareKind = false
    }

    private mutating func beginsStatementInNewLine(_ token: Token) -> Bool {
        token.startsLine && token.keyword?.role == .statement && !self.token(ahead: 1).isSymbol(.openRound)
    }

    private mutating func forgetTaken() {
        tokens.removeFirst(position)
        position = 0
        links = 0
    }

    private mutating func noteStatements() {
        if completion != nil, current.isEnd {
            for row in Vocabulary.table where row.role == .statement {
                completion?.note(row.keyword)
            }
        }
    }

    /// Whether a statement begins here.
    mutating func atStatement() -> Bool { current.keyword?.role == .statement || atBracketedQuery() }

    /// statement = query
    ///     | explain | profile | let | define | why | path search
    ///     | kind | relation
    ///     | add | link | set | remove | merge | unmerge
    ///     | load | import | ingest | save | dump | export
    ///     | "begin" | "commit" | "rollback" ;
    mutating func statement() throws(SyntaxError) -> Statement {
        let start = current
        completion?.context.statement = start.keyword
        if atBracketedQuery() { return try statement(from: start, .query(query())) }
        guard let keyword = start.keyword, keyword.role == .statement else { throw unexpected(.statement) }
        if [.find, .count, .search].contains(keyword) { return try statement(from: start, .query(query())) }
        advance()
        return try statement(from: start, statementKind(after: keyword))
    }

    private func statement(from start: Token, _ kind: Statement.Kind) -> Statement {
        Statement(kind, at: range(from: start.range.lowerBound))
    }

    private mutating func statementKind(after keyword: Keyword) throws(SyntaxError) -> Statement.Kind {
        switch keyword {
        case .explain: try explain()
        case .profile: try profile()
        case .let: try letBinding()
        case .why: try why()
        case .path: try pathSearch()
        case .kind: try .kind(kindDeclaration())
        case .relation: try .relation(relationDeclaration())
        case .add: try add()
        case .link: try link()
        case .set: try set()
        case .remove: try remove()
        case .merge: try merge()
        case .unmerge: try unmerge()
        case .define: try define()
        case .import: try importing()
        case .ingest: try ingest()
        case .load: try load()
        case .save: try save()
        case .dump: try dump()
        case .export: try export()
        case .begin: .begin
        case .commit: .commit
        case .rollback: .rollback
        default: preconditionFailure("no statement begins with \(keyword)")
        }
    }

    /// explain = "explain", [ "sql" | "through", title ], asked ;
    ///
    /// The title is that of a pass of the planner.
    mutating func explain() throws(SyntaxError) -> Statement.Kind {
        if take(.sql) { return try .explainSQL(asked()) }
        let pass = take(.through) ? try title(.pass) : nil
        return try .explain(asked(), through: pass)
    }

    /// profile = "profile", asked ;
    mutating func profile() throws(SyntaxError) -> Statement.Kind { try .profile(asked()) }

    /// asked = query | path search ;
    mutating func asked() throws(SyntaxError) -> Asked {
        guard take(.path), case .path(let search) = try pathSearch() else { return .query(try query()) }
        return .path(search)
    }

    /// let = "let", name, "=", asked ;
    mutating func letBinding() throws(SyntaxError) -> Statement.Kind {
        let name = try name(.name)
        try expect(.equal)
        return try .letBinding(name, asked())
    }

    /// why = "why", designator ;
    mutating func why() throws(SyntaxError) -> Statement.Kind { try .why(designator()) }

    /// load = "load", text ;
    mutating func load() throws(SyntaxError) -> Statement.Kind { try .load(file()) }

    /// ingest = "ingest", text ;
    ///
    /// A document, or a folder of documents.
    mutating func ingest() throws(SyntaxError) -> Statement.Kind { try .ingest(file()) }

    /// save = "save", [ text ] ;
    mutating func save() throws(SyntaxError) -> Statement.Kind { try .save(fileIfAny()) }

    /// dump = "dump", [ text ] ;
    mutating func dump() throws(SyntaxError) -> Statement.Kind { try .dump(fileIfAny()) }

    /// export = "export", "sql", text ;
    mutating func export() throws(SyntaxError) -> Statement.Kind {
        try expect(.sql)
        return try .export(file())
    }

    /// `"samples/pingyao.zk"`
    mutating func file() throws(SyntaxError) -> Name {
        let token = current
        if token.isEnd { completion?.note(.fileName) }
        guard case .text(let text) = token.kind else { throw unexpected(.fileName) }
        advance()
        return Name(text, at: token.range)
    }

    private mutating func fileIfAny() throws(SyntaxError) -> Name? {
        switch current.kind {
        case .text: try file()
        case .invalid: throw unexpected(.fileName)
        default: nil
        }
    }
}
