/// What `chart` draws an answer as; the raw value is the keyword.
package enum ChartShape: String, Sendable, CaseIterable {
    /// A bar for each row: a label and its numbers.
    case bar
    /// A line for each column of numbers, over the first column.
    case line
    /// How many of a column's numbers lie in each of some intervals.
    case hist
    /// Paths, and nested shapes, with their branches.
    case tree
}
