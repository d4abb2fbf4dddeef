import Graph
import Plan
import Text

/// What counting ends keeps from row to row.
final class EndCounting {
    /// By step.
    fileprivate var marks: [EndMarks]
    fileprivate var readers: [[StepReader]]
    /// Whether an end of a step needs not be asked for its kind.
    fileprivate var isOfKind: [Bool]

    init(_ steps: [BoundStep], _ context: ExecutionContext) {
        readers = steps.map { step in step.alternatives.map { StepReader(context.graph, $0) } }
        marks = readers.map { EndMarks($0, context.thresholds) }
        isOfKind = zip(steps, readers).map { step, readers in
            readers.allSatisfy { $0.leadsOnly(to: step.kinds.contains) }
        }
    }

    /// Whether a step is one edge of one relation, whose ends need no look.
    fileprivate func isPlain(_ step: BoundStep, _ place: Int) -> Bool {
        step.repetition == nil && step.condition == nil && isOfKind[place] && step.alternatives.count == 1
    }
}

/// Counts the ends of paths without making them: `count(concerned_by[proposal].authored_by)`.
extension PathWalker {
    /// How many distinct ends a path has; nil if they have to be made to be told apart.
    ///
    /// - Requires: the path ends at nodes and reads no alias.
    func countOfEnds(of path: BoundPath, from node: NodeID) throws(ExecutionError) -> Int? {
        guard isMarkable(path) else { return nil }
        let steps = path.steps
        let counting = endCounting(of: path)
        var current = [node]
        for (place, step) in steps.enumerated() {
            if place == steps.count - 1, counting.isPlain(step, place) {
                return try count(current, place, counting)
            }
            if place == steps.count - 2, current.count == 1, counting.isPlain(step, place),
                counting.isPlain(steps[place + 1], place + 1)
            {
                return try countBehind(current[0], place, counting)
            }
            current = try ends(of: current, step, place, key: path.range.lowerBound, counting)
            try context.spend(current.count)
        }
        return current.count
    }

    /// The distinct ends of a path, in any order; nil if they aren't found by marks.
    ///
    /// - Requires: the path reads no alias.
    func nodes(of path: BoundPath, from node: NodeID) throws(ExecutionError) -> [NodeID]? {
        guard isMarkable(path) else { return nil }
        let counting = endCounting(of: path)
        var current = [node]
        for (place, step) in path.steps.enumerated() {
            current = try ends(of: current, step, place, key: path.range.lowerBound, counting)
            try context.spend(current.count)
        }
        return current
    }

    /// Whether the ends of each step are told by marks at nodes, whatever edges lead to them.
    private func isMarkable(_ path: BoundPath) -> Bool {
        path.steps.enumerated().allSatisfy { place, step in
            // Which edges pass is asked edge by edge, and what several searches find each is not what one from all their starts
            // finds.
            step.links == nil
                && (step.repetition == nil || place == 0 && step.ends == nil && step.condition == nil)
        }
    }

    private func endCounting(of path: BoundPath) -> EndCounting {
        if let known = countings[path.range.lowerBound] { return known }
        let made = EndCounting(path.steps, context)
        countings[path.range.lowerBound] = made
        return made
    }

    /// How many ends the nodes have together under the last step.
    private func count(
        _ nodes: [NodeID], _ place: Int, _ counting: EndCounting
    ) throws(ExecutionError) -> Int {
        // No two edges of a relation connect the same nodes.
        if nodes.count == 1 { return counting.readers[place][0].count(of: nodes[0]) }
        return try nodes.withUnsafeBufferPointer { nodes throws(ExecutionError) in
            try count(nodes, &counting.readers[place][0], &counting.marks[place])
        }
    }

    /// How many ends a node has under two plain steps. What lies between is read where it stands in the graph, and is
    /// different nodes, since it is the ends of one.
    private func countBehind(
        _ node: NodeID, _ place: Int, _ counting: EndCounting
    ) throws(ExecutionError) -> Int {
        let between = counting.readers[place][0].ends(of: node)
        return try count(between, &counting.readers[place + 1][0], &counting.marks[place + 1])
    }

    private func count(
        _ nodes: UnsafeBufferPointer<NodeID>, _ shared: inout StepReader, _ marks: inout EndMarks
    ) throws(ExecutionError) -> Int {
        var reader = shared
        let edgeCount = nodes.count < batchSize ? reader.edgeCount(of: nodes) : nodes.count
        var count = 0
        marks.inRound(ofEdges: edgeCount) { ends in
            count = ends.insertEnds(of: nodes, &reader)
        } _: { ends in
            for node in nodes { reader.forEach(of: node) { count += ends.insert($0) } }
        }
        shared = reader
        try context.spend(edgeCount)
        return count
    }

    private func ends(
        of nodes: [NodeID], _ step: BoundStep, _ place: Int, key: Int, _ counting: EndCounting
    ) throws(ExecutionError) -> [NodeID] {
        let graph = context.graph
        let isOfKind = counting.isOfKind[place]
        var readers = counting.readers[place]
        defer { counting.readers[place] = readers }
        var found: [NodeID] = []
        /// The ends of a node that are new.
        func expand(_ node: NodeID, into next: inout [NodeID], _ isNew: (NodeID) -> Bool) {
            for alternative in readers.indices {
                readers[alternative].forEach(of: node) { end in
                    guard isOfKind || step.kinds.contains(graph.kind(of: end)), isNew(end) else { return }
                    next.append(end)
                }
            }
        }
        var isStopped = false
        /// What is found by sets of ends of either sort.
        func collect(_ isNew: (NodeID) -> Bool) {
            guard let repetition = step.repetition else {
                for node in nodes { expand(node, into: &found, isNew) }
                return
            }
            var frontier = nodes
            for node in nodes { _ = isNew(node) }
            if repetition.lowerBound == 0 { found = nodes }
            var depth = 0
            while depth < repetition.upperBound, !frontier.isEmpty {
                if frontier.count > batchSize, context.isToStop { isStopped = true }
                if isStopped { return }
                depth += 1
                var next: [NodeID] = []
                for node in frontier { expand(node, into: &next, isNew) }
                if depth >= repetition.lowerBound { found += next }
                frontier = next
            }
        }
        // How many edges a repetition comes to isn't known beforehand.
        counting.marks[place].inRound(ofEdges: step.repetition == nil ? nodes.count : 0) { ends in
            collect { ends.insert($0) == 1 }
        } _: { ends in
            collect { ends.insert($0) == 1 }
        }
        if isStopped { throw .cancelled }
        guard let condition = step.condition else { return found }
        return try filter(condition, key, place).filter(found.sorted())
    }
}

extension StepReader {
    /// Calls the body with the node at the other end of each edge, in the order of the edges. It stands here, and not in the
    /// module of graphs, so that it becomes a loop where it is called.
    @inline(__always)
    mutating func forEach(of node: NodeID, _ body: (NodeID) -> Void) {
        for end in ends(of: node) { body(end) }
    }
}
