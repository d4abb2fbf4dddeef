import Graph
import Plan

/// An edge that a step followed.
struct FollowedEdge: Hashable {
    var relation: RelationID
    var number: Int
}

/// Asks what brackets say of the edge that a step follows: `concerns[@confidence < 1]`.
final class LinkTest {
    private let filter: any NodeFilter
    private let context: ExecutionContext

    /// nil where the step asks nothing of its edges.
    init?(_ step: BoundStep, _ context: ExecutionContext) {
        guard let condition = step.links else { return nil }
        filter = condition.prepared(context)
        self.context = context
    }

    func passes(_ link: Link, _ relation: RelationID) throws(ExecutionError) -> Bool {
        try context.with(edge: FollowedEdge(relation: relation, number: link.edge)) { () throws(ExecutionError) in
            try !filter.filter([link.node]).isEmpty
        }
    }
}

/// Some edge of a step passes, and the node at its other end satisfies a condition. Edges are asked one by one; the nodes
/// that they lead to, each once for a batch.
final class LinkFilter: NodeFilter {
    private let step: BoundStep
    private let test: LinkTest
    private let inner: any NodeFilter
    private let narrowing: (any NodeFilter)?
    private let context: ExecutionContext

    init(_ step: BoundStep, _ test: LinkTest, _ inner: any NodeFilter, _ context: ExecutionContext) {
        self.step = step
        self.test = test
        self.inner = inner
        self.context = context
        narrowing = step.condition.map { $0.prepared(context) }
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        try context.check()
        var ends: [NodeID: [NodeID]] = [:]
        var all: Set<NodeID> = []
        for node in nodes {
            var far: [NodeID] = []
            for alternative in step.alternatives {
                for link in context.graph.links(of: node, alternative)
                where step.kinds.contains(context.graph.kind(of: link.node)) {
                    try context.spend(1)
                    if try test.passes(link, alternative.relation) { far.append(link.node) }
                }
            }
            all.formUnion(far)
            ends[node] = far
        }
        var rest = all.sorted()
        if let narrowing { rest = try narrowing.filter(rest) }
        let accepted = Set(try inner.filter(rest))
        return nodes.filter { ends[$0]?.contains(where: accepted.contains) ?? false }
    }
}
