import Diagnostics
import Graph
import Syntax
import Text

/// An `import` whose names have become numbers: what of each row goes where.
struct TablePlan {
    /// A value of a row's node or edge.
    struct Value {
        var slot: SlotID
        var property: Property
        var content: Content
    }

    enum Content {
        /// The place among the columns asked for
        case column(Int)
        case fixed([Text.Value])
    }

    /// An end of a link.
    enum End {
        case column(Int, KindID)
        case fixed(NodeID)
    }

    enum Target {
        case nodes(KindID)
        case links(End, [RelationStep], End)
    }

    var target: Target
    var values: [Value] = []
    var existing: Import.Existing?
    /// The columns of the table that are read.
    var columns: [TableColumn] = []
    /// Whether the statement says where the facts come from, so that the table itself is not their source.
    var saysSource = false
}

extension Binder {
    /// Binds an `import` to a table with these headings; nil: JSON, where any key may be.
    func plan(_ statement: Import, headings: [String]?) throws(StatementError) -> TablePlan {
        let owner: (properties: [Property], name: Message)
        var columns: [TableColumn] = []
        let target: TablePlan.Target
        do throws(BindingError) {
            switch statement.target {
            case .nodes(let name):
                let kind = try kind(name)
                owner = (schema.kinds[kind].properties, schema.kinds[kind].words)
                target = .nodes(kind)
            case .links(_, let relation, _):
                let steps = schema.steps(named: relation.text)
                guard let step = steps.first else { throw unknownRelation(relation) }
                owner = (schema.relations[step.relation].properties, schema.relations[step.relation].words)
                target = .links(.fixed(0), steps, .fixed(0))
            }
        } catch {
            throw .binding(error)
        }
        var plan = TablePlan(target: target, existing: statement.existing)
        if case .links(let from, _, let to) = statement.target, case .links(_, let steps, _) = target {
            let near = try end(from, headings, statement, &columns)
            plan.target = .links(near, steps, try end(to, headings, statement, &columns))
        }
        for cell in statement.cells {
            plan.values.append(try value(cell, owner.properties, owner.name, headings, statement, &columns))
            let last = plan.values[plan.values.count - 1]
            if last.property.name == "source" { plan.saysSource = true }
            if plan.values.dropLast().contains(where: { $0.slot == last.slot }) {
                throw .binding(.propertyTwice(cell.property.text, at: cell.property.range))
            }
        }
        if case .nodes = target, !plan.values.contains(where: { $0.slot == NodeSlot.id || $0.slot == NodeSlot.name }) {
            throw .table(.noIdentity(at: statement.file.range), file: statement.file.text, at: statement.file.range)
        }
        plan.columns = columns
        return plan
    }

    private func value(
        _ cell: Import.AssignedCell, _ properties: [Property], _ owner: Message, _ headings: [String]?,
        _ statement: Import, _ columns: inout [TableColumn]
    ) throws(StatementError) -> TablePlan.Value {
        let name = cell.property
        guard let slot = properties.firstIndex(where: { $0.answers(to: name.text) }) else {
            let words = properties.flatMap { [$0.name] + $0.aliases }
            throw .binding(
                .unknownProperty(name.text, owner: owner, nearest: nearest(to: name.text, among: words), at: name.range)
            )
        }
        switch cell.cell {
        case .column(let heading):
            let place = try column(heading, headings, statement, &columns)
            return TablePlan.Value(slot: slot, property: properties[slot], content: .column(place))
        case .fixed(let value, let range):
            let assignment = Assignment(property: name, value: value, range: range)
            do throws(BindingError) {
                let values = try values([assignment], properties, owner: owner)
                return TablePlan.Value(
                    slot: slot, property: properties[slot], content: .fixed(values.first?.values ?? []))
            } catch {
                throw .binding(error)
            }
        }
    }

    private func end(
        _ end: Import.End, _ headings: [String]?, _ statement: Import, _ columns: inout [TableColumn]
    ) throws(StatementError) -> TablePlan.End {
        do throws(BindingError) {
            let kind = try kind(end.kind)
            if case .fixed(let value, let range) = end.name {
                guard case .literal(let literal) = value, case .text(let text) = literal.kind else {
                    throw .wrongType(property: Message(end.kind.text, end.kind.text), .text, found: self.text(range), at: range)
                }
                return .fixed(try node(of: kind, Name(text, at: range)))
            }
        } catch {
            throw .binding(error)
        }
        guard case .column(let heading) = end.name, let kind = schema.kind(named: end.kind.text) else {
            preconditionFailure("An end is a column or fixed")
        }
        return .column(try column(heading, headings, statement, &columns), kind)
    }

    /// The place among the columns that are read; a new column is added to them.
    private func column(
        _ heading: Name, _ headings: [String]?, _ statement: Import, _ columns: inout [TableColumn]
    ) throws(StatementError) -> Int {
        guard let headings else {
            columns.append(TableColumn(heading: heading.text))
            return columns.count - 1
        }
        var places = headings.indices.filter { headings[$0] == heading.text }
        if places.isEmpty { places = headings.indices.filter { isSameName(headings[$0], heading.text) } }
        if places.count == 1 {
            columns.append(TableColumn(heading: headings[places[0]], place: places[0]))
            return columns.count - 1
        }
        let error: TableError =
            places.isEmpty
            ? .noColumn(heading.text, nearest: nearest(to: heading.text, among: headings), at: heading.range)
            : .severalColumns(heading.text, at: heading.range)
        throw .table(error, file: statement.file.text, at: heading.range)
    }
}
