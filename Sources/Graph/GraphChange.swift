import Text

/// What was done to a graph, one step of it.
package enum GraphChange: Sendable {
    case add(NodeID)
    case set(NodeID, PropertyValues)
    case remove(NodeID)
    case link(NodeID, RelationID, NodeID, PropertyValues)
    case setLink(NodeID, RelationID, NodeID, PropertyValues)
    case unlink(NodeID, RelationID, NodeID)
}

extension Graph {
    /// The changes to nodes and edges that lead here from an earlier state with the same base, in an order in which they can be
    /// carried out: what goes, what comes, what is different.
    ///
    /// Only what was touched is looked at, but for relations of which stored edges changed, which are run through once.
    package func changes(since old: Graph) -> [GraphChange] {
        let edges = schema.relations.indices.flatMap { edgeChanges($0, since: old) }
        let gone = edges.filter { if case .unlink = $0 { true } else { false } }
        let others = edges.filter { if case .unlink = $0 { false } else { true } }
        let removed = delta.removedNodes.filter { old.isAlive($0) }.sorted()
        let added = (NodeID(old.nodeLimit)..<NodeID(nodeLimit)).filter(isAlive)
        return gone + removed.map { .remove($0) } + added.map { .add($0) } + nodeChanges(since: old) + others
    }

    /// All that was given to a node but its id.
    package func givenValues(of node: NodeID) -> PropertyValues {
        schema.kinds[kind(of: node)].properties.indices.compactMap { slot in
            let values = storedValues(of: node, slot)
            return slot == NodeSlot.id || values.isEmpty ? nil : (slot, values)
        }
    }

    /// All that was given to an edge.
    package func givenValues(ofEdge edge: Int, _ relation: RelationID) -> PropertyValues {
        schema.relations[relation].properties.indices.compactMap { slot in
            let values = storedValues(ofEdge: edge, relation, slot)
            return values.isEmpty ? nil : (slot, values)
        }
    }

    private func nodeChanges(since old: Graph) -> [GraphChange] {
        let stored = delta.overrides.filter { old.delta.overrides[$0.key] != $0.value }.map(\.key)
        let added = old.delta.nodes.indices.filter {
            old.delta.values[old.delta.nodes[$0].values] != delta.values[delta.nodes[$0].values]
        }
        return (stored.sorted() + added.map { NodeID(base.nodeCount + $0) }).compactMap { node in
            guard isAlive(node), old.isAlive(node) else { return nil }
            let changed: PropertyValues = schema.kinds[kind(of: node)].properties.indices.compactMap { slot in
                let list = storedValues(of: node, slot)
                return list == old.storedValues(of: node, slot) ? nil : (slot, list)
            }
            return changed.isEmpty ? nil : .set(node, changed)
        }
    }

    private func edgeChanges(_ relation: RelationID, since old: Graph) -> [GraphChange] {
        guard let links = delta.links[relation] else { return [] }
        let before = old.delta.links[relation] ?? Delta.Links()
        let firstNew = base.edgeCount(relation) + before.edges.count
        var touched = links.removed.subtracting(before.removed)
        touched.formUnion(links.overrides.filter { before.overrides[$0.key] != $0.value }.map(\.key))
        for (place, edge) in before.edges.enumerated()
        where before.values[edge.values] != links.values[links.edges[place].values] {
            touched.insert(UInt32(base.edgeCount(relation) + place))
        }
        var changes: [GraphChange] = []
        if touched.contains(where: { $0 < firstNew }) {
            let step = RelationStep(relation: relation, direction: .forward)
            for node in old.allNodes() where isAlive(node) {
                for link in old.links(of: node, step) where touched.contains(UInt32(link.edge)) && isAlive(link.node) {
                    changes += change(of: link, from: node, relation, since: old)
                }
            }
        }
        for (place, edge) in links.edges.enumerated().dropFirst(before.edges.count) {
            let number = base.edgeCount(relation) + place
            // One that was there before and was made anew has changed.
            let wasThere =
                old.isAlive(edge.from) && old.isAlive(edge.to) && old.edge(edge.from, relation, edge.to) != nil
            if !links.removed.contains(UInt32(number)), !wasThere {
                changes.append(.link(edge.from, relation, edge.to, values(ofEdge: number, relation, since: nil)))
            }
        }
        return changes
    }

    private func change(
        of link: Link, from node: NodeID, _ relation: RelationID, since old: Graph
    ) -> [GraphChange] {
        guard let edge = edge(node, relation, link.node) else { return [.unlink(node, relation, link.node)] }
        let changed = values(ofEdge: edge, relation, since: (old, link.edge))
        return changed.isEmpty ? [] : [.setLink(node, relation, link.node, changed)]
    }

    /// What an edge has, or what is different from another one.
    private func values(ofEdge edge: Int, _ relation: RelationID, since other: (Graph, Int)?) -> PropertyValues {
        schema.relations[relation].properties.indices.compactMap { slot in
            let list = storedValues(ofEdge: edge, relation, slot)
            let before = other.map { $0.0.storedValues(ofEdge: $0.1, relation, slot) } ?? []
            return list == before ? nil : (slot, list)
        }
    }
}
