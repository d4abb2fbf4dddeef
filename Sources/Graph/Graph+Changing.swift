import Text

/// The values of several properties of a new or changed node or edge, by slot.
package typealias PropertyValues = [(slot: SlotID, values: [Value])]

extension Graph {
    /// Adds a node. Values must be of their property's type; that is the binder's work.
    ///
    /// - Throws: `GraphError` if the kind's family has a node of that id, or there are 2³² − 1 of them.
    @discardableResult
    package mutating func add(_ kind: KindID, id: String, _ values: PropertyValues = []) throws(GraphError) -> NodeID {
        let family = schema.root(of: kind)
        if let taken = nodes(named: id, in: family, by: .id).first {
            throw .nodeExists(id: id, kind: schema.kinds[self.kind(of: taken)].name)
        }
        guard nodeLimit < Int(NodeID.max) - 1 else { throw .full }
        let node = NodeID(nodeLimit)
        var stored = SlotValues(values)
        stored[NodeSlot.id] = [.text(id)]
        delta.nodes.append(Delta.Node(kind: kind, values: stored))
        indexNames(of: node)
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
                delta.nodes[index - base.nodeCount].values[slot] = list
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
                    delta.links[relation, default: Delta.Links()].remove(link.edge, from: from, to: to)
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
        guard base.edgeCount(relation) + (delta.links[relation]?.edges.count ?? 0) < Int(UInt32.max) else {
            throw .full
        }
        var links = delta.links.removeValue(forKey: relation) ?? Delta.Links()
        links.add(Delta.Edge(from: from, to: to, values: SlotValues(values)))
        delta.links[relation] = links
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
                delta.links[relation]?.edges[edge - stored].values[slot] = list
            } else {
                delta.links[relation, default: Delta.Links()].overrides[UInt32(edge), default: SlotValues()][slot] =
                    list
            }
        }
        delta.changeCount += 1
    }

    /// Removes an edge.
    ///
    /// - Throws: `GraphError.noSuchEdge`.
    package mutating func unlink(_ from: NodeID, _ relation: RelationID, _ to: NodeID) throws(GraphError) {
        guard let edge = edge(from, relation, to) else { throw missingEdge(from, relation, to) }
        delta.links[relation, default: Delta.Links()].remove(edge, from: from, to: to)
        delta.changeCount += 1
    }

    /// The number of the edge between two nodes; nil if there is none.
    package func edge(_ from: NodeID, _ relation: RelationID, _ to: NodeID) -> Int? {
        let forward = RelationStep(relation: relation, direction: .forward)
        let inverse = RelationStep(relation: relation, direction: .inverse)
        // Of the two ends, the one with fewer edges is looked through: a county has few industries, an industry many counties.
        if degree(of: from, forward) <= degree(of: to, inverse) {
            return links(of: from, forward).first { $0.node == to }?.edge
        }
        return links(of: to, inverse).first { $0.node == from }?.edge
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

    private func foldedNames(of node: NodeID) -> Set<[UInt8]> {
        Set(([id(of: node), name(of: node)] + aliases(of: node)).map { foldedBytes($0) })
    }

    private mutating func indexNames(of node: NodeID) {
        for key in foldedNames(of: node) { delta.names[key, default: []].append(node) }
    }

    private mutating func unindexNames(of node: NodeID) {
        for key in foldedNames(of: node) {
            delta.names[key]?.removeAll { $0 == node }
            if delta.names[key]?.isEmpty == true { delta.names[key] = nil }
        }
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
