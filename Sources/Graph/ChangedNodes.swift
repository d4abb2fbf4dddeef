/// The nodes at which each property isn't what the base's column says, found when they are first asked for. All copies of a graph with
/// the same changes share them, on whatever thread they are.
final class ChangedNodes: Sendable {
    private struct Found: Sendable {
        /// Of the base, ascending.
        var stored: [NodeID]
        /// These, and all that were added.
        var marks: Bitmap?
    }

    private let found = Locked<[SlotID: Found]>([:])

    var isEmpty: Bool { found.withLock { $0.isEmpty } }

    /// Nodes of the base, ascending, some of which may be removed.
    func stored(_ slot: SlotID, _ delta: Delta) -> [NodeID] {
        found.withLock { found in
            if let known = found[slot] { return known.stored }
            var nodes: [NodeID] = []
            for (node, values) in delta.overrides where values[slot] != nil { nodes.append(node) }
            nodes.sort()
            found[slot] = Found(stored: nodes)
            return nodes
        }
    }

    /// Nodes of the base with a changed value and all that were added, which have the numbers up to `limit`.
    func marks(_ slot: SlotID, _ delta: Delta, limit: Int) -> Bitmap {
        let stored = stored(slot, delta)
        return found.withLock { found in
            if let known = found[slot]?.marks { return known }
            var marks = Bitmap(limit: limit, stored)
            for node in limit - delta.nodes.count..<limit { marks.insert(node) }
            found[slot]?.marks = marks
            return marks
        }
    }
}
