import Graph
import Text

/// Nodes and edges of a document, worked into the graph's.
extension GraphMerge {
    /// The graph's node for one of the document's: the same thing in another spelling, or a new one.
    mutating func node(_ node: Findings.Node) throws(GraphError) -> Resolved {
        guard let kind = words.kind(node.kind, graph.schema) else { throw .idRequired }
        let (found, id, isFree) = identify(node, kind)
        if let found {
            try extend(found, node)
            return Resolved(node: found, isNewOwn: false)
        }
        return Resolved(node: try add(node, kind, id, isFree), isNewOwn: node.isOwn)
    }

    private mutating func add(
        _ node: Findings.Node, _ kind: KindID, _ id: String, _ isFree: Bool
    ) throws(GraphError) -> NodeID {
        let aliases =
            node.aliases.isEmpty ? [] : node.aliases.filter { $0 != node.name && $0 != id && !isTaken($0, node, kind) }
        let slots = words.slots(of: node.values, of: kind, graph.schema)
        let document = documentID
        let added = try graph.add(
            kind, id: id, name: node.name == id ? nil : node.name, aliases: aliases, isFree: isFree
        ) { values in
            values.put(NodeSlot.source, sources: node.lines, of: document, standard: node.standard)
            values.put(NodeSlot.rule, recurring: node.rule.rawValue)
            if node.confidence < 1 { values.put(NodeSlot.confidence, node.confidence) }
            for (slot, place) in slots { values.put(slot, node.values[place].values) }
        }
        if case .code(let code) = node.identity { placesByCode[code] = added }
        return added
    }

    /// Whether an office's long name is another's own: a person has parted the two.
    private func isTaken(_ alias: String, _ node: Findings.Node, _ kind: KindID, but own: NodeID? = nil) -> Bool {
        guard node.kind == "unit" else { return false }
        return graph.nodes(named: alias, in: graph.schema.root(of: kind), by: .id).contains { $0 != own }
    }

    /// What says of a document that it was read, whoever described it.
    private static let ofReading: Set<String> = [
        "file", "sha256", "path", "fingerprint", "text", GraphMerge.checksums, "retracted",
    ]

    /// Adds to a node what the document says beyond it; a person's word stays, and where the document disagrees it is told.
    /// What is the document's own says what the document says now.
    private mutating func extend(_ found: NodeID, _ node: Findings.Node) throws(GraphError) {
        let kind = graph.kind(of: found)
        let isCurated = !Rule.isIngested(graph.rule(of: found))
        var changes: PropertyValues = []
        for (property, list) in node.values {
            guard let slot = words.slot(property, of: kind, graph.schema) else { continue }
            let have = graph.storedValues(of: found, slot)
            if have == list { continue }
            if have.isEmpty || GraphMerge.ofReading.contains(property) || node.isOwn && !isCurated {
                changes.append((slot, list))
            } else if isCurated, let curated = have.first, let value = list.first {
                conflicts.append(
                    Conflict(
                        kind: graph.schema.kinds[kind].name, node: graph.id(of: found), property: property,
                        curated: curated, found: value,
                        source: SourceReference(document: documentID, lines: node.lines.first)))
            }
        }
        if !isCurated { addNames(of: node, to: found, &changes) }
        if !changes.isEmpty { try graph.set(found, changes) }
        if !isCurated { pendingSources.add(sources(node.lines, node.standard), to: found) }
    }

    private func addNames(of node: Findings.Node, to found: NodeID, _ changes: inout PropertyValues) {
        if node.isOwn, graph.name(of: found) != node.name {
            changes.append((NodeSlot.name, [.text(node.name)]))
            changes.append((NodeSlot.alias, node.aliases.filter { $0 != node.name }.map { .text($0) }))
            return
        }
        let (id, name) = (graph.id(of: found), graph.name(of: found))
        if node.aliases.isEmpty, node.name == id || node.name == name { return }
        let aliases = graph.aliases(of: found)
        // Nearly always all are known already.
        if ([node.name] + node.aliases).allSatisfy({ $0 == id || $0 == name || aliases.contains($0) }) { return }
        let names = Set([id, name] + aliases)
        let keys = Set(names.map { nameKey($0) })
        let kind = graph.kind(of: found)
        let fresh = ([node.name] + node.aliases).filter {
            !names.contains($0) && !keys.contains(nameKey($0)) && !isTaken($0, node, kind, but: found)
        }
        if !fresh.isEmpty {
            changes.append((NodeSlot.alias, graph.values(of: found, NodeSlot.alias) + fresh.map { .text($0) }))
        }
    }

    // MARK: Edges

    /// - Parameter place: the edge's among those that were found.
    mutating func link(_ place: Int, of findings: Findings) throws(GraphError) {
        guard let relation = words.relation(findings.edges[place].relation, graph.schema) else { return }
        let (from, to) = (resolved[findings.edges[place].from], resolved[findings.edges[place].to])
        guard from.node != to.node, allows(relation, from.node, to.node) else { return }
        // To what the document has just brought nothing else leads yet, and it says an edge once.
        if !from.isNewOwn, !to.isNewOwn, let known = graph.edge(from.node, relation, to.node) {
            if Rule.isIngested(graph.rule(ofEdge: known, relation)) {
                let sources = sources(findings.edges[place].lines, findings.edges[place].standard)
                pendingSources.add(sources, from: from.node, relation, to: to.node)
            }
            return
        }
        let slots = words.slots(of: findings.edges[place].values, ofRelation: relation, graph.schema)
        let document = documentID
        try graph.link(from.node, relation, to.node) { values in
            values.put(
                EdgeSlot.source, sources: findings.edges[place].lines, of: document,
                standard: findings.edges[place].standard)
            values.put(EdgeSlot.rule, recurring: findings.edges[place].rule.rawValue)
            let confidence = findings.edges[place].confidence
            if confidence < 1 { values.put(EdgeSlot.confidence, confidence) }
            for (slot, valuesPlace) in slots { values.put(slot, findings.edges[place].values[valuesPlace].values) }
        }
    }

    private mutating func allows(_ relation: RelationID, _ from: NodeID, _ to: NodeID) -> Bool {
        words.allows(relation, from: graph.kind(of: from), to: graph.kind(of: to), graph.schema)
    }

    private func sources(_ lines: [ClosedRange<Int>], _ standard: String?) -> [Value] {
        var sources: [Value] = []
        sources.reserveCapacity(lines.count + 1)
        if let standard { sources.append(.source(SourceReference(document: standard))) }
        for range in lines { sources.append(.source(SourceReference(document: documentID, lines: range))) }
        return sources
    }
}
