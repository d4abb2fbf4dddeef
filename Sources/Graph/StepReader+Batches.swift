import CKernels

/// A step from many nodes at once, by loops that have memory brought near before it is read.
extension StepReader {
    /// Goes through the nodes in runs that a kernel can do: of one kind, whose edges stand in the base or are gathered.
    ///
    /// - Parameter kernel: goes through nodes from a place on, and says how many they were.
    @inline(__always)
    private mutating func batches(
        of nodes: UnsafeBufferPointer<NodeID>, _ kernel: (UnsafePointer<ck_edges>, UnsafePointer<NodeID>, Int) -> Int
    ) {
        guard let start = nodes.baseAddress else { return }
        var place = 0
        while place < nodes.count {
            let node = nodes[place]
            if isTouched(node) { _ = changedEnds(of: node) } else { _ = entries(of: node) }
            var edges = ck_edges(
                offsets: run.offsets, targets: run.targets, first: UInt64(run.first),
                count: run.offsets == nil ? 0 : UInt64(run.count), changed: changedTable)
            let count = kernel(&edges, start + place, place)
            // A node of a kind without edges is passed over.
            place += max(count, 1)
        }
    }

    /// How many edges the nodes have together.
    package mutating func edgeCount(of nodes: UnsafeBufferPointer<NodeID>) -> Int {
        var count = 0
        batches(of: nodes) { edges, start, place in ck_edges_count(edges, start, nodes.count - place, &count) }
        return count
    }

    /// Marks the nodes' ends, each `least` further down, and says how many were new. Ends from `limit` on are taken for it.
    ///
    /// - Requires: there are bits up to `limit`, which is one of them.
    package mutating func markEnds(
        of nodes: UnsafeBufferPointer<NodeID>, in words: UnsafeMutablePointer<UInt64>, from least: Int, limit: Int
    ) -> Int {
        var fresh = 0
        batches(of: nodes) { edges, start, place in
            ck_edges_mark(edges, start, nodes.count - place, words, UInt64(least), UInt64(limit), &fresh)
        }
        return fresh
    }

    /// Adds each node's number of walks to the sums of its ends, and appends the ends whose sum was 0 to those found.
    ///
    /// - Requires: there is a number for each node and a sum for each end; the nodes have so many edges.
    package mutating func add(
        _ walks: UnsafeBufferPointer<Double>, of nodes: UnsafeBufferPointer<NodeID>, edgeCount: Int,
        to sums: UnsafeMutablePointer<Double>
    ) -> [NodeID] {
        [NodeID](unsafeUninitializedCapacity: edgeCount + 1) { found, count in
            guard let room = found.baseAddress, let numbers = walks.baseAddress else { return }
            batches(of: nodes) { edges, start, place in
                ck_edges_add(edges, start, numbers + place, nodes.count - place, sums, room, &count)
            }
        }
    }

    /// The sum over the nodes of the numbers of each one's ends, times its number of walks.
    ///
    /// - Requires: there is a number of walks for each node, and a number for each end.
    package mutating func sum(
        over nodes: UnsafeBufferPointer<NodeID>, times walks: UnsafeBufferPointer<Double>,
        of numbers: UnsafePointer<Double>
    ) -> Double {
        guard let factors = walks.baseAddress else { return 0 }
        var total = 0.0
        batches(of: nodes) { edges, start, place in
            ck_edges_sum(edges, start, factors + place, nodes.count - place, numbers, &total)
        }
        return total
    }
}

extension Bitmap {
    /// Inserts the ends of some nodes' edges, and says how many were new.
    mutating func insertEnds(of nodes: UnsafeBufferPointer<NodeID>, _ reader: inout StepReader) -> Int {
        let limit = max(64 * words.count, 1) - 1
        let fresh = words.withUnsafeMutableBufferPointer { words in
            words.baseAddress.map { reader.markEnds(of: nodes, in: $0, from: 0, limit: limit) } ?? 0
        }
        memberCount += fresh
        return fresh
    }
}
