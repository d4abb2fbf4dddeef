import Execution
import Graph
import Plan
import SQL
import Text

/// The groups that a server made, as they are read row by row, before the nodes that they speak of are at hand.
struct GroupRows: Sendable {
    private struct Group: Sendable {
        var keys: [String?]
        var first: Int64?
        /// The columns of the aggregates.
        var fields: [String?]
    }

    private let columns: GroupColumns
    private var groups: [Group] = []
    private var places: [[String?]: Int] = [:]
    /// Whether the groups are those of this engine: amounts of several dimensions are several sums here, and texts that differ
    /// only in how their characters are composed are one key.
    private(set) var isExact = true

    init(_ columns: GroupColumns) { self.columns = columns }

    /// Takes a row; another one of the same group fills in what that one lacked.
    mutating func add(_ row: [String?]) {
        let keyCount = columns.keys.count
        guard row.count > keyCount else {
            isExact = false
            return
        }
        let keys = Array(row.prefix(keyCount))
        let fields = Array(row.dropFirst(keyCount + 1))
        guard let place = places[keys] else {
            places[keys] = groups.count
            groups.append(Group(keys: keys, first: row[keyCount].flatMap { Int64($0) }, fields: fields))
            return
        }
        let isSame = zip(groups[place].keys, keys).allSatisfy { known, key in
            key.map { Array($0.utf8) } == known.map { Array($0.utf8) }
        }
        if !isSame { isExact = false }
        groups[place].first = groups[place].first ?? row[keyCount].flatMap { Int64($0) }
        for (number, field) in fields.enumerated() where field != nil { groups[place].fields[number] = field }
    }

    /// All rows were read.
    mutating func finish() {
        places = [:]
        for group in groups where cells(of: group).contains(where: \.isMixed) { isExact = false }
    }

    /// Nodes that are keys, or have what a group shows.
    var nodes: Set<Int64> {
        var found: Set<Int64> = []
        for group in groups {
            for (key, kind) in zip(group.keys, columns.keys) {
                if case .node = kind, let node = key.flatMap({ Int64($0) }) { found.insert(node) }
            }
            found.formUnion(cells(of: group).compactMap(\.node))
        }
        return found
    }

    /// Roots that are the first of more than one group: the order of these is that of its values.
    var sharedRoots: Set<Int64> {
        var seen: Set<Int64> = []
        return Set(groups.compactMap(\.first).filter { !seen.insert($0).inserted })
    }

    /// The groups in the order of their first roots, over nodes that are at hand.
    ///
    /// - Parameter numbers: the node of each ordinal.
    func given(_ graph: Graph, _ numbers: [Int64: NodeID]) -> [GivenGroup] {
        let sorted = groups.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
        return sorted.map { group in
            var values = zip(group.keys, columns.keys).map { key, kind in
                GivenValue.value(GroupRows.value(key, kind, graph, numbers))
            }
            for (aggregate, cells) in zip(columns.aggregates, cells(of: group)) {
                values.append(GroupRows.value(aggregate, cells, numbers))
            }
            return GivenGroup(first: group.first.flatMap { numbers[$0] }, values: values)
        }
    }

    private static func value(
        _ text: String?, _ kind: GroupColumns.Key, _ graph: Graph, _ numbers: [Int64: NodeID]
    ) -> Value {
        guard let text else { return .missing }
        switch kind {
        case .text: return .text(text)
        case .number: return Double(text).map(Value.number) ?? .missing
        case .date: return PartialDate(iso: text).map(Value.date) ?? .missing
        case .node: return Int64(text).flatMap { numbers[$0] }.map { .node(graph.reference(to: $0)) } ?? .missing
        }
    }

    // MARK: Aggregates

    /// The columns of one aggregate of a group.
    private struct Cells {
        var number: Double?
        var count: Double?
        var isMixed = false
        var node: Int64?
    }

    private func cells(of group: Group) -> [Cells] {
        var rest = group.fields[...]
        func number() -> Double? { (rest.popFirst() ?? nil).flatMap { Double($0) } }
        func node() -> Int64? { (rest.popFirst() ?? nil).flatMap { Int64($0) } }
        return columns.aggregates.map { aggregate in
            switch aggregate {
            case .number, .count: Cells(number: number())
            case .average: Cells(number: number(), count: number())
            case .total: Cells(number: number(), count: number(), isMixed: number() == 1, node: node())
            case .extreme: Cells(isMixed: number() == 1, node: node())
            case .first: Cells(node: node())
            }
        }
    }

    private static func value(
        _ aggregate: GroupColumns.Aggregate, _ cells: Cells, _ numbers: [Int64: NodeID]
    ) -> GivenValue {
        let node = cells.node.flatMap { numbers[$0] }
        switch aggregate {
        case .number: return .value(cells.number.map(Value.number) ?? .missing)
        case .count: return .value(.number(cells.number ?? 0))
        case .average:
            guard let sum = cells.number, let count = cells.count else { return .value(.missing) }
            return .value(.number(sum / count))
        case .total(let argument, let isAverage):
            guard let sum = cells.number, let count = cells.count, let node else { return .value(.missing) }
            return .amount(isAverage ? sum / count : sum, inUnitOf: argument, at: node)
        case .extreme(let argument), .first(let argument):
            return node.map { .found(argument, at: $0) } ?? .value(.missing)
        }
    }
}
