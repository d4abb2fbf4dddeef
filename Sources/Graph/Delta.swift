import Text

/// What was added, changed and removed since the base was made. Readers ask it only where it has something to say; while
/// documents are read it may be larger than the base, until `Graph.folded()` makes a new base of both.
struct Delta: Sendable {
    struct Node: Sendable {
        let kind: KindID
        fileprivate(set) var values: PackedValues.Place
    }

    struct Edge: Sendable {
        let from: NodeID
        let to: NodeID
        fileprivate(set) var values: PackedValues.Place
    }

    /// The changes to the edges of one relation. Numbers of added edges follow those of the base.
    struct Links: Sendable {
        private(set) var edges: [Edge] = []
        private(set) var values = PackedValues()
        /// By the node at either end.
        private(set) var outgoing = EdgeChains()
        private(set) var incoming = EdgeChains()
        /// Numbers of edges of the base, and of `edges` behind them.
        private(set) var removed: Set<UInt32> = []
        /// How many of those go out from a node, and how many come in to one.
        private(set) var removedOut: [NodeID: Int] = [:]
        private(set) var removedIn: [NodeID: Int] = [:]
        /// Changed values of edges of the base, by their number.
        var overrides: [UInt32: SlotValues] = [:]
        /// What was made of the above for readers; those of another state keep theirs.
        private var ends = ChangedEndsOfRelation()

        mutating func add(_ from: NodeID, _ to: NodeID, _ values: PropertyValues) {
            forgetEnds()
            outgoing.append(to: from)
            incoming.append(to: to)
            edges.append(Edge(from: from, to: to, values: self.values.append(id: nil, values)))
        }

        mutating func add(_ from: NodeID, _ to: NodeID, _ write: (inout FactValues) -> Void) {
            forgetEnds()
            outgoing.append(to: from)
            incoming.append(to: to)
            edges.append(Edge(from: from, to: to, values: FactValues.record(in: &values, write)))
        }

        /// Changes a value of an added edge.
        mutating func set(added place: Int, _ slot: SlotID, _ list: [Value]) {
            values.replace(slot, list, of: place, in: &edges, \.values)
        }

        mutating func remove(_ edge: Int, from: NodeID, to: NodeID) {
            forgetEnds()
            guard removed.insert(UInt32(edge)).inserted else { return }
            removedOut[from, default: 0] += 1
            removedIn[to, default: 0] += 1
        }

        /// Before anything is changed, so that the arrays that were lent are this one's own again.
        private mutating func forgetEnds() {
            if !isKnownUniquelyReferenced(&ends) || !ends.isEmpty { ends = ChangedEndsOfRelation() }
        }

        /// The ends of the nodes whose edges were added or removed; nil if none were.
        func changedEnds(_ step: RelationStep, _ graph: Graph) -> ChangedEnds? { ends.ends(self, step, graph) }

        /// Whether an edge at the node was removed.
        func hasRemoved(at node: NodeID, _ direction: Direction) -> Bool {
            (direction == .forward ? removedOut : removedIn)[node] != nil
        }

        /// Whether an edge, by its number, was removed.
        @inline(__always)
        func isRemoved(_ edge: Int) -> Bool { !removed.isEmpty && removed.contains(UInt32(edge)) }
    }

    /// The changes to the edges of each relation.
    ///
    /// What is asked for every edge is asked here and not of a copy, whose every part would be counted as referred to once more.
    struct LinksByRelation: Sendable {
        private var links: [Links] = []
        private var isChanged: [Bool] = []

        var isEmpty: Bool { !isChanged.contains(true) }

        /// nil if nothing was changed.
        subscript(relation: RelationID) -> Links? {
            relation < links.count && isChanged[relation] ? links[relation] : nil
        }

        /// How many edges were added, also those that were removed again.
        func addedCount(_ relation: RelationID) -> Int { relation < links.count ? links[relation].edges.count : 0 }

        /// How many edges of a node were added, also those that were removed again.
        func addedCount(_ step: RelationStep, at node: NodeID) -> Int {
            guard step.relation < links.count else { return 0 }
            return step.direction == .forward
                ? links[step.relation].outgoing.count(of: node) : links[step.relation].incoming.count(of: node)
        }

        /// Appends the added edges of a node; they are numbered behind so many.
        func appendAdded(_ step: RelationStep, at node: NodeID, behind stored: Int, to result: inout [Link]) {
            var next = firstAdded(step, at: node)
            while let place = next {
                next = nextAdded(step, behind: place)
                if links[step.relation].isRemoved(stored + place) { continue }
                result.append(Link(node: end(step, ofAdded: place), edge: stored + place))
            }
        }

        @inline(__always)
        private func firstAdded(_ step: RelationStep, at node: NodeID) -> Int? {
            guard step.relation < links.count else { return nil }
            return step.direction == .forward
                ? links[step.relation].outgoing.first(of: node) : links[step.relation].incoming.first(of: node)
        }

        @inline(__always)
        private func nextAdded(_ step: RelationStep, behind place: Int) -> Int? {
            step.direction == .forward
                ? links[step.relation].outgoing.next(behind: place) : links[step.relation].incoming.next(behind: place)
        }

        @inline(__always)
        private func end(_ step: RelationStep, ofAdded place: Int) -> NodeID {
            step.direction == .forward ? links[step.relation].edges[place].to : links[step.relation].edges[place].from
        }

        /// Whether any edge at a node was removed.
        func hasRemoved(_ step: RelationStep, at node: NodeID) -> Bool {
            step.relation < links.count && links[step.relation].hasRemoved(at: node, step.direction)
        }

        /// The ends of the nodes whose edges were added or removed; nil if none were.
        func changedEnds(_ step: RelationStep, _ graph: Graph) -> ChangedEnds? {
            step.relation < links.count ? links[step.relation].changedEnds(step, graph) : nil
        }

        /// Whether an edge, by its number, was removed.
        func isRemoved(_ edge: Int, _ relation: RelationID) -> Bool {
            relation < links.count && links[relation].isRemoved(edge)
        }

        /// The number of the first added edge of a node whose other end is that node; added edges are numbered behind so many.
        func edge(_ step: RelationStep, at node: NodeID, leadingTo other: NodeID, behind stored: Int) -> Int? {
            var next = firstAdded(step, at: node)
            while let place = next {
                let isLinked = end(step, ofAdded: place) == other
                if isLinked, !links[step.relation].isRemoved(stored + place) { return stored + place }
                next = nextAdded(step, behind: place)
            }
            return nil
        }

        /// The values of an added edge, by its place among them.
        func values(ofAdded place: Int, _ relation: RelationID, _ slot: SlotID) -> [Value]? {
            if relation >= links.count { return nil }
            return links[relation].values.values(links[relation].edges[place].values, slot)
        }

        /// The changed values of an edge of the base.
        func values(ofStored edge: Int, _ relation: RelationID, _ slot: SlotID) -> [Value]? {
            guard relation < links.count, !links[relation].overrides.isEmpty else { return nil }
            return links[relation].overrides[UInt32(edge)]?[slot]
        }

        /// Adds an edge.
        mutating func add(_ from: NodeID, _ relation: RelationID, _ to: NodeID, _ values: PropertyValues) {
            note(relation)
            links[relation].add(from, to, values)
        }

        mutating func add(
            _ from: NodeID, _ relation: RelationID, _ to: NodeID, _ write: (inout FactValues) -> Void
        ) {
            note(relation)
            links[relation].add(from, to, write)
        }

        mutating func remove(_ edge: Int, of relation: RelationID, from: NodeID, to: NodeID) {
            note(relation)
            links[relation].remove(edge, from: from, to: to)
        }

        /// Changes a value of an edge of the base.
        mutating func override(_ edge: Int, of relation: RelationID, _ slot: SlotID, _ values: [Value]) {
            note(relation)
            links[relation].overrides[UInt32(edge), default: SlotValues()][slot] = values
        }

        /// Changes a value of an added edge.
        mutating func set(added place: Int, of relation: RelationID, _ slot: SlotID, _ values: [Value]) {
            links[relation].set(added: place, slot, values)
        }

        private mutating func note(_ relation: RelationID) {
            while links.count <= relation {
                links.append(Links())
                isChanged.append(false)
            }
            isChanged[relation] = true
        }
    }

    private(set) var nodes: [Node] = []
    /// Of added nodes.
    private(set) var values = PackedValues()
    var removedNodes: Set<NodeID> = []
    /// Changed values of nodes of the base.
    private(set) var overrides: [NodeID: SlotValues] = [:]
    /// Which properties have any, so that the others are known without a look at each node.
    private(set) var overriddenSlots: Set<SlotID> = []
    var links = LinksByRelation()
    /// Folded ids, names and aliases of added nodes and of nodes of the base whose names changed.
    var names = NamedNodes()
    /// Nodes of the base whose id, name or aliases changed: the base's name table no longer speaks for them.
    var renamed: Set<NodeID> = []
    /// Statements that changed something.
    var changeCount = 0
    /// What was made of the above for readers; those of another state keep theirs.
    private var changedNodes = ChangedNodes()

    var isEmpty: Bool { changeCount == 0 }

    mutating func add(_ kind: KindID, id: String, _ values: PropertyValues) {
        forgetChangedNodes()
        nodes.append(Node(kind: kind, values: self.values.append(id: id, values)))
    }

    mutating func add(_ kind: KindID, _ write: (inout FactValues) -> Void) {
        forgetChangedNodes()
        nodes.append(Node(kind: kind, values: FactValues.record(in: &values, write)))
    }

    /// The values of an added node, by its place among them.
    func values(ofAdded place: Int, _ slot: SlotID) -> [Value]? { values.values(nodes[place].values, slot) }

    /// Changes a value of an added node.
    mutating func set(added place: Int, _ slot: SlotID, _ list: [Value]) {
        forgetChangedNodes()
        values.replace(slot, list, of: place, in: &nodes, \.values)
    }

    mutating func override(_ node: NodeID, _ slot: SlotID, _ values: [Value]) {
        forgetChangedNodes()
        overrides[node, default: SlotValues()][slot] = values
        overriddenSlots.insert(slot)
    }

    private mutating func forgetChangedNodes() {
        if !isKnownUniquelyReferenced(&changedNodes) || !changedNodes.isEmpty { changedNodes = ChangedNodes() }
    }

    /// Nodes of the base, ascending, some of which may be removed, with a changed value under the slot.
    func overridden(_ slot: SlotID, in nodes: Range<Int>) -> ArraySlice<NodeID> {
        guard overriddenSlots.contains(slot) else { return [] }
        let all = changedNodes.stored(slot, self)
        let start = firstPlace(in: all.indices) { Int(all[$0]) >= nodes.lowerBound }
        return all[start..<firstPlace(in: start..<all.count) { Int(all[$0]) >= nodes.upperBound }]
    }

    /// The nodes of a kind that were added or have a changed value under the slot; nil if there are none.
    func changedRows(_ kind: KindID, _ slot: SlotID, _ graph: Graph) -> ChangedRows? {
        nodes.isEmpty && !overriddenSlots.contains(slot) ? nil : changedNodes.rows(kind, slot, graph)
    }
}

/// Holds a delta, so that a copy of a graph, of which a query makes many, is a few references and not a dozen. What is shared is
/// never changed: who changes it makes it his own first.
final class DeltaBox: @unchecked Sendable {
    let delta = UnsafeMutablePointer<Delta>.allocate(capacity: 1)

    init(_ delta: Delta) { self.delta.initialize(to: delta) }

    /// The values of an added node, by its place among them, without a copy of the delta.
    func values(ofAdded place: Int, _ slot: SlotID) -> [Value]? {
        delta.pointee.values.values(delta.pointee.nodes[place].values, slot)
    }

    /// The first of them, without a list.
    func firstValue(ofAdded place: Int, _ slot: SlotID) -> Value? {
        delta.pointee.values.withRow(delta.pointee.nodes[place].values, slot) { row in
            var row = row
            return row?.next().map { delta.pointee.values.value($0) }
        }
    }

    /// Lends the texts of an added node.
    func forEachText(ofAdded place: Int, _ slot: SlotID, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        delta.pointee.values.withRow(delta.pointee.nodes[place].values, slot) { row in
            guard let row else { return }
            for value in row {
                switch value {
                case .text(let text): body(text)
                case .recurringText(let text): delta.pointee.values.withName(text, body)
                default: break
                }
            }
        }
    }

    deinit {
        delta.deinitialize(count: 1)
        delta.deallocate()
    }
}
