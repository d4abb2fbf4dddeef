import Graph

/// Why a table was not imported. Nothing of it is then; lines are those of the table's file, columns their headings.
enum TableError: Error {
    /// The file can't be read.
    case input(InputError)
    /// `import "x.xlsx"`
    case unknownForm(String)
    case noHeadings
    /// Bytes that are no UTF-8.
    case notUTF8(line: Int, looksLikeGBK: Bool)
    /// `"低空` to the end of the file
    case unclosedQuote(line: Int)
    /// `"低空"经济`
    case textBehindQuote(line: Int)
    case fieldCount(expected: Int, found: Int, line: Int)
    /// A field, or a line of JSON, of more than 16 MB.
    case tooLong(line: Int)
    /// A line that is no JSON object.
    case notAnObject(line: Int)
    /// `column "代吗"`
    case noColumn(String, nearest: [String], at: Range<Int>)
    /// Two columns have the heading that is asked for.
    case severalColumns(String, at: Range<Int>)
    /// `as county (level: "县")`: what is a node called?
    case noIdentity(at: Range<Int>)
    /// A row without id and name, or without the end of a link.
    case emptyIdentity(column: String, line: Int)
    case wrongValue(String, PropertyType, column: String, line: Int)
    /// Several values where a property has one.
    case severalValues(property: String, column: String, line: Int)
    case confidenceOutOfRange(column: String, line: Int)
    case noSuchNode(String, kind: String, nearest: [String], column: String, line: Int)
    case severalNodes(String, kind: String, found: [String], column: String, line: Int)
    /// The statement fits no such table, or was interrupted.
    indirect case statement(StatementError)
    /// What the row says is there already, or does not fit.
    case graph(GraphError, line: Int)
}
