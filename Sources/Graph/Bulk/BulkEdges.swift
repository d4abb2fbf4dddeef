import Text

/// Many new edges of one relation, as three arrays of equal length and constants.
package struct BulkEdges {
    package let relation: RelationID
    /// Nodes of the graph.
    package let from: Region
    package let to: Region
    /// The file that the edges come from, and the line of each; nil if constants say.
    package let lines: (document: String, ofRow: Region)?
    package let constants: [SlotID: String]
    /// Takes the large arrays of the graph that is made; nil: they stay in memory.
    package let scratch: ScratchFile?

    package init(
        relation: RelationID, from: Region, to: Region, lines: (document: String, ofRow: Region)?,
        constants: [SlotID: String], scratch: ScratchFile?
    ) {
        self.relation = relation
        self.from = from
        self.to = to
        self.lines = lines
        self.constants = constants
        self.scratch = scratch
    }
}

extension Graph {
    /// The graph with the edges; nil if one is there twice, or there is no room.
    ///
    /// - Requires: it is ready for bulk, the relation has no edges, and may connect these nodes.
    package func adding(_ fresh: BulkEdges) -> Graph? {
        precondition(isReadyForBulk && base.edgeCount(fresh.relation) == 0, "Edges are added to a relation without any")
        let from: Lane<UInt32> = fresh.from.lane()
        let to: Lane<UInt32> = fresh.to.lane()
        guard from.count > 0 else { return self }
        var image = ComposedImage(base.image) { name in
            name.sort == .schema || name.sort == .kindCounts || name.sort == .origin
        }
        let counts = schema.kinds.indices.map { UInt32(base.range(of: $0).count) }
        guard image.add(SectionName(.schema), schema.encoded()), image.add(SectionName(.kindCounts), counts),
            hasTwins(from, to) == false, let order = order(by: from, of: nil, count: from.count),
            write(from, to, order, .forward, fresh.relation, numbers: nil, to: &image),
            let sortedFrom = gather(from, order), let sortedTo = gather(to, order),
            let inverse = self.order(by: sortedTo.lane(), of: nil, count: from.count),
            write(sortedTo.lane(), sortedFrom.lane(), inverse, .inverse, fresh.relation, numbers: inverse, to: &image)
        else { return nil }
        var lines: (document: String, ofRow: Region)?
        if let (document, unsorted) = fresh.lines {
            guard let sorted = gather(unsorted.lane(), order) else { return nil }
            lines = (document, sorted)
        }
        guard image.add(fresh.constants, lines, .edgeColumn, owner: fresh.relation, from.count) else { return nil }
        if let scratch = fresh.scratch { image.settle(in: scratch) }
        guard let base = try? Base(composing: image.finish(), schema, with: self.base) else { return nil }
        return Graph(schema: schema, base: base)
    }

    /// Numbers of edges, sorted by a node of theirs by counting; equal ones keep their order in `before`.
    private func order(by nodes: Lane<UInt32>, of before: Region?, count: Int) -> Region? {
        guard let result = Region(zeros: count * 4) else { return nil }
        let target = result.start.assumingMemoryBound(to: UInt32.self)
        let earlier: Lane<UInt32>? = before?.lane()
        var next = [UInt32](repeating: 0, count: base.nodeCount + 1)
        for edge in 0..<count { next[Int(nodes.pointer[edge]) + 1] += 1 }
        for node in 0..<base.nodeCount { next[node + 1] += next[node] }
        next.withUnsafeMutableBufferPointer { next in
            for place in 0..<count {
                let edge = earlier.map { $0.pointer[place] } ?? UInt32(place)
                let node = Int(nodes.pointer[Int(edge)])
                target[Int(next[node])] = edge
                next[node] += 1
            }
        }
        return result
    }

    private func gather(_ values: Lane<UInt32>, _ order: Region) -> Region? {
        guard let result = Region(zeros: values.count * 4) else { return nil }
        let target = result.start.assumingMemoryBound(to: UInt32.self)
        let order: Lane<UInt32> = order.lane()
        for place in 0..<values.count { target[place] = values.pointer[Int(order.pointer[place])] }
        return result
    }

    /// Whether an edge is there twice; nil without memory.
    private func hasTwins(_ from: Lane<UInt32>, _ to: Lane<UInt32>) -> Bool? {
        guard let byEnd = order(by: to, of: nil, count: from.count),
            let sorted = order(by: from, of: byEnd, count: from.count)
        else { return nil }
        let order: Lane<UInt32> = sorted.lane()
        for place in 1..<max(from.count, 1) {
            let (edge, last) = (Int(order.pointer[place]), Int(order.pointer[place - 1]))
            if from.pointer[edge] == from.pointer[last], to.pointer[edge] == to.pointer[last] { return true }
        }
        return false
    }

    private func write(
        _ sources: Lane<UInt32>, _ targets: Lane<UInt32>, _ order: Region, _ direction: Direction,
        _ relation: RelationID, numbers: Region?, to image: inout ComposedImage
    ) -> Bool {
        guard let sorted = gather(targets, order), let sortedSources = gather(sources, order) else { return false }
        let nodes: Lane<UInt32> = sortedSources.lane()
        var segments: [UInt32] = []
        var offsets: [UInt32] = []
        var position = 0
        for kind in schema.layoutOrder {
            let range = base.range(of: kind)
            guard position < nodes.count, range.contains(Int(nodes[position])) else { continue }
            segments += [UInt32(kind), UInt32(offsets.count)]
            for node in range {
                offsets.append(UInt32(position))
                while position < nodes.count, Int(nodes.pointer[position]) == node { position += 1 }
            }
            offsets.append(UInt32(position))
        }
        let name = Adjacency.name(relation, direction)
        guard image.add(name.part(0), segments), image.add(name.part(1), offsets) else { return false }
        image.add(name.part(2), sorted)
        if let numbers { image.add(name.part(3), numbers) }
        return true
    }
}
