import Plan
import Syntax

extension Binder {
    /// `pivot year by topic`: groups by the first, and keeps the second for the columns.
    mutating func pivot(
        _ rows: [ShowItem], by column: ShowItem, _ bound: inout BoundQuery, _ scope: inout Scope
    ) throws(BindingError) -> [BoundColumn] {
        let keys = try columns(rows, scope)
        let spread = try bind(column.expression, scope)
        bound.grouping = Grouping(keys: keys.map(\.expression))
        scope.keys = rows.map { Scope.Key(heading: $0.alias?.text ?? $0.text, text: $0.text) }
        scope.headings = []
        let count = BoundExpression(.groupAggregate(.count, nil), at: column.range)
        let cell = BoundColumn(name: "count", chineseName: "计数", expression: count)
        bound.pivot = Pivot(column: spread, cells: [cell])
        return keys.enumerated().map { place, key in
            BoundColumn(
                name: key.name, chineseName: key.chineseName,
                expression: BoundExpression(.key(place), at: key.expression.range))
        }
    }

    /// `show` behind `pivot`: its aggregates fill the cells; the keys are there already.
    mutating func cells(_ items: [ShowItem], _ bound: inout BoundQuery, _ scope: Scope) throws(BindingError)
        -> [BoundColumn]
    {
        var itemScope = scope
        itemScope.allowsAggregates = true
        let shown = try columns(items, itemScope)
        let keys = (scope.keys ?? []).enumerated().map { place, key in
            BoundColumn(
                name: key.heading, chineseName: key.heading,
                expression: BoundExpression(.key(place), at: bound.grouping?.keys[place].range ?? 0..<0))
        }
        for (item, column) in zip(items, shown) where !column.expression.isGroupAggregate {
            if case .key = column.expression.kind { continue }
            throw .cellIsNoAggregate(item.text, at: item.range)
        }
        let cells = shown.filter(\.expression.isGroupAggregate)
        if !cells.isEmpty { bound.pivot?.cells = cells }
        return keys
    }
}
