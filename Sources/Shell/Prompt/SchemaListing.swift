import Diagnostics
import Graph
import Text

/// What `.schema` says.
struct SchemaListing {
    let graph: Graph
    let language: Language

    /// All kinds with how many nodes each has, or one kind with its properties and relations.
    func text(of word: String) -> String {
        let schema = graph.schema
        if word.isEmpty { return schema.kinds.indices.map(line).joined(separator: "\n") }
        guard let kind = schema.kind(named: word) else {
            let names = schema.kinds.flatMap { [$0.name] + $0.aliases }
            let near = nearest(to: word, among: names).first.map { Message("; did you mean \($0)?", "；是不是“\($0)”？") }
            return Message("there is no kind “\(word)”", "没有“\(word)”这个种类").text(in: language)
                + (near?.text(in: language) ?? "")
        }
        let properties = schema.kinds[kind].properties.map { property in
            "  \(property.name)  \(property.aliases.joined(separator: " "))  \(property.type.word)\(property.isMany ? " many" : "")"
        }
        return ([line(kind)] + properties + relations(of: kind)).joined(separator: "\n")
    }

    private func line(_ kind: KindID) -> String {
        let declared = graph.schema.kinds[kind]
        let names = ([declared.plural ?? declared.name] + declared.aliases).joined(separator: " ")
        let parent = declared.parent.map { " (\(graph.schema.kinds[$0].name))" } ?? ""
        return "\(padded("\(graph.count(of: kind))", to: 8, alignment: .trailing))  \(names)\(parent)"
    }

    private func relations(of kind: KindID) -> [String] {
        graph.schema.relations.indices.compactMap { id in
            let relation = graph.schema.relations[id]
            let isFrom = graph.schema.kinds.indices.contains { graph.schema.allows(id, from: kind, to: $0) }
            let isTo = graph.schema.kinds.indices.contains { graph.schema.allows(id, from: $0, to: kind) }
            guard isFrom || isTo else { return nil }
            let forward = ([relation.name] + relation.forwardAliases).joined(separator: " ")
            let inverse = ((relation.inverse.map { [$0] } ?? []) + relation.inverseAliases).joined(separator: " ")
            return
                "  \(isFrom ? "-> \(forward)" : "")\(isFrom && isTo ? "   " : "")\(isTo ? "<- \(inverse)" : "")   \(graph.edgeCount(of: id))"
        }
    }
}
