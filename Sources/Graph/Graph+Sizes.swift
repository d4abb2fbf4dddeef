/// What the parts of a base take, for who reports memory.
package struct StoredSize: Sendable {
    /// Values as they were written, numbers of edges' ends, and where each begins.
    package var values = 0
    /// Texts once more, folded, where folding changes them.
    package var folded = 0
    /// Indexes of pairs of characters.
    package var indexes = 0
    /// Document and lines of each fact.
    package var sources = 0

    package var total: Int { values + folded + indexes + sources }

    fileprivate mutating func add(_ name: SectionName, _ bytes: Int, isSource: Bool) {
        let part = Int(name.raw & 0xFFFF)
        if isSource {
            sources += bytes
        } else if part >= ColumnPart.texts.index {
            indexes += bytes
        } else if part == ColumnPart.texts.foldedOffsets || part == ColumnPart.texts.foldedBytes {
            folded += bytes
        } else {
            values += bytes
        }
    }
}

extension Graph {
    /// What the columns of a kind itself take in the base.
    package func storedSize(ofKind kind: KindID) -> StoredSize {
        storedSize(.nodeColumn, kind) { $0 == NodeSlot.source }
    }

    /// What the edges of a relation take in the base, both ways, with their columns.
    package func storedSize(ofRelation relation: RelationID) -> StoredSize {
        var size = storedSize(.edgeColumn, relation) { $0 == EdgeSlot.source }
        size.values += storedSize(.adjacency, relation) { _ in false }.total
        return size
    }

    /// What the table of all names takes.
    package var storedSizeOfNames: StoredSize { storedSize(.names, 0) { _ in false } }

    private func storedSize(_ sort: SectionName.Sort, _ owner: Int, isSource: (SlotID) -> Bool) -> StoredSize {
        var size = StoredSize()
        for name in base.image.sectionNames where name.sort == sort && Int(name.raw >> 32 & 0xFF_FFFF) == owner {
            size.add(name, base.image.section(name)?.count ?? 0, isSource: isSource(Int(name.raw >> 16 & 0xFFFF)))
        }
        return size
    }

    /// The edges of a kind's nodes as the base has them: where each node's begin, and the other ends; nil without edges.
    package func storedEdges(of kind: KindID, _ step: RelationStep) -> (offsets: Lane<UInt32>, targets: Lane<UInt32>)? {
        guard let adjacency = base.adjacency(step), adjacency.hasEdges(kind) else { return nil }
        let start = adjacency.segmentStarts[kind]
        let offsets = Lane(pointer: adjacency.offsets.pointer + start, count: base.range(of: kind).count + 1)
        return (offsets, adjacency.targets)
    }
}
