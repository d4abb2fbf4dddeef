import Graph
import Plan

/// Steps along relations, as joins and subqueries of edges.
extension SQLWriter {
    /// One relation and direction of a step: the alias of its edges, and the columns of both ends.
    private struct Edges {
        var relation: RelationID
        var alias: String
        var near: String
        var far: String
    }

    private mutating func edges(_ step: RelationStep) -> Edges {
        let alias = nextAlias("e")
        let (near, far) = step.direction == .forward ? ("f", "t") : ("t", "f")
        return Edges(relation: step.relation, alias: alias, near: "\(alias).\(near)", far: "\(alias).\(far)")
    }

    /// What stands behind `FROM` for edges whose far ends are as the step and a condition want them, and the conditions.
    private mutating func followed(
        _ step: BoundStep, _ alternative: RelationStep, _ inner: BoundCondition
    ) throws(NotInSQL) -> (edges: Edges, from: String, filter: String) {
        let edges = edges(alternative)
        let kinds = step.kinds.intersection(farKinds(alternative))
        var from = "\(name(.edges(alternative.relation))) \(edges.alias)"
        let condition = [step.condition, step.links].reduce(inner) { .and($0, $1 ?? .constant(true)) }
        var place = Place(node: edges.far, kinds: kinds, edge: (edges.alias, alternative.relation))
        var tests: [String] = []
        if kinds.members.count == 1, condition.readsColumns {
            let alias = nextAlias("r")
            let kind = kinds.members[0]
            from += " JOIN \(name(.nodes(kind))) \(alias) ON \(alias).n = \(edges.far)"
            place = Place(node: "\(alias).n", kinds: kinds, table: (alias, kind), edge: place.edge)
        } else if !farKinds(alternative).isSubset(of: step.kinds) {
            tests.append(isOfKind(edges.far, kinds))
        }
        tests.append(try self.condition(condition, at: place))
        return (edges, from, SQLWriter.filter(tests))
    }

    /// The kinds that may stand at the far end.
    private func farKinds(_ step: RelationStep) -> KindSet {
        var kinds = KindSet()
        for ends in schema.relations[step.relation].ends {
            let far = step.direction == .forward ? ends.to : ends.from
            if far.isEmpty { return KindSet(schema.kinds.indices) }
            kinds = kinds.union(KindSet(far.flatMap(schema.subtree)))
        }
        return kinds
    }

    /// Some node that the step leads to satisfies a condition.
    mutating func some(
        _ step: BoundStep, _ inner: BoundCondition, at place: Place
    ) throws(NotInSQL) -> String {
        let inner = BoundCondition.and(step.ends ?? .constant(true), inner)
        if let repetition = step.repetition {
            return try someReached(step, repetition, inner, at: place)
        }
        var selects: [String] = []
        for alternative in step.alternatives {
            let (edges, from, filter) = try followed(step, alternative, inner)
            selects.append("SELECT \(edges.near) FROM \(from)\(filter)")
        }
        return selects.isEmpty ? SQLWriter.no : "\(place.node) IN (\(SQLWriter.united(selects)))"
    }

    /// Edges for values of their own: the column of the near end, what stands behind `FROM`, conditions, and their alias.
    mutating func followedEdges(
        _ step: BoundStep, _ alternative: RelationStep
    ) throws(NotInSQL) -> (near: String, from: String, filter: String, alias: String) {
        let (edges, from, filter) = try followed(step, alternative, step.ends ?? .constant(true))
        return (edges.near, from, filter, edges.alias)
    }

    /// Some edge of the step, to a node that satisfies the step's condition, has a property that passes.
    mutating func edge(
        _ step: BoundStep, _ lookup: EdgeLookup, _ test: Test, at place: Place
    ) throws(NotInSQL) -> String {
        var selects: [String] = []
        for alternative in step.alternatives {
            guard let slot = lookup.slots[alternative.relation] else { continue }
            let (edges, from, filter) = try followed(step, alternative, .constant(true))
            guard let (join, facets) = edgeValues(alternative.relation, slot, edges.alias) else { continue }
            let passes = try condition(test, facets)
            let both = filter.isEmpty ? SQLWriter.filter([passes]) : filter + " AND " + passes
            selects.append("SELECT \(edges.near) FROM \(from)\(join)\(both)")
        }
        return selects.isEmpty ? SQLWriter.no : "\(place.node) IN (\(SQLWriter.united(selects)))"
    }

    /// The values of a property of edges, and the join that brings them in if they stand in a table of their own.
    mutating func edgeValues(
        _ relation: RelationID, _ slot: SlotID, _ alias: String
    ) -> (join: String, facets: Facets)? {
        if slot == EdgeSlot.source {
            let sources = nextAlias("s")
            return (
                " JOIN \(name(.edgeSources)) \(sources) ON \(sources).e = \(alias).e", SQLWriter.sourceFacets(sources)
            )
        }
        guard let columns = mapping.columns(ofRelation: relation, slot) else { return nil }
        if schema.relations[relation].properties[slot].isMany {
            let values = nextAlias("s")
            let join = " JOIN \(name(.edgeValues(relation, slot))) \(values) ON \(values).e = \(alias).e"
            return (join, columns.facets(of: values))
        }
        let facets = withDefault(
            columns.facets(of: alias), isRule: slot == EdgeSlot.rule, isConfidence: slot == EdgeSlot.confidence)
        return ("", facets)
    }

    // MARK: Pairs

    /// `SELECT s, t` of each node and what the steps lead to from it; a pair may come twice. nil without steps.
    ///
    /// - Parameter starts: `SELECT …` of the nodes that are asked about; nil: of all. It is looked at where a set of pairs is made
    ///   before it is joined, which a planner can't narrow by itself.
    mutating func pairs(
        _ steps: [BoundStep], from kinds: KindSet, among starts: String? = nil
    ) throws(NotInSQL) -> String? {
        var chain: String?
        var reached = kinds
        for step in steps {
            var starts = starts
            if starts != nil, step.repetition != nil, let chain {
                let before = nextAlias("p")
                starts = "SELECT \(before).t FROM (\(chain)) \(before)"
            }
            let next = try pairs(step, from: reached, among: chain == nil || step.repetition != nil ? starts : nil)
            reached = step.repetition?.lowerBound == 0 ? reached.union(step.kinds) : step.kinds
            guard let before = chain else {
                chain = next
                continue
            }
            let (left, right) = (nextAlias("p"), nextAlias("p"))
            chain =
                "SELECT \(left).s, \(right).t FROM (\(before)) \(left) JOIN (\(next)) \(right) ON \(right).s = \(left).t"
        }
        return chain
    }

    private mutating func pairs(
        _ step: BoundStep, from kinds: KindSet, among starts: String?
    ) throws(NotInSQL) -> String {
        guard let repetition = step.repetition else {
            return try singlePairs(step, step.ends ?? .constant(true), among: starts)
        }
        var ends: String?
        if let condition = step.ends { ends = try nodes(of: step.kinds.union(kinds), condition) }
        let isWanted = { (end: String) in ends.map { "\(end) IN (\($0))" } ?? SQLWriter.yes }
        let reached = try reached(step, repetition, among: starts, isWanted: isWanted)
        guard repetition.lowerBound == 0 else { return reached }
        let start = scan(of: kinds)
        let isAsked = starts.map { "\(start.place.node) IN (\($0))" } ?? SQLWriter.yes
        let itself =
            "SELECT \(start.place.node) AS s, \(start.place.node) AS t FROM \(start.from)"
            + SQLWriter.filter([isAsked, isWanted(start.place.node)])
        return repetition.upperBound == 0 ? itself : "\(itself) UNION ALL \(reached)"
    }

    /// Each edge of a step as a pair.
    private mutating func singlePairs(
        _ step: BoundStep, _ inner: BoundCondition, among starts: String? = nil
    ) throws(NotInSQL) -> String {
        var selects: [String] = []
        for alternative in step.alternatives {
            let (edges, from, filter) = try followed(step, alternative, inner)
            let isAsked = starts.map { (filter.isEmpty ? " WHERE " : " AND ") + "\(edges.near) IN (\($0))" } ?? ""
            selects.append("SELECT \(edges.near) AS s, \(edges.far) AS t FROM \(from)\(filter)\(isAsked)")
        }
        return SQLWriter.united(selects)
    }

    // MARK: Repetition

    private mutating func someReached(
        _ step: BoundStep, _ repetition: ClosedRange<Int>, _ inner: BoundCondition, at place: Place
    ) throws(NotInSQL) -> String {
        var parts: [String] = []
        if repetition.lowerBound == 0 { parts.append(try condition(inner, at: place)) }
        if repetition.upperBound > 0 {
            let far = inner.isTrue ? nil : try nodes(of: step.kinds, inner)
            let isWanted = { (end: String) in far.map { "\(end) IN (\($0))" } ?? SQLWriter.yes }
            let found = try reached(step, repetition, among: nil, isWanted: isWanted)
            let alias = nextAlias("p")
            parts.append("\(place.node) IN (SELECT \(alias).s FROM (\(found)) \(alias))")
        }
        return SQLWriter.any(parts, of: place.node)
    }

    /// `SELECT s, t` where `t` is another node than `s`, as wanted, and as many steps away as the repetition says, by the
    /// shortest way.
    ///
    /// A walk of so many steps is at most as long as the repetition allows, and none is shorter than it demands. Both are set
    /// operations on pairs; few steps are joins, more are a recursive query that ends because `UNION` knows what it has.
    private mutating func reached(
        _ step: BoundStep, _ repetition: ClosedRange<Int>, among starts: String?, isWanted: (String) -> String
    ) throws(NotInSQL) -> String {
        let single = try singlePairs(step, .constant(true))
        var first: String?
        if let starts { first = try singlePairs(step, .constant(true), among: starts) }
        func walks(atMost most: Int) -> String {
            if let first { return self.walks(from: first, over: single, atMost: most, growing: .onwards) }
            let last = nextAlias("p")
            let ends =
                "SELECT \(last).s, \(last).t FROM (\(single)) \(last)" + SQLWriter.filter([isWanted("\(last).t")])
            return self.walks(from: ends, over: single, atMost: most, growing: .backwards)
        }
        let walk = nextAlias("p")
        let within = walks(atMost: repetition.upperBound)
        let filter = SQLWriter.filter(
            ["\(walk).s <> \(walk).t", starts == nil ? SQLWriter.yes : isWanted("\(walk).t")])
        let reached = "SELECT DISTINCT \(walk).s, \(walk).t FROM (\(within)) \(walk)\(filter)"
        guard repetition.lowerBound > 1 else { return reached }
        return "\(reached) EXCEPT (\(walks(atMost: repetition.lowerBound - 1)))"
    }
}

extension BoundCondition {
    /// Whether it asks for the node's own columns, so that a join brings them in at once.
    fileprivate var readsColumns: Bool {
        switch self {
        case .property(let lookup, _): lookup.role == nil && !lookup.isMany
        case .all(let parts), .either(let parts): parts.contains(where: \.readsColumns)
        case .not(let inner): inner.readsColumns
        case .value, .absent, .comparison: true
        case .constant, .kind, .named, .member, .memberOf, .namedAs, .some, .edge, .source: false
        }
    }
}
