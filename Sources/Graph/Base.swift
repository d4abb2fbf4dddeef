import Text

/// The number of a node. Those of the base run from 0, kind by kind; added nodes follow.
package typealias NodeID = UInt32

/// The immutable part of a graph: an image, and the lanes in it found once.
///
/// Nodes are numbered so that each kind's are consecutive and a kind's sub-kinds follow it; a column is addressed by the
/// row, which is the node's number less the kind's first.
struct Base: Sendable {
    let image: Image
    /// The nodes of each kind itself, without those of its sub-kinds.
    let ranges: [Range<Int>]
    let nodeCount: Int
    /// By kind and slot.
    let columns: [[Column?]]
    /// By relation and slot; rows are edge numbers.
    let edgeColumns: [[Column?]]
    let edgeCounts: [Int]
    /// By relation; nil if it has no edges.
    let forward: [Adjacency?]
    let inverse: [Adjacency?]
    let names: NameTable?
    /// Kinds that have nodes, by their first node.
    private let runs: [(start: Int, kind: KindID)]

    /// Finds the lanes of an image whose schema is given.
    init(image: Image, schema: Schema) throws(SnapshotError) {
        self.image = image
        guard let counts: Lane<UInt32> = image.lane(SectionName(.kindCounts)), counts.count == schema.kinds.count else {
            throw .damaged("kind counts")
        }
        var ranges = [Range<Int>](repeating: 0..<0, count: schema.kinds.count)
        var runs: [(start: Int, kind: KindID)] = []
        var next = 0
        for kind in schema.layoutOrder {
            ranges[kind] = next..<next + Int(counts[kind])
            if !ranges[kind].isEmpty { runs.append((next, kind)) }
            next = ranges[kind].upperBound
        }
        self.ranges = ranges
        self.runs = runs
        nodeCount = next
        columns = schema.kinds.indices.map { kind in
            schema.kinds[kind].properties.indices.map { slot in
                Column(image, SectionName(.nodeColumn, owner: kind, slot: slot), rowCount: ranges[kind].count)
            }
        }
        forward = schema.relations.indices.map { Adjacency(image, $0, .forward, kindCount: schema.kinds.count) }
        inverse = schema.relations.indices.map { Adjacency(image, $0, .inverse, kindCount: schema.kinds.count) }
        let edgeCounts = forward.map { $0?.targets.count ?? 0 }
        self.edgeCounts = edgeCounts
        edgeColumns = schema.relations.indices.map { relation in
            schema.relations[relation].properties.indices.map { slot in
                Column(image, SectionName(.edgeColumn, owner: relation, slot: slot), rowCount: edgeCounts[relation])
            }
        }
        names = NameTable(image)
    }

    /// The kind of a node of the base.
    func kind(of node: Int) -> KindID {
        var low = 0
        var high = runs.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if runs[middle].start <= node { low = middle } else { high = middle }
        }
        return runs[low].kind
    }

    /// nil for a property or kind that was declared after the image was made, or that no row has.
    func column(_ kind: KindID, _ slot: SlotID) -> Column? {
        guard kind < columns.count, slot < columns[kind].count else { return nil }
        return columns[kind][slot]
    }

    func edgeColumn(_ relation: RelationID, _ slot: SlotID) -> Column? {
        guard relation < edgeColumns.count, slot < edgeColumns[relation].count else { return nil }
        return edgeColumns[relation][slot]
    }

    func adjacency(_ step: RelationStep) -> Adjacency? {
        guard step.relation < forward.count else { return nil }
        return step.direction == .forward ? forward[step.relation] : inverse[step.relation]
    }

    func edgeCount(_ relation: RelationID) -> Int { relation < edgeCounts.count ? edgeCounts[relation] : 0 }

    func range(of kind: KindID) -> Range<Int> { kind < ranges.count ? ranges[kind] : 0..<0 }
}
