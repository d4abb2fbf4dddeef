import Graph
import Plan
import Text

/// A text of a node is what some node of a query goes by: its name, an alias or its id.
final class NamedAsFilter: NodeFilter {
    /// nil: what the node itself goes by.
    private let lookup: PropertyLookup?
    private let query: BoundQuery
    private let context: ExecutionContext
    private var names: Set<[UInt8]>?

    init(_ lookup: PropertyLookup?, _ query: BoundQuery, _ context: ExecutionContext) {
        self.lookup = lookup
        self.query = query
        self.context = context
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        try context.check()
        let wanted = try wanted()
        return nodes.filter { node in texts(of: node).contains { wanted.contains(foldedBytes($0)) } }
    }

    private func texts(of node: NodeID) -> [String] {
        guard let lookup else { return names(of: node) }
        guard let slot = lookup.slot(of: context.graph.kind(of: node)) else { return [] }
        return context.graph.values(of: node, slot).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    private func names(of node: NodeID) -> [String] {
        [context.graph.name(of: node), context.graph.id(of: node)] + context.graph.aliases(of: node)
    }

    /// Folded; found once, unless the query depends on an alias.
    private func wanted() throws(ExecutionError) -> Set<[UInt8]> {
        if let names { return names }
        var found: Set<[UInt8]> = []
        for (number, node) in try Executor(context).roots(of: query).enumerated() {
            if number % batchSize == 0 { try context.check() }
            for name in names(of: node) { found.insert(foldedBytes(name)) }
        }
        if !query.usesAlias { names = found }
        return found
    }
}
