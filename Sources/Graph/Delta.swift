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
        var removed: Set<UInt32> = []
        /// Changed values of edges of the base, by their number.
        var overrides: [UInt32: SlotValues] = [:]
    }

    var nodes: [Node] = []
    var removedNodes: Set<NodeID> = []
    /// Changed values of nodes of the base.
    var overrides: [NodeID: SlotValues] = [:]
    var links: [RelationID: Links] = [:]
    /// Folded ids, names and aliases of added nodes and of nodes of the base whose names changed.
    var names: [[UInt8]: [NodeID]] = [:]
    /// Nodes of the base whose id, name or aliases changed: the base's name table no longer speaks for them.
    var renamed: Set<NodeID> = []
    /// Statements that changed something.
    var changeCount = 0

    var isEmpty: Bool { changeCount == 0 }
}
