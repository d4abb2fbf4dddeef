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

    private func edge(_ from: NodeID, _ relation: RelationID, _ to: NodeID) -> String {
        "\(designator(from)) \(schema.relations[relation].name) \(designator(to))"
    }

    private func designator(_ node: NodeID) -> String {
        "\(schema.kinds[kind(of: node)].name) \(quotedText(id(of: node)))"
    }

    private func assignments(_ values: PropertyValues, _ properties: [Property], mayBeEmpty: Bool) -> String {
        let writer = ScriptWriter()
        var parts: [String] = []
        for (slot, list) in values { writer.append(list, properties[slot], to: &parts) }
        return parts.isEmpty && mayBeEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }
}
