import Graph
import Syntax
import Text

extension Reference {
    /// All values of an expression at a row.
    func values(_ expression: Syntax.Expression, _ row: Row, _ context: Context) throws(Failure) -> [ReferenceValue] {
        switch expression.kind {
        case .literal(let literal): return [literal.value]
        case .path(let path): return try values(of: path, row, context)
        case .call(let name, let arguments): return try call(name.text, arguments.first, row, context)
        case .negated(let inner):
            if let constant = expression.constant { return [constant.value] }
            return try calculated(.subtract, [.amount(0, of: "number")], values(inner, row, context))
        case .binary(let operation, let left, let right):
            return try calculated(operation, values(left, row, context), values(right, row, context))
        case .converted(let inner, _): return try values(inner, row, context)
        case .counted(let query):
            return [.amount(Double(try carryOut(query, aliases: context.aliases).roots.count), of: "number")]
        case .choice(let condition, let first, let second):
            if try holds(condition, row, context) { return try values(first, row, context) }
            return try second.map { second throws(Failure) in try values(second, row, context) } ?? []
        }
    }

    private func calculated(
        _ operation: ArithmeticOperator, _ left: [ReferenceValue], _ right: [ReferenceValue]
    ) throws(Failure) -> [ReferenceValue] {
        if left.count > 1 || right.count > 1 { throw Failure() }
        guard let left = left.first, let right = right.first else { return [] }
        guard case .amount(let first, let dimension, let sort) = left,
            case .amount(let second, let other, let otherSort) = right
        else { throw Failure() }
        // Counted things multiply and divide as money does.
        let isNumber = dimension == "number" && sort != .counted
        let isOtherNumber = other == "number" && otherSort != .counted
        switch operation {
        case .add, .subtract:
            if dimension != other { throw Failure() }
            let result = operation == .add ? first + second : first - second
            return [.amount(result, of: dimension, sort == .other ? otherSort : sort)]
        case .multiply:
            if isNumber { return [.amount(first * second, of: other, otherSort)] }
            if !isOtherNumber { throw Failure() }
            return [.amount(first * second, of: dimension, sort)]
        case .divide:
            if second == 0 { return [] }
            if dimension == other { return [.amount(first / second, of: "number")] }
            if !isOtherNumber { throw Failure() }
            return [.amount(first / second, of: dimension, sort)]
        }
    }

    // MARK: Functions

    private static let aggregates = ["count", "sum", "min", "max"]

    /// Whether it is about all rows: an aggregate whose argument doesn't begin with a relation.
    func isOverRows(_ expression: Syntax.Expression) -> Bool {
        switch expression.kind {
        case .call(let name, let arguments):
            return Reference.aggregates.contains(name.text) && !(arguments.first.map(beginsWithRelation) ?? false)
        case .binary(_, let left, let right): return isOverRows(left) || isOverRows(right)
        case .negated(let inner), .converted(let inner, _): return isOverRows(inner)
        case .literal, .path, .choice, .counted: return false
        }
    }

    private func beginsWithRelation(_ expression: Syntax.Expression) -> Bool {
        guard case .path(let path) = expression.kind, let first = path.steps.first else { return false }
        return !world.steps(named: first.name.text).isEmpty
    }

    private func call(
        _ name: String, _ argument: Syntax.Expression?, _ row: Row, _ context: Context
    ) throws(Failure) -> [ReferenceValue] {
        guard Reference.aggregates.contains(name) else {
            return try argument.map { argument throws(Failure) in try values(argument, row, context) }?.compactMap {
                function(name, $0)
            } ?? []
        }
        guard case .group(let group) = row else {
            return try aggregate(
                name, argument.map { argument throws(Failure) in try values(argument, row, context) } ?? [])
        }
        guard let argument else { return [.amount(Double(group.members.count), of: "number")] }
        if beginsWithRelation(argument), case .path(let path) = argument.kind {
            return try aggregate(name, distinctValues(of: path, group.members, context))
        }
        var found: [ReferenceValue] = []
        var counted = 0
        for member in group.members {
            let values = try self.values(argument, .node(member), context.at(member: member).without)
            if !values.isEmpty { counted += 1 }
            found += values
        }
        return name == "count" ? [.amount(Double(counted), of: "number")] : try aggregate(name, found)
    }

    private func function(_ name: String, _ value: ReferenceValue) -> ReferenceValue? {
        switch (name, value) {
        case ("year", .date(let year, _, _)): .amount(Double(year), of: "number")
        case ("length", .text(let text)): .amount(Double(text.count), of: "number")
        default: nil
        }
    }

    /// One result for each thing that is measured.
    private func aggregate(_ name: String, _ values: [ReferenceValue]) throws(Failure) -> [ReferenceValue] {
        if name == "count" { return [.amount(Double(values.count), of: "number")] }
        var byDimension: [String: [(amount: Double, sort: ReferenceValue.Sort)]] = [:]
        for value in values {
            guard case .amount(let amount, let dimension, let sort) = value else { throw Failure() }
            byDimension[dimension, default: []].append((amount, sort))
        }
        return byDimension.sorted { $0.key < $1.key }.map { dimension, amounts in
            if name == "sum" {
                return .amount(amounts.reduce(0) { $0 + $1.amount }, of: dimension, amounts.first?.sort ?? .other)
            }
            let best = name == "min" ? amounts.min { $0.amount < $1.amount } : amounts.max { $0.amount < $1.amount }
            return .amount(best?.amount ?? 0, of: dimension, best?.sort ?? .other)
        }
    }

    // MARK: Paths

    /// A node that steps lead to, and the edges that the last of them took to it.
    struct End {
        var node: Int
        var edges: [Int]
    }

    /// The values at the ends of a path.
    func values(of path: Path, _ row: Row, _ context: Context) throws(Failure) -> [ReferenceValue] {
        if path.steps.count == 1, let heading = context.headings[path.steps[0].name.text] {
            return try values(heading, row, context)
        }
        switch row {
        case .group(let group):
            let written = text(path.range)
            let place = context.keys.firstIndex { $0.heading == written || $0.text == written }
            return place.flatMap { group.keys[$0] }.map { [$0] } ?? []
        case .node(let node): return try values(of: path, from: node, context)
        }
    }

    private func values(of path: Path, from node: Int, _ context: Context) throws(Failure) -> [ReferenceValue] {
        let (start, steps, last) = split(path, node, context)
        guard let start else { return [] }
        let ends = try ends(Array(steps), from: start, context)
        if let property = path.edgeProperty {
            var edges: [Int] = []
            for edge in ends.flatMap(\.edges) where !edges.contains(edge) { edges.append(edge) }
            return edges.flatMap { values(ofEdge: $0, property.text) }
        }
        guard let last else { return ends.map { .node($0.node) } }
        return ends.flatMap { values(of: last, at: $0.node) }
    }

    private func distinctValues(of path: Path, _ nodes: [Int], _ context: Context) throws(Failure) -> [ReferenceValue] {
        var seen: Set<Int> = []
        var found: [ReferenceValue] = []
        for node in nodes {
            let context = context.at(member: node)
            let (start, steps, last) = split(path, node, context)
            guard let start else { continue }
            for end in try ends(Array(steps), from: start, context) where seen.insert(end.node).inserted {
                found += last.map { values(of: $0, at: end.node) } ?? [.node(end.node)]
            }
        }
        return found
    }

    /// Where a path starts, its relations, and the property at its end.
    private func split(_ path: Path, _ node: Int, _ context: Context) -> (Int?, ArraySlice<Step>, String?) {
        var steps = path.steps[...]
        var start: Int? = node
        if let first = steps.first?.name.text {
            if let alias = context.aliases[first] {
                start = alias
                steps.removeFirst()
            } else if let kind = world.kinds.firstIndex(where: { $0.name == first }) {
                start = world.isKind(world.nodes[node].kind, within: kind) ? node : nil
                steps.removeFirst()
            }
        }
        guard let last = steps.last?.name.text, world.steps(named: last).isEmpty else { return (start, steps, nil) }
        return (start, steps.dropLast(), last)
    }

    private func values(of property: String, at node: Int) -> [ReferenceValue] {
        switch property {
        case "id": return [.text(world.nodes[node].id)]
        case "kind": return [.text(world.kinds[world.nodes[node].kind].name)]
        default: break
        }
        let stored = (world.nodes[node].values[property] ?? []).compactMap { ReferenceValue($0) }
        guard stored.isEmpty else { return stored }
        switch property {
        case "name": return [.text(world.name(of: node))]
        case "confidence": return [.amount(1, of: "number")]
        case "rule": return [.text("curated")]
        default: return []
        }
    }

    private func values(ofEdge edge: Int, _ property: String) -> [ReferenceValue] {
        let stored = (world.edges[edge].values[property] ?? []).compactMap { ReferenceValue($0) }
        return stored.isEmpty && property == "confidence" ? [.amount(1, of: "number")] : stored
    }

    func ends(_ steps: [Step], from node: Int, _ context: Context) throws(Failure) -> [End] {
        var current = [End(node: node, edges: [])]
        for step in steps {
            var next: [End] = []
            for end in current {
                let reached =
                    try step.repetition == nil
                    ? neighbours(end.node, step, context) : reach(end.node, step, context)
                for new in reached {
                    if let place = next.firstIndex(where: { $0.node == new.node }) {
                        next[place].edges += new.edges
                    } else {
                        next.append(new)
                    }
                }
            }
            current = next
        }
        return current
    }

    private func neighbours(_ node: Int, _ step: Step, _ context: Context) throws(Failure) -> [End] {
        var found: [End] = []
        for (relation, isForward) in world.steps(named: step.name.text) {
            for (number, edge) in world.edges.enumerated() where edge.relation == relation {
                let (near, far) = isForward ? (edge.from, edge.to) : (edge.to, edge.from)
                guard near == node else { continue }
                if let narrowing = step.narrowing, try !holds(narrowing, .node(far), context.without) { continue }
                found.append(End(node: far, edges: [number]))
            }
        }
        return found
    }

    /// Nodes by the least number of steps that leads to them, each once; what narrows is asked of those at the ends only.
    private func reach(_ start: Int, _ step: Step, _ context: Context) throws(Failure) -> [End] {
        guard let repetition = step.repetition else { return [] }
        var single = step
        single.narrowing = nil
        var seen: Set<Int> = [start]
        var frontier = [start]
        var found = repetition.least == 0 ? [start] : []
        var distance = 0
        while !frontier.isEmpty, distance < repetition.most ?? Int.max {
            distance += 1
            var next: [Int] = []
            for node in frontier {
                for end in try neighbours(node, single, context) where seen.insert(end.node).inserted {
                    next.append(end.node)
                }
            }
            if distance >= repetition.least { found += next }
            frontier = next
        }
        var ends: [End] = []
        for node in found {
            if let narrowing = step.narrowing, try !holds(narrowing, .node(node), context.without) { continue }
            ends.append(End(node: node, edges: []))
        }
        return ends
    }

    // MARK: Cells

    /// A cell in the words in which observations are compared.
    func cell(_ item: ShowItem, _ row: Row, _ context: Context) throws(Failure) -> String {
        guard let shape = item.shape, case .path(let path) = item.expression.kind, case .node(let node) = row else {
            let values = try values(item.expression, row, context).map { $0.cell(world) }
            return isList(item.expression, row) || values.count > 1 ? listCell(values) : values.first ?? "–"
        }
        var records: [String] = []
        for end in try ends(path.steps, from: node, context) {
            var fields: [String] = []
            for field in shape {
                if case .path(let path) = field.expression.kind, path.steps.isEmpty, let property = path.edgeProperty {
                    fields.append(values(ofEdge: end.edges[0], property.text).first?.cell(world) ?? "–")
                } else {
                    fields.append(try cell(field, .node(end.node), context.without))
                }
            }
            records.append("{\(fields.joined(separator: "; "))}")
        }
        return listCell(records)
    }

    /// Whether a cell is a list even of one value.
    private func isList(_ expression: Syntax.Expression, _ row: Row) -> Bool {
        guard case .path(let path) = expression.kind, case .node = row else { return false }
        if path.edgeProperty != nil || path.steps.count > 1 { return true }
        guard let name = path.steps.first?.name.text else { return false }
        return !world.steps(named: name).isEmpty || World.property(name)?.isMany == true
    }
}

/// Elements without their order, which isn't promised.
func listCell(_ elements: [String]) -> String { "[\(elements.sorted().joined(separator: ", "))]" }

extension ReferenceValue {
    func cell(_ world: World) -> String {
        switch self {
        case .text(let text): quoted(text)
        case .amount(let amount, let dimension, _): amountCell(amount, dimension)
        case .date(let year, let month, let day):
            PartialDate(year: year, month: month, day: day)?.description ?? ""
        case .node(let node): "\(world.kinds[world.nodes[node].kind].name) \(world.nodes[node].id)"
        case .source(let document, let lines): SourceReference(document: document, lines: lines).description
        }
    }
}

/// Amounts are compared to the millionth, because sums depend on the order of what is added.
func amountCell(_ amount: Double, _ dimension: String) -> String {
    "\(decimalText((amount * 1e6).rounded() / 1e6 + 0)) \(dimension)"
}
