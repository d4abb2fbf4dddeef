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
            [
                property.name, property.aliases.joined(separator: " "),
                property.type.word + (property.isMany ? " many" : ""),
            ]
        }
        return ([line(kind)] + aligned(properties + relations(of: kind))).joined(separator: "\n")
    }

    /// Rows whose cells stand below each other.
    private func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows.reduce([0, 0]) { widths, row in zip(widths, row).map { max($0, widthInCells(of: $1)) } }
        return rows.map { row in
            "  " + zip(row, widths).map { padded($0, to: $1) + "  " }.joined() + row.dropFirst(2).joined()
        }
    }

    private func line(_ kind: KindID) -> String {
        let declared = graph.schema.kinds[kind]
        let names = ([declared.plural ?? declared.name] + declared.aliases).joined(separator: " ")
        let parent = declared.parent.map { " (\(graph.schema.kinds[$0].name))" } ?? ""
        return "\(padded("\(graph.count(of: kind))", to: 8, alignment: .trailing))  \(names)\(parent)"
    }

    /// The relations that begin or end at a kind, with what is at their other end.
    private func relations(of kind: KindID) -> [[String]] {
        let schema = graph.schema
        return schema.relations.indices.flatMap { id -> [[String]] in
            let relation = schema.relations[id]
            let targets = schema.kinds.indices.filter { schema.allows(id, from: kind, to: $0) }
            let origins =
                relation.isSymmetric ? [] : schema.kinds.indices.filter { schema.allows(id, from: $0, to: kind) }
            var rows: [[String]] = []
            if !targets.isEmpty {
                rows.append([relation.name, relation.forwardAliases.joined(separator: " "), "-> " + names(targets)])
            }
            if !origins.isEmpty, let inverse = relation.inverse {
                rows.append([inverse, relation.inverseAliases.joined(separator: " "), "-> " + names(origins)])
            }
            return rows
        }
    }

    /// Kinds without the sub-kinds of others among them.
    private func names(_ kinds: [KindID]) -> String {
        if kinds.count == graph.schema.kinds.count { return Message("anything", "任何种类").text(in: language) }
        let tops = kinds.filter { kind in graph.schema.kinds[kind].parent.map { !kinds.contains($0) } ?? true }
        return tops.map { graph.schema.kinds[$0].name }.joined(separator: ", ")
    }
}
