import Text

/// Turns the rows of an answer into text, in one format.
///
/// `begin`, any number of `row`s, `end`; then it may begin again with the next answer. Formats for tools write each row as
/// it comes; box, table, line and markdown need all rows for their widths and write at the end. After `end` everything has
/// reached the sink, so that a script's answer is out before its next statement is read.
package protocol Renderer {
    mutating func begin(columns: [Column]) throws(OutputError)

    /// - Requires: As many cells as there are columns.
    mutating func row(_ cells: [Value]) throws(OutputError)

    /// - Parameter total: The rows of the whole answer, if fewer of them were handed over; otherwise their number.
    mutating func end(total: Int) throws(OutputError)
}

/// One column of an answer.
package struct Column: Sendable, Equatable {
    /// The heading for tools, the same in every language: `authored_by.name`.
    package var name: String
    /// The heading for people: `提出人`.
    package var displayName: String
    /// Whether it is right-aligned; nil lets the cells decide.
    package var isNumeric: Bool?

    package init(name: String, displayName: String? = nil, isNumeric: Bool? = nil) {
        self.name = name
        self.displayName = displayName ?? name
        self.isNumeric = isNumeric
    }
}

extension Renderer {
    /// A whole answer at once.
    package mutating func render(columns: [Column], rows: [[Value]]) throws(OutputError) {
        try begin(columns: columns)
        for cells in rows { try row(cells) }
        try end(total: rows.count)
    }
}
