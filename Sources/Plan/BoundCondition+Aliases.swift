/// Whether something reads an alias, that is, the node of a query around it: then it can't be answered once for all nodes.
extension BoundCondition {
    package var usesAlias: Bool {
        switch self {
        case .constant, .kind, .property, .named, .member, .source: false
        case .all(let parts), .either(let parts): parts.contains(where: \.usesAlias)
        case .not(let inner): inner.usesAlias
        case .memberOf(let query), .namedAs(_, let query): query.usesAlias
        case .some(let step, let inner, _): step.usesAlias || inner.usesAlias
        case .edge(let step, _, _): step.usesAlias
        case .value(let expression, _), .absent(let expression): expression.usesAlias
        case .comparison(let left, _, let right): left.usesAlias || right.usesAlias
        }
    }
}

extension BoundStep {
    package var usesAlias: Bool {
        condition?.usesAlias ?? false || ends?.usesAlias ?? false || links?.usesAlias ?? false
    }
}

extension BoundPath {
    package var usesAlias: Bool { start != .current || steps.contains(where: \.usesAlias) }
}

extension BoundExpression {
    package var usesAlias: Bool {
        switch kind {
        case .literal, .key, .measure, .route, .ranked, .heading, .given: false
        case .path(let path), .rowAggregate(_, let path), .ways(let path): path.usesAlias
        case .counted(let query, _): query.usesAlias
        case .arithmetic(_, let left, let right): left.usesAlias || right.usesAlias
        case .negated(let inner), .converted(let inner, _), .share(let inner), .part(_, let inner): inner.usesAlias
        case .groupAggregate(_, let inner): inner?.usesAlias ?? false
        case .function(_, let arguments): arguments.contains(where: \.usesAlias)
        case .choice(let condition, let first, let second):
            condition.usesAlias || first.usesAlias || second?.usesAlias ?? false
        }
    }
}

extension BoundQuery {
    package var usesAlias: Bool {
        let scanned: Bool
        switch source {
        case .scan(let scan): scanned = (scan.filters + (scan.seek.map { [$0] } ?? [])).contains(where: \.usesAlias)
        case .query(let inner): scanned = inner.usesAlias
        case .nodes, .search: scanned = false
        }
        return scanned || stages.contains(where: \.usesAlias)
    }
}

extension Stage {
    fileprivate var usesAlias: Bool {
        switch self {
        case .filter(let condition): condition.usesAlias
        case .arrow(let path): path.usesAlias
        case .combine(_, let query): query.usesAlias
        case .order(let keys): keys.contains(where: \.expression.usesAlias)
        case .top(_, let keys): keys.contains(where: \.usesAlias)
        case .slice, .totals: false
        }
    }
}
