import Graph
import Plan
import Text

/// Reads the cells of a column that shows a property of the row's own node, as most columns do: its place in each kind is known
/// beforehand, and no list is made of one value.
struct CellReader {
    private let lookup: PropertyLookup
    private let isList: Bool

    /// nil if the column shows anything else.
    init?(_ column: BoundColumn) {
        guard column.shape == nil, case .path(let path) = column.expression.kind, path.start == .current,
            path.steps.isEmpty, case .property(let lookup) = path.end
        else { return nil }
        self.lookup = lookup
        isList = path.isList
    }

    /// What the evaluator says of the same column.
    func cell(of node: NodeID, _ graph: Graph) -> Value {
        let slot = lookup.slot(of: graph.kind(of: node))
        if isList { return .list(slot.map { graph.values(of: node, $0) } ?? []) }
        return slot.flatMap { graph.firstValue(of: node, $0) } ?? .missing
    }
}
