/// Whether something reads a property of the edge that led to the node, `@confidence` in brackets or in a shape: then it must
/// be asked of each edge.
extension BoundCondition {
    package var usesEdge: Bool {
        switch self {
        // What is nested in these is about other nodes, and about the edges that lead to them.
        case .constant, .kind, .property, .named, .member, .memberOf, .namedAs, .some, .edge, .source: false
        case .all(let parts), .either(let parts): parts.contains(where: \.usesEdge)
        case .not(let inner): inner.usesEdge
        case .value(let expression, _), .absent(let expression): expression.usesEdge
        case .comparison(let left, _, let right): left.usesEdge || right.usesEdge
        }
    }
}

extension BoundExpression {
    package var usesEdge: Bool {
        switch kind {
        case .path(let path), .rowAggregate(_, let path): path.isOfEdge
        case .literal, .key, .measure, .route, .ranked, .heading, .ways, .counted, .given: false
        case .arithmetic(_, let left, let right): left.usesEdge || right.usesEdge
        case .negated(let inner), .converted(let inner, _), .share(let inner), .part(_, let inner): inner.usesEdge
        case .groupAggregate(_, let inner): inner?.usesEdge ?? false
        case .function(_, let arguments): arguments.contains(where: \.usesEdge)
        case .choice(let condition, let first, let second):
            condition.usesEdge || first.usesEdge || second?.usesEdge ?? false
        }
    }
}

extension BoundPath {
    /// `@confidence` with no step before it
    private var isOfEdgeEnd: Bool { if case .edge = end { true } else { false } }

    fileprivate var isOfEdge: Bool { start == .current && steps.isEmpty && isOfEdgeEnd }
}
