import Diagnostics
import Graph
import Text

/// What `.schema` says, and `.help` of what stands in the schema.
struct SchemaListing {
    let graph: Graph
    let language: Language

    /// Nodes that are looked at for samples and counts; a kind that has more is told by these.
    private static let mostNodes = 20_000
    private static let mostSamples = 3

    /// All kinds and relations with how many there are, or one kind with its properties and relations.
    func text(of word: String) -> String {
        if word.isEmpty { return overview }
        if let text = kindText(word) ?? relationText(word) ?? propertyText(word) { return text }
        let schema = graph.schema
        let names = schema.kinds.flatMap { [$0.name] + $0.aliases } + schema.relations.map(\.name)
        let near = nearest(to: word, among: names).first.map { Message("; did you mean \($0)?", "；是不是“\($0)”？") }
        return Message("there is no kind “\(visible(word))”", "没有“\(visible(word))”这个种类").text(in: language)
            + (near?.text(in: language) ?? "")
    }

    private var overview: String {
        let schema = graph.schema
        var lines = schema.kinds.indices.map(line)
        let used = schema.relations.indices.filter { graph.edgeCount(of: $0) > 0 }
        if !used.isEmpty {
            lines.append("")
            let rows = used.map { id -> [String] in
                let relation = schema.relations[id]
                let names = [first(relation.name, relation.forwardAliases)] + inverse(of: relation)
                return [number(graph.edgeCount(of: id)), names.joined(separator: " / "), ends(of: relation)]
            }
            let width = rows.map { widthInCells(of: $0[1]) }.max() ?? 0
            lines += rows.map { "\($0[0])  \(padded($0[1], to: width))  \($0[2])" }
        }
        lines.append(
            Message(".schema KIND says more: properties, samples, relations", ".schema 种类 列出属性、样例和关系").text(
                in: language))
        return lines.joined(separator: "\n")
    }

    private func number(_ count: Int) -> String { padded("\(count)", to: 8, alignment: .trailing) }

    /// The name in the person's language first.
    private func first(_ name: String, _ aliases: [String]) -> String {
        language == .chinese ? aliases.first ?? name : name
    }

    private func inverse(of relation: Relation) -> [String] {
        guard let inverse = relation.inverse, !relation.isSymmetric else { return [] }
        return [first(inverse, relation.inverseAliases)]
    }

    private func ends(of relation: Relation) -> String {
        relation.ends.map { names($0.from) + " -> " + names($0.to) }.joined(separator: "; ")
    }

    private func line(_ kind: KindID) -> String {
        let declared = graph.schema.kinds[kind]
        let english = [declared.plural ?? declared.name]
        let names = (language == .chinese ? declared.aliases + english : english + declared.aliases)
        let parent = declared.parent.map { parent -> String in
            " (\(first(graph.schema.kinds[parent].name, graph.schema.kinds[parent].aliases)))"
        }
        return number(graph.count(of: kind)) + "  " + names.joined(separator: " ") + (parent ?? "")
    }

    /// Kinds without the sub-kinds of others among them.
    private func names(_ kinds: [KindID]) -> String {
        if kinds.isEmpty || kinds.count == graph.schema.kinds.count {
            return Message("anything", "任何种类").text(in: language)
        }
        let tops = kinds.filter { kind in graph.schema.kinds[kind].parent.map { !kinds.contains($0) } ?? true }
        return tops.map { first(graph.schema.kinds[$0].name, graph.schema.kinds[$0].aliases) }.joined(separator: ", ")
    }

    // MARK: A kind

    /// nil if there is no such kind.
    func kindText(_ word: String) -> String? {
        guard let kind = graph.schema.kind(named: word) else { return nil }
        let all = graph.nodes(of: kind)
        let nodes = Array(all.prefix(SchemaListing.mostNodes))
        let isPart = nodes.count < all.count
        let rows = propertyRows(graph.schema.kinds[kind], nodes, isPart) + relationRows(kind, nodes, isPart)
        return ([line(kind)] + aligned(rows)).joined(separator: "\n")
    }

    private func count(_ count: Int, _ isPart: Bool) -> String { isPart && count > 0 ? "≥\(count)" : "\(count)" }

    private func propertyRows(_ kind: Kind, _ nodes: [NodeID], _ isPart: Bool) -> [[String]] {
        kind.properties.indices.map { slot in
            let property = kind.properties[slot]
            var present = 0
            var samples: [String] = []
            for node in nodes {
                let values = graph.values(of: node, slot)
                if values.isEmpty { continue }
                present += 1
                if samples.count < SchemaListing.mostSamples, let text = sample(values[0]), !samples.contains(text) {
                    samples.append(text)
                }
            }
            let type =
                property.type.word(in: language) + (property.isMany ? Message(" many", "（多值）").text(in: language) : "")
            return names(property.name, property.aliases) + [
                type, count(present, isPart), samples.joined(separator: "、"),
            ]
        }
    }

    private func names(_ name: String, _ aliases: [String]) -> [String] {
        let others = aliases.joined(separator: " ")
        return language == .chinese && !aliases.isEmpty ? [others, name] : [name, others]
    }

    /// A value that has room in a line.
    private func sample(_ value: Value) -> String? {
        let text = visible("\(value)")
        let short = cut(text, to: 16)
        return short.isEmpty ? nil : short
    }

    /// The relations that begin or end at a kind, with what is at their other end.
    private func relationRows(_ kind: KindID, _ nodes: [NodeID], _ isPart: Bool) -> [[String]] {
        let schema = graph.schema
        return schema.relations.indices.flatMap { id -> [[String]] in
            let relation = schema.relations[id]
            let targets = schema.kinds.indices.filter { schema.allows(id, from: kind, to: $0) }
            let origins =
                relation.isSymmetric ? [] : schema.kinds.indices.filter { schema.allows(id, from: $0, to: kind) }
            var rows: [[String]] = []
            if !targets.isEmpty {
                rows.append(
                    names(relation.name, relation.forwardAliases)
                        + ["->", count(links(nodes, id, .forward), isPart), names(targets)])
            }
            if !origins.isEmpty, let inverse = relation.inverse {
                rows.append(
                    names(inverse, relation.inverseAliases)
                        + ["<-", count(links(nodes, id, .inverse), isPart), names(origins)])
            }
            return rows
        }
    }

    private func links(_ nodes: [NodeID], _ relation: RelationID, _ direction: Direction) -> Int {
        let step = RelationStep(relation: relation, direction: direction)
        return nodes.reduce(0) { $0 + graph.degree(of: $1, step) }
    }

    /// Rows whose cells stand below each other; the number at the right of its column.
    private func aligned(_ rows: [[String]]) -> [String] {
        var widths = [0, 0, 0, 0]
        for row in rows { for column in 0..<4 { widths[column] = max(widths[column], widthInCells(of: row[column])) } }
        return rows.map { row in
            let cells = (0..<4).map { padded(row[$0], to: widths[$0], alignment: $0 == 3 ? .trailing : .leading) }
            return "  " + cells.joined(separator: "  ") + (row[4].isEmpty ? "" : "  " + row[4])
        }
    }

    // MARK: A relation, a property

    /// nil if there is no such relation; several may have one name.
    func relationText(_ word: String) -> String? {
        var seen: Set<RelationID> = []
        let ids = graph.schema.steps(named: word).map(\.relation).filter { seen.insert($0).inserted }
        if ids.isEmpty { return nil }
        return ids.map { id in
            let relation = graph.schema.relations[id]
            let forward = ([relation.name] + relation.forwardAliases).joined(separator: " ")
            let inverse = ([relation.inverse].compactMap { $0 } + relation.inverseAliases).joined(separator: " ")
            var lines = ["\(number(graph.edgeCount(of: id)))  \(forward)" + (inverse.isEmpty ? "" : " / \(inverse)")]
            lines += relation.ends.map { "  \(names($0.from)) -> \(names($0.to))" }
            let own = relation.properties.dropFirst(Schema.builtInEdgeProperties.count)
            lines += own.map { "  @\($0.name) \($0.aliases.joined(separator: " "))  \($0.type.word(in: language))" }
            return lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// nil if no kind has such a property.
    func propertyText(_ word: String) -> String? {
        let schema = graph.schema
        let kinds = schema.kinds.indices.filter { schema.kinds[$0].slot(named: word) != nil }
        guard let kind = kinds.first, let slot = schema.kinds[kind].slot(named: word) else { return nil }
        let property = schema.kinds[kind].properties[slot]
        let all = ([property.name] + property.aliases).joined(separator: " ")
        return "  \(all)  \(property.type.word(in: language))"
            + Message(", a property of ", "，属性，属于：").text(in: language) + names(kinds)
    }
}

extension PropertyType {
    fileprivate func word(in language: Language) -> String {
        guard language == .chinese else { return word }
        switch self {
        case .text: return "文本"
        case .number: return "数字"
        case .quantity: return "数量"
        case .date: return "日期"
        case .source: return "出处"
        }
    }
}
