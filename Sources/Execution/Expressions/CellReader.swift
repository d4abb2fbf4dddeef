import Graph
import Plan
import Text

/// Reads the cells of a column that shows a property of the row's own node, as most columns do: its place in each kind is known
/// beforehand, neighbouring rows are of one kind, and no list is made of one value.
struct CellReader {
    private let lookup: PropertyLookup
    private let isList: Bool

    /// Fewer nodes are asked one by one whether they were changed.
    private static let gatheredFrom = 64

    /// nil if the column shows anything else.
    init?(_ column: BoundColumn) {
        guard column.shape == nil, case .path(let path) = column.expression.kind, path.start == .current,
            path.steps.isEmpty, case .property(let lookup) = path.end
        else { return nil }
        self.lookup = lookup
        isList = path.isList
    }

    /// A reader for each column; nil if some show anything else.
    static func readers(of columns: [BoundColumn]) -> [CellReader]? {
        var readers: [CellReader] = []
        for column in columns {
            guard let reader = CellReader(column) else { return nil }
            readers.append(reader)
        }
        return readers
    }

    /// Appends to each row what the evaluator says of the same column at its node.
    ///
    /// - Requires: as many rows as nodes.
    func append(to rows: inout [[Value]], of nodes: [NodeID], _ graph: Graph) {
        var kind: KindID?
        var (slot, found, changes): (SlotID?, Column?, ChangedRows?)
        var stored = 0..<0
        var isAsked = false
        for (place, node) in nodes.enumerated() {
            if kind == nil || !stored.contains(Int(node)) {
                let own = graph.kind(of: node)
                kind = own
                slot = lookup.slot(of: own)
                stored = graph.baseRange(of: own)
                found = isList ? nil : slot.flatMap { graph.column(own, $0)?.column }
                let isGathered = nodes.count >= CellReader.gatheredFrom
                changes = isGathered ? slot.flatMap { graph.changedRows(own, $0) } : nil
                isAsked = !isGathered && slot.map(graph.hasChanges) == true
            }
            if let found, stored.contains(Int(node)), changes?.contains(node) != true,
                !isAsked || slot.map({ graph.isChanged(node, $0) }) != true,
                let element = found.range(of: Int(node) - stored.lowerBound).first
            {
                rows[place].append(found.value(element))
            } else {
                let values = slot.map { graph.values(of: node, $0) } ?? []
                rows[place].append(isList ? .list(values) : values.first ?? .missing)
            }
        }
    }
}
