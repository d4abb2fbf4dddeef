import Text

/// Many new nodes of one kind, column by column. Rows without values for a property need not say so: a column that is absent
/// has none.
package struct BulkNodes {
    package let kind: KindID
    package let rowCount: Int
    /// The columns of `id` and `name` among them.
    package let columns: [SlotID: BulkColumn]
    /// The file that the nodes come from, and the line of each; nil if a column says.
    package let lines: (document: String, ofRow: Region)?
    /// A text that all nodes have.
    package let constants: [SlotID: String]
    /// Takes the large arrays of the graph that is made; nil: they stay in memory.
    package let scratch: ScratchFile?

    package init(
        kind: KindID, rowCount: Int, columns: [SlotID: BulkColumn], lines: (document: String, ofRow: Region)?,
        constants: [SlotID: String], scratch: ScratchFile?
    ) {
        self.kind = kind
        self.rowCount = rowCount
        self.columns = columns
        self.lines = lines
        self.constants = constants
        self.scratch = scratch
    }
}

extension Graph {
    /// Whether nodes and edges can be added straight to the base: there are no changes beside it but of the schema, and the
    /// schema still lays the base's kinds out in their order. `folded` makes any graph such a one.
    package var isReadyForBulk: Bool {
        delta.nodes.isEmpty && delta.removedNodes.isEmpty && delta.overrides.isEmpty && delta.links.isEmpty
            && delta.renamed.isEmpty
            && schema.layoutOrder.map { base.range(of: $0) }.filter { !$0.isEmpty }.map(\.lowerBound).isAscending
    }

    /// The graph with the nodes, and the new number of every old node; nil if ids are there twice, there is no room, or
    /// nobody wants it any more.
    ///
    /// Columns of other kinds and edges stay where they are.
    /// - Requires: it is ready for bulk, and the kind itself has no nodes.
    package func adding(_ fresh: BulkNodes, isCancelled: () -> Bool) -> (graph: Graph, renumbered: [NodeID?])? {
        precondition(isReadyForBulk && base.range(of: fresh.kind).isEmpty, "Nodes are added to a kind without any")
        guard base.nodeCount + fresh.rowCount < Int(NodeID.max) - 1 else { return nil }
        let layout = BulkLayout(self, adding: fresh.rowCount, to: fresh.kind)
        var image = ComposedImage(base.image) { name in
            name.sort == .schema || name.sort == .kindCounts || name.sort == .names || name.sort == .origin
        }
        guard image.add(SectionName(.schema), schema.encoded()),
            image.add(SectionName(.kindCounts), layout.counts),
            image.renumber(base.image, layout),
            image.add(fresh.constants, fresh.lines, .nodeColumn, owner: fresh.kind, fresh.rowCount),
            let parts = parts(fresh, layout, isCancelled)
        else { return nil }
        for part in parts { for piece in part.pieces { image.add(piece) } }
        if let scratch = fresh.scratch { image.settle(in: scratch) }
        return graph(of: image, layout)
    }

    /// The table of names and the columns, made on two threads; nil if one of them can't be made.
    private func parts(_ fresh: BulkNodes, _ layout: BulkLayout, _ isCancelled: () -> Bool) -> [ComposedImage]? {
        for column in fresh.columns.values { column.settle() }
        // Columns with the most text take longest, for their index; names come next, which are sorted.
        let columns = fresh.columns.sorted { ($0.value.byteCount, $0.key) > ($1.value.byteCount, $1.key) }
        var parts = [ComposedImage](repeating: ComposedImage(), count: columns.count + 1)
        let isMade = parts.withUnsafeMutableBufferPointer { parts in
            nonisolated(unsafe) let parts = parts
            var jobs: [TwoThreads.Job] = []
            for (place, (slot, column)) in columns.enumerated() {
                // Names are found by the table of names.
                let isIndexed = slot != NodeSlot.id && slot != NodeSlot.name
                let name = SectionName(.nodeColumn, owner: fresh.kind, slot: slot)
                jobs.append { isCancelled in
                    column.write(to: &parts[place + 1], name, isIndexed: isIndexed, isCancelled: isCancelled)
                }
            }
            let sorting: TwoThreads.Job = { isCancelled in
                guard let names = sortedNames(of: fresh, layout) else { return false }
                return names.write(
                    to: &parts[0], with: base.names, renumbering: layout.renumbered, scratch: fresh.scratch,
                    isCancelled: isCancelled)
            }
            jobs.insert(sorting, at: min(1, jobs.count))
            return TwoThreads.run(jobs, isCancelled: isCancelled)
        }
        return isMade ? parts : nil
    }

    private func graph(of image: ComposedImage, _ layout: BulkLayout) -> (graph: Graph, renumbered: [NodeID?])? {
        guard let base = try? Base(composing: image.finish(), schema, with: self.base) else { return nil }
        let renumbered = (0..<NodeID(self.base.nodeCount)).map { Optional(layout.renumbered($0)) }
        return (Graph(schema: schema, base: base), renumbered)
    }

    /// nil if an id is there twice.
    private func sortedNames(of fresh: BulkNodes, _ layout: BulkLayout) -> BulkNames? {
        guard let ids = fresh.columns[NodeSlot.id] else { return nil }
        let named = fresh.columns[NodeSlot.name]
        let aliases = fresh.columns[NodeSlot.alias]
        var names = BulkNames()
        names.reserve(fresh.rowCount * (named == nil ? 1 : 2))
        let first = layout.first(of: fresh.kind)
        for row in 0..<fresh.rowCount {
            let node = NodeID(first + row)
            let id = ids.foldedText(row)
            var role: NameRole = [.id, .name]
            if let named, named.hasValue(row), case let name = named.foldedText(row), !areEqual(name, id) {
                names.add(name, node, .name)
                role = .id
            }
            guard let aliases else {
                names.add(id, node, role)
                continue
            }
            for alias in aliases.foldedTexts(ofRow: row) {
                // One entry has all roles of a text; such rows are rare, and the other way makes it.
                if areEqual(alias, id) { return nil }
                if let named, named.hasValue(row), areEqual(alias, named.foldedText(row)) { return nil }
                names.add(alias, node, .alias)
            }
            names.add(id, node, role)
        }
        names.sort()
        let root = schema.root(of: fresh.kind)
        let isFamilyNew = schema.subtree(of: root).allSatisfy { base.range(of: $0).isEmpty }
        if names.hasTwins { return nil }
        if !isFamilyNew, let table = base.names,
            names.hasTwin(in: table, { schema.root(of: self.kind(of: $0)) == root })
        {
            return nil
        }
        return names
    }
}

extension [Int] {
    fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}

/// Where the kinds begin when one of them has grown.
struct BulkLayout {
    /// By kind.
    let counts: [UInt32]
    private let firsts: [Int]
    /// Where kinds begin in the base, ascending, and by how much their nodes move.
    private var moves: [(start: Int, distance: Int)] = []

    init(_ graph: Graph, adding count: Int, to kind: KindID) {
        var counts = graph.schema.kinds.indices.map { graph.base.range(of: $0).count }
        counts[kind] += count
        var firsts = [Int](repeating: 0, count: counts.count)
        var next = 0
        for kind in graph.schema.layoutOrder {
            firsts[kind] = next
            let old = graph.base.range(of: kind)
            if !old.isEmpty { moves.append((old.lowerBound, next - old.lowerBound)) }
            next += counts[kind]
        }
        self.counts = counts.map { UInt32($0) }
        self.firsts = firsts
    }

    var isMoving: Bool { moves.contains { $0.distance != 0 } }

    func first(of kind: KindID) -> Int { firsts[kind] }

    func renumbered(_ node: NodeID) -> NodeID {
        var place = moves.count - 1
        while place > 0, moves[place].start > Int(node) { place -= 1 }
        return NodeID(Int(node) + moves[place].distance)
    }
}

extension ComposedImage {
    /// Gives the ends of all edges their new numbers; false without memory.
    mutating func renumber(_ image: Image, _ layout: BulkLayout) -> Bool {
        guard layout.isMoving else { return true }
        for name in image.sectionNames where name.sort == .adjacency && name.raw & 0xFFFF == 2 {
            guard let lane: Lane<UInt32> = image.lane(name), let moved = Region(zeros: lane.count * 4) else {
                return false
            }
            let target = moved.start.assumingMemoryBound(to: UInt32.self)
            for place in 0..<lane.count { target[place] = layout.renumbered(lane.pointer[place]) }
            replace(name, moved)
        }
        return true
    }

    /// Adds what all rows have, and where they stand in their file.
    mutating func add(
        _ constants: [SlotID: String], _ lines: (document: String, ofRow: Region)?, _ sort: SectionName.Sort,
        owner: Int, _ rowCount: Int
    ) -> Bool {
        for (slot, text) in constants {
            let name = SectionName(sort, owner: owner, slot: slot)
            // Every row has number 0, and zeros cost nothing.
            guard let entries = Region(zeros: rowCount * 4) else { return false }
            add(name.part(ColumnPart.elements), entries)
            guard add(name.part(ColumnPart.type), [PropertyType.text.rawValue]) else { return false }
            addText(text, name)
        }
        guard let lines else { return true }
        let name = SectionName(sort, owner: owner, slot: sort == .nodeColumn ? NodeSlot.source : EdgeSlot.source)
        guard let documents = Region(zeros: rowCount * 4),
            add(name.part(ColumnPart.type), [PropertyType.source.rawValue]),
            add(name.part(ColumnPart.offsets), (0...UInt32(rowCount)).map { $0 })
        else { return false }
        add(name.part(ColumnPart.elements), documents)
        add(name.part(ColumnPart.firstLines), lines.ofRow)
        add(name.part(ColumnPart.lastLines), lines.ofRow)
        addText(lines.document, name)
        return true
    }

    private mutating func addText(_ text: String, _ name: SectionName) {
        var store = TextStoreBuilder()
        store.append(text)
        var writer = ImageWriter()
        store.write(to: &writer, name, parts: ColumnPart.texts)
        for section in writer.sections { add(section) }
    }
}
