/// Nodes that were found: in an order, or as marks of which an array is made only if somebody asks for the nodes themselves.
package enum NodeSet: Sendable {
    case list([NodeID])
    case marks(Bitmap)

    package var count: Int {
        switch self {
        case .list(let nodes): nodes.count
        case .marks(let marks): marks.count
        }
    }

    /// In their order; those of marks ascending.
    package var members: [NodeID] {
        switch self {
        case .list(let nodes): nodes
        case .marks(let marks): marks.members
        }
    }
}
