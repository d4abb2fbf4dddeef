import Graph
import Text

/// Values from the cells of a table, by the type of the property that they are for.
enum TableValue {
    /// The texts of a cell: several where the property has many and `; ` (or `；`) stands between them.
    static func texts(of text: String, isMany: Bool) -> [String] {
        guard isMany else { return trimmed(text).isEmpty ? [] : [text] }
        var parts: [String] = []
        for piece in text.split(separator: "；") {
            var rest = String(piece)
            while let mark = rest.firstRange(of: "; ") {
                parts.append(String(rest[..<mark.lowerBound]))
                rest = String(rest[mark.upperBound...])
            }
            parts.append(rest)
        }
        return parts.map(trimmed).filter { !$0.isEmpty }
    }

    /// Without the white space around it.
    static func trimmed(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }

    /// The value that a text stands for; nil if it is none of that type.
    static func value(_ text: String, as type: PropertyType) -> Value? {
        switch type {
        case .text: return .text(text)
        case .number: return number(trimmed(text)).map(Value.number)
        case .quantity: return quantity(trimmed(text)).map(Value.quantity)
        case .date: return date(trimmed(text)).map(Value.date)
        case .source: return .source(source(trimmed(text)))
        }
    }

    /// A value of JSON as one of the type.
    static func value(_ value: Value, as type: PropertyType) -> Value? {
        switch (type, value) {
        case (_, .text(let text)): self.value(text, as: type)
        case (.text, .number(let number)): .text(decimalText(number))
        case (.number, .number), (.quantity, .quantity), (.source, .source): value
        case (.text, .quantity(let quantity)): .text(quantity.description)
        case (.quantity, .number(let number)): .quantity(Quantity(value: number, unit: ""))
        case (.quantity, _): nil
        case (.date, .number(let number)): Int(exactly: number).flatMap { PartialDate(year: $0) }.map(Value.date)
        default: nil
        }
    }

    /// `1260`, `-0.5`, and `1,260` as spreadsheets write it.
    private static func number(_ text: String) -> Double? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped = groups.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
        guard isGrouped, let first = text.utf8.first(where: { $0 != 0x2D && $0 != 0x2B }),
            (0x30...0x39).contains(first),
            let number = Double(groups.joined()), number.isFinite
        else { return nil }
        return number
    }

    /// `1.5万人`, `1,260 平方公里`, `90%`
    private static func quantity(_ text: String) -> Quantity? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || "+-.,".contains($0)) }
        let unit = trimmed(String(text.dropFirst(digits.count)))
        guard let number = number(String(digits)), MeasureUnit.named(unit) != nil || unit.isEmpty else { return nil }
        return Quantity(value: number, unit: unit)
    }

    /// `2025`, `2025-11`, `2025/11/3`, `2025年11月3日`
    private static func date(_ text: String) -> PartialDate? {
        let signs: [Character] = ["-", "/", ".", "年", "月", "日"]
        let parts = text.split(whereSeparator: signs.contains)
        let numbers = parts.compactMap { $0.allSatisfy { $0.isASCII && $0.isNumber } ? Int($0) : nil }
        guard numbers.count == parts.count, (1...3).contains(numbers.count), parts[0].count == 4 else { return nil }
        return PartialDate(
            year: numbers[0], month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil)
    }

    /// `plan:344-346`, `plan 344..346`, `plan:3`; anything else is a document or standard as a whole.
    private static func source(_ text: String) -> SourceReference {
        guard let mark = text.lastIndex(where: { $0 == ":" || $0 == " " }) else {
            return SourceReference(document: text)
        }
        let ends = text[text.index(after: mark)...].split(whereSeparator: { $0 == "-" || $0 == "." })
        let numbers = ends.compactMap { $0.allSatisfy { $0.isASCII && $0.isNumber } ? Int($0) : nil }
        let document = trimmed(String(text[..<mark]))
        guard numbers.count == ends.count, let first = numbers.first, let last = numbers.last, numbers.count <= 2,
            first >= 1, last >= first, !document.isEmpty, document != "GB/T", document != "GB"
        else { return SourceReference(document: text) }
        return SourceReference(document: document, lines: first...last)
    }
}
