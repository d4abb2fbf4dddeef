import CKernels
import Graph
import Plan

/// All nodes of some kinds under conditions on their columns, as loops over the flat arrays:
///
///     scan proposal (theme = any(…), year >= 2018)    ⇒    rows of a block where theme is one ⇒ those of them where year is
///
/// A block's rows stay in the cache between the loops, and a loop has no branch in it. Of many rows each half has a thread. Nodes
/// that were changed or added since the base was made are asked one by one, and stand among the others by their numbers.
struct ColumnScan {
    /// How many of the filters it answers, from the first on.
    let filterCount: Int
    private let filters: [PropertyFilter]
    private let kinds: [(rows: Range<Int>, kind: KindID, tests: [ColumnTest])]
    private let context: ExecutionContext
    private let members: KindSet

    private static let blockSize = 4096

    /// nil if the first filter isn't about a column.
    init?(_ kinds: KindSet, _ filters: [any NodeFilter], _ context: ExecutionContext) {
        let graph = context.graph
        var leading: [PropertyFilter] = []
        for filter in filters {
            guard let property = filter as? PropertyFilter, kinds.members.allSatisfy(property.isOfColumn) else { break }
            leading.append(property)
        }
        guard !leading.isEmpty else { return nil }
        self.kinds = kinds.members.compactMap { kind in
            let rows = graph.baseRange(of: kind)
            // A kind without such a property has no node that passes.
            let tests = leading.compactMap { $0.columnTest(of: kind) }
            return rows.isEmpty || tests.count < leading.count ? nil : (rows, kind, tests)
        }.sorted { $0.rows.lowerBound < $1.rows.lowerBound }
        self.filters = leading
        filterCount = leading.count
        self.context = context
        members = kinds
    }

    /// The nodes that pass, ascending.
    func nodes() throws(ExecutionError) -> [NodeID] {
        var found: [NodeID] = []
        for (rows, _, tests) in kinds { try select(rows, tests, into: &found) }
        let graph = context.graph
        if graph.hasRemovedNodes { found = found.filter(graph.isAlive) }
        var marks: Bitmap?
        for more in filters.compactMap(\.changedMarks) { if marks?.formUnion(more) == nil { marks = more } }
        guard let marks else { return found }
        let others = marks.members.filter { members.contains(graph.kind(of: $0)) && graph.isAlive($0) }
        let stored = found.filter { !marks.contains(Int($0)) }
        var passing = others
        for filter in filters where !passing.isEmpty { passing = try filter.filter(passing) }
        return merged(stored, passing)
    }

    private func select(
        _ rows: Range<Int>, _ tests: [ColumnTest], into found: inout [NodeID]
    ) throws(ExecutionError) {
        let middle = rows.count < context.thresholds.sharedRows ? rows.count : rows.count / 2
        let parts = [0..<middle, middle..<rows.count].filter { !$0.isEmpty }.map { Part($0) }
        let first = NodeID(rows.lowerBound)
        let jobs = parts.map { part -> TwoThreads.Job in { part.select(tests, first, isCancelled: $0) } }
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
        func select(_ tests: [ColumnTest], _ first: NodeID, isCancelled: () -> Bool) -> Bool {
            let block = UnsafeMutablePointer<UInt32>.allocate(capacity: ColumnScan.blockSize)
            defer { block.deallocate() }
            var found: [NodeID] = []
            for start in stride(from: rows.lowerBound, to: rows.upperBound, by: ColumnScan.blockSize) {
                if (start - rows.lowerBound) % (64 * ColumnScan.blockSize) == 0, isCancelled() { return false }
                let end = min(start + ColumnScan.blockSize, rows.upperBound)
                var count = tests[0].select(start..<end, into: block)
                for test in tests.dropFirst() where count > 0 { count = test.refine(block, count) }
                for place in 0..<count { block[place] += first }
                found.append(contentsOf: UnsafeBufferPointer(start: block, count: count))
            }
            self.found = found
            return true
        }
    }

    private func merged(_ left: [NodeID], _ right: [NodeID]) -> [NodeID] {
        if right.isEmpty { return left }
        var result: [NodeID] = []
        result.reserveCapacity(left.count + right.count)
        var place = 0
        for node in left {
            while place < right.count, right[place] < node {
                result.append(right[place])
                place += 1
            }
            result.append(node)
        }
        return result + right[place...]
    }
}

/// A test of the rows of a column with one value each, as loops without branches.
package enum ColumnTest {
    /// The verdict of each different value, by its number.
    case entries(Lane<UInt32>, verdicts: [UInt8], validity: Lane<UInt8>?)
    /// Amounts within two bounds.
    case amounts(Lane<Double>, ClosedRange<Double>, validity: Lane<UInt8>?)

    /// The rows of a range that pass, ascending.
    ///
    /// - Requires: there is room for all of them.
    package func select(_ rows: Range<Int>, into selected: UnsafeMutablePointer<UInt32>) -> Int {
        let count: Int
        switch self {
        case .entries(let entries, let verdicts, _):
            precondition(rows.upperBound <= entries.count, "A column has an element for every row")
            count = ck_select_entries(entries.pointer, rows.lowerBound, rows.upperBound, verdicts, selected)
        case .amounts(let amounts, let bounds, _):
            precondition(rows.upperBound <= amounts.count, "A column has an element for every row")
            count = ck_select_amounts(
                amounts.pointer, rows.lowerBound, rows.upperBound, bounds.lowerBound, bounds.upperBound, selected)
        }
        return validity.map { ck_refine_bits($0.pointer, selected, count) } ?? count
    }

    /// Keeps those of some rows that pass, and says how many they are.
    ///
    /// - Requires: they are rows of the column.
    func refine(_ selected: UnsafeMutablePointer<UInt32>, _ found: Int) -> Int {
        let count =
            switch self {
            case .entries(let entries, let verdicts, _): ck_refine_entries(entries.pointer, verdicts, selected, found)
            case .amounts(let amounts, let bounds, _):
                ck_refine_amounts(amounts.pointer, bounds.lowerBound, bounds.upperBound, selected, found)
            }
        return validity.map { ck_refine_bits($0.pointer, selected, count) } ?? count
    }

    /// Which rows have a value; nil if all do.
    private var validity: Lane<UInt8>? {
        switch self {
        case .entries(_, _, let validity), .amounts(_, _, let validity): validity
        }
    }
}
