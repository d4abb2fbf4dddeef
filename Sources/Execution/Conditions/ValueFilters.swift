import Graph
import Plan
import Text

/// Some value of an expression passes a test; node by node.
final class ValueFilter: NodeFilter {
    private let expression: BoundExpression
    private let test: Test
    private let evaluator: ExpressionEvaluator

    init(_ expression: BoundExpression, _ test: Test, _ context: ExecutionContext) {
        self.expression = expression
        self.test = test
        evaluator = ExpressionEvaluator(context)
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        var kept: [NodeID] = []
        for node in nodes where try evaluator.values(of: expression, at: .node(node)).contains(where: test.passes) {
            kept.append(node)
        }
        return kept
    }
}

/// Values of two expressions compare; node by node.
final class ComparisonFilter: NodeFilter {
    private let left: BoundExpression
    private let relationship: BoundCondition.Relationship
    private let right: BoundExpression
    private let evaluator: ExpressionEvaluator

    init(
        _ left: BoundExpression, _ relationship: BoundCondition.Relationship, _ right: BoundExpression,
        _ context: ExecutionContext
    ) {
        self.left = left
        self.relationship = relationship
        self.right = right
        evaluator = ExpressionEvaluator(context)
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        var kept: [NodeID] = []
        for node in nodes where try passes(.node(node)) { kept.append(node) }
        return kept
    }

    private func passes(_ row: Row) throws(ExecutionError) -> Bool {
        let wanted = try evaluator.values(of: right, at: row)
        if wanted.isEmpty { return false }
        return try evaluator.values(of: left, at: row).contains { value in
            wanted.contains { relationship.holds(value, $0) }
        }
    }
}

extension BoundCondition.Relationship {
    func holds(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left.isEqual(to: right)
        case .contains: Test.contains([foldedBytes(right.nameOrText ?? "\u{0}")]).passes(left)
        case .less: Test.less(right).passes(left)
        case .lessOrEqual: Test.lessOrEqual(right).passes(left)
        case .greater: Test.greater(right).passes(left)
        case .greaterOrEqual: Test.greaterOrEqual(right).passes(left)
        }
    }
}

extension Value {
    fileprivate var nameOrText: String? {
        switch self {
        case .text(let text): text
        case .node(let node): node.name
        default: nil
        }
    }
}

/// An expression has no value; node by node.
final class AbsentFilter: NodeFilter {
    private let expression: BoundExpression
    private let evaluator: ExpressionEvaluator

    init(_ expression: BoundExpression, _ context: ExecutionContext) {
        self.expression = expression
        evaluator = ExpressionEvaluator(context)
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        var kept: [NodeID] = []
        for node in nodes where try evaluator.values(of: expression, at: .node(node)).isEmpty { kept.append(node) }
        return kept
    }
}

/// A part of some source of a node passes a test.
final class SourceFilter: NodeFilter {
    private let lookup: PropertyLookup
    private let part: BoundPath.SourcePart
    private let test: Test
    private let context: ExecutionContext

    init(_ lookup: PropertyLookup, _ part: BoundPath.SourcePart, _ test: Test, _ context: ExecutionContext) {
        self.lookup = lookup
        self.part = part
        self.test = test
        self.context = context
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        try context.check()
        return nodes.filter { node in
            guard let slot = lookup.slot(of: context.graph.kind(of: node)) else { return false }
            return context.graph.values(of: node, slot).contains { value in
                part.value(of: value).map(test.passes) ?? false
            }
        }
    }
}

extension BoundPath.SourcePart {
    /// That part of a source; nil if the value is no source or has no lines.
    func value(of source: Value) -> Value? {
        guard case .source(let reference) = source else { return nil }
        switch self {
        case .document: return .text(reference.document)
        case .first: return reference.lines.map { .number(Double($0.lowerBound)) }
        case .last: return reference.lines.map { .number(Double($0.upperBound)) }
        }
    }
}
