import CKernels
import Graph
import Text

/// Some rows of a kind, ascending, of which tests leave those that pass, and room for those of them that were changed.
final class RowBlock {
    let rows: UnsafeMutablePointer<UInt32>
    var count = 0
    fileprivate let changed: UnsafeMutablePointer<UInt32>

    init(capacity: Int) {
        rows = .allocate(capacity: capacity)
        changed = .allocate(capacity: capacity)
    }

    deinit {
        rows.deallocate()
        changed.deallocate()
    }

    /// Puts rows where they belong among the others.
    ///
    /// - Requires: they are ascending, none of them is there, and there is room for them.
    func merge(_ others: UnsafePointer<UInt32>, _ otherCount: Int) {
        var (left, right) = (count, otherCount)
        while right > 0 {
            let row = others[right - 1]
            let place = firstPlace(in: 0..<left) { rows[$0] > row }
            (rows + place + right).update(from: rows + place, count: left - place)
            rows[place + right - 1] = row
            (left, right) = (place, right - 1)
        }
        count += otherCount
    }
}

/// A test of a kind's rows in the base, by its column, and where values were changed by these.
struct RowTest {
    /// The test of the rows that weren't changed.
    let stored: ColumnTest
    let changes: ChangedRows?
    /// Whether each changed value passes, 1 or 0, by the row of `changes`.
    private let verdicts: [UInt8]

    init(_ stored: ColumnTest, _ changes: ChangedRows?, verdicts: [UInt8]) {
        self.stored = stored
        self.changes = changes
        self.verdicts = verdicts
    }

    /// Leaves those of the block's rows that pass.
    func refine(_ block: RowBlock) {
        guard let changes else {
            block.count = stored.refine(block.rows, block.count)
            return
        }
        let all = block.count
        let unchanged = ck_part_marked(changes.bits, 0, .max, block.rows, all, block.rows, block.changed)
        block.count = stored.refine(block.rows, unchanged)
        var passing = 0
        for place in 0..<all - unchanged {
            let row = block.changed[place]
            block.changed[passing] = row
            passing += Int(verdicts[changes.row(ofStored: Int(row))])
        }
        block.merge(block.changed, passing)
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

    /// Keeps those of some rows that pass, in their order, and says how many they are.
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
