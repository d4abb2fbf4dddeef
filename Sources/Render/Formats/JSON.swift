import Text

/// `json`: one array per answer, on a line of its own; `[]` if there is nothing.
package struct JSONRenderer: Renderer {
    private var output: Output
    private var members = ObjectMembers(columns: [])
    private var isFirst = true

    init(output: Output) { self.output = output }

    package mutating func begin(columns: [Column]) throws(OutputError) {
        members = ObjectMembers(columns: columns)
        isFirst = true
        try output.write("[")
    }

    package mutating func row(_ cells: [Value]) throws(OutputError) {
        if !isFirst { try output.write(",") }
        isFirst = false
        try output.write(members.object(cells))
    }

    package mutating func end(total: Int) throws(OutputError) {
        try output.write("]\n")
        try output.flush()
    }
}

/// The keys of a row's object, encoded once per answer.
struct ObjectMembers {
    private let keys: [[UInt8]]

    /// A key that comes again gets a number, `name 2`: most readers keep only one of two equal keys.
    init(columns: [Column]) {
        var taken = Set(columns.map(\.name))
        var seen = Set<String>()
        keys = columns.map { column in
            var name = column.name
            if !seen.insert(name).inserted {
                name = (2...).lazy.map { "\(column.name) \($0)" }.first { !taken.contains($0) } ?? name
                taken.insert(name)
            }
            var bytes: [UInt8] = []
            bytes.appendJSON(name)
            return bytes + [UInt8(ascii: ":")]
        }
    }

    func object(_ cells: [Value]) -> [UInt8] {
        precondition(cells.count == keys.count, "a row has as many cells as there are columns")
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for index in cells.indices {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += keys[index]
            bytes.appendJSON(cells[index])
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}

extension [UInt8] {
    /// A value as compact JSON, in the shapes that design.md §4 promises.
    mutating func appendJSON(_ value: Value) {
        switch value {
        case .missing: append(contentsOf: "null".utf8)
        case .text(let text): appendJSON(text)
        case .number(let number): appendJSON(number)
        case .quantity(let quantity): appendJSON(quantity)
        case .date(let date): appendJSON(date.description)
        case .boolean(let boolean): append(contentsOf: (boolean ? "true" : "false").utf8)
        case .node(let node): appendJSON(node)
        case .source(let source): appendJSON(source)
        case .list(let values): appendJSON(values)
        case .record(let fields): appendJSON(fields)
        case .route(let route): appendJSON(route.elements)
        }
    }

    /// Control characters, the two line separators of Unicode and the C1 controls, which terminals obey, are escaped.
    mutating func appendJSON(_ text: String) {
        append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": append(contentsOf: "\\\"".utf8)
            case "\\": append(contentsOf: "\\\\".utf8)
            case "\n": append(contentsOf: "\\n".utf8)
            case "\r": append(contentsOf: "\\r".utf8)
            case "\t": append(contentsOf: "\\t".utf8)
            case "\u{8}": append(contentsOf: "\\b".utf8)
            case "\u{C}": append(contentsOf: "\\f".utf8)
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}": appendEscape(scalar)
            default: append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscape(_ scalar: Unicode.Scalar) {
        let digits = String(scalar.value, radix: 16)
        append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8)
    }

    /// JSON has no NaN and no infinity.
    private mutating func appendJSON(_ number: Double) {
        append(contentsOf: (number.isFinite ? decimalText(number) : "null").utf8)
    }

    private mutating func appendJSON(_ quantity: Quantity) {
        append(contentsOf: "{\"value\":".utf8)
        appendJSON(quantity.value)
        append(contentsOf: ",\"unit\":".utf8)
        if quantity.unit.isEmpty { append(contentsOf: "null".utf8) } else { appendJSON(quantity.unit) }
        append(UInt8(ascii: "}"))
    }

    private mutating func appendJSON(_ node: NodeReference) {
        append(contentsOf: "{\"kind\":".utf8)
        appendJSON(node.kind)
        append(contentsOf: ",\"id\":".utf8)
        appendJSON(node.id)
        append(contentsOf: ",\"name\":".utf8)
        appendJSON(node.name)
        append(UInt8(ascii: "}"))
    }

    private mutating func appendJSON(_ source: SourceReference) {
        append(contentsOf: "{\"document\":".utf8)
        appendJSON(source.document)
        let lines = source.lines.map { "[\($0.lowerBound),\($0.upperBound)]" } ?? "null"
        append(contentsOf: ",\"lines\":\(lines)}".utf8)
    }

    private mutating func appendJSON(_ values: [Value]) {
        append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { append(UInt8(ascii: ",")) }
            appendJSON(value)
        }
        append(UInt8(ascii: "]"))
    }

    private mutating func appendJSON(_ fields: [Value.Field]) {
        append(contentsOf: ObjectMembers(columns: fields.map { Column(name: $0.name) }).object(fields.map(\.value)))
    }
}
