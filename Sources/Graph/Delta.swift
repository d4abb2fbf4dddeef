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
        /// Places in `edges`, by the node at either end.
        var outgoing: [NodeID: [Int]] = [:]
        var incoming: [NodeID: [Int]] = [:]
        /// Numbers of edges of the base, and of `edges` behind them.
        private(set) var removed: Set<UInt32> = []
        /// How many of the edges in `removed` go out from a node, and how many come in to one.
        private(set) var removedOut: [NodeID: Int] = [:]
        private(set) var removedIn: [NodeID: Int] = [:]
        /// The ends of added and of removed edges: any other node has the edges that the base says.
        private(set) var touched: Set<NodeID> = []
        /// Changed values of edges of the base, by their number.
        var overrides: [UInt32: SlotValues] = [:]

        mutating func add(_ edge: Edge) {
            outgoing[edge.from, default: []].append(edges.count)
            incoming[edge.to, default: []].append(edges.count)
            edges.append(edge)
            touched.insert(edge.from)
            touched.insert(edge.to)
        }

        mutating func remove(_ edge: Int, from: NodeID, to: NodeID) {
            guard removed.insert(UInt32(edge)).inserted else { return }
            removedOut[from, default: 0] += 1
            removedIn[to, default: 0] += 1
            touched.insert(from)
            touched.insert(to)
        }
    }

    var nodes: [Node] = []
    var removedNodes: Set<NodeID> = []
    /// Changed values of nodes of the base.
    private(set) var overrides: [NodeID: SlotValues] = [:]
    /// Which properties have any, so that the others are known without a look at each node.
    private(set) var overriddenSlots: Set<SlotID> = []
    var links: [RelationID: Links] = [:]
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
