import Diagnostics
import Graph
import Plan
import Syntax
import Text

extension Binder {
    /// A literal as a value of a property's type: a year for a date, the text of a number for a text, a number for `$year`.
    func value(_ literal: Literal, as type: PropertyType, of property: String) throws(BindingError) -> Value {
        let value = try value(literal)
        if value == .missing { return value }
        let written = literal.isParameter ? value.description : text(literal.range)
        if let converted = converted(value, as: type, written: written) { return converted }
        throw .wrongType(property: words(ofProperty: property), type, found: written, at: literal.range)
    }

    /// A property's names; a text that is none, such as an expression, stands for itself.
    private func words(ofProperty name: String) -> Message {
        let kinds = schema.kinds.lazy.compactMap { $0.properties.first { $0.name == name } }
        return kinds.first?.words ?? Message(name, name)
    }

    /// A literal as it stands; a parameter's text.
    func value(_ literal: Literal) throws(BindingError) -> Value {
        switch literal.kind {
        case .text(let text): return .text(text)
        case .number(let number): return .number(number)
        case .quantity(let quantity): return .quantity(quantity)
        case .date(let date): return .date(date)
        case .node(let kind, let name): return .node(graph.reference(to: try node(Designator(kind: kind, name: name))))
        case .parameter(let name):
            if let argument = environment.arguments[name] { return argument }
            guard let text = environment.parameters[name] else { throw .missingParameter(name, at: literal.range) }
            return .text(text)
        }
    }

    func converted(_ value: Value, as type: PropertyType, written: String) -> Value? {
        switch (type, value) {
        case (.text, .text), (.number, .number), (.quantity, .quantity), (.date, .date): value
        case (.text, .number), (.text, .quantity), (.text, .date): .text(written)
        case (.number, .quantity(let quantity)) where quantity.dimension == .number: .number(quantity.amount)
        case (.number, .date(let date)) where date.month == nil: .number(Double(date.year))
        case (.number, .text(let text)): Double(text).map(Value.number)
        case (.quantity, .number(let number)): .quantity(Quantity(value: number, unit: ""))
        case (.quantity, .text(let text)): readQuantity(text).map(Value.quantity)
        case (.date, .number(let number)): Int(exactly: number).flatMap { PartialDate(year: $0) }.map(Value.date)
        case (.date, .text(let text)): readDate(text).map(Value.date)
        case (.source, .text(let text)): .source(SourceReference(document: text))
        default: nil
        }
    }

    private func readQuantity(_ text: String) -> Quantity? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
        let unit = String(text.dropFirst(digits.count)).filter { $0 != " " }
        guard let number = Double(digits), MeasureUnit.named(unit) != nil else { return nil }
        return Quantity(value: number, unit: unit)
    }

    private func readDate(_ text: String) -> PartialDate? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let year = parts.first ?? nil, parts.count <= 3, !parts.contains(nil) else { return nil }
        return PartialDate(year: year, month: parts.count > 1 ? parts[1] : nil, day: parts.count > 2 ? parts[2] : nil)
    }

    /// Refuses a literal that no value of a column of one dimension can be compared with.
    func checkDimension(_ values: [Value], _ lookup: PropertyLookup, at range: Range<Int>) throws(BindingError) {
        guard lookup.type == .quantity, let wanted = values.lazy.compactMap(\.measure).first?.dimension else { return }
        let units = graph.units(of: lookup.slots)
        let dimensions = Set(units.compactMap { MeasureUnit.named($0)?.dimension })
        guard dimensions.count == 1, let only = dimensions.first, !only.isComparable(with: wanted),
            let unit = units.first
        else {
            return
        }
        throw .dimensionsDiffer(text(range), unit, at: range)
    }
}
