import Graph
import Plan
import Text

/// Runs planned queries over a graph.
package struct Executor {
    let context: ExecutionContext
    let measurements: Measurements?

    /// - Parameters:
    ///   - isCancelled: asked every few thousand nodes; when it says yes, running ends with `.cancelled`.
    ///   - thresholds: from what size on operators go another way.
    ///   - given: what a server found for each row, by the place of the value.
    ///   - measurements: where it is noted what each operator takes.
    package init(
        _ graph: Graph, limits: Limits = Limits(), thresholds: Thresholds = Thresholds(),
        given: [[NodeID: Value]] = [], isCancelled: @escaping @Sendable () -> Bool = { false },
        measurements: Measurements? = nil
    ) {
        context = ExecutionContext(
            graph: graph, limits: limits, thresholds: thresholds, given: given, isCancelled: isCancelled)
        self.measurements = measurements
    }

    init(_ context: ExecutionContext) {
        self.context = context
        measurements = nil
    }

    /// Finds the rows of a query; their cells are made batch by batch when the answer is read.
    package func run(_ query: BoundQuery) throws(ExecutionError) -> Answer {
        let measuring = Measuring(measurements: measurements, place: OperatorPlace())
        if query.countsRows, query.grouping == nil {
            let roots = try rootSet(of: query, measuring)
            return Answer(counting: roots.count, query, roots: roots, context)
        }
        let roots = try roots(of: query, measuring)
        let rows = try rows(of: query, roots, measuring)
        if query.countsRows { return Answer(counting: rows.count, query, roots: .list(roots), context) }
        if let pivot = query.pivot {
            return try PivotOperator(pivot, context).answer(query, roots: roots, groups: rows)
        }
        return Answer(query, roots: .list(roots), rows: rows, context)
    }

    private func rows(
        of query: BoundQuery, _ roots: [NodeID], _ measuring: Measuring
    ) throws(ExecutionError) -> [Row] {
        guard let grouping = query.grouping else { return roots.map(Row.node) }
        context.rowAlias = query.alias
        let rows = try measuring.measured({ $0.grouping(query) }, rowsIn: roots.count) { () throws(ExecutionError) in
            try GroupOperator(keys: grouping.keys, alias: query.alias, context: context).groups(of: roots)
        }
        context.groupedRoots = roots
        return try staged(rows, of: query, grouping, measuring)
    }

    /// The groups of a query after its stages.
    func staged(
        _ groups: [Row], of query: BoundQuery, _ grouping: Grouping, _ measuring: Measuring
    ) throws(ExecutionError) -> [Row] {
        var rows = groups
        var totals: [Row] = []
        for (number, stage) in query.groupStages.enumerated() {
            if case .totals(let heading) = stage {
                totals = query.countsRows ? [] : [rows.total(heading, keyCount: grouping.keys.count)]
            } else {
                let before = rows
                rows = try measuring.measured({ $0.groupStage(number, query) }, rowsIn: rows.count) {
                    () throws(ExecutionError) in
                    guard case .order(let keys) = stage,
                        let most = query.groupStages.limit(behind: number, context.thresholds)
                    else {
                        return try apply(stage, toGroups: before)
                    }
                    return try TopRows(keys: keys, alias: nil, count: most, context: context).first(of: before)
                }
            }
        }
        return rows + totals
    }

    /// The roots of a query of which only their number is wanted: what indexes marked isn't made an array of.
    func rootSet(of query: BoundQuery, _ measuring: Measuring = .off) throws(ExecutionError) -> NodeSet {
        if query.stages.isEmpty, measuring.measurements == nil, case .scan(let scan) = query.source,
            let marks = TextSeek(scan, context.graph)?.marks()
        {
            return .marks(marks)
        }
        return .list(try roots(of: query, measuring))
    }

    /// The roots of a query after its stages, before any grouping.
    func roots(of query: BoundQuery, _ measuring: Measuring = .off) throws(ExecutionError) -> [NodeID] {
        var roots = try nodes(of: query, measuring)
        for (number, stage) in query.stages.enumerated() {
            if let most = query.stages.limit(behind: number, context.thresholds), case .order(let keys) = stage {
                let before = roots
                roots = try measuring.measured({ $0.stage(number) }, rowsIn: before.count) {
                    () throws(ExecutionError) in
                    try TopRows(keys: keys, alias: query.alias, count: most, context: context).first(of: before)
                }
                continue
            }
            var others: [NodeID] = []
            if case .combine(_, let other) = stage {
                others = try self.roots(of: other, measuring.within { $0.stage(number) })
            }
            let before = roots
            roots = try measuring.measured({ $0.stage(number) }, rowsIn: before.count) { () throws(ExecutionError) in
                try apply(stage, to: before, others, alias: query.alias)
            }
        }
        return roots
    }

    /// Before the first stage.
    private func nodes(of query: BoundQuery, _ measuring: Measuring) throws(ExecutionError) -> [NodeID] {
        switch query.source {
        case .scan(let scan):
            return try ScanOperator.nodes(scan, alias: query.alias, context, measuring.within(\.source))
        case .search(let search):
            return try measuring.measured(\.source, rowsIn: nil) { () throws(ExecutionError) in
                try context.nodes(of: search)
            }
        case .nodes(let nodes):
            return try measuring.measured(\.source, rowsIn: nil) { () throws(ExecutionError) in
                nodes.filter(context.graph.isAlive)
            }
        case .query(let inner): return try roots(of: inner, measuring.within(\.source))
        }
    }

    private func apply(
        _ stage: Stage, to roots: [NodeID], _ others: [NodeID], alias: Int?
    ) throws(ExecutionError) -> [NodeID] {
        switch stage {
        case .filter(let condition): return try filtered(roots, condition, alias)
        case .arrow(let path): return try ends(of: path, from: roots, alias)
        case .combine(let combination, _): return combination.applied(roots, others)
        case .order(let keys):
            let rows = try SortOperator(keys: keys, alias: alias, context: context).sorted(roots.map(Row.node))
            return rows.compactMap(\.node)
        case .slice(let offset, let limit): return roots.slice(offset, limit)
        case .top(let count, let keys):
            return try TopOperator(count: count, keys: keys, context: context).kept(roots.map(Row.node)).compactMap(
                \.node)
        case .totals: preconditionFailure("The binder lets totals follow a grouping only")
        }
    }

    private func filtered(_ roots: [NodeID], _ condition: BoundCondition, _ alias: Int?) throws(ExecutionError)
        -> [NodeID]
    {
        let filter = condition.prepared(context, alias: alias)
        var kept: [NodeID] = []
        for start in stride(from: 0, to: roots.count, by: batchSize) {
            try context.check()
            kept += try filter.filter(Array(roots[start..<min(start + batchSize, roots.count)]))
        }
        return kept
    }

    private func ends(of path: BoundPath, from roots: [NodeID], _ alias: Int?) throws(ExecutionError) -> [NodeID] {
        let walker = PathWalker(context)
        let isOfRow = path.start == .current && !path.usesAlias
        var seen = Bitmap(limit: context.graph.nodeLimit)
        for (number, root) in roots.enumerated() {
            if number % batchSize == 0 { try context.check() }
            if isOfRow, let nodes = try walker.nodes(of: path, from: root) {
                for node in nodes { seen.insert(Int(node)) }
                continue
            }
            let ends = try context.with(alias: alias, root) { () throws(ExecutionError) in
                try walker.ends(of: path, from: root)
            }
            for end in ends { seen.insert(Int(end.node)) }
        }
        return seen.members
    }

    private func apply(_ stage: Stage, toGroups rows: [Row]) throws(ExecutionError) -> [Row] {
        switch stage {
        case .filter(let condition): return try GroupFilter(condition, context).filter(rows)
        case .order(let keys): return try SortOperator(keys: keys, alias: nil, context: context).sorted(rows)
        case .slice(let offset, let limit): return rows.slice(offset, limit)
        case .top(let count, let keys):
            return try TopOperator(count: count, keys: keys, context: context).kept(rows)
        case .arrow, .combine, .totals:
            preconditionFailure("The binder lets no path or set operation follow a grouping")
        }
    }
}

extension [Stage] {
    /// How many rows are wanted of those that a stage orders, where that is so few that the others need no order.
    func limit(behind number: Int, _ thresholds: Thresholds) -> Int? {
        guard number + 1 < count, case .slice(let offset, let limit?) = self[number + 1] else { return nil }
        let (sum, isOver) = offset.addingReportingOverflow(limit)
        return isOver || sum > thresholds.topRows ? nil : sum
    }
}

extension Array {
    fileprivate func slice(_ offset: Int, _ limit: Int?) -> [Element] {
        let rest = dropFirst(offset)
        return Array(limit.map { rest.prefix($0) } ?? rest)
    }
}

extension Combination {
    /// The order of the left is kept; what a union adds follows.
    fileprivate func applied(_ left: [NodeID], _ right: [NodeID]) -> [NodeID] {
        let others = Set(right)
        switch self {
        case .union:
            let known = Set(left)
            return left + right.filter { !known.contains($0) }
        case .intersect: return left.filter(others.contains)
        case .except: return left.filter { !others.contains($0) }
        }
    }
}

/// Sorts rows by keys; equal rows keep their order.
struct SortOperator {
    let keys: [BoundOrderKey]
    /// The number by which conditions in the keys refer to the row's node.
    let alias: Int?
    let context: ExecutionContext

    func sorted(_ rows: [Row]) throws(ExecutionError) -> [Row] {
        let evaluator = ExpressionEvaluator(context)
        var decorated: [(place: Int, values: [Value])] = []
        for (place, row) in rows.enumerated() {
            if place % batchSize == 0 { try context.check() }
            decorated.append((place, try values(evaluator, row)))
        }
        try SortOperator.sort(&decorated, by: keys, context)
        return decorated.map { rows[$0.place] }
    }

    /// Sorts by the keys' values; equal ones keep the order of their places.
    static func sort(
        _ rows: inout [(place: Int, values: [Value])], by keys: [BoundOrderKey], _ context: ExecutionContext
    ) throws(ExecutionError) {
        var comparisons = 0
        do {
            try rows.sort { left, right in
                comparisons += 1
                if comparisons % 64 == 0 { try context.check() }
                return isBefore(left, right, keys)
            }
        } catch {
            throw .cancelled
        }
    }

    private static func isBefore(
        _ left: (place: Int, values: [Value]), _ right: (place: Int, values: [Value]), _ keys: [BoundOrderKey]
    ) -> Bool {
        for (number, key) in keys.enumerated() {
            if let isBefore = sortsBefore(left.values[number], right.values[number], descending: key.descending) {
                return isBefore
            }
        }
        return left.place < right.place
    }

    private func values(_ evaluator: ExpressionEvaluator, _ row: Row) throws(ExecutionError) -> [Value] {
        func inContext() throws(ExecutionError) -> [Value] {
            var values: [Value] = []
            for key in keys { values.append(try evaluator.values(of: key.expression, at: row).first ?? .missing) }
            return values
        }
        guard case .node(let node) = row else { return try inContext() }
        return try context.with(alias: alias, node) { () throws(ExecutionError) in try inContext() }
    }
}

/// A condition on groups: on their keys and aggregates.
struct GroupFilter {
    private let condition: BoundCondition
    private let evaluator: ExpressionEvaluator

    init(_ condition: BoundCondition, _ context: ExecutionContext) {
        self.condition = condition
        evaluator = ExpressionEvaluator(context)
    }

    func filter(_ rows: [Row]) throws(ExecutionError) -> [Row] {
        var kept: [Row] = []
        for (number, row) in rows.enumerated() {
            if number % batchSize == 0 { try evaluator.context.check() }
            if try holds(condition, row) { kept.append(row) }
        }
        return kept
    }

    private func holds(_ condition: BoundCondition, _ row: Row) throws(ExecutionError) -> Bool {
        switch condition {
        case .constant(let value): return value
        case .not(let inner): return try !holds(inner, row)
        case .all(let parts):
            for part in parts where try !holds(part, row) { return false }
            return true
        case .either(let parts):
            for part in parts where try holds(part, row) { return true }
            return false
        case .value(let expression, let test):
            return try evaluator.values(of: expression, at: row).contains(where: test.passes)
        case .absent(let expression): return try evaluator.values(of: expression, at: row).isEmpty
        case .comparison(let left, let relationship, let right):
            let wanted = try evaluator.values(of: right, at: row)
            return try evaluator.values(of: left, at: row).contains { value in
                wanted.contains { relationship.holds(value, $0) }
            }
        case .kind, .property, .named, .member, .memberOf, .namedAs, .some, .edge, .source:
            preconditionFailure("The binder makes conditions on groups of values only")
        }
    }
}
