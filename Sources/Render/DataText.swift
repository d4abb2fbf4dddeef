import Text

/// A value as one field of csv and tsv: names of nodes, quantities as written, lists with `; `, shapes as compact JSON.
func dataText(_ value: Value) -> String {
    switch value {
    case .missing: ""
    case .text(let text): text
    case .number(let number): number.isFinite ? decimalText(number) : ""
    case .quantity(let quantity): quantity.value.isFinite ? quantity.description : ""
    case .date(let date): date.description
    case .boolean(let boolean): boolean ? "true" : "false"
    case .node(let node): node.name
    case .source(let source): source.description
    case .list(let values) where values.contains { $0.isNested }: jsonText(value)
    case .list(let values): values.map(dataText).joined(separator: "; ")
    case .record: jsonText(value)
    case .route(let route): route.text(\.name)
    }
}

extension Value {
    fileprivate var isNested: Bool {
        switch self {
        case .record, .list: true
        case .missing, .text, .number, .quantity, .date, .boolean, .node, .source, .route: false
        }
    }
}

/// A value as compact JSON.
package func jsonText(_ value: Value) -> String {
    var bytes: [UInt8] = []
    bytes.appendJSON(value)
    return String(decoding: bytes, as: UTF8.self)
}

/// Before csv, tsv and html, once per output.
let byteOrderMark = "\u{FEFF}"
