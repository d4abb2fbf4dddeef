/// `pivot year by topic show count()`: the values of `topic` become columns, and every cell is an aggregate over the roots
/// of its row that have the column's value.
package struct Pivot: Sendable {
    /// What the columns are the values of.
    package var column: BoundExpression
    /// What the cells show.
    package var cells: [BoundColumn]
    /// What happens to the rows behind `order by` one of the columns.
    package var stages: [Stage] = []

    package init(column: BoundExpression, cells: [BoundColumn]) {
        self.column = column
        self.cells = cells
    }
}
