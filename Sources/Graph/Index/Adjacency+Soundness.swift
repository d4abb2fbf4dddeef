/// What must hold of the edges of a relation before they are followed.
extension Adjacency {
    /// Whether every kind's segment has an offset for each row, and the lanes are of one length; it costs nothing.
    func fits(_ ranges: [Range<Int>], edgeCount: Int) -> Bool {
        guard targets.count == edgeCount, edges == nil || edges?.count == edgeCount else { return false }
        return ranges.indices.allSatisfy { kind in
            !hasEdges(kind) || segmentStarts[kind] + ranges[kind].count + 1 <= offsets.count
        }
    }

    /// Whether every number in it points to something that is there: one look at each. The segments of the kinds follow each
    /// other, so all offsets together never fall.
    func isSound(nodeCount: Int) -> Bool {
        offsets.areOffsets(upTo: targets.count) && targets.areBelow(nodeCount)
            && edges?.areBelow(targets.count) != false
    }
}
