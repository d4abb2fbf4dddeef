import Diagnostics
import Graph
import Plan
import Syntax
import Text

extension Binder {
    mutating func bind(_ condition: Condition, _ scope: Scope) throws(BindingError) -> BoundCondition {
        switch condition.kind {
        case .both(let left, let right): return .and(try bind(left, scope), try bind(right, scope))
        case .either(let left, let right): return .or(try bind(left, scope), try bind(right, scope))
        case .negation(let inner): return .negation(try bind(inner, scope))
        case .has(let path): return try presence(of: path, scope)
        case .no(let path): return .negation(try presence(of: path, scope))
        case .presence(let path, let isPresent):
            let present = try presence(of: path, scope)
            return isPresent ? present : .negation(present)
        case .every(let path, let inner): return try every(path, inner, scope)
        case .bare(let name): return try bare(name, scope)
        case .comparison(let left, let comparator, let right):
            let (positive, isNegated) = comparator.positive
            let bound = try comparison(left, positive, right, scope, condition.range)
            return isNegated ? .negation(bound) : bound
        }
    }

    /// A kind's name alone; a property or relation alone says nothing, and the hint says what would.
    private func bare(_ name: Name, _ scope: Scope) throws(BindingError) -> BoundCondition {
        let isStep =
            hasProperty(named: name.text, in: scope.kinds)
            || !steps(named: name.text, from: scope.kinds).steps.isEmpty
        if let kind = schema.kind(named: name.text) {
            let kinds = closure([kind]).intersection(scope.kinds)
            if !kinds.isEmpty || !isStep { return kinds.isEmpty ? .constant(false) : .kind(kinds) }
        }
        if isStep { throw .conditionNeeded(name.text, at: name.range) }
        throw .unknownStep(
            name.text, kinds: names(scope.kinds), nearest: suggestions(for: name.text, in: scope.kinds),
            owners: owners(of: name.text), at: name.range)
    }

    /// Whether a path has any end.
    private mutating func presence(of path: Path, _ scope: Scope) throws(BindingError) -> BoundCondition {
        if let expression = visible(path, scope) { return .negation(.absent(expression)) }
        let bound = try bind(path, scope)
        guard bound.path.start == .current else {
            return .negation(.absent(BoundExpression(.path(bound.path), at: path.range)))
        }
        let atEnd: BoundCondition
        switch bound.path.end {
        case .nodes, .kind: atEnd = .constant(true)
        case .property(let lookup), .sourcePart(let lookup, _):
            atEnd = lookup.isName ? .constant(true) : .property(lookup, .present)
        case .edge(let lookup): return edgeCondition(bound, lookup, .present)
        }
        return nested(bound, atEnd)
    }

    /// No end fails the condition.
    private mutating func every(_ path: Path, _ inner: Condition, _ scope: Scope) throws(BindingError) -> BoundCondition
    {
        let bound = try bind(path, scope)
        guard case .nodes = bound.path.end, bound.path.start == .current else { throw .notYet("every", at: path.range) }
        var innerScope = scope
        innerScope.kinds = bound.kinds
        innerScope.own = nil
        let last = bound.path.steps.last
        innerScope.edge = last?.repetition == nil ? last?.alternatives ?? [] : []
        innerScope.isBehindRepetition = last?.repetition != nil
        innerScope.isOfRows = false
        let failing = BoundCondition.negation(try bind(inner, innerScope))
        guard failing.usesEdge, var step = last else { return .negation(nested(bound, failing)) }
        step.links = .and(step.links ?? .constant(true), failing)
        var failed = bound
        failed.path.steps[failed.path.steps.count - 1] = step
        return .negation(nested(failed, .constant(true)))
    }

    /// `a.b.c` satisfies: some a, of which some b, of which the condition at the end holds.
    func nested(_ bound: BoundPathEnd, _ atEnd: BoundCondition) -> BoundCondition {
        let chain = bound.path.steps.reversed().reduce(atEnd) { rest, step in
            var step = step
            let atStep = BoundCondition.and(step.ends ?? .constant(true), rest)
            step.ends = nil
            return .some(step, atStep, .forward)
        }
        return .and(bound.selfKinds.map(BoundCondition.kind) ?? .constant(true), chain)
    }

    /// The condition is about the edge of the last step, or about the edge that led to the node, which only a shape has.
    private func edgeCondition(_ bound: BoundPathEnd, _ lookup: EdgeLookup, _ test: Test) -> BoundCondition {
        guard let last = bound.path.steps.last else {
            return .value(BoundExpression(.path(bound.path), at: bound.path.range), test)
        }
        var head = bound
        head.path.steps.removeLast()
        return nested(head, .edge(last, lookup, test))
    }

    // MARK: Comparisons

    mutating func comparison(
        _ left: Expression, _ comparator: Comparator, _ right: Operand, _ scope: Scope, _ range: Range<Int>
    ) throws(BindingError) -> BoundCondition {
        if comparator == .fuzzy, case .anyOf(let literals) = right.kind {
            return try fuzzy(left, any: literals, scope, range)
        }
        if case .path(let path) = left.kind, visible(path, scope) == nil {
            let bound = try bind(path, scope)
            if bound.path.start == .current, let condition = try condition(bound, comparator, right, scope) {
                if bound.path.readsNames, [.equal, .contains, .fuzzy].contains(comparator),
                    let test = try? test(comparator, right, .text, "~", scope)
                {
                    noteMatch(bound.path, test, scope)
                }
                if comparator == .fuzzy, let test = try test(.fuzzy, right, .text, "~~", scope) {
                    note(bound.path, test, scope)
                }
                return condition
            }
        }
        let expression = try bind(left, scope)
        return try general(expression, comparator, right, scope)
    }

    /// The comparison as a condition that can be asked of many nodes at once; nil if the right side differs from node to node.
    private mutating func condition(
        _ bound: BoundPathEnd, _ comparator: Comparator, _ right: Operand, _ scope: Scope
    ) throws(BindingError) -> BoundCondition? {
        if comparator == .among, case .query(let query) = right.kind {
            if let condition = try among(query, bound, scope) { return condition }
        }
        switch bound.path.end {
        case .nodes:
            return try nodeCondition(comparator, right, scope, bound).map { nested(bound, $0) }
        case .property(let lookup) where lookup.isName:
            return try test(comparator, right, .text, lookup.name, scope).map { nested(bound, .named($0)) }
        case .property(let lookup) where lookup.type == .source:
            return try test(comparator, right, .text, lookup.name, scope).map {
                nested(bound, .source(lookup, .document, $0))
            }
        case .property(let lookup):
            guard let test = try test(comparator, right, lookup.type, lookup.name, scope) else { return nil }
            try checkDimension(test.bounds, lookup, at: right.range)
            return nested(bound, .property(lookup, test))
        case .sourcePart(let lookup, let part):
            let type: PropertyType = part == .document ? .text : .number
            return try test(comparator, right, type, lookup.name, scope).map {
                nested(bound, .source(lookup, part, $0))
            }
        case .kind:
            guard case .equals(let values)? = try test(comparator, right, .text, "kind", scope) else { return nil }
            let kinds = values.compactMap { if case .text(let text) = $0 { schema.kind(named: text) } else { nil } }
            return nested(bound, .kind(closure(kinds)))
        case .edge(let lookup):
            return try test(comparator, right, lookup.type, "@", scope).map { edgeCondition(bound, lookup, $0) }
        }
    }

    /// A text in `(find …)` is compared with what the nodes go by; nil of nodes, which are compared themselves.
    private mutating func among(
        _ query: Query, _ bound: BoundPathEnd, _ scope: Scope
    ) throws(BindingError) -> BoundCondition? {
        switch bound.path.end {
        case .nodes: return nil
        case .property(let lookup) where lookup.type == .text:
            return nested(bound, .namedAs(lookup.isName ? nil : lookup, try subquery(query, scope)))
        case .property, .edge, .kind, .sourcePart:
            throw .valueAmongNodes(text(bound.path.range), at: query.range)
        }
    }

    /// What must hold of the nodes at the end of a path; nil if the right side differs from node to node.
    private mutating func nodeCondition(
        _ comparator: Comparator, _ right: Operand, _ scope: Scope, _ bound: BoundPathEnd
    ) throws(BindingError) -> BoundCondition? {
        switch (comparator, right.kind) {
        case (.among, .expression(let expression)) where definitionCalled(by: expression) != nil:
            return .memberOf(try call(expression).query)
        case (.equal, .expression(let expression)), (.among, .expression(let expression)):
            guard case .literal(let literal) = expression.kind else { return nil }
            if case .node(let kind, let name) = literal.kind {
                return .member([try node(Designator(kind: kind, name: name))])
            }
            if comparator == .among { return try membership(literal) }
        case (.among, .query(let query)):
            return .memberOf(try subquery(query, scope))
        case (.less, _), (.lessOrEqual, _), (.greater, _), (.greaterOrEqual, _), (_, .span):
            throw .nodesHaveNoOrder(text(bound.path.range), at: bound.path.range)
        default: break
        }
        return try test(comparator, right, .text, text(bound.path.range), scope).map { .named($0) }
    }

    /// `in tourism`: the nodes of a named result.
    private func membership(_ literal: Literal) throws(BindingError) -> BoundCondition {
        guard case .text(let word) = literal.kind, literal.isBare, let result = environment.result(named: word) else {
            throw .nothingToBeIn(text(literal.range), at: literal.range)
        }
        return .member(result.nodes.filter(graph.isAlive))
    }

    /// A comparison whose sides are worked out for each node.
    private mutating func general(
        _ left: BoundExpression, _ comparator: Comparator, _ right: Operand, _ scope: Scope
    ) throws(BindingError) -> BoundCondition {
        try checkDimensions(of: left, beside: right)
        if let type = left.valueType, let test = try test(comparator, right, type, text(left.range), scope) {
            return .value(left, test)
        }
        if left.valueType == nil, let test = try untypedTest(comparator, right) { return .value(left, test) }
        if comparator == .fuzzy { throw .textNeeded(text(right.range), at: right.range) }
        guard case .expression(let expression) = right.kind, let relationship = comparator.relationship else {
            throw .nothingToBeIn(text(right.range), at: right.range)
        }
        // `2025/11/3` is a quotient, which no date was ever compared with on purpose.
        if left.valueType == .date, case .binary = expression.kind, expression.isOfNumbers {
            throw .wrongType(
                property: Message(text(left.range), text(left.range)), .date, found: text(right.range), at: right.range)
        }
        return .comparison(left, relationship, try bind(expression, scope))
    }

    /// Refuses two constants of different dimensions: `5亿元 > 3人`.
    private func checkDimensions(of left: BoundExpression, beside right: Operand) throws(BindingError) {
        guard case .literal(let value) = left.kind, case .quantity(let first) = value,
            case .expression(let expression) = right.kind, let literal = expression.literal,
            case .quantity(let second) = literal.kind, !first.dimension.isComparable(with: second.dimension)
        else { return }
        throw .dimensionsDiffer(text(right.range), first.unit, at: right.range)
    }

    // MARK: Tests

    /// The test that the right side stands for; nil if it is no constant.
    private func test(
        _ comparator: Comparator, _ right: Operand, _ type: PropertyType, _ name: String, _ scope: Scope
    ) throws(BindingError) -> Test? {
        func converted(_ literal: Literal) throws(BindingError) -> Value {
            try value(literal, as: comparator.isAboutText ? .text : type, of: name)
        }
        switch right.kind {
        case .expression(let expression):
            guard let literal = expression.literal else { return nil }
            if comparator == .among { return try period(literal, type) }
            return comparator.test([try converted(literal)])
        case .anyOf(let literals), .list(let literals):
            var values: [Value] = []
            for literal in literals { values.append(try converted(literal)) }
            return comparator.test(values)
        case .span(let low, let high):
            return .within(try low.map(converted), try high.map(converted))
        case .pattern(let text): return .matches(try pattern(text, at: right.range))
        case .query: return nil
        }
    }

    private func untypedTest(_ comparator: Comparator, _ right: Operand) throws(BindingError) -> Test? {
        switch right.kind {
        case .expression(let expression):
            return try expression.literal.flatMap { literal throws(BindingError) in
                comparator.test([try value(literal)])
            }
        case .anyOf(let literals), .list(let literals):
            var values: [Value] = []
            for literal in literals { values.append(try value(literal)) }
            return comparator.test(values)
        case .span(let low, let high): return .within(try low.map(value), try high.map(value))
        case .pattern(let text): return .matches(try pattern(text, at: right.range))
        case .query: return nil
        }
    }

    /// `in 十四五`
    private func period(_ literal: Literal, _ type: PropertyType) throws(BindingError) -> Test? {
        // A partial date is a period too: `date in 2024`.
        if type == .date, literal.kind.isDateLike {
            let date = try value(literal, as: .date, of: "")
            return .within(date, date)
        }
        let value = try value(literal)
        if value == .missing { return .within(nil, nil) }
        guard case .text(let word) = value, let years = planningPeriod(named: word) else {
            throw .nothingToBeIn(text(literal.range), at: literal.range)
        }
        func bound(_ year: Int) -> Value {
            type == .date ? PartialDate(year: year).map(Value.date) ?? .missing : .number(Double(year))
        }
        return .within(bound(years.lowerBound), bound(years.upperBound))
    }
}

extension Comparator {
    /// The comparison without its negation, which is exact: `!=` is true wherever `=` is not.
    fileprivate var positive: (Comparator, isNegated: Bool) {
        switch self {
        case .notEqual: (.equal, true)
        case .notContains: (.contains, true)
        case .notAmong: (.among, true)
        case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .fuzzy, .among: (self, false)
        }
    }

    fileprivate func test(_ values: [Value]) -> Test? {
        switch self {
        case .equal, .among: return .equals(values)
        case .contains:
            return .contains(values.compactMap { if case .text(let text) = $0 { foldedBytes(text) } else { nil } })
        case .less: return values.first.map { .less($0) }
        case .lessOrEqual: return values.first.map { .lessOrEqual($0) }
        case .greater: return values.first.map { .greater($0) }
        case .greaterOrEqual: return values.first.map { .greaterOrEqual($0) }
        case .fuzzy:
            guard case .text(let text)? = values.first else { return nil }
            return Resemblance(foldedBytes(text)).map { .resembles($0) } ?? .contains([[]])
        case .notEqual, .notContains, .notAmong: return nil
        }
    }

    /// `~` and `~~` look at how a value is written.
    fileprivate var isAboutText: Bool { self == .contains || self == .fuzzy }

    fileprivate var relationship: BoundCondition.Relationship? {
        switch self {
        case .equal, .among: .equal
        case .contains: .contains
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .notEqual, .notContains, .notAmong, .fuzzy: nil
        }
    }
}

extension Expression {
    /// `2025/11/3`
    fileprivate var isOfNumbers: Bool {
        switch kind {
        case .binary(_, let left, let right): left.isOfNumbers && right.isOfNumbers
        case .literal(let literal): if case .number = literal.kind { true } else { false }
        case .path, .call, .choice, .negated, .converted, .counted: false
        }
    }

    /// The constant that it is; nil if it is something else.
    var literal: Literal? {
        switch kind {
        case .literal(let literal): return literal
        case .negated(let inner):
            guard let literal = inner.literal else { return nil }
            switch literal.kind {
            case .number(let number): return Literal(.number(-number), at: range)
            case .quantity(let quantity):
                return Literal(.quantity(Quantity(value: -quantity.value, unit: quantity.unit)), at: range)
            case .text, .date, .node, .parameter: return nil
            }
        case .path, .call, .choice, .binary, .converted, .counted: return nil
        }
    }
}

extension Literal.Kind {
    fileprivate var isDateLike: Bool {
        switch self {
        case .date, .number: true
        case .text, .quantity, .node, .parameter: false
        }
    }
}

extension Test {
    /// The values that it compares with.
    fileprivate var bounds: [Value] {
        switch self {
        case .equals(let values): values
        case .less(let value), .lessOrEqual(let value), .greater(let value), .greaterOrEqual(let value): [value]
        case .within(let low, let high): [low, high].compactMap { $0 }
        case .contains, .matches, .resembles, .present: []
        }
    }
}
