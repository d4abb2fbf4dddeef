import Text

/// `html`: a table with head and body, to be pasted into a page, Word or a mail.
package struct HTMLRenderer: Renderer {
    private let words: PeopleText
    private var output: Output
    private var owesByteOrderMark: Bool
    private let guardsFormulas: Bool
    private var columnCount = 0

    init(options: RenderOptions, output: Output) {
        words = PeopleText(wording: options.wording)
        self.output = output
        owesByteOrderMark = options.writesByteOrderMark
        guardsFormulas = options.guardsFormulas
    }

    package mutating func begin(columns: [Column]) throws(OutputError) {
        if owesByteOrderMark { try output.write(byteOrderMark) }
        owesByteOrderMark = false
        columnCount = columns.count
        let headings = columns.map { "<th>\(escaped(visible($0.displayName)))</th>" }.joined()
        try output.write("<table>\n<thead>\n<tr>\(headings)</tr>\n</thead>\n<tbody>\n")
    }

    package mutating func row(_ cells: [Value]) throws(OutputError) {
        precondition(cells.count == columnCount, "a row has as many cells as there are columns")
        try output.write("<tr>" + cells.map(cell).joined() + "</tr>\n")
    }

    package mutating func end(total: Int) throws(OutputError) {
        try output.write("</tbody>\n</table>\n")
        try output.flush()
    }

    private func escaped(_ text: String) -> String { escapedHTML(guardsFormulas ? guardedFromFormulas(text) : text) }

    private func cell(_ value: Value) -> String {
        let lines = words.lines(value)
        let text = (lines.prefix(1).map(escaped) + lines.dropFirst().map(escapedHTML)).joined(separator: "<br>")
        return value.isNumeric == true ? "<td style=\"text-align: right\">\(text)</td>" : "<td>\(text)</td>"
    }
}

func escapedHTML(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
