import Graph
import Plan
import Text

/// A test against one column, with all that is the same for every row worked out beforehand.
struct ColumnKernel {
    private enum Check {
        /// The verdict of each different text.
        case entries(Lane<UInt32>, [Bool])
        /// Folded needles, of which one must be equal or contained.
        case texts(TextStore, [[UInt8]], isEqual: Bool)
        /// Folded text is matched by a pattern.
        case pattern(TextStore, Pattern, PatternMatcher)
        /// The texts that an index doesn't leave out have a score.
        case resemblance(TextStore, Resemblance, candidates: Bitmap?)
        /// Values whose unit has this verdict are compared.
        case amounts(Lane<Double>, units: Lane<UInt32>?, comparable: [Bool], AmountTest)
        case any
        case values(Test)
    }

    private let column: Column
    private let check: Check

    init(_ column: Column, _ test: Test, _ context: ExecutionContext) {
        self.column = column
        switch (column.elements, test) {
        case (_, .present): check = .any
        case (.text(let store, let entry?, _), .matches(let pattern)):
            let matcher = PatternMatcher(pattern, isStopped: { context.isToStop })
            check = .entries(entry, (0..<store.count).map { matcher.matches(store.folded($0)) })
        case (.text(let store, let entry?, _), .resembles(let resemblance)):
            check = .entries(entry, (0..<store.count).map { resemblance.score(ofFolded: store.folded($0)) ?? 0 > 0 })
        case (.text(let store, let entry?, _), .equals(let values)):
            let wanted = Set(values.compactMap { if case .text(let text) = $0 { foldedBytes(text) } else { nil } })
            check = .entries(entry, (0..<store.count).map { wanted.contains(Array(store.folded($0))) })
        case (.text(let store, let entry?, _), _):
            check = .entries(entry, (0..<store.count).map { test.passes(.text(store.text($0))) })
        case (.text(let store, nil, _), .contains(let needles)):
            check = .texts(store, needles, isEqual: false)
        case (.text(let store, nil, _), .equals(let wanted)):
            check = .texts(
                store, wanted.compactMap { if case .text(let text) = $0 { foldedBytes(text) } else { nil } },
                isEqual: true)
        case (.text(let store, nil, _), .matches(let pattern)):
            check = .pattern(store, pattern, PatternMatcher(pattern, isStopped: { context.isToStop }))
        case (.text(let store, nil, let index), .resembles(let resemblance)):
            check = .resemblance(store, resemblance, candidates: index?.texts(like: resemblance))
        case (.numbers(let numbers), _):
            check = AmountTest(test).map { .amounts(numbers, units: nil, comparable: [], $0) } ?? .values(test)
        case (.quantities(let quantities), _):
            let units = (0..<quantities.names.count).map { Quantity(value: 0, unit: quantities.names.text($0)) }
            let comparable = units.map(test.compares)
            check =
                AmountTest(test).map {
                    .amounts(quantities.amounts, units: quantities.units, comparable: comparable, $0)
                } ?? .values(test)
        default: check = .values(test)
        }
    }

    /// The test as one of rows, if each has one value that a number in an array tells.
    var columnTest: ColumnTest? {
        guard column.offsets == nil else { return nil }
        switch check {
        case .entries(let entry, let verdicts):
            return .entries(entry, verdicts: verdicts.map { $0 ? 1 : 0 }, validity: column.validity)
        case .amounts(let amounts, let units, let comparable, let test)
        where units == nil || comparable.allSatisfy(\.self):
            return test.bounds.map { .amounts(amounts, $0, validity: column.validity) }
        default: return nil
        }
    }

    /// Whether some values are of another dimension than the test's, which a note counts.
    var mayPassOver: Bool {
        if case .amounts(_, .some, let comparable, _) = check { !comparable.allSatisfy(\.self) } else { false }
    }

    /// Whether each of so many rows passes, 1 or 0.
    ///
    /// - Requires: not `mayPassOver`.
    func verdicts(ofRows count: Int) -> [UInt8] {
        var passing: [UInt32] = []
        if let columnTest {
            passing = [UInt32](unsafeUninitializedCapacity: count) { rows, found in
                if let start = rows.baseAddress { found = columnTest.select(0..<count, into: start) }
            }
        } else {
            var passedOver = 0
            filter((0..<UInt32(count)).map { $0 }[...], first: 0, into: &passing, &passedOver)
        }
        var verdicts = [UInt8](repeating: 0, count: count)
        for row in passing { verdicts[Int(row)] = 1 }
        return verdicts
    }

    /// Adds the nodes of a kind that pass. Loops that are run for millions of rows stand here, one for each sort of column.
    func filter(_ nodes: ArraySlice<NodeID>, first: Int, into kept: inout [NodeID], _ passedOver: inout Int) {
        switch check {
        case .entries(let entry, let verdicts) where column.offsets == nil:
            let validity = column.validity
            for node in nodes {
                let row = Int(node) - first
                if verdicts[Int(entry[row])], validity?.bit(row) != false { kept.append(node) }
            }
        case .amounts(let amounts, let units, let comparable, let test)
        where column.offsets == nil && test.isRange && (units == nil || comparable.allSatisfy(\.self)):
            let validity = column.validity
            for node in nodes {
                let row = Int(node) - first
                if test.passes(amounts[row]), validity?.bit(row) != false { kept.append(node) }
            }
        default:
            for node in nodes where passes(row: Int(node) - first, &passedOver) { kept.append(node) }
        }
    }

    @inline(__always)
    func passes(row: Int, _ passedOver: inout Int) -> Bool {
        let range = column.range(of: row)
        switch check {
        case .any: return !range.isEmpty
        case .entries(let entry, let verdicts): return range.contains { verdicts[Int(entry[$0])] }
        case .texts(let store, let needles, let isEqual):
            return range.contains { element in
                let text = store.folded(element)
                return needles.contains { isEqual ? text.elementsEqual($0) : isFound($0, in: text) }
            }
        case .pattern(let store, let pattern, let matcher):
            return range.contains { element in
                let text = store.folded(element)
                return pattern.mayMatch(text) && matcher.matches(text)
            }
        case .resemblance(let store, let resemblance, let candidates):
            return range.contains { element in
                candidates?.contains(element) != false && resemblance.score(ofFolded: store.folded(element)) ?? 0 > 0
            }
        case .amounts(let amounts, let units, let comparable, let test):
            return range.contains { element in
                if let units, !comparable[Int(units[element])] {
                    passedOver += 1
                    return false
                }
                return test.passes(amounts[element])
            }
        case .values(let test): return range.contains { test.passes(column.value($0)) }
        }
    }
}

extension Pattern {
    /// Whether a literal that must be there is; quicker to say than whether the pattern matches.
    fileprivate func mayMatch(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        requiredLiterals.isEmpty || requiredLiterals.count > 4 || requiredLiterals.contains { isFound($0, in: text) }
    }
}

/// A test of amounts as bounds: between two numbers, or one of several.
private struct AmountTest {
    private var low = -Double.infinity
    private var high = Double.infinity
    private var isLowOpen = false
    private var isHighOpen = false
    private var wanted: [Double]?

    /// The least and the greatest amount that pass; nil of a list, and where there are none.
    var bounds: ClosedRange<Double>? {
        if let wanted { return wanted.count == 1 ? wanted[0]...wanted[0] : nil }
        let (least, most) = (isLowOpen ? low.nextUp : low, isHighOpen ? high.nextDown : high)
        return least <= most ? least...most : nil
    }

    /// Whether it is a range and no list.
    var isRange: Bool { wanted == nil }

    /// nil if the test is not about amounts of one dimension.
    init?(_ test: Test) {
        switch test {
        case .equals(let values):
            let amounts = values.compactMap { $0.measure?.amount }
            let dimensions = Set(values.compactMap { $0.measure?.dimension })
            guard amounts.count == values.count, dimensions.count <= 1 else { return nil }
            wanted = amounts
        case .less(let bound):
            guard let amount = bound.measure?.amount else { return nil }; high = amount; isHighOpen = true
        case .lessOrEqual(let bound): guard let amount = bound.measure?.amount else { return nil }; high = amount
        case .greater(let bound):
            guard let amount = bound.measure?.amount else { return nil }; low = amount; isLowOpen = true
        case .greaterOrEqual(let bound): guard let amount = bound.measure?.amount else { return nil }; low = amount
        case .within(let from, let to):
            if let from { guard let amount = from.measure?.amount else { return nil }; low = amount }
            if let to { guard let amount = to.measure?.amount else { return nil }; high = amount }
        case .contains, .matches, .resembles, .present: return nil
        }
    }

    @inline(__always)
    func passes(_ amount: Double) -> Bool {
        if let wanted { return wanted.contains(amount) }
        return (isLowOpen ? amount > low : amount >= low) && (isHighOpen ? amount < high : amount <= high)
    }
}
