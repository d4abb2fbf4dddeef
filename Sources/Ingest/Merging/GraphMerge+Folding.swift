import Graph

/// Keeps the memory bounded while a shelf of documents comes in: changes take some ten times the room of what they become.
extension GraphMerge {
    /// Fewer changes are not worth a new base.
    private static let fewestChanges = 500_000

    /// Works the changes into the graph's base once there are as many as it has facts, so that all foldings together cost about
    /// twice the last one.
    mutating func foldIfLarge() throws(IngestError) {
        guard mayFold, graph.changeCount >= max(GraphMerge.fewestChanges, factsAtFolding) else { return }
        do throws(GraphError) { try finish() } catch { throw .graph(error) }
        let changes = graph.changeCount
        guard let (folded, moved) = graph.folded(isCancelled: isCancelled) else { throw .cancelled }
        factsAtFolding += changes
        graph = folded
        known.renumber(moved)
        placesByCode = placesByCode.compactMapValues { moved[Int($0)] }
        resolved = []
        renumbered = renumbered.map { before in before.map { $0.flatMap { moved[Int($0)] } } } ?? moved
    }
}
