import Text

/// `markdown`: a pipe table of GitHub's dialect, which pandoc turns into Word.
///
///     | 名称 | 数值 |
///     | --- | ---: |
///     | 娄烦县 | 1.5万人 |
///
/// What Markdown would take for markup is escaped, so that the table says what the cells say.
package struct MarkdownRenderer: Renderer {
    private let options: RenderOptions
    private var output: Output
    private var columns: [Column] = []
    private var rows: [[Value]] = []

    init(options: RenderOptions, output: Output) {
        self.options = options
        self.output = output
    }

    package mutating func begin(columns: [Column]) {
        self.columns = columns
        rows = []
    }

    package mutating func row(_ cells: [Value]) {
        precondition(cells.count == columns.count, "a row has as many cells as there are columns")
        rows.append(cells)
    }

    package mutating func end(total: Int) throws(OutputError) {
        if !columns.isEmpty { try writeTable() }
        try output.flush()
    }

    private mutating func writeTable() throws(OutputError) {
        let words = PeopleText(wording: options.wording)
        try write(columns.map { escapedMarkdown(visible($0.displayName)) })
        try write(numericColumns(columns, rows: rows).map { $0 ? "---:" : "---" })
        for row in rows {
            try options.check()
            try write(row.map { words.lines($0).map(escapedMarkdown).joined(separator: "<br>") })
        }
    }

    private mutating func write(_ cells: [String]) throws(OutputError) {
        try output.write("| " + cells.joined(separator: " | ") + " |\n")
    }
}

/// `_` within a word is no markup, and `authored_by` should stay readable.
func escapedMarkdown(_ text: String) -> String {
    var result = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
        switch scalar {
        case "<": result += "&lt;"
        case "&": result += "&amp;"
        case "\\", "|", "*", "`", "[", "~": result += "\\" + String(scalar)
        case "_" where !isWithinWord(index, of: scalars): result += "\\_"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

private func isWithinWord(_ index: Int, of scalars: [Unicode.Scalar]) -> Bool {
    index > 0 && index + 1 < scalars.count
        && scalars[index - 1].properties.isAlphabetic && scalars[index + 1].properties.isAlphabetic
}
