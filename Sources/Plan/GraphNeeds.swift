import Graph

/// The kinds and relations that a bound query looks at: what must be at hand to answer it where the graph is elsewhere.
package struct GraphNeeds: Sendable {
    package private(set) var kinds = KindSet()
    package private(set) var relations: Set<RelationID> = []
    private let schema: Schema

    package init(_ schema: Schema) { self.schema = schema }

    /// Of everything.
    package init(everythingOf schema: Schema) {
        self.init(schema)
        kinds = KindSet(schema.kinds.indices)
        relations = Set(schema.relations.indices)
    }

    package mutating func add(_ more: KindSet) { kinds = kinds.union(more) }

    /// A kind and its sub-kinds.
    package mutating func add(kind: KindID) { add(KindSet(schema.subtree(of: kind))) }

    /// What a search for paths may run through.
    package mutating func add(_ search: BoundPathSearch) {
        add(search.from)
        add(search.to)
        search.columns.forEach { add($0) }
        for relation in search.relations { addWhole(relation) }
    }

    package mutating func add(_ query: BoundQuery) {
        switch query.source {
        case .scan(let scan):
            add(scan.kinds)
            (scan.filters + (scan.seek.map { [$0] } ?? [])).forEach { add($0) }
        case .search(let search): add(search.kinds)
        case .nodes: break
        case .query(let inner): add(inner)
        }
        (query.stages + query.groupStages).forEach { add($0) }
        query.grouping?.keys.forEach { add($0) }
        query.columns.forEach { add($0) }
        if let pivot = query.pivot {
            add(pivot.column)
            pivot.cells.forEach { add($0) }
            pivot.stages.forEach { add($0) }
        }
    }

    private mutating func add(_ stage: Stage) {
        switch stage {
        case .filter(let condition): add(condition)
        case .arrow(let path): add(path)
        case .combine(_, let query): add(query)
        case .order(let keys): keys.forEach { add($0.expression) }
        case .top(_, let keys): keys.forEach { add($0) }
        case .slice, .totals: break
        }
    }

    private mutating func add(_ column: BoundColumn) {
        add(column.expression)
        column.shape?.forEach { add($0) }
    }

    private mutating func add(_ condition: BoundCondition) {
        switch condition {
        case .constant, .kind, .property, .named, .member, .source: break
        case .all(let parts), .either(let parts): parts.forEach { add($0) }
        case .not(let inner): add(inner)
        case .memberOf(let query), .namedAs(_, let query): add(query)
        case .some(let step, let inner, _):
            add(step)
            add(inner)
        case .edge(let step, _, _): add(step)
        case .value(let expression, _), .absent(let expression): add(expression)
        case .comparison(let left, _, let right):
            add(left)
            add(right)
        }
    }

    private mutating func add(_ step: BoundStep) {
        step.alternatives.forEach { relations.insert($0.relation) }
        add(step.kinds)
        [step.condition, step.ends, step.links].forEach { if let condition = $0 { add(condition) } }
    }

    private mutating func add(_ path: BoundPath) { path.steps.forEach { add($0) } }

    package mutating func add(_ expression: BoundExpression) {
        switch expression.kind {
        case .literal, .key, .heading, .route, .given, .ranked(.score), .ranked(.snippet): break
        case .path(let path), .rowAggregate(_, let path), .ways(let path): add(path)
        case .ranked(.similarity(let conditions)): conditions.forEach { add($0.path) }
        case .ranked(.matched(let matches)): matches.forEach { add($0.path) }
        case .arithmetic(_, let left, let right):
            add(left)
            add(right)
        case .negated(let inner), .converted(let inner, _), .share(let inner), .part(_, let inner): add(inner)
        case .groupAggregate(_, let inner): if let inner { add(inner) }
        case .function(_, let arguments): arguments.forEach { add($0) }
        case .choice(let condition, let first, let second):
            add(condition)
            add(first)
            if let second { add(second) }
        case .measure(let measure):
            add(measure.kinds)
            measure.steps.forEach { addWhole($0.relation) }
        case .counted(let query, _): add(query)
        }
    }

    /// A relation with everything that may stand at its ends.
    private mutating func addWhole(_ relation: RelationID) {
        relations.insert(relation)
        for ends in schema.relations[relation].ends {
            for list in [ends.from, ends.to] {
                if list.isEmpty { add(KindSet(schema.kinds.indices)) }
                list.forEach { add(kind: $0) }
            }
        }
    }
}
