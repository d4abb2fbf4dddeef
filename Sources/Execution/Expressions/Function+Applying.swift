import Plan
import Text

extension Function {
    /// The function of one value of its first argument, and of one value of each further one; none where it has no value
    /// there, such as the month of `2025`.
    func applied(_ value: Value, _ further: [Value], at range: Range<Int>) throws(ExecutionError) -> [Value] {
        switch self {
        case .year, .month, .day: return part(of: value).map { [$0] } ?? []
        case .abs, .round, .floor, .ceil: return [try rounded(value, further, at: range)]
        case .number: return asNumber(value).map { [$0] } ?? []
        case .date: return asDate(value).map { [$0] } ?? []
        case .text: return value.written.map { [.text($0)] } ?? []
        case .unit: return unit(of: value).map { [.text($0)] } ?? []
        case .length: return value.written.map { [.number(Double($0.count))] } ?? []
        case .lower: return value.written.map { [.text($0.lowercased())] } ?? []
        case .upper: return value.written.map { [.text($0.uppercased())] } ?? []
        case .trim: return value.written.map { [.text(String($0.trimmed))] } ?? []
        case .replace, .substring, .left, .right, .split:
            guard let text = value.written else { return [] }
            return try cut(text, further, at: range).map(Value.text)
        case .join, .concat, .coalesce, .size, .last, .least, .greatest:
            preconditionFailure("\(self) is of all values")
        }
    }

    /// The function of all values of its arguments.
    func applied(toAll arguments: [[Value]]) -> [Value] {
        switch self {
        case .size: return [.number(Double(arguments[0].count))]
        case .last: return arguments[0].suffix(1)
        case .coalesce: return arguments.first { !$0.isEmpty } ?? []
        case .concat: return [.text(arguments.joined().compactMap(\.written).joined())]
        case .join:
            let separator = arguments.count > 1 ? arguments[1].first?.written ?? "" : "、"
            let texts = arguments[0].compactMap(\.written)
            return texts.isEmpty ? [] : [.text(texts.joined(separator: separator))]
        case .least, .greatest:
            let extreme = arguments.joined().reduce(Value.missing) { best, value in
                if best == .missing { return value }
                return sortsBefore(value, best, descending: self == .greatest) == true ? value : best
            }
            return extreme == .missing ? [] : [extreme]
        default: preconditionFailure("\(self) is of each value")
        }
    }

    private func part(of value: Value) -> Value? {
        switch (self, value) {
        case (.year, .date(let date)): .number(Double(date.year))
        case (.year, .number): value
        case (.month, .date(let date)): date.month.map { .number(Double($0)) }
        case (.day, .date(let date)): date.day.map { .number(Double($0)) }
        default: nil
        }
    }

    // MARK: Numbers

    /// A quantity is rounded as it is written, so 8026.92亿元 gives 8027亿元.
    private func rounded(_ value: Value, _ further: [Value], at range: Range<Int>) throws(ExecutionError) -> Value {
        let digits = try further.first.map { digits throws(ExecutionError) in try whole(digits, at: range) } ?? 0
        switch value {
        case .number(let number): return .number(rounded(number, digits))
        case .quantity(let quantity):
            return .quantity(Quantity(value: rounded(quantity.value, digits), unit: quantity.unit))
        default: throw .notANumber(value, at: range)
        }
    }

    /// The point of the decimal text is moved, so that 1.005 to two places is 1.01, as people reckon.
    private func rounded(_ number: Double, _ digits: Int) -> Double {
        switch self {
        case .abs: return number.magnitude
        case .floor: return number.rounded(.down)
        case .ceil: return number.rounded(.up)
        default:
            let digits = min(max(digits, -300), 300)
            return decimalShifted(decimalShifted(number, by: digits).rounded(), by: -digits)
        }
    }

    /// As it is written; a number without one has none.
    private func unit(of value: Value) -> String? {
        guard case .quantity(let quantity) = value, !quantity.unit.isEmpty else { return nil }
        return quantity.unit
    }

    /// A number without its unit; the number that a text begins with.
    private func asNumber(_ value: Value) -> Value? {
        switch value {
        case .number: value
        case .quantity(let quantity): .number(quantity.value)
        case .date(let date): .number(Double(date.year))
        case .text(let text): number(of: text).map(Value.number)
        default: nil
        }
    }

    private func number(of text: String) -> Double? {
        if let number = text.utf8.wholeNumber { return Double(number) }
        return Double(folded(text).filter { $0 != "," }).flatMap { $0.isFinite ? $0 : nil }
    }

    private func asDate(_ value: Value) -> Value? {
        switch value {
        case .date: value
        case .number(let number): Int(exactly: number).flatMap { PartialDate(year: $0) }.map(Value.date)
        case .text(let text): date(of: text).map(Value.date)
        default: nil
        }
    }

    /// `2025-11`, `2025年11月3日`
    private func date(of text: String) -> PartialDate? {
        let parts = folded(text).split { "-/年月日".contains($0) }.map { Int($0) }
        guard (1...3).contains(parts.count), let year = parts[0], !parts.contains(nil) else { return nil }
        return PartialDate(
            year: year, month: parts.count > 1 ? parts[1] : nil, day: parts.count > 2 ? parts[2] : nil)
    }

    /// - Throws: `notANumber` for what is no whole number.
    private func whole(_ value: Value, at range: Range<Int>) throws(ExecutionError) -> Int {
        guard let number = value.measure?.amount, number.isFinite else { throw .notANumber(value, at: range) }
        return Int(min(max(number, -1e9), 1e9))
    }

    // MARK: Texts

    /// Characters are counted from 1.
    private func cut(_ text: String, _ further: [Value], at range: Range<Int>) throws(ExecutionError) -> [String] {
        switch self {
        case .left: return [String(text.prefix(max(0, try whole(further[0], at: range))))]
        case .right: return [String(text.suffix(max(0, try whole(further[0], at: range))))]
        case .substring:
            let start = max(1, try whole(further[0], at: range))
            let rest = text.dropFirst(start - 1)
            guard further.count > 1 else { return [String(rest)] }
            return [String(rest.prefix(max(0, try whole(further[1], at: range))))]
        case .split:
            guard let separator = further[0].written, !separator.isEmpty else { return [text] }
            return text.pieces(between: separator)
        case .replace:
            guard let old = further[0].written, let new = further[1].written, !old.isEmpty else { return [text] }
            return [text.pieces(between: old).joined(separator: new)]
        default: preconditionFailure("\(self) cuts no text")
        }
    }
}

extension Value {
    /// As a person writes it; nil of what isn't written in one word.
    fileprivate var written: String? {
        switch self {
        case .text, .number, .quantity, .date, .boolean, .node, .source: description
        case .missing, .list, .record, .route: nil
        }
    }
}

extension String {
    fileprivate var trimmed: Substring {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// The parts between occurrences of the separator.
    fileprivate func pieces(between separator: String) -> [String] {
        let (bytes, mark) = (Array(utf8), Array(separator.utf8))
        var pieces: [String] = []
        var start = 0
        var place = 0
        while place + mark.count <= bytes.count {
            if bytes[place..<place + mark.count].elementsEqual(mark) {
                pieces.append(String(decoding: bytes[start..<place], as: UTF8.self))
                place += mark.count
                start = place
            } else {
                place += 1
            }
        }
        return pieces + [String(decoding: bytes[start...], as: UTF8.self)]
    }
}
