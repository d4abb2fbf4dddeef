import Text

/// What was added, changed and removed since the base was made. It is small beside the base: `Graph.folded()` makes a new
/// base of both when it grows, and readers ask it only where it has something to say.
struct Delta: Sendable {
    struct Node: Sendable {
        var kind: KindID
        var values: SlotValues
    }

    struct Edge: Sendable {
        var from: NodeID
        var to: NodeID
        var values: SlotValues
    }

    /// The changes to the edges of one relation. Numbers of added edges follow those of the base.
    struct Links: Sendable {
        var edges: [Edge] = []
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

        mutating func add(_ edge: Edge) {
            outgoing.append(to: edge.from)
            incoming.append(to: edge.to)
            edges.append(edge)
        }

        mutating func remove(_ edge: Int, from: NodeID, to: NodeID) {
            guard removed.insert(UInt32(edge)).inserted else { return }
            removedOut[from, default: 0] += 1
            removedIn[to, default: 0] += 1
        }

        /// Whether a node is an end of an added or a removed edge: any other has the edges that the base says.
        func touches(_ node: NodeID) -> Bool {
            outgoing.contains(node) || incoming.contains(node) || removedOut[node] != nil || removedIn[node] != nil
        }

        /// All such nodes.
        func touched(limit: Int) -> Bitmap {
            var marks = Bitmap(limit: limit, removedOut.keys)
            for node in removedIn.keys { marks.insert(Int(node)) }
            for node in outgoing.nodes { marks.insert(Int(node)) }
            for node in incoming.nodes { marks.insert(Int(node)) }
            return marks
        }

        /// The number of the first added edge of a node whose other end is that node; added edges are numbered behind so many.
        func edge(at node: NodeID, _ direction: Direction, leadingTo other: NodeID, behind stored: Int) -> Int? {
            if direction == .forward {
                for place in outgoing.edges(of: node)
                where edges[place].to == other && !isRemoved(stored + place) { return stored + place }
            } else {
                for place in incoming.edges(of: node)
                where edges[place].from == other && !isRemoved(stored + place) { return stored + place }
            }
            return nil
        }

        /// Whether an edge, by its number, was removed.
        @inline(__always)
        func isRemoved(_ edge: Int) -> Bool { !removed.isEmpty && removed.contains(UInt32(edge)) }
    }

    /// The changes to the edges of each relation that has any.
    struct LinksByRelation: Sendable {
        private var links: [Links?] = []

        var isEmpty: Bool { !links.contains { $0 != nil } }

        /// Lent where it stands: a copy would count references to each of its parts, for every edge that is looked at.
        subscript(relation: RelationID) -> Links? {
            _read {
                if relation < links.count { yield links[relation] } else { yield nil }
            }
            _modify {
                while links.count <= relation { links.append(nil) }
                yield &links[relation]
            }
        }

        /// Adds an edge to a relation's.
        mutating func add(_ edge: Edge, to relation: RelationID) {
            if self[relation] == nil { self[relation] = Links() }
            self[relation]?.add(edge)
        }

        mutating func remove(_ edge: Int, of relation: RelationID, from: NodeID, to: NodeID) {
            if self[relation] == nil { self[relation] = Links() }
            self[relation]?.remove(edge, from: from, to: to)
        }

        /// Changes a value of an edge of the base.
        mutating func override(_ edge: Int, of relation: RelationID, _ slot: SlotID, _ values: [Value]) {
            if self[relation] == nil { self[relation] = Links() }
            self[relation]?.overrides[UInt32(edge), default: SlotValues()][slot] = values
        }
    }

    var nodes: [Node] = []
    var removedNodes: Set<NodeID> = []
    /// Changed values of nodes of the base.
    private(set) var overrides: [NodeID: SlotValues] = [:]
    /// Which properties have any, so that the others are known without a look at each node.
    private(set) var overriddenSlots: Set<SlotID> = []
    var links = LinksByRelation()
    /// Folded ids, names and aliases of added nodes and of nodes of the base whose names changed.
    var names: [[UInt8]: [NodeID]] = [:]
    /// Nodes of the base whose id, name or aliases changed: the base's name table no longer speaks for them.
    var renamed: Set<NodeID> = []
    /// Statements that changed something.
    var changeCount = 0

    var isEmpty: Bool { changeCount == 0 }

    mutating func override(_ node: NodeID, _ slot: SlotID, _ values: [Value]) {
        overrides[node, default: SlotValues()][slot] = values
        overriddenSlots.insert(slot)
    }

    /// Nodes of the base, some of which may be removed, with a changed value under the slot.
    func overridden(_ slot: SlotID, in nodes: Range<Int>) -> [NodeID] {
        guard overriddenSlots.contains(slot) else { return [] }
        return overrides.filter { nodes.contains(Int($0.key)) && $0.value[slot] != nil }.map(\.key)
    }
}

/// Holds a delta, so that a copy of a graph, of which a query makes many, is a few references and not a dozen. What is shared is
/// never changed: who changes it makes it his own first.
final class DeltaBox: @unchecked Sendable {
    let delta = UnsafeMutablePointer<Delta>.allocate(capacity: 1)

    init(_ delta: Delta) { self.delta.initialize(to: delta) }

    deinit {
        delta.deinitialize(count: 1)
        delta.deallocate()
    }
}
