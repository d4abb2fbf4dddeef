import Plan
import Syntax
import Text

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

    /// `order by` behind `pivot`: by keys and aggregates as of any groups, or by a column's heading, which is known only when
    /// the rows are there.
    mutating func order(_ keys: [OrderKey], _ bound: inout BoundQuery, _ scope: Scope) throws(BindingError) {
        var ordered: [BoundOrderKey] = []
        var hasHeading = false
        for key in keys {
            var expression: BoundExpression
            do throws(BindingError) { expression = try bind(key.expression, scope) } catch {
                guard let heading = key.expression.heading else { throw error }
                expression = BoundExpression(.heading(heading), at: key.expression.range)
            }
            if case .literal(.text(let text)) = expression.kind { expression.kind = .heading(text) }
            if case .literal(.number(let number)) = expression.kind { expression.kind = .heading(decimalText(number)) }
            if case .heading = expression.kind { hasHeading = true }
            ordered.append(BoundOrderKey(expression: expression, descending: key.descending))
        }
        if hasHeading || bound.pivot?.stages.isEmpty == false {
            bound.pivot?.stages.append(.order(ordered))
        } else {
            bound.groupStages.append(.order(ordered))
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

extension Expression {
    /// The word that it is, if it is nothing else.
    fileprivate var heading: String? {
        guard case .path(let path) = kind, path.steps.count == 1, path.edgeProperty == nil, let step = path.steps.first,
            step.narrowing == nil, step.repetition == nil
        else { return nil }
        return step.name.text
    }
}
