/// A JSON value; the members of an object keep their order.
indirect enum JSON: Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case array([JSON])
    case object([Member])

    struct Member: Equatable {
        var key: String
        var value: JSON
    }

    /// The value of a text; nil if it is not JSON.
    init?(_ text: some StringProtocol) {
        var reader = Reader(rest: Array(text.unicodeScalars)[...])
        guard let value = reader.value() else { return nil }
        reader.skipBlanks()
        guard reader.rest.isEmpty else { return nil }
        self = value
    }

    /// An object as the array of its values, so that two answers compare apart from their headings.
    var withoutKeys: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.withoutKeys))
        case .object(let members): .array(members.map(\.value.withoutKeys))
        case .null, .boolean, .number, .text: self
        }
    }

    var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }
    var members: [Member] { if case .object(let members) = self { members } else { [] } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }

    subscript(key: String) -> JSON? { members.first { $0.key == key }?.value }

    /// This value and all within it.
    var all: [JSON] { [self] + elements.flatMap(\.all) + members.flatMap(\.value.all) }
}

private struct Reader {
    var rest: ArraySlice<Unicode.Scalar>

    mutating func skipBlanks() { rest = rest.drop { " \t\r\n".unicodeScalars.contains($0) } }

    mutating func value() -> JSON? {
        skipBlanks()
        switch rest.first {
        case "{": return list("{", "}") { reader in reader.member() }.map(JSON.object)
        case "[": return list("[", "]") { reader in reader.value() }.map(JSON.array)
        case "\"": return text().map(JSON.text)
        case "t": return word("true", .boolean(true))
        case "f": return word("false", .boolean(false))
        case "n": return word("null", .null)
        default: return number()
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func list<Element>(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ element: (inout Reader) -> Element?
    ) -> [Element]? {
        guard take(open) else { return nil }
        var elements: [Element] = []
        if take(close) { return elements }
        repeat {
            guard let next = element(&self) else { return nil }
            elements.append(next)
        } while take(",")
        return take(close) ? elements : nil
    }

    private mutating func member() -> JSON.Member? {
        skipBlanks()
        guard let key = text(), take(":"), let value = value() else { return nil }
        return JSON.Member(key: key, value: value)
    }

    private mutating func word(_ word: String, _ value: JSON) -> JSON? {
        guard rest.starts(with: word.unicodeScalars) else { return nil }
        rest = rest.dropFirst(word.unicodeScalars.count)
        return value
    }

    private mutating func number() -> JSON? {
        let digits = rest.prefix { "+-.0123456789eE".unicodeScalars.contains($0) }
        rest = rest.dropFirst(digits.count)
        return Double(String(String.UnicodeScalarView(digits))).map(JSON.number)
    }

    private mutating func text() -> String? {
        guard take("\"") else { return nil }
        var scalars = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return String(scalars)
            case "\\":
                guard let escaped = escape() else { return nil }
                scalars.append(escaped)
            default: scalars.append(scalar)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        switch rest.popFirst() {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "u":
            let digits = rest.prefix(4)
            rest = rest.dropFirst(4)
            return UInt32(String(String.UnicodeScalarView(digits)), radix: 16).flatMap(Unicode.Scalar.init)
        case let scalar: return scalar
        }
    }
}
