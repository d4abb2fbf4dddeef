import Diagnostics
import Graph
import Plan
import Syntax
import Text

extension Binder {
    mutating func bind(_ expression: Expression, _ scope: Scope) throws(BindingError) -> BoundExpression {
        let range = expression.range
        switch expression.kind {
        case .literal(let literal):
            return BoundExpression(.literal(try value(literal)), at: range)
        case .path(let path):
            if let visible = visible(path, scope) { return visible }
            if let keys = scope.keys {
                throw .notVisibleAfterGroup(text(range), visible: keys.map(\.heading), at: range)
            }
            return BoundExpression(.path(try bind(path, scope).path), at: range)
        case .call(let name, let arguments):
            return try bind(call: name, arguments, scope, range)
        case .binary(let operation, let left, let right):
            return BoundExpression(
                .arithmetic(operation.bound, try bind(left, scope), try bind(right, scope)), at: range)
        case .negated(let inner):
            if let literal = expression.literal { return BoundExpression(.literal(try value(literal)), at: range) }
            return BoundExpression(.negated(try bind(inner, scope)), at: range)
        case .choice(let condition, let first, let second):
            let bound = try bind(condition, scope)
            let otherwise = try second.map { second throws(BindingError) in try bind(second, scope) }
            return BoundExpression(.choice(bound, try bind(first, scope), otherwise), at: range)
        case .counted(let query):
            let bound = try subquery(query, scope, of: "count")
            return BoundExpression(.counted(bound, number: nextAlias()), at: range)
        case .converted(let inner, let unit):
            guard MeasureUnit.named(unit.text) != nil else {
                let units = MeasureUnit.allNames
                throw .unknownUnit(unit.text, nearest: nearest(to: unit.text, among: units), at: unit.range)
            }
            return BoundExpression(.converted(try bind(inner, scope), unit: unit.text), at: range)
        }
    }

    /// A heading that `show … as` gave, or a key of `group by`.
    func visible(_ path: Path, _ scope: Scope) -> BoundExpression? {
        if path.steps.count == 1, path.edgeProperty == nil, path.steps[0].narrowing == nil,
            path.steps[0].repetition == nil
        {
            let word = path.steps[0].name.text
            if let heading = scope.headings.last(where: { isSameName($0.name, word) }) { return heading.expression }
        }
        guard let keys = scope.keys else { return nil }
        let written = text(path.range)
        let place = keys.firstIndex { isSameName($0.heading, written) || isSameName($0.text, written) }
        return place.map { BoundExpression(.key($0), at: path.range) }
    }

    // MARK: Calls

    private mutating func bind(
        call name: Name, _ arguments: [Expression], _ scope: Scope, _ range: Range<Int>
    ) throws(BindingError) -> BoundExpression {
        switch FunctionTable.meaning(of: name.text) {
        case nil:
            throw .unknownFunction(name.text, nearest: FunctionTable.nearestNames(to: name.text), at: name.range)
        case .function(let function)?: return try bind(function, name, arguments, scope, range)
        case .aggregate(.min)? where arguments.count > 1: return try bind(.least, name, arguments, scope, range)
        case .aggregate(.max)? where arguments.count > 1: return try bind(.greatest, name, arguments, scope, range)
        case .aggregate(let aggregate)?:
            guard arguments.count <= 1, !arguments.isEmpty || aggregate == .count else {
                throw .wrongArguments(name.text, at: range)
            }
            return try bind(aggregate, of: arguments.first, scope, range)
        case .share?: return try share(of: arguments, name, scope, range)
        case .measure(let function)?: return try measure(function, of: arguments, name, scope, range)
        case .ways?: return try ways(of: arguments, name, scope, range)
        }
    }

    /// Per row where the argument begins with a relation; otherwise over the rows.
    private mutating func bind(
        _ aggregate: Aggregate, of argument: Expression?, _ scope: Scope, _ range: Range<Int>
    ) throws(BindingError) -> BoundExpression {
        var rowScope = scope
        rowScope.keys = nil
        rowScope.headings = []
        let bound = try argument.map { argument throws(BindingError) in try bind(argument, rowScope) }
        if scope.keys == nil, case .path(let path)? = bound?.kind, !path.steps.isEmpty || path.start != .current {
            return BoundExpression(.rowAggregate(aggregate, path), at: range)
        }
        guard scope.allowsAggregates || scope.keys != nil else { throw .aggregateOverNothing(text(range), at: range) }
        return BoundExpression(.groupAggregate(aggregate, bound), at: range)
    }
}

extension ArithmeticOperator {
    fileprivate var bound: Operation {
        switch self {
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        }
    }
}

extension BoundExpression {
    /// The type that all its values have; nil if that can't be told before running.
    var valueType: PropertyType? {
        switch kind {
        case .path(let path):
            switch path.end {
            case .property(let lookup): return lookup.type == .source ? nil : lookup.type
            case .edge(let lookup): return lookup.type == .source ? nil : lookup.type
            case .kind: return .text
            case .sourcePart(_, let part): return part == .document ? .text : .number
            case .nodes: return nil
            }
        case .rowAggregate(.count, _), .groupAggregate(.count, _): return .number
        case .function(let function, let arguments): return function.valueType(arguments)
        case .choice(_, let first, let second):
            return second == nil || second?.valueType == first.valueType ? first.valueType : nil
        case .ranked(.snippet), .ranked(.matched): return .text
        case .ranked: return .number
        case .share, .measure, .ways, .counted, .given, .route(.length), .route(.confidence): return .number
        case .part(_, let inner): return inner.valueType
        case .literal, .arithmetic, .negated, .converted, .rowAggregate, .groupAggregate, .key, .route, .heading:
            return nil
        }
    }

    /// Whether it is over the rows of a group, so that it stands beside keys only.
    var isGroupAggregate: Bool {
        switch kind {
        case .groupAggregate, .share, .part: true
        case .arithmetic(_, let left, let right): left.isGroupAggregate || right.isGroupAggregate
        case .negated(let inner), .converted(let inner, _): inner.isGroupAggregate
        case .function(_, let arguments): arguments.contains(where: \.isGroupAggregate)
        case .choice(let condition, let first, let second):
            condition.isOfGroups || first.isGroupAggregate || second?.isGroupAggregate ?? false
        case .literal, .path, .rowAggregate, .key, .measure, .ways, .route, .ranked, .counted, .heading, .given: false
        }
    }

    /// Whether it says the same for a group as for any row of it.
    var isConstant: Bool {
        switch kind {
        case .literal, .counted: true
        case .arithmetic(_, let left, let right):
            (left.isConstant || left.isGroupAggregate) && (right.isConstant || right.isGroupAggregate)
        case .negated(let inner), .converted(let inner, _): inner.isConstant
        case .function(_, let arguments): arguments.allSatisfy { $0.isConstant || $0.isGroupAggregate }
        case .path, .rowAggregate, .groupAggregate, .key, .choice, .share, .measure, .ways, .part, .route,
            .ranked, .heading, .given:
            false
        }
    }
}
