import Graph
import Plan
import Postgres
import SQL

/// What a server answers of a query, and what the rest of it needs.
extension GraphServer {
    /// Asks the server for the rows of a query as far as it can give them, or for their groups or their number, and fetches what
    /// the rest of the query looks at.
    ///
    /// - Parameters:
    ///   - kept: nodes that are to be at hand as well.
    ///   - keepingRows: whether the rows are wanted, also of what is grouped or counted.
    /// - Returns: the graph of what was fetched; nil if nothing was.
    mutating func ask(
        _ query: BoundQuery, keeping kept: Set<Int64>, keepingRows: Bool
    ) throws(ServerError) -> Graph? {
        asked = nil
        (askedKeepsRows, askedRows) = (keepingRows, nil)
        let compiled = compiler.compile(query, keepingRows: keepingRows)
        leftSomething = !compiled.reasons.isEmpty
        switch compiled.gives {
        case .count:
            guard let statement = compiled.statement else { return nil }
            let count = try reading { connection throws(ServerError) in
                try connection.value(statement.text, statement.parameters.map(\.text))
            }
            asked = .count(count.flatMap { Int($0) } ?? 0)
            askedRows = compiler.compile(query, keepingRows: true).statement
            return nil
        case .groups(let columns):
            if let graph = try askGroups(of: query, compiled, columns, keeping: kept) {
                askedRows = compiler.compile(query, keepingRows: true).statement
                return graph
            }
            return try ask(query, keeping: kept, keepingRows: true)
        case .rows(let valueCount): return try askRows(of: query, compiled, valueCount, keeping: kept)
        }
    }

    private mutating func askRows(
        of query: BoundQuery, _ compiled: CompiledQuery, _ valueCount: Int, keeping kept: Set<Int64>
    ) throws(ServerError) -> Graph? {
        let (mapping, old, ordinals) = (mapping, copy, ordinals)
        var known: [Int64]?
        if compiled.statement == nil, case .nodes(let nodes) = query.source { known = nodes.map { ordinals[Int($0)] } }
        guard compiled.statement != nil || known != nil else { return nil }
        let (rows, values, copy) = try reading { connection throws(ServerError) in
            var rows = known ?? []
            var values = [[Double?]](repeating: [], count: valueCount)
            if let statement = compiled.statement {
                try old.ask(statement.text, statement.parameters.map(\.text), over: connection) { row in
                    guard let number = row.number(0) else { return }
                    rows.append(number)
                    for place in values.indices { values[place].append(row.text(place + 1).flatMap { Double($0) }) }
                }
            }
            var surroundings = Surroundings(mapping, beside: old, over: connection)
            try surroundings.fetchNodes(kept)
            try surroundings.fetch(compiled.statement == nil ? query : compiled.rest ?? query, from: rows)
            return (rows, values, surroundings.copy)
        }
        asked = known == nil ? .rows(rows, values: values) : .known
        return try graph(of: copy)
    }

    /// - Returns: nil if the groups that the server makes aren't those of this engine.
    private mutating func askGroups(
        of query: BoundQuery, _ compiled: CompiledQuery, _ columns: GroupColumns, keeping kept: Set<Int64>
    ) throws(ServerError) -> Graph? {
        guard let statement = compiled.statement, let rest = compiled.rest else { return nil }
        let (mapping, old) = (mapping, copy)
        do throws(ServerError) {
            let (groups, copy) = try reading { connection throws(ServerError) in
                var groups = GroupRows(columns)
                try old.ask(statement.text, statement.parameters.map(\.text), over: connection) { row in
                    groups.add((0..<row.columnCount).map { row.text($0) })
                }
                groups.finish()
                var surroundings = Surroundings(mapping, beside: old, over: connection)
                if groups.isExact {
                    try surroundings.fetchNodes(kept.union(groups.nodes))
                    try surroundings.fetchGroups(of: rest, sharing: groups.sharedRoots)
                }
                return (groups, surroundings.copy)
            }
            guard groups.isExact else { return nil }
            asked = .groups(groups)
            return try graph(of: copy)
        } catch {
            // A sum that no number can hold is infinite here.
            if case .connection(.statement(code: "22003", _)) = error { return nil }
            throw error
        }
    }

    /// The last query has become the last answer, which `it` names.
    mutating func keepQuestion() { rowsOfLastResult = askedRows }

    /// The rows that a statement asks for.
    func rows(of statement: SQLStatement) throws(ServerError) -> [Int64] {
        var rows: [Int64] = []
        try copy.ask(statement.text, statement.parameters.map(\.text), over: connection) { row in
            if let number = row.number(0) { rows.append(number) }
        }
        return rows
    }
}
