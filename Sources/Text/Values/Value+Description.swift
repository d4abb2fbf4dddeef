extension Value: CustomStringConvertible {
    /// The value as a person would write it; the first of a list, nothing for a missing value or a record.
    package var description: String {
        switch self {
        case .missing, .record: ""
        case .text(let text): text
        case .number(let number): decimalText(number)
        case .quantity(let quantity): quantity.description
        case .date(let date): date.description
        case .boolean(let value): "\(value)"
        case .node(let node): node.name
        case .source(let source): source.description
        case .list(let values): values.first?.description ?? ""
        case .route(let route): route.text(\.name)
        }
    }
}
