/// The nodes at which each property isn't what the base's column says, found when they are first asked for. All copies of a graph with
/// the same changes share them, on whatever thread they are.
final class ChangedNodes: Sendable {
    private struct Property: Hashable {
        var kind: KindID
        var slot: SlotID
    }

    private struct Found: Sendable {
        /// Of the base, of all kinds, ascending.
        var stored: [SlotID: [NodeID]] = [:]
        var rows: [Property: ChangedRows?] = [:]
    }

    private let found = Locked(Found())

    var isEmpty: Bool { found.withLock { $0.stored.isEmpty && $0.rows.isEmpty } }

    /// Nodes of the base with a changed value, ascending, some of which may be removed.
    func stored(_ slot: SlotID, _ delta: Delta) -> [NodeID] {
        found.withLock { found in
            if let known = found.stored[slot] { return known }
            var nodes: [NodeID] = []
            for (node, values) in delta.overrides where values[slot] != nil { nodes.append(node) }
            nodes.sort()
            found.stored[slot] = nodes
            return nodes
        }
    }

    /// Those of a kind, and all of the kind that were added; nil if there are none.
    func rows(_ kind: KindID, _ slot: SlotID, _ graph: Graph) -> ChangedRows? {
        let stored = graph.delta.overridden(slot, in: graph.base.range(of: kind))
        return found.withLock { found in
            let property = Property(kind: kind, slot: slot)
            if let known = found.rows[property] { return known }
            let added = graph.delta.nodes.indices.filter { graph.delta.nodes[$0].kind == kind }
            let isNone = stored.isEmpty && added.isEmpty
            let rows = isNone ? nil : ChangedRows(kind, slot, stored: stored, added: added, graph)
            found.rows[property] = .some(rows)
            return rows
        }
    }
}
