import Graph
import Syntax
import Text

/// Single changes as statements of the data language, each node by its id.
extension Graph {
    func statement(adding kind: KindID, _ id: String, _ values: PropertyValues) -> String {
        let kind = schema.kinds[kind]
        return "add \(kind.name) \(quotedText(id))" + assignments(values, kind.properties, mayBeEmpty: true)
    }

    func statement(setting node: NodeID, _ values: PropertyValues) -> String {
        let kind = schema.kinds[kind(of: node)]
        return "set \(designator(node))" + assignments(values, kind.properties, mayBeEmpty: false)
    }

    func statement(linking from: NodeID, _ relation: RelationID, _ to: NodeID, _ values: PropertyValues) -> String {
        "link " + edge(from, relation, to)
            + assignments(values, schema.relations[relation].properties, mayBeEmpty: true)
    }

    func statement(
        settingLink from: NodeID, _ relation: RelationID, _ to: NodeID, _ values: PropertyValues
    ) -> String {
        "set link " + edge(from, relation, to)
            + assignments(values, schema.relations[relation].properties, mayBeEmpty: false)
    }

    /// What leads here from an earlier state with the same base, as statements that give the same graph.
    func statements(since old: Graph) -> [String] {
        var writer = ScriptWriter()
        for kind in schema.kinds.indices
        where !old.schema.kinds.indices.contains(kind) || old.schema.kinds[kind] != schema.kinds[kind] {
            writer.declare(kind, schema)
        }
        for relation in schema.relations.indices
        where !old.schema.relations.indices.contains(relation)
            || old.schema.relations[relation] != schema.relations[relation]
        {
            writer.declare(schema.relations[relation], schema)
        }
        let declarations = writer.text.split(separator: "\n").map(String.init)
        return declarations
            + changes(since: old).map { change in
                switch change {
                case .add(let node): statement(adding: kind(of: node), id(of: node), givenValues(of: node))
                // Without its rule it would be a person's word.
                case .set(let node, let values):
                    statement(setting: node, values.keeping(NodeSlot.rule, storedValues(of: node, NodeSlot.rule)))
                case .remove(let node): "remove " + old.designator(node)
                case .link(let from, let relation, let to, let values):
                    statement(linking: from, relation, to, values)
                case .setLink(let from, let relation, let to, let values):
                    statement(
                        settingLink: from, relation, to,
                        values.keeping(EdgeSlot.rule, storedRule(ofEdge: from, relation, to)))
                case .unlink(let from, let relation, let to): "remove link " + edge(from, relation, to)
                }
            }
    }

    private func storedRule(ofEdge from: NodeID, _ relation: RelationID, _ to: NodeID) -> [Value] {
        edge(from, relation, to).map { storedValues(ofEdge: $0, relation, EdgeSlot.rule) } ?? []
    }

    private func edge(_ from: NodeID, _ relation: RelationID, _ to: NodeID) -> String {
        "\(designator(from)) \(schema.relations[relation].name) \(designator(to))"
    }

    private func designator(_ node: NodeID) -> String {
        "\(schema.kinds[kind(of: node)].name) \(quotedText(id(of: node)))"
    }

    private func assignments(_ values: PropertyValues, _ properties: [Property], mayBeEmpty: Bool) -> String {
        let writer = ScriptWriter()
        var parts: [String] = []
        for (slot, list) in values {
            writer.append(list, properties[slot], to: &parts)
            if list.isEmpty, !mayBeEmpty { parts.append("\(properties[slot].name): none") }
        }
        return parts.isEmpty && mayBeEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }
}

extension PropertyValues {
    /// With these values for a slot that has none of its own.
    fileprivate func keeping(_ slot: SlotID, _ values: [Value]) -> PropertyValues {
        values.isEmpty || contains { $0.slot == slot } ? self : self + [(slot, values)]
    }
}
