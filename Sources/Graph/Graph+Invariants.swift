import Text

extension Graph {
    /// What must hold of every graph; the list of what does not, empty if all is well.
    ///
    /// Tests call it after random changes. It looks at every node and edge.
    package func violations() -> [String] {
        var found: [String] = []
        var ids: [KindID: Set<String>] = [:]
        for node in allNodes() {
            let kind = kind(of: node)
            let id = id(of: node)
            if id.isEmpty { found.append("node \(node) has no id") }
            if !ids[schema.root(of: kind), default: []].insert(Text.folded(id)).inserted {
                found.append("two nodes of \(schema.kinds[schema.root(of: kind)].name) have the id \(id)")
            }
            if !nodes(named: id, in: kind, by: .id).contains(node) { found.append("node \(id) is not found by its id") }
            if !nodes(named: name(of: node), in: kind).contains(node) {
                found.append("node \(id) is not found by its name")
            }
            for (slot, property) in schema.kinds[kind].properties.enumerated() {
                found += typeViolations(storedValues(of: node, slot), property, owner: id)
            }
        }
        for relation in schema.relations.indices { found += violations(of: relation) }
        return found
    }

    private func violations(of relation: RelationID) -> [String] {
        var found: [String] = []
        var count = 0
        let name = schema.relations[relation].name
        for node in allNodes() {
            let outgoing = links(of: node, RelationStep(relation: relation, direction: .forward))
            count += outgoing.count
            if Set(outgoing.map(\.node)).count != outgoing.count {
                found.append("\(name) has an edge twice at \(id(of: node))")
            }
            for link in outgoing {
                if !isAlive(link.node) { found.append("\(name) leads to a removed node from \(id(of: node))") }
                let back = links(of: link.node, RelationStep(relation: relation, direction: .inverse))
                if !back.contains(Link(node: node, edge: link.edge)) {
                    found.append("\(name) has no way back to \(id(of: node))")
                }
                for (slot, property) in schema.relations[relation].properties.enumerated() {
                    found += typeViolations(storedValues(ofEdge: link.edge, relation, slot), property, owner: name)
                }
            }
        }
        if count != edgeCount(of: relation) {
            found.append("\(name) has \(count) edges and says \(edgeCount(of: relation))")
        }
        return found
    }

    private func typeViolations(_ values: [Value], _ property: Property, owner: String) -> [String] {
        if values.count > 1 && !property.isMany { return ["\(owner) has several values of \(property.name)"] }
        return values.allSatisfy(property.type.holds)
            ? [] : ["\(owner) has a \(property.name) that is no \(property.type)"]
    }
}

extension PropertyType {
    /// Whether a value is of this type.
    package func holds(_ value: Value) -> Bool {
        switch (self, value) {
        case (.text, .text), (.number, .number), (.quantity, .quantity), (.date, .date), (.source, .source): true
        default: false
        }
    }
}
