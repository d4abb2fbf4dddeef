import Graph

/// What the part gets beyond the record: facts whose lines name it alone.
extension NodeUnmerge {
    /// Gives the part what stands on lines that name only it.
    mutating func takeNamed(_ lines: SpelledLines, _ isCancelled: () -> Bool) throws(GraphError) {
        var lines = lines
        let own = graph.storedValues(of: whole, NodeSlot.source)
        let named = lines.ours(own)
        if !named.isEmpty {
            let have = graph.storedValues(of: part, NodeSlot.source)
            try graph.set(part, [(NodeSlot.source, have + named.filter { !have.contains($0) })])
            try graph.set(whole, [(NodeSlot.source, own.filter { !named.contains($0) })])
        }
        for relation in graph.schema.relations.indices {
            for direction in Direction.allCases {
                for link in graph.links(of: whole, RelationStep(relation: relation, direction: direction))
                where link.node != whole && link.node != part && !isCancelled() {
                    try share(link, relation, direction, &lines)
                }
            }
        }
    }

    private mutating func share(
        _ link: Link, _ relation: RelationID, _ direction: Direction, _ lines: inout SpelledLines
    ) throws(GraphError) {
        let sources = graph.storedValues(ofEdge: link.edge, relation, EdgeSlot.source)
        let named = lines.ours(sources)
        if named.isEmpty { return }
        var values = graph.givenValues(ofEdge: link.edge, relation)
        let (from, to) = direction == .forward ? (whole, link.node) : (link.node, whole)
        let (newFrom, newTo) = direction == .forward ? (part, link.node) : (link.node, part)
        if named.count == sources.count {
            try graph.unlink(from, relation, to)
        } else {
            try graph.set(from, relation, to, [(EdgeSlot.source, sources.filter { !named.contains($0) })])
            values.removeAll { $0.slot == EdgeSlot.source }
            values.append((EdgeSlot.source, named))
        }
        try give(newFrom, relation, newTo, values, named.count == sources.count ? .returned : .shared)
    }
}
