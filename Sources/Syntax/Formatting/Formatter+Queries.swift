import Text

extension Formatter {
    /// In one line if it fits; otherwise a clause a line.
    func text(of query: Query) -> String {
        let head = head(of: query)
        let clauses = query.clauses.indices.map { clause(query.clauses[$0], isLast: $0 == query.clauses.count - 1) }
        let line = ([head] + clauses).joined(separator: " ")
        if clauses.isEmpty || (widthInCells(of: line) <= Formatter.widestLineInCells && !line.contains("\n")) {
            return line
        }
        return ([head] + clauses.map(indented)).joined(separator: "\n    ")
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    ")
    }

    private func head(of query: Query) -> String {
        let verb = word(query.verb == .find ? .find : .count)
        let alias = query.alias.map { " \(word(.as)) \($0.text)" } ?? ""
        switch query.source {
        case .named(let name):
            let isIt = name.text == Keyword.it.rawValue
            return "\(verb) \(isIt ? word(.it) : name.text)\(alias)"
        case .call(let name, let arguments): return "\(verb) \(name.text)\(literals(arguments))\(alias)"
        case .query(let inner): return "\(verb) \(bracketed(inner))"
        case .search(let sought, let kinds):
            let among = kinds.isEmpty ? "" : " \(word(.in)) \(kinds.map(\.text).joined(separator: ", "))"
            return "\(word(.search)) \(literal(sought))\(among)\(alias)"
        }
    }

    func bracketed(_ query: Query) -> String { "(\(text(of: query)))" }

    private func clause(_ clause: Clause, isLast: Bool) -> String {
        switch clause.kind {
        case .filter(let condition): "\(word(.where)) \(text(of: condition))"
        case .arrow(let path): "-> \(text(of: path, mustNotBeText: false))"
        case .show(let items): "\(word(.show)) \(self.items(items))"
        case .group(let items): by(.group, self.items(items))
        case .order(let keys): by(.order, keys.map(key).joined(separator: ", "))
        case .limit(let count): "\(word(.limit)) \(count)"
        case .offset(let count): "\(word(.offset)) \(count)"
        case .cite: word(.cite)
        case .top(let count, let keys):
            "\(word(.top)) \(count) \(word(.per)) \(keys.map { text(of: $0, .left) }.joined(separator: ", "))"
        case .pivot(let rows, let column): "\(word(.pivot)) \(items(rows)) \(word(.by)) \(items([column]))"
        case .totals: word(.totals)
        case .chart(let shape): "\(word(.chart)) \(word(shape.keyword))"
        case .combine(let operation, let other):
            "\(word(operation.keyword)) \(isLast && other.needsNoBrackets ? text(of: other) : bracketed(other))"
        }
    }

    /// `by` may be left out, and is in Chinese; where the first key begins with that word, it may not. Before a sign it must,
    /// as `by - x` would be a difference.
    private func by(_ keyword: Keyword, _ keys: String) -> String {
        let mayBeLeftOut = !Keyword.by.spellings.contains { keys.lowercased().hasPrefix($0) }
        let mustBeLeftOut = keys.hasPrefix("-") || keys.hasPrefix("−") || keys.hasPrefix("－")
        return mustBeLeftOut || (isChinese && mayBeLeftOut)
            ? "\(word(keyword)) \(keys)" : "\(word(keyword)) \(word(.by)) \(keys)"
    }

    // MARK: Columns

    func items(_ items: [ShowItem]) -> String { items.map(item).joined(separator: ", ") }

    private func item(_ item: ShowItem) -> String {
        var text = item.text.isEmpty ? self.text(of: item.expression, .left) : item.text
        if let shape = item.shape { text += " { \(items(shape)) }" }
        if let alias = item.alias { text += " \(word(.as)) \(title(alias))" }
        return text
    }

    private func key(_ key: OrderKey) -> String {
        let text = key.text.isEmpty ? text(of: key.expression, .left) : key.text
        return key.descending ? "\(text) \(word(.desc))" : text
    }

    // MARK: Definitions

    func text(of definition: Definition) -> String {
        let formals = definition.formals.map { formal in
            "$" + formal.name.text + (formal.type.map { ": " + type($0) } ?? "")
                + (formal.standard.map { " = " + literal($0) } ?? "")
        }
        let list = formals.isEmpty ? "" : "(\(formals.joined(separator: ", ")))"
        return "\(word(.define)) \(definition.name.text)\(list) = " + text(of: definition.query)
    }

    func literals(_ literals: [Literal]) -> String { "(\(literals.map(literal).joined(separator: ", ")))" }
}

extension SetOperator {
    fileprivate var keyword: Keyword {
        switch self {
        case .union: .union
        case .intersect: .intersect
        case .except: .except
        }
    }
}

extension Query {
    /// Whether it may stand behind a set operator as it is, if nothing follows.
    fileprivate var needsNoBrackets: Bool {
        if case .query = source { return false }
        return !clauses.contains { clause in
            switch clause.kind {
            case .order, .limit, .offset, .chart: true
            case .filter, .arrow, .show, .group, .cite, .combine, .top, .pivot, .totals: false
            }
        }
    }
}
