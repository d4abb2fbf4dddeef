import Text

extension Graph {
    /// The different units that a quantity property has in this graph, in the order in which they first come.
    ///
    /// - Parameter slots: the property's slot by kind, -1 where the kind has none.
    package func units(of slots: [SlotID]) -> [String] {
        var units: [String] = []
        func note(_ unit: String) { if !units.contains(unit) { units.append(unit) } }
        for (kind, slot) in slots.enumerated() where slot >= 0 {
            guard let column = base.column(kind, slot), case .quantities(let quantities) = column.elements else {
                continue
            }
            let rows = delta.isEmpty ? [] : staleRows(kind, slot)
            for name in 0..<quantities.names.count where isUsed(name, column, quantities, except: rows) {
                note(quantities.names.text(name))
            }
        }
        for (place, node) in delta.nodes.enumerated() where isAlive(NodeID(base.nodeCount + place)) {
            if slots[node.kind] >= 0 { noteUnits(delta.values(ofAdded: place, slots[node.kind]), note) }
        }
        for (node, values) in delta.overrides where isAlive(node) { noteUnits(values[slots[kind(of: node)]], note) }
        return units
    }

    /// A row without a value has the unit of nothing, which is no unit of the column.
    private func isUsed(_ unit: Int, _ column: Column, _ quantities: Column.Quantities, except stale: Set<Int>) -> Bool
    {
        if column.validity == nil, stale.isEmpty { return true }
        return (0..<column.rowCount).contains { row in
            !stale.contains(row) && column.range(of: row).contains { Int(quantities.units[$0]) == unit }
        }
    }

    /// Rows of the base whose node was removed or has another value now.
    private func staleRows(_ kind: KindID, _ slot: SlotID) -> Set<Int> {
        let range = base.range(of: kind)
        let changed = delta.overrides.lazy.filter { $0.value[slot] != nil }.map(\.key)
        return Set(
            (Array(changed) + delta.removedNodes).map { Int($0) }.filter(range.contains).map { $0 - range.lowerBound })
    }

    private func noteUnits(_ values: [Value]?, _ note: (String) -> Void) {
        for case .quantity(let quantity) in values ?? [] { note(quantity.unit) }
    }
}

extension Graph {
    /// Different texts that the nodes of the kind itself have under a slot, if they are few enough to choose from.
    package func commonTexts(ofOnly kind: KindID, _ slot: SlotID, atMost limit: Int) -> [String] {
        guard let column = base.column(kind, slot), case .text(let store, _, _) = column.elements else { return [] }
        var texts: [String] = []
        for entry in 0..<min(store.count, 4 * limit) {
            let text = store.text(entry)
            if !text.isEmpty, !texts.contains(text) { texts.append(text) }
            if texts.count > limit { return [] }
        }
        return texts
    }
}
