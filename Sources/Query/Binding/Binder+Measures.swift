import Diagnostics
import Graph
import Plan
import Syntax

/// Functions of relations, and shares.
extension Binder {
    /// Walks are followed by recursion, a call for each relation of them.
    static let longestWalk = 64

    /// `share(count())`
    mutating func share(
        of arguments: [Expression], _ name: Name, _ scope: Scope, _ range: Range<Int>
    ) throws(BindingError) -> BoundExpression {
        guard arguments.count == 1 else { throw .wrongArguments(name.text, at: range) }
        let bound = try bind(arguments[0], scope)
        guard bound.isGroupAggregate else { throw .aggregateNeeded(name.text, at: arguments[0].range) }
        return BoundExpression(.share(bound), at: range)
    }

    /// `pagerank(cites)`: the relation may be named by either of its names wherever its edges are.
    func measure(
        _ function: RelationMeasure.Function, of arguments: [Expression], _ name: Name, _ scope: Scope,
        _ range: Range<Int>
    ) throws(BindingError) -> BoundExpression {
        guard arguments.count == 1 else { throw .wrongArguments(name.text, at: range) }
        guard case .path(let path) = arguments[0].kind, path.steps.count == 1, path.edgeProperty == nil,
            path.steps[0].narrowing == nil, path.steps[0].repetition == nil
        else { throw .relationNeeded(name.text, at: arguments[0].range) }
        if scope.keys != nil {
            throw .notVisibleAfterGroup(text(range), visible: scope.keys?.map(\.heading) ?? [], at: range)
        }
        let word = path.steps[0].name.text
        let steps = schema.steps(named: word)
        guard !steps.isEmpty else {
            if hasProperty(named: word, in: scope.kinds) {
                throw .relationNeeded(name.text, at: arguments[0].range)
            }
            throw .unknownRelation(word, nearest: nearest(to: word, among: relationNames), at: arguments[0].range)
        }
        let measure = RelationMeasure(function: function, steps: steps, kinds: scope.kinds)
        return BoundExpression(.measure(measure), at: range)
    }

    /// `ways(develops.concerned_by)`
    mutating func ways(
        of arguments: [Expression], _ name: Name, _ scope: Scope, _ range: Range<Int>
    ) throws(BindingError) -> BoundExpression {
        guard arguments.count == 1 else { throw .wrongArguments(name.text, at: range) }
        guard case .path(let path) = arguments[0].kind else { throw .relationNeeded(name.text, at: arguments[0].range) }
        if scope.keys != nil {
            throw .notVisibleAfterGroup(text(range), visible: scope.keys?.map(\.heading) ?? [], at: range)
        }
        let bound = try bind(path, scope).path
        guard case .nodes = bound.end, !bound.steps.isEmpty else {
            throw .relationNeeded(name.text, at: arguments[0].range)
        }
        var length = 0
        for step in bound.steps {
            let (longest, isOver) = length.addingReportingOverflow(step.repetition?.upperBound ?? 1)
            guard !isOver, longest <= Binder.longestWalk else {
                throw .endlessWays(limit: Binder.longestWalk, at: arguments[0].range)
            }
            length = longest
        }
        return BoundExpression(.ways(bound), at: range)
    }

    var relationNames: [String] {
        schema.relations.flatMap {
            [$0.name] + ($0.inverse.map { [$0] } ?? []) + $0.forwardAliases + $0.inverseAliases
        }
    }
}
