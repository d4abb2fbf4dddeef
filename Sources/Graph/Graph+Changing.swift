import Text

/// The values of several properties of a new or changed node or edge, by slot.
package typealias PropertyValues = [(slot: SlotID, values: [Value])]

extension Graph {
    /// Adds a node. Values must be of their property's type; that is the binder's work.
    ///
    /// - Parameter isFree: the caller has just seen that no node of the kind's family has that id.
    /// - Throws: `GraphError` if the kind's family has a node of that id, or there are 2³² − 1 of them.
    @discardableResult
    package mutating func add(
        _ kind: KindID, id: String, _ values: PropertyValues = [], isFree: Bool = false
    ) throws(GraphError) -> NodeID {
        if !isFree, let taken = nodes(named: id, in: schema.root(of: kind), by: .id).first {
            throw .nodeExists(id: id, kind: schema.kinds[self.kind(of: taken)].name)
        }
        guard nodeLimit < Int(NodeID.max) - 1 else { throw .full }
        let node = NodeID(nodeLimit)
        for key in Graph.foldedNames(id, values) { delta.names.add(key, node) }
        delta.add(kind, id: id, values)
        delta.changeCount += 1
        return node
    }

    /// Adds a node whose values are packed as they are given; those of the id, name and aliases are given here.
    ///
    /// - Parameters:
    ///   - name: nil if the id is the name, too.
    ///   - isFree: the caller has just seen that no node of the kind's family has that id.
    ///   - write: gives the values of the slots behind that of aliases.
    /// - Throws: as the other.
    package mutating func add(
        _ kind: KindID, id: String, name: String?, aliases: [String], isFree: Bool,
        _ write: (inout FactValues) -> Void
    ) throws(GraphError) -> NodeID {
        if !isFree, let taken = nodes(named: id, in: schema.root(of: kind), by: .id).first {
            throw .nodeExists(id: id, kind: schema.kinds[self.kind(of: taken)].name)
        }
        guard nodeLimit < Int(NodeID.max) - 1 else { throw .full }
        let node = NodeID(nodeLimit)
        if aliases.isEmpty {
            withFoldedBytes(of: id) { id in
                delta.names.add(id, node)
                guard let name else { return }
                withFoldedBytes(of: name) { if !areEqual($0, id) { delta.names.add($0, node) } }
            }
        } else {
            let names = [(NodeSlot.name, name.map { [$0] } ?? []), (NodeSlot.alias, aliases)]
            for key in Graph.foldedNames(id, names.map { ($0, $1.map { .text($0) }) }) { delta.names.add(key, node) }
        }
        delta.add(kind) { values in
            values.put(NodeSlot.id, id)
            if let name { values.put(NodeSlot.name, name) }
            values.put(NodeSlot.alias, aliases)
            write(&values)
        }
        delta.changeCount += 1
        return node
    }

    /// Changes values of a node; an empty list takes a value away.
    ///
    /// - Throws: `GraphError` if the id would be missing or another node's.
    package mutating func set(_ node: NodeID, _ values: PropertyValues) throws(GraphError) {
        for (slot, list) in values where slot == NodeSlot.id {
            guard case .text(let id)? = list.first else { throw .idRequired }
            let family = schema.root(of: kind(of: node))
            if let taken = nodes(named: id, in: family, by: .id).first(where: { $0 != node }) {
                throw .nodeExists(id: id, kind: schema.kinds[kind(of: taken)].name)
            }
        }
        let renames = values.contains { $0.slot <= NodeSlot.alias }
        if renames { unindexNames(of: node) }
        let index = Int(node)
        for (slot, list) in values {
            if index >= base.nodeCount {
                delta.set(added: index - base.nodeCount, slot, list)
            } else {
                delta.override(node, slot, list)
            }
        }
        if renames {
            if index < base.nodeCount { delta.renamed.insert(node) }
            indexNames(of: node)
        }
        delta.changeCount += 1
    }

    /// Removes a node and every edge at it.
    package mutating func remove(_ node: NodeID) {
        for relation in schema.relations.indices {
            for direction in Direction.allCases {
                for link in links(of: node, RelationStep(relation: relation, direction: direction)) {
                    let (from, to) = direction == .forward ? (node, link.node) : (link.node, node)
                    delta.links.remove(link.edge, of: relation, from: from, to: to)
                }
            }
        }
        unindexNames(of: node)
        delta.removedNodes.insert(node)
        delta.changeCount += 1
    }

    /// Adds an edge.
    ///
    /// - Throws: `GraphError` if the relation doesn't lead between these kinds, or the edge is there already.
    package mutating func link(
        _ from: NodeID, _ relation: RelationID, _ to: NodeID, _ values: PropertyValues = []
    ) throws(GraphError) {
        guard schema.allows(relation, from: kind(of: from), to: kind(of: to)) else {
            throw .endsNotAllowed(
                relation: schema.relations[relation].name, from: schema.kinds[kind(of: from)].name,
                to: schema.kinds[kind(of: to)].name, allowed: schema.describedEnds(of: relation))
        }
        if edge(from, relation, to) != nil {
            throw .edgeExists(from: name(of: from), relation: schema.relations[relation].name, to: name(of: to))
        }
        guard base.edgeCount(relation) + delta.links.addedCount(relation) < Int(UInt32.max) else {
            throw .full
        }
        delta.links.add(from, relation, to, values)
        delta.changeCount += 1
    }

    /// Adds an edge whose values are packed as they are given.
    ///
    /// - Requires: the relation leads between these kinds, and there is no such edge.
    /// - Throws: `GraphError.full`.
    package mutating func link(
        _ from: NodeID, _ relation: RelationID, _ to: NodeID, _ write: (inout FactValues) -> Void
    ) throws(GraphError) {
        guard base.edgeCount(relation) + delta.links.addedCount(relation) < Int(UInt32.max) else { throw .full }
        delta.links.add(from, relation, to, write)
        delta.changeCount += 1
    }

    /// Changes values of an edge.
    ///
    /// - Throws: `GraphError.noSuchEdge`.
    package mutating func set(
        _ from: NodeID, _ relation: RelationID, _ to: NodeID, _ values: PropertyValues
    ) throws(GraphError) {
        guard let edge = edge(from, relation, to) else { throw missingEdge(from, relation, to) }
        let stored = base.edgeCount(relation)
        for (slot, list) in values {
            if edge >= stored {
                delta.links.set(added: edge - stored, of: relation, slot, list)
            } else {
                delta.links.override(edge, of: relation, slot, list)
            }
        }
        delta.changeCount += 1
    }

    /// Removes an edge.
    ///
    /// - Throws: `GraphError.noSuchEdge`.
    package mutating func unlink(_ from: NodeID, _ relation: RelationID, _ to: NodeID) throws(GraphError) {
        guard let edge = edge(from, relation, to) else { throw missingEdge(from, relation, to) }
        delta.links.remove(edge, of: relation, from: from, to: to)
        delta.changeCount += 1
    }

    /// The number of the edge between two nodes; nil if there is none.
    package func edge(_ from: NodeID, _ relation: RelationID, _ to: NodeID) -> Int? {
        let forward = RelationStep(relation: relation, direction: .forward)
        let inverse = RelationStep(relation: relation, direction: .inverse)
        // Of the two ends, the one with fewer edges is looked through: a county has few industries, an industry many counties.
        let degree = degree(of: from, forward)
        if degree == 0 { return nil }
        return degree <= self.degree(of: to, inverse)
            ? edge(at: from, forward, leadingTo: to) : edge(at: to, inverse, leadingTo: from)
    }

    /// The first edge of a node under a step whose other end is that node.
    private func edge(at node: NodeID, _ step: RelationStep, leadingTo other: NodeID) -> Int? {
        let index = Int(node)
        if index < base.nodeCount, let adjacency = base.adjacency(step) {
            let kind = base.kind(of: index)
            for entry in adjacency.range(kind: kind, row: index - base.ranges[kind].lowerBound)
            where adjacency.targets[entry] == other {
                let edge = adjacency.edge(entry)
                if !delta.links.isRemoved(edge, step.relation) { return edge }
            }
        }
        return delta.links.edge(step, at: node, leadingTo: other, behind: base.edgeCount(step.relation))
    }

    /// Adds or extends a kind.
    package mutating func declareKind(
        name: String, parent: String?, plural: String?, aliases: [String], properties: [Property], columns: [String]?
    ) throws(SchemaError) {
        let before = schema
        try schema.declareKind(
            name: name, parent: parent, plural: plural, aliases: aliases, properties: properties, columns: columns)
        if schema != before { delta.changeCount += 1 }
    }

    /// Adds or extends a relation.
    package mutating func declareRelation(
        name: String, inverse: String?, forwardAliases: [String], inverseAliases: [String], ends: [Relation.Ends],
        properties: [Property]
    ) throws(SchemaError) {
        let before = schema
        try schema.declareRelation(
            name: name, inverse: inverse, forwardAliases: forwardAliases, inverseAliases: inverseAliases, ends: ends,
            properties: properties)
        if schema != before { delta.changeCount += 1 }
    }

    private func missingEdge(_ from: NodeID, _ relation: RelationID, _ to: NodeID) -> GraphError {
        .noSuchEdge(from: name(of: from), relation: schema.relations[relation].name, to: name(of: to))
    }

    /// Id, name and aliases in folded form, each once.
    private static func foldedNames(_ id: String, _ values: PropertyValues) -> [[UInt8]] {
        var names = [foldedBytes(id)]
        for (slot, list) in values where slot == NodeSlot.name || slot == NodeSlot.alias {
            for case .text(let text) in list {
                let folded = foldedBytes(text)
                if !names.contains(folded) { names.append(folded) }
            }
        }
        return names
    }

    private func foldedNames(of node: NodeID) -> [[UInt8]] {
        Graph.foldedNames(id(of: node), [NodeSlot.name, NodeSlot.alias].map { ($0, storedValues(of: node, $0)) })
    }

    private mutating func indexNames(of node: NodeID) {
        for key in foldedNames(of: node) { delta.names.add(key, node) }
    }

    private mutating func unindexNames(of node: NodeID) {
        for key in foldedNames(of: node) { delta.names.remove(key, node) }
    }
}

extension Schema {
    /// `from section to document, section` for each pair of ends.
    package func describedEnds(of relation: RelationID) -> [String] {
        func words(_ kinds: [KindID]) -> String {
            kinds.isEmpty ? "any" : kinds.map { self.kinds[$0].name }.joined(separator: ", ")
        }
        return relations[relation].ends.map { "from \(words($0.from)) to \(words($0.to))" }
    }
}
