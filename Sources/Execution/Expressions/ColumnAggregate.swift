import Graph
import Plan
import Text

/// An aggregate of a property with numbers over nodes, straight from the column: `sum(value)`, `avg(year)`.
struct ColumnAggregate {
    private let column: Column
    private let amounts: Lane<Double>
    /// The unit of all values; nil of plain numbers.
    private let unit: String?
    private let first: Int
    private let members: [NodeID]

    /// nil if it isn't a property with one number of the node itself, values have several units, or nodes were changed.
    init?(_ argument: BoundExpression, _ members: [NodeID], _ graph: Graph) {
        guard case .path(let path) = argument.kind, path.start == .current, path.steps.isEmpty,
            case .property(let lookup) = path.end, !lookup.isMany, !lookup.hasDefault, !graph.hasChangedNodes,
            let member = members.first, Int(member) < graph.baseCount
        else { return nil }
        let kind = graph.kind(of: member)
        guard let slot = lookup.slot(of: kind), let (column, nodes) = graph.column(kind, slot), column.offsets == nil,
            members.allSatisfy({ nodes.contains(Int($0)) })
        else { return nil }
        switch column.elements {
        case .numbers(let numbers): (amounts, unit) = (numbers, nil)
        case .quantities(let quantities) where quantities.names.count == 1:
            let name = quantities.names.text(0)
            (amounts, unit) = (quantities.amounts, name.isEmpty ? nil : name)
        default: return nil
        }
        self.column = column
        self.members = members
        first = nodes.lowerBound
    }

    /// nil for aggregates of another sort.
    func value(of aggregate: Aggregate) -> Value? {
        var count = 0
        var sum = 0.0
        var best: Int?
        for member in members {
            let row = Int(member) - first
            if let validity = column.validity, !validity.bit(row) { continue }
            count += 1
            sum += amounts[row]
            guard aggregate == .min || aggregate == .max else { continue }
            if let known = best, aggregate == .min ? amounts[row] >= amounts[known] : amounts[row] <= amounts[known] {
                continue
            }
            best = row
        }
        switch aggregate {
        case .count: return .number(Double(count))
        case .min, .max: return best.map { column.value($0) } ?? .missing
        case .sum: return count == 0 ? .missing : .measure(sum, unit: unit)
        case .avg: return count == 0 ? .missing : .measure(sum / Double(count), unit: unit)
        case .median, .list, .first: return nil
        }
    }
}
