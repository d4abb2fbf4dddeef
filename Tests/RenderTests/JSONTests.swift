import Render
import Testing
import Text

@Suite struct JSONTests {
    private func json(_ value: Value) -> String {
        let line = rendered(.jsonl, columns("x"), [[value]])
        return String(line.dropFirst(5).dropLast(2))
    }

    @Test func `an answer is one array on a line of its own`() {
        let rows: [[Value]] = [[.text("平遥"), .missing], [.text("娄烦"), .number(3)]]
        #expect(
            rendered(.json, [Column(name: "name", displayName: "名称"), Column(name: "n")], rows)
                == #"[{"name":"平遥","n":null},{"name":"娄烦","n":3}]"# + "\n")
        #expect(rendered(.json, columns("a"), []) == "[]\n")
        #expect(
            rendered(.jsonl, columns("a", "b"), rows) == #"{"a":"平遥","b":null}"# + "\n" + #"{"a":"娄烦","b":3}"# + "\n")
        #expect(rendered(.jsonl, columns("a"), []) == "")
    }

    @Test func `values have the shapes that are promised`() {
        #expect(json(.quantity(Quantity(value: 1.5, unit: "万人"))) == #"{"value":1.5,"unit":"万人"}"#)
        #expect(json(.quantity(Quantity(value: 10000, unit: ""))) == #"{"value":10000,"unit":null}"#)
        #expect(
            json(.node(NodeReference(kind: "county", id: "平遥县", name: "平遥县", confidence: 0.5)))
                == #"{"kind":"county","id":"平遥县","name":"平遥县"}"#)
        #expect(
            json(.source(SourceReference(document: "plan", lines: 344...346)))
                == #"{"document":"plan","lines":[344,346]}"#)
        #expect(json(.source(SourceReference(document: "GB/T 2260"))) == #"{"document":"GB/T 2260","lines":null}"#)
        #expect(json(.list([])) == "[]")
        #expect(json(.list([.text("a"), .missing, .boolean(true)])) == #"["a",null,true]"#)
        #expect(
            json(.record([.init(name: "甲", value: .number(0.1)), .init(name: "b", value: .record([]))]))
                == #"{"甲":0.1,"b":{}}"#)
        let nodes = [
            NodeReference(kind: "county", id: "a", name: "甲"), NodeReference(kind: "industry", id: "b", name: "乙"),
        ]
        let route = Route(
            nodes: nodes, hops: [Route.Hop(relation: "develops", isForward: true, confidence: 0.5)])
        #expect(
            json(.route(route))
                == #"[{"kind":"county","id":"a","name":"甲"},"#
                + #"{"relation":"develops","direction":"forward","confidence":0.5},"#
                + #"{"kind":"industry","id":"b","name":"乙"}]"#)
        #expect(rendered(.csv, columns("p"), [[.route(route)]]).contains("甲 -[develops?]-> 乙"))
        #expect(json(.date(PartialDate(year: 2025, month: 11)!)) == #""2025-11""#)
    }

    @Test func `numbers have no needless digits, and what is no number is null`() {
        #expect(json(.number(2024)) == "2024")
        #expect(json(.number(-0.5)) == "-0.5")
        #expect(json(.number(1e21)) == "1000000000000000000000")
        #expect(json(.number(.nan)) == "null")
        #expect(json(.number(-.infinity)) == "null")
        #expect(json(.quantity(Quantity(value: .nan, unit: "元"))) == #"{"value":null,"unit":"元"}"#)
    }

    @Test func `text is escaped as far as JSON and terminals need`() {
        #expect(json(.text("“a”\"\\/")) == #""“a”\"\\/""#)
        #expect(
            json(.text("\n\r\t\u{8}\u{C}\0\u{1B}\u{7F}\u{9B}\u{2028}\u{2029}"))
                == #""\n\r\t\b\f\u0000\u001b\u007f\u009b\u2028\u2029""#)
        #expect(json(.text("\r\n😀é")) == #""\r\n😀é""#)
    }

    @Test func `equal keys are told apart`() {
        #expect(
            rendered(
                .jsonl, columns("name", "name 2", "name", "name"), [[.number(1), .number(2), .number(3), .number(4)]])
                == #"{"name":1,"name 2":2,"name 3":3,"name 4":4}"# + "\n")
    }

    @Test func `every answer is one line that parses`() {
        for _ in 0..<300 {
            var generator = SeededGenerator()
            let columns = [Column(name: awkwardText(&generator)), Column(name: "b")]
            let rows = (0..<3).map { _ in [awkwardValue(&generator), awkwardValue(&generator)] }
            let line = rendered(.json, columns, rows)
            #expect(line.unicodeScalars.filter { $0 == "\n" }.count == 1, "seed \(generator.seed)")
            var checker = JSONChecker(Array(line.utf8))
            let isWhole = checker.isWhole()
            #expect(isWhole, "seed \(generator.seed)\n\(line)")
        }
    }

    @Test func `text comes back from JSON as it was`() {
        for _ in 0..<300 {
            var generator = SeededGenerator()
            let text = awkwardText(&generator)
            var checker = JSONChecker(Array(json(.text(text)).utf8))
            let read = checker.string().map(Array.init)
            #expect(read == Array(text.unicodeScalars), "seed \(generator.seed)")
        }
    }
}

/// Accepts what RFC 8259 calls JSON, and nothing else.
struct JSONChecker {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A value and a line feed.
    mutating func isWhole() -> Bool { value() && take("\n") && position == bytes.count }

    private mutating func value() -> Bool {
        switch position < bytes.count ? bytes[position] : 0 {
        case UInt8(ascii: "{"): return sequence(from: "{", to: "}") { $0.string() != nil && $0.take(":") && $0.value() }
        case UInt8(ascii: "["): return sequence(from: "[", to: "]") { $0.value() }
        case UInt8(ascii: "\""): return string() != nil
        default: return word() || number()
        }
    }

    private mutating func sequence(from: Unicode.Scalar, to: Unicode.Scalar, _ element: (inout JSONChecker) -> Bool)
        -> Bool
    {
        guard take(from) else { return false }
        if take(to) { return true }
        repeat { guard element(&self) else { return false } } while take(",")
        return take(to)
    }

    private mutating func word() -> Bool {
        for word in ["null", "true", "false"] where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return true
        }
        return false
    }

    private mutating func number() -> Bool {
        _ = take("-")
        let start = position
        guard digits() else { return false }
        if bytes[start] == UInt8(ascii: "0"), position > start + 1 { return false }
        return take(".") ? digits() : true
    }

    private mutating func digits() -> Bool {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        return position > start
    }

    mutating func string() -> String.UnicodeScalarView? {
        guard take("\"") else { return nil }
        var raw: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] < 0x20 { return nil }
            if take("\\") {
                guard let scalar = escape() else { return nil }
                raw += Array(String(scalar).utf8)
            } else {
                raw.append(bytes[position])
                position += 1
            }
        }
        return take("\"") ? String(decoding: raw, as: UTF8.self).unicodeScalars : nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        let names: [Unicode.Scalar: Unicode.Scalar] = [
            "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
        ]
        for (name, scalar) in names where take(name) { return scalar }
        guard take("u"), position + 4 <= bytes.count else { return nil }
        defer { position += 4 }
        return UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16).flatMap(
            Unicode.Scalar.init)
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
        position += 1
        return true
    }
}
