import Text

/// Lays a graph out as an image: nodes kind by kind, columns, names, and the edges of each relation both ways.
///
/// Columns, names and relations don't need each other, so two threads share them.
struct ImageBuilder {
    private let graph: Graph
    private let schema: Schema
    /// The graph's nodes in the order of the new image.
    private let order: [NodeID]
    /// For each node of the graph the number that it gets; nil for removed ones.
    private let renumbered: [NodeID?]
    private let layout: [(kind: KindID, nodes: Range<Int>)]

    /// - Requires: the nodes come kind by kind in the schema's layout order.
    init(_ graph: Graph, order: [NodeID], renumbered: [NodeID?]) {
        self.graph = graph
        self.order = order
        self.renumbered = renumbered
        schema = graph.schema
        var position = 0
        layout = schema.layoutOrder.map { kind in
            let start = position
            while position < order.count && graph.kind(of: order[position]) == kind { position += 1 }
            return (kind, start..<position)
        }
    }

    /// The image of a graph without nodes.
    static func empty(_ schema: Schema) -> Image {
        var writer = ImageWriter()
        writer.add(SectionName(.schema), schema.encoded())
        writer.add(SectionName(.kindCounts), [UInt32](repeating: 0, count: schema.kinds.count))
        return writer.finish()
    }

    /// nil if it was cancelled.
    func image(origin: [UInt8], tripleRule: TripleRule, isCancelled: @escaping () -> Bool) -> Image? {
        var writer = ImageWriter(isCancelled: isCancelled)
        writer.add(SectionName(.schema), schema.encoded())
        if !origin.isEmpty { writer.add(SectionName(.origin), origin) }
        var counts = [UInt32](repeating: 0, count: schema.kinds.count)
        for (kind, range) in layout { counts[kind] = UInt32(range.count) }
        writer.add(SectionName(.kindCounts), counts)
        let parts = parts
        let scratch = factCount >= ImageBuilder.mostFactsInMemory ? ScratchFile() : nil
        var written = [[ImagePiece]](repeating: [], count: parts.count)
        let isWhole = written.withUnsafeMutableBufferPointer { written in
            nonisolated(unsafe) let written = written
            let jobs = parts.enumerated().map { place, part -> TwoThreads.Job in
                { isToLeave in
                    withoutActuallyEscaping(isToLeave) { isToLeave in
                        var writer = ImageWriter(tripleRule: tripleRule, scratch: scratch, isCancelled: isToLeave)
                        part.write(&writer)
                        written[place] = writer.sections
                        return !writer.isToStop(at: 0)
                    }
                }
            }
            return TwoThreads.run(jobs, isCancelled: isCancelled)
        }
        if !isWhole || isCancelled() { return nil }
        for pieces in written { writer.add(pieces) }
        return writer.finish()
    }

    /// The sections of more nodes and edges than these go to a scratch file one by one.
    private static let mostFactsInMemory = 500_000

    private var factCount: Int {
        schema.relations.indices.reduce(order.count) { $0 + graph.edgeCount(of: $1) }
    }

    // MARK: Parts

    /// A part of the image that needs no other.
    private struct Part {
        /// About how long it takes, beside others.
        var weight: Int
        var write: (inout ImageWriter) -> Void
    }

    /// All parts, those that take longest first.
    private var parts: [Part] {
        // Of a name some three pairs of characters are indexed, of a passage hundreds.
        var parts = [Part(weight: 8 * order.count, write: writeNames)]
        for (kind, range) in layout where !range.isEmpty {
            for (slot, property) in schema.kinds[kind].properties.enumerated() {
                let isText = property.type == .text && slot > NodeSlot.alias
                parts.append(Part(weight: (isText ? 8 : 1) * range.count) { writeColumn(kind, range, slot, to: &$0) })
            }
        }
        for relation in schema.relations.indices where graph.edgeCount(of: relation) > 0 {
            parts.append(Part(weight: 8 * graph.edgeCount(of: relation)) { writeRelation(relation, to: &$0) })
        }
        return parts.sorted { $0.weight > $1.weight }
    }

    private func writeColumn(_ kind: KindID, _ range: Range<Int>, _ slot: SlotID, to writer: inout ImageWriter) {
        var column = ColumnBuilder(schema.kinds[kind].properties[slot])
        let (base, delta) = (graph.base, graph.delta)
        let stored = base.column(kind, slot)
        let first = base.range(of: kind).lowerBound
        for place in range {
            if writer.isToStop(at: place) { return }
            let node = Int(order[place])
            if node >= base.nodeCount {
                column.append(slot, of: delta.nodes[node - base.nodeCount].values, in: delta.values)
            } else if !delta.overrides.isEmpty, let changed = delta.overrides[order[place]]?[slot] {
                column.append(changed)
            } else if let stored {
                column.append(row: node - first, of: stored)
            } else {
                column.append([])
            }
        }
        column.write(to: &writer, SectionName(.nodeColumn, owner: kind, slot: slot))
    }

    private func writeNames(to writer: inout ImageWriter) {
        var names = NameTableBuilder()
        for (new, old) in order.enumerated() {
            if writer.isToStop(at: new) { return }
            names.beginNode()
            let node = NodeID(new)
            graph.forEachWrittenText(of: old, NodeSlot.id) { names.add($0, node, .id) }
            var hasName = false
            graph.forEachWrittenText(of: old, NodeSlot.name) {
                names.add($0, node, .name)
                hasName = true
            }
            if !hasName { graph.forEachWrittenText(of: old, NodeSlot.id) { names.add($0, node, .name) } }
            graph.forEachWrittenText(of: old, NodeSlot.alias) { names.add($0, node, .alias) }
        }
        names.write(to: &writer)
    }

    // MARK: Edges

    /// Edges between numbers of the new image, and the numbers by which the graph knows them.
    private struct Edges {
        var ends: [(from: NodeID, to: NodeID)] = []
        var old: [Int] = []

        mutating func append(_ from: NodeID?, _ to: NodeID?, _ edge: Int) {
            guard let from, let to else { return }
            ends.append((from, to))
            old.append(edge)
        }
    }

    private func writeRelation(_ relation: RelationID, to writer: inout ImageWriter) {
        guard let edges = edges(of: relation, &writer), !edges.ends.isEmpty else { return }
        Adjacency.write(edges.ends, relation, layout: layout, to: &writer)
        // Not optional, for that would be copied for each edge.
        let changes = graph.delta.links[relation] ?? Delta.Links()
        let storedCount = graph.base.edgeCount(relation)
        for (slot, property) in schema.relations[relation].properties.enumerated() {
            var column = ColumnBuilder(property)
            let stored = graph.base.edgeColumn(relation, slot)
            for (place, edge) in edges.old.enumerated() {
                if writer.isToStop(at: place) { return }
                if edge >= storedCount {
                    column.append(slot, of: changes.edges[edge - storedCount].values, in: changes.values)
                } else if !changes.overrides.isEmpty, let changed = changes.overrides[UInt32(edge)]?[slot] {
                    column.append(changed)
                } else if let stored {
                    column.append(row: edge, of: stored)
                } else {
                    column.append([])
                }
            }
            column.write(to: &writer, SectionName(.edgeColumn, owner: relation, slot: slot))
        }
    }

    /// The edges of a relation by their first node; of one node those of the base stand before added ones. nil if it was cancelled.
    private func edges(of relation: RelationID, _ writer: inout ImageWriter) -> Edges? {
        var found = Edges()
        let changes = graph.delta.links[relation]
        let base = graph.base
        if let adjacency = base.adjacency(RelationStep(relation: relation, direction: .forward)) {
            for kind in base.ranges.indices where adjacency.hasEdges(kind) {
                for node in base.ranges[kind] {
                    if writer.isToStop(at: node) { return nil }
                    for entry in adjacency.range(kind: kind, row: node - base.ranges[kind].lowerBound)
                    where changes?.removed.contains(UInt32(entry)) != true {
                        found.append(renumbered[node], renumbered[Int(adjacency.targets[entry])], entry)
                    }
                }
            }
        }
        let storedCount = base.edgeCount(relation)
        if let changes {
            for (place, edge) in changes.edges.enumerated() {
                if writer.isToStop(at: place) { return nil }
                if !changes.removed.isEmpty, changes.removed.contains(UInt32(storedCount + place)) { continue }
                found.append(renumbered[Int(edge.from)], renumbered[Int(edge.to)], storedCount + place)
            }
        }
        if writer.isToStop(at: 0) { return nil }
        let order = Adjacency.stableOrder(found.ends.map(\.from))
        if writer.isToStop(at: 0) { return nil }
        return Edges(ends: order.map { found.ends[$0] }, old: order.map { found.old[$0] })
    }
}

extension Graph {
    /// The same graph with the changes worked into a new base.
    ///
    /// Nodes get new numbers; `renumbered` has the new one for each old one, nil for removed nodes.
    /// - Parameter origin: what a later reader needs to tell whether the snapshot is up to date; kept as it is.
    package func folded(origin: [UInt8] = []) -> (graph: Graph, renumbered: [NodeID?]) {
        guard let folded = folded(origin: origin, isCancelled: { false }) else {
            preconditionFailure("Nobody cancelled")
        }
        return folded
    }

    /// The same; nil if it was cancelled, which is asked every few thousand rounds of each loop.
    package func folded(
        origin: [UInt8] = [], isCancelled: @escaping () -> Bool
    ) -> (graph: Graph, renumbered: [NodeID?])? {
        folded(origin: origin, tripleRule: .standard, isCancelled: isCancelled)
    }

    /// The same, with other triples of characters in its indexes.
    func folded(
        origin: [UInt8] = [], tripleRule: TripleRule, isCancelled: @escaping () -> Bool = { false }
    ) -> (graph: Graph, renumbered: [NodeID?])? {
        let order = nodesInOrder
        var renumbered = [NodeID?](repeating: nil, count: nodeLimit)
        for (new, old) in order.enumerated() { renumbered[Int(old)] = NodeID(new) }
        let made = ImageBuilder(self, order: order, renumbered: renumbered).image(
            origin: origin, tripleRule: tripleRule, isCancelled: isCancelled)
        guard let image = made else { return nil }
        do {
            let base = try Base(image: image, schema: schema, inspecting: .never, madeOf: base)
            return (Graph(schema: schema, base: base), renumbered)
        } catch {
            preconditionFailure("An image that was just written can't be read: \(error)")
        }
    }

    /// All nodes, kind by kind as in an image.
    private var nodesInOrder: [NodeID] {
        var added = [[NodeID]](repeating: [], count: schema.kinds.count)
        for (place, node) in delta.nodes.enumerated() { added[node.kind].append(NodeID(base.nodeCount + place)) }
        var order: [NodeID] = []
        order.reserveCapacity(nodeLimit)
        for kind in schema.layoutOrder {
            for node in base.range(of: kind) where isAlive(NodeID(node)) { order.append(NodeID(node)) }
            for node in added[kind] where isAlive(node) { order.append(node) }
        }
        return order
    }
}
