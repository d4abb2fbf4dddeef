import Text

/// A property graph of declared kinds: an immutable base, the changes since, and the schema of both.
///
/// It is a value: a copy is free, and stays as it is whatever happens to the original. That is how a statement that fails
/// half-way, a script with a broken line, and `rollback` leave everything as it was.
package struct Graph: Sendable {
    package internal(set) var schema: Schema
    let base: Base
    private var changes = DeltaBox(Delta())

    /// A graph without nodes.
    package init(schema: Schema = Schema()) {
        self.schema = schema
        let image = ImageBuilder.empty(schema)
        do {
            base = try Base(image: image, schema: schema, inspecting: .never)
        } catch {
            preconditionFailure("The image of an empty graph can't be read: \(error)")
        }
    }

    init(schema: Schema, base: Base) {
        self.schema = schema
        self.base = base
    }

    /// What was changed since the base was made.
    var delta: Delta {
        _read { yield changes.delta.pointee }
        _modify {
            if !isKnownUniquelyReferenced(&changes) { changes = DeltaBox(changes.delta.pointee) }
            yield &changes.delta.pointee
        }
    }

    /// Numbers of nodes are below this; some may be removed.
    package var nodeLimit: Int { base.nodeCount + delta.nodes.count }

    /// Changing statements since the base was made.
    package var changeCount: Int { delta.changeCount }

    package func isAlive(_ node: NodeID) -> Bool { Int(node) < nodeLimit && !delta.removedNodes.contains(node) }

    /// - Requires: the node is below `nodeLimit`.
    package func kind(of node: NodeID) -> KindID {
        let index = Int(node)
        return index < base.nodeCount ? base.kind(of: index) : delta.nodes[index - base.nodeCount].kind
    }

    /// The nodes of a kind and its sub-kinds, in the order in which they were added within each.
    package func nodes(of kind: KindID) -> [NodeID] {
        let kinds = schema.subtree(of: kind)
        if kinds.count == 1, delta.nodes.isEmpty { return ownNodes(of: kind) }
        return kinds.flatMap(ownNodes).sorted()
    }

    /// All nodes, by number.
    package func allNodes() -> [NodeID] { (0..<NodeID(nodeLimit)).filter(isAlive) }

    private func ownNodes(of kind: KindID) -> [NodeID] {
        let stored = base.range(of: kind).map { NodeID($0) }
        let kept = delta.removedNodes.isEmpty ? stored : stored.filter { !delta.removedNodes.contains($0) }
        if delta.nodes.isEmpty { return kept }
        let added = delta.nodes.indices.lazy.filter { delta.nodes[$0].kind == kind }.map { NodeID(base.nodeCount + $0) }
        return kept + added.filter { !delta.removedNodes.contains($0) }
    }

    /// How many nodes the kind and its sub-kinds have.
    package func count(of kind: KindID) -> Int {
        let kinds = schema.subtree(of: kind)
        var count = kinds.reduce(0) { $0 + base.range(of: $1).count } + delta.nodes.count { kinds.contains($0.kind) }
        for node in delta.removedNodes where kinds.contains(self.kind(of: node)) { count -= 1 }
        return count
    }

    /// How many nodes the kind itself has.
    package func ownCount(of kind: KindID) -> Int {
        var count = base.range(of: kind).count + delta.nodes.count { $0.kind == kind }
        for node in delta.removedNodes where self.kind(of: node) == kind { count -= 1 }
        return count
    }

    /// How many edges the relation has.
    package func edgeCount(of relation: RelationID) -> Int {
        let links = delta.links[relation]
        return base.edgeCount(relation) + (links.map { $0.edges.count - $0.removed.count } ?? 0)
    }
}

// MARK: - Values

extension Graph {
    /// The values of a property at a node; none if it is missing. Where nothing was said, the name is the id, and the fact was
    /// curated and is certain.
    package func values(of node: NodeID, _ slot: SlotID) -> [Value] {
        let stored = storedValues(of: node, slot)
        guard stored.isEmpty, slot <= NodeSlot.confidence else { return stored }
        switch slot {
        case NodeSlot.name: return storedValues(of: node, NodeSlot.id)
        case NodeSlot.rule: return [.text(Graph.curated)]
        case NodeSlot.confidence: return [.number(1)]
        default: return []
        }
    }

    /// The rule of a fact that a person wrote down.
    package static let curated = "curated"

    /// The values that were given to a property of a node.
    package func storedValues(of node: NodeID, _ slot: SlotID) -> [Value] {
        let index = Int(node)
        if index >= base.nodeCount { return changes.values(ofAdded: index - base.nodeCount, slot) ?? [] }
        if !delta.overrides.isEmpty, let changed = delta.overrides[node]?[slot] { return changed }
        let kind = base.kind(of: index)
        return base.column(kind, slot)?.values(of: index - base.ranges[kind].lowerBound) ?? []
    }

    /// The first of them; nil if there is none.
    package func firstValue(of node: NodeID, _ slot: SlotID) -> Value? {
        let index = Int(node)
        if index >= base.nodeCount { return changes.firstValue(ofAdded: index - base.nodeCount, slot) }
        return storedValues(of: node, slot).first
    }

    /// Lends the texts that were given to a property of a node, one after the other.
    func forEachWrittenText(of node: NodeID, _ slot: SlotID, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        let index = Int(node)
        if index >= base.nodeCount {
            changes.forEachText(ofAdded: index - base.nodeCount, slot, body)
        } else if !delta.overrides.isEmpty, let changed = delta.overrides[node]?[slot] {
            for case .text(var text) in changed { text.withUTF8(body) }
        } else {
            let kind = base.kind(of: index)
            base.column(kind, slot)?.forEachText(of: index - base.ranges[kind].lowerBound, body)
        }
    }

    package func id(of node: NodeID) -> String { text(firstValue(of: node, NodeSlot.id)) ?? "" }

    /// What the documents call it; the id if nothing else was said.
    package func name(of node: NodeID) -> String { text(firstValue(of: node, NodeSlot.name)) ?? id(of: node) }

    package func aliases(of node: NodeID) -> [String] { values(of: node, NodeSlot.alias).compactMap { text($0) } }

    private func text(_ value: Value?) -> String? {
        if case .text(let text)? = value { text } else { nil }
    }

    /// The values of a property of an edge. Where nothing was said, it was curated and is certain.
    package func values(ofEdge edge: Int, _ relation: RelationID, _ slot: SlotID) -> [Value] {
        let stored = storedValues(ofEdge: edge, relation, slot)
        guard stored.isEmpty, slot <= EdgeSlot.confidence else { return stored }
        switch slot {
        case EdgeSlot.rule: return [.text(Graph.curated)]
        case EdgeSlot.confidence: return [.number(1)]
        default: return []
        }
    }

    /// The values that were given to a property of an edge.
    package func storedValues(ofEdge edge: Int, _ relation: RelationID, _ slot: SlotID) -> [Value] {
        let stored = base.edgeCount(relation)
        if edge >= stored { return delta.links.values(ofAdded: edge - stored, relation, slot) ?? [] }
        if let changed = delta.links.values(ofStored: edge, relation, slot) { return changed }
        return base.edgeColumn(relation, slot)?.values(of: edge) ?? []
    }

    /// How sure an edge is, 0…1; 1 if nothing was said.
    package func confidence(ofEdge edge: Int, _ relation: RelationID) -> Double {
        if case .number(let number)? = storedValues(ofEdge: edge, relation, EdgeSlot.confidence).first {
            number
        } else {
            1
        }
    }

    /// The node as answers show it.
    package func reference(to node: NodeID, confidence: Double = 1) -> NodeReference {
        NodeReference(
            kind: schema.kinds[kind(of: node)].name, id: id(of: node), name: name(of: node), confidence: confidence)
    }

    /// A column of the base for a kernel over nodes of one kind; the caller asks `changedRows` or `isChanged` first.
    package func column(_ kind: KindID, _ slot: SlotID) -> (column: Column, nodes: Range<Int>)? {
        base.column(kind, slot).map { ($0, base.range(of: kind)) }
    }

    /// The nodes of a kind itself that stand in the base.
    package func baseRange(of kind: KindID) -> Range<Int> { base.range(of: kind) }

    /// Nodes with lower numbers stand in the base.
    package var baseCount: Int { base.nodeCount }

    /// Whether values of this node of the base were changed.
    package func isChanged(_ node: NodeID) -> Bool { !delta.overrides.isEmpty && delta.overrides[node] != nil }

    /// Whether this property of this node of the base was changed.
    package func isChanged(_ node: NodeID, _ slot: SlotID) -> Bool {
        !delta.overrides.isEmpty && delta.overrides[node]?[slot] != nil
    }

    /// Whether any node of the base has a changed value under the slot.
    package func hasChanges(under slot: SlotID) -> Bool { delta.overriddenSlots.contains(slot) }

    /// Whether nodes of the base were removed.
    package var hasRemovedNodes: Bool { !delta.removedNodes.isEmpty }

    /// The nodes of a kind itself whose value of a property isn't that of the base's column, as it was changed or they were added, with
    /// their values; nil if there are none.
    package func changedRows(_ kind: KindID, _ slot: SlotID) -> ChangedRows? { delta.changedRows(kind, slot, self) }

    /// Whether a node was added since the base was made, as one of this kind itself.
    package func isAdded(_ node: NodeID, _ kind: KindID) -> Bool {
        Int(node) >= base.nodeCount && delta.nodes[Int(node) - base.nodeCount].kind == kind
    }

    /// Whether all nodes are of the kind itself.
    package func areOwn(_ nodes: ArraySlice<NodeID>, _ kind: KindID) -> Bool {
        let stored = baseRange(of: kind)
        var (least, most) = (NodeID.max, NodeID.min)
        for node in nodes {
            least = min(least, node)
            most = max(most, node)
        }
        if nodes.isEmpty || stored.contains(Int(least)) && stored.contains(Int(most)) { return true }
        return nodes.allSatisfy { stored.contains(Int($0)) || isAdded($0, kind) }
    }
}

// MARK: - Edges

/// One edge seen from a node.
package struct Link: Sendable, Equatable {
    package let node: NodeID
    /// The number of the edge within its relation.
    package let edge: Int
}

extension Graph {
    /// The edges of a node under one step, in the order of the other ends' numbers for stored ones.
    package func links(of node: NodeID, _ step: RelationStep) -> [Link] {
        var result: [Link] = []
        appendLinks(of: node, step, to: &result)
        return result
    }

    /// At most how many edges a node has under one step; removed ones are counted.
    package func degree(of node: NodeID, _ step: RelationStep) -> Int {
        var count = 0
        let index = Int(node)
        if index < base.nodeCount, let adjacency = base.adjacency(step) {
            let kind = base.kind(of: index)
            count = adjacency.range(kind: kind, row: index - base.ranges[kind].lowerBound).count
        }
        return count + delta.links.addedCount(step, at: node)
    }

    /// Appends the edges of a node under one step.
    package func appendLinks(of node: NodeID, _ step: RelationStep, to result: inout [Link]) {
        let index = Int(node)
        if index < base.nodeCount, let adjacency = base.adjacency(step) {
            let kind = base.kind(of: index)
            let hasRemoved = delta.links.hasRemoved(step, at: node)
            for entry in adjacency.range(kind: kind, row: index - base.ranges[kind].lowerBound) {
                let edge = adjacency.edge(entry)
                if hasRemoved, delta.links.isRemoved(edge, step.relation) { continue }
                result.append(Link(node: adjacency.targets[entry], edge: edge))
            }
        }
        delta.links.appendAdded(step, at: node, behind: base.edgeCount(step.relation), to: &result)
    }

    /// Marks every node that one of the given nodes leads to, and says how many were marked anew. It is what path conditions cost.
    @discardableResult
    package func markNeighbours(of nodes: [NodeID], _ step: RelationStep, in marks: inout Bitmap) -> Int {
        var reader = StepReader(self, step)
        return nodes.withUnsafeBufferPointer { marks.insertEnds(of: $0, &reader) }
    }

    /// The nodes that have an edge to a marked one.
    package func nodes(_ nodes: [NodeID], leadingInto marks: Bitmap, _ steps: [RelationStep]) -> [NodeID] {
        var readers = steps.map { StepReader(self, $0) }
        return nodes.filter { node in
            readers.indices.contains { place in
                readers[place].ends(of: node).contains { marks.contains(Int($0)) }
            }
        }
    }

    /// The two ends of an edge.
    package func ends(ofEdge edge: Int, _ relation: RelationID) -> (from: NodeID, to: NodeID)? {
        let stored = base.edgeCount(relation)
        if edge >= stored { return (delta.links[relation]?.edges[edge - stored]).map { ($0.from, $0.to) } }
        return nil
    }
}
