import Graph
import Plan

/// Some node within `{m..n}` steps, m at most 1, satisfies a condition, from the far end: the nodes that satisfy it are found
/// once, and a frontier grows from them against the steps.
///
/// A node is never its own end, though it may lead to itself in a circle. So for each node up to two different far nodes are
/// remembered that it leads to, and one that satisfies the condition itself is accepted only for another. Two are enough: of
/// the two nearest far nodes of its neighbours, at least one is another than itself, and no farther than the one looked for.
/// Every edge is looked at once for each, so at most twice.
final class ReachFilter: NodeFilter {
    private let step: BoundStep
    private let inner: any NodeFilter
    private let scan: Scan
    private let repetition: ClosedRange<Int>
    private let context: ExecutionContext
    private var marks: Bitmap?

    /// - Parameter scan: gives the far nodes.
    /// - Requires: the repetition begins with 0 or 1, and nothing reads an alias.
    init(
        _ step: BoundStep, _ repetition: ClosedRange<Int>, _ inner: any NodeFilter, _ scan: Scan,
        _ context: ExecutionContext
    ) {
        precondition(repetition.lowerBound <= 1, "Ends nearer than the least repetition can't be told from here")
        self.step = step
        self.repetition = repetition
        self.inner = inner
        self.scan = scan
        self.context = context
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        let marks = try sources()
        guard repetition.lowerBound == 0 else { return nodes.filter { marks.contains(Int($0)) } }
        // With no step at all the node itself is an end.
        let itself = Set(try inner.filter(nodes.filter { !marks.contains(Int($0)) }))
        return nodes.filter { marks.contains(Int($0)) || itself.contains($0) }
    }

    private func sources() throws(ExecutionError) -> Bitmap {
        if let marks { return marks }
        let found = try reached()
        marks = found
        return found
    }

    /// The nodes that lead to another far node.
    private func reached() throws(ExecutionError) -> Bitmap {
        let far = try ScanOperator.nodes(scan, context)
        var leading = Bitmap(limit: context.graph.nodeLimit)
        var readers = step.alternatives.map { StepReader(context.graph, $0.reversed) }
        var reach = TwoNearest(readers.reduce(far.range) { $0.union($1.endRange) })
        for node in far { _ = reach.add(node, to: node) }
        var frontier = far.map { (node: $0, end: $0) }
        var depth = 0
        while depth < repetition.upperBound, !frontier.isEmpty {
            depth += 1
            var fresh: [(node: NodeID, end: NodeID)] = []
            for (place, entry) in frontier.enumerated() {
                if place % batchSize == 0 { try context.check() }
                for reader in readers.indices {
                    for near in readers[reader].ends(of: entry.node) where reach.add(near, to: entry.end) {
                        leading.insert(Int(near))
                        fresh.append((near, entry.end))
                    }
                }
            }
            frontier = fresh
        }
        return leading
    }
}

/// For each node of a range up to two different nodes that it leads to. Industries are few among millions of nodes, so that a range is
/// little memory where all nodes would be much.
private struct TwoNearest {
    private let start: Int
    private var first: [NodeID]
    private var second: [NodeID]
    private static let none = NodeID.max

    init(_ range: Range<Int>) {
        start = range.lowerBound
        first = [NodeID](repeating: TwoNearest.none, count: range.count)
        second = first
    }

    /// Says whether it is new to the node and there was room.
    @discardableResult
    mutating func add(_ node: NodeID, to end: NodeID) -> Bool {
        let place = Int(node) - start
        // A damaged graph's edges may lead elsewhere.
        guard first.indices.contains(place) else { return false }
        if first[place] == TwoNearest.none {
            first[place] = end
            return true
        }
        guard first[place] != end, second[place] == TwoNearest.none else { return false }
        second[place] = end
        return true
    }
}
