import Graph
import Plan

/// Groups of rows, made by the server:
///
///     find targets group by year show year, count(), sum(value)
///     SELECT g.k0, min(g.n), count(*), sum(g.a0 ORDER BY g.n), … FROM (SELECT r1.n AS n, r1.year AS k0, …) g GROUP BY g.k0
///
/// Each root stands once in each of its groups, also where a key has several values, and sums go in the order of the roots, so
/// that they are those of this engine to the last bit. What depends on how a document wrote a value (units, the largest of
/// quantities) is told by the root that has it. A count along a path, which would multiply the rows, is a `SELECT` of its own.
extension SQLWriter {
    /// What stands behind the grouping reads only keys then: aggregates are further ones.
    mutating func groups(
        of rows: Rows, _ query: inout BoundQuery
    ) throws(NotInSQL) -> (text: String, columns: GroupColumns) {
        guard let grouping = query.grouping, rows.order.isEmpty, rows.slice == nil else { throw .calculation }
        var groups = GroupWriting(
            rows: rows, starts: rows.isAll ? nil : select(rows, isOrdered: false), firstAlias: tableCount)
        for key in grouping.keys { try add(key: key, to: &groups) }
        let keyCount = grouping.keys.count
        var changed = query
        func replaced(_ expression: BoundExpression) throws(NotInSQL) -> BoundExpression? {
            switch expression.kind {
            case .groupAggregate(let aggregate, let argument):
                let place = try add(aggregate, argument, to: &groups)
                return BoundExpression(.key(keyCount + place), at: expression.range)
            case .literal, .key, .counted: return expression
            case .arithmetic, .negated, .converted, .function, .choice: return nil
            case .path, .rowAggregate, .ranked, .share, .measure, .ways, .part, .heading, .route, .given:
                throw .calculation
            }
        }
        for place in query.groupStages.indices {
            if case .totals = query.groupStages[place] { throw .calculation }
            changed.groupStages[place] = try query.groupStages[place].replacing(replaced)
        }
        for place in query.columns.indices {
            if query.columns[place].shape != nil { throw .calculation }
            changed.columns[place].expression = try query.columns[place].expression.replacing(replaced)
        }
        query = changed
        return (groups.text, groups.columns)
    }

    private mutating func add(key: BoundExpression, to groups: inout GroupWriting) throws(NotInSQL) {
        if key.usesAlias { throw .calculation }
        if let facets = try scalar(key, at: groups.rows.place) {
            return try groups.add(key: facets)
        }
        let set = try values(of: key, at: groups.rows.place, among: groups.starts)
        guard set.start == groups.rows.place.node else { throw .calculation }
        let name = nextAlias("k")
        let distinct = set.isDistinct ? "" : "DISTINCT "
        groups.rows.from +=
            " LEFT JOIN (SELECT \(distinct)\(set.alias).s, \(set.facets.presence) AS v FROM (\(set.select)) \(set.alias)"
            + " WHERE \(set.facets.presence) IS NOT NULL) \(name) ON \(name).s = \(groups.rows.place.node)"
        try groups.add(key: set.facets, "\(name).v")
    }

    /// - Returns: the place of the aggregate.
    private mutating func add(
        _ aggregate: Aggregate, _ argument: BoundExpression?, to groups: inout GroupWriting
    ) throws(NotInSQL) -> Int {
        guard let argument else { return groups.add(.number, "CAST(count(*) AS double precision)") }
        if case .path(let path) = argument.kind, !path.steps.isEmpty {
            guard aggregate == .count, case .nodes = path.end, !path.usesAlias else { throw .calculation }
            // It is a subquery by itself, so equal ones may have equal aliases, by which they are known.
            let before = tableCount
            takeAliases(from: groups.firstAlias)
            defer { takeAliases(from: before) }
            guard let pairs = try pairs(path.steps, from: groups.rows.place.kinds, among: groups.starts) else {
                throw .calculation
            }
            return groups.add(countOf: pairs)
        }
        if argument.usesAlias { throw .calculation }
        let facets = try value(of: argument, &groups)
        let isThere = groups.column(facets.presence)
        let firstRoot = "min(CASE WHEN \(isThere) IS NOT NULL THEN g.n END)"
        switch (aggregate, facets) {
        case (.count, _): return groups.add(.number, "CAST(count(\(isThere)) AS double precision)")
        case (.first, _): return groups.add(.first(argument), firstRoot)
        case (.min, .number), (.max, .number): return groups.add(.number, "\(aggregate.rawValue)(\(isThere))")
        case (.sum, .number): return groups.add(.number, "sum(\(isThere) ORDER BY g.n)")
        case (.avg, .number): return groups.add(.average, "sum(\(isThere) ORDER BY g.n)", "count(\(isThere))")
        case (.sum, .quantity(_, let dimension)), (.avg, .quantity(_, let dimension)):
            return groups.add(
                .total(argument, isAverage: aggregate == .avg), "sum(\(isThere) ORDER BY g.n)", "count(\(isThere))",
                isMixed(groups.column(dimension)), firstRoot)
        case (.min, .quantity(let amount, let dimension)), (.max, .quantity(let amount, let dimension)):
            let best = groups.column("\(aggregate.rawValue)(\(amount)) OVER (\(groups.partition))")
            return groups.add(
                .extreme(argument), isMixed(groups.column(dimension)),
                "min(CASE WHEN \(isThere) = \(best) THEN g.n END)")
        default: throw .calculation
        }
    }

    private func isMixed(_ dimension: String) -> String {
        "CASE WHEN min(\(dimension)) <> max(\(dimension)) THEN 1 ELSE 0 END"
    }

    /// The one value that a root has at most, as it stands beside the rows.
    private mutating func value(
        of argument: BoundExpression, _ groups: inout GroupWriting
    ) throws(NotInSQL) -> Facets {
        if let facets = try scalar(argument, at: groups.rows.place) { return facets }
        guard case .path(let path) = argument.kind, path.start == .current, case .property(let lookup) = path.end,
            !lookup.isMany, lookup.role == nil
        else { throw .calculation }
        let set = try firstValues(lookup, groups.rows.place.kinds)
        groups.rows.from += " LEFT JOIN (\(set.select)) \(set.alias) ON \(set.alias).s = \(groups.rows.place.node)"
        return set.facets
    }
}

/// A statement of groups that is being put together.
private struct GroupWriting {
    var rows: SQLWriter.Rows
    /// `SELECT …` of the roots; nil if they are all nodes of a kind.
    let starts: String?
    let firstAlias: Int
    private(set) var columns = GroupColumns()
    /// Expressions by which the rows are grouped.
    private var keys: [String] = []
    /// Further columns of the rows.
    private var inner: [String] = []
    /// The columns of each aggregate; those of a count along a path are empty.
    private var outer: [[String]] = []
    /// By the place of the aggregate, the pairs of which the far ends are counted.
    private var counts: [Int: String] = [:]

    init(rows: SQLWriter.Rows, starts: String?, firstAlias: Int) {
        self.rows = rows
        self.starts = starts
        self.firstAlias = firstAlias
    }

    mutating func add(key facets: Facets, _ expression: String? = nil) throws(NotInSQL) {
        switch facets {
        case .text: columns.keys.append(.text)
        case .number: columns.keys.append(.number)
        case .date: columns.keys.append(.date)
        case .node: columns.keys.append(.node)
        // What is one group depends on units and on lines.
        case .quantity, .source: throw .calculation
        }
        keys.append(expression ?? facets.presence)
    }

    /// A column of the rows, by the name that it has outside.
    mutating func column(_ expression: String) -> String {
        let place = inner.firstIndex(of: expression) ?? inner.count
        if place == inner.count { inner.append(expression) }
        return "g.a\(place)"
    }

    var partition: String { keys.isEmpty ? "" : "PARTITION BY " + keys.joined(separator: ", ") }

    /// - Returns: the place of the aggregate, which may be there already.
    mutating func add(_ aggregate: GroupColumns.Aggregate, _ expressions: String...) -> Int {
        let known = outer.indices.first { outer[$0] == expressions && columns.aggregates[$0].isRead(as: aggregate) }
        if let known { return known }
        outer.append(expressions)
        columns.aggregates.append(aggregate)
        return outer.count - 1
    }

    mutating func add(countOf pairs: String) -> Int {
        if let known = counts.first(where: { $0.value == pairs }) { return known.key }
        counts[outer.count] = pairs
        outer.append([])
        columns.aggregates.append(.count)
        return outer.count - 1
    }

    var text: String {
        let named =
            keys.enumerated().map { ", \($0.element) AS k\($0.offset)" }
            + inner.enumerated().map { ", \($0.element) AS a\($0.offset)" }
        let source =
            "SELECT \(rows.place.node) AS n\(named.joined()) FROM \(rows.from)\(SQLWriter.filter(rows.filters))"
        let names = keys.indices.map { "g.k\($0)" }
        let grouped = names.isEmpty ? "" : " GROUP BY " + names.joined(separator: ", ")
        func select(_ first: String, _ expressions: (Int) -> [String]) -> String {
            "SELECT " + (names + [first] + columns.aggregates.indices.flatMap(expressions)).joined(separator: ", ")
        }
        func nothing(_ place: Int) -> [String] { columns.aggregates[place].nothing }
        let main = select("min(g.n)") { outer[$0].isEmpty ? nothing($0) : outer[$0] }
        if counts.isEmpty { return "\(main) FROM (\(source)) g\(grouped)" }
        var selects = ["\(main) FROM g\(grouped)"]
        for (place, pairs) in counts.sorted(by: { $0.key < $1.key }) {
            let counted = select("CAST(NULL AS bigint)") { other in
                other == place ? ["CAST(count(DISTINCT p.t) AS double precision)"] : nothing(other)
            }
            selects.append("\(counted) FROM g JOIN (\(pairs)) p ON p.s = g.n\(grouped)")
        }
        return "WITH g AS (\(source)) \(SQLWriter.united(selects))"
    }
}

extension GroupColumns.Aggregate {
    /// Its columns in a row that hasn't it.
    fileprivate var nothing: [String] {
        let (number, whole) = ("CAST(NULL AS double precision)", "CAST(NULL AS bigint)")
        return switch self {
        case .number, .count: [number]
        case .average: [number, whole]
        case .total: [number, whole, "CAST(NULL AS integer)", whole]
        case .extreme: ["CAST(NULL AS integer)", whole]
        case .first: [whole]
        }
    }
}
