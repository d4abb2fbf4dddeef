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
        if marks == nil, nodes.count > 16, let found = try NameFilter.nodes(passing: test, context) {
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
    static func nodes(passing test: Test, _ context: ExecutionContext) throws(ExecutionError) -> [NodeID]? {
        let graph = context.graph
        switch test {
        case .matches(let pattern): return try nodes(matching: pattern, context)
        case .resembles(let resemblance):
            return try nodes(context, like: resemblance) { resemblance.score(ofFolded: $0) ?? 0 > 0 }
        case .equals(let values):
            return union(values.compactMap { if case .text(let text) = $0 { graph.nodes(named: text) } else { nil } })
        case .contains(let needles):
            return union(needles.map { graph.nodes(whoseNameContains: String(decoding: $0, as: UTF8.self), by: .any) })
        default: return nil
        }
    }

    private static func nodes(
        matching pattern: Pattern, _ context: ExecutionContext
    ) throws(ExecutionError) -> [NodeID] {
        let matcher = PatternMatcher(pattern, isStopped: { context.isToStop })
        guard !pattern.requiredLiterals.isEmpty else { return try nodes(context, matcher.matches) }
        let graph = context.graph
        let candidates = union(
            pattern.requiredLiterals.map {
                graph.nodes(whoseNameContains: String(decoding: $0, as: UTF8.self), by: .any)
            })
        var found: [NodeID] = []
        for (number, node) in candidates.enumerated() {
            if number % 256 == 0 { try context.check() }
            let names = [graph.name(of: node), graph.id(of: node)] + graph.aliases(of: node)
            let passes = names.contains { foldedBytes($0).withUnsafeBufferPointer(matcher.matches) }
            if passes { found.append(node) }
        }
        try context.check()
        return found
    }

    /// The nodes of which some name passes, by a look at every name, or at those that the index doesn't leave out.
    private static func nodes(
        _ context: ExecutionContext, like resemblance: Resemblance? = nil,
        _ passes: (UnsafeBufferPointer<UInt8>) -> Bool
    ) throws(ExecutionError) -> [NodeID] {
        var found: Set<NodeID> = []
        var number = 0
        var isStopped = false
        func look(_ name: UnsafeBufferPointer<UInt8>, _: NameRole, _ node: NodeID) -> Bool {
            number += 1
            if number % 256 == 0, context.isToStop { isStopped = true }
            if passes(name) { found.insert(node) }
            return !isStopped
        }
        if let resemblance {
            context.graph.forEachName(like: resemblance, look)
        } else {
            context.graph.forEachName(look)
        }
        if isStopped { throw .cancelled }
        try context.check()
        return found.sorted()
    }

    private static func union(_ lists: [[NodeID]]) -> [NodeID] {
        lists.count == 1 ? lists[0] : Set(lists.joined()).sorted()
    }
}
