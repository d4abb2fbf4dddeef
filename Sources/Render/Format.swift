/// The formats of an answer, by the names that `--format` and `.format` take.
package enum Format: String, Sendable, CaseIterable {
    /// `│ 娄烦县 │`; what a terminal gets.
    case box
    /// `| 娄烦县 |`, with ASCII borders; what `--ascii` gives.
    case table
    /// `name: 娄烦县`, a line per cell; what `ACCESSIBLE=1` gives.
    case line
    case csv
    /// What a pipe gets.
    case tsv
    /// `[{"name":"娄烦县"}]`, an array per answer.
    case json
    /// `{"name":"娄烦县"}`, an object per row.
    case jsonl
    case markdown
    case html
}

extension Format {
    /// Whether its texts are JSON strings.
    private var isJSON: Bool { self == .json || self == .jsonl }

    /// Whether it is for reading rather than for tools: its headings are in the person's language, and it counts the rows.
    package var isForPeople: Bool {
        switch self {
        case .box, .table, .line, .markdown, .html: true
        case .csv, .tsv, .json, .jsonl: false
        }
    }

    package func renderer(_ options: RenderOptions = RenderOptions(), to sink: any ByteSink) -> any Renderer {
        let isOnTerminal = options.widthInCells != nil
        let output = Output(to: isOnTerminal && !isForPeople ? HarmlessSink(sink, isJSON: isJSON) : sink)
        switch self {
        case .box: return BoxRenderer(borders: .lines, options: options, output: output)
        case .table: return BoxRenderer(borders: .ascii, options: options, output: output)
        case .line: return LineRenderer(options: options, output: output)
        case .csv: return DelimitedRenderer(options: options, output: output, line: csvLine)
        case .tsv: return DelimitedRenderer(options: options, output: output, line: tsvLine)
        case .json: return JSONRenderer(output: output)
        case .jsonl: return JSONLinesRenderer(output: output)
        case .markdown: return MarkdownRenderer(options: options, output: output)
        case .html: return HTMLRenderer(options: options, output: output)
        }
    }
}
