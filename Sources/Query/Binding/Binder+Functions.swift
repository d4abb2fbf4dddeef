import Diagnostics
import Graph
import Plan
import Syntax
import Text

/// Functions of values.
extension Binder {
    /// `round(value, 1)`, `replace(name, 县, "")`
    mutating func bind(
        _ function: Function, _ name: Name, _ arguments: [Expression], _ scope: Scope, _ range: Range<Int>
    ) throws(BindingError) -> BoundExpression {
        guard function.arguments.contains(arguments.count) else {
            throw .functionArguments(
                name.text, expected: function.arguments, found: arguments.count, at: range)
        }
        var bound: [BoundExpression] = []
        for (place, argument) in arguments.enumerated() {
            if function.takesText(at: place), let word = argument.word {
                bound.append(BoundExpression(.literal(.text(word)), at: argument.range))
            } else {
                bound.append(try bind(argument, scope))
            }
        }
        if !function.fits(bound[0].valueType) {
            throw .wrongArgument(name.text, function.takes, at: arguments[0].range)
        }
        return BoundExpression(.function(function, bound), at: range)
    }
}

extension Expression {
    /// What stands there if that is one word and nothing else.
    fileprivate var word: String? {
        guard case .path(let path) = kind, path.steps.count == 1, path.edgeProperty == nil, let step = path.steps.first,
            step.narrowing == nil, step.repetition == nil, step.name.range == range
        else { return nil }
        return step.name.text
    }
}

extension Function {
    /// Whether a value of the type can be its first argument; any can whose type isn't known before running.
    fileprivate func fits(_ type: PropertyType?) -> Bool {
        switch (takes, type) {
        case (_, nil), (.anything, _): true
        case (.dates, let type?): type == .date || type == .number && self == .year
        case (.amounts, let type?): type == .number || type == .quantity
        }
    }

    /// The type that all its values have; nil if that can't be told before running.
    func valueType(_ arguments: [BoundExpression]) -> PropertyType? {
        switch self {
        case .year, .month, .day, .length, .size, .number: return .number
        case .abs, .round, .floor, .ceil, .last: return arguments.first?.valueType
        case .lower, .upper, .trim, .replace, .substring, .left, .right, .split, .text, .unit, .join, .concat:
            return .text
        case .date: return .date
        case .coalesce, .least, .greatest:
            let types = arguments.map(\.valueType)
            return types.allSatisfy { $0 == types.first } ? types.first ?? nil : nil
        }
    }
}

extension BoundCondition {
    /// Whether it is about groups and not about nodes.
    var isOfGroups: Bool {
        switch self {
        case .value(let expression, _), .absent(let expression): expression.isGroupAggregate
        case .comparison(let left, _, let right): left.isGroupAggregate || right.isGroupAggregate
        case .all(let parts), .either(let parts): parts.contains(where: \.isOfGroups)
        case .not(let inner): inner.isOfGroups
        case .constant, .kind, .property, .named, .member, .memberOf, .namedAs, .some, .edge, .source: false
        }
    }
}
