import Text

/// A cell as people see it: lines without control characters, and their widths.
struct CellText {
    struct Line {
        var text: String
        var widthInCells: Int

        init(_ text: String, ambiguousWide: Bool) {
            self.text = text
            self.widthInCells = Text.widthInCells(of: text, ambiguousWide: ambiguousWide)
        }

        static let empty = Line("", ambiguousWide: false)

        func cut(to cells: Int, ambiguousWide: Bool) -> Line {
            Line(Text.cut(text, to: cells, ambiguousWide: ambiguousWide), ambiguousWide: ambiguousWide)
        }
    }

    var lines: [Line]
    var role: Role
    /// Whether it holds words, in which hits are marked.
    private(set) var isWords = false

    /// A cell that is taller than the rows that an answer may have is cut.
    init(_ value: Value, options: RenderOptions) {
        var texts = PeopleText(wording: options.wording).lines(value)
        if let limit = options.rowLimit, texts.count > limit { texts = texts.prefix(max(1, limit - 1)) + ["…"] }
        lines = texts.map { Line($0, ambiguousWide: options.ambiguousWide) }
        role = value.isSource ? .source : .plain
        isWords = value.isWords
    }

    init(heading: String, options: RenderOptions) {
        lines = [Line(visible(heading), ambiguousWide: options.ambiguousWide)]
        role = .heading
    }

    var widthInCells: Int { lines.reduce(0) { max($0, $1.widthInCells) } }
}

/// Values in words for people. Nothing that it gives holds a control character.
struct PeopleText {
    let wording: Wording

    /// A line per line of a text and per record of a nested shape; everything else is one line.
    func lines(_ value: Value) -> [String] {
        switch value {
        case .text(let text): textLines(text)
        case .list(let values) where values.contains { $0.isRecord }: values.map { line($0) }
        default: [line(value)]
        }
    }

    /// A line feed at the very end begins no further line.
    private func textLines(_ text: String) -> [String] {
        let lines = visible(text, lineBreaks: .kept).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        return lines.count > 1 && lines.last == "" ? lines.dropLast() : lines
    }

    /// All in one line: lists with `、`, records with `·`.
    func line(_ value: Value) -> String {
        switch value {
        case .missing: ""
        case .text(let text): visible(text)
        case .number(let number): readableText(number)
        case .quantity(let quantity): visible(readableText(quantity.value) + quantity.unit)
        case .date(let date): date.description
        case .boolean(let boolean): wording.boolean(boolean)
        case .node(let node): visible(node.name) + (node.confidence < 1 ? "?" : "")
        case .source(let source): visible(source.description)
        case .list(let values): values.map { line($0) }.joined(separator: "、")
        case .record(let fields): fields.map { member($0.value) }.filter { !$0.isEmpty }.joined(separator: " · ")
        case .route(let route): route.text { line(.node($0)) }
        }
    }

    /// A shape inside of a shape stands in brackets.
    private func member(_ value: Value) -> String {
        switch value {
        case .record: bracketed(line(value))
        case .list(let values) where values.contains { $0.isRecord }:
            bracketed(values.map { line($0) }.joined(separator: "; "))
        default: line(value)
        }
    }

    private func bracketed(_ text: String) -> String { text.isEmpty ? "" : "(\(text))" }
}

extension StyledLine {
    /// A piece of a cell, with its hits marked.
    mutating func append(_ text: String, of cell: CellText, _ options: RenderOptions) {
        guard cell.isWords, options.palette != .plain, !options.hits.isEmpty else { return append(text, as: cell.role) }
        for (piece, isHit) in options.hits.pieces(of: text) { append(piece, as: isHit ? .hit : cell.role) }
    }
}

extension Value {
    /// Whether people read it as words.
    fileprivate var isWords: Bool {
        switch self {
        case .text, .node, .record, .route: true
        case .list(let values): values.contains { $0.isWords }
        case .missing, .number, .quantity, .date, .boolean, .source: false
        }
    }

    var isRecord: Bool { if case .record = self { true } else { false } }

    /// Whether it tells where something stands: a source, or a list of them.
    var isSource: Bool {
        switch self {
        case .source: true
        case .list(let values): !values.isEmpty && values.allSatisfy { $0.isSource }
        default: false
        }
    }

    /// Whether its digits should stand below each other; nil of a value that has nothing to say.
    var isNumeric: Bool? {
        switch self {
        case .missing: nil
        case .number, .quantity: true
        case .list(let values):
            values.count == 1 ? values[0].isNumeric : values.isEmpty ? nil : false
        case .text, .date, .boolean, .node, .source, .record, .route: false
        }
    }
}

/// Which columns are right-aligned: those that say so, and those that hold nothing but numbers.
func numericColumns(_ columns: [Column], rows: [[Value]]) -> [Bool] {
    columns.indices.map { index in
        if let known = columns[index].isNumeric { return known }
        let answers = rows.compactMap { $0[index].isNumeric }
        return !answers.isEmpty && !answers.contains(false)
    }
}
