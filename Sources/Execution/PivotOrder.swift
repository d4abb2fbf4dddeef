import Graph
import Plan
import Text

/// Sorts and cuts the rows of a pivot by columns that are known only now that they are there: `order by 旅游 desc limit 3`.
struct PivotOrder {
    let pivot: Pivot
    /// The columns of the pivot, in their order.
    let columns: [BoundColumn]
    let context: ExecutionContext

    /// - Parameters:
    ///   - groups: what each row was made of.
    ///   - hasTotals: the last row is one of totals, and stays so.
    func arranged(
        _ rows: [Row], groups: [Row], hasTotals: Bool
    ) throws(ExecutionError) -> [Row] {
        let count = rows.count - (hasTotals && !rows.isEmpty ? 1 : 0)
        var places = Array(0..<count)
        for stage in pivot.stages {
            switch stage {
            case .order(let keys): places = try sorted(places, keys, rows, groups)
            case .slice(let offset, let limit):
                let rest = places.dropFirst(offset)
                places = Array(limit.map { rest.prefix($0) } ?? rest)
            case .filter, .arrow, .combine, .top, .totals:
                preconditionFailure("The binder lets only order and limit follow a pivot")
            }
        }
        return places.map { rows[$0] } + rows[count...]
    }

    private func sorted(
        _ places: [Int], _ keys: [BoundOrderKey], _ rows: [Row], _ groups: [Row]
    ) throws(ExecutionError) -> [Int] {
        let evaluator = ExpressionEvaluator(context)
        var expressions: [BoundExpression] = []
        for key in keys { expressions.append(try resolved(key.expression)) }
        var decorated: [(place: Int, values: [Value])] = []
        for place in places {
            if place % batchSize == 0 { try context.check() }
            var values: [Value] = []
            for expression in expressions {
                // What isn't about a column is about the whole group.
                let isColumn = if case .part = expression.kind { true } else { false }
                let found = try evaluator.values(of: expression, at: isColumn ? rows[place] : groups[place])
                values.append(found.first ?? .missing)
            }
            decorated.append((place, values))
        }
        try SortOperator.sort(&decorated, by: keys, context)
        return decorated.map(\.place)
    }

    /// A heading as the column that has it.
    private func resolved(_ expression: BoundExpression) throws(ExecutionError) -> BoundExpression {
        guard case .heading(let heading) = expression.kind else { return expression }
        let whole = columns.first { isSameName($0.name, heading) || isSameName($0.chineseName, heading) }
        let first = columns.first { isSameName(String($0.name.prefix { $0 != " " }), heading) }
        guard let column = whole ?? first else {
            throw .noPivotColumn(heading, columns: columns.map(\.name), at: expression.range)
        }
        return column.expression
    }
}
