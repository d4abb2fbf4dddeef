import Graph
import Plan
import Text

/// A key by which nodes of one kind are ordered, as a number straight from its column or of a measure: `year`, `number(id)`,
/// `pagerank(cites)`. No value is made of it.
final class KeyAmounts {
    private enum Source {
        case numbers(Lane<Double>)
        /// Texts of digits, by their places where they are numbered.
        case digits(TextStore, Lane<UInt32>?)
        case measure(MeasureValues)
    }

    let isDescending: Bool
    private let source: Source
    private let validity: Lane<UInt8>?
    private let nodes: Range<Int>
    private let slot: SlotID
    private let graph: Graph
    /// Nodes whose values aren't those of the column; nil if there are none.
    private let changes: ChangedRows?

    /// nil if the key is anything else.
    init?(_ key: BoundOrderKey, of kind: KindID, _ context: ExecutionContext) throws(ExecutionError) {
        isDescending = key.descending
        graph = context.graph
        if case .measure(let measure) = key.expression.kind {
            source = .measure(try context.values(of: measure))
            (validity, nodes, slot, changes) = (nil, 0..<0, NodeSlot.id, nil)
            return
        }
        guard let (path, isOfText) = KeyAmounts.path(key.expression), path.start == .current, path.steps.isEmpty,
            case .property(let lookup) = path.end, !lookup.isMany, !lookup.hasDefault,
            let slot = lookup.slot(of: kind), slot == NodeSlot.id || slot > NodeSlot.confidence,
            let (column, nodes) = context.graph.column(kind, slot), column.offsets == nil
        else { return nil }
        switch column.elements {
        case .numbers(let numbers): source = .numbers(numbers)
        case .text(let store, let entry, _) where isOfText: source = .digits(store, entry)
        default: return nil
        }
        validity = column.validity
        self.nodes = nodes
        self.slot = slot
        changes = graph.changedRows(kind, slot)
    }

    /// The property that a key is, and whether it is the number that a text says.
    private static func path(_ expression: BoundExpression) -> (BoundPath, isOfText: Bool)? {
        switch expression.kind {
        case .path(let path): return (path, false)
        case .function(.number, let arguments):
            guard arguments.count == 1, case .path(let path) = arguments[0].kind else { return nil }
            return (path, true)
        default: return nil
        }
    }

    /// The number of a node; nil if it has none, or one that isn't told by digits alone.
    func amount(of node: NodeID) -> Double? {
        if case .measure(let values) = source { return values.value(at: node) }
        let row = Int(node) - nodes.lowerBound
        if let changes, changes.contains(node) { return changedAmount(of: node, changes) }
        if let validity, !validity.bit(row) { return nil }
        switch source {
        case .numbers(let numbers): return numbers[row]
        case .digits(let store, let entry):
            return store.folded(entry.map { Int($0[row]) } ?? row).wholeNumber.map(Double.init)
        case .measure: return nil
        }
    }

    private func changedAmount(of node: NodeID, _ changes: ChangedRows) -> Double? {
        let value = changes.hasColumn ? changes.value(changes.row(of: node)) : graph.storedValues(of: node, slot).first
        return switch (value, source) {
        case (.number(let number)?, _): number
        case (.text(let text)?, .digits): text.utf8.wholeNumber.map(Double.init)
        default: nil
        }
    }
}

extension Sequence<UInt8> {
    /// The number that plain digits are, as most identifiers; nil of anything else, and of more digits than a `Double` has.
    var wholeNumber: Int? {
        var number = 0
        var count = 0
        for byte in self {
            guard byte &- 0x30 < 10, count < 15 else { return nil }
            number = number * 10 + Int(byte & 0xF)
            count += 1
        }
        return count == 0 ? nil : number
    }
}

extension TopRows {
    /// As `first(of:)`, where all keys are numbers in columns; nil if some aren't.
    func firstByAmounts(of nodes: [NodeID]) throws(ExecutionError) -> [NodeID]? {
        guard let some = nodes.first, case let kind = context.graph.kind(of: some),
            context.graph.areOwn(nodes[...], kind)
        else { return nil }
        var readers: [KeyAmounts] = []
        for key in keys {
            guard let reader = try KeyAmounts(key, of: kind, context) else { return nil }
            readers.append(reader)
        }
        guard let first = readers.first else { return nil }
        var best = BestAmounts(readers.map(\.isDescending), count: count)
        var amounts = [Double](repeating: 0, count: readers.count)
        for (place, node) in nodes.enumerated() {
            if place % batchSize == 0 { try context.check() }
            guard let amount = first.amount(of: node), !amount.isNaN else { return nil }
            if best.isBehindAll(amount) { continue }
            amounts[0] = amount
            for number in 1..<readers.count {
                guard let amount = readers[number].amount(of: node), !amount.isNaN else { return nil }
                amounts[number] = amount
            }
            best.insert(node, amounts)
        }
        return best.nodes
    }
}

/// The first so many nodes by their amounts.
private struct BestAmounts {
    private(set) var nodes: [NodeID] = []
    /// Those of each node one after the other.
    private var amounts: [Double] = []
    private let areDescending: [Bool]
    private let count: Int

    /// - Parameter count: at least 1.
    init(_ areDescending: [Bool], count: Int) {
        self.areDescending = areDescending
        self.count = count
    }

    /// Whether the first amount alone says that a node isn't among them.
    func isBehindAll(_ amount: Double) -> Bool {
        guard nodes.count == count else { return false }
        let last = amounts[(count - 1) * areDescending.count]
        return areDescending[0] ? amount < last : amount > last
    }

    /// Behind those that are equal, as they came before.
    mutating func insert(_ node: NodeID, _ found: [Double]) {
        let width = areDescending.count
        let target = firstPlace(in: 0..<nodes.count) { isBefore(found, $0 * width) }
        if target == count { return }
        if nodes.count == count {
            nodes.removeLast()
            amounts.removeLast(width)
        }
        nodes.insert(node, at: target)
        amounts.insert(contentsOf: found, at: target * width)
    }

    private func isBefore(_ found: [Double], _ start: Int) -> Bool {
        for (number, isDescending) in areDescending.enumerated() where found[number] != amounts[start + number] {
            return isDescending == (found[number] > amounts[start + number])
        }
        return false
    }
}
