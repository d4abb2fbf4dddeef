import Graph
import Plan
import Text

/// A node's name or an alias passes a test. The names that pass are found once in the name table, unless the first batch is
/// much smaller than what the table would give.
final class NameFilter: NodeFilter {
    private let test: Test
    private let context: ExecutionContext
    private var marks: Bitmap?

    init(_ test: Test, _ context: ExecutionContext) {
        self.test = test
        self.context = context
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        try context.check()
        if marks == nil, nodes.count > 16, let found = NameFilter.nodes(passing: test, context.graph) {
            marks = Bitmap(limit: context.graph.nodeLimit, found)
        }
        if let marks { return nodes.filter { marks.contains(Int($0)) } }
        return nodes.filter(passes)
    }

    private func passes(_ node: NodeID) -> Bool {
        let graph = context.graph
        return test.passes(.text(graph.name(of: node))) || test.passes(.text(graph.id(of: node)))
            || graph.aliases(of: node).contains { test.passes(.text($0)) }
    }

    /// The nodes of any kind that pass, ascending; nil if the name table can't tell.
    static func nodes(passing test: Test, _ graph: Graph) -> [NodeID]? {
        switch test {
        case .equals(let values):
            return union(values.compactMap { if case .text(let text) = $0 { graph.nodes(named: text) } else { nil } })
        case .contains(let needles):
            return union(needles.map { graph.nodes(whoseNameContains: String(decoding: $0, as: UTF8.self), by: .any) })
        default: return nil
        }
    }

    private static func union(_ lists: [[NodeID]]) -> [NodeID] {
        lists.count == 1 ? lists[0] : Array(Set(lists.joined())).sorted()
    }
}
