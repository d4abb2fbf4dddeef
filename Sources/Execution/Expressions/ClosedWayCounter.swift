import Graph
import Plan

/// Counts walks that end where they are told to by an alias: `ways(covered_by.promotes.concerned_by[submitted_in.id = c.id])`.
///
/// From the one side walks are counted step by step as numbers at nodes, from the other likewise, and where the two meet the
/// numbers are multiplied and summed up: no walk is ever made, and no step looks at more than the smaller side needs.
///
///     ways(p.q.r[s.id = c.id]) at n    ⇒    from n along p.q, from the nodes that s leads from to c back along r
///     ways(p.q.r[id = c.id]) at n      ⇒    from n along p, from c back along r and q
final class ClosedWayCounter {
    private let context: ExecutionContext
    /// By the place where the path was written; nil if its walks are not closed.
    private var plans: [Int: Closing?] = [:]
    private var sums: NodeNumbers?

    /// A path without the condition that closes it.
    private final class Closing {
        var steps: [BoundStep]
        let alias: Int
        /// The family of kinds that the alias's node must be of.
        let family: KindID
        /// From the end of the last step to the alias's node; nil: that is the end.
        let last: BoundStep?
        var filters: [Int: any NodeFilter] = [:]
        var lastFilter: (any NodeFilter)?
        var forward: [[StepReader]]
        var backward: [[StepReader]]
        var lastBackward: [StepReader]
        /// By step, whether an end needs not be asked for its kind: of the step, of the step before seen from behind, and of the last
        /// step seen from the alias's node.
        let isOfKindForward: [Bool]
        let isOfKindBackward: [Bool]
        let isOfKindLast: Bool

        init(
            _ steps: [BoundStep], _ alias: Int, _ last: BoundStep?, family: KindID, _ context: ExecutionContext
        ) {
            self.steps = steps
            self.family = family
            self.alias = alias
            self.last = last
            func readers(_ step: BoundStep, isReversed: Bool) -> [StepReader] {
                step.alternatives.map { alternative in
                    let direction = isReversed ? alternative.direction.reversed : alternative.direction
                    return StepReader(
                        context.graph, RelationStep(relation: alternative.relation, direction: direction))
                }
            }
            forward = steps.map { readers($0, isReversed: false) }
            backward = steps.map { readers($0, isReversed: true) }
            lastBackward = last.map { readers($0, isReversed: true) } ?? []
            func areOfKind(_ readers: [StepReader], _ place: Int) -> Bool {
                place >= 0 && readers.allSatisfy { $0.leadsOnly(to: steps[place].kinds.contains) }
            }
            isOfKindForward = forward.enumerated().map { areOfKind($1, $0) }
            isOfKindBackward = backward.enumerated().map { areOfKind($1, $0 - 1) }
            isOfKindLast = areOfKind(lastBackward, steps.count - 1)
            for (place, step) in steps.enumerated() {
                if let condition = step.condition { filters[place] = condition.prepared(context) }
            }
            lastFilter = last?.condition.map { $0.prepared(context) }
        }
    }

    /// Nodes and how many walks come to each.
    private struct Level {
        var nodes: [NodeID] = []
        var walks: [Double] = []

        func forBoth<Result>(
            _ body: (UnsafeBufferPointer<NodeID>, UnsafeBufferPointer<Double>) -> Result
        ) -> Result {
            nodes.withUnsafeBufferPointer { nodes in walks.withUnsafeBufferPointer { body(nodes, $0) } }
        }
    }

    init(_ context: ExecutionContext) { self.context = context }

    /// nil if the path isn't of this form.
    func count(of path: BoundPath, from node: NodeID) throws(ExecutionError) -> Double? {
        let key = path.range.lowerBound
        if plans[key] == nil { plans[key] = .some(closing(path)) }
        guard let closing = plans[key] ?? nil, let end = context.aliases[closing.alias],
            context.graph.schema.root(of: context.graph.kind(of: end)) == closing.family
        else { return nil }
        let sums = self.sums ?? NodeNumbers(limit: context.graph.nodeLimit)
        self.sums = sums
        var near = Level(nodes: [node], walks: [1])
        var far = try ends(closing, end, sums)
        var low = 0
        var high = closing.steps.count
        while !near.nodes.isEmpty, !far.nodes.isEmpty {
            let isNearCheaper = edgeCount(near, &closing.forward[low]) <= edgeCount(far, &closing.backward[high - 1])
            if low == high - 1 {
                return isNearCheaper
                    ? try product(near, &closing.forward[low], far, sums)
                    : try product(far, &closing.backward[low], near, sums)
            }
            if isNearCheaper {
                near = try next(near, &closing.forward[low], sums)
                near = try kept(near, closing, low, isOfKind: closing.isOfKindForward[low])
                low += 1
            } else {
                far = try next(far, &closing.backward[high - 1], sums)
                far = try kept(far, closing, high - 2, isOfKind: closing.isOfKindBackward[high - 1])
                high -= 1
            }
        }
        return 0
    }

    private func edgeCount(_ level: Level, _ readers: inout [StepReader]) -> Int {
        level.nodes.withUnsafeBufferPointer { nodes in
            readers.indices.reduce(0) { $0 + readers[$1].edgeCount(of: nodes) }
        }
    }

    private func next(
        _ level: Level, _ readers: inout [StepReader], _ sums: NodeNumbers
    ) throws(ExecutionError) -> Level {
        var next = Level()
        if level.nodes.count == 1, readers.count == 1 {
            // No two edges of a relation connect the same nodes.
            readers[0].forEach(of: level.nodes[0]) { next.nodes.append($0) }
            next.walks = [Double](repeating: level.walks[0], count: next.nodes.count)
        } else {
            let numbers = sums.numbers
            level.forBoth { nodes, walks in
                for place in readers.indices {
                    let edgeCount = readers[place].edgeCount(of: nodes)
                    next.nodes += readers[place].add(walks, of: nodes, edgeCount: edgeCount, to: numbers)
                }
            }
            next.walks = next.nodes.map { numbers[Int($0)] }
            for node in next.nodes { numbers[Int(node)] = 0 }
        }
        try context.spend(next.nodes.count)
        return next
    }

    /// The last step between the two sides: the walks to each end of the one times those to it from the other, without a list of
    /// these ends. What may stand there the other side has asked already.
    private func product(
        _ level: Level, _ readers: inout [StepReader], _ other: Level, _ sums: NodeNumbers
    ) throws(ExecutionError) -> Double {
        let numbers = sums.numbers
        for (node, walks) in zip(other.nodes, other.walks) { numbers[Int(node)] = walks }
        let total = level.forBoth { nodes, walks in
            readers.indices.reduce(0.0) { $0 + readers[$1].sum(over: nodes, times: walks, of: numbers) }
        }
        for node in other.nodes { numbers[Int(node)] = 0 }
        try context.spend(level.nodes.count)
        return total
    }

    /// Those that may stand at the end of a step.
    private func kept(
        _ level: Level, _ closing: Closing, _ place: Int, isOfKind: Bool
    ) throws(ExecutionError) -> Level {
        var level = level
        if !isOfKind {
            let kinds = closing.steps[place].kinds
            keep(&level) { kinds.contains(context.graph.kind(of: $0)) }
        }
        guard let filter = closing.filters[place], !level.nodes.isEmpty else { return level }
        let kept = Set(try filter.filter(level.nodes.sorted()))
        keep(&level, kept.contains)
        return level
    }

    private func keep(_ level: inout Level, _ isKept: (NodeID) -> Bool) {
        var count = 0
        for (place, node) in level.nodes.enumerated() where isKept(node) {
            level.nodes[count] = node
            level.walks[count] = level.walks[place]
            count += 1
        }
        level.nodes.removeLast(level.nodes.count - count)
        level.walks.removeLast(level.walks.count - count)
    }

    /// The nodes that close a walk, each once.
    private func ends(_ closing: Closing, _ end: NodeID, _ sums: NodeNumbers) throws(ExecutionError) -> Level {
        let place = closing.steps.count - 1
        let start = Level(nodes: [end], walks: [1])
        guard let last = closing.last else { return try kept(start, closing, place, isOfKind: false) }
        guard last.kinds.contains(context.graph.kind(of: end)) else { return Level() }
        if let filter = closing.lastFilter, try filter.filter([end]).isEmpty { return Level() }
        var level = try next(start, &closing.lastBackward, sums)
        level.walks = [Double](repeating: 1, count: level.nodes.count)
        return try kept(level, closing, place, isOfKind: closing.isOfKindLast)
    }

    // MARK: Recognising

    private func closing(_ path: BoundPath) -> Closing? {
        guard path.start == .current, case .nodes = path.end, var last = path.steps.last,
            let condition = last.condition, path.steps.allSatisfy({ $0.repetition == nil && $0.links == nil }),
            !path.steps.dropLast().contains(where: \.usesAlias)
        else { return nil }
        var rest = condition.conjuncts
        guard let place = rest.firstIndex(where: { self.end($0, last) != nil }), let end = end(rest[place], last) else {
            return nil
        }
        rest.remove(at: place)
        last.condition = rest.isEmpty ? nil : .conjunction(rest)
        guard !last.usesAlias else { return nil }
        return Closing(path.steps.dropLast() + [last], end.alias, end.step, family: end.family, context)
    }

    /// Of `s.id = c.id` the alias and the step; no step of `id = c.id`. Ids tell nodes of one family apart, no others.
    private func end(_ condition: BoundCondition, _ last: BoundStep)
        -> (alias: Int, step: BoundStep?, family: KindID)?
    {
        guard case .comparison(let left, .equal, let right) = condition, case .path(let near) = left.kind,
            case .path(let far) = right.kind, case .alias(let alias) = far.start, far.steps.isEmpty,
            near.start == .current, near.steps.count <= 1, near.isID, far.isID
        else { return nil }
        let step = near.steps.first
        if let step, step.repetition != nil || step.links != nil || step.usesAlias { return nil }
        let families = Set((step ?? last).kinds.members.map { context.graph.schema.root(of: $0) })
        guard families.count == 1, let family = families.first else { return nil }
        return (alias, step, family)
    }
}

extension BoundPath {
    fileprivate var isID: Bool {
        guard case .property(let lookup) = end else { return false }
        return lookup.slots.allSatisfy { $0 == NodeSlot.id || $0 < 0 }
    }
}
