import Graph
import Plan
import Text

/// What counting ends keeps from row to row.
struct EndCounting {
    /// By step: which nodes were seen in which round. A round is a number, so that nothing needs to be wiped.
    fileprivate var seen: [[UInt32]]
    fileprivate var round: UInt32 = 0
    fileprivate var readers: [[StepReader]]
    /// Whether an end of a step needs not be asked for its kind.
    fileprivate var isOfKind: [Bool]

    init(_ steps: [BoundStep], _ graph: Graph) {
        seen = steps.map { _ in [] }
        readers = steps.map { step in step.alternatives.map { StepReader(graph, $0) } }
        isOfKind = zip(steps, readers).map { step, readers in
            readers.allSatisfy { $0.leadsOnly(to: step.kinds.contains) }
        }
    }
}

/// Counts the ends of paths without making them: `count(concerned_by[proposal].authored_by)`.
extension PathWalker {
    /// How many distinct ends a path has; nil if they have to be made to be told apart.
    ///
    /// - Requires: the path ends at nodes and reads no alias.
    func countOfEnds(of path: BoundPath, from node: NodeID) throws(ExecutionError) -> Int? {
        let steps = path.steps
        // Which edges pass is asked edge by edge.
        if steps.contains(where: { $0.links != nil }) { return nil }
        for (place, step) in steps.enumerated() where step.repetition != nil {
            // What several searches find each is not what one from all their starts finds.
            if place > 0 || step.ends != nil || step.condition != nil { return nil }
        }
        var counting = countings.removeValue(forKey: path.range.lowerBound) ?? EndCounting(steps, context.graph)
        defer { countings[path.range.lowerBound] = counting }
        var current = [node]
        for (place, step) in steps.enumerated() {
            if place == steps.count - 1, let count = count(current, step, place, &counting) {
                try context.spend(count)
                return count
            }
            current = try ends(of: current, step, place, key: path.range.lowerBound, &counting)
            try context.spend(current.count)
        }
        return current.count
    }

    /// At the last step only the number matters.
    private func count(_ nodes: [NodeID], _ step: BoundStep, _ place: Int, _ counting: inout EndCounting) -> Int? {
        guard step.repetition == nil, step.condition == nil, counting.isOfKind[place], step.alternatives.count == 1
        else { return nil }
        // No two edges of a relation connect the same nodes.
        if nodes.count == 1 { return counting.readers[place][0].count(of: nodes[0]) }
        var count = 0
        counting.mark(place, context.graph.nodeLimit) { seen, round, readers in
            for node in nodes {
                readers[0].forEach(of: node) { end in
                    if seen[Int(end)] != round {
                        seen[Int(end)] = round
                        count += 1
                    }
                }
            }
        }
        return count
    }

    private func ends(
        of nodes: [NodeID], _ step: BoundStep, _ place: Int, key: Int, _ counting: inout EndCounting
    ) throws(ExecutionError) -> [NodeID] {
        let graph = context.graph
        let isOfKind = counting.isOfKind[place]
        var found: [NodeID] = []
        if let repetition = step.repetition {
            counting.mark(place, graph.nodeLimit) { seen, round, readers in
                var frontier = nodes
                for node in nodes { seen[Int(node)] = round }
                if repetition.lowerBound == 0 { found = nodes }
                var depth = 0
                while depth < repetition.upperBound, !frontier.isEmpty {
                    depth += 1
                    var next: [NodeID] = []
                    for node in frontier {
                        for alternative in readers.indices {
                            readers[alternative].forEach(of: node) { end in
                                guard seen[Int(end)] != round, isOfKind || step.kinds.contains(graph.kind(of: end))
                                else { return }
                                seen[Int(end)] = round
                                next.append(end)
                            }
                        }
                    }
                    if depth >= repetition.lowerBound { found += next }
                    frontier = next
                }
            }
            return found
        }
        counting.mark(place, graph.nodeLimit) { seen, round, readers in
            for node in nodes {
                for alternative in readers.indices {
                    readers[alternative].forEach(of: node) { end in
                        guard seen[Int(end)] != round, isOfKind || step.kinds.contains(graph.kind(of: end)) else {
                            return
                        }
                        seen[Int(end)] = round
                        found.append(end)
                    }
                }
            }
        }
        guard let condition = step.condition else { return found }
        return try filter(condition, key, place).filter(found.sorted())
    }
}

extension EndCounting {
    /// Runs the body in a new round over the marks of a step.
    fileprivate mutating func mark(
        _ place: Int, _ limit: Int, _ body: (UnsafeMutableBufferPointer<UInt32>, UInt32, inout [StepReader]) -> Void
    ) {
        if seen[place].count < limit { seen[place] = [UInt32](repeating: 0, count: limit) }
        round += 1
        if round == UInt32.max {
            for place in seen.indices { seen[place] = [UInt32](repeating: 0, count: seen[place].count) }
            round = 1
        }
        let round = round
        // Both lists are taken out, so that marking doesn't copy them.
        var marks: [UInt32] = []
        swap(&marks, &seen[place])
        marks.withUnsafeMutableBufferPointer { body($0, round, &readers[place]) }
        swap(&marks, &seen[place])
    }
}

extension StepReader {
    /// Calls the body with the node at the other end of each edge, in the order of the edges. It stands here, and not in the
    /// module of graphs, so that it becomes a loop where it is called.
    @inline(__always)
    mutating func forEach(of node: NodeID, _ body: (NodeID) -> Void) {
        if let ends = stored(of: node) {
            for end in ends { body(end) }
        } else {
            for end in changed(of: node) { body(end) }
        }
    }
}
