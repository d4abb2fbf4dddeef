import Diagnostics
import Graph
import Plan
import Syntax
import Text

/// Works the rows of a table into a graph, one by one as they are read.
///
/// A row without a source of its own has the table's line as its source, since every fact has one.
struct TableImport {
    private(set) var graph: Graph
    private let plan: TablePlan
    /// What the sources of rows call the table: the name of its file.
    private let document: String
    private(set) var added = 0
    private(set) var updated = 0
    private(set) var skipped = 0
    /// The changes as statements; nil if they are not noted, or became too many.
    private(set) var statements: [String]?
    /// How many more bytes of them are noted.
    private var room: Int

    /// - Parameter mostNoted: so many bytes of statements are noted; nil: none are.
    init(_ plan: TablePlan, into graph: Graph, document: String, mostNoted: Int? = nil) {
        statements = mostNoted == nil ? nil : []
        room = mostNoted ?? 0
        self.plan = plan
        self.graph = graph
        self.document = document
    }

    mutating func take(_ row: TableRow) throws(TableError) {
        switch plan.target {
        case .nodes(let kind): try takeNode(row, kind)
        case .links(let from, let steps, let to): try takeLinks(row, from, steps, to)
        }
    }

    private mutating func note(_ statement: String) {
        room -= statement.utf8.count
        if room < 0 { statements = nil } else { statements?.append(statement) }
    }

    // MARK: Nodes

    private mutating func takeNode(_ row: TableRow, _ kind: KindID) throws(TableError) {
        var values = try values(of: row, isNode: true)
        let named = values.first { $0.slot == NodeSlot.id } ?? values.first { $0.slot == NodeSlot.name }
        guard case .text(let written)? = named?.values.first else {
            let place = plan.values.first { $0.slot == NodeSlot.id } ?? plan.values.first { $0.slot == NodeSlot.name }
            throw .emptyIdentity(column: place.map(heading) ?? "", line: row.line)
        }
        let id = TableValue.trimmed(written)
        let isNamedByID = !plan.values.contains { $0.slot == NodeSlot.id }
        values.removeAll { $0.slot == NodeSlot.id || (isNamedByID && $0.slot == NodeSlot.name) }
        let known = graph.nodes(named: id, in: graph.schema.root(of: kind), by: .id).first
        if let known, graph.schema.isKind(graph.kind(of: known), within: kind), let existing = plan.existing {
            return try change(known, existing, values, row.line)
        }
        values.removeAll { $0.values.isEmpty }
        if statements != nil { note(graph.statement(adding: kind, id, values)) }
        do throws(GraphError) { try graph.add(kind, id: id, values) } catch {
            throw .graph(error, line: row.line)
        }
        added += 1
    }

    /// An empty cell takes nothing away; a source that the table gives for want of another is added to those that are there.
    private mutating func change(
        _ node: NodeID, _ existing: Import.Existing, _ values: PropertyValues, _ line: Int
    ) throws(TableError) {
        if existing == .skip {
            skipped += 1
            return
        }
        var changes: PropertyValues = []
        for (slot, fresh) in values where !fresh.isEmpty {
            if !isGiven(slot), slot != NodeSlot.source { continue }
            let before = slot == NodeSlot.source && !plan.saysSource ? graph.values(of: node, slot) : []
            changes.append((slot, before + fresh.filter { !before.contains($0) }))
        }
        if statements != nil { note(graph.statement(setting: node, changes)) }
        do throws(GraphError) { try graph.set(node, changes) } catch { throw .graph(error, line: line) }
        updated += 1
    }

    private func isGiven(_ slot: SlotID) -> Bool { plan.values.contains { $0.slot == slot } }

    // MARK: Links

    private mutating func takeLinks(
        _ row: TableRow, _ from: TablePlan.End, _ steps: [RelationStep], _ to: TablePlan.End
    ) throws(TableError) {
        if case .column(let place, _) = to, row.cells[place].isEmpty {
            // A table of a database leaves the key of what there is none of empty.
            skipped += 1
            return
        }
        let values = try values(of: row, isNode: false)
        let nears = try nodes(from, row)
        for far in try nodes(to, row) {
            for near in nears { try takeLink(near, steps, far, values, row.line) }
        }
    }

    private mutating func takeLink(
        _ near: NodeID, _ steps: [RelationStep], _ far: NodeID, _ values: PropertyValues, _ line: Int
    ) throws(TableError) {
        guard let step = steps.first(where: { allows($0, near, far) }) ?? steps.first else { return }
        let (from, to) = step.direction == .forward ? (near, far) : (far, near)
        do throws(GraphError) {
            if let existing = plan.existing, let edge = graph.edge(from, step.relation, to) {
                if existing == .skip {
                    skipped += 1
                    return
                }
                var changes: PropertyValues = []
                for (slot, fresh) in values where !fresh.isEmpty {
                    if !isGiven(slot), slot != EdgeSlot.source { continue }
                    let isAdded = slot == EdgeSlot.source && !plan.saysSource
                    let before = isAdded ? graph.values(ofEdge: edge, step.relation, slot) : []
                    changes.append((slot, before + fresh.filter { !before.contains($0) }))
                }
                if statements != nil { note(graph.statement(settingLink: from, step.relation, to, changes)) }
                try graph.set(from, step.relation, to, changes)
                updated += 1
                return
            }
            let values = values.filter { !$0.values.isEmpty }
            if statements != nil { note(graph.statement(linking: from, step.relation, to, values)) }
            try graph.link(from, step.relation, to, values)
            added += 1
        } catch {
            throw .graph(error, line: line)
        }
    }

    private func allows(_ step: RelationStep, _ near: NodeID, _ far: NodeID) -> Bool {
        let (from, to) = step.direction == .forward ? (near, far) : (far, near)
        return graph.schema.allows(step.relation, from: graph.kind(of: from), to: graph.kind(of: to))
    }

    private func nodes(_ end: TablePlan.End, _ row: TableRow) throws(TableError) -> [NodeID] {
        guard case .column(let place, let kind) = end else {
            if case .fixed(let node) = end { return [node] } else { return [] }
        }
        let heading = plan.columns[place].heading
        let names: [String]
        switch row.cells[place] {
        case .text(let text): names = TableValue.texts(of: text, isMany: true)
        case .values(let values): names = values.map(\.description)
        }
        if names.isEmpty { throw .emptyIdentity(column: heading, line: row.line) }
        var nodes: [NodeID] = []
        for name in names { nodes.append(try node(name, kind, heading, row.line)) }
        return nodes
    }

    /// The node of that id, name or alias. A part of a name is not enough: nobody looks at each row.
    private func node(_ name: String, _ kind: KindID, _ heading: String, _ line: Int) throws(TableError) -> NodeID {
        let kindName = graph.schema.kinds[kind].words
        for role in [NameRole.id, .name, .alias] {
            let found = graph.nodes(named: name, in: kind, by: role)
            if found.count == 1 { return found[0] }
            if found.count > 1 {
                let ids = found.prefix(5).map { graph.id(of: $0) }
                throw .severalNodes(name, kind: kindName, found: ids, column: heading, line: line)
            }
        }
        let names = graph.nodes(of: kind).prefix(50_000).flatMap { [graph.name(of: $0)] + graph.aliases(of: $0) }
        throw .noSuchNode(
            name, kind: kindName, nearest: nearest(to: name, among: names), column: heading, line: line)
    }

    // MARK: Values

    private func values(of row: TableRow, isNode: Bool) throws(TableError) -> PropertyValues {
        var result: PropertyValues = []
        for value in plan.values { result.append((value.slot, try values(of: value, row))) }
        let source = isNode ? NodeSlot.source : EdgeSlot.source
        if result.first(where: { $0.slot == source })?.values.isEmpty != false {
            result.removeAll { $0.slot == source }
            result.append((source, [.source(SourceReference(document: document, lines: row.line...row.line))]))
        }
        let rule = isNode ? NodeSlot.rule : EdgeSlot.rule
        if !isGiven(rule) { result.append((rule, [.text("import")])) }
        return result
    }

    private func values(of value: TablePlan.Value, _ row: TableRow) throws(TableError) -> [Value] {
        guard case .column(let place) = value.content else {
            if case .fixed(let values) = value.content { return values } else { return [] }
        }
        let (property, column) = (value.property, plan.columns[place].heading)
        var values: [Value] = []
        switch row.cells[place] {
        case .text(let text):
            for part in TableValue.texts(of: text, isMany: property.isMany) {
                guard let converted = TableValue.value(part, as: property.type) else {
                    throw .wrongValue(part, property.type, column: column, line: row.line)
                }
                values.append(converted)
            }
        case .values(let given):
            for one in given {
                guard let converted = TableValue.value(one, as: property.type) else {
                    throw .wrongValue(one.description, property.type, column: column, line: row.line)
                }
                values.append(converted)
            }
        }
        if values.count > 1, !property.isMany {
            throw .severalValues(property: property.name, column: column, line: row.line)
        }
        if property.name == "confidence", case .number(let number)? = values.first, !(0...1).contains(number) {
            throw .confidenceOutOfRange(column: column, line: row.line)
        }
        return values
    }

    private func heading(_ value: TablePlan.Value) -> String {
        if case .column(let place) = value.content { plan.columns[place].heading } else { value.property.name }
    }
}
