import Graph

extension [NodeID] {
    /// Appends the nodes of two lists in one order, of which the second has few: those of the first are taken over in runs.
    ///
    /// - Requires: both are ascending, and have no node in common.
    mutating func append(merging many: UnsafeBufferPointer<NodeID>, with few: ArraySlice<NodeID>) {
        var place = 0
        for node in few {
            let next = firstPlace(in: place, of: many, behind: node)
            append(contentsOf: many[place..<next])
            append(node)
            place = next
        }
        append(contentsOf: many[place...])
    }

    /// Appends the nodes of two lists in the order in which they stand in a third, which has them all.
    mutating func append(
        taking one: UnsafeBufferPointer<NodeID>, and other: [NodeID], inOrderOf nodes: ArraySlice<NodeID>
    ) {
        // Each is in that order, so one look ahead tells who was left out.
        var (place, otherPlace) = (0, 0)
        for node in nodes {
            if place < one.count, one[place] == node {
                append(node)
                place += 1
            } else if otherPlace < other.count, other[otherPlace] == node {
                append(node)
                otherPlace += 1
            }
        }
    }

    /// What either list has, once.
    ///
    /// - Requires: both are ascending.
    func union(ofAscending others: [NodeID]) -> [NodeID] {
        [NodeID](unsafeUninitializedCapacity: count + others.count) { both, bothCount in
            var (place, other) = (0, 0)
            while place < count || other < others.count {
                let node: NodeID
                if other == others.count || place < count && self[place] <= others[other] {
                    node = self[place]
                    if other < others.count, others[other] == node { other += 1 }
                    place += 1
                } else {
                    node = others[other]
                    other += 1
                }
                both[bothCount] = node
                bothCount += 1
            }
        }
    }

    /// The first place from the given one on whose node has a higher number: mostly it is near.
    private func firstPlace(in start: Int, of nodes: UnsafeBufferPointer<NodeID>, behind node: NodeID) -> Int {
        var (low, step) = (start, 1)
        while low + step <= nodes.count, nodes[low + step - 1] <= node {
            low += step
            step *= 2
        }
        var high = Swift.min(low + step - 1, nodes.count)
        while low < high {
            let middle = (low + high) / 2
            if nodes[middle] <= node { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension ArraySlice<NodeID> {
    /// Whether each has a higher number than the one before it.
    var areAscending: Bool {
        withUnsafeBufferPointer { nodes in
            var before = 0
            for place in 1..<Swift.max(nodes.count, 1) where nodes[place] > nodes[place - 1] { before += 1 }
            return before == Swift.max(nodes.count, 1) - 1
        }
    }
}
