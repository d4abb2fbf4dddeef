import Graph
import Text

/// Makes a bound query cheaper without changing its answer, by passes that run in this order.
///
/// A pass is told as `before ⇒ after` in the query language, with `scan`, `seek` and `backward` for what has no spelling
/// there. The order matters: filters must be in the scan before a start can be chosen among them, and the direction of a
/// path condition decides whether it can be the start.
package struct Planner {
    package enum Pass: String, Sendable, CaseIterable {
        /// `find K where a where b` ⇒ `scan K (a, b)`; `where` behind `->` and the like stays where it is
        case collectFilters
        /// `where r.name = x` ⇒ backward(`name = x`, r), where fewer nodes are looked at from the far end
        case chooseDirections
        /// `scan K (a, b)` ⇒ `seek b, then (a)`, if an index gives fewer nodes for `b` than there are of K
        case chooseStart
        /// `(count(r) > 2, level = 县, name ~ x)` ⇒ cheap tests first, node-by-node ones last
        case orderFilters
    }

    /// About how many nodes one search along a repeated step looks at.
    private static let costOfRepetition = 16

    private let estimator: Estimator

    package init(_ graph: Graph) { estimator = Estimator(graph: graph) }

    /// The query after the passes; `through` is the last one to run.
    package func plan(_ query: BoundQuery, through last: Pass = .orderFilters) -> BoundQuery {
        var planned = query
        for pass in Pass.allCases {
            apply(pass, to: &planned)
            if pass == last { break }
        }
        return planned
    }

    /// The query after one pass more.
    func plan(_ query: BoundQuery, only pass: Pass) -> BoundQuery {
        var planned = query
        apply(pass, to: &planned)
        return planned
    }

    /// A search for paths whose ends are planned.
    package func plan(_ search: BoundPathSearch) -> BoundPathSearch {
        Pass.allCases.reduce(search) { plan($0, only: $1) }
    }

    func plan(_ search: BoundPathSearch, only pass: Pass) -> BoundPathSearch {
        var planned = search
        apply(pass, to: &planned.from)
        apply(pass, to: &planned.to)
        return planned
    }

    private func apply(_ pass: Pass, to query: inout BoundQuery) {
        if pass == .collectFilters { collectFilters(&query) }
        switch query.source {
        case .scan(var scan):
            improve(&scan, pass)
            query.source = .scan(scan)
        case .query(var inner):
            apply(pass, to: &inner)
            query.source = .query(inner)
        case .nodes, .search: break
        }
        for place in query.stages.indices {
            switch query.stages[place] {
            case .filter(let condition): query.stages[place] = .filter(improved(condition, pass, candidates: Int.max))
            case .combine(let combination, var inner):
                apply(pass, to: &inner)
                query.stages[place] = .combine(combination, inner)
            case .arrow, .order, .slice, .top, .totals: break
            }
        }
    }

    private func collectFilters(_ query: inout BoundQuery) {
        guard case .scan(var scan) = query.source else { return }
        while case .filter(let condition)? = query.stages.first {
            scan.filters += condition.conjuncts
            query.stages.removeFirst()
        }
        query.source = .scan(scan)
    }

    private func improve(_ scan: inout Scan, _ pass: Pass) {
        // Nothing else asks for it, and it takes looks into indexes.
        let candidates =
            pass != .chooseDirections || !scan.filters.contains(where: Planner.hasStep)
            ? Int.max
            : scan.filters.compactMap { estimator.seekCount($0, scan.kinds) }.min() ?? estimator.count(of: scan.kinds)
        scan.filters = scan.filters.map { improved($0, pass, candidates: candidates) }
        switch pass {
        case .collectFilters, .chooseDirections: break
        case .chooseStart: chooseStart(&scan)
        case .orderFilters: scan.filters.sort { cost($0) < cost($1) }
        }
    }

    /// Whether a condition goes along relations, so that there is a direction to choose.
    private static func hasStep(_ condition: BoundCondition) -> Bool {
        switch condition {
        case .some: true
        case .all(let parts), .either(let parts): parts.contains(where: hasStep)
        case .not(let inner): hasStep(inner)
        default: false
        }
    }

    /// Applies the pass inside a condition; `candidates` is at most how many nodes the condition will be asked of.
    private func improved(_ condition: BoundCondition, _ pass: Pass, candidates: Int) -> BoundCondition {
        switch condition {
        case .all(let parts):
            let parts = parts.map { improved($0, pass, candidates: candidates) }
            return .all(pass == .orderFilters ? parts.sorted { cost($0) < cost($1) } : parts)
        case .either(let parts):
            return .either(parts.map { improved($0, pass, candidates: candidates) })
        case .not(let inner):
            return .not(improved(inner, pass, candidates: candidates))
        case .some(let step, let inner, .backward(var scan)):
            improve(&scan, pass)
            return .some(step, inner, .backward(scan))
        case .some(var step, let inner, .forward):
            let far = improved(inner, pass, candidates: estimator.count(of: step.kinds))
            step.condition = step.condition.map { improved($0, pass, candidates: estimator.count(of: step.kinds)) }
            guard pass == .chooseDirections else { return .some(step, far, .forward) }
            return withDirection(step, far, candidates: candidates)
        case .memberOf(var query):
            apply(pass, to: &query)
            return .memberOf(query)
        case .namedAs(let lookup, var query):
            apply(pass, to: &query)
            return .namedAs(lookup, query)
        case .constant, .kind, .property, .named, .member, .edge, .value, .comparison, .absent, .source:
            return condition
        }
    }

    /// Backward if nothing in it depends on the node one comes from, and looking at the far end takes fewer nodes.
    private func withDirection(_ step: BoundStep, _ far: BoundCondition, candidates: Int) -> BoundCondition {
        let conditions = (step.condition.map(\.conjuncts) ?? []) + far.conjuncts
        // What is asked of edges is asked where they are followed.
        guard step.links == nil, !conditions.contains(where: \.usesAlias) else { return .some(step, far, .forward) }
        if let repetition = step.repetition {
            // Ends that are also nearer than the least repetition can be told only from the near end.
            guard repetition.lowerBound <= 1 else { return .some(step, far, .forward) }
        } else if conditions.isEmpty {
            return .some(step, far, .forward)
        }
        var scan = Scan(kinds: step.kinds, filters: conditions)
        chooseStart(&scan)
        let (lookedAt, isMore) = candidates.multipliedReportingOverflow(
            by: step.repetition == nil ? 1 : Planner.costOfRepetition)
        return .some(step, far, isMore || estimator.scanCount(scan) < lookedAt ? .backward(scan) : .forward)
    }

    private func chooseStart(_ scan: inout Scan) {
        guard scan.seek == nil else { return }
        var best: (place: Int, count: Int)?
        for (place, filter) in scan.filters.enumerated() {
            if let count = estimator.seekCount(filter, scan.kinds), count < best?.count ?? Int.max {
                best = (place, count)
            }
        }
        guard let best, best.count < estimator.count(of: scan.kinds) else { return }
        scan.seek = scan.filters.remove(at: best.place)
    }

    /// Relative cost of asking a condition of one node.
    private func cost(_ condition: BoundCondition) -> Int {
        switch condition {
        case .constant, .kind, .member: 0
        case .some(_, _, .backward): 1
        case .property(let lookup, .contains): lookup.type == .text ? 3 : 2
        case .property(_, .matches), .named(.matches): 4
        case .property(_, .resembles), .named(.resembles): 7
        case .property, .named, .source: 2
        case .not(let inner): cost(inner)
        case .all(let parts), .either(let parts): parts.map(cost).max() ?? 0
        case .edge: 5
        case .some, .memberOf, .namedAs: 6
        case .value, .comparison, .absent: 9
        }
    }
}
