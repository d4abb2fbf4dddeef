import Graph
import Plan
import Text

/// Some value of a property passes a test: a kernel over a column's flat array for each run of nodes of one kind, and another over the
/// values of those that were changed or added.
final class PropertyFilter: NodeFilter {
    private let lookup: PropertyLookup
    private let test: Test
    private let context: ExecutionContext
    /// By kind; made at the first node of that kind.
    private var kernels: [KindID: ColumnKernel] = [:]
    private var changes: [KindID: Changes?] = [:]

    /// The nodes of a kind whose values aren't those of the column.
    private struct Changes {
        let rows: ChangedRows
        /// nil if none of them has a value.
        let kernel: ColumnKernel?
    }

    init(_ lookup: PropertyLookup, _ test: Test, _ context: ExecutionContext) {
        self.lookup = lookup
        self.test = test
        self.context = context
    }

    func filter(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        try context.check()
        let graph = context.graph
        var kept: [NodeID] = []
        var run = (range: 0..<0, kernel: ColumnKernel?.none, changed: ChangedRows?.none)
        var passedOver = 0
        if !isSlow, let found = runs(of: nodes, &passedOver) {
            if case .equals = test { return found }
            context.notePassedOver(passedOver, property: lookup.name, byPlainNumber: test.isOfPlainNumber)
            return found
        }
        passedOver = 0
        let areGathered = hasChanges && nodes.count >= context.thresholds.askedNodes
        for (number, node) in nodes.enumerated() {
            if isSlow, number % 64 == 0 { try context.check() }
            let index = Int(node)
            let isStored = index < graph.baseCount && !lookup.hasDefault
            if isStored, !run.range.contains(index) {
                let kind = graph.kind(of: node)
                run = (graph.baseRange(of: kind), kernel(for: kind), areGathered ? changedRows(of: kind) : nil)
            }
            let isAsStored = areGathered ? run.changed?.contains(node) != true : !hasChanges || !isChanged(node)
            if !isStored || !isAsStored {
                if passesByValue(node, &passedOver) { kept.append(node) }
                continue
            }
            guard let kernel = run.kernel else { continue }
            if kernel.passes(row: index - run.range.lowerBound, &passedOver) { kept.append(node) }
        }
        if isSlow { try context.check() }
        // That people are not equal to an amount of money goes without saying; that they are not less than one does not.
        if case .equals = test { return kept }
        context.notePassedOver(passedOver, property: lookup.name, byPlainNumber: test.isOfPlainNumber)
        return kept
    }

    /// The nodes that pass, by loops over each run of nodes of one kind; nil if some of them can only be asked one by one, or are so few
    /// that what was changed needn't be gathered for them.
    private func runs(of nodes: [NodeID], _ passedOver: inout Int) -> [NodeID]? {
        if lookup.hasDefault { return nil }
        let graph = context.graph
        let isAsStored = !hasChanges && nodes.allSatisfy { Int($0) < graph.baseCount }
        if !isAsStored, nodes.count < context.thresholds.askedNodes { return nil }
        var kept: [NodeID] = []
        kept.reserveCapacity(nodes.count)
        var place = 0
        while place < nodes.count {
            let kind = graph.kind(of: nodes[place])
            let range = graph.baseRange(of: kind)
            var end = place + 1
            while end < nodes.count, range.contains(Int(nodes[end])) || graph.isAdded(nodes[end], kind) { end += 1 }
            let run = nodes[place..<end]
            place = end
            if isAsStored {
                kernel(for: kind)?.filter(run, first: range.lowerBound, into: &kept, &passedOver)
                continue
            }
            guard lookup.slot(of: kind) != nil else { continue }
            let changes = changes(of: kind)
            if changes?.rows.hasColumn == false { return nil }
            filter(run, first: range.lowerBound, kernel(for: kind), changes, into: &kept, &passedOver)
        }
        return kept
    }

    /// Adds the nodes of a kind that pass, beside changes: those that are as stored, and the others by their rows.
    private func filter(
        _ nodes: ArraySlice<NodeID>, first: Int, _ kernel: ColumnKernel?, _ changes: Changes?,
        into kept: inout [NodeID],
        _ passedOver: inout Int
    ) {
        guard let changes else {
            kernel?.filter(nodes, first: first, into: &kept, &passedOver)
            return
        }
        let rows = changes.rows
        let (stored, changed) = rows.parted(nodes)
        var passing: [NodeID] = []
        kernel?.filter(stored[...], first: first, into: &passing, &passedOver)
        var others: [NodeID] = []
        changes.kernel?.filter(changed.map { NodeID(rows.row(of: $0)) }[...], first: 0, into: &others, &passedOver)
        for place in others.indices { others[place] = rows.nodes[Int(others[place])] }
        passing.withUnsafeBufferPointer { passing in
            if nodes.areAscending {
                kept.append(merging: passing, with: others[...])
            } else {
                kept.append(taking: passing, and: others, inOrderOf: nodes)
            }
        }
    }

    /// A look at one long text may take milliseconds.
    private var isSlow: Bool {
        switch test {
        case .matches, .resembles: true
        default: false
        }
    }

    private func passesByValue(_ node: NodeID, _ passedOver: inout Int) -> Bool {
        guard let slot = lookup.slot(of: context.graph.kind(of: node)) else { return false }
        let values = context.graph.values(of: node, slot)
        if test.dimension != nil, let found = values.first?.measure?.dimension, !test.compares(with: found) {
            passedOver += 1
        }
        return values.contains(where: test.passes)
    }

    /// Whether any node of the base has another value of the property than its column.
    private lazy var hasChanges = Set(lookup.slots).contains { $0 >= 0 && context.graph.hasChanges(under: $0) }

    /// The nodes of a kind whose values of the property aren't those of the base's column; nil if there are none.
    func changedRows(of kind: KindID) -> ChangedRows? { changes(of: kind)?.rows }

    private func changes(of kind: KindID) -> Changes? {
        if let known = changes[kind] { return known }
        let rows = lookup.slot(of: kind).flatMap { context.graph.changedRows(kind, $0) }
        let found = rows.map { Changes(rows: $0, kernel: $0.column.map { ColumnKernel($0, test, context) }) }
        changes[kind] = .some(found)
        return found
    }

    /// Whether the property was changed at a node of the base.
    private func isChanged(_ node: NodeID) -> Bool {
        guard context.graph.isChanged(node), let slot = lookup.slot(of: context.graph.kind(of: node)) else {
            return false
        }
        return context.graph.isChanged(node, slot)
    }

    /// Whether the kind's rows can be asked by loops over a column, or the kind has no such property at all.
    func isOfRows(_ kind: KindID) -> Bool {
        if lookup.hasDefault || changes(of: kind)?.kernel?.mayPassOver == true { return false }
        return kernel(for: kind).map { $0.columnTest != nil } ?? true
    }

    /// The test as loops over the column of a kind and what was changed there; nil if the base has no such column.
    ///
    /// - Requires: `isOfRows`.
    func rowTest(of kind: KindID) -> RowTest? {
        guard let stored = kernel(for: kind)?.columnTest else { return nil }
        let changes = changes(of: kind)
        let count = changes?.rows.nodes.count ?? 0
        let verdicts = changes?.kernel?.verdicts(ofRows: count) ?? [UInt8](repeating: 0, count: count)
        return RowTest(stored, changes?.rows, verdicts: verdicts)
    }

    private func kernel(for kind: KindID) -> ColumnKernel? {
        if let kernel = kernels[kind] { return kernel }
        guard let slot = lookup.slot(of: kind), let column = context.graph.column(kind, slot)?.column else {
            return nil
        }
        let kernel = ColumnKernel(column, test, context)
        kernels[kind] = kernel
        return kernel
    }
}
