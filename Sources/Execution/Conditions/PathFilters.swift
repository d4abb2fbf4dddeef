import Graph
import Plan
import Text

/// Some neighbour satisfies a condition, from the nodes at hand: their neighbours, each once, are asked, and then which
/// nodes lead to an accepted one. It looks at every edge of the batch at most twice, however the paths fan out.
final class ForwardFilter: NodeFilter {
    private let step: BoundStep
    private let inner: any NodeFilter
    private let narrowing: (any NodeFilter)?
    private let remembers: Bool
    private let context: ExecutionContext
    /// Whether a neighbour of the right kind is enough.
    private let isAnyAccepted: Bool
    /// Neighbours that were asked already, and those that were accepted.
    private var asked: Bitmap
    private var accepted: Bitmap

    /// - Parameter remembers: whether what was accepted for one batch is so for the next: not if it depends on an alias.
    init(
        _ step: BoundStep, _ inner: any NodeFilter, remembers: Bool, acceptsAny: Bool, _ context: ExecutionContext
    ) {
        self.step = step
        isAnyAccepted = acceptsAny
        self.inner = inner
        self.remembers = remembers
        self.context = context
        narrowing = step.condition.map { $0.prepared(context) }
        asked = Bitmap(limit: context.graph.nodeLimit)
        accepted = Bitmap(limit: context.graph.nodeLimit)
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        try context.check()
        let graph = context.graph
        if narrowing == nil, isAnyAccepted { return connected(nodes) }
        if !remembers {
            asked = Bitmap(limit: graph.nodeLimit)
            accepted = Bitmap(limit: graph.nodeLimit)
        }
        var fresh: [NodeID] = []
        var readers = step.alternatives.map { StepReader(graph, $0) }
        for node in nodes {
            for place in readers.indices {
                for end in readers[place].ends(of: node) where asked.insert(Int(end)) { fresh.append(end) }
            }
        }
        fresh.removeAll { !step.kinds.contains(graph.kind(of: $0)) }
        if let narrowing { fresh = try narrowing.filter(fresh) }
        for node in try inner.filter(fresh.sorted()) { accepted.insert(Int(node)) }
        return graph.nodes(nodes, leadingInto: accepted, step.alternatives)
    }

    /// The nodes with a neighbour of the right kind.
    private func connected(_ nodes: [NodeID]) -> [NodeID] {
        let graph = context.graph
        var readers = step.alternatives.map { StepReader(graph, $0) }
        let isOfKind = readers.allSatisfy { $0.leadsOnly(to: step.kinds.contains) }
        return nodes.filter { node in
            var isConnected = false
            for place in readers.indices where !isConnected {
                if isOfKind {
                    isConnected = readers[place].count(of: node) > 0
                } else {
                    readers[place].forEach(of: node) { end in
                        isConnected = isConnected || step.kinds.contains(graph.kind(of: end))
                    }
                }
            }
            return isConnected
        }
    }
}

/// Some neighbour satisfies a condition, from the far end: the nodes that satisfy it are found once, then all that lead
/// to them.
final class BackwardFilter: NodeFilter {
    private let step: BoundStep
    private let scan: Scan
    private let context: ExecutionContext
    private var marks: Bitmap?

    init(_ step: BoundStep, _ scan: Scan, _ context: ExecutionContext) {
        self.step = step
        self.scan = scan
        self.context = context
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        let marks = try sources()
        return nodes.filter { marks.contains(Int($0)) }
    }

    private func sources() throws(ExecutionError) -> Bitmap {
        if let marks { return marks }
        let found = try BackwardFilter.sources(step, scan, context)
        marks = found
        return found
    }

    /// The nodes that the step leads from to one that the scan gives.
    static func sources(_ step: BoundStep, _ scan: Scan, _ context: ExecutionContext) throws(ExecutionError) -> Bitmap {
        let far = try ScanOperator.nodes(scan, context)
        var marks = Bitmap(limit: context.graph.nodeLimit)
        for alternative in step.alternatives {
            for start in stride(from: 0, to: far.count, by: batchSize) {
                try context.check()
                let batch = Array(far[start..<min(start + batchSize, far.count)])
                context.graph.markNeighbours(of: batch, alternative.reversed, in: &marks)
            }
        }
        return marks
    }
}

/// Some node within `{m..n}` steps satisfies a condition; one search from each node.
final class RepeatedFilter: NodeFilter {
    private let walker: PathWalker
    private let step: BoundStep
    private let inner: any NodeFilter

    init(_ step: BoundStep, _ inner: any NodeFilter, _ context: ExecutionContext) {
        self.step = step
        self.inner = inner
        walker = PathWalker(context)
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        var kept: [NodeID] = []
        for node in nodes where try !inner.filter(walker.ends(of: [step], from: node).map(\.node).sorted()).isEmpty {
            kept.append(node)
        }
        return kept
    }
}

/// Some edge of a step has a property that passes.
final class EdgeFilter: NodeFilter {
    private let step: BoundStep
    private let lookup: EdgeLookup
    private let test: Test
    private let narrowing: (any NodeFilter)?
    private let links: LinkTest?
    private let context: ExecutionContext

    init(_ step: BoundStep, _ lookup: EdgeLookup, _ test: Test, _ context: ExecutionContext) {
        self.step = step
        self.lookup = lookup
        self.test = test
        self.context = context
        narrowing = step.condition.map { $0.prepared(context) }
        links = LinkTest(step, context)
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        try context.check()
        var kept: [NodeID] = []
        for node in nodes where try passes(node) { kept.append(node) }
        return kept
    }

    private func passes(_ node: NodeID) throws(ExecutionError) -> Bool {
        for alternative in step.alternatives {
            guard let slot = lookup.slots[alternative.relation] else { continue }
            for link in context.graph.links(of: node, alternative)
            where step.kinds.contains(context.graph.kind(of: link.node)) {
                let values = context.graph.values(ofEdge: link.edge, alternative.relation, slot)
                guard values.contains(where: test.passes) else { continue }
                if let links, try !links.passes(link, alternative.relation) { continue }
                if let narrowing, try narrowing.filter([link.node]).isEmpty { continue }
                return true
            }
        }
        return false
    }
}
