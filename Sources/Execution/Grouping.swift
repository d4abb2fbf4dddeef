import Graph
import Plan
import Text

/// The groups of `group by`, in the order in which their first root comes.
struct GroupOperator {
    let keys: [BoundExpression]
    /// The number by which conditions in the keys refer to the root.
    let alias: Int?
    let context: ExecutionContext

    /// A root with several values of a key is in several groups, once in each; one without a value is in the group of the
    /// missing key. Without keys all roots are one group, even if there are none.
    func groups(of roots: [NodeID]) throws(ExecutionError) -> [Row] {
        if keys.isEmpty { return [.group(keys: [], members: roots[...])] }
        if let groups = try ColumnGroups(keys: keys, context: context).groups(of: roots) { return groups }
        let evaluator = ExpressionEvaluator(context)
        var places: [[Value]: Int] = [:]
        var order: [(keys: [Value], members: [NodeID])] = []
        for (number, root) in roots.enumerated() {
            if number % batchSize == 0 { try context.check() }
            let found = try context.with(alias: alias, root) { () throws(ExecutionError) in
                try evaluator.combinations(of: keys, at: .node(root))
            }
            for key in found {
                let sameness = key.map(\.sameness)
                if let place = places[sameness] {
                    if order[place].members.last != root { order[place].members.append(root) }
                } else {
                    places[sameness] = order.count
                    order.append((key, [root]))
                }
            }
        }
        return order.map { .group(keys: $0.keys, members: $0.members[...]) }
    }
}

extension ExpressionEvaluator {
    /// Every combination of values that the keys have at the row; a key without a value has the missing one.
    func combinations(of keys: [BoundExpression], at row: Row) throws(ExecutionError) -> [[Value]] {
        var result: [[Value]] = [[]]
        for key in keys {
            let values = try values(of: key, at: row).map(\.asKey)
            let limit = context.limits[.groups]
            guard result.count <= limit / max(1, values.count) else { throw .limitMet(.groups, limit, at: key.range) }
            result = result.flatMap { head in (values.isEmpty ? [.missing] : values).map { head + [$0] } }
        }
        return result
    }
}

extension Value {
    /// What values that are the same to a reader have in common: 1.5万人 and 15000人 are one group, 10家 and 10座 are two.
    var sameness: Value {
        guard case .quantity(let quantity) = self else { return self }
        let dimension = quantity.dimension
        if dimension == .number { return .number(quantity.amount) }
        let family = dimension == .count ? MeasureUnit.withoutMultiplier(quantity.unit) : "\(dimension)"
        return .quantity(Quantity(value: quantity.amount, unit: family))
    }

    /// Nodes group by what they are, not by how sure the way to them was.
    fileprivate var asKey: Value {
        if case .node(var node) = self {
            node.confidence = 1
            return .node(node)
        }
        return self
    }
}
