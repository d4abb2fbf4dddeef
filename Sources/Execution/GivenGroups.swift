import Graph
import Plan
import Text

/// A group that a server made of rows that aren't here.
package struct GivenGroup: Sendable {
    /// The first of its roots, which must be at hand if it is that of several groups; otherwise it may be nil.
    package var first: NodeID?
    /// The values of the keys, and behind them those of the aggregates.
    package var values: [GivenValue]

    package init(first: NodeID?, values: [GivenValue]) {
        self.first = first
        self.values = values
    }
}

/// A value of a group as a server can tell it.
package enum GivenValue: Sendable {
    case value(Value)
    /// What an expression is at a node: the largest of quantities, as its document wrote it.
    case found(BoundExpression, at: NodeID)
    /// A sum of amounts in the base unit, in the unit that an expression has at a node.
    case amount(Double, inUnitOf: BoundExpression, at: NodeID)
}

extension Executor {
    /// Goes on from groups that were made elsewhere. Their aggregates are keys behind those of the grouping; nobody knows their
    /// members, so the answer has no roots.
    ///
    /// - Parameters:
    ///   - query: its grouping is that of the roots; its stages and columns behind it read keys only.
    ///   - groups: in the order of their first roots.
    package func run(_ query: BoundQuery, on groups: [GivenGroup]) throws(ExecutionError) -> Answer {
        guard let grouping = query.grouping else { return try run(query) }
        var rows: [Row] = []
        let evaluator = ExpressionEvaluator(context)
        for (number, group) in try ordered(groups, by: grouping.keys, query.alias).enumerated() {
            if number % batchSize == 0 { try context.check() }
            var values: [Value] = []
            for value in group.values { values.append(try evaluator.value(of: value)) }
            rows.append(.group(keys: values, members: []))
        }
        rows = try staged(rows, of: query, grouping, .off)
        if query.countsRows { return Answer(counting: rows.count, query, roots: .list([]), context) }
        return Answer(query, roots: .list([]), rows: rows, context)
    }

    /// Groups with the same first root in the order of the values that it has.
    private func ordered(
        _ groups: [GivenGroup], by keys: [BoundExpression], _ alias: Int?
    ) throws(ExecutionError) -> [GivenGroup] {
        var sorted = groups
        let evaluator = ExpressionEvaluator(context)
        var start = 0
        while start < sorted.count {
            var end = start + 1
            defer { start = end }
            guard let root = sorted[start].first else { continue }
            while end < sorted.count, sorted[end].first == root { end += 1 }
            if end - start == 1 { continue }
            try context.check()
            let found = try context.with(alias: alias, root) { () throws(ExecutionError) in
                try evaluator.combinations(of: keys, at: .node(root))
            }
            var places: [[Value]: Int] = [:]
            for (place, values) in found.enumerated() where places[values.map(\.sameness)] == nil {
                places[values.map(\.sameness)] = place
            }
            func place(_ group: GivenGroup) -> Int {
                places[group.values.prefix(keys.count).map { $0.ofKey.sameness }] ?? found.count
            }
            sorted[start..<end].sort { place($0) < place($1) }
        }
        return sorted
    }
}

extension GivenValue {
    /// Of a key, whose value is always known.
    fileprivate var ofKey: Value { if case .value(let value) = self { value } else { .missing } }
}

extension ExpressionEvaluator {
    fileprivate func value(of given: GivenValue) throws(ExecutionError) -> Value {
        switch given {
        case .value(let value): value
        case .found(let expression, let node): try values(of: expression, at: .node(node)).first ?? .missing
        case .amount(let amount, let expression, let node):
            .measure(amount, unit: try values(of: expression, at: .node(node)).first?.unit)
        }
    }
}
