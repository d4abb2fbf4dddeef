import CKernels

/// A step from many nodes at once, by loops that have memory brought near before it is read.
extension StepReader {
    /// Goes through the nodes in runs that a kernel can do: of one kind, with edges that stand in the base. Of others the ends are
    /// gathered one node after the other.
    ///
    /// - Parameters:
    ///   - kernel: goes through nodes from a place on, and says how many they were.
    ///   - other: is given the place of a node and its ends.
    @inline(__always)
    private mutating func batches(
        of nodes: UnsafeBufferPointer<NodeID>, _ kernel: (UnsafePointer<ck_edges>, UnsafePointer<NodeID>, Int) -> Int,
        other: (Int, [NodeID]) -> Void
    ) {
        guard let start = nodes.baseAddress else { return }
        let (touched, isAnyTouched) = (touched, isAnyTouched)
        touched.words.withUnsafeBufferPointer { words in
            var place = 0
            while place < nodes.count {
                let node = nodes[place]
                if isTouched(node) {
                    other(place, changed(of: node))
                    place += 1
                    continue
                }
                _ = entries(of: node)
                guard let offsets = run.offsets, let targets = run.targets else {
                    place += 1
                    continue
                }
                var edges = ck_edges(
                    offsets: offsets, targets: targets, first: UInt64(run.first), count: UInt64(run.count),
                    changed: isAnyTouched ? words.baseAddress : nil)
                place += kernel(&edges, start + place, place)
            }
        }
    }

    /// How many edges the nodes have together.
    package mutating func edgeCount(of nodes: UnsafeBufferPointer<NodeID>) -> Int {
        var count = 0
        batches(of: nodes) { edges, start, place in
            ck_edges_count(edges, start, nodes.count - place, &count)
        } other: { _, ends in
            count += ends.count
        }
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
        } other: { _, ends in
            for end in ends {
                let place = Int(min(UInt(bitPattern: Int(end) &- least), UInt(bitPattern: limit)))
                let shift = UInt64(truncatingIfNeeded: place & 63)
                fresh += Int(~words[place >> 6] >> shift & 1)
                words[place >> 6] |= 1 << shift
            }
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
            } other: { place, ends in
                for end in ends {
                    room[count] = end
                    count += sums[Int(end)] == 0 ? 1 : 0
                    sums[Int(end)] += walks[place]
                }
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
        } other: { place, ends in
            total += walks[place] * ends.reduce(0) { $0 + numbers[Int($1)] }
        }
        return total
    }
}

extension Bitmap {
    /// Inserts the stored ends of some nodes, and says how many were new.
    mutating func insertStoredEnds(of nodes: [NodeID], _ adjacency: Adjacency, _ base: Base) -> Int {
        let limit = UInt64(max(64 * words.count, 1) - 1)
        var fresh = 0
        nodes.withUnsafeBufferPointer { nodes in
            words.withUnsafeMutableBufferPointer { words in
                guard let start = nodes.baseAddress else { return }
                var place = 0
                while place < nodes.count {
                    let node = Int(nodes[place])
                    guard node < base.nodeCount, case let kind = base.kind(of: node), adjacency.hasEdges(kind) else {
                        place += 1
                        continue
                    }
                    var edges = ck_edges(
                        offsets: adjacency.offsets.pointer + adjacency.segmentStarts[kind],
                        targets: adjacency.targets.pointer, first: UInt64(base.ranges[kind].lowerBound),
                        count: UInt64(base.ranges[kind].count), changed: nil)
                    place += ck_edges_mark(
                        &edges, start + place, nodes.count - place, words.baseAddress, 0, limit, &fresh)
                }
            }
        }
        memberCount += fresh
        return fresh
    }
}
