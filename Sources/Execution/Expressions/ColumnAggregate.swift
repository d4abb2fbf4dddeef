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
    private let changes: Changes?

    /// The amounts of nodes whose values aren't those of the column.
    private struct Changes {
        let rows: ChangedRows
        /// nil if none of them has a value.
        private let amounts: Lane<Double>?
        private let validity: Lane<UInt8>?
        /// Of quantities of several units which unit each has, and which are that of the column.
        private let units: Lane<UInt32>?
        private let areSame: [Bool]

        /// nil if the values aren't in an array.
        init?(_ rows: ChangedRows, unit: String?) {
            guard rows.hasColumn else { return nil }
            self.rows = rows
            validity = rows.column?.validity
            switch rows.column?.elements {
            case nil: (amounts, units, areSame) = (nil, nil, [])
            case .numbers(let numbers): (amounts, units, areSame) = (numbers, nil, [])
            case .quantities(let quantities):
                let wanted = unit ?? ""
                amounts = quantities.amounts
                areSame = (0..<quantities.names.count).map { quantities.names.text($0) == wanted }
                units = areSame.allSatisfy(\.self) ? nil : quantities.units
            default: return nil
            }
        }

        /// Whether all that have a value have it in the unit of the column.
        func haveUnit(_ members: ArraySlice<NodeID>) -> Bool {
            guard let units else { return true }
            for member in members where rows.contains(member) {
                let row = rows.row(of: member)
                if validity?.bit(row) != false, !areSame[Int(units[row])] { return false }
            }
            return true
        }

        /// The amount of one of these nodes; nil if it has no value.
        func amount(of member: NodeID) -> Double? {
            let row = rows.row(of: member)
            return validity?.bit(row) == false ? nil : amounts?[row]
        }
    }

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
        guard let rows = graph.changedRows(kind, slot) else {
            changes = nil
            return
        }
        guard let changes = Changes(rows, unit: unit), changes.haveUnit(members) else { return nil }
        self.changes = changes
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
        if let changes, changes.rows.contains(member) { return changes.amount(of: member) }
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
        if let changes { return total(beside: changes) }
        // Read from the value itself, they would be copied with all of the column for every member.
        let (members, amounts, first) = (members, amounts.buffer, first)
        var sum = 0.0
        guard let validity = validity?.buffer else {
            for member in members { sum += amounts[Int(member) - first] }
            return (sum, members.count)
        }
        var count = 0
        for member in members {
            let row = Int(member) - first
            guard validity[row >> 3] >> UInt8(row & 7) & 1 == 1 else { continue }
            sum += amounts[row]
            count += 1
        }
        return (sum, count)
    }

    /// In the order of the members, so that the sum is what it is where the changes stand in the column: some members at once are looked
    /// through for changed ones, and what stands between these is summed up as it stands.
    private func total(beside changes: Changes) -> (sum: Double, count: Int) {
        let size = 1024
        let (amounts, validity, first) = (amounts.buffer, validity?.buffer, first)
        var (sum, count) = (0.0, 0)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size) { places in
            members.withUnsafeBufferPointer { members in
                for start in stride(from: 0, to: members.count, by: size) {
                    let block = UnsafeBufferPointer(rebasing: members[start..<min(start + size, members.count)])
                    let changedCount = changes.rows.findChanged(block, into: places)
                    var next = 0
                    for number in 0...changedCount {
                        let end = number < changedCount ? Int(places[number]) : block.count
                        while next < end {
                            let row = Int(block[next]) - first
                            next += 1
                            if let validity, validity[row >> 3] >> UInt8(row & 7) & 1 == 0 { continue }
                            sum += amounts[row]
                            count += 1
                        }
                        if end < block.count, let amount = changes.amount(of: block[end]) {
                            sum += amount
                            count += 1
                        }
                        next = end + 1
                    }
                }
            }
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
        guard let member = best?.member else { return .missing }
        if let changes, changes.rows.contains(member) {
            return changes.rows.value(changes.rows.row(of: member)) ?? .missing
        }
        return column.value(Int(member) - first)
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
