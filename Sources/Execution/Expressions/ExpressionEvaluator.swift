import Graph
import Plan
import Text

/// What an expression is evaluated at.
enum Row {
    case node(NodeID)
    /// A group of `group by`: the values of its keys and its roots, which are a part of one array of all groups' roots.
    case group(keys: [Value], members: ArraySlice<NodeID>)
    /// A row of a pivot: the values of its keys, and for each column the roots that have its value.
    case pivoted(keys: [Value], parts: [[NodeID]])
    /// What `path` found.
    case route(FoundRoute)
}

/// Evaluates expressions row by row. It serves the columns of an answer, and conditions that no filter answers for a batch.
final class ExpressionEvaluator {
    let context: ExecutionContext
    private let walker: PathWalker
    private let ways: WayCounter
    private var totals: [Int: Value] = [:]
    /// By the place where each was written.
    private var measures: [Int: MeasureValues] = [:]
    /// The records of the cell that is being made, those within others counted too.
    private var records = 0
    private var isInShape = false
    /// Conditions of `if(…)` by where they were written, so that what they found once serves every row.
    private var conditions: [Range<Int>: any NodeFilter] = [:]
    private var lastColumn: ColumnAggregate?

    init(_ context: ExecutionContext) {
        self.context = context
        walker = PathWalker(context)
        ways = WayCounter(context)
    }

    /// All values, missing ones left out.
    func values(of expression: BoundExpression, at row: Row) throws(ExecutionError) -> [Value] {
        switch expression.kind {
        case .literal(let value): return [value]
        case .path(let path): return try values(of: path, at: row)
        case .rowAggregate(.count, let path):
            if let count = try countOfEnds(of: path, at: row) { return [.number(Double(count))] }
            return [.number(Double(try values(of: path, at: row).count))]
        case .rowAggregate(let aggregate, let path):
            return present(try aggregated(aggregate, over: values(of: path, at: row), path, expression.range))
        case .groupAggregate(let aggregate, let argument):
            return present(try groupAggregated(aggregate, argument, row, expression.range))
        case .key(let place):
            return present(row.keys[place])
        case .negated(let inner):
            return try single(inner, row).map { value throws(ExecutionError) in
                try calculate(.subtract, .number(0), value, zeroTakesUnit: true, at: expression.range)
            }.map(present) ?? []
        case .arithmetic(let operation, let left, let right):
            guard let left = try single(left, row), let right = try single(right, row) else { return [] }
            return present(try calculate(operation, left, right, zeroTakesUnit: false, at: expression.range))
        case .converted(let inner, let unit):
            var result: [Value] = []
            for value in try values(of: inner, at: row) {
                result.append(try converted(value, to: unit, at: expression.range))
            }
            return result
        case .function(let function, let arguments):
            return try values(of: function, arguments, at: row, expression.range)
        case .choice(let condition, let first, let second):
            if try holds(condition, row, expression.range) { return try values(of: first, at: row) }
            return try second.map { second throws(ExecutionError) in try values(of: second, at: row) } ?? []
        case .ranked(let ranked): return try values(of: ranked, at: row)
        case .share(let part): return present(try share(part, row, expression.range))
        case .measure(let measure):
            guard case .node(let node) = row else { return [] }
            return try known(measure, expression.range).value(at: node).map { [.number($0)] } ?? []
        case .ways(let path):
            guard let start = start(of: path, row) else { return [] }
            return [.number(try ways.count(of: path, from: start))]
        case .part(let place, let inner):
            guard case .pivoted(let keys, let parts) = row else { return [] }
            return try values(of: inner, at: .group(keys: keys, members: parts[place][...]))
        case .counted(let query, let number):
            return [.number(Double(try context.count(of: query, number: number)))]
        case .heading: preconditionFailure("A pivot's order resolves its headings")
        case .route(let part):
            guard case .route(let route) = row else { return [] }
            return part.values(of: route, context.graph)
        case .given(let place):
            guard case .node(let node) = row, let value = context.given[place][node] else { return [] }
            return [value]
        }
    }

    private func known(_ measure: RelationMeasure, _ range: Range<Int>) throws(ExecutionError) -> MeasureValues {
        if let known = measures[range.lowerBound] { return known }
        let found = try context.values(of: measure)
        measures[range.lowerBound] = found
        return found
    }

    /// What a cell shows: a list where the path may have several ends, otherwise the value or `.missing`.
    func cell(of column: BoundColumn, at row: Row) throws(ExecutionError) -> Value {
        if let shape = column.shape {
            let outer = records
            if !isInShape { records = 0 }
            let wasInShape = isInShape
            isInShape = true
            defer {
                isInShape = wasInShape
                if !wasInShape { records = outer }
            }
            return try shaped(column.expression, shape, row)
        }
        let values = try values(of: column.expression, at: row)
        if case .list? = values.first { return values.first ?? .missing }
        if column.expression.isList { return .list(values) }
        return values.first ?? .missing
    }

    private func values(
        of function: Function, _ arguments: [BoundExpression], at row: Row, _ range: Range<Int>
    ) throws(ExecutionError) -> [Value] {
        guard let first = arguments.first else { return [] }
        if function.isOfAll {
            var all: [[Value]] = []
            for argument in arguments { all.append(try values(of: argument, at: row)) }
            return function.applied(toAll: all)
        }
        var further: [Value] = []
        for argument in arguments.dropFirst() {
            guard let value = try single(argument, row) else { return [] }
            further.append(value)
        }
        var result: [Value] = []
        for value in try values(of: first, at: row) { result += try function.applied(value, further, at: range) }
        return result
    }

    /// Whether a condition holds at a row of nodes or of groups.
    private func holds(_ condition: BoundCondition, _ row: Row, _ range: Range<Int>) throws(ExecutionError) -> Bool {
        switch row {
        case .node(let node):
            let filter = conditions[range] ?? condition.prepared(context)
            if !condition.usesAlias { conditions[range] = filter }
            return try !filter.filter([node]).isEmpty
        case .group, .pivoted: return try !GroupFilter(condition, context).filter([row]).isEmpty
        case .route: return false
        }
    }

    private func present(_ value: Value) -> [Value] { value == .missing ? [] : [value] }

    /// The one value; nil if there is none.
    private func single(_ expression: BoundExpression, _ row: Row) throws(ExecutionError) -> Value? {
        let values = try values(of: expression, at: row)
        if values.count > 1 { throw .severalValues(count: values.count, at: expression.range) }
        return values.first
    }
}

// MARK: - Paths

extension ExpressionEvaluator {
    private func start(of path: BoundPath, _ row: Row) -> NodeID? {
        switch (path.start, row) {
        case (.alias(let number), _): context.aliases[number]
        case (.current, .node(let node)): node
        case (.current, .group), (.current, .pivoted), (.current, .route): nil
        }
    }

    /// The nodes at the end of a path from a node.
    func ends(of path: BoundPath, from node: NodeID) throws(ExecutionError) -> [NodeID] {
        try walker.ends(of: path, from: node).map(\.node)
    }

    /// How many ends a path has, if they can be counted without being made.
    private func countOfEnds(of path: BoundPath, at row: Row) throws(ExecutionError) -> Int? {
        guard case .nodes = path.end, !path.steps.isEmpty, !path.usesAlias, let start = start(of: path, row) else {
            return nil
        }
        return try walker.countOfEnds(of: path, from: start)
    }

    func values(of path: BoundPath, at row: Row) throws(ExecutionError) -> [Value] {
        guard let start = start(of: path, row) else { return [] }
        // A property of the row itself, as most are.
        if path.steps.isEmpty, case .property(let lookup) = path.end {
            try context.spend(1)
            return values(of: lookup, at: start)
        }
        let ends = try walker.ends(of: path, from: start)
        return ends.flatMap { values(at: $0, path.end) }
    }

    private func values(at end: PathEnd, _ what: BoundPath.End) -> [Value] {
        let graph = context.graph
        switch what {
        case .nodes:
            return [.node(graph.reference(to: end.node, confidence: end.confidence))]
        case .kind:
            return [.text(graph.schema.kinds[graph.kind(of: end.node)].name)]
        case .property(let lookup):
            return values(of: lookup, at: end.node)
        case .sourcePart(let lookup, let part):
            return values(of: lookup, at: end.node).compactMap(part.value)
        case .edge(let lookup):
            guard let edge = end.edge ?? context.edge.map({ ($0.relation, $0.number) }),
                let slot = lookup.slots[edge.relation]
            else { return [] }
            return graph.values(ofEdge: edge.number, edge.relation, slot)
        }
    }

    private func values(of lookup: PropertyLookup, at node: NodeID) -> [Value] {
        lookup.slot(of: context.graph.kind(of: node)).map { context.graph.values(of: node, $0) } ?? []
    }

    /// One record for each end of the expression's path.
    private func shaped(_ expression: BoundExpression, _ shape: [BoundColumn], _ row: Row) throws(ExecutionError)
        -> Value
    {
        guard case .path(let path) = expression.kind, let start = start(of: path, row) else { return .list([]) }
        var records: [Value] = []
        for end in try walker.ends(of: path, from: start) {
            try countRecord(at: expression.range)
            var fields: [Value.Field] = []
            for column in shape { fields.append(Value.Field(name: column.name, value: try cell(of: column, at: end))) }
            records.append(.record(fields))
        }
        return .list(records)
    }

    private func countRecord(at range: Range<Int>) throws(ExecutionError) {
        records += 1
        if records % batchSize == 0 { try context.check() }
        let limit = context.limits[.records]
        if records > limit { throw .limitMet(.records, limit, at: range) }
    }

    /// A cell of a shape, where `@p` is about the edge that led to the node.
    private func cell(of column: BoundColumn, at end: PathEnd) throws(ExecutionError) -> Value {
        guard case .path(let path) = column.expression.kind, path.steps.isEmpty, case .edge = path.end else {
            let edge = end.edge.map { FollowedEdge(relation: $0.relation, number: $0.number) }
            return try context.with(edge: edge) { () throws(ExecutionError) in
                try cell(of: column, at: .node(end.node))
            }
        }
        let values = values(at: end, path.end)
        return path.isList ? .list(values) : values.first ?? .missing
    }
}

// MARK: - Aggregates

extension ExpressionEvaluator {
    /// The value at the row by the value over the roots of all groups, each counted once; missing if that is zero.
    private func share(_ part: BoundExpression, _ row: Row, _ range: Range<Int>) throws(ExecutionError) -> Value {
        guard let value = try single(part, row) else { return .missing }
        let known = totals[range.lowerBound]
        let all = try known ?? single(part, .group(keys: row.keys, members: context.groupedRoots[...])) ?? .missing
        totals[range.lowerBound] = all
        return all == .missing ? .missing : try calculate(.divide, value, all, zeroTakesUnit: false, at: range)
    }

    private func aggregated(
        _ aggregate: Aggregate, over values: [Value], _ path: BoundPath, _ range: Range<Int>
    ) throws(ExecutionError) -> Value {
        aggregate == .count ? .number(Double(values.count)) : try aggregate.applied(to: values, at: range)
    }

    /// `sum(value), avg(value)` of one group go through its column once.
    private func columnValue(
        _ aggregate: Aggregate, _ argument: BoundExpression, _ members: ArraySlice<NodeID>
    ) -> Value? {
        if lastColumn?.isOf(argument, members) != true { lastColumn = ColumnAggregate(argument, members, context) }
        return lastColumn?.value(of: aggregate)
    }

    /// Over the roots of a group; each root counts once, whatever number of values it has.
    private func groupAggregated(
        _ aggregate: Aggregate, _ argument: BoundExpression?, _ row: Row, _ range: Range<Int>
    ) throws(ExecutionError) -> Value {
        guard case .group(_, let members) = row else { return .missing }
        guard let argument else { return .number(Double(members.count)) }
        if case .path(let path) = argument.kind, !path.steps.isEmpty {
            let values = try distinctValues(of: path, over: members)
            return aggregate == .count ? .number(Double(values.count)) : try aggregate.applied(to: values, at: range)
        }
        if let value = columnValue(aggregate, argument, members) { return value }
        var values: [Value] = []
        var counted = 0
        for (place, member) in members.enumerated() {
            if place % batchSize == 0 { try context.check() }
            let found = try context.with(alias: context.rowAlias, member) { () throws(ExecutionError) in
                try self.values(of: argument, at: .node(member))
            }
            if !found.isEmpty { counted += 1 }
            values += found
        }
        return aggregate == .count ? .number(Double(counted)) : try aggregate.applied(to: values, at: range)
    }
}

extension ExpressionEvaluator {
    /// The values at the distinct ends of a path from any of the nodes, however the paths fan out.
    private func distinctValues(of path: BoundPath, over nodes: ArraySlice<NodeID>) throws(ExecutionError) -> [Value] {
        var seen: Set<NodeID> = []
        var values: [Value] = []
        for (place, node) in nodes.enumerated() {
            if place % batchSize == 0 { try context.check() }
            let ends = try context.with(alias: context.rowAlias, node) { () throws(ExecutionError) in
                try walker.ends(of: path, from: node)
            }
            for end in ends where seen.insert(end.node).inserted { values += self.values(at: end, path.end) }
        }
        return values
    }
}

extension BoundExpression {
    /// Whether a cell of this is a list even if it has one value.
    package var isList: Bool {
        switch kind {
        case .path(let path): path.isList
        case .converted(let inner, _): inner.isList
        case .function(.split, _): true
        case .function(let function, let arguments):
            function == .coalesce
                ? arguments.contains(where: \.isList) : !function.isOfAll && arguments.first?.isList ?? false
        case .choice(_, let first, let second): first.isList || second?.isList ?? false
        case .part(_, let inner): inner.isList
        case .ranked(.matched): true
        case .route(let part): part == .nodes || part == .relations
        case .groupAggregate(let aggregate, _), .rowAggregate(let aggregate, _): aggregate == .list
        case .literal, .arithmetic, .negated, .key, .share, .measure, .ways, .ranked, .counted, .heading, .given: false
        }
    }
}
