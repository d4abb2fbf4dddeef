import Graph
import Plan

/// How many walks go along the steps of a path: `ways(develops.concerned_by)`.
///
/// Walks are counted and never made: from a node there are as many along the steps as from all its neighbours together along
/// the rest. What was found for a node serves every walk that comes by, so each edge is looked at once for each step.
final class WayCounter {
    private let context: ExecutionContext
    /// By the place where the path was written.
    private var known: [Int: Counts] = [:]

    /// How far a walk is: `taken` times along the step `step`.
    private struct Place: Hashable {
        var node: NodeID
        var step: Int
        var taken: Int
    }

    private struct Counts {
        var walks: [Place: Double] = [:]
        var filters: [Int: any NodeFilter] = [:]
    }

    private let closed: ClosedWayCounter

    init(_ context: ExecutionContext) {
        self.context = context
        closed = ClosedWayCounter(context)
    }

    /// The walks from a node. Numbers above 2⁵³ are rounded.
    func count(of path: BoundPath, from node: NodeID) throws(ExecutionError) -> Double {
        if let count = try closed.count(of: path, from: node) { return count }
        let key = path.range.lowerBound
        var counts = path.steps.contains(where: \.usesAlias) ? Counts() : known[key] ?? Counts()
        known[key] = nil
        let walks = try self.walks(from: Place(node: node, step: 0, taken: 0), path.steps, &counts)
        known[key] = counts
        return walks
    }

    /// The recursion is as deep as the walks are long, which the binder limits.
    private func walks(from place: Place, _ steps: [BoundStep], _ counts: inout Counts) throws(ExecutionError) -> Double
    {
        guard place.step < steps.count else { return 1 }
        if let found = counts.walks[place] { return found }
        let step = steps[place.step]
        let repetition = step.repetition ?? 1...1
        var total = 0.0
        if place.taken >= repetition.lowerBound, try isEnd(place, step, &counts) {
            total += try walks(from: Place(node: place.node, step: place.step + 1, taken: 0), steps, &counts)
        }
        if place.taken < repetition.upperBound {
            if counts.walks.count % batchSize == 0 { try context.check() }
            for next in try neighbours(of: place.node, place.step, step, &counts) {
                total += try walks(
                    from: Place(node: next, step: place.step, taken: place.taken + 1), steps, &counts)
            }
        }
        counts.walks[place] = total
        return total
    }

    private func isEnd(_ place: Place, _ step: BoundStep, _ counts: inout Counts) throws(ExecutionError) -> Bool {
        guard let ends = step.ends else { return true }
        let filter = counts.filters[place.step] ?? ends.prepared(context)
        counts.filters[place.step] = filter
        return try !filter.filter([place.node]).isEmpty
    }

    /// The node at the other end of each edge: two edges to one node are two walks.
    private func neighbours(
        of node: NodeID, _ place: Int, _ step: BoundStep, _ counts: inout Counts
    ) throws(ExecutionError) -> [NodeID] {
        let test = LinkTest(step, context)
        var nodes: [NodeID] = []
        for alternative in step.alternatives {
            for link in context.graph.links(of: node, alternative)
            where step.kinds.contains(context.graph.kind(of: link.node)) {
                if let test, try !test.passes(link, alternative.relation) { continue }
                nodes.append(link.node)
            }
        }
        guard let condition = step.condition, !nodes.isEmpty else { return nodes }
        let filter = counts.filters[place] ?? condition.prepared(context)
        counts.filters[place] = filter
        let kept = Set(try filter.filter(Set(nodes).sorted()))
        return nodes.filter(kept.contains)
    }
}
