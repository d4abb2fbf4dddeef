import Graph
import Plan
import Text

/// Groups by properties that have few different values: rows get the numbers of their values, and a table of all combinations
/// tells the group, so that no value is made for a row.
///
///     group by theme, year    theme 3, year 17 of 20    ⇒    place 3 × 20 + 17
package struct ColumnGroups {
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
        let slots = keys.compactMap { slot(of: $0, kind) }
        guard slots.count == keys.count else { return nil }
        let groups = try ColumnGroups.groups(of: roots, kind, slots, graph) { () throws(ExecutionError) in
            try context.check()
        }
        return groups?.map { .group(keys: $0.keys, members: $0.members) }
    }

    /// The groups of nodes of one kind by properties with one value each, in the order of their first nodes; nil if values aren't
    /// few.
    package static func groups(
        of roots: [NodeID], _ kind: KindID, _ slots: [SlotID], _ graph: Graph,
        check: () throws(ExecutionError) -> Void
    ) throws(ExecutionError) -> [(keys: [Value], members: [NodeID])]? {
        var lists: [KeyNumbers] = []
        var places = 1
        for slot in slots {
            guard let list = KeyNumbers(graph, kind, slot, roots, graph.changedMarks(of: slot)) else { return nil }
            try check()
            places *= list.values.count
            guard places <= ColumnGroups.mostPlaces else { return nil }
            lists.append(list)
        }
        // The place of each row's combination of values.
        var placeOfRoot = lists[0].numbers
        for list in lists.dropFirst() {
            try check()
            let factor = UInt32(list.values.count)
            for row in placeOfRoot.indices { placeOfRoot[row] = placeOfRoot[row] * factor + list.numbers[row] }
        }
        try check()
        var counts = [UInt32](repeating: 0, count: places)
        for place in placeOfRoot { counts[Int(place)] += 1 }
        var groupOfPlace = [Int32](repeating: -1, count: places)
        var groups: [(keys: [Value], members: [NodeID])] = []
        var order: [Int] = []
        if lists.count == 1 {
            // Values are numbered in the order in which they come.
            groupOfPlace = (0..<Int32(places)).map { $0 }
            order = Array(0..<places)
            groups = lists[0].values.map { ([$0], []) }
        } else {
            for (row, place) in placeOfRoot.enumerated() where groupOfPlace[Int(place)] < 0 {
                groupOfPlace[Int(place)] = Int32(order.count)
                order.append(Int(place))
                groups.append((lists.map { $0.values[Int($0.numbers[row])] }, []))
            }
        }
        try check()
        // The members of all groups one behind the other, then cut.
        var next = [Int](repeating: 0, count: order.count + 1)
        for (group, place) in order.enumerated() { next[group + 1] = next[group] + Int(counts[place]) }
        let starts = next
        let sorted = [NodeID](unsafeUninitializedCapacity: roots.count) { sorted, count in
            next.withUnsafeMutableBufferPointer { next in
                for row in roots.indices {
                    let group = Int(groupOfPlace[Int(placeOfRoot[row])])
                    sorted[next[group]] = roots[row]
                    next[group] += 1
                }
            }
            count = roots.count
        }
        for group in groups.indices { groups[group].members = Array(sorted[starts[group]..<starts[group + 1]]) }
        return groups
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
        if changed == nil, validity == nil, let column = found?.column {
            if case .text(let store, let entry?, _) = column.elements {
                number(entry, store, roots, first)
                return
            }
        }
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

    /// Every root has a value, and it is one of few texts.
    private mutating func number(_ entry: Lane<UInt32>, _ store: TextStore, _ roots: [NodeID], _ first: Int) {
        var known = [UInt32](repeating: UInt32.max, count: store.count)
        numbers = [UInt32](unsafeUninitializedCapacity: roots.count) { numbers, count in
            for row in roots.indices {
                let place = Int(entry[Int(roots[row]) - first])
                if known[place] == UInt32.max { known[place] = number(of: .text(store.text(place))) }
                numbers[row] = known[place]
            }
            count = roots.count
        }
    }

    private mutating func number(of value: Value) -> UInt32 {
        let sameness = value.sameness
        if let number = distinct[sameness] { return number }
        let number = UInt32(values.count)
        distinct[sameness] = number
        values.append(value)
        return number
    }
}
