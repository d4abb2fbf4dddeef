import Text

/// Numbers the sources of an answer with `cite` for people: marks such as `[1] [3]` in the last column, and the list of sources
/// for below the answer.
///
///     │ 平遥县 │ 文化旅游产业 │ [1] [2] │
///     [1] plan:344-346 晋中县域经济发展规划
///     [2] GB/T 2260
package struct SourceNumbers {
    private var numbers: [SourceReference: Int] = [:]
    private var sources: [SourceReference] = []

    package init() {}

    /// The row with marks instead of the sources in its last cell.
    package mutating func marked(_ row: [Value]) -> [Value] {
        guard case .list(let values)? = row.last else { return row }
        var marks: [String] = []
        for case .source(let source) in values { marks.append("[\(number(of: source))]") }
        return row.dropLast() + [.text(marks.joined(separator: " "))]
    }

    private mutating func number(of source: SourceReference) -> Int {
        if let known = numbers[source] { return known }
        sources.append(source)
        numbers[source] = sources.count
        return sources.count
    }

    /// The list of sources in a format for people; empty if there are none.
    ///
    /// - Parameter title: what a document is called, by its id.
    package func list(_ format: Format, options: RenderOptions, title: (String) -> String?) -> String {
        if sources.isEmpty { return "" }
        let shown = sources.prefix(options.rowLimit.map { max($0, 1) } ?? sources.count)
        var lines: [String] = shown.enumerated().map { place, source in
            let words = visible(source.description) + (title(source.document).map { " " + visible($0) } ?? "")
            return line(words, number: place + 1, format, options)
        }
        if shown.count < sources.count { lines.append("… \(sources.count - shown.count)") }
        switch format {
        case .html: return "<ol class=\"sources\">\n" + lines.map { "<li>\($0)</li>\n" }.joined() + "</ol>\n"
        case .markdown: return "\n" + lines.map { "- \($0)\n" }.joined()
        case .box, .table, .line, .csv, .tsv, .json, .jsonl: return lines.map { $0 + "\n" }.joined()
        }
    }

    private func line(_ words: String, number: Int, _ format: Format, _ options: RenderOptions) -> String {
        switch format {
        case .html: return escapedHTML(words)
        case .markdown: return "\\[\(number)] " + escapedMarkdown(words)
        case .box, .table, .line, .csv, .tsv, .json, .jsonl:
            let text = "[\(number)] " + words
            return options.widthInCells.map { cut(text, to: $0, ambiguousWide: options.ambiguousWide) } ?? text
        }
    }
}
