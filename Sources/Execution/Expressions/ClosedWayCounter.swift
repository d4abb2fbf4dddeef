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
    private var numbers: [Double] = []
    private var others: [Double] = []

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
            for (place, step) in steps.enumerated() {
                if let condition = step.condition { filters[place] = condition.prepared(context) }
            }
            lastFilter = last?.condition.map { $0.prepared(context) }
        }
    }

    /// Nodes and how many walks come to each.
    private typealias Level = [(node: NodeID, walks: Double)]

    init(_ context: ExecutionContext) { self.context = context }

    /// nil if the path isn't of this form.
    func count(of path: BoundPath, from node: NodeID) throws(ExecutionError) -> Double? {
        let key = path.range.lowerBound
        if plans[key] == nil { plans[key] = .some(closing(path)) }
        guard let closing = plans[key] ?? nil, let end = context.aliases[closing.alias],
            context.graph.schema.root(of: context.graph.kind(of: end)) == closing.family
        else { return nil }
        let limit = context.graph.nodeLimit
        if numbers.count < limit {
            numbers = [Double](repeating: 0, count: limit)
            others = numbers
        }
        var near: Level = [(node, 1)]
        var far = try ends(closing, end)
        var low = 0
        var high = closing.steps.count
        while low < high, !near.isEmpty, !far.isEmpty {
            if edgeCount(near, &closing.forward[low]) <= edgeCount(far, &closing.backward[high - 1]) {
                near = try next(near, &closing.forward[low])
                near = try kept(near, closing, low)
                low += 1
            } else {
                far = try next(far, &closing.backward[high - 1])
                if high > 1 { far = try kept(far, closing, high - 2) }
                high -= 1
            }
        }
        for (node, walks) in near { numbers[Int(node)] = walks }
        defer { for (node, _) in near { numbers[Int(node)] = 0 } }
        return far.reduce(0) { $0 + $1.walks * numbers[Int($1.node)] }
    }

    private func edgeCount(_ level: Level, _ readers: inout [StepReader]) -> Int {
        var count = 0
        for (node, _) in level { for place in readers.indices { count += readers[place].count(of: node) } }
        return count
    }

    private func next(_ level: Level, _ readers: inout [StepReader]) throws(ExecutionError) -> Level {
        var found: [NodeID] = []
        others.withUnsafeMutableBufferPointer { sums in
            for (node, walks) in level {
                for place in readers.indices {
                    readers[place].forEach(of: node) { end in
                        if sums[Int(end)] == 0 { found.append(end) }
                        sums[Int(end)] += walks
                    }
                }
            }
        }
        let next = found.map { (node: $0, walks: others[Int($0)]) }
        for node in found { others[Int(node)] = 0 }
        try context.spend(found.count)
        return next
    }

    /// Those that may stand at the end of a step.
    private func kept(_ level: Level, _ closing: Closing, _ place: Int) throws(ExecutionError) -> Level {
        let graph = context.graph
        let kinds = closing.steps[place].kinds
        var run = (range: 0..<0, isKept: false)
        let level = level.filter { node, _ in
            guard !run.range.contains(Int(node)) else { return run.isKept }
            let kind = graph.kind(of: node)
            if Int(node) < graph.baseCount { run = (graph.baseRange(of: kind), kinds.contains(kind)) }
            return kinds.contains(kind)
        }
        guard let filter = closing.filters[place], !level.isEmpty else { return level }
        let kept = Set(try filter.filter(level.map(\.node).sorted()))
        return level.filter { kept.contains($0.node) }
    }

    /// The nodes that close a walk, each once.
    private func ends(_ closing: Closing, _ end: NodeID) throws(ExecutionError) -> Level {
        let place = closing.steps.count - 1
        guard let last = closing.last else { return try kept([(end, 1)], closing, place) }
        guard last.kinds.contains(context.graph.kind(of: end)) else { return [] }
        if let filter = closing.lastFilter, try filter.filter([end]).isEmpty { return [] }
        let level = try next([(end, 1)], &closing.lastBackward).map { (node: $0.node, walks: 1.0) }
        return try kept(level, closing, place)
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
