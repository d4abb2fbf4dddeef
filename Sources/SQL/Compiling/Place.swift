import Graph
import Plan

/// What a condition or an expression is about while it is written as SQL: the node of a row somewhere in the statement.
struct Place {
    /// The node's ordinal: `r1."n"`.
    var node: String
    /// The kinds that the node may be of.
    var kinds: KindSet
    /// Where the node's own columns can be read: the alias of the table of its kind.
    var table: (alias: String, kind: KindID)?
    /// Where properties of the edge that led to the node can be read.
    var edge: (alias: String, relation: RelationID)?
}

/// What a value is compared by, as expressions of SQL; each is null where there is no value.
enum Facets {
    case text(written: String, fold: String)
    case number(String)
    case quantity(amount: String, dimension: String)
    /// As written, and the first and last day.
    case date(written: String, first: String, last: String)
    case source(document: String, fold: String, first: String, last: String)
    /// An ordinal.
    case node(String)

    /// No value of a type.
    static func none(of type: PropertyType) -> Facets {
        func null(_ type: String) -> String { "CAST(NULL AS \(type))" }
        let (text, number, day) = (null("text"), null("double precision"), null("integer"))
        switch type {
        case .text: return .text(written: text, fold: text)
        case .number: return .number(number)
        case .quantity: return .quantity(amount: number, dimension: day)
        case .date: return .date(written: text, first: day, last: day)
        case .source: return .source(document: text, fold: text, first: day, last: day)
        }
    }

    /// What is null where there is no value.
    var presence: String {
        switch self {
        case .text(let written, _), .date(let written, _, _): written
        case .number(let number), .node(let number): number
        case .quantity(let amount, _): amount
        case .source(let document, _, _, _): document
        }
    }

    /// The same values by the names that a subquery gives them, and what the subquery selects.
    func selected(as alias: String) -> (facets: Facets, columns: String) {
        func column(_ number: Int) -> String { "\(alias).v\(number)" }
        func columns(_ expressions: [String]) -> String {
            expressions.enumerated().map { "\($0.element) AS v\($0.offset)" }.joined(separator: ", ")
        }
        switch self {
        case .text(let written, let fold):
            return (.text(written: column(0), fold: column(1)), columns([written, fold]))
        case .number(let number): return (.number(column(0)), columns([number]))
        case .quantity(let amount, let dimension):
            return (.quantity(amount: column(0), dimension: column(1)), columns([amount, dimension]))
        case .date(let written, let first, let last):
            return (.date(written: column(0), first: column(1), last: column(2)), columns([written, first, last]))
        case .source(let document, let fold, let first, let last):
            return (
                .source(document: column(0), fold: column(1), first: column(2), last: column(3)),
                columns([document, fold, first, last])
            )
        case .node(let node): return (.node(column(0)), columns([node]))
        }
    }
}

extension PropertyColumns {
    /// The values in the columns of a table that is known by an alias.
    func facets(of alias: String) -> Facets {
        func column(_ name: String) -> String { "\(alias).\(quotedName(name))" }
        switch type {
        case .text: return .text(written: column(value), fold: column(fold))
        case .number: return .number(column(value))
        case .quantity: return .quantity(amount: column(amount), dimension: column(dimension))
        case .date: return .date(written: column(value), first: column(first), last: column(last))
        case .source:
            return .source(document: column(value), fold: column(fold), first: column(first), last: column(last))
        }
    }
}
