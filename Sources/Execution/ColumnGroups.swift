import CKernels
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

    /// The groups in the order of their first roots; nil if the roots or keys aren't of this sort.
    func groups(of roots: [NodeID]) throws(ExecutionError) -> [Row]? {
        let graph = context.graph
        let most = context.thresholds.combinations
        guard let first = roots.first, most > 0 else { return nil }
        let kind = graph.kind(of: first)
        guard graph.areOwn(roots[...], kind) else { return nil }
        let slots = keys.compactMap { slot(of: $0, kind) }
        guard slots.count == keys.count else { return nil }
        let groups = try ColumnGroups.groups(of: roots, kind, slots, graph, most: most) { () throws(ExecutionError) in
            try context.check()
        }
        return groups?.map { .group(keys: $0.keys, members: $0.members) }
    }

    /// The groups of nodes of one kind by properties with one value each, in the order of their first nodes; nil if values, or their
    /// combinations, aren't few.
    package static func groups(
        of roots: [NodeID], _ kind: KindID, _ slots: [SlotID], _ graph: Graph, most: Int,
        check: () throws(ExecutionError) -> Void
    ) throws(ExecutionError) -> [(keys: [Value], members: ArraySlice<NodeID>)]? {
        if slots.count == 1, let groups = try groups(of: roots, byTexts: slots[0], kind, graph, check) { return groups }
        var lists: [KeyNumbers] = []
        var places = 1
        for slot in slots {
            guard let list = KeyNumbers(graph, kind, slot, roots) else { return nil }
            try check()
            places *= list.values.count
            guard places <= most else { return nil }
            lists.append(list)
        }
        // The place of each row's combination of values.
        var placeOfRoot = lists[0].numbers
        for list in lists.dropFirst() {
            try check()
            let factor = UInt32(list.values.count)
            list.numbers.withUnsafeBufferPointer { numbers in
                placeOfRoot.withUnsafeMutableBufferPointer { places in
                    for row in places.indices { places[row] = places[row] * factor + numbers[row] }
                }
            }
        }
        try check()
        var counts = [UInt32](repeating: 0, count: places)
        counts.withUnsafeMutableBufferPointer { counts in for place in placeOfRoot { counts[Int(place)] += 1 } }
        var groupOfPlace = [Int32](repeating: -1, count: places)
        var groups: [(keys: [Value], members: ArraySlice<NodeID>)] = []
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
        // The members of all groups one behind the other, of which each group has its part.
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
        for group in groups.indices { groups[group].members = sorted[starts[group]..<starts[group + 1]] }
        return groups
    }

    /// The groups by one property with a text at every node, whose numbers stand in the column: they are counted, and each node is
    /// put where its group is; nil if the property isn't of this sort.
    private static func groups(
        of roots: [NodeID], byTexts slot: SlotID, _ kind: KindID, _ graph: Graph,
        _ check: () throws(ExecutionError) -> Void
    ) throws(ExecutionError) -> [(keys: [Value], members: ArraySlice<NodeID>)]? {
        guard let (column, nodes) = graph.column(kind, slot), column.offsets == nil, column.validity == nil,
            case .text(let store, let entries?, _) = column.elements, graph.changedRows(kind, slot) == nil,
            store.count <= KeyNumbers.mostValues
        else { return nil }
        let (entry, first) = (entries.buffer, nodes.lowerBound)
        // Where the next node of each text goes; before that, how many there are.
        var next = [UInt32](repeating: 0, count: 4 * store.count)
        ck_group_count(entries.pointer, NodeID(first), roots, roots.count, store.count, &next)
        try check()
        // The texts in the order in which they come.
        var order: [Int] = []
        var isKnown = [Bool](repeating: false, count: store.count)
        let wanted = next[..<store.count].count { $0 > 0 }
        for root in roots {
            if order.count == wanted { break }
            let text = Int(entry[Int(root) - first])
            if !isKnown[text] { order.append(text) }
            isKnown[text] = true
        }
        var starts = [0]
        for text in order {
            starts.append(starts[starts.count - 1] + Int(next[text]))
            next[text] = UInt32(starts[starts.count - 2])
        }
        let sorted = [NodeID](unsafeUninitializedCapacity: roots.count) { sorted, count in
            ck_group_place(entries.pointer, NodeID(first), roots, roots.count, &next, sorted.baseAddress)
            count = roots.count
        }
        try check()
        return order.enumerated().map { number, text in
            ([.text(store.text(text))], sorted[starts[number]..<starts[number + 1]])
        }
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
