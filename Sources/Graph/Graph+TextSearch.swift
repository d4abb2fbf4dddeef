import Text

extension Graph {
    /// At most how many nodes of the kind itself have a text under this slot that contains the folded needle; nil if only
    /// looking at every node would tell.
    package func textUpperBound(_ kind: KindID, _ slot: SlotID, _ needle: [UInt8]) -> Int? {
        guard let column = base.column(kind, slot) else { return delta.nodes.count + delta.overrides.count }
        guard case .text(_, _, let index) = column.elements else { return nil }
        guard let index = index ?? namesIndex(slot) else { return nil }
        let changed = delta.overridden(slot, in: base.range(of: kind)).count
        return index.upperBound(of: needle) + delta.nodes.count + changed
    }

    /// The index of all names answers for ids and names, which may have none of their own.
    private func namesIndex(_ slot: SlotID) -> BigramIndex? {
        slot == NodeSlot.id || slot == NodeSlot.name ? base.names?.index : nil
    }

    /// At most how many nodes go by a name that contains the folded needle.
    package func nameUpperBound(_ needle: [UInt8]) -> Int {
        (base.names?.index?.upperBound(of: needle) ?? 0) + delta.names.count
    }

    /// The nodes of the kind itself that have a text under this slot for which some needle is contained. Ascending.
    ///
    /// Few different texts are looked at once each; many are found by their bigrams and then looked at.
    package func nodes(ofOnly kind: KindID, _ slot: SlotID, containing needles: [[UInt8]]) -> [NodeID] {
        let changed = changedNodes(kind, slot, containing: needles)
        let stored = storedNodes(kind, slot, needles)
        guard !changed.isEmpty || !delta.isEmpty else { return stored }
        let areAsStored = !hasChanges(under: slot) && delta.removedNodes.isEmpty
        let kept = areAsStored ? stored : stored.filter { !isChanged($0, slot) && isAlive($0) }
        return changed.isEmpty ? kept : Array(Set(kept + changed)).sorted()
    }

    /// Marks these nodes. Where one list of an index says which they are, it is gone through once and no array is made of it.
    package func mark(ofOnly kind: KindID, _ slot: SlotID, containing needles: [[UInt8]], in marks: inout Bitmap) {
        guard let column = base.column(kind, slot), case .text(_, nil, let index?) = column.elements,
            column.offsets == nil, !needles.contains(where: \.isEmpty), needles.allSatisfy(index.isExact)
        else {
            for node in nodes(ofOnly: kind, slot, containing: needles) { marks.insert(Int(node)) }
            return
        }
        let overridden = delta.overridden(slot, in: base.range(of: kind))
        var stored = Bitmap(limit: 0)
        // What others marked must stay where this property no longer has the text.
        if !overridden.isEmpty { swap(&stored, &marks); marks = Bitmap(limit: nodeLimit) }
        for needle in needles { index.mark(needle, from: base.range(of: kind).lowerBound, in: &marks) }
        for node in overridden { marks.remove(Int(node)) }
        for node in delta.removedNodes { marks.remove(Int(node)) }
        if !overridden.isEmpty { marks.formUnion(stored) }
        for node in changedNodes(kind, slot, containing: needles) { marks.insert(Int(node)) }
    }

    /// Added nodes of the kind, and nodes of the base whose value under the slot changed, with a text that contains some needle.
    private func changedNodes(_ kind: KindID, _ slot: SlotID, containing needles: [[UInt8]]) -> [NodeID] {
        if delta.isEmpty { return [] }
        let added = delta.nodes.indices.filter { delta.nodes[$0].kind == kind }.map { NodeID(base.nodeCount + $0) }
        return (added + delta.overridden(slot, in: base.range(of: kind))).filter { node in
            isAlive(node)
                && values(of: node, slot).contains { value in
                    guard case .text(let text) = value else { return false }
                    let folded = foldedBytes(text)
                    return folded.withUnsafeBufferPointer { bytes in needles.contains { isFound($0, in: bytes) } }
                }
        }
    }

    private func storedNodes(_ kind: KindID, _ slot: SlotID, _ needles: [[UInt8]]) -> [NodeID] {
        guard let column = base.column(kind, slot), case .text(let store, let entry, let index) = column.elements else {
            return []
        }
        let first = base.range(of: kind).lowerBound
        func matches(_ text: Int) -> Bool {
            let bytes = store.folded(text)
            return needles.contains { isFound($0, in: bytes) }
        }
        if index == nil, entry == nil, namesIndex(slot) != nil, !needles.contains(where: \.isEmpty) {
            return storedNodes(kind, column, slot == NodeSlot.id ? .id : .name, needles)
        }
        if let index, column.offsets == nil, entry == nil, !needles.contains(where: \.isEmpty) {
            var found: [UInt32] = []
            for needle in needles {
                let candidates = index.candidates(for: needle)
                found += index.isExact(for: needle) ? candidates : store.texts(of: candidates, containing: needle)
            }
            if needles.count > 1 { found = Array(Set(found)).sorted() }
            return found.filter { !column.range(of: Int($0)).isEmpty }.map { NodeID(first) + $0 }
        }
        let verdicts = entry == nil ? nil : (0..<store.count).map(matches)
        return (0..<column.rowCount).filter { row in
            column.range(of: row).contains { element in
                if let entry, let verdicts { return verdicts[Int(entry[element])] }
                return matches(element)
            }
        }.map { NodeID(first + $0) }
    }

    /// By the table of names, for a column of ids or names without an index of its own.
    private func storedNodes(_ kind: KindID, _ column: Column, _ role: NameRole, _ needles: [[UInt8]]) -> [NodeID] {
        guard let names = base.names else { return [] }
        let range = base.range(of: kind)
        var found = Bitmap(limit: base.nodeCount)
        for needle in needles {
            for entry in names.entries(containing: needle).lazy.map(Int.init) {
                let node = Int(names.node(entry))
                guard range.contains(node), names.role(entry).contains(role),
                    !column.range(of: node - range.lowerBound).isEmpty
                else { continue }
                found.insert(node)
            }
        }
        return found.members
    }
}
