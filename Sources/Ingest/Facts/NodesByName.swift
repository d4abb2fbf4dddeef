import Text

/// Nodes of a document by a name as `nameKey` gives it.
struct NodesByName {
    /// By the names' bytes: what `nameKey` gives has one spelling.
    private var nodes: [WrittenText: Int] = [:]

    subscript(key: String) -> Int? {
        get { nodes[WrittenText(key)] }
        set { nodes[WrittenText(key)] = newValue }
    }
}
