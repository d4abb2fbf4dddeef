import Graph
import Plan
import Text

/// Groups by properties that have few different values: rows get the numbers of their values, and a table of all combinations
/// tells the group, so that no value is made for a row.
///
///     group by theme, year    theme 3, year 17 of 20    ⇒    place 3 × 20 + 17
struct ColumnGroups {
    let keys: [BoundExpression]
    let context: ExecutionContext

    /// More combinations than this aren't laid out.
    private static let mostPlaces = 1 << 21

    /// The groups in the order of their first roots; nil if the roots or keys aren't of this sort.
    func groups(of roots: [NodeID]) throws(ExecutionError) -> [Row]? {
        let graph = context.graph
        guard let first = roots.first else { return nil }
        let kind = graph.kind(of: first)
        let range = graph.baseRange(of: kind)
        guard roots.allSatisfy({ range.contains(Int($0)) || graph.isAdded($0, kind) }) else { return nil }
        let changed = graph.changedMarks
        var lists: [KeyNumbers] = []
        var places = 1
        for key in keys {
            guard let slot = slot(of: key, kind), let list = KeyNumbers(graph, kind, slot, roots, changed) else { return nil }
            try context.check()
            places *= list.values.count
            guard places <= ColumnGroups.mostPlaces else { return nil }
            lists.append(list)
        }
        var groupOfPlace = [Int32](repeating: -1, count: places)
        var keysOfGroup: [[Value]] = []
        var counts: [Int] = []
        var groupOfRoot = [Int32](repeating: 0, count: roots.count)
        for row in roots.indices {
            if row % (8 * batchSize) == 0 { try context.check() }
            var place = 0
            for list in lists { place = place * list.values.count + Int(list.numbers[row]) }
            if groupOfPlace[place] < 0 {
                groupOfPlace[place] = Int32(counts.count)
                keysOfGroup.append(lists.map { $0.values[Int($0.numbers[row])] })
                counts.append(0)
            }
            groupOfRoot[row] = groupOfPlace[place]
            counts[Int(groupOfPlace[place])] += 1
        }
        var members = counts.map { count in
            var list: [NodeID] = []
            list.reserveCapacity(count)
            return list
        }
        for row in roots.indices { members[Int(groupOfRoot[row])].append(roots[row]) }
        return zip(keysOfGroup, members).map { .group(keys: $0, members: $1) }
    }

    /// The slot of a key that is a property with one value of the row's own node.
    private func slot(of key: BoundExpression, _ kind: KindID) -> SlotID? {
        guard case .path(let path) = key.kind, path.start == .current, path.steps.isEmpty,
            case .property(let lookup) = path.end, !lookup.isMany, let slot = lookup.slot(of: kind),
            slot > NodeSlot.confidence
        else { return nil }
        return slot
    }
}

/// The values that rows have of one property, numbered; equal values have one number.
private struct KeyNumbers {
    private(set) var values: [Value] = []
    private(set) var numbers: [UInt32] = []

    private var numberOfMissing: UInt32?
    private var distinct: [Value: UInt32] = [:]

    private static let mostValues = 1 << 16

    /// nil if values aren't few.
    ///
    /// - Parameter changed: roots whose values aren't those of the column; nil if there are none.
    init?(_ graph: Graph, _ kind: KindID, _ slot: SlotID, _ roots: [NodeID], _ changed: Bitmap?) {
        numbers.reserveCapacity(roots.count)
        let found = graph.column(kind, slot)
        guard found?.column.offsets == nil else { return nil }
        let validity = found?.column.validity
        let first = found?.nodes.lowerBound ?? 0
        // The number of each entry, or of each small whole number.
        var known: [UInt32] = []
        for root in roots {
            let row = Int(root) - first
            if let changed, changed.contains(Int(root)) {
                numbers.append(number(of: graph.storedValues(of: root, slot).first ?? .missing))
            } else if let column = found?.column, validity?.bit(row) != false {
                switch column.elements {
                case .text(let store, let entry?, _):
                    if known.isEmpty { known = [UInt32](repeating: UInt32.max, count: store.count) }
                    let place = Int(entry[row])
                    if known[place] == UInt32.max { known[place] = number(of: .text(store.text(place))) }
                    numbers.append(known[place])
                case .numbers(let lane):
                    if known.isEmpty { known = [UInt32](repeating: UInt32.max, count: 1 << 12) }
                    let value = lane[row]
                    guard value >= 0, value < Double(known.count), value == value.rounded(.down) else {
                        if values.count > KeyNumbers.mostValues { return nil }
                        numbers.append(number(of: .number(value)))
                        continue
                    }
                    let place = Int(value)
                    if known[place] == UInt32.max { known[place] = number(of: .number(value)) }
                    numbers.append(known[place])
                default: return nil
                }
            } else {
                let missing = numberOfMissing ?? number(of: .missing)
                numberOfMissing = missing
                numbers.append(missing)
            }
            if values.count > KeyNumbers.mostValues { return nil }
        }
    }

    private mutating func number(of value: Value) -> UInt32 {
        if let number = distinct[value] { return number }
        let number = UInt32(values.count)
        distinct[value] = number
        values.append(value)
        return number
    }
}
