import Text

/// Why a change does not fit the graph.
package enum GraphError: Error, Equatable {
    /// `add county 平遥县` when there is one; `kind` is that of the node that is there.
    case nodeExists(id: String, kind: String)
    /// `link county 平遥县 located_in place 晋中市` when it is there.
    case edgeExists(from: String, relation: String, to: String)
    case noSuchEdge(from: String, relation: String, to: String)
    /// `link county 平遥县 authored_by person 胡芬`
    case endsNotAllowed(relation: String, from: String, to: String, allowed: [String])
    /// `set county 平遥县 (id: none)`
    case idRequired
    /// More nodes, or edges of one relation, than 32-bit numbers can name.
    case full
    case schema(SchemaError)
}
