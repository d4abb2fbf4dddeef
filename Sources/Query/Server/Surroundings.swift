import Graph
import Plan
import Postgres
import SQL

/// Fetches what a query looks at from its rows on: their nodes, and whatever stands along and at the end of its paths.
///
///     find counties show name, develops.concerned_by[proposal].title
///     the rows ─ edges of develops from them ─ edges of concerns to these, from proposals ─ these proposals
///
/// Each step is asked for all nodes at once. What a query asks besides its rows (`in (find …)`, `pagerank(cites)`) is fetched
/// whole.
struct Surroundings {
    private let mapping: Mapping
    private let connection: PostgresConnection
    /// What is fetched stands here, beside what was there before.
    private(set) var copy: PartialCopy
    private var nodes: Set<Int64> = []
    private var edges: Set<Int64> = []
    private var walked: [Walk: [Int64: [Int64]]] = [:]
    private var rowsOfAlias: [Int: Set<Int64>] = [:]
    private var needs: GraphNeeds

    /// One direction of a relation, to nodes of some kinds.
    private struct Walk: Hashable {
        var step: RelationStep
        var kinds: [KindID]
    }

    /// So many nodes are asked about at once.
    private static let mostAtOnce = 20_000

    init(_ mapping: Mapping, beside copy: PartialCopy, over connection: PostgresConnection) {
        self.mapping = mapping
        self.copy = copy
        self.connection = connection
        needs = GraphNeeds(mapping.schema)
    }

    /// Fetches what a query, which goes on from these rows, looks at.
    mutating func fetch(_ query: BoundQuery, from rows: [Int64]) throws(ServerError) {
        try visit(query, at: Set(rows))
        if query.cites { try fetchCitedDocuments() }
        try copy.fetch(kinds: needs.kinds, relations: needs.relations, over: connection)
    }

    /// Fetches what a query looks at that goes on from groups: the keys of roots whose groups have the same first root, and what
    /// stands behind the grouping.
    mutating func fetchGroups(of query: BoundQuery, sharing roots: Set<Int64>) throws(ServerError) {
        try fetchNodes(roots)
        if let alias = query.alias { rowsOfAlias[alias] = roots }
        for key in query.grouping?.keys ?? [] { try visit(key, at: roots) }
        for stage in query.groupStages { _ = try visit(stage, at: []) }
        for column in query.columns { try visit(column, at: []) }
        try copy.fetch(kinds: needs.kinds, relations: needs.relations, over: connection)
    }

    private mutating func visit(_ query: BoundQuery, at rows: Set<Int64>) throws(ServerError) {
        var rows = rows
        try fetchNodes(rows)
        if case .query(let inner) = query.source { try visit(inner, at: rows) }
        for stage in query.stages {
            if let alias = query.alias { rowsOfAlias[alias] = rows }
            rows = try visit(stage, at: rows)
        }
        if let alias = query.alias { rowsOfAlias[alias] = rows }
        for key in query.grouping?.keys ?? [] { try visit(key, at: rows) }
        for stage in query.groupStages { _ = try visit(stage, at: rows) }
        for column in query.columns { try visit(column, at: rows) }
        guard let pivot = query.pivot else { return }
        try visit(pivot.column, at: rows)
        for cell in pivot.cells { try visit(cell, at: rows) }
        for stage in pivot.stages { _ = try visit(stage, at: rows) }
    }

    /// Fetches nodes with all that is said of them, their edges and what stands at the other ends.
    mutating func fetchEverything(about nodes: Set<Int64>) throws(ServerError) {
        try fetchNodes(nodes)
        for relation in mapping.schema.relations.indices {
            for direction in Direction.allCases {
                let step = RelationStep(relation: relation, direction: direction)
                try fetchNodes(try ends(of: step, Array(mapping.schema.kinds.indices), from: nodes))
            }
        }
    }

    /// Fetches the documents that the sources of all that was fetched name, for their titles.
    private mutating func fetchCitedDocuments() throws(ServerError) {
        guard let document = mapping.schema.kind(named: "document") else { return }
        var ids: Set<String> = []
        for (table, column, ordinals) in [("zk_node_source", "n", nodes), ("zk_edge_source", "e", edges)] {
            try ask("SELECT DISTINCT document FROM \(table) WHERE \(column)", among: ordinals) { row in
                if let id = row.text(0) { ids.insert(id) }
            }
        }
        var found: Set<Int64> = []
        for id in ids {
            let ranges = Self.condition(on: "n", mapping.schema.subtree(of: document), mapping)
            try copy.ask(
                "SELECT n FROM zk_name WHERE role = 0 AND text = $1 AND (\(ranges))", [id], over: connection
            ) { row in
                if let number = row.number(0) { found.insert(number) }
            }
        }
        try fetchNodes(found)
    }

    // MARK: Fetching

    mutating func fetchNodes(_ wanted: Set<Int64>) throws(ServerError) {
        let fresh = wanted.subtracting(nodes)
        nodes.formUnion(fresh)
        for (kind, ordinals) in Dictionary(grouping: fresh, by: { mapping.kind(of: $0) }) {
            guard let kind, !copy.kinds.contains(kind) else { continue }
            let ordinals = Set(ordinals)
            try fetchRows(.nodes(kind), "n", among: ordinals)
            try fetchRows(.names, "role = 2 AND n", among: ordinals)
            try fetchRows(.nodeSources, "n", among: ordinals)
            for slot in mapping.schema.kinds[kind].properties.indices {
                try fetchRows(.nodeValues(kind, slot), "n", among: ordinals)
            }
        }
    }

    private mutating func fetchRows(
        _ content: Table.Content, _ column: String, among ordinals: Set<Int64>
    ) throws(ServerError) {
        for part in Self.parts(ordinals) {
            try copy.fetch(content, "\(column) = ANY('{\(part)}'::bigint[])", over: connection)
        }
    }

    private func ask(
        _ text: String, among ordinals: Set<Int64>, row: (PostgresConnection.Row) -> Void
    ) throws(ServerError) {
        for part in Self.parts(ordinals) {
            try copy.ask("\(text) = ANY($1::bigint[])", ["{\(part)}"], over: connection, row: row)
        }
    }

    /// The nodes at the other end of a step, whose edges are fetched.
    private mutating func ends(
        of step: RelationStep, _ kinds: [KindID], from rows: Set<Int64>
    ) throws(ServerError) -> Set<Int64> {
        let walk = Walk(step: step, kinds: kinds)
        let fresh = rows.filter { walked[walk]?[$0] == nil }
        for row in fresh { walked[walk, default: [:]][row] = [] }
        let (near, far) = step.direction == .forward ? ("f", "t") : ("t", "f")
        guard let table = mapping.table(.edges(step.relation)) else { return [] }
        let name = quotedName(table.name)
        let isFar = Self.condition(on: far, kinds, mapping)
        var found: Set<Int64> = []
        var pairs: [(Int64, Int64)] = []
        try ask("SELECT e, \(near), \(far) FROM \(name) WHERE (\(isFar)) AND \(near)", among: Set(fresh)) { row in
            guard let edge = row.number(0), let from = row.number(1), let to = row.number(2) else { return }
            found.insert(edge)
            pairs.append((from, to))
        }
        for (from, to) in pairs { walked[walk, default: [:]][from, default: []].append(to) }
        try fetchEdges(found, step.relation)
        let known = walked[walk] ?? [:]
        return Set(rows.flatMap { known[$0] ?? [] })
    }

    private mutating func fetchEdges(_ wanted: Set<Int64>, _ relation: RelationID) throws(ServerError) {
        let fresh = wanted.subtracting(edges)
        edges.formUnion(fresh)
        guard !copy.relations.contains(relation) else { return }
        try fetchRows(.edges(relation), "e", among: fresh)
        try fetchRows(.edgeSources, "e", among: fresh)
        for slot in mapping.schema.relations[relation].properties.indices {
            try fetchRows(.edgeValues(relation, slot), "e", among: fresh)
        }
    }

    private static func parts(_ ordinals: Set<Int64>) -> [String] {
        let sorted = ordinals.sorted()
        return stride(from: 0, to: sorted.count, by: mostAtOnce).map { start in
            sorted[start..<min(start + mostAtOnce, sorted.count)].map(String.init).joined(separator: ",")
        }
    }

    /// Whether a column has an ordinal of one of the kinds; kinds that stand side by side are one range.
    static func condition(on column: String, _ kinds: [KindID], _ mapping: Mapping) -> String {
        var ranges: [Range<Int64>] = []
        for range in kinds.map({ mapping.ordinals(of: $0) }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = ranges.last, last.upperBound == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        if ranges.isEmpty { return "false" }
        return ranges.map { "\(column) >= \($0.lowerBound) AND \(column) < \($0.upperBound)" }.joined(separator: " OR ")
    }
}

// MARK: - Walking through a query

extension Surroundings {
    /// Gives the rows behind the stage.
    private mutating func visit(_ stage: Stage, at rows: Set<Int64>) throws(ServerError) -> Set<Int64> {
        switch stage {
        case .filter(let condition): try visit(condition, at: rows)
        case .arrow(let path): return try visit(path, at: rows)
        case .order(let keys): for key in keys { try visit(key.expression, at: rows) }
        case .top(_, let keys): for key in keys { try visit(key, at: rows) }
        case .combine(_, let query): needs.add(query)
        case .slice, .totals: break
        }
        return rows
    }

    private mutating func visit(_ column: BoundColumn, at rows: Set<Int64>) throws(ServerError) {
        guard let shape = column.shape else { return try visit(column.expression, at: rows) }
        guard case .path(let path) = column.expression.kind else { return try visit(column.expression, at: rows) }
        let ends = try visit(path, at: rows)
        for inner in shape { try visit(inner, at: ends) }
    }

    @discardableResult
    private mutating func visit(_ path: BoundPath, at rows: Set<Int64>) throws(ServerError) -> Set<Int64> {
        var ends = rows
        if case .alias(let number) = path.start { ends = rowsOfAlias[number] ?? rows }
        for step in path.steps { ends = try follow(step, from: ends) }
        return ends
    }

    private mutating func follow(_ step: BoundStep, from rows: Set<Int64>) throws(ServerError) -> Set<Int64> {
        let kinds = step.kinds.members
        var found: Set<Int64> = []
        var frontier = rows
        var rounds = step.repetition?.upperBound ?? 1
        if step.repetition?.lowerBound == 0 { found = rows }
        while rounds > 0, !frontier.isEmpty {
            var next: Set<Int64> = []
            for alternative in step.alternatives { next.formUnion(try ends(of: alternative, kinds, from: frontier)) }
            frontier = next.subtracting(found)
            found.formUnion(next)
            rounds -= 1
        }
        try fetchNodes(found)
        for condition in [step.condition, step.ends, step.links] {
            if let condition { try visit(condition, at: found) }
        }
        return found
    }

    private mutating func visit(_ condition: BoundCondition, at rows: Set<Int64>) throws(ServerError) {
        switch condition {
        case .constant, .kind, .property, .named, .member, .source: break
        case .memberOf(let query), .namedAs(_, let query): needs.add(query)
        case .all(let parts), .either(let parts): for part in parts { try visit(part, at: rows) }
        case .not(let inner): try visit(inner, at: rows)
        case .some(let step, let inner, _): try visit(inner, at: try follow(step, from: rows))
        case .edge(let step, _, _): _ = try follow(step, from: rows)
        case .value(let expression, _), .absent(let expression): try visit(expression, at: rows)
        case .comparison(let left, _, let right):
            try visit(left, at: rows)
            try visit(right, at: rows)
        }
    }

    private mutating func visit(_ expression: BoundExpression, at rows: Set<Int64>) throws(ServerError) {
        switch expression.kind {
        case .literal, .key, .heading, .route, .given, .ranked(.score), .ranked(.snippet): break
        case .measure, .counted: needs.add(expression)
        case .path(let path), .rowAggregate(_, let path), .ways(let path): try visit(path, at: rows)
        case .ranked(.similarity(let conditions)): for one in conditions { try visit(one.path, at: rows) }
        case .ranked(.matched(let matches)): for one in matches { try visit(one.path, at: rows) }
        case .arithmetic(_, let left, let right):
            try visit(left, at: rows)
            try visit(right, at: rows)
        case .negated(let inner), .converted(let inner, _), .share(let inner), .part(_, let inner):
            try visit(inner, at: rows)
        case .groupAggregate(_, let inner): if let inner { try visit(inner, at: rows) }
        case .function(_, let arguments): for argument in arguments { try visit(argument, at: rows) }
        case .choice(let condition, let first, let second):
            try visit(condition, at: rows)
            try visit(first, at: rows)
            if let second { try visit(second, at: rows) }
        }
    }
}
