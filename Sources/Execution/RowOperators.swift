import Graph
import Plan
import Text

extension Row {
    /// The values of a group's keys; none of other rows.
    var keys: [Value] {
        switch self {
        case .group(let keys, _), .pivoted(let keys, _): keys
        case .node, .route: []
        }
    }

    /// The node that the row is of; nil of a group or path.
    var node: NodeID? { if case .node(let node) = self { node } else { nil } }

    /// The roots of a group; none of other rows.
    var members: ArraySlice<NodeID> { if case .group(_, let members) = self { members } else { [] } }
}

extension [Row] {
    /// The row of totals: all roots of the groups, each once however many groups it is in.
    ///
    /// - Requires: there are keys, the first of which has the heading.
    func total(_ heading: String, keyCount: Int) -> Row {
        var seen: Set<NodeID> = []
        let members = flatMap(\.members).filter { seen.insert($0).inserted }
        return .group(keys: [.text(heading)] + [Value](repeating: .missing, count: keyCount - 1), members: members[...])
    }
}

/// Of the rows that share a value of the keys the first so many, in the order in which they come. A row with several values
/// stays if it is among the first of any.
struct TopOperator {
    let count: Int
    let keys: [BoundExpression]
    let context: ExecutionContext

    func kept(_ rows: [Row]) throws(ExecutionError) -> [Row] {
        let evaluator = ExpressionEvaluator(context)
        var counts: [[Value]: Int] = [:]
        var kept: [Row] = []
        for (number, row) in rows.enumerated() {
            if number % batchSize == 0 { try context.check() }
            var isKept = false
            for values in try evaluator.combinations(of: keys, at: row) {
                let sameness = values.map(\.sameness)
                guard counts[sameness, default: 0] < count else { continue }
                counts[sameness, default: 0] += 1
                isKept = true
            }
            if isKept { kept.append(row) }
        }
        return kept
    }
}

/// Spreads the groups of a query into columns.
struct PivotOperator {
    private let pivot: Pivot
    private let context: ExecutionContext
    private let evaluator: ExpressionEvaluator

    init(_ pivot: Pivot, _ context: ExecutionContext) {
        self.pivot = pivot
        self.context = context
        evaluator = ExpressionEvaluator(context)
    }

    /// The answer: the columns of the query, and behind them a column for each value and cell, in the order of the values.
    func answer(_ query: BoundQuery, roots: [NodeID], groups: [Row]) throws(ExecutionError) -> Answer {
        var places: [Value: Int] = [:]
        var values: [Value] = []
        var known: [NodeID: [Value]] = [:]
        for (number, root) in groups.flatMap(\.members).enumerated() where known[root] == nil {
            if number % batchSize == 0 { try context.check() }
            let found = try evaluator.combinations(of: [pivot.column], at: .node(root)).map { $0[0] }
            known[root] = found
            for value in found where places[value.sameness] == nil {
                places[value.sameness] = 0
                values.append(value)
            }
        }
        let limit = context.limits[.columns]
        guard values.count * pivot.cells.count <= limit else {
            throw .tooManyColumns(count: values.count, limit: limit, at: pivot.column.range)
        }
        values.sort { sortsBefore($0, $1, descending: false) ?? false }
        for (place, value) in values.enumerated() { places[value.sameness] = place }
        let rows = try groups.map { group throws(ExecutionError) in
            try context.check()
            var parts = [[NodeID]](repeating: [], count: values.count)
            for member in group.members {
                for value in known[member] ?? [] {
                    guard let place = places[value.sameness], parts[place].last != member else { continue }
                    parts[place].append(member)
                }
            }
            return Row.pivoted(keys: group.keys, parts: parts)
        }
        let columns = columns(values)
        let hasTotals = query.groupStages.contains { if case .totals = $0 { true } else { false } }
        let arranged = try PivotOrder(pivot: pivot, columns: columns, context: context).arranged(
            rows, groups: groups, hasTotals: hasTotals)
        return Answer(query.columns + columns, chart: query.chart, roots: roots, rows: arranged, context)
    }

    private func columns(_ values: [Value]) -> [BoundColumn] {
        values.enumerated().flatMap { place, value in
            pivot.cells.map { cell in
                let heading = value.heading
                var column = cell
                column.name = pivot.cells.count == 1 ? heading.english : "\(heading.english) \(cell.name)"
                column.chineseName =
                    pivot.cells.count == 1 ? heading.chinese : "\(heading.chinese) \(cell.chineseName)"
                column.expression = BoundExpression(.part(place, cell.expression), at: cell.expression.range)
                return column
            }
        }
    }
}

extension Value {
    /// The value at the head of a column.
    fileprivate var heading: (english: String, chinese: String) {
        switch self {
        case .missing: ("missing", "缺失")
        case .text(let text): (text, text)
        case .number(let number): (decimalText(number), decimalText(number))
        case .quantity(let quantity): (quantity.description, quantity.description)
        case .date(let date): (date.description, date.description)
        case .boolean(let boolean): ("\(boolean)", "\(boolean)")
        case .node(let node): (node.name, node.name)
        case .source(let source): (source.description, source.description)
        case .list(let values): values.first?.heading ?? ("missing", "缺失")
        case .record, .route: ("{ }", "{ }")
        }
    }
}
