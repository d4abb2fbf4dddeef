import Graph
import Plan
import Text

/// The rows of a query. How many there are is known; their cells are made batch by batch.
package struct Answer {
    package let columns: [BoundColumn]
    /// What `it` and `let` stand for: the nodes that the rows are of, before any grouping.
    package let rootSet: NodeSet
    package let rowCount: Int
    /// `chart bar`: how it is to be drawn.
    package private(set) var chart: BoundChart?
    private let rows: [Row]
    private let evaluator: ExpressionEvaluator
    /// By column; nil if the evaluator makes some cells.
    private let readers: [CellReader]?
    private let alias: Int?
    private var position = 0
    /// `cite`: finds the sources of each row, for a further column; nil without `cite`.
    private let citing: CitationCollector?
    private let keys: [BoundExpression]
    /// The rows of an answer that no query gave, such as that of `why`; nil if a query did.
    private let table: Table?
    /// Whether its one row is about all roots.
    private var countsRoots = false

    /// Rows that were made beforehand, and the same ones for people who read Chinese.
    private struct Table {
        var rows: [[Value]]
        var chineseRows: [[Value]]
    }

    init(_ query: BoundQuery, roots: NodeSet, rows: [Row], _ context: ExecutionContext) {
        citing = query.cites ? CitationCollector(context) : nil
        keys = query.grouping?.keys ?? []
        table = nil
        columns = query.columns + (query.cites ? [BoundColumn.citations] : [])
        readers = CellReader.readers(of: columns)
        alias = query.alias
        chart = query.chart
        rootSet = roots
        self.rows = rows
        rowCount = rows.count
        evaluator = ExpressionEvaluator(context)
    }

    /// An answer whose columns are known only when its rows are.
    init(
        _ columns: [BoundColumn], chart: BoundChart?, roots: [NodeID], rows: [Row], _ context: ExecutionContext
    ) {
        self.columns = columns
        self.chart = chart
        readers = nil
        alias = nil
        citing = nil
        keys = []
        table = nil
        rootSet = .list(roots)
        self.rows = rows
        rowCount = rows.count
        evaluator = ExpressionEvaluator(context)
    }

    /// The answer of `count find …`: one row with one number.
    init(counting count: Int, _ query: BoundQuery, roots: NodeSet, _ context: ExecutionContext) {
        var counted = query
        counted.grouping = nil
        let number = BoundExpression(.literal(.number(Double(count))), at: 0..<0)
        counted.columns = [BoundColumn(name: "count", chineseName: "计数", expression: number)]
        self.init(counted, roots: roots, rows: [.group(keys: [], members: [])], context)
        countsRoots = true
    }

    /// An answer whose rows are known already.
    ///
    /// - Requires: As many Chinese rows as rows.
    package init(columns: [BoundColumn], rows: [[Value]], chineseRows: [[Value]]? = nil, graph: Graph) {
        self.columns = columns
        readers = nil
        rootSet = .list([])
        self.rows = []
        rowCount = rows.count
        evaluator = ExpressionEvaluator(ExecutionContext(graph: graph, isCancelled: { false }))
        alias = nil
        citing = nil
        keys = []
        table = Table(rows: rows, chineseRows: chineseRows ?? rows)
    }

    /// The answer of `count find …` whose rows were counted elsewhere.
    package init(counting count: Int, graph: Graph) {
        let number = BoundExpression(.literal(.number(Double(count))), at: 0..<0)
        let column = BoundColumn(name: "count", chineseName: "计数", expression: number)
        self.init(columns: [column], rows: [[.number(Double(count))]], graph: graph)
    }

    package var roots: [NodeID] { rootSet.members }

    /// Whether the last column holds the sources of the row, as `cite` asked.
    package var cites: Bool { citing != nil }

    /// The same answer in the words of people who read Chinese, where it has such.
    package var inChinese: Answer {
        guard let table else { return self }
        return Answer(columns: columns, rows: table.chineseRows, graph: evaluator.context.graph)
    }

    /// The graph that the answer is about, as it was then.
    package var graph: Graph { evaluator.context.graph }

    /// The next rows; empty only at the end.
    package mutating func nextBatch() throws(ExecutionError) -> [[Value]] {
        try evaluator.context.check()
        let end = min(position + batchSize, rowCount)
        if let table {
            defer { position = end }
            return Array(table.rows[position..<end])
        }
        var batch: [[Value]] = []
        if let plain = try plainBatch(position..<end) {
            batch = plain
        } else {
            for row in rows[position..<end] { batch.append(try cells(of: row)) }
        }
        position = end
        if let part = graph.damage { throw .damaged(part) }
        return batch
    }

    /// Rows of nodes whose cells are all read from columns, column by column; nil of others.
    private func plainBatch(_ places: Range<Int>) throws(ExecutionError) -> [[Value]]? {
        guard let readers, citing == nil, !places.isEmpty else { return nil }
        var nodes: [NodeID] = []
        nodes.reserveCapacity(places.count)
        for row in rows[places] {
            guard case .node(let node) = row else { return nil }
            nodes.append(node)
        }
        var batch = nodes.map { _ in
            var row: [Value] = []
            row.reserveCapacity(readers.count)
            return row
        }
        for reader in readers {
            try evaluator.context.spend(nodes.count)
            reader.append(to: &batch, of: nodes, evaluator.context.graph)
        }
        return batch
    }

    /// The row as its sources are asked for.
    private func citedRow(_ row: Row) -> Row { countsRoots ? .group(keys: [], members: roots[...]) : row }

    private func cells(of row: Row) throws(ExecutionError) -> [Value] {
        guard case .node(let node) = row else { return try cellsInContext(row) }
        return try evaluator.context.with(alias: alias, node) { () throws(ExecutionError) in try cellsInContext(row) }
    }

    private func cellsInContext(_ row: Row) throws(ExecutionError) -> [Value] {
        var cells: [Value] = []
        cells.reserveCapacity(columns.count)
        for place in 0..<columns.count - (citing == nil ? 0 : 1) {
            cells.append(try evaluator.cell(of: columns[place], at: row))
        }
        if let citing {
            let shown = Array(columns.dropLast())
            cells.append(.list(try citing.sources(of: citedRow(row), columns: shown, keys: keys)))
        }
        return cells
    }

    /// The node of a row; nil if the rows are groups.
    package func node(ofRow number: Int) -> NodeID? {
        guard rows.indices.contains(number), case .node(let node) = rows[number] else { return nil }
        return node
    }

    /// What a row stands on, each source once, whether or not the query said `cite`: that of its node or of the members of its
    /// group, and of what its columns show. Empty for the rows of an answer that no query gave.
    ///
    /// - Throws: `cancelled`, or what an expression throws.
    package func sources(ofRow number: Int) throws(ExecutionError) -> [SourceReference] {
        guard rows.indices.contains(number) else { return [] }
        let row = citedRow(rows[number])
        let collector = citing ?? CitationCollector(evaluator.context)
        let shown = Array(cites ? columns.dropLast() : columns[...])
        let found: [Value]
        if case .node(let node) = row {
            found = try evaluator.context.with(alias: alias, node) { () throws(ExecutionError) in
                try collector.sources(of: row, columns: shown, keys: keys)
            }
        } else {
            found = try collector.sources(of: row, columns: shown, keys: keys)
        }
        return found.compactMap { if case .source(let source) = $0 { source } else { nil } }
    }

    /// What is worth knowing beside the rows; complete when all batches were read.
    package var notes: [Note] { evaluator.context.notes }

    /// The same answer, with what was found worth saying before it ran.
    package func with(_ notes: [Note]) -> Answer {
        for note in notes { evaluator.context.note(note) }
        return self
    }
}

extension BoundColumn {
    /// The column that `cite` adds.
    fileprivate static let citations = BoundColumn(
        name: "cite", chineseName: "引注", expression: BoundExpression(.literal(.missing), at: 0..<0))
}
