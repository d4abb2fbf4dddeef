import Diagnostics
import Graph
import Plan
import SQL
import Syntax
import Text

extension Session {
    /// `explain sql find …`: the statement that a server would be sent, what is bound to it, and what stays here.
    func sqlExplanation(of asked: Asked, _ source: SourceText) throws(StatementError) -> Message {
        guard case .query(let query) = asked else {
            if case .path(let search) = asked { _ = try boundPaths(search, source) }
            return Message("-- here: paths, in what is fetched for them\n", "-- 本机：路径，在取回的部分中查找\n")
        }
        let bound = try bind(query, source).query
        let compiled = (server?.compiler ?? localCompiler).compile(bound)
        var lines: [Message] = []
        if let statement = compiled.statement {
            lines.append(Message(statement.laidOut))
            for (number, parameter) in statement.parameters.enumerated() {
                lines.append(Message("-- $\(number + 1) = \(visible(parameter.text))"))
            }
        }
        lines.append(remaining(compiled))
        return lines.joined(Message("\n")) + Message("\n")
    }

    /// For a graph that is here, as if it were exported.
    private var localCompiler: SQLCompiler {
        let ordinals = Ordinals(graph)
        return SQLCompiler(Mapping(graph.schema)) { ordinals[$0] }
    }

    private func remaining(_ compiled: CompiledQuery) -> Message {
        guard let rest = compiled.rest else { return Message("-- here: nothing", "-- 本机：无") }
        var parts: [Message] = []
        if compiled.statement == nil { parts.append(Message("all of the query", "整个查询")) }
        if let reason = compiled.reasons.first {
            parts.append(Message("from there on, because of ", "从此处起，因为") + reason.words)
        }
        if case .groups = compiled.gives {
            parts.append(Message("groups in the order of their first rows", "按首行排列各组"))
            if !rest.groupStages.isEmpty {
                parts.append(Message("conditions, order and limit of groups", "组的条件、排序与行数"))
            }
        } else if rest.grouping != nil {
            parts.append(Message("groups", "分组"))
        }
        let columns = rest.columns.filter { !$0.isFromServer }
        if !columns.isEmpty || rest.pivot != nil {
            let names = columns.map { Message($0.name, $0.chineseName) }
            parts.append(Message("the columns ", "各列 ") + names.joined(Message(", ", "、")))
        }
        if parts.isEmpty { parts.append(Message("the columns", "各列")) }
        return Message("-- here: ", "-- 本机：") + parts.joined(Message("; ", "；"))
    }
}

extension BoundColumn {
    /// Whether its cells are what the server found.
    fileprivate var isFromServer: Bool {
        switch expression.kind {
        case .given, .key: true
        default: false
        }
    }
}
