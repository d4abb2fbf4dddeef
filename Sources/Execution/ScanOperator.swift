import Graph
import Plan
import Text

/// Gives the nodes of a scan in batches: from the index that the planner chose, or all of the kinds, through the filters.
struct ScanOperator {
    private let filters: [any NodeFilter]
    private let candidates: [NodeID]
    private var position = 0
    private let context: ExecutionContext
    private let measuring: Measuring

    /// - Parameter alias: the number by which the filters refer to the node that they are asked of.
    init(
        _ scan: Scan, alias: Int?, _ context: ExecutionContext, _ measuring: Measuring = .off
    ) throws(ExecutionError) {
        self.context = context
        self.measuring = measuring
        let filters = scan.filters.map { $0.prepared(context, alias: alias) }
        if scan.seek == nil, measuring.measurements == nil, let columns = ColumnScan(scan.kinds, filters, context) {
            candidates = try columns.nodes()
            self.filters = Array(filters.dropFirst(columns.filterCount))
            return
        }
        self.filters = filters
        candidates = try measuring.measured(\.self, rowsIn: nil) { () throws(ExecutionError) in
            guard let seek = scan.seek else { return ScanOperator.allNodes(of: scan.kinds, context.graph) }
            let graph = context.graph
            if let found = TextSeek(seek, scan.kinds, graph)?.nodes() { return found }
            let found = try ScanOperator.seek(seek, scan.kinds, context)
            return graph.alive(found, of: scan.kinds)
        }
    }

    /// The next nodes, ascending; empty only at the end.
    mutating func nextBatch() throws(ExecutionError) -> [NodeID] {
        if filters.isEmpty, position == 0 {
            position = candidates.count
            return candidates
        }
        while position < candidates.count {
            try context.check()
            let end = min(position + batchSize, candidates.count)
            var batch = Array(candidates[position..<end])
            position = end
            for (number, filter) in filters.enumerated() where !batch.isEmpty {
                let before = batch
                batch = try measuring.measured({ $0.filter(number) }, rowsIn: before.count) {
                    () throws(ExecutionError) in try filter.filter(before)
                }
            }
            if !batch.isEmpty { return batch }
        }
        return []
    }

    /// All nodes of a scan, ascending.
    static func nodes(
        _ scan: Scan, alias: Int? = nil, _ context: ExecutionContext, _ measuring: Measuring = .off
    ) throws(ExecutionError) -> [NodeID] {
        var scanner = try ScanOperator(scan, alias: alias, context, measuring)
        var result: [NodeID] = []
        while case let batch = try scanner.nextBatch(), !batch.isEmpty { result += batch }
        return result
    }

    private static func allNodes(of kinds: KindSet, _ graph: Graph) -> [NodeID] {
        let roots = kinds.members.filter { kind in graph.schema.kinds[kind].parent.map { !kinds.contains($0) } ?? true }
        return roots.count == 1 ? graph.nodes(of: roots[0]) : roots.flatMap { graph.nodes(of: $0) }.sorted()
    }

    /// Nodes that satisfy a condition that an index answers, ascending; of the kinds if it is a property's, else of any.
    private static func seek(
        _ condition: BoundCondition, _ kinds: KindSet, _ context: ExecutionContext
    ) throws(ExecutionError) -> [NodeID] {
        let graph = context.graph
        switch condition {
        case .constant(false): return []
        case .member(let nodes): return nodes.sorted()
        case .named(let test): if let found = try NameFilter.nodes(passing: test, context) { return found }
        case .property(let lookup, .matches(let pattern)) where !pattern.requiredLiterals.isEmpty:
            let candidates = try seek(.property(lookup, .contains(pattern.requiredLiterals)), kinds, context)
            return try condition.prepared(context).filter(candidates)
        case .property(let lookup, .contains(let needles)):
            return kinds.members.flatMap { kind in
                lookup.slot(of: kind).map { graph.nodes(ofOnly: kind, $0, containing: needles) } ?? []
            }.sorted()
        case .property(let lookup, .equals(let values)):
            let needles = values.compactMap { if case .text(let text) = $0 { foldedBytes(text) } else { nil } }
            let candidates = try seek(.property(lookup, .contains(needles)), kinds, context)
            return try condition.prepared(context).filter(candidates)
        case .either(let parts):
            var found = Bitmap(limit: graph.nodeLimit)
            for part in parts { for node in try seek(part, kinds, context) { found.insert(Int(node)) } }
            return found.members
        case .some(let step, _, .backward(let scan)):
            return try BackwardFilter.sources(step, scan, context).members
        default: break
        }
        return try condition.prepared(context).filter(allNodes(of: kinds, graph))
    }
}

extension Graph {
    /// Those of some nodes that are of the kinds and weren't removed. The kind is asked once for nodes of one kind that come together.
    fileprivate func alive(_ nodes: [NodeID], of kinds: KindSet) -> [NodeID] {
        var run = (range: 0..<0, isKept: false)
        let hasRemovedNodes = hasRemovedNodes
        return nodes.filter { node in
            if !run.range.contains(Int(node)) {
                let kind = kind(of: node)
                let range = baseRange(of: kind)
                run = (range.contains(Int(node)) ? range : Int(node)..<Int(node) + 1, kinds.contains(kind))
            }
            return run.isKept && !(hasRemovedNodes && !isAlive(node))
        }
    }
}
