import Diagnostics
import Graph
import Syntax
import Text

extension Binder {
    /// The values that a statement gives to a node of a kind.
    func values(_ assignments: [Assignment], of kind: KindID) throws(BindingError) -> PropertyValues {
        let values = try values(assignments, schema.kinds[kind].properties, owner: schema.kinds[kind].words)
        try checkRange(values, assignments, of: kind)
        return values
    }

    /// The ends of a range measure one thing: `value: 20亿元, upper: 50亿元`.
    private func checkRange(
        _ values: PropertyValues, _ assignments: [Assignment], of kind: KindID
    ) throws(BindingError) {
        func quantity(_ property: String) -> (quantity: Quantity, range: Range<Int>)? {
            guard let slot = schema.kinds[kind].slot(named: property),
                case .quantity(let quantity)? = values.first(where: { $0.slot == slot })?.values.first,
                let assignment = assignments.first(where: {
                    schema.kinds[kind].properties[slot].answers(to: $0.property.text)
                })
            else { return nil }
            return (quantity, assignment.range)
        }
        guard let lower = quantity("value"), let upper = quantity("upper") else { return }
        guard lower.quantity.dimension.isComparable(with: upper.quantity.dimension) else {
            throw .dimensionsDiffer(upper.quantity.description, lower.quantity.unit, at: upper.range)
        }
    }

    /// The values that a statement gives to an edge.
    func values(_ assignments: [Assignment], ofRelation relation: RelationID) throws(BindingError) -> PropertyValues {
        try values(assignments, schema.relations[relation].properties, owner: schema.relations[relation].words)
    }

    func values(
        _ assignments: [Assignment], _ properties: [Property], owner: Message
    ) throws(BindingError) -> PropertyValues {
        var result: PropertyValues = []
        for assignment in assignments {
            let word = assignment.property.text
            guard let slot = properties.firstIndex(where: { $0.answers(to: word) }) else {
                let words = properties.flatMap { [$0.name] + $0.aliases }
                throw .unknownProperty(
                    word, owner: owner, nearest: nearest(to: word, among: words), at: assignment.property.range)
            }
            if result.contains(where: { $0.slot == slot }) { throw .propertyTwice(word, at: assignment.property.range) }
            let values = try values(assignment.value, properties[slot], assignment.range)
            if values.count > 1, !properties[slot].isMany { throw .severalValues(property: word, at: assignment.range) }
            if properties[slot].name == "confidence" { try checkConfidence(values, at: assignment.range) }
            result.append((slot, values))
        }
        return result
    }

    private func values(
        _ assigned: AssignedValue, _ property: Property, _ range: Range<Int>
    ) throws(BindingError) -> [Value] {
        switch assigned {
        case .nothing: return []
        case .list(let elements):
            var values: [Value] = []
            for element in elements { values += try self.values(element, property, range) }
            return values
        case .literal(let literal): return [try value(literal, as: property.type, of: property.name)]
        case .source(let document, let lines):
            guard property.type == .source else {
                throw .wrongType(
                    property: property.words, property.type, found: text(document.range), at: document.range)
            }
            return [.source(SourceReference(document: document.text, lines: lines))]
        }
    }

    private func checkConfidence(_ values: [Value], at range: Range<Int>) throws(BindingError) {
        guard case .number(let number)? = values.first, !(0...1).contains(number) else { return }
        throw .confidenceOutOfRange(at: range)
    }

    /// The ends of a link, which may be written by the relation's inverse name: then they change places. Of several relations
    /// of that name it is the one that leads between these kinds.
    func link(_ link: LinkDesignator) throws(BindingError) -> BoundChange.Ends {
        let near = try node(link.from)
        let far = try node(link.to)
        let steps = schema.steps(named: link.relation.text)
        let fitting = steps.count == 1 ? steps.first : steps.first { allows($0, near, far) }
        guard let step = fitting ?? steps.first else { throw unknownRelation(link.relation) }
        return step.direction == .forward ? (near, step.relation, far) : (far, step.relation, near)
    }

    private func allows(_ step: RelationStep, _ near: NodeID, _ far: NodeID) -> Bool {
        let (from, to) = step.direction == .forward ? (near, far) : (far, near)
        return schema.allows(step.relation, from: graph.kind(of: from), to: graph.kind(of: to))
    }

    func unknownRelation(_ name: Name) -> BindingError {
        let words = schema.relations.flatMap { [$0.name] + ($0.inverse.map { [$0] } ?? []) + $0.forwardAliases }
        return .unknownRelation(name.text, nearest: nearest(to: name.text, among: words), at: name.range)
    }

    // MARK: Declarations

    func properties(_ declarations: [PropertyDeclaration]) throws(BindingError) -> [Property] {
        var properties: [Property] = []
        for declaration in declarations {
            let aliases = declaration.aliases.map(\.text)
            if isSameName(declaration.type.text, "name") || declaration.type.text == "名称" {
                properties.append(Property(name: "name", aliases: [declaration.name.text] + aliases, type: .text))
                continue
            }
            guard let type = PropertyType(word: declaration.type.text) else {
                let words = PropertyType.allCases.map(\.word) + ["name"]
                throw .unknownType(
                    declaration.type.text, nearest: nearest(to: declaration.type.text, among: words),
                    at: declaration.type.range)
            }
            properties.append(
                Property(name: declaration.name.text, aliases: aliases, type: type, isMany: declaration.isMany))
        }
        return properties
    }

    func ends(_ declarations: [RelationDeclaration.Ends]) throws(BindingError) -> [Relation.Ends] {
        var ends: [Relation.Ends] = []
        for declaration in declarations {
            ends.append(Relation.Ends(from: try kinds(declaration.from), to: try kinds(declaration.to)))
        }
        return ends.isEmpty ? [Relation.Ends(from: [], to: [])] : ends
    }

    private func kinds(_ names: [Name]) throws(BindingError) -> [KindID] {
        var kinds: [KindID] = []
        for name in names { kinds.append(try kind(name)) }
        return kinds
    }
}

extension PropertyType {
    /// The type that a declaration names.
    init?(word: String) {
        switch folded(word) {
        case "text", "string", "文本": self = .text
        case "number", "数字", "数": self = .number
        case "quantity", "数量", "量": self = .quantity
        case "date", "日期": self = .date
        case "source", "出处": self = .source
        default: return nil
        }
    }
}
