import Diagnostics
import Graph

/// Which statement of which script stated each node and each edge; the last one, where several did.
package struct FactPlaces: Sendable {
    struct Place: Sendable {
        /// The place in `sources`.
        var source: Int
        var range: Range<Int>
    }

    /// An edge by its ends, which stay when other edges come and go.
    struct Edge: Hashable, Sendable {
        var from: NodeID
        var relation: RelationID
        var to: NodeID
    }

    private(set) var sources: [SourceText] = []
    var nodes: [NodeID: Place] = [:]
    var edges: [Edge: Place] = [:]

    package init() {}

    /// The place of a script that is read from now on.
    mutating func begin(_ source: SourceText) -> Int {
        sources.append(source)
        return sources.count - 1
    }
}
