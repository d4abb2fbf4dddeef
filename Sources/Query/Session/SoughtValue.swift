import Syntax

/// A comparison of a condition with constants: where it reads, and what it looks for.
struct SoughtValue {
    /// From the row's node on.
    var path: Path
    var comparator: Comparator
    var literals: [Literal]
    /// `2023..2025`, with the ends in `literals`.
    var isSpan = false
}

extension Condition {
    /// What a row must have for the condition to hold, also within brackets, `has`, `every` and the argument of `count(…)`.
    /// What stands behind `not` and `no` empties nothing by being rare.
    ///
    /// - Parameter prefix: The steps that lead to the node that the condition is about.
    func soughtValues(behind prefix: [Step] = []) -> [SoughtValue] {
        switch kind {
        case .comparison(let left, let comparator, let right):
            let inBrackets = left.paths.flatMap { $0.soughtInBrackets(behind: prefix) }
            guard case .path(let path) = left.kind, let sought = right.soughtConstants else { return inBrackets }
            let whole = Path(
                steps: prefix + path.steps.map(\.bare), edgeProperty: path.edgeProperty, range: path.range)
            return inBrackets + [
                SoughtValue(path: whole, comparator: comparator, literals: sought.literals, isSpan: sought.isSpan)
            ]
        case .has(let path): return path.soughtInBrackets(behind: prefix)
        case .presence(let path, let isPresent): return isPresent ? path.soughtInBrackets(behind: prefix) : []
        case .every(let path, let inner):
            return path.soughtInBrackets(behind: prefix) + inner.soughtValues(behind: prefix + path.steps.map(\.bare))
        case .both(let left, let right), .either(let left, let right):
            return left.soughtValues(behind: prefix) + right.soughtValues(behind: prefix)
        case .no, .negation, .bare: return []
        }
    }
}

extension Path {
    fileprivate func soughtInBrackets(behind prefix: [Step]) -> [SoughtValue] {
        steps.indices.flatMap { index in
            steps[index].narrowing?.soughtValues(behind: prefix + steps[...index].map(\.bare)) ?? []
        }
    }
}

extension Step {
    /// Without its brackets.
    fileprivate var bare: Step { Step(name: name, narrowing: nil, repetition: repetition) }
}

extension Expression {
    /// The paths in it, also those of calls: `count(findings[summary ~ 资产])`.
    fileprivate var paths: [Path] {
        switch kind {
        case .path(let path): [path]
        case .call(_, let arguments): arguments.flatMap(\.paths)
        case .binary(_, let left, let right): left.paths + right.paths
        case .negated(let inner), .converted(let inner, _): inner.paths
        case .choice(_, let first, let second): first.paths + (second?.paths ?? [])
        case .literal, .counted: []
        }
    }
}

extension Operand {
    /// The constants that it names; nil if it is something else.
    fileprivate var soughtConstants: (literals: [Literal], isSpan: Bool)? {
        switch kind {
        case .expression(let expression): expression.literal.map { ([$0], false) }
        case .anyOf(let literals), .list(let literals): (literals, false)
        case .span(let low, let high): ([low, high].compactMap { $0 }, low != nil && high != nil)
        case .pattern, .query: nil
        }
    }
}
