import Graph
import Plan
import Text

/// The rows of a query. How many there are is known; their cells are made batch by batch.
package struct Answer {
    package let columns: [BoundColumn]
    /// What `it` and `let` stand for: the nodes that the rows are of, before any grouping.
    package let roots: [NodeID]
    package let rowCount: Int
    private let rows: [Row]
    private let evaluator: ExpressionEvaluator
    private let alias: Int?
    private var position = 0

    init(_ query: BoundQuery, roots: [NodeID], rows: [Row], _ context: ExecutionContext) {
        columns = query.columns
        alias = query.alias
        self.roots = roots
        self.rows = rows
        rowCount = rows.count
        evaluator = ExpressionEvaluator(context)
    }

    /// An answer whose columns are known only when its rows are.
    init(_ columns: [BoundColumn], roots: [NodeID], rows: [Row], _ context: ExecutionContext) {
        self.columns = columns
        alias = nil
        self.roots = roots
        self.rows = rows
        rowCount = rows.count
        evaluator = ExpressionEvaluator(context)
    }

    /// The answer of `count find …`: one row with one number.
    init(counting count: Int, _ query: BoundQuery, roots: [NodeID], _ context: ExecutionContext) {
        var counted = query
        let number = BoundExpression(.literal(.number(Double(count))), at: 0..<0)
        counted.columns = [BoundColumn(name: "count", chineseName: "计数", expression: number)]
        self.init(counted, roots: roots, rows: [.group(keys: [], members: roots)], context)
    }

    /// The next rows; empty only at the end.
    package mutating func nextBatch() throws(ExecutionError) -> [[Value]] {
        try evaluator.context.check()
        let end = min(position + batchSize, rows.count)
        var batch: [[Value]] = []
        for row in rows[position..<end] { batch.append(try cells(of: row)) }
        position = end
        return batch
    }

    private func cells(of row: Row) throws(ExecutionError) -> [Value] {
        guard case .node(let node) = row else { return try cellsInContext(row) }
        return try evaluator.context.with(alias: alias, node) { () throws(ExecutionError) in try cellsInContext(row) }
    }

    private func cellsInContext(_ row: Row) throws(ExecutionError) -> [Value] {
        var cells: [Value] = []
        for column in columns { cells.append(try evaluator.cell(of: column, at: row)) }
        return cells
    }

    /// The node of a row; nil if the rows are groups.
    package func node(ofRow number: Int) -> NodeID? {
        guard rows.indices.contains(number), case .node(let node) = rows[number] else { return nil }
        return node
    }

    /// What is worth knowing beside the rows; complete when all batches were read.
    package var notes: [Note] { evaluator.context.notes }
}
