import Graph
import Plan
import Text

/// Finds what a row stands on, for `cite`: the sources of its node, of every edge that a shown column went over to an end that
/// it shows, and of the nodes whose properties it shows.
///
///     show name, positioned_by@title      the county's sources, and those of its edges to plans
///     show value / baseline.value         the target's, the edge's to its baseline, and the baseline's
///
/// Each source comes once, in the order in which the columns ask for them.
final class CitationCollector {
    private let context: ExecutionContext
    private let walker: PathWalker
    private var sources: [Value] = []
    private var known: Set<Value> = []

    init(_ context: ExecutionContext) {
        self.context = context
        walker = PathWalker(context)
    }

    /// The sources of one row; a group stands on its members and on the way to its keys.
    func sources(of row: Row, columns: [BoundColumn], keys: [BoundExpression]) throws(ExecutionError) -> [Value] {
        sources = []
        known = []
        let nodes: [NodeID]
        switch row {
        case .node(let node): nodes = [node]
        case .group(_, let members): nodes = Array(members)
        case .pivoted(_, let parts): nodes = Set(parts.joined()).sorted()
        case .route(let route): nodes = route.nodes
        }
        for (number, node) in nodes.enumerated() {
            if number % 64 == 0 { try context.check() }
            note(node)
            for key in keys { try collect(key, at: node) }
            for column in columns { try collect(column, at: node) }
        }
        return sources
    }

    private func collect(_ column: BoundColumn, at node: NodeID) throws(ExecutionError) {
        try collect(column.expression, at: node)
        guard let shape = column.shape, case .path(let path) = column.expression.kind else { return }
        for end in try walker.ends(of: path, from: start(of: path, node)) {
            for inner in shape where inner.showsMoreThanName { note(end.node) }
            for inner in shape { try collect(inner, at: end.node) }
        }
    }

    private func collect(_ expression: BoundExpression, at node: NodeID) throws(ExecutionError) {
        switch expression.kind {
        case .literal, .key, .measure, .route, .ranked, .heading, .given: return
        case .ways(let path): try collect(path, at: node)
        case .share(let inner), .part(_, let inner): try collect(inner, at: node)
        case .path(let path), .rowAggregate(_, let path): try collect(path, at: node)
        case .counted: break
        case .arithmetic(_, let left, let right):
            try collect(left, at: node)
            try collect(right, at: node)
        case .negated(let inner), .converted(let inner, _): try collect(inner, at: node)
        case .groupAggregate(_, let inner): if let inner { try collect(inner, at: node) }
        case .choice(_, let first, let second):
            // What the condition looked at is no part of what is shown.
            try collect(first, at: node)
            if let second { try collect(second, at: node) }
        case .function(_, let arguments): for argument in arguments { try collect(argument, at: node) }
        }
    }

    // MARK: Paths

    private func start(of path: BoundPath, _ node: NodeID) -> NodeID {
        if case .alias(let number) = path.start { context.aliases[number] ?? node } else { node }
    }

    /// The edges of the way there are cited only where they lead on to an end, so they are looked through backwards.
    private func collect(_ path: BoundPath, at node: NodeID) throws(ExecutionError) {
        let first = start(of: path, node)
        if first != node { note(first) }
        if path.steps.isEmpty { return }
        var layers: [[Hop]] = []
        var frontier = [first]
        for (place, step) in path.steps.enumerated() {
            var layer: [Hop] = []
            for node in frontier { layer += try hops(of: step, from: node, key: path.range.lowerBound, place) }
            layers.append(layer)
            var seen: Set<NodeID> = []
            frontier = layer.map(\.to).filter { seen.insert($0).inserted }
        }
        var wanted = Set(frontier)
        var used: [[Hop]] = []
        for layer in layers.reversed() {
            let leading = layer.filter { wanted.contains($0.to) }
            used.append(leading)
            wanted = Set(leading.map(\.from))
        }
        for layer in used.reversed() { for hop in layer { for edge in hop.edges { note(edge) } } }
        if path.readsProperty { for node in frontier { note(node) } }
    }

    /// One step from a node to another, over the edges that lie between: several where the step repeats.
    private struct Hop {
        var from: NodeID
        var to: NodeID
        var edges: [(relation: RelationID, number: Int)]
    }

    private func hops(of step: BoundStep, from node: NodeID, key: Int, _ place: Int) throws(ExecutionError) -> [Hop] {
        var single = step
        single.repetition = nil
        // The walker keeps the filters of a path by the place of its text; each step is a path of its own here.
        let key = key + (place + 1) << 40
        guard let repetition = step.repetition else {
            return try walker.ends(of: [single], from: node, key: key).map { end in
                Hop(from: node, to: end.node, edges: end.edge.map { [$0] } ?? [])
            }
        }
        var ways: [NodeID: [(relation: RelationID, number: Int)]] = [node: []]
        var found = repetition.lowerBound == 0 ? [Hop(from: node, to: node, edges: [])] : []
        var frontier = [node]
        var depth = 0
        while depth < repetition.upperBound, !frontier.isEmpty {
            try context.check()
            depth += 1
            var next: [NodeID] = []
            for near in frontier {
                for end in try walker.ends(of: [single], from: near, key: key) where ways[end.node] == nil {
                    ways[end.node] = (ways[near] ?? []) + (end.edge.map { [$0] } ?? [])
                    next.append(end.node)
                }
            }
            if depth >= repetition.lowerBound { found += next.map { Hop(from: node, to: $0, edges: ways[$0] ?? []) } }
            frontier = next
        }
        let kept = try walker.ends(among: found.map(\.to), step, key: key, place)
        return found.filter { kept.contains($0.to) }
    }

    // MARK: Noting

    private func note(_ node: NodeID) { note(context.graph.values(of: node, NodeSlot.source)) }

    private func note(_ edge: (relation: RelationID, number: Int)) {
        note(context.graph.values(ofEdge: edge.number, edge.relation, EdgeSlot.source))
    }

    private func note(_ values: [Value]) {
        for value in values where known.insert(value).inserted { sources.append(value) }
    }
}

extension BoundPath {
    /// Whether it shows a fact of the node at its end beside what that is called.
    fileprivate var readsProperty: Bool {
        switch end {
        case .property(let lookup): !lookup.isName
        case .sourcePart: true
        case .nodes, .edge, .kind: false
        }
    }
}

extension BoundColumn {
    fileprivate var showsMoreThanName: Bool {
        if case .path(let path) = expression.kind { path.steps.isEmpty && path.readsProperty } else { true }
    }
}
