import Graph
import Plan

/// Queries up to their rows: which nodes, in which order.
extension SQLWriter {
    /// `SELECT` of ordinals that is still growing.
    struct Rows {
        /// What stands behind `FROM`, joins included.
        var from: String
        var place: Place
        var filters: [String] = []
        /// Expressions that sort the rows, the first one first; behind them comes the ordinal.
        var order: [OrderTerm] = []
        var slice: (offset: Int, limit: Int?)?
        /// Whether they come straight from the tables of kinds.
        var isScan = false

        /// Whether they are all nodes of some kinds, so that nothing has to be narrowed to them.
        var isAll: Bool { isScan && filters.isEmpty && slice == nil && order.isEmpty }
    }

    /// One expression of an `ORDER BY`.
    struct OrderTerm {
        var expression: String
        var isDescending = false
    }

    /// `SELECT n` of a query's roots, for `IN (…)`. Their order counts only where there is a limit.
    mutating func ordinals(of query: BoundQuery) throws(NotInSQL) -> String {
        guard query.grouping == nil else { throw .calculation }
        var rows = try start(of: query)
        for stage in query.stages { try apply(stage, of: query, to: &rows) }
        return select(rows, isOrdered: rows.slice != nil)
    }

    /// The rows of a query before its first stage.
    mutating func start(of query: BoundQuery) throws(NotInSQL) -> Rows {
        var rows: Rows
        switch query.source {
        case .scan(let scan):
            let (from, place) = self.scan(of: scan.kinds)
            rows = Rows(from: from, place: place, isScan: true)
            let conditions = scan.filters + (scan.seek.map { [$0] } ?? [])
            if let alias = query.alias { aliases[alias] = place.node }
            for condition in conditions { try filter(&rows, condition, query.alias) }
        case .search: throw .search
        case .nodes(let nodes):
            let known = nodes.compactMap(ordinal)
            guard known.count <= SQLWriter.mostNodes, !known.isEmpty else { throw .manyNodes }
            let alias = nextAlias("r")
            let places = known.enumerated().map { "(CAST(\(bind(.integer($0.element))) AS bigint), \($0.offset))" }
            rows = Rows(
                from: "(VALUES \(places.joined(separator: ", "))) \(alias)(n, o)",
                place: Place(node: "\(alias).n", kinds: KindSet(schema.kinds.indices)),
                order: [OrderTerm(expression: "\(alias).o")])
        case .query(let inner):
            rows = try start(of: inner)
            for stage in inner.stages { try apply(stage, of: inner, to: &rows) }
        }
        return rows
    }

    mutating func apply(_ stage: Stage, of query: BoundQuery, to rows: inout Rows) throws(NotInSQL) {
        switch stage {
        case .filter(let condition): try filter(&rows, condition, query.alias)
        case .arrow(let path): try follow(path, &rows, query.alias)
        case .combine(let combination, let other): try combine(combination, other, &rows)
        case .order(let keys): try sort(&rows, keys, query.alias)
        case .slice(let offset, let limit):
            if rows.slice != nil { wrap(&rows) }
            rows.slice = (offset, limit)
        case .top: throw .top
        case .totals: throw .calculation
        }
    }

    /// Rows for which a condition holds; it is asked behind a limit that is there already.
    mutating func filter(_ rows: inout Rows, _ condition: BoundCondition, _ alias: Int?) throws(NotInSQL) {
        if rows.slice != nil { wrap(&rows) }
        if let alias { aliases[alias] = rows.place.node }
        rows.filters.append(try self.condition(condition, at: rows.place))
    }

    private mutating func follow(_ path: BoundPath, _ rows: inout Rows, _ alias: Int?) throws(NotInSQL) {
        guard path.start == .current, case .nodes = path.end, !path.usesAlias else { throw .calculation }
        let kinds = rows.place.kinds
        let starts = select(rows, isOrdered: rows.slice != nil)
        guard let pairs = try pairs(path.steps, from: kinds, among: starts) else { throw .calculation }
        let (pair, next) = (nextAlias("p"), nextAlias("r"))
        let from = "SELECT DISTINCT \(pair).t AS n FROM (\(pairs)) \(pair)"
        var ends = kinds
        for step in path.steps {
            ends = step.repetition?.lowerBound == 0 ? ends.union(step.kinds) : step.kinds
        }
        rows = Rows(from: "(\(from)) \(next)", place: Place(node: "\(next).n", kinds: ends))
    }

    /// The order of the left is kept; what a union adds follows in its own.
    private mutating func combine(
        _ combination: Combination, _ other: BoundQuery, _ rows: inout Rows
    ) throws(NotInSQL) {
        switch combination {
        case .intersect, .except:
            let others = try ordinals(of: other)
            if rows.slice != nil { wrap(&rows) }
            let isIn = "\(rows.place.node) IN (\(others))"
            rows.filters.append(combination == .intersect ? isIn : negation(isIn, at: rows.place))
        case .union:
            guard other.grouping == nil else { throw .calculation }
            var others = try start(of: other)
            for stage in other.stages { try apply(stage, of: other, to: &others) }
            let (left, right, whole) = (nextAlias("q"), nextAlias("q"), nextAlias("r"))
            let first = "SELECT \(left).n, 0 AS part, \(left).o FROM (\(numbered(rows))) \(left)"
            let second =
                "SELECT \(right).n, 1 AS part, \(right).o FROM (\(numbered(others))) \(right)"
                + " WHERE \(right).n NOT IN (\(select(rows, isOrdered: rows.slice != nil)))"
            rows = Rows(
                from: "(\(first) UNION ALL \(second)) \(whole)",
                place: Place(node: "\(whole).n", kinds: rows.place.kinds.union(others.place.kinds)),
                order: [OrderTerm(expression: "\(whole).part"), OrderTerm(expression: "\(whole).o")])
        }
    }

    /// The rows with their places, `o`.
    private mutating func numbered(_ rows: Rows) -> String {
        var rows = rows
        if rows.slice != nil { wrap(&rows) }
        return "SELECT \(rows.place.node) AS n, row_number() OVER (\(orderClause(rows))) AS o FROM \(rows.from)"
            + SQLWriter.filter(rows.filters)
    }

    /// Makes a subquery of the rows so far, since what comes is asked of its result.
    ///
    /// - Parameter name: what it is called in a `WITH`, for a statement that looks at it more than once.
    /// - Returns: the subquery.
    @discardableResult
    mutating func wrap(_ rows: inout Rows, as name: String? = nil) -> String {
        let alias = nextAlias("r")
        let columns = rows.order.enumerated().map { ", \($0.element.expression) AS o\($0.offset)" }.joined()
        let inner =
            "SELECT \(rows.place.node) AS n\(columns) FROM \(rows.from)\(SQLWriter.filter(rows.filters))"
            + (rows.slice == nil ? "" : " " + orderClause(rows)) + limitClause(rows)
        let order = rows.order.enumerated().map {
            OrderTerm(expression: "\(alias).o\($0.offset)", isDescending: $0.element.isDescending)
        }
        rows = Rows(
            from: "\(name ?? "(\(inner))") \(alias)", place: Place(node: "\(alias).n", kinds: rows.place.kinds),
            order: order)
        return inner
    }

    func select(_ rows: Rows, isOrdered: Bool) -> String {
        "SELECT \(rows.place.node) FROM \(rows.from)\(SQLWriter.filter(rows.filters))"
            + (isOrdered ? " " + orderClause(rows) : "") + limitClause(rows)
    }

    func orderClause(_ rows: Rows) -> String {
        let terms = rows.order.map { $0.expression + ($0.isDescending ? " DESC" : "") } + [rows.place.node]
        return "ORDER BY " + terms.joined(separator: ", ")
    }

    private func limitClause(_ rows: Rows) -> String {
        guard let (offset, limit) = rows.slice else { return "" }
        return (limit.map { " LIMIT \($0)" } ?? "") + (offset == 0 ? "" : " OFFSET \(offset)")
    }
}
