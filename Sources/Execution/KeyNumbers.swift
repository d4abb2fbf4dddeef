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
    ///
    /// - Parameter changed: roots whose values aren't those of the column; nil if there are none.
    init?(_ graph: Graph, _ kind: KindID, _ slot: SlotID, _ roots: [NodeID], _ changed: Bitmap?) {
        let found = graph.column(kind, slot)
        guard found?.column.offsets == nil else { return nil }
        let rows = Rows(
            roots: roots, first: found?.nodes.lowerBound ?? 0, validity: found?.column.validity, changed: changed,
            graph: graph, slot: slot)
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
        let changed: Bitmap?
        let graph: Graph
        let slot: SlotID
    }

    /// Numbers all rows, those that have a value in the column by it; false if values aren't few. It becomes a loop of its own for each
    /// sort of column, with nothing in it that is the same for every row.
    @inline(__always)
    private mutating func number(_ rows: Rows, _ stored: (Int, inout Numbering) -> UInt32) -> Bool {
        let (first, validity, changed) = (rows.first, rows.validity?.buffer, rows.changed)
        var numbering = numbering
        var isFew = true
        numbers = [UInt32](unsafeUninitializedCapacity: rows.roots.count) { numbers, count in
            for root in rows.roots {
                if let changed, changed.contains(Int(root)) {
                    let value = rows.graph.storedValues(of: root, rows.slot).first ?? .missing
                    numbers[count] = numbering.number(of: value)
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
