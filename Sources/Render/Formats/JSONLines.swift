import Text

/// `jsonl`: one object per row and line; nothing at all for an empty answer.
package struct JSONLinesRenderer: Renderer {
    private var output: Output
    private var members = ObjectMembers(columns: [])

    init(output: Output) { self.output = output }

    package mutating func begin(columns: [Column]) {
        members = ObjectMembers(columns: columns)
    }

    package mutating func row(_ cells: [Value]) throws(OutputError) {
        try output.write(members.object(cells) + [UInt8(ascii: "\n")])
    }

    package mutating func end(total: Int) throws(OutputError) {
        try output.flush()
    }
}
