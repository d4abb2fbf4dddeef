import Text

/// What `search` reads.
extension Graph {
    /// The slots of a kind's properties that hold text; the id, which is the name where there is no other, included.
    package func textSlots(of kind: KindID) -> [SlotID] {
        schema.kinds[kind].properties.indices.filter { slot in
            slot != NodeSlot.rule && schema.kinds[kind].properties[slot].type == .text
        }
    }

    /// The folded texts of a property at a node.
    package func forEachText(of node: NodeID, _ slot: SlotID, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        let index = Int(node)
        if index < base.nodeCount, !isChanged(node) {
            let kind = base.kind(of: index)
            guard let column = base.column(kind, slot), case .text(let store, let entry, _) = column.elements else {
                return
            }
            for element in column.range(of: index - base.ranges[kind].lowerBound) {
                body(store.folded(entry.map { Int($0[element]) } ?? element))
            }
        } else {
            for case .text(let text) in values(of: node, slot) { foldedBytes(text).withUnsafeBufferPointer(body) }
        }
    }
}
