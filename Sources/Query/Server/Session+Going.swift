import Diagnostics
import Execution
import Graph
import Plan
import SQL
import Syntax
import Text

/// How a query goes on here from what a server answered of it.
extension Session {
    /// The answer of a query, from what the server answered where it was asked.
    func answer(of query: BoundQuery) throws(ExecutionError) -> Answer {
        guard let server, let asked = server.asked else { return try ran(query) }
        switch asked {
        case .known: return try ran(query)
        case .count(let count): return Answer(counting: count, graph: graph)
        case .rows(let rows, let values):
            let numbers = GraphServer.numbers(server.ordinals)
            let compiled = server.compiler.compile(query, keepingRows: server.askedKeepsRows)
            let rest = compiled.resumed(with: rows.compactMap { numbers[$0] }) ?? query
            return try ran(rest, given: values.map { SQLCompiler.given($0, at: rows, numbers) })
        case .groups(let groups):
            let rest = server.compiler.compile(query).rest ?? query
            return try executor().run(rest, on: groups.given(graph, GraphServer.numbers(server.ordinals)))
        }
    }

    private func ran(_ query: BoundQuery, given: [[NodeID: Value]] = []) throws(ExecutionError) -> Answer {
        try executor(given).run(Planner(graph).plan(query))
    }

    private func executor(_ given: [[NodeID: Value]] = []) -> Executor {
        Executor(graph, limits: limits, given: given, isCancelled: isCancelled)
    }

    // MARK: The last result

    /// Whether a statement may name `it`.
    func mentionsLastResult(_ statement: Statement, _ source: SourceText) -> Bool {
        hasWord(in: Array(source.bytes[statement.range]), where: Environment.isLastResult)
    }

    /// Has the rows of the last answer at hand, of which only their number or their groups were asked.
    mutating func fetchLastResult() throws(ServerError) {
        guard let statement = server?.rowsOfLastResult, let kinds = environment.lastResult?.kinds else { return }
        let rows = try server?.rows(of: statement) ?? []
        let kept = ordinalsOfResults.union(rows)
        try show { server throws(ServerError) in try server.fetchNodes(kept) }
        let numbers = GraphServer.numbers(server?.ordinals ?? [])
        environment.lastResult = Environment.NamedResult(nodes: rows.compactMap { numbers[$0] }, kinds: kinds)
        server?.rowsOfLastResult = nil
    }
}

extension SQLCompiler {
    /// What a server found at each row, by node.
    static func given(_ values: [Double?], at rows: [Int64], _ numbers: [Int64: NodeID]) -> [NodeID: Value] {
        var given: [NodeID: Value] = [:]
        for (row, value) in zip(rows, values) { if let node = numbers[row], let value { given[node] = .number(value) } }
        return given
    }
}
