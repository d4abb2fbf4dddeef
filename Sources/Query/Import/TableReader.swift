import Text

/// A cell of a table: the text between two separators, or the values that JSON gives.
enum TableCell {
    case text(String)
    case values([Value])

    /// Whether nothing stands in it.
    var isEmpty: Bool {
        switch self {
        case .text(let text): TableValue.trimmed(text).isEmpty
        case .values(let values): values.isEmpty
        }
    }
}

/// One row, and the line that it begins in.
struct TableRow {
    var line: Int
    var cells: [TableCell]
}

/// A column that a statement asks for.
struct TableColumn {
    var heading: String
    /// Its place among the headings; keys of JSON have none.
    var place = 0
}

/// Reads a table row by row: CSV and TSV with a line of headings, or JSON with an object on each line.
enum TableReader {
    case delimited(DelimitedReader)
    case jsonLines(JSONLinesReader)

    /// The form is told by the end of the name; standard input, which has none, is csv, or what is said behind it:
    /// `/dev/stdin.tsv`.
    init(path: String) throws(TableError) {
        let input = "/dev/stdin"
        let ending =
            path == input ? "csv" : path.lastIndex(of: ".").map { path[path.index(after: $0)...].lowercased() } ?? ""
        let path = path.hasPrefix(input + ".") ? input : path
        switch ending {
        case "csv": self = .delimited(try DelimitedReader(path: path, separator: 0x2C))
        case "tsv", "tab": self = .delimited(try DelimitedReader(path: path, separator: 0x09))
        case "jsonl", "ndjson": self = .jsonLines(try JSONLinesReader(path: path))
        default: throw .unknownForm(ending)
        }
    }

    /// nil where each row has its own keys.
    var headings: [String]? {
        switch self {
        case .delimited(let reader): reader.headings
        case .jsonLines: nil
        }
    }

    /// The next row, with a cell for each of the columns; nil at the end.
    func next(_ columns: [TableColumn]) throws(TableError) -> TableRow? {
        switch self {
        case .delimited(let reader): try reader.next(columns)
        case .jsonLines(let reader): try reader.next(columns)
        }
    }
}
