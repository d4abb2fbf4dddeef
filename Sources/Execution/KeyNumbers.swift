import Graph
import Text

/// The values that rows have of one property, numbered; equal values have one number.
struct KeyNumbers {
    /// By number.
    var values: [Value] { numbering.values }
    /// The number of each row's value.
    private(set) var numbers: [UInt32] = []

    private var numbering = Numbering()

    static let mostValues = 1 << 16

    /// nil if values aren't few.
    init?(_ graph: Graph, _ kind: KindID, _ slot: SlotID, _ roots: [NodeID]) {
        let found = graph.column(kind, slot)
        guard found?.column.offsets == nil else { return nil }
        let rows = Rows(
            roots: roots, first: found?.nodes.lowerBound ?? 0, validity: found?.column.validity,
            changes: graph.changedRows(kind, slot), graph: graph, slot: slot)
        var known: [UInt32] = []
        var isNumbered: Bool
        switch found?.column.elements {
        case .text(let store, let entry?, _):
            known = [UInt32](repeating: UInt32.max, count: store.count)
            let entry = entry.buffer
            /// Out of the loop, which would copy the store for every row.
            @inline(never) func text(_ place: Int) -> Value { .text(store.text(place)) }
            isNumbered = number(rows) { row, numbering in
                let place = Int(entry[row])
                if known[place] == UInt32.max { known[place] = numbering.number(of: text(place)) }
                return known[place]
            }
        case .numbers(let lane):
            // Of small whole numbers, as years are, by the number itself.
            known = [UInt32](repeating: UInt32.max, count: 1 << 12)
            let lane = lane.buffer
            let limit = Double(known.count)
            isNumbered = number(rows) { row, numbering in
                let value = lane[row]
                guard value >= 0, value < limit, case let place = Int(value), Double(place) == value else {
                    return numbering.number(of: .number(value))
                }
                if known[place] == UInt32.max { known[place] = numbering.number(of: .number(value)) }
                return known[place]
            }
        case nil: isNumbered = number(rows) { _, numbering in numbering.numberOfMissing() }
        default: return nil
        }
        if !isNumbered { return nil }
    }

    private struct Rows {
        let roots: [NodeID]
        let first: Int
        let validity: Lane<UInt8>?
        let changes: ChangedRows?
        let graph: Graph
        let slot: SlotID
    }

    /// Numbers all rows, those that have a value in the column by it; false if values aren't few. It becomes a loop of its own for each
    /// sort of column, with nothing in it that is the same for every row.
    @inline(__always)
    private mutating func number(_ rows: Rows, _ stored: (Int, inout Numbering) -> UInt32) -> Bool {
        let (first, validity, changes) = (rows.first, rows.validity?.buffer, rows.changes)
        var changedNumbers = changes.flatMap(ChangedNumbers.init)
        var numbering = numbering
        var isFew = true
        numbers = [UInt32](unsafeUninitializedCapacity: rows.roots.count) { numbers, count in
            for root in rows.roots {
                if let changes, changes.contains(root) {
                    numbers[count] =
                        changedNumbers?.number(of: changes.row(of: root), in: &numbering)
                        ?? numbering.number(of: rows.graph.storedValues(of: root, rows.slot).first ?? .missing)
                } else if let validity, case let row = Int(root) - first, validity[row >> 3] >> UInt8(row & 7) & 1 == 0
                {
                    numbers[count] = numbering.numberOfMissing()
                } else {
                    numbers[count] = stored(Int(root) - first, &numbering)
                }
                count += 1
                if numbering.values.count > KeyNumbers.mostValues {
                    isFew = false
                    break
                }
            }
        }
        self.numbering = numbering
        return isFew
    }

    /// Numbers the values that were changed; of equal ones that stand together in a column the value is made once.
    private struct ChangedNumbers {
        private let column: Column?
        private let elements: Column.Elements?
        /// By text, or by small whole number.
        private var known: [UInt32] = []

        /// nil if there is no column of them.
        init?(_ changes: ChangedRows) {
            guard changes.hasColumn else { return nil }
            column = changes.column
            elements = changes.column?.elements
            switch elements {
            case .text(let store, _, _): known = [UInt32](repeating: UInt32.max, count: store.count)
            case .numbers: known = [UInt32](repeating: UInt32.max, count: 1 << 12)
            default: break
            }
        }

        mutating func number(of row: Int, in numbering: inout Numbering) -> UInt32 {
            guard let column, let element = column.range(of: row).first else { return numbering.numberOfMissing() }
            let place: Int
            switch elements {
            case .text(_, let entry, _): place = entry.map { Int($0[element]) } ?? element
            case .numbers(let lane):
                let value = lane[element]
                let isSmall = value >= 0 && value < Double(known.count) && value.rounded() == value
                place = isSmall ? Int(value) : -1
            default: place = -1
            }
            if place < 0 { return numbering.number(of: column.value(element)) }
            if known[place] == UInt32.max { known[place] = numbering.number(of: column.value(element)) }
            return known[place]
        }
    }

    private struct Numbering {
        var values: [Value] = []
        private var distinct: [Value: UInt32] = [:]
        private var missing: UInt32?

        mutating func number(of value: Value) -> UInt32 {
            let sameness = value.sameness
            if let number = distinct[sameness] { return number }
            let number = UInt32(values.count)
            distinct[sameness] = number
            values.append(value)
            return number
        }

        mutating func numberOfMissing() -> UInt32 {
            let number = missing ?? number(of: .missing)
            missing = number
            return number
        }
    }
}
