import CKernels
import Graph
import Plan
import Text

/// All nodes of some kinds under conditions on their columns, as loops over the flat arrays:
///
///     scan proposal (theme = any(…), year >= 2018)    ⇒    rows of a block where theme is one ⇒ those of them where year is
///
/// A block's rows stay in the cache between the loops, and a loop has no branch in it. Of many rows each half has a thread. A block's
/// rows that were changed since the base was made are asked by loops of their own (`RowTest`); nodes that were added stand behind all.
struct ColumnScan {
    /// How many of the filters it answers, from the first on.
    let filterCount: Int
    private let filters: [PropertyFilter]
    private let kinds: [KindRows]
    private let context: ExecutionContext

    /// The nodes of a kind that stand in the base, and what is asked of their rows.
    private struct KindRows {
        let nodes: Range<Int>
        /// None if the base has no column that could tell; only what was changed may pass then.
        let tests: [RowTest]
        /// The nodes that some test doesn't find in its column.
        let changes: [ChangedRows]

        /// The rows of the base that are among these, ascending.
        var changedRows: [UInt32] {
            var rows: [UInt32] = []
            // Several conditions may be about one property.
            for (place, change) in changes.enumerated() where !changes[..<place].contains(where: { $0 === change }) {
                let own = change.nodes[..<change.storedCount].map { $0 - NodeID(nodes.lowerBound) }
                rows = rows.isEmpty ? own : rows.union(ofAscending: own)
            }
            return rows
        }

        /// The nodes of the kind that were added, which are among the changes of each property.
        var added: [NodeID] { changes.first.map { Array($0.nodes[$0.storedCount...]) } ?? [] }
    }

    private static let blockSize = 4096

    /// nil if the first filter isn't about a column.
    init?(_ kinds: KindSet, _ filters: [any NodeFilter], _ context: ExecutionContext) {
        let graph = context.graph
        var leading: [PropertyFilter] = []
        for filter in filters {
            guard let property = filter as? PropertyFilter, kinds.members.allSatisfy(property.isOfRows) else { break }
            leading.append(property)
        }
        guard !leading.isEmpty else { return nil }
        let filters = leading
        self.kinds = kinds.members.map { kind in
            let tests = filters.compactMap { $0.rowTest(of: kind) }
            return KindRows(
                nodes: graph.baseRange(of: kind), tests: tests.count < filters.count ? [] : tests,
                changes: filters.compactMap { $0.changedRows(of: kind) })
        }.sorted { $0.nodes.lowerBound < $1.nodes.lowerBound }
        self.filters = filters
        filterCount = filters.count
        self.context = context
    }

    /// The nodes that pass, ascending.
    func nodes() throws(ExecutionError) -> [NodeID] {
        var found: [NodeID] = []
        var added: [NodeID] = []
        for rows in kinds {
            if rows.tests.isEmpty {
                found += try passing(rows.changedRows.map { $0 + NodeID(rows.nodes.lowerBound) })
            } else {
                try select(rows, into: &found)
            }
            added += try passing(rows.added)
        }
        found += added.sorted()
        return context.graph.hasRemovedNodes ? found.filter(context.graph.isAlive) : found
    }

    /// Those of some nodes that pass by what they have now.
    private func passing(_ nodes: [NodeID]) throws(ExecutionError) -> [NodeID] {
        var nodes = context.graph.hasRemovedNodes ? nodes.filter(context.graph.isAlive) : nodes
        for filter in filters where !nodes.isEmpty { nodes = try filter.filter(nodes) }
        return nodes
    }

    private func select(_ rows: KindRows, into found: inout [NodeID]) throws(ExecutionError) {
        let count = rows.nodes.count
        let middle = count < context.thresholds.sharedRows ? count : count / 2
        let parts = [0..<middle, middle..<count].filter { !$0.isEmpty }.map { Part($0) }
        let first = NodeID(rows.nodes.lowerBound)
        let changed = rows.changedRows
        let jobs = parts.map { part -> TwoThreads.Job in { part.select(rows, changed, first, isCancelled: $0) } }
        let isDone = TwoThreads.run(jobs, isCancelled: { context.isToStop })
        try context.check()
        guard isDone else { throw .cancelled }
        for part in parts {
            if found.isEmpty { found = part.found } else { found += part.found }
        }
    }

    /// Rows that one thread goes through.
    private final class Part: @unchecked Sendable {
        private let rows: Range<Int>
        private(set) var found: [NodeID] = []

        init(_ rows: Range<Int>) { self.rows = rows }

        /// Finds the nodes that pass; false if it was told to leave off.
        ///
        /// - Parameter changed: the rows of all changes.
        func select(_ kind: KindRows, _ changed: [UInt32], _ first: NodeID, isCancelled: () -> Bool) -> Bool {
            let block = RowBlock(capacity: ColumnScan.blockSize)
            let others = RowBlock(capacity: ColumnScan.blockSize)
            var found: [NodeID] = []
            var next = firstPlace(in: changed.indices) { Int(changed[$0]) >= rows.lowerBound }
            for start in stride(from: rows.lowerBound, to: rows.upperBound, by: ColumnScan.blockSize) {
                if (start - rows.lowerBound) % (64 * ColumnScan.blockSize) == 0, isCancelled() { return false }
                let end = min(start + ColumnScan.blockSize, rows.upperBound)
                block.count = kind.tests[0].stored.select(start..<end, into: block.rows)
                for test in kind.tests.dropFirst() where block.count > 0 {
                    block.count = test.stored.refine(block.rows, block.count)
                }
                for changes in kind.changes { block.count = ck_refine_unmarked(changes.bits, block.rows, block.count) }
                others.count = 0
                while next < changed.count, Int(changed[next]) < end {
                    others.rows[others.count] = changed[next]
                    others.count += 1
                    next += 1
                }
                for test in kind.tests where others.count > 0 { test.refine(others) }
                block.merge(others.rows, others.count)
                for place in 0..<block.count { block.rows[place] += first }
                found.append(contentsOf: UnsafeBufferPointer(start: block.rows, count: block.count))
            }
            self.found = found
            return true
        }
    }
}
