import Text

/// The number of a node. Those of the base run from 0, kind by kind; added nodes follow.
public typealias NodeID = UInt32

/// The immutable part of a graph: an image, and the lanes in it found once.
///
/// Nodes are numbered so that each kind's are consecutive and a kind's sub-kinds follow it; a column is addressed by the
/// row, which is the node's number less the kind's first.
///
/// It is a class so that a copy of a graph is one reference more; nothing of it ever changes but what its inspection has found.
final class Base: Sendable {
    let image: Image
    /// The nodes of each kind itself, without those of its sub-kinds.
    let ranges: [Range<Int>]
    let nodeCount: Int
    /// By kind and slot.
    private let columns: [[Column?]]
    /// By relation and slot; rows are edge numbers.
    private let edgeColumns: [[Column?]]
    let edgeCounts: [Int]
    /// By relation; nil if it has no edges.
    private let forward: [Adjacency?]
    private let inverse: [Adjacency?]
    private let nameTable: NameTable?
    /// nil for an image whose numbers are known to be sound. Parts are the names, both directions of each relation, and the
    /// columns of each kind and relation, which begin at these numbers.
    private let inspection: Inspection?
    /// What was found damaged in the base that this one was made of.
    private let inheritedDamage: String?
    private let firstParts: [Int]
    private let firstEdgeParts: [Int]
    /// Kinds that have nodes, by their first node.
    private let runs: [(start: Int, kind: KindID)]

    /// Finds the lanes of an image whose schema is given.
    ///
    /// - Parameter other: the base that it was made of: what is damaged there must not pass for sound here.
    /// - Throws: what is damaged, as far as lengths tell, or, if it is inspected now, as far as anything does.
    init(
        image: Image, schema: Schema, inspecting moment: Inspection.Moment, madeOf other: Base? = nil
    ) throws(SnapshotError) {
        self.image = image
        inheritedDamage = other?.damage
        let ranges = try Base.ranges(image, schema)
        self.ranges = ranges
        runs = schema.layoutOrder.filter { !ranges[$0].isEmpty }.map { (ranges[$0].lowerBound, $0) }
        let nodeCount = ranges.map(\.upperBound).max() ?? 0
        self.nodeCount = nodeCount
        var parts = 1 + 2 * schema.relations.count
        func numbered(_ counts: [Int]) -> [Int] {
            counts.map { count in
                defer { parts += count }
                return parts
            }
        }
        firstParts = numbered(schema.kinds.map(\.properties.count))
        firstEdgeParts = numbered(schema.relations.map(\.properties.count))
        inspection = moment == .never ? nil : Inspection(image, parts: parts, moment)
        let watch = moment == .atFirstUse ? inspection : nil
        var columns: [[Column?]] = []
        for (kind, rows) in ranges.enumerated() {
            let owner = SectionName(.nodeColumn, owner: kind)
            columns.append(
                try Base.columns(image, owner, schema.kinds[kind].properties, rowCount: rows.count, watch))
            if moment == .never || rows.isEmpty { continue }
            guard let ids = columns[kind][NodeSlot.id], ids.validity == nil else { throw .damaged("\(owner)") }
        }
        self.columns = columns
        let adjacencies = try Base.adjacencies(image, schema, ranges)
        forward = adjacencies.map(\.forward)
        inverse = adjacencies.map(\.inverse)
        edgeCounts = adjacencies.map { $0.forward?.targets.count ?? 0 }
        var edgeColumns: [[Column?]] = []
        for (relation, count) in edgeCounts.enumerated() {
            let owner = SectionName(.edgeColumn, owner: relation)
            edgeColumns.append(
                try Base.columns(image, owner, schema.relations[relation].properties, rowCount: count, watch))
        }
        self.edgeColumns = edgeColumns
        nameTable = NameTable(image, nodeCount: nodeCount, watch: watch)
        guard nameTable?.fits ?? (nodeCount == 0) else { throw .damaged("\(SectionName(.names))") }
        if moment == .atOpening { try inspectAll() }
    }

    /// The base of an image that has sections of another's image, which are looked at when they are used if they were to be there.
    convenience init(composing image: Image, _ schema: Schema, with other: Base) throws(SnapshotError) {
        let moment: Inspection.Moment = other.inspection?.moment == .atFirstUse ? .atFirstUse : .never
        try self.init(image: image, schema: schema, inspecting: moment, madeOf: other)
    }

    /// The nodes of each kind. Each node has an id, so that there can't be more of them than a column of the image has rows.
    private static func ranges(_ image: Image, _ schema: Schema) throws(SnapshotError) -> [Range<Int>] {
        guard let counts: Lane<UInt32> = image.lane(SectionName(.kindCounts)), counts.count == schema.kinds.count else {
            throw .damaged("kind counts")
        }
        var ranges = [Range<Int>](repeating: 0..<0, count: schema.kinds.count)
        var next = 0
        for kind in schema.layoutOrder {
            ranges[kind] = next..<next + Int(counts[kind])
            next = ranges[kind].upperBound
        }
        guard next < Int(UInt32.max) else { throw .damaged("kind counts") }
        return ranges
    }

    private static func columns(
        _ image: Image, _ owner: SectionName, _ properties: [Property], rowCount: Int, _ watch: Inspection?
    ) throws(SnapshotError) -> [Column?] {
        var columns: [Column?] = []
        for (slot, property) in properties.enumerated() {
            let name = SectionName(raw: owner.raw | UInt64(slot) << 16)
            guard image.section(name.part(ColumnPart.type)) != nil else {
                columns.append(nil)
                continue
            }
            guard let column = Column(image, name, property.type, rowCount: rowCount, watch: watch),
                column.fits(property), watch != nil || column.hasRightLengths
            else { throw .damaged("\(name)") }
            columns.append(column)
        }
        return columns
    }

    private static func adjacencies(
        _ image: Image, _ schema: Schema, _ ranges: [Range<Int>]
    ) throws(SnapshotError) -> [(forward: Adjacency?, inverse: Adjacency?)] {
        var result: [(forward: Adjacency?, inverse: Adjacency?)] = []
        for relation in schema.relations.indices {
            let forward = Adjacency(image, relation, .forward, kindCount: ranges.count)
            let inverse = Adjacency(image, relation, .inverse, kindCount: ranges.count)
            let count = forward?.targets.count ?? 0
            guard (forward == nil) == (inverse == nil), forward?.fits(ranges, edgeCount: count) != false,
                inverse?.fits(ranges, edgeCount: count) != false
            else { throw .damaged("\(Adjacency.name(relation, .forward))") }
            result.append((forward, inverse))
        }
        return result
    }

    // MARK: Inspecting

    /// Looks at all parts now.
    private func inspectAll() throws(SnapshotError) {
        _ = names
        for relation in forward.indices {
            for direction in Direction.allCases {
                _ = adjacency(RelationStep(relation: relation, direction: direction))
            }
            for slot in edgeColumns[relation].indices { _ = edgeColumn(relation, slot) }
        }
        for kind in columns.indices { for slot in columns[kind].indices { _ = column(kind, slot) } }
        if let damage { throw .damaged(damage) }
    }

    /// The first part of the image that was found damaged when it was used, or of the one that this one was made of.
    var damage: String? { inheritedDamage ?? inspection?.damage }

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

    /// nil for a property or kind that was declared after the image was made, or that no row has; and for a damaged one.
    func column(_ kind: KindID, _ slot: SlotID) -> Column? {
        guard kind < columns.count, slot < columns[kind].count, let column = columns[kind][slot] else { return nil }
        guard let inspection else { return column }
        let name = SectionName(.nodeColumn, owner: kind, slot: slot)
        return inspection.allows(firstParts[kind] + slot, name) { isIntact(name) && column.isSound } ? column : nil
    }

    func edgeColumn(_ relation: RelationID, _ slot: SlotID) -> Column? {
        guard relation < edgeColumns.count, slot < edgeColumns[relation].count,
            let column = edgeColumns[relation][slot]
        else { return nil }
        guard let inspection else { return column }
        let name = SectionName(.edgeColumn, owner: relation, slot: slot)
        return inspection.allows(firstEdgeParts[relation] + slot, name) { isIntact(name) && column.isSound }
            ? column : nil
    }

    func adjacency(_ step: RelationStep) -> Adjacency? {
        let relation = step.relation
        guard relation < forward.count,
            let adjacency = step.direction == .forward ? forward[relation] : inverse[relation]
        else { return nil }
        guard let inspection else { return adjacency }
        let part = 1 + 2 * relation + Int(step.direction.rawValue)
        let isAllowed = inspection.allows(part, Adjacency.name(relation, step.direction)) {
            isIntact(Adjacency.name(relation, step.direction)) && adjacency.isSound(nodeCount: nodeCount)
        }
        return isAllowed ? adjacency : nil
    }

    /// All names, ids and aliases; nil without nodes.
    var names: NameTable? {
        guard let nameTable, let inspection else { return nameTable }
        return inspection.allows(0, SectionName(.names)) { nameTable.isSound } ? nameTable : nil
    }

    /// Whether the arrays of a column or of a relation's direction are as they were written, but for what is looked at as it is read.
    private func isIntact(_ name: SectionName) -> Bool {
        (0..<ColumnPart.texts.offsets).allSatisfy { image.isIntact(name.part($0)) }
    }

    func edgeCount(_ relation: RelationID) -> Int { relation < edgeCounts.count ? edgeCounts[relation] : 0 }

    func range(of kind: KindID) -> Range<Int> { kind < ranges.count ? ranges[kind] : 0..<0 }
}
