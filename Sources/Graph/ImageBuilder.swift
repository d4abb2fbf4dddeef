import Text

/// Lays a graph out as an image: nodes kind by kind, columns, names, and the edges of each relation both ways.
struct ImageBuilder {
    /// A node of the new image: its kind, and the number by which its values are asked for.
    typealias Node = (kind: KindID, old: NodeID)
    /// An edge between numbers of the new image, and the number by which its values are asked for.
    typealias Edge = (from: NodeID, to: NodeID, old: Int)

    /// nil if it was cancelled.
    ///
    /// - Requires: the nodes come kind by kind in the schema's layout order; `edges` are by relation.
    static func image(
        of schema: Schema, nodes: [Node], edges: [[Edge]], origin: [UInt8] = [], tripleRule: TripleRule = .standard,
        values: (NodeID, SlotID) -> [Value], edgeValues: (RelationID, Int, SlotID) -> [Value],
        isCancelled: @escaping () -> Bool
    ) -> Image? {
        var writer = ImageWriter(tripleRule: tripleRule, isCancelled: isCancelled)
        writer.add(SectionName(.schema), schema.encoded())
        if !origin.isEmpty { writer.add(SectionName(.origin), origin) }
        let layout = layout(of: schema, nodes)
        var counts = [UInt32](repeating: 0, count: schema.kinds.count)
        for (kind, range) in layout { counts[kind] = UInt32(range.count) }
        writer.add(SectionName(.kindCounts), counts)
        for (kind, range) in layout where !range.isEmpty {
            for (slot, property) in schema.kinds[kind].properties.enumerated() {
                var column = ColumnBuilder(property)
                for node in range {
                    if writer.isToStop(at: node) { return nil }
                    column.append(values(nodes[node].old, slot))
                }
                column.write(to: &writer, SectionName(.nodeColumn, owner: kind, slot: slot))
            }
        }
        writeNames(nodes, values, to: &writer)
        if writer.isStopped { return nil }
        for (relation, unsorted) in edges.enumerated() where !unsorted.isEmpty {
            let edges = sortedByStart(unsorted)
            Adjacency.write(edges.map { ($0.from, $0.to) }, relation, layout: layout, to: &writer)
            for (slot, property) in schema.relations[relation].properties.enumerated() {
                var column = ColumnBuilder(property)
                for (number, edge) in edges.enumerated() {
                    if writer.isToStop(at: number) { return nil }
                    column.append(edgeValues(relation, edge.old, slot))
                }
                column.write(to: &writer, SectionName(.edgeColumn, owner: relation, slot: slot))
            }
        }
        return writer.isToStop(at: 0) ? nil : writer.finish()
    }

    /// By their first node, those of one node in the order in which they come.
    private static func sortedByStart(_ edges: [Edge]) -> [Edge] {
        if zip(edges, edges.dropFirst()).allSatisfy({ $0.from <= $1.from }) { return edges }
        return edges.enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
    }

    private static func layout(of schema: Schema, _ nodes: [Node]) -> [(kind: KindID, nodes: Range<Int>)] {
        var position = 0
        return schema.layoutOrder.map { kind in
            let start = position
            while position < nodes.count && nodes[position].kind == kind { position += 1 }
            return (kind, start..<position)
        }
    }

    private static func writeNames(
        _ nodes: [Node], _ values: (NodeID, SlotID) -> [Value], to writer: inout ImageWriter
    ) {
        func texts(_ values: [Value]) -> [String] {
            values.compactMap { if case .text(let text) = $0 { text } else { nil } }
        }
        let names = nodes.map { node in
            (
                id: texts(values(node.old, NodeSlot.id)).first ?? "",
                name: texts(values(node.old, NodeSlot.name)).first,
                aliases: texts(values(node.old, NodeSlot.alias))
            )
        }
        NameTable.write(names, to: &writer)
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
        var order: [NodeID] = []
        for kind in schema.layoutOrder { order += ownNodesInOrder(of: kind) }
        var renumbered = [NodeID?](repeating: nil, count: nodeLimit)
        for (new, old) in order.enumerated() { renumbered[Int(old)] = NodeID(new) }
        let nodes = order.map { old -> ImageBuilder.Node in (kind(of: old), old) }
        let edges = schema.relations.indices.map { relation -> [ImageBuilder.Edge] in
            let step = RelationStep(relation: relation, direction: .forward)
            if edgeCount(of: relation) == 0 || isCancelled() { return [] }
            return order.flatMap { old in
                links(of: old, step).compactMap { link -> ImageBuilder.Edge? in
                    guard let from = renumbered[Int(old)], let to = renumbered[Int(link.node)] else { return nil }
                    return (from, to, link.edge)
                }
            }
        }
        let made = ImageBuilder.image(
            of: schema, nodes: nodes, edges: edges, origin: origin, tripleRule: tripleRule, values: storedValues(of:_:),
            edgeValues: { storedValues(ofEdge: $1, $0, $2) }, isCancelled: isCancelled)
        guard let image = made else { return nil }
        do {
            let base = try Base(image: image, schema: schema, inspecting: .never, madeOf: base)
            return (Graph(schema: schema, base: base), renumbered)
        } catch {
            preconditionFailure("An image that was just written can't be read: \(error)")
        }
    }

    private func ownNodesInOrder(of kind: KindID) -> [NodeID] {
        let stored = base.range(of: kind).map { NodeID($0) }
        let added = delta.nodes.indices.filter { delta.nodes[$0].kind == kind }.map { NodeID(base.nodeCount + $0) }
        return (stored + added).filter { !delta.removedNodes.contains($0) }
    }
}
