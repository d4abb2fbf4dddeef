import Graph
import Syntax
import Text

extension Graph {
    /// The graph as a script of the language; loading it into a new graph gives the same graph.
    package func script() -> String {
        var script = ScriptWriter()
        for kind in schema.kinds.indices { script.declare(kind, schema) }
        for relation in schema.relations.indices { script.declare(schema.relations[relation], schema) }
        for kind in schema.layoutOrder {
            for node in nodes(of: kind) where self.kind(of: node) == kind { script.add(node, self) }
        }
        for relation in schema.relations.indices {
            let step = RelationStep(relation: relation, direction: .forward)
            for node in allNodes() {
                for link in links(of: node, step) { script.link(node, relation, link, self) }
            }
        }
        return script.text
    }
}

/// Writes statements of the data language.
struct ScriptWriter {
    var text = ""

    mutating func declare(_ id: KindID, _ schema: Schema) {
        let kind = schema.kinds[id]
        text += "kind \(kind.name)"
        if let parent = kind.parent { text += " is \(schema.kinds[parent].name)" }
        if let plural = kind.plural { text += " plural \(plural)" }
        for alias in kind.aliases { text += " \(alias)" }
        let inherited = kind.parent.map { schema.kinds[$0].properties } ?? Schema.builtInNodeProperties
        text += properties(kind.properties, except: inherited)
        if let columns = kind.columns { text += " show \(columns.joined(separator: ", "))" }
        text += "\n"
    }

    mutating func declare(_ relation: Relation, _ schema: Schema) {
        text += "relation \(relation.name)"
        if let inverse = relation.inverse { text += " inverse \(inverse)" }
        for place in 0..<max(relation.forwardAliases.count, relation.inverseAliases.count) {
            text += " " + (relation.forwardAliases.indices.contains(place) ? relation.forwardAliases[place] : "_")
            text += " " + (relation.inverseAliases.indices.contains(place) ? relation.inverseAliases[place] : "_")
        }
        for line in schema.describedEnds(of: schema.relations.firstIndex(of: relation) ?? 0) { text += " " + line }
        text += properties(relation.properties, except: Schema.builtInEdgeProperties)
        text += "\n"
    }

    /// What a declaration adds to the properties that are there without it: new ones, and further names of `name`.
    private func properties(_ all: [Property], except known: [Property]) -> String {
        var parts: [String] = []
        for property in all {
            let before = known.first { $0.name == property.name }
            let aliases = property.aliases.filter { before?.aliases.contains($0) != true }
            if before == nil {
                let names = ([property.name] + aliases).joined(separator: " ")
                parts.append("\(names): \(property.type.word)\(property.isMany ? " many" : "")")
            } else if let first = aliases.first {
                let type = property.name == "name" ? "name" : property.type.word
                let name = property.name == "name" ? first : property.name
                let further = property.name == "name" ? Array(aliases.dropFirst()) : aliases
                parts.append("\(([name] + further).joined(separator: " ")): \(type)\(property.isMany ? " many" : "")")
            }
        }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }

    mutating func add(_ node: NodeID, _ graph: Graph) {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        text += "add \(kind.name) \(quotedText(graph.id(of: node)))"
        var parts: [String] = []
        for (slot, property) in kind.properties.enumerated() where slot != NodeSlot.id {
            append(graph.storedValues(of: node, slot), property, to: &parts)
        }
        text += parts.isEmpty ? "\n" : " (\(parts.joined(separator: ", ")))\n"
    }

    mutating func link(_ node: NodeID, _ relation: RelationID, _ link: Link, _ graph: Graph) {
        func designator(_ node: NodeID) -> String {
            "\(graph.schema.kinds[graph.kind(of: node)].name) \(quotedText(graph.id(of: node)))"
        }
        let declared = graph.schema.relations[relation]
        text += "link \(designator(node)) \(declared.name) \(designator(link.node))"
        var parts: [String] = []
        for (slot, property) in declared.properties.enumerated() {
            append(graph.storedValues(ofEdge: link.edge, relation, slot), property, to: &parts)
        }
        text += parts.isEmpty ? "\n" : " (\(parts.joined(separator: ", ")))\n"
    }

    func append(_ values: [Value], _ property: Property, to parts: inout [String]) {
        guard !values.isEmpty else { return }
        let texts = values.map(literal)
        let isList = texts.count > 1
        parts.append("\(property.name): \(isList ? "(\(texts.joined(separator: ", ")))" : texts[0])")
    }

    private func literal(_ value: Value) -> String {
        switch value {
        case .text(let text): return quotedText(text)
        case .number(let number): return decimalText(number)
        case .quantity(let quantity):
            return quantity.unit.isEmpty
                ? decimalText(quantity.value)
                : quantity.isOneWord ? quantity.description : quotedText(quantity.description)
        case .date(let date): return date.month == nil ? quotedText(date.description) : date.description
        case .source(let source):
            guard let lines = source.lines else { return quotedText(source.document) }
            let range = lines.count == 1 ? "\(lines.lowerBound)" : "\(lines.lowerBound)..\(lines.upperBound)"
            return "\(quotedText(source.document)) \(range)"
        case .missing, .boolean, .node, .list, .record, .route: preconditionFailure("No property holds such a value")
        }
    }
}

extension Quantity {
    /// Whether number and unit together are one word of the language: 2024年 is a date.
    fileprivate var isOneWord: Bool {
        if unit == "年", abs(value) >= 1000, abs(value) < 10_000, value == value.rounded() { return false }
        return unit.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == "%" || $0 == "‰" || $0 == "℃" }
    }
}
