import Graph
import Plan
import Text

/// A node that a path leads to, and the edge that it was reached by.
struct PathEnd {
    var node: NodeID
    /// The relation and number of the last step's edge; nil without steps, and where a repetition is not one edge.
    var edge: (relation: RelationID, number: Int)?
    /// The least confidence of the edges on the way.
    var confidence: Double
}

/// Follows the steps of a path from one node.
final class PathWalker {
    let context: ExecutionContext
    /// What counting keeps, by the place where the path was written.
    var countings: [Int: EndCounting] = [:]
    /// Filters of step conditions, so that what they found once serves every row.
    private var filters: [FilterKey: any NodeFilter] = [:]
    private var tests: [FilterKey: LinkTest] = [:]

    /// Where a path was written, and which of its steps.
    private struct FilterKey: Hashable {
        var path: Int
        var step: Int
    }

    init(_ context: ExecutionContext) { self.context = context }

    /// The distinct ends of a path, in the order of the edges; of `r@p`, whose ends are edges, the distinct edges. `path`
    /// keeps its filters between calls.
    func ends(of path: BoundPath, from node: NodeID) throws(ExecutionError) -> [PathEnd] {
        guard case .edge = path.end, let last = path.steps.last, last.repetition == nil else {
            return try ends(of: path.steps, from: node, key: path.range.lowerBound)
        }
        var edges: [PathEnd] = []
        var seen: Set<RelationEdge> = []
        for end in try ends(of: Array(path.steps.dropLast()), from: node, key: path.range.lowerBound) {
            for end in try neighbours(of: end, last, path.range.lowerBound, path.steps.count - 1) {
                guard let (relation, number) = end.edge else { continue }
                if seen.insert(RelationEdge(relation: relation, number: number)).inserted { edges.append(end) }
            }
        }
        return edges
    }

    private struct RelationEdge: Hashable {
        var relation: RelationID
        var number: Int
    }

    /// The distinct ends of steps.
    func ends(of steps: [BoundStep], from node: NodeID, key: Int = -1) throws(ExecutionError) -> [PathEnd] {
        try context.spend(1)
        var current = [PathEnd(node: node, edge: nil, confidence: 1)]
        for (place, step) in steps.enumerated() {
            var next: [PathEnd] = []
            var seen: Set<NodeID> = []
            for end in current {
                for end in try ends(of: step, from: end, key, place) where seen.insert(end.node).inserted {
                    next.append(end)
                }
            }
            current = next
        }
        return current
    }

    private func ends(of step: BoundStep, from end: PathEnd, _ key: Int, _ place: Int) throws(ExecutionError)
        -> [PathEnd]
    {
        if let repetition = step.repetition { return try reach(end, step, repetition, key, place) }
        return try neighbours(of: end, step, key, place)
    }

    /// One step.
    private func neighbours(of end: PathEnd, _ step: BoundStep, _ key: Int, _ place: Int) throws(ExecutionError)
        -> [PathEnd]
    {
        let graph = context.graph
        let test = linkTest(step, key, place)
        var found: [PathEnd] = []
        for alternative in step.alternatives {
            for link in graph.links(of: end.node, alternative) where step.kinds.contains(graph.kind(of: link.node)) {
                if let test, try !test.passes(link, alternative.relation) { continue }
                let confidence = graph.confidence(ofEdge: link.edge, alternative.relation)
                found.append(
                    PathEnd(
                        node: link.node, edge: (alternative.relation, link.edge),
                        confidence: min(end.confidence, confidence)))
            }
        }
        try context.spend(found.count)
        guard let condition = step.condition else { return found }
        let kept = Set(try filter(condition, key, place).filter(found.map(\.node).sorted()))
        return found.filter { kept.contains($0.node) }
    }

    /// Of nodes that a repeated step leads to, those that it may end at.
    func ends(among nodes: [NodeID], _ step: BoundStep, key: Int, _ place: Int) throws(ExecutionError) -> Set<NodeID> {
        guard let ends = step.ends else { return Set(nodes) }
        return Set(try filter(ends, key, place).filter(nodes.sorted()))
    }

    /// Breadth first, each node once.
    private func reach(
        _ start: PathEnd, _ step: BoundStep, _ repetition: ClosedRange<Int>, _ key: Int, _ place: Int
    ) throws(ExecutionError) -> [PathEnd] {
        var seen: Set<NodeID> = [start.node]
        var frontier = [start]
        var found = repetition.lowerBound == 0 ? [start] : []
        var depth = 0
        while depth < repetition.upperBound, !frontier.isEmpty {
            try context.check()
            depth += 1
            var next: [PathEnd] = []
            for end in frontier {
                for neighbour in try neighbours(of: end, step, key, place) where seen.insert(neighbour.node).inserted {
                    next.append(neighbour)
                }
            }
            if depth >= repetition.lowerBound { found += next }
            frontier = next
        }
        let kept = try ends(among: found.map(\.node), step, key: key, place)
        return found.filter { kept.contains($0.node) }
    }

    private func linkTest(_ step: BoundStep, _ key: Int, _ place: Int) -> LinkTest? {
        guard let condition = step.links else { return nil }
        if key < 0 || condition.usesAlias { return LinkTest(step, context) }
        let key = FilterKey(path: key, step: place)
        if let known = tests[key] { return known }
        let made = LinkTest(step, context)
        tests[key] = made
        return made
    }

    func filter(_ condition: BoundCondition, _ key: Int, _ place: Int) -> any NodeFilter {
        if key < 0 || condition.usesAlias { return condition.prepared(context) }
        let key = FilterKey(path: key, step: place)
        if let known = filters[key] { return known }
        let made = condition.prepared(context)
        filters[key] = made
        return made
    }
}
