import Graph
import Plan

/// Compiles bound queries to SQL: how much of them the tables of `Mapping` can be asked for, and what is left to do.
///
/// A statement gives the ordinals of rows, in order, after as many stages as could be written, and beside them what is counted at
/// each row; the local engine goes on from there: further stages, and the cells of columns. If all stages could be written, it
/// gives the groups of the rows with their aggregates, or their number, instead. So whatever the statement can't say is still
/// answered exactly, and every cell is made by the code that makes it locally.
package struct SQLCompiler: Sendable {
    private let mapping: Mapping
    private let ordinal: @Sendable (NodeID) -> Int64?

    /// - Parameter ordinal: of nodes that a query names, such as those of `it`; nil if it isn't in the tables.
    package init(_ mapping: Mapping, ordinal: @escaping @Sendable (NodeID) -> Int64?) {
        self.mapping = mapping
        self.ordinal = ordinal
    }

    /// The query must be as bound, or after any pass of the planner.
    ///
    /// - Parameter keepingRows: whether the rows themselves are wanted, also of what is grouped or counted.
    package func compile(_ query: BoundQuery, keepingRows: Bool = false) -> CompiledQuery {
        var writer = SQLWriter(mapping, ordinal: ordinal)
        var rest = query
        // What narrows a scan is a stage here, so that each condition can go to the server or stay by itself.
        if case .scan(var scan) = rest.source {
            let conditions = (scan.seek.map { [$0] } ?? []) + scan.filters
            scan.seek = nil
            scan.filters = []
            rest.source = .scan(scan)
            rest.stages = conditions.map(Stage.filter) + rest.stages
        }
        var rows: SQLWriter.Rows
        do throws(NotInSQL) {
            rows = try writer.start(of: rest)
            if let alias = rest.alias { writer.aliases[alias] = rows.place.node }
        } catch {
            return compiledSource(of: query, error)
        }
        var reasons: [NotInSQL] = []
        while let stage = rest.stages.first, reasons.isEmpty {
            let before = writer
            do throws(NotInSQL) {
                try writer.apply(stage, of: rest, to: &rows)
                rest.stages.removeFirst()
            } catch {
                writer = before
                reasons.append(error)
            }
        }
        if !reasons.isEmpty, case .filter(let condition)? = rest.stages.first {
            rest.stages[0] = .filter(narrow(&rows, by: condition, of: rest, &writer))
        }
        if query.countsRows, !keepingRows, rest.stages.isEmpty, rest.grouping == nil {
            let text = "SELECT count(*) FROM (\(writer.select(rows, isOrdered: rows.slice != nil))) n"
            return CompiledQuery(statement: writer.statement(text), gives: .count, rest: nil, reasons: [])
        }
        rest.source = .nodes([])
        if !keepingRows, rest.stages.isEmpty, let groups = groups(of: rows, rest, writer) { return groups }
        let (text, valueCount) = writer.select(rows, givingValuesTo: &rest)
        return CompiledQuery(
            statement: writer.statement(text), gives: .rows(valueCount: valueCount), rest: rest, reasons: reasons)
    }

    /// The groups of the rows; nil if the server can't make them as they are made here, or the rows are wanted as well.
    private func groups(of rows: SQLWriter.Rows, _ query: BoundQuery, _ writer: SQLWriter) -> CompiledQuery? {
        guard query.grouping != nil, query.pivot == nil, !query.cites else { return nil }
        var (writer, query) = (writer, query)
        do throws(NotInSQL) {
            let (text, columns) = try writer.groups(of: rows, &query)
            return CompiledQuery(statement: writer.statement(text), gives: .groups(columns), rest: query, reasons: [])
        } catch {
            return nil
        }
    }

    /// A query of which not even the source can be asked there; of a query in brackets the inner one may be.
    private func compiledSource(of query: BoundQuery, _ reason: NotInSQL) -> CompiledQuery {
        guard case .query(let inner) = query.source, inner.grouping == nil else {
            return CompiledQuery(statement: nil, gives: .rows(valueCount: 0), rest: query, reasons: [reason])
        }
        var bare = inner
        bare.countsRows = false
        // What is around it looks at the rows, and at none of its values.
        bare.columns = []
        var compiled = compile(bare, keepingRows: true)
        guard compiled.statement != nil, let innerRest = compiled.rest else {
            return CompiledQuery(statement: nil, gives: .rows(valueCount: 0), rest: query, reasons: [reason])
        }
        var rest = query
        rest.source = .query(innerRest)
        compiled.rest = rest
        return compiled
    }

    /// Asks those parts of a condition that can be asked; gives what is left of it.
    private func narrow(
        _ rows: inout SQLWriter.Rows, by condition: BoundCondition, of query: BoundQuery, _ writer: inout SQLWriter
    ) -> BoundCondition {
        var left: [BoundCondition] = []
        for part in condition.conjuncts {
            let before = writer
            let rowsBefore = rows
            do throws(NotInSQL) {
                try writer.filter(&rows, part, query.alias)
            } catch {
                writer = before
                rows = rowsBefore
                left.append(part)
            }
        }
        return .conjunction(left)
    }
}

/// What a query has become: a statement for the server, and what the local engine does with its result.
package struct CompiledQuery: Sendable {
    package enum Result: Sendable {
        /// The ordinals of the rows' nodes, in order, and behind each as many values, which are numbers.
        case rows(valueCount: Int)
        /// One row with the number of rows.
        case count
        /// Groups, in no order.
        case groups(GroupColumns)
    }

    /// nil if not even the nodes that the query begins with can be asked for; then all of the query is left.
    package var statement: SQLStatement?
    package var gives: Result
    /// The query from there on: stages, groups and columns, whose source is to be replaced by the nodes that the statement gave
    /// (`resumed(with:)`). nil if nothing is left.
    package var rest: BoundQuery?
    /// Why stages were left; empty if all rows are the server's.
    package var reasons: [NotInSQL]

    /// The query that goes on from the nodes that the statement gave.
    package func resumed(with nodes: [NodeID]) -> BoundQuery? { rest.map { $0.resumed(with: nodes) } }
}

extension BoundQuery {
    fileprivate func resumed(with nodes: [NodeID]) -> BoundQuery {
        var query = self
        if case .query(let inner) = source {
            query.source = .query(inner.resumed(with: nodes))
        } else {
            query.source = .nodes(nodes)
        }
        return query
    }
}
