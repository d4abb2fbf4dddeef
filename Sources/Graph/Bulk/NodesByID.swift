import Text

/// The nodes of a kind and its sub-kinds by their folded ids, for who looks up many: an id is found by one look into a table.
package struct NodesByID {
    /// Numbers of nodes plus 1; 0 is free. Its size is a power of 2.
    private var slots: [UInt32]
    private let stores: [(nodes: Range<Int>, store: TextStore, entry: Lane<UInt32>?)]

    /// - Requires: the graph is ready for bulk, and is not given up before this.
    package init(_ graph: Graph, _ kind: KindID) {
        var stores: [(nodes: Range<Int>, store: TextStore, entry: Lane<UInt32>?)] = []
        var count = 0
        for kind in graph.schema.subtree(of: kind) {
            guard let (column, nodes) = graph.column(kind, NodeSlot.id),
                case .text(let store, let entry, _) = column.elements
            else { continue }
            stores.append((nodes, store, entry))
            count += nodes.count
        }
        self.stores = stores
        var size = 16
        while size < 2 * count { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        for (nodes, store, entry) in stores {
            for node in nodes {
                let row = node - nodes.lowerBound
                let id = store.folded(entry.map { Int($0[row]) } ?? row)
                var place = Int(truncatingIfNeeded: hash(of: id)) & (size - 1)
                while slots[place] != 0 { place = (place + 1) & (size - 1) }
                slots[place] = UInt32(node) + 1
            }
        }
    }

    /// The node of this folded id.
    package func node(_ id: UnsafeBufferPointer<UInt8>) -> NodeID? {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash(of: id)) & mask
        while slots[place] != 0 {
            let node = Int(slots[place]) - 1
            if let found = folded(node), areEqual(found, id) { return NodeID(node) }
            place = (place + 1) & mask
        }
        return nil
    }

    private func folded(_ node: Int) -> UnsafeBufferPointer<UInt8>? {
        for (nodes, store, entry) in stores where nodes.contains(node) {
            let row = node - nodes.lowerBound
            return store.folded(entry.map { Int($0[row]) } ?? row)
        }
        return nil
    }
}
