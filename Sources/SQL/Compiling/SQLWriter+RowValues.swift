import Graph
import Plan

/// What is counted at each row, found by the server beside the rows:
///
///     find industries show name, count(concerned_by) as n order by n desc limit 10
///     SELECT r1.n, coalesce(k2.v, 0) FROM "node_industry" r1 LEFT JOIN (SELECT s, count(*) …) k2 ON k2.s = r1.n
///
/// So the edges that are counted stay where they are.
extension SQLWriter {
    /// The statement of the rows, with a column for each of the values.
    ///
    /// - Parameter query: what goes on from the rows; the expressions whose values are found become `.given`.
    /// - Returns: the statement, and how many values stand behind the ordinal.
    mutating func select(_ rows: Rows, givingValuesTo query: inout BoundQuery) -> (text: String, valueCount: Int) {
        let plain = self
        guard query.canBeGivenValues else { return (select(rows, isOrdered: true), 0) }
        var whole = rows
        var head = ""
        var starts: String?
        if !rows.isAll {
            let name = nextAlias("q")
            head = "WITH \(name) AS (\(wrap(&whole, as: name))) "
            starts = "SELECT n FROM \(name)"
        }
        var sets: [(text: String, isCount: Bool)] = []
        let firstAlias = tableCount
        var lastAlias = tableCount
        let (place, alias) = (whole.place, query.alias)
        func given(_ expression: BoundExpression) -> BoundExpression? {
            guard case .rowAggregate(let aggregate, let path) = expression.kind else { return nil }
            let before = self
            takeAliases(from: firstAlias)
            do throws(NotInSQL) {
                let set = try rowValues(aggregate, path, at: place, alias, among: starts)
                lastAlias = max(lastAlias, tableCount)
                let known = sets.firstIndex { $0.text == set }
                if known == nil { sets.append((set, aggregate == .count)) }
                return BoundExpression(.given(known ?? sets.count - 1), at: expression.range)
            } catch {
                self = before
                return nil
            }
        }
        query.stages = query.stages.map { $0.replacing(given) }
        for place in query.columns.indices where query.columns[place].shape == nil {
            query.columns[place].expression = query.columns[place].expression.replacing(given)
        }
        if sets.isEmpty {
            self = plain
            return (select(rows, isOrdered: true), 0)
        }
        takeAliases(from: lastAlias)
        var columns = [place.node]
        for (set, isCount) in sets {
            let name = nextAlias("k")
            whole.from += " LEFT JOIN (\(set)) \(name) ON \(name).s = \(place.node)"
            columns.append(isCount ? "coalesce(\(name).v, 0)" : "\(name).v")
        }
        let text =
            "\(head)SELECT \(columns.joined(separator: ", ")) FROM \(whole.from)\(SQLWriter.filter(whole.filters)) "
            + orderClause(whole)
        return (text, sets.count)
    }

    /// `SELECT s, v` of an aggregate over the ends of a path, where there is one.
    private mutating func rowValues(
        _ aggregate: Aggregate, _ path: BoundPath, at place: Place, _ alias: Int?, among starts: String?
    ) throws(NotInSQL) -> String {
        var path = path
        if let alias, path.start == .alias(alias) { path.start = .current }
        if path.usesAlias || path.steps.isEmpty { throw .calculation }
        switch aggregate {
        case .count: return counted(try distinctValues(of: path, at: place, among: starts))
        case .min, .max:
            let set = try aggregated(aggregate, path, at: place, among: starts)
            return "SELECT \(set.alias).s, \(set.alias).v0 AS v FROM (\(set.select)) \(set.alias)"
        case .sum, .avg, .median, .list, .first: throw .calculation
        }
    }
}

extension BoundQuery {
    /// Whether what follows the rows looks at the same rows only, and at no source of what is counted.
    fileprivate var canBeGivenValues: Bool {
        grouping == nil && pivot == nil && !cites && !countsRows
            && stages.allSatisfy { stage in
                switch stage {
                case .filter, .order, .slice, .top: true
                case .arrow, .combine, .totals: false
                }
            }
    }
}
