/// Expressions with parts of them put in another way.
extension BoundExpression {
    /// The same expression with each part for which the body gives another one replaced by that.
    ///
    /// - Parameter body: is asked of the whole first, and of the parts of what it gives nothing for; what paths and bracketed
    ///   queries look at is no part.
    package func replacing<Failure>(
        _ body: (BoundExpression) throws(Failure) -> BoundExpression?
    ) throws(Failure) -> BoundExpression {
        if let other = try body(self) { return other }
        var result = self
        switch kind {
        case .arithmetic(let operation, let left, let right):
            result.kind = .arithmetic(operation, try left.replacing(body), try right.replacing(body))
        case .negated(let inner): result.kind = .negated(try inner.replacing(body))
        case .converted(let inner, let unit): result.kind = .converted(try inner.replacing(body), unit: unit)
        case .function(let function, let arguments):
            var replaced: [BoundExpression] = []
            for argument in arguments { replaced.append(try argument.replacing(body)) }
            result.kind = .function(function, replaced)
        case .choice(let condition, let first, let second):
            var other: BoundExpression?
            if let second { other = try second.replacing(body) }
            result.kind = .choice(try condition.replacing(body), try first.replacing(body), other)
        case .share(let inner): result.kind = .share(try inner.replacing(body))
        case .part(let place, let inner): result.kind = .part(place, try inner.replacing(body))
        case .literal, .path, .rowAggregate, .groupAggregate, .key, .ranked, .measure, .ways, .heading, .counted,
            .route,
            .given:
            break
        }
        return result
    }
}

extension BoundCondition {
    /// The same condition with parts of the expressions that it compares replaced.
    package func replacing<Failure>(
        _ body: (BoundExpression) throws(Failure) -> BoundExpression?
    ) throws(Failure) -> BoundCondition {
        func all(_ parts: [BoundCondition]) throws(Failure) -> [BoundCondition] {
            var replaced: [BoundCondition] = []
            for part in parts { replaced.append(try part.replacing(body)) }
            return replaced
        }
        switch self {
        case .all(let parts): return .all(try all(parts))
        case .either(let parts): return .either(try all(parts))
        case .not(let inner): return .not(try inner.replacing(body))
        case .value(let expression, let test): return .value(try expression.replacing(body), test)
        case .absent(let expression): return .absent(try expression.replacing(body))
        case .comparison(let left, let relationship, let right):
            return .comparison(try left.replacing(body), relationship, try right.replacing(body))
        case .constant, .kind, .property, .named, .member, .memberOf, .namedAs, .some, .edge, .source: return self
        }
    }
}

extension Stage {
    /// The same stage with parts of its expressions replaced.
    package func replacing<Failure>(
        _ body: (BoundExpression) throws(Failure) -> BoundExpression?
    ) throws(Failure) -> Stage {
        switch self {
        case .filter(let condition): return .filter(try condition.replacing(body))
        case .order(let keys):
            var replaced = keys
            for place in keys.indices { replaced[place].expression = try keys[place].expression.replacing(body) }
            return .order(replaced)
        case .top(let count, let keys):
            var replaced: [BoundExpression] = []
            for key in keys { replaced.append(try key.replacing(body)) }
            return .top(count, per: replaced)
        case .arrow, .combine, .slice, .totals: return self
        }
    }
}
