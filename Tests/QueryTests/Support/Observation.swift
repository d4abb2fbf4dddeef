import Diagnostics
import Execution
import Graph
import Query
import Syntax
import Text

/// What can be seen of an answer, in words that do not depend on who gave it.
struct Observation: Equatable {
    /// The ids of the nodes that the rows are of.
    var roots: [String]
    /// nil without `show`: the columns are then the schema's affair.
    var cells: [[String]]?
    var isOrdered: Bool

    /// The same without the order, where none is promised.
    ///
    /// Columns, where there are some, show the order of groups and of nodes; their roots then don't have to.
    func settled(isOrdered: Bool) -> Observation {
        var settled = self
        settled.isOrdered = isOrdered
        if !isOrdered || cells != nil { settled.roots.sort() }
        if !isOrdered { settled.cells?.sort { $0.lexicographicallyPrecedes($1) } }
        return settled
    }
}

extension Observation {
    /// Reads an answer to its end.
    init(_ answer: Answer, _ graph: Graph, hasColumns: Bool) throws {
        var answer = answer
        var rows: [[String]] = []
        while case let batch = try answer.nextBatch(), !batch.isEmpty { rows += batch.map { $0.map(\.cell) } }
        self.init(roots: answer.roots.map { graph.id(of: $0) }, cells: hasColumns ? rows : nil, isOrdered: false)
    }
}

extension Query {
    /// Whether the query itself says what an answer shows.
    var hasColumns: Bool {
        verb == .count || clauses.contains { if case .show = $0.kind { true } else { false } }
    }
}

extension Value {
    /// The value in the words of an observation.
    var cell: String {
        switch self {
        case .missing: "–"
        case .text(let text): quoted(text)
        case .number(let number): amountCell(number, "number")
        case .quantity(let quantity):
            amountCell(
                quantity.amount,
                quantity.dimension == .money ? "money" : quantity.dimension == .people ? "people" : "number")
        case .date(let date): date.description
        case .boolean(let value): "\(value)"
        case .node(let node): "\(node.kind) \(node.id)"
        case .source(let source): source.description
        case .list(let values): listCell(values.map(\.cell))
        case .route: description
        case .record(let fields): "{\(fields.map(\.value.cell).joined(separator: "; "))}"
        }
    }
}
