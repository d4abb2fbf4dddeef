import Graph
import Syntax
import Text

/// Evaluates the tree of a query over a `World`, by the words of the language's description and with no care for speed: no
/// plan, no index, no batches, no types but those of the values at hand.
struct Reference {
    let world: World
    /// The text that the tree was parsed from.
    let source: [UInt8]

    /// Why there is no answer: arithmetic on a set, on texts, or on amounts of different things.
    struct Failure: Error {}

    struct Group {
        var keys: [ReferenceValue?]
        var members: [Int]
    }

    enum Row {
        case node(Int)
        case group(Group)
    }

    /// What a condition or expression is worked out with.
    struct Context {
        var aliases: [String: Int] = [:]
        var headings: [String: Syntax.Expression] = [:]
        /// Heading and text of each key after `group by`.
        var keys: [(heading: String, text: String)] = []
        /// What the query calls each member of a group.
        var memberAlias: String?

        /// With the query's alias standing for this member of a group.
        func at(member: Int) -> Context {
            var context = self
            if let memberAlias { context.aliases[memberAlias] = member }
            return context
        }
    }

    /// A query half-way through its clauses.
    struct Progress {
        var roots: [Int]
        var groups: [Group]?
        /// Whether the order of the rows follows from the query.
        var isOrdered = false
        var columns: [ShowItem]?
        var context: Context
        var alias: String?
    }

    func answer(_ query: Query) throws(Failure) -> Observation {
        let progress = try carryOut(query, aliases: [:])
        let rows: [Row] = progress.groups.map { $0.map(Row.group) } ?? progress.roots.map(Row.node)
        var cells: [[String]]?
        if query.verb == .count {
            cells = [[ReferenceValue.amount(Double(rows.count), of: "number").cell(world)]]
        } else if let columns = progress.columns {
            var made: [[String]] = []
            for row in rows { made.append(try self.cells(columns, row, progress)) }
            cells = made
        }
        return Observation(
            roots: progress.roots.map { world.nodes[$0].id }, cells: cells, isOrdered: progress.isOrdered)
    }

    private func cells(_ columns: [ShowItem], _ row: Row, _ progress: Progress) throws(Failure) -> [String] {
        let context = progress.context(at: row)
        var cells: [String] = []
        for item in columns { cells.append(try cell(item, row, context)) }
        return cells
    }

    func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }

    // MARK: Clauses

    func carryOut(_ query: Query, aliases: [String: Int]) throws(Failure) -> Progress {
        var progress: Progress
        switch query.source {
        case .query(let inner):
            progress = try carryOut(inner, aliases: aliases)
            progress = Progress(
                roots: progress.roots, isOrdered: progress.isOrdered, context: Context(aliases: aliases))
        case .call, .search: preconditionFailure("no query of the generator calls a definition or searches")
        case .named(let name):
            let kind = world.kinds.firstIndex { $0.name == name.text }
            let nodes = world.nodes.indices.filter { node in
                !world.nodes[node].isRemoved && kind.map { world.isKind(world.nodes[node].kind, within: $0) } == true
            }
            progress = Progress(roots: nodes, context: Context(aliases: aliases))
        }
        progress.alias = query.alias?.text
        for clause in offsetsFirst(query.clauses) { try carryOut(clause, &progress) }
        return progress
    }

    /// `limit 10 offset 20` means what `offset 20 limit 10` means.
    private func offsetsFirst(_ clauses: [Clause]) -> [Clause] {
        var clauses = clauses
        for place in clauses.indices.dropLast() {
            if case .limit = clauses[place].kind, case .offset = clauses[place + 1].kind {
                clauses.swapAt(place, place + 1)
            }
        }
        return clauses
    }

    private func carryOut(_ clause: Clause, _ progress: inout Progress) throws(Failure) {
        switch clause.kind {
        case .filter(let condition): try filter(condition, &progress)
        case .arrow(let path):
            var ends: [Int] = []
            for root in progress.roots {
                let context = progress.context(at: .node(root))
                for end in try self.values(of: path, .node(root), context).compactMap(\.node) where !ends.contains(end)
                {
                    ends.append(end)
                }
            }
            progress = Progress(roots: ends, context: Context(aliases: progress.context.aliases))
        case .show(let items):
            progress.columns = items
            if progress.groups == nil, items.contains(where: { isOverRows($0.expression) }) {
                progress.groups = [Group(keys: [], members: progress.roots)]
            }
            for item in items {
                if let alias = item.alias { progress.context.headings[alias.text] = item.expression }
            }
        case .group(let items):
            progress.groups = try groups(items, progress)
            progress.context.keys = items.map { ($0.alias?.text ?? $0.text, $0.text) }
            progress.context.headings = [:]
            progress.isOrdered = false
        case .order(let keys): try sort(keys, &progress)
        case .limit(let count):
            progress.slice {
                Array($0.prefix(count))
            } groups: {
                Array($0.prefix(count))
            }
        case .offset(let count):
            progress.slice {
                Array($0.dropFirst(count))
            } groups: {
                Array($0.dropFirst(count))
            }
        case .cite: break
        case .top, .pivot, .totals, .chart: preconditionFailure("no query of the generator has such a clause")
        case .combine(let operation, let other):
            let right = try carryOut(other, aliases: progress.context.aliases).roots
            switch operation {
            case .union:
                progress.roots += right.filter { !progress.roots.contains($0) }
                progress.isOrdered = false
            case .intersect: progress.roots = progress.roots.filter(right.contains)
            case .except: progress.roots = progress.roots.filter { !right.contains($0) }
            }
        }
    }

    private func filter(_ condition: Condition, _ progress: inout Progress) throws(Failure) {
        var kept = progress
        kept.roots = []
        kept.groups = progress.groups == nil ? nil : []
        for group in progress.groups ?? []
        where try holds(condition, .group(group), progress.context(at: .group(group))) {
            kept.groups?.append(group)
        }
        if progress.groups != nil {
            kept.roots = progress.roots
        } else {
            for root in progress.roots {
                let context = progress.context(at: .node(root))
                if try holds(condition, .node(root), context) { kept.roots.append(root) }
            }
        }
        progress = kept
    }

    /// A root is in the group of every combination of its values; where it has none, in that of the missing one.
    private func groups(_ items: [ShowItem], _ progress: Progress) throws(Failure) -> [Group] {
        var groups: [(label: [String], group: Group)] = []
        for root in progress.roots {
            var combinations: [[ReferenceValue?]] = [[]]
            for item in items {
                let values = try values(item.expression, .node(root), progress.context(at: .node(root)))
                let choices: [ReferenceValue?] = values.isEmpty ? [nil] : values
                combinations = combinations.flatMap { head in choices.map { head + [$0] } }
            }
            for keys in combinations {
                let label = keys.map { $0?.cell(world) ?? "" }
                if let place = groups.firstIndex(where: { $0.label == label }) {
                    if !groups[place].group.members.contains(root) { groups[place].group.members.append(root) }
                } else {
                    groups.append((label, Group(keys: keys, members: [root])))
                }
            }
        }
        return groups.map(\.group)
    }

    private func sort(_ keys: [OrderKey], _ progress: inout Progress) throws(Failure) {
        func sorted<Element>(_ rows: [Element], _ row: (Element) -> Row) throws(Failure) -> [Element] {
            var decorated: [(place: Int, values: [ReferenceValue?])] = []
            for (place, element) in rows.enumerated() {
                var values: [ReferenceValue?] = []
                let row = row(element)
                let context = progress.context(at: row)
                for key in keys { values.append(try self.values(key.expression, row, context).first) }
                decorated.append((place, values))
            }
            decorated.sort { left, right in
                for (number, key) in keys.enumerated() {
                    let order = sortOrder(left.values[number], right.values[number], descending: key.descending)
                    if order != 0 { return order < 0 }
                }
                return left.place < right.place
            }
            return decorated.map { rows[$0.place] }
        }
        if let groups = progress.groups {
            progress.groups = try sorted(groups, Row.group)
        } else {
            progress.roots = try sorted(progress.roots, Row.node)
        }
        progress.isOrdered = true
    }

    /// Missing values come last whichever way; amounts go by what they measure, then by size; texts by their bytes.
    private func sortOrder(_ left: ReferenceValue?, _ right: ReferenceValue?, descending: Bool) -> Int {
        guard let left, let right else { return (left == nil ? 1 : 0) - (right == nil ? 1 : 0) }
        let order =
            left.sortKey(world) == right.sortKey(world) ? 0 : left.sortKey(world) < right.sortKey(world) ? -1 : 1
        return descending ? -order : order
    }
}

extension Reference.Progress {
    /// With the query's alias standing for the row's node.
    fileprivate func context(at row: Reference.Row) -> Reference.Context {
        var context = context
        switch row {
        case .node(let node): if let alias { context.aliases[alias] = node }
        case .group: context.memberAlias = alias
        }
        return context
    }

    fileprivate mutating func slice(_ roots: ([Int]) -> [Int], groups: ([Reference.Group]) -> [Reference.Group]) {
        if let all = self.groups { self.groups = groups(all) } else { self.roots = roots(self.roots) }
    }
}

extension ReferenceValue {
    /// What values of one property sort by.
    fileprivate func sortKey(_ world: World) -> SortKey {
        switch self {
        case .amount(let amount, let dimension, _):
            SortKey(
                rank: ["number": 0, "people": 1, "money": 2][dimension] ?? 9, number: (amount * 1e6).rounded(),
                bytes: [])
        case .date: SortKey(rank: 20, number: Double(sortDay), bytes: [])
        case .text(let text): SortKey(rank: 30, number: 0, bytes: Array(text.utf8))
        case .node(let node): SortKey(rank: 30, number: 0, bytes: Array(world.name(of: node).utf8))
        case .source(let document, _): SortKey(rank: 40, number: 0, bytes: Array(document.utf8))
        }
    }

    fileprivate struct SortKey: Equatable {
        var rank: Int
        var number: Double
        var bytes: [UInt8]

        static func < (left: SortKey, right: SortKey) -> Bool {
            if left.rank != right.rank { return left.rank < right.rank }
            if left.number != right.number { return left.number < right.number }
            return left.bytes.lexicographicallyPrecedes(right.bytes)
        }
    }
}

extension World {
    func name(of node: Int) -> String {
        if case .text(let name)? = nodes[node].values["name"]?.first { name } else { nodes[node].id }
    }

    /// All that a node answers to.
    func names(of node: Int) -> [String] {
        [nodes[node].id, name(of: node)]
            + (nodes[node].values["alias"] ?? []).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
}
