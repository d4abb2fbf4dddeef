import Text

/// A format of one line per row, fields between separators, headed by the columns' names: `csv` and `tsv`.
package struct DelimitedRenderer: Renderer {
    private var output: Output
    private let line: ([String]) -> [UInt8]
    private var owesByteOrderMark: Bool
    private let guardsFormulas: Bool
    private var columnCount = 0

    /// - Parameter line: the bytes of a line with these fields, its line feed included.
    init(options: RenderOptions, output: Output, line: @escaping ([String]) -> [UInt8]) {
        self.output = output
        self.line = line
        owesByteOrderMark = options.writesByteOrderMark
        guardsFormulas = options.guardsFormulas
    }

    package mutating func begin(columns: [Column]) throws(OutputError) {
        if owesByteOrderMark { try output.write(byteOrderMark) }
        owesByteOrderMark = false
        columnCount = columns.count
        try output.write(line(fields(columns.map(\.name))))
    }

    package mutating func row(_ cells: [Value]) throws(OutputError) {
        precondition(cells.count == columnCount, "a row has as many cells as there are columns")
        try output.write(line(fields(cells.map(dataText))))
    }

    private func fields(_ texts: [String]) -> [String] { guardsFormulas ? texts.map(guardedFromFormulas) : texts }

    package mutating func end(total: Int) throws(OutputError) {
        try output.flush()
    }
}
