import Graph
import Plan
import Text

/// An aggregate of a property with numbers over nodes, straight from the column: `sum(value)`, `avg(year)`.
struct ColumnAggregate {
    private let column: Column
    private let amounts: Lane<Double>
    private let validity: Lane<UInt8>?
    /// The unit of all values; nil of plain numbers.
    private let unit: String?
    private let first: Int
    private let members: ArraySlice<NodeID>
    private let lookup: PropertyLookup
    /// Of all amounts, and how many members have one, once somebody has asked.
    private var total: (sum: Double, count: Int)?
    /// The values of members whose values aren't those of the column; missing ones too.
    private var changed: [NodeID: Value] = [:]
    private var marks: Bitmap?

    /// nil if it isn't a property with one number of the node itself, or values have several units.
    init?(_ argument: BoundExpression, _ members: ArraySlice<NodeID>, _ context: ExecutionContext) {
        let graph = context.graph
        guard let lookup = ColumnAggregate.lookup(argument), let member = members.first else { return nil }
        let kind = graph.kind(of: member)
        guard let slot = lookup.slot(of: kind), let (column, nodes) = graph.column(kind, slot), column.offsets == nil,
            graph.areOwn(members, kind)
        else { return nil }
        self.lookup = lookup
        switch column.elements {
        case .numbers(let numbers): (amounts, unit) = (numbers, nil)
        case .quantities(let quantities) where quantities.names.count == 1:
            let name = quantities.names.text(0)
            (amounts, unit) = (quantities.amounts, name.isEmpty ? nil : name)
        default: return nil
        }
        self.column = column
        validity = column.validity
        self.members = members
        first = nodes.lowerBound
        guard let marks = context.changedMarks(of: slot) else { return }
        self.marks = marks
        for member in members where marks.contains(Int(member)) {
            let value = graph.storedValues(of: member, slot).first ?? .missing
            guard value == .missing || value.unit == unit else { return nil }
            changed[member] = value
        }
    }

    /// The property that is asked about, if it is one with one value of the node itself.
    private static func lookup(_ argument: BoundExpression) -> PropertyLookup? {
        guard case .path(let path) = argument.kind, path.start == .current, path.steps.isEmpty,
            case .property(let lookup) = path.end, !lookup.isMany, !lookup.hasDefault
        else { return nil }
        return lookup
    }

    /// Whether it is about the same property of the same nodes: the very same part of an array, which this one keeps.
    func isOf(_ argument: BoundExpression, _ members: ArraySlice<NodeID>) -> Bool {
        guard let lookup = ColumnAggregate.lookup(argument), lookup.slots == self.lookup.slots else { return false }
        return members.count == self.members.count
            && members.withUnsafeBufferPointer { one in
                self.members.withUnsafeBufferPointer { $0.baseAddress == one.baseAddress }
            }
    }

    /// The amount of a member and its value; nil if it has none.
    @inline(__always)
    private func amount(of member: NodeID) -> Double? {
        if let marks, marks.contains(Int(member)), let value = changed[member] { return value.measure?.amount }
        let row = Int(member) - first
        if let validity, !validity.bit(row) { return nil }
        return amounts[row]
    }

    /// nil for aggregates of another sort.
    mutating func value(of aggregate: Aggregate) -> Value? {
        switch aggregate {
        case .min, .max: return extreme(isLeast: aggregate == .min)
        case .sum, .avg, .count:
            let (sum, count) = total ?? totalOfMembers()
            total = (sum, count)
            return value(of: aggregate, sum, count)
        case .median, .list, .first: return nil
        }
    }

    private func totalOfMembers() -> (sum: Double, count: Int) {
        var sum = 0.0
        var count = 0
        if changed.isEmpty {
            // Read from the value itself, they would be copied with all of the column for every member.
            let (members, amounts, first) = (members, amounts.buffer, first)
            guard let validity = validity?.buffer else {
                for member in members { sum += amounts[Int(member) - first] }
                return (sum, members.count)
            }
            for member in members {
                let row = Int(member) - first
                guard validity[row >> 3] >> UInt8(row & 7) & 1 == 1 else { continue }
                sum += amounts[row]
                count += 1
            }
            return (sum, count)
        }
        for member in members {
            guard let amount = amount(of: member) else { continue }
            sum += amount
            count += 1
        }
        return (sum, count)
    }

    private func extreme(isLeast: Bool) -> Value {
        var best: (member: NodeID, amount: Double)?
        for member in members {
            guard let amount = amount(of: member) else { continue }
            if let best, isLeast ? amount >= best.amount : amount <= best.amount { continue }
            best = (member, amount)
        }
        return best.map { changed[$0.member] ?? column.value(Int($0.member) - first) } ?? .missing
    }

    private func value(of aggregate: Aggregate, _ sum: Double, _ count: Int) -> Value? {
        switch aggregate {
        case .count: .number(Double(count))
        case .sum: count == 0 ? .missing : .measure(sum, unit: unit)
        case .avg: count == 0 ? .missing : .measure(sum / Double(count), unit: unit)
        case .min, .max, .median, .list, .first: nil
        }
    }
}
