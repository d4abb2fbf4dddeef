import Diagnostics
import Execution
import Graph
import Plan
import Syntax
import Text

/// A bound query, and the kinds that its roots may be of.
package struct BoundStatement: Sendable {
    package var query: BoundQuery
    package var kinds: KindSet
    /// The defined queries that it calls, by themselves or within others.
    var calls: [NamedQuery] = []
    /// Columns with a heading, which conditions of a query that narrows it may read.
    var headings: [(name: String, expression: BoundExpression)] = []
    /// What is worth saying of it, whatever it finds.
    package var notes: [Note] = []
}

extension Binder {
    /// Binds a query that stands by itself.
    mutating func bind(_ query: Query) throws(BindingError) -> BoundStatement {
        var bound = try bind(query, aliases: [])
        bound.calls = called
        bound.notes = notes
        return bound
    }

    /// Binds a query within another's condition; it may refer to the aliases around it.
    mutating func subquery(
        _ query: Query, _ scope: Scope, of word: String = "in"
    ) throws(BindingError) -> BoundQuery {
        let bound = try bind(query, aliases: scope.aliases).query
        if bound.grouping != nil { throw .notAfterGroup(word, at: query.range) }
        return bound
    }

    private mutating func bind(_ query: Query, aliases: [Scope.Alias]) throws(BindingError) -> BoundStatement {
        if let whole = try callAlone(query) { return whole }
        let outerSimilarities = similarities
        similarities = []
        let outerRanked = firstRanked
        firstRanked = nil
        let outerMatches = matches
        matches = []
        defer { (similarities, firstRanked, matches) = (outerSimilarities, outerRanked, outerMatches) }
        inherited = []
        var (bound, kinds) = try bind(query.source, aliases)
        var scope = Scope(kinds: kinds, aliases: aliases)
        scope.headings = inherited
        if case .search = query.source { addHeadings(ofSearch: query.range, to: &scope) }
        if let alias = query.alias {
            // The rows of a defined query may have a name already, which its columns go on using.
            let number = bound.alias ?? nextAlias()
            bound.alias = number
            scope.aliases.append(Scope.Alias(name: alias.text, number: number, kinds: kinds))
            scope.own = number
        }
        var columns: [BoundColumn]?
        for clause in query.clauses {
            if let chart = bound.chart { throw .chartNotLast(at: chart.range) }
            try bind(clause, &bound, &scope, &columns)
        }
        if let first = firstRanked, !query.clauses.contains(where: \.isOrder) {
            bound.stages.sort(by: similarities, from: first)
        }
        kinds = scope.kinds
        bound.countsRows = query.verb == .count
        if bound.countsRows { columns = [] }
        if let columns {
            bound.columns = columns
        } else if !keepsColumns(query, bound) {
            bound.columns = try defaultColumns(bound, scope)
        }
        if bound.chart == nil, columns == nil, keepsColumns(query, bound), case .query(let narrowed) = bound.source {
            bound.chart = narrowed.chart
        }
        try checkChart(bound)
        return BoundStatement(query: bound, kinds: kinds, headings: scope.headings)
    }

    private mutating func bind(
        _ source: QuerySource, _ aliases: [Scope.Alias]
    ) throws(BindingError) -> (BoundQuery, KindSet) {
        switch source {
        case .search(let sought, let names): return try search(sought, kinds: names)
        case .call(let name, let arguments):
            return try narrowable(try call(name, arguments), name)
        case .query(let inner):
            let bound = try bind(inner, aliases: aliases)
            if bound.query.grouping != nil { throw .notAfterGroup("(", at: inner.range) }
            inherited = []
            return (BoundQuery(source: .query(bound.query)), bound.kinds)
        case .named(let name):
            if let kind = schema.kind(named: name.text) {
                let kinds = closure([kind])
                return (BoundQuery(source: .scan(Scan(kinds: kinds))), kinds)
            }
            if environment.definition(named: name.text) != nil || isBeingCalled(name.text) {
                return try narrowable(try call(name, []), name)
            }
            if let result = environment.result(named: name.text) {
                let nodes = result.nodes.filter(graph.isAlive)
                let found = KindSet(nodes.map { graph.kind(of: $0) })
                return (BoundQuery(source: .nodes(nodes)), nodes.isEmpty ? KindSet(result.kinds) : found)
            }
            if Environment.isLastResult(name.text) { throw .nothingFoundYet(at: name.range) }
            if AnyKind.isMeant(by: name.text) {
                return (BoundQuery(source: .scan(Scan(kinds: allKinds))), allKinds)
            }
            let words =
                schema.kinds.flatMap { [$0.name] + ($0.plural.map { [$0] } ?? []) + $0.aliases }
                + environment.results.keys + environment.definitions.map(\.definition.name.text)
            throw .unknownSource(name.text, nearest: nearestKinds(to: name.text, among: words), at: name.range)
        }
    }

    /// A defined query with clauses behind it, which keep its columns unless they have or need others.
    private mutating func narrowable(
        _ called: BoundStatement, _ name: Name
    ) throws(BindingError) -> (BoundQuery, KindSet) {
        if called.query.grouping != nil { throw .notAfterGroup(name.text, at: name.range) }
        var bound = BoundQuery(source: .query(called.query), columns: called.query.columns)
        bound.alias = called.query.alias
        inherited = called.headings
        return (bound, called.kinds)
    }

    /// Whether the rows are still those of the defined query that the query begins with, so that its columns fit.
    private func keepsColumns(_ query: Query, _ bound: BoundQuery) -> Bool {
        if bound.columns.isEmpty || bound.grouping != nil { return false }
        return !query.clauses.contains { clause in
            switch clause.kind {
            case .arrow, .combine, .group, .pivot: true
            case .filter, .show, .order, .limit, .offset, .cite, .top, .totals, .chart: false
            }
        }
    }

    private mutating func bind(
        _ clause: Clause, _ bound: inout BoundQuery, _ scope: inout Scope, _ columns: inout [BoundColumn]?
    ) throws(BindingError) {
        let isGrouped = bound.grouping != nil
        switch clause.kind {
        case .filter(let condition):
            let condition = try bind(condition, scope)
            if isGrouped {
                bound.groupStages.append(.filter(condition))
            } else {
                bound.stages.append(.filter(condition))
                rank(&bound, &scope, at: clause.range)
            }
        case .arrow(let path):
            if isGrouped { throw .notAfterGroup("->", at: clause.range) }
            let end = try bind(path, scope)
            guard case .nodes = end.path.end else { throw .stepAfterProperty(text(path.range), at: path.range) }
            if let kinds = end.selfKinds { bound.stages.append(.filter(.kind(kinds))) }
            bound.stages.append(.arrow(end.path))
            scope.kinds = end.kinds
            matches = []
            scope.headings = []
            scope.aliases.removeAll { $0.number == bound.alias }
            scope.own = nil
            columns = nil
        case .show(let items):
            columns = try show(items, &bound, &scope)
        case .group(let items):
            if isGrouped { throw .notAfterGroup("group by", at: clause.range) }
            bound.grouping = Grouping(
                keys: try items.mapBound { item throws(BindingError) in try bind(item.expression, scope) })
            scope.keys = items.map { Scope.Key(heading: $0.alias?.text ?? $0.text, text: $0.text) }
            scope.headings = []
            columns = nil
        case .order(let keys) where bound.pivot != nil:
            try order(keys, &bound, scope)
        case .limit(let count) where bound.pivot?.stages.isEmpty == false: bound.pivot?.stages.limit(count)
        case .offset(let count) where bound.pivot?.stages.isEmpty == false: bound.pivot?.stages.offset(count)
        case .order(let keys):
            let keys = try keys.mapBound { key throws(BindingError) in
                if key.expression.literal.map({ !$0.isParameter }) ?? false {
                    throw .constantOrder(text(key.expression.range), at: key.expression.range)
                }
                return BoundOrderKey(expression: try bind(key.expression, scope), descending: key.descending)
            }
            if isGrouped { bound.groupStages.append(.order(keys)) } else { bound.stages.append(.order(keys)) }
        case .limit(let count):
            if isGrouped { bound.groupStages.limit(count) } else { bound.stages.limit(count) }
        case .offset(let count):
            if isGrouped { bound.groupStages.offset(count) } else { bound.stages.offset(count) }
        case .cite:
            bound.cites = true
        case .chart(let shape):
            bound.chart = BoundChart(shape, at: clause.range)
        case .top(let count, let keys):
            let stage = Stage.top(count, per: try keys.mapBound { key throws(BindingError) in try bind(key, scope) })
            if isGrouped { bound.groupStages.append(stage) } else { bound.stages.append(stage) }
        case .totals(let word):
            guard let grouping = bound.grouping, !grouping.keys.isEmpty else {
                throw .totalsOfNoGroups(at: clause.range)
            }
            bound.groupStages.append(.totals(word.text))
        case .pivot(let rows, let column):
            if isGrouped { throw .notAfterGroup("pivot", at: clause.range) }
            columns = try pivot(rows, by: column, &bound, &scope)
        case .combine(let combination, let other):
            if isGrouped { throw .notAfterGroup(text(clause.range), at: clause.range) }
            let other = try bind(other, aliases: scope.aliases)
            if other.query.grouping != nil { throw .notAfterGroup(text(clause.range), at: clause.range) }
            bound.stages.append(.combine(combination.bound, other.query))
            if combination == .union { scope.kinds = scope.kinds.union(other.kinds) }
        }
    }

    /// `find gap(市)` and nothing behind it is the defined query itself, with its columns and groups.
    private mutating func callAlone(_ query: Query) throws(BindingError) -> BoundStatement? {
        guard query.verb == .find, query.alias == nil, query.clauses.isEmpty else { return nil }
        switch query.source {
        case .call(let name, let arguments): return try call(name, arguments)
        case .named(let name) where schema.kind(named: name.text) == nil:
            let isDefined = environment.definition(named: name.text) != nil || isBeingCalled(name.text)
            return isDefined ? try call(name, []) : nil
        case .named, .query, .search: return nil
        }
    }

    // MARK: Columns

    private mutating func show(
        _ items: [ShowItem], _ bound: inout BoundQuery, _ scope: inout Scope
    ) throws(BindingError) -> [BoundColumn] {
        if bound.pivot != nil { return try cells(items, &bound, scope) }
        var itemScope = scope
        itemScope.allowsAggregates = true
        let columns = try self.columns(items, itemScope)
        if bound.grouping == nil, columns.contains(where: \.expression.isGroupAggregate) {
            let field = zip(items, columns).first { !$0.1.expression.isGroupAggregate && !$0.1.expression.isConstant }
            if let field { throw .aggregateBesideField(field.0.text, at: field.0.range) }
            bound.grouping = Grouping(keys: [])
            scope.keys = []
        }
        for (item, column) in zip(items, columns) where item.alias != nil || !item.expression.isPath {
            scope.headings.append((column.name, column.expression))
        }
        return columns
    }

    /// Columns of a `show` or of a shape.
    mutating func columns(_ items: [ShowItem], _ scope: Scope) throws(BindingError) -> [BoundColumn] {
        var columns: [BoundColumn] = []
        for item in items {
            let expression = try bind(item.expression, scope)
            var heading = item.alias?.text ?? item.text
            var copy = 2
            while columns.contains(where: { $0.name == heading }) {
                heading = "\(item.alias?.text ?? item.text)_\(copy)"
                copy += 1
            }
            var column = BoundColumn(name: heading, chineseName: heading, expression: expression)
            if let shape = item.shape { column.shape = try self.shape(shape, of: item, scope) }
            columns.append(column)
        }
        return columns
    }

    private mutating func shape(_ items: [ShowItem], of item: ShowItem, _ scope: Scope) throws(BindingError)
        -> [BoundColumn]
    {
        guard case .path(let path) = item.expression.kind, scope.keys == nil,
            case let end = try bind(path, scope), case .nodes = end.path.end
        else { throw .shapeOfNoRelation(item.text, at: item.expression.range) }
        var inner = scope
        inner.kinds = end.kinds
        inner.own = nil
        inner.isOfRows = false
        inner.edge = end.path.steps.last?.alternatives ?? []
        inner.headings = []
        inner.allowsAggregates = false
        return try columns(items, inner)
    }

    /// The columns of an answer without `show`: those of the kind, or the keys of a grouping and the number of rows in each.
    private mutating func defaultColumns(_ bound: BoundQuery, _ scope: Scope) throws(BindingError) -> [BoundColumn] {
        if let grouping = bound.grouping, let keys = scope.keys {
            let keyColumns = keys.enumerated().map { place, key in
                BoundColumn(
                    name: key.heading, chineseName: key.heading,
                    expression: BoundExpression(.key(place), at: grouping.keys[place].range))
            }
            let count = BoundExpression(.groupAggregate(.count, nil), at: 0..<0)
            return keyColumns + [BoundColumn(name: "count", chineseName: "计数", expression: count)]
        }
        return scope.isSearch ? columns(ofSearch: scope.kinds) : try columns(ofKinds: scope.kinds)
    }

    private func columns(ofKinds kinds: KindSet) throws(BindingError) -> [BoundColumn] {
        let common = kinds.members.first { top in kinds.isSubset(of: closure([top])) }
        let line = common.map { [$0] + ancestors(of: $0) } ?? []
        let texts =
            line.lazy.compactMap { schema.kinds[$0].columns }.first
            ?? (common == nil ? ["kind", "name", "source"] : ["name"])
        let written = "find x show " + texts.joined(separator: ", ")
        guard let items = showItems(of: written) else { return [] }
        var binder = Binder(graph: graph, environment: environment, source: Array(written.utf8))
        return try binder.columns(items, Scope(kinds: kinds)).map { column in
            var column = column
            column.chineseName = binder.chineseName(of: column)
            return column
        }
    }

    private func ancestors(of kind: KindID) -> [KindID] {
        schema.kinds[kind].parent.map { [$0] + ancestors(of: $0) } ?? []
    }

    private func showItems(of text: String) -> [ShowItem]? {
        var parser = Parser(Array(text.utf8))
        guard case .query(let query)? = (try? parser.next())?.kind, case .show(let items)? = query.clauses.first?.kind
        else { return nil }
        return items
    }

    /// The first Chinese name of the property or relation that a default column shows.
    private func chineseName(of column: BoundColumn) -> String {
        guard case .path(let path) = column.expression.kind else { return column.name }
        let words: [String]
        switch path.end {
        case .property(let lookup), .sourcePart(let lookup, _):
            let kind = lookup.slots.firstIndex { $0 >= 0 } ?? 0
            let property = schema.kinds[kind].properties[lookup.slots[kind]]
            let isFurtherName = !isSameName(property.name, column.name)
            words = isFurtherName ? property.aliases.drop { !isSameName($0, column.name) }.map { $0 } : property.aliases
        case .nodes:
            guard let step = path.steps.last?.alternatives.first else { return column.name }
            let relation = schema.relations[step.relation]
            words = step.direction == .forward ? relation.forwardAliases : relation.inverseAliases
        case .kind: return "种类"
        case .edge: return column.name
        }
        return words.first { !$0.utf8.allSatisfy { $0 < 0x80 } } ?? column.name
    }
}

extension Array {
    /// `map` for a body that throws a binding error.
    fileprivate func mapBound<Result>(_ body: (Element) throws(BindingError) -> Result) throws(BindingError) -> [Result]
    {
        var results: [Result] = []
        for element in self { results.append(try body(element)) }
        return results
    }
}

extension [Stage] {
    /// `offset 20 limit 10` and `limit 10 offset 20` mean the same.
    mutating func limit(_ count: Int) {
        if case .slice(let offset, nil)? = last {
            self[endIndex - 1] = .slice(offset: offset, limit: count)
        } else {
            append(.slice(offset: 0, limit: count))
        }
    }

    mutating func offset(_ count: Int) {
        if case .slice(0, let limit)? = last {
            self[endIndex - 1] = .slice(offset: count, limit: limit)
        } else {
            append(.slice(offset: count, limit: nil))
        }
    }
}

extension SetOperator {
    fileprivate var bound: Combination {
        switch self {
        case .union: .union
        case .intersect: .intersect
        case .except: .except
        }
    }
}

extension Clause {
    fileprivate var isOrder: Bool { if case .order = kind { true } else { false } }
}

extension Expression {
    fileprivate var isPath: Bool { if case .path = kind { true } else { false } }
}
