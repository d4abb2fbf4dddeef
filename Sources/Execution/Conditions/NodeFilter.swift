import Graph
import Plan
import Text

/// A condition made ready to be asked of batches of nodes. What can be found once for all batches is found at the first.
protocol NodeFilter: AnyObject {
    /// The nodes that satisfy it, in their order.
    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID]
}

extension BoundCondition {
    /// The filter that answers this condition, node by node with the alias bound if it reads one.
    func prepared(_ context: ExecutionContext, alias: Int?) -> any NodeFilter {
        guard let alias, usesAlias else { return prepared(context) }
        return CorrelatedFilter(prepared(context), alias, context)
    }

    /// The filter that answers this condition.
    func prepared(_ context: ExecutionContext) -> any NodeFilter {
        switch self {
        case .constant(let value): ConstantFilter(value)
        case .all(let parts): AllFilter(parts.map { $0.prepared(context) })
        case .either(let parts): EitherFilter(parts.map { $0.prepared(context) })
        case .not(let inner): NotFilter(inner.prepared(context))
        case .kind(let kinds): KindFilter(kinds, context)
        case .property(let lookup, let test): PropertyFilter(lookup, test, context)
        case .named(let test): NameFilter(test, context)
        case .member(let nodes): MemberFilter({ () throws(ExecutionError) in nodes }, remembers: true, context)
        case .memberOf(let query):
            MemberFilter(
                { () throws(ExecutionError) in try Executor(context).roots(of: query) }, remembers: !query.usesAlias,
                context)
        case .namedAs(let lookup, let query): NamedAsFilter(lookup, query, context)
        case .some(let step, let inner, .forward):
            if let test = LinkTest(step, context) {
                LinkFilter(step, test, inner.prepared(context), context)
            } else if step.repetition == nil {
                ForwardFilter(
                    step, inner.prepared(context), remembers: !step.usesAlias && !inner.usesAlias,
                    acceptsAny: inner.isTrue, context)
            } else {
                RepeatedFilter(step, inner.prepared(context), context)
            }
        case .some(let step, let inner, .backward(let scan)):
            step.repetition.map { ReachFilter(step, $0, inner.prepared(context), scan, context) }
                ?? BackwardFilter(step, scan, context)
        case .edge(let step, let lookup, let test): EdgeFilter(step, lookup, test, context)
        case .value(let expression, let test): ValueFilter(expression, test, context)
        case .comparison(let left, let relationship, let right): ComparisonFilter(left, relationship, right, context)
        case .absent(let expression): AbsentFilter(expression, context)
        case .source(let lookup, let part, let test): SourceFilter(lookup, part, test, context)
        }
    }
}

private final class ConstantFilter: NodeFilter {
    private let value: Bool

    init(_ value: Bool) { self.value = value }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] { value ? nodes : [] }
}

/// Every part sees only what the ones before it left.
private final class AllFilter: NodeFilter {
    private let parts: [any NodeFilter]

    init(_ parts: [any NodeFilter]) { self.parts = parts }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        var rest = nodes
        for part in parts where !rest.isEmpty { rest = try part.filter(rest) }
        return rest
    }
}

/// Every part sees only what the ones before it did not accept.
private final class EitherFilter: NodeFilter {
    private let parts: [any NodeFilter]

    init(_ parts: [any NodeFilter]) { self.parts = parts }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        var accepted: Set<NodeID> = []
        var rest = nodes
        for part in parts where !rest.isEmpty {
            accepted.formUnion(try part.filter(rest))
            rest = rest.filter { !accepted.contains($0) }
        }
        return nodes.filter(accepted.contains)
    }
}

private final class NotFilter: NodeFilter {
    private let inner: any NodeFilter

    init(_ inner: any NodeFilter) { self.inner = inner }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        let accepted = try inner.filter(nodes)
        if accepted.count == nodes.count { return [] }
        // Filters keep the order, so one look ahead tells who was left out.
        var next = 0
        return nodes.filter { node in
            if next < accepted.count, accepted[next] == node {
                next += 1
                return false
            }
            return true
        }
    }
}

private final class KindFilter: NodeFilter {
    private let kinds: KindSet
    private let context: ExecutionContext

    init(_ kinds: KindSet, _ context: ExecutionContext) {
        self.kinds = kinds
        self.context = context
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        nodes.filter { kinds.contains(context.graph.kind(of: $0)) }
    }
}

/// Whether a node is in a set that is found at the first use, or at each use if it depends on an alias.
private final class MemberFilter: NodeFilter {
    private let source: () throws(ExecutionError) -> [NodeID]
    private let remembers: Bool
    private let context: ExecutionContext
    private var marks: Bitmap?

    init(
        _ source: @escaping () throws(ExecutionError) -> [NodeID], remembers: Bool, _ context: ExecutionContext
    ) {
        self.source = source
        self.remembers = remembers
        self.context = context
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        let marks = try members()
        return nodes.filter { marks.contains(Int($0)) }
    }

    private func members() throws(ExecutionError) -> Bitmap {
        if let marks { return marks }
        let limit = context.graph.nodeLimit
        let found = Bitmap(limit: limit, try source().filter { Int($0) < limit })
        if remembers { marks = found }
        return found
    }
}

/// Asks a condition that refers to the node itself by an alias: one node at a time.
private final class CorrelatedFilter: NodeFilter {
    private let inner: any NodeFilter
    private let alias: Int
    private let context: ExecutionContext

    init(_ inner: any NodeFilter, _ alias: Int, _ context: ExecutionContext) {
        self.inner = inner
        self.alias = alias
        self.context = context
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        var kept: [NodeID] = []
        for node in nodes {
            try context.check()
            kept += try context.with(alias: alias, node) { () throws(ExecutionError) in try inner.filter([node]) }
        }
        return kept
    }
}
