import Graph
import Plan
import Text

/// Expressions that differ from row to row, as sets of values: a subquery of `s`, the ordinal of a node, and one value of it.
extension SQLWriter {
    /// `SELECT s, v0, …`, of nodes that the expression starts from.
    struct ValueSet {
        var select: String
        /// Facets of the columns under an alias.
        var facets: Facets
        var alias: String
        /// The ordinal that `s` is to be: the node that the condition is about, or that of a row around it.
        var start: String
        /// Whether no node has a value twice.
        var isDistinct = false
    }

    // MARK: Conditions

    mutating func value(
        _ expression: BoundExpression, _ test: Test, at place: Place
    ) throws(NotInSQL) -> String {
        if let facets = try scalar(expression, at: place) { return try condition(test, facets) }
        if case .rowAggregate(.count, let path) = expression.kind { return try count(path, test, at: place) }
        let set = try values(of: expression, at: place)
        let passes = try condition(test, set.facets)
        return "\(set.start) IN (SELECT \(set.alias).s FROM (\(set.select)) \(set.alias)\(SQLWriter.filter([passes])))"
    }

    mutating func absent(_ expression: BoundExpression, at place: Place) throws(NotInSQL) -> String {
        if let facets = try scalar(expression, at: place) { return "\(facets.presence) IS NULL" }
        if case .rowAggregate(.count, _) = expression.kind { return SQLWriter.no }
        let set = try values(of: expression, at: place)
        return negation("\(set.start) IN (SELECT \(set.alias).s FROM (\(set.select)) \(set.alias))", at: place)
    }

    mutating func comparison(
        _ left: BoundExpression, _ relationship: BoundCondition.Relationship, _ right: BoundExpression,
        at place: Place
    ) throws(NotInSQL) -> String {
        if let left = try scalar(left, at: place), let right = try scalar(right, at: place) {
            return try compared(left, relationship, right)
        }
        let (first, second) = (try values(of: left, at: place), try values(of: right, at: place))
        let holds = try compared(first.facets, relationship, second.facets)
        let join =
            first.start == second.start ? "\(second.alias).s = \(first.alias).s" : "\(second.alias).s = \(second.start)"
        return
            "\(first.start) IN (SELECT \(first.alias).s FROM (\(first.select)) \(first.alias) JOIN (\(second.select))"
            + " \(second.alias) ON \(join) WHERE \(holds))"
    }

    // MARK: One value at most

    /// The value of an expression that is read where the condition stands: own properties, properties of the edge, and sums of
    /// numbers. nil if it needs a subquery.
    mutating func scalar(_ expression: BoundExpression, at place: Place) throws(NotInSQL) -> Facets? {
        switch expression.kind {
        case .path(let path):
            guard path.steps.isEmpty, path.start == .current else { return nil }
            switch path.end {
            case .property(let lookup):
                guard lookup.role == nil, let table = place.table, let slot = lookup.slot(of: table.kind) else {
                    return nil
                }
                return ownFacets(table.kind, slot, table.alias)
            case .edge(let lookup):
                guard let edge = place.edge, let slot = lookup.slots[edge.relation] else {
                    return .none(of: lookup.type)
                }
                guard let (join, facets) = edgeValues(edge.relation, slot, edge.alias), join.isEmpty else {
                    throw .calculation
                }
                return facets
            case .nodes, .kind, .sourcePart: return nil
            }
        case .literal(.number(let number)): return .number("CAST(\(bind(.number(number))) AS double precision)")
        case .counted(let query, _):
            let roots = try ordinals(of: query)
            return .number("(SELECT CAST(count(*) AS double precision) FROM (\(roots)) \(nextAlias("q")))")
        case .arithmetic(let operation, let left, let right):
            guard case .number(let left)? = try scalar(left, at: place),
                case .number(let right)? = try scalar(right, at: place)
            else { throw .calculation }
            let divisor = operation == .divide ? "nullif(\(right), 0)" : right
            return .number("(\(left) \(operation.rawValue) \(divisor))")
        case .negated(let inner):
            guard case .number(let number)? = try scalar(inner, at: place) else { throw .calculation }
            return .number("(0 - \(number))")
        case .literal, .rowAggregate, .function: return nil
        case .choice, .converted: throw .function
        case .ranked: throw .resemblance
        case .measure, .ways: throw .measure
        case .groupAggregate, .key, .share, .part, .heading, .route, .given: throw .calculation
        }
    }

    // MARK: Any number of values

    /// - Parameter starts: `SELECT …` of the nodes that are asked about; nil: of all.
    mutating func values(
        of expression: BoundExpression, at place: Place, among starts: String? = nil
    ) throws(NotInSQL) -> ValueSet {
        switch expression.kind {
        case .path(let path): return try values(of: path, at: place, isDistinct: false, among: starts)
        case .rowAggregate(let aggregate, let path): return try aggregated(aggregate, path, at: place)
        case .function(.year, let arguments):
            guard let argument = arguments.first else { throw .function }
            var set = try values(of: argument, at: place, among: starts)
            guard case .date(_, let first, _) = set.facets else { throw .mixedTypes }
            set.facets = .number("CAST((\(first) - \(first) % 10000) / 10000 AS double precision)")
            return set
        case .function, .choice, .converted: throw .function
        case .ranked: throw .resemblance
        case .measure, .ways: throw .measure
        case .literal, .arithmetic, .negated, .groupAggregate, .key, .share, .part, .heading, .route, .counted, .given:
            throw .calculation
        }
    }

    /// - Parameter isDistinct: whether each end counts once, as it must where values are added up.
    private mutating func values(
        of path: BoundPath, at place: Place, isDistinct: Bool, among starts: String? = nil
    ) throws(NotInSQL) -> ValueSet {
        let (start, kinds) = try start(of: path, at: place)
        if case .edge(let lookup) = path.end { return try edgeValues(path.steps, lookup, start, kinds, isDistinct) }
        let pairs = try pairs(path.steps, from: kinds, among: starts)
        // No two edges of a relation lead from one node to the same other.
        let isPlain = path.steps.count == 1 && path.steps[0].repetition == nil && path.steps[0].alternatives.count == 1
        let distinct = pairs.map { isDistinct && !isPlain ? "SELECT DISTINCT s, t FROM (\($0)) \(nextAlias("d"))" : $0 }
        switch path.end {
        case .nodes:
            let alias = nextAlias("v")
            let nodes: String
            if let distinct {
                let pair = nextAlias("p")
                nodes = "SELECT \(pair).s, \(pair).t AS v0 FROM (\(distinct)) \(pair)"
            } else {
                let all = scan(of: kinds)
                nodes = "SELECT \(all.place.node) AS s, \(all.place.node) AS v0 FROM \(all.from)"
            }
            return ValueSet(
                select: nodes, facets: .node("\(alias).v0"), alias: alias, start: start,
                isDistinct: isDistinct || isPlain || path.steps.isEmpty)
        case .property(let lookup): return try propertyValues(lookup, nil, distinct, start)
        case .sourcePart(let lookup, let part): return try propertyValues(lookup, part, distinct, start)
        case .kind, .edge: throw .mixedTypes
        }
    }

    private func start(of path: BoundPath, at place: Place) throws(NotInSQL) -> (String, KindSet) {
        switch path.start {
        case .current: return (place.node, place.kinds)
        case .alias(let number):
            guard let node = aliases[number] else { throw .calculation }
            return (node, KindSet(schema.kinds.indices))
        }
    }

    private mutating func propertyValues(
        _ lookup: PropertyLookup, _ part: BoundPath.SourcePart?, _ pairs: String?, _ start: String
    ) throws(NotInSQL) -> ValueSet {
        let alias = nextAlias("v")
        var selects: [String] = []
        var found: Facets?
        func append(_ from: String, _ table: String, _ facets: Facets, _ filter: String) {
            let (outer, columns) = facets.selected(as: alias)
            found = outer
            let filter = SQLWriter.filter([filter, "\(facets.presence) IS NOT NULL"])
            guard let pairs else {
                selects.append("SELECT \(table).n AS s, \(columns) FROM \(from) \(table)\(filter)")
                return
            }
            selects.append(
                "SELECT p.s, \(columns) FROM (\(pairs)) p JOIN \(from) \(table) ON \(table).n = p.t\(filter)")
        }
        if let role = lookup.role {
            let table = nextAlias("w")
            append(
                name(.names), table, .text(written: "\(table).text", fold: "\(table).fold"), "\(table).role = \(role)")
        } else {
            for kind in schema.kinds.indices {
                guard let slot = lookup.slot(of: kind), let (from, table, facets) = stored(kind, slot) else { continue }
                guard let value = part.map({ facets.part($0) }) ?? facets else { throw .mixedTypes }
                append(from, table, value, SQLWriter.yes)
                if slot == NodeSlot.source { break }
            }
        }
        guard let found else { throw .mixedTypes }
        return ValueSet(select: SQLWriter.united(selects), facets: found, alias: alias, start: start)
    }

    /// `authored_by@confidence`: the values of the distinct edges of the last step.
    private mutating func edgeValues(
        _ steps: [BoundStep], _ lookup: EdgeLookup, _ start: String, _ kinds: KindSet, _ isDistinct: Bool
    ) throws(NotInSQL) -> ValueSet {
        guard let last = steps.last, last.repetition == nil, !isDistinct else { throw .calculation }
        let head = try pairs(Array(steps.dropLast()), from: kinds)
        let alias = nextAlias("v")
        var selects: [String] = []
        var found: Facets?
        for alternative in last.alternatives {
            guard let slot = lookup.slots[alternative.relation] else { continue }
            let (near, from, filter, edge) = try followedEdges(last, alternative)
            guard let (join, facets) = edgeValues(alternative.relation, slot, edge) else { continue }
            let (outer, columns) = facets.selected(as: alias)
            found = outer
            let present = "\(facets.presence) IS NOT NULL"
            let both = filter.isEmpty ? " WHERE \(present)" : "\(filter) AND \(present)"
            if let head {
                selects.append("SELECT p.s, \(columns) FROM (\(head)) p JOIN \(from) ON \(near) = p.t\(join)\(both)")
            } else {
                selects.append("SELECT \(near) AS s, \(columns) FROM \(from)\(join)\(both)")
            }
        }
        guard let found else { throw .mixedTypes }
        return ValueSet(select: SQLWriter.united(selects), facets: found, alias: alias, start: start)
    }

    // MARK: Aggregates

    /// How many ends a path has at a node; none is 0, which no subquery of edges gives.
    private mutating func count(_ path: BoundPath, _ test: Test, at place: Place) throws(NotInSQL) -> String {
        let set = try values(of: path, at: place, isDistinct: true)
        let counts = counted(set)
        let passes = try condition(test, .number("c.v"))
        if test.passes(.number(0)) {
            return negation("\(set.start) IN (SELECT c.s FROM (\(counts)) c WHERE NOT (\(passes)))", at: place)
        }
        return "\(set.start) IN (SELECT c.s FROM (\(counts)) c WHERE \(passes))"
    }

    /// `SELECT s, v`: how many values each node has.
    func counted(_ set: ValueSet) -> String {
        "SELECT s, CAST(count(*) AS double precision) AS v FROM (\(set.select)) \(set.alias) GROUP BY s"
    }

    /// The values of a path with each end counting once.
    ///
    /// - Parameter starts: `SELECT …` of the nodes that are asked about; nil: of all.
    mutating func distinctValues(
        of path: BoundPath, at place: Place, among starts: String? = nil
    ) throws(NotInSQL) -> ValueSet {
        try values(of: path, at: place, isDistinct: true, among: starts)
    }

    mutating func aggregated(
        _ aggregate: Aggregate, _ path: BoundPath, at place: Place, among starts: String? = nil
    ) throws(NotInSQL) -> ValueSet {
        guard let function = aggregate.function else { throw .calculation }
        var set = try values(of: path, at: place, isDistinct: true, among: starts)
        guard case .number(let number) = set.facets else { throw .calculation }
        set.select = "SELECT s, \(function)(\(number)) AS v0 FROM (\(set.select)) \(set.alias) GROUP BY s"
        return set
    }
}

extension Aggregate {
    /// What SQL calls it where all values are plain numbers; nil if it has nothing that gives the same.
    var function: String? {
        switch self {
        case .min, .max: rawValue
        // A sum's last bits depend on the order, which a server doesn't keep along a path.
        case .sum, .avg, .count, .median, .list, .first: nil
        }
    }
}
