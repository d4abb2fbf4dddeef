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
        let stored = base.edgeCount(relation)
        let numbers = changes?.removed ?? []
        let removed = Bitmap(limit: numbers.isEmpty ? 0 : stored + (changes?.edges.count ?? 0), numbers)
        func isLeft(_ edge: Int) -> Bool { numbers.isEmpty || !removed.contains(edge) }
        if let adjacency = base.adjacency(RelationStep(relation: relation, direction: .forward)) {
            for kind in base.ranges.indices where adjacency.hasEdges(kind) {
                for node in base.ranges[kind] {
                    for entry in adjacency.range(kind: kind, row: node - base.ranges[kind].lowerBound)
                    where isLeft(entry) {
                        from.append(NodeID(node))
                        to.append(adjacency.targets[entry])
                    }
                }
            }
        }
        for (place, edge) in (changes?.edges ?? []).enumerated() where isLeft(stored + place) {
            from.append(edge.from)
            to.append(edge.to)
        }
        return (from, to)
    }
}
