import Diagnostics
import Graph
import Syntax
import Text

/// What a merge did, so that it can be undone: statements of the language, kept as one text at the node that is left.
///
///     add county 平遥 (level: 县)                     the node as it was
///     set county 平遥县 (level: 县, alias: 平遥)       what the other got of it
///     link county 平遥 develops industry 文旅          an edge that moved, or fell away since it led to the other
///     link county 平遥 develops industry 康养          an edge that both had, as the next line tells:
///     set link county 平遥县 develops industry 康养 (source: "plan" 3)      what the other's edge got of it
struct MergeRecord {
    /// The property of the node that is left; its kind gets it with the first merge.
    static let property = Property(name: "merged_from", aliases: ["合并自"], type: .text, isMany: true)

    /// As it is kept.
    let text: String
    let id: String
    /// The node's name, if that wasn't its id.
    let name: String
    let kind: KindID
    let values: PropertyValues
    /// The records of what had been merged into the node itself.
    let earlier: [String]
    /// Values that the other node got, by the names of the properties.
    let gained: [(property: String, values: [Value])]
    let edges: [Edge]

    struct Edge {
        var link: LinkDesignator
        var relation: RelationID
        var values: PropertyValues
        /// What an edge that the other had already got of this one; nil if it had none.
        var gained: PropertyValues?
    }

    /// - Returns: nil for a text that is no record: a person may write anything into a property.
    init?(_ text: String, _ binder: Binder) {
        let source = SourceText(name: MergeRecord.property.name, text: text)
        var parser = Parser(source)
        guard let first = try? parser.next(), case .add(let node, let assignments) = first.kind,
            let kind = try? binder.kind(node.kind), let values = try? binder.values(assignments, of: kind)
        else { return nil }
        var gained: [(property: String, values: [Value])] = []
        var edges: [Edge] = []
        while let statement = try? parser.next() {
            switch statement.kind {
            case .set(let other, let assignments):
                guard let kind = try? binder.kind(other.kind), let values = try? binder.values(assignments, of: kind)
                else { return nil }
                gained = values.map { (binder.graph.schema.kinds[kind].properties[$0.slot].name, $0.values) }
            case .link(let link, let assignments):
                guard let relation = binder.graph.schema.relation(named: link.relation.text),
                    let values = try? binder.values(assignments, ofRelation: relation)
                else { return nil }
                edges.append(Edge(link: link, relation: relation, values: values))
            case .setLink(_, let assignments):
                guard let edge = edges.last,
                    let values = try? binder.values(assignments, ofRelation: edge.relation)
                else { return nil }
                edges[edges.count - 1].gained = values
            default: return nil
            }
        }
        self.text = text
        self.kind = kind
        let slot = binder.graph.schema.kinds[kind].slot(named: MergeRecord.property.name)
        earlier = slot.map { values.texts($0) } ?? []
        self.values = values
        self.gained = gained
        self.edges = edges
        id = node.name.text
        name = values.texts(NodeSlot.name).first ?? id
    }
}

extension MergeRecord {
    /// Whether somebody who says this name means the node.
    func isOf(_ name: String) -> Bool { isSameName(id, name) || isSameName(self.name, name) }
}

extension PropertyValues {
    /// The texts of a slot.
    func texts(_ slot: SlotID) -> [String] {
        (first { $0.slot == slot }?.values ?? []).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
}
