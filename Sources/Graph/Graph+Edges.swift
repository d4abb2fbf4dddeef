extension Graph {
    /// All edges of a relation as two arrays of their ends, in the order of their numbers.
    ///
    /// It is one run over the flat arrays, for what looks at a relation as a whole.
    package func edges(of relation: RelationID) -> (from: [NodeID], to: [NodeID]) {
        var from: [NodeID] = []
        var to: [NodeID] = []
        from.reserveCapacity(edgeCount(of: relation))
        to.reserveCapacity(edgeCount(of: relation))
        let changes = delta.links[relation]
        let removed = changes?.removed ?? []
        if let adjacency = base.adjacency(RelationStep(relation: relation, direction: .forward)) {
            for kind in base.ranges.indices where adjacency.hasEdges(kind) {
                for node in base.ranges[kind] {
                    for entry in adjacency.range(kind: kind, row: node - base.ranges[kind].lowerBound)
                    where removed.isEmpty || !removed.contains(UInt32(entry)) {
                        from.append(NodeID(node))
                        to.append(adjacency.targets[entry])
                    }
                }
            }
        }
        for (place, edge) in (changes?.edges ?? []).enumerated()
        where !removed.contains(UInt32(base.edgeCount(relation) + place)) {
            from.append(edge.from)
            to.append(edge.to)
        }
        return (from, to)
    }
}
