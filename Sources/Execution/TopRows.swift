import Graph
import Plan
import Text

/// The first rows in an order: `order by n desc limit 10`. A row that comes behind the last of them by its first key is
/// dropped without a look at its other keys.
struct TopRows {
    let keys: [BoundOrderKey]
    /// The number by which conditions in the keys refer to the row's node.
    let alias: Int?
    let count: Int
    let context: ExecutionContext

    private struct Kept {
        var row: Row
        var values: [Value]
    }

    /// The first `count` nodes as a stable sort by the keys would give them.
    func first(of nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        guard count > 0 else { return [] }
        if let first = try firstByAmounts(of: nodes) { return first }
        return try first(of: nodes.map(Row.node)).compactMap(\.node)
    }

    /// As the same of nodes.
    func first(of rows: [Row]) throws(ExecutionError) -> [Row] {
        guard count > 0 else { return [] }
        let evaluator = ExpressionEvaluator(context)
        var kept: [Kept] = []
        var counts: KeyCounts?
        let start = ContinuousClock.now
        for (place, row) in rows.enumerated() {
            if place % batchSize == 0 { try context.check() }
            if counts == nil,
                KeyCounts.isDue(
                    at: place, of: rows.count, context.thresholds, spent: ContinuousClock.now - start)
            {
                counts = try KeyCounts(keys[0], of: rows, from: place, alias: alias, context)
            }
            let last = kept.count == count ? kept.last : nil
            guard let values = try values(of: row, evaluator, counts?.value(at: place), against: last) else { continue }
            if let last, !isBefore(values, last.values) { continue }
            if kept.count == count { kept.removeLast() }
            var target = kept.count
            while target > 0, isBefore(values, kept[target - 1].values) { target -= 1 }
            kept.insert(Kept(row: row, values: values), at: target)
        }
        return kept.map(\.row)
    }

    /// The values of all keys, of which the first may be known; nil as soon as it is known that the row doesn't come before the other.
    private func values(
        of row: Row, _ evaluator: ExpressionEvaluator, _ first: Value?, against last: Kept?
    ) throws(ExecutionError) -> [Value]? {
        guard case .node(let node) = row, alias != nil else { return try valuesInContext(row, evaluator, first, last) }
        return try context.with(alias: alias, node) { () throws(ExecutionError) in
            try valuesInContext(row, evaluator, first, last)
        }
    }

    private func valuesInContext(
        _ row: Row, _ evaluator: ExpressionEvaluator, _ first: Value?, _ last: Kept?
    ) throws(ExecutionError) -> [Value]? {
        var values: [Value] = []
        var isDecided = last == nil || !keys.allSatisfy(\.expression.cannotFail)
        let last = isDecided ? nil : last
        for (number, key) in keys.enumerated() {
            let value: Value
            if number == 0, let first {
                value = first
            } else {
                value = try evaluator.values(of: key.expression, at: row).first ?? .missing
            }
            if !isDecided, let last {
                if let isBefore = sortsBefore(value, last.values[number], descending: key.descending) {
                    if !isBefore { return nil }
                    isDecided = true
                }
            }
            values.append(value)
        }
        return isDecided ? values : nil
    }

    private func isBefore(_ left: [Value], _ right: [Value]) -> Bool {
        for (number, key) in keys.enumerated() {
            if let isBefore = sortsBefore(left[number], right[number], descending: key.descending) { return isBefore }
        }
        return false
    }
}

extension BoundExpression {
    /// Whether evaluating it never ends in an error, so that it needs not be evaluated where its value doesn't matter.
    fileprivate var cannotFail: Bool {
        switch kind {
        case .literal, .path, .key, .measure, .rowAggregate(.count, _), .groupAggregate(.count, nil), .ways: true
        case .function(.number, let arguments), .function(.length, let arguments):
            arguments.count == 1 && arguments[0].cannotFail
        default: false
        }
    }
}
