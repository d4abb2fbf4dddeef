import Text

/// What an index of all names is made of, and how it stays true while the graph changes.
extension Graph {
    /// The names of the base's nodes, those of removed and renamed ones included; nil in a graph whose base has no nodes.
    package var baseNames: NameTable? { base.names }

    /// Whether the two graphs were changed from one base, so that what was computed of the base holds for both.
    package func hasSameBase(as other: Graph) -> Bool { base.image === other.base.image }

    /// Whether the base's name table no longer speaks for some nodes.
    package var hasChangedNames: Bool { !delta.renamed.isEmpty || !delta.removedNodes.isEmpty || !delta.names.isEmpty }

    /// Whether a node of the base goes by the names that the base's table has for it.
    package func hasBaseNames(_ node: NodeID) -> Bool { isAlive(node) && !delta.renamed.contains(node) }

    /// Calls `body` with the folded names of nodes that were added or renamed since the base was made.
    package func forEachChangedName(_ body: (UnsafeBufferPointer<UInt8>, NodeID) -> Void) {
        delta.names.forEach { name, node in
            if isAlive(node) { body(name, node) }
            return true
        }
    }

    /// How many links each of some nodes of the base has in the base, in both directions.
    ///
    /// - Requires: all of `nodes` are in the base.
    package func baseLinkCounts(of nodes: Range<Int>) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: nodes.count)
        for (kind, range) in base.ranges.enumerated() {
            let part = range.clamped(to: nodes)
            if part.isEmpty { continue }
            for (relation, direction) in schema.relations.indices.flatMap({ [($0, Direction.forward), ($0, .inverse)] })
            {
                guard let adjacency = base.adjacency(RelationStep(relation: relation, direction: direction)),
                    adjacency.hasEdges(kind)
                else { continue }
                for node in part {
                    counts[node - nodes.lowerBound] += UInt32(
                        adjacency.range(kind: kind, row: node - range.lowerBound).count)
                }
            }
        }
        return counts
    }

    /// How many links a node has, in both directions.
    package func linkCount(of node: NodeID) -> Int {
        schema.relations.indices.reduce(0) { count, relation in
            Direction.allCases.reduce(count) {
                $0 + degree(of: node, RelationStep(relation: relation, direction: $1))
            }
        }
    }
}
