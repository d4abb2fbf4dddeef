import Graph
import Query
import TestSupport
import Text

/// How random worlds come about: a schema, nodes and edges, and later changes to them.
extension World {
    private static let kindNames = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]
    private static let letters = ["甲", "乙", "丙", "低", "空", "a", "B", "1", "Ａ", "b ", "，", " "]
    static let units = ["", "元", "万元", "亿元", "人", "万人", "%", "个"]

    /// A schema, and nodes and edges of it.
    init(_ random: inout RandomSource) {
        growSchema(&random)
        for _ in 0..<random.number(random.chance(30) ? 20...40 : 1...12) { addNode(&random) }
        for _ in 0..<random.number(0...3 * nodes.count) { link(&random) }
    }

    /// A random world in a graph, which is a base in `folds` of a hundred cases, then `changes` more statements beside it.
    static func grown(
        _ random: inout RandomSource, folds: Int,
        by fold: (inout Session, inout RandomSource) -> Void = { session, _ in session.fold() },
        changes: (inout RandomSource) -> Int
    ) throws -> (world: World, session: Session, baseScript: String) {
        var world = World(&random)
        var session = Session(Graph())
        try session.run(script: world.script)
        if random.chance(folds) { fold(&session, &random) }
        let base = world.script
        for _ in 0..<changes(&random) { world.change(&random) }
        try session.run(script: String(world.script.dropFirst(base.count)))
        return (world, session, base)
    }

    private mutating func growSchema(_ random: inout RandomSource) {
        for place in 0..<random.number(2...5) {
            let parent = place > 0 && random.chance(40) ? random.number(0...place - 1) : nil
            kinds.append(Kind(name: World.kindNames[place], parent: parent))
            let chosen = World.own.filter { _ in random.chance(60) }.shuffled(using: &random)
            properties.append((parent.map { properties[$0] } ?? []).union(chosen.map(\.name)))
            script += "kind \(kinds[place].name)" + (parent.map { " is \(kinds[$0].name)" } ?? "")
            script += chosen.isEmpty ? "\n" : " (\(chosen.map(World.declaration).joined(separator: ", ")))\n"
        }
        for place in 0..<random.number(2...4) {
            let name = "r\(place)"
            let inverse = random.chance(10) ? nil : random.chance(25) ? "back" : random.chance(12) ? name : "i\(place)"
            let from =
                random.chance(20) ? [0, random.number(0...kinds.count - 1)] : [random.number(0...kinds.count - 1)]
            let relation = Relation(name: name, inverse: inverse, from: from, to: [random.number(0...kinds.count - 1)])
            relations.append(relation)
            script += "relation \(name)" + (inverse.map { " inverse \($0)" } ?? "")
            script += " from \(Set(from).sorted().map { kinds[$0].name }.joined(separator: ", "))"
            script += " to \(kinds[relation.to[0]].name) (role: text, weight: number)\n"
        }
    }

    private static func declaration(_ property: Property) -> String {
        "\(property.name): \(property.type.word)\(property.isMany ? " many" : "")"
    }

    /// Changes of every sort.
    mutating func change(_ random: inout RandomSource) {
        switch random.number(1...10) {
        case 1...3: addNode(&random)
        case 4...6: link(&random)
        case 7...8: setNode(&random)
        case 9: random.chance(50) ? setEdge(&random) : removeEdge(&random)
        default: removeNode(&random)
        }
    }

    private var living: [Int] { nodes.indices.filter { !nodes[$0].isRemoved } }

    private mutating func addNode(_ random: inout RandomSource) {
        let kind = random.number(0...kinds.count - 1)
        let id = "n\(nodes.count)_" + (random.chance(50) ? World.text(&random) : "")
        var values: [String: [Value]] = [:]
        for name in settable(kind) where random.chance(55) { values[name] = World.values(of: name, &random) }
        nodes.append(Node(kind: kind, id: id, values: values.filter { !$0.value.isEmpty }))
        script += "add \(kinds[kind].name) \(quoted(id))\(World.assignments(values))\n"
    }

    private mutating func setNode(_ random: inout RandomSource) {
        guard let node = living.randomElement(using: &random),
            let name = settable(nodes[node].kind).randomElement(using: &random)
        else { return }
        let values = random.chance(20) ? [] : World.values(of: name, &random)
        nodes[node].values[name] = values.isEmpty ? nil : values
        script += "set \(designator(node))\(World.assignments([name: values]))\n"
    }

    private mutating func removeNode(_ random: inout RandomSource) {
        guard let node = living.randomElement(using: &random) else { return }
        script += "remove \(designator(node))\n"
        nodes[node].isRemoved = true
        edges.removeAll { $0.from == node || $0.to == node }
    }

    private mutating func link(_ random: inout RandomSource) {
        let relation = random.number(0...relations.count - 1)
        let froms = living.filter { node in relations[relation].from.contains { isKind(nodes[node].kind, within: $0) } }
        let tos = living.filter { node in relations[relation].to.contains { isKind(nodes[node].kind, within: $0) } }
        guard let from = froms.randomElement(using: &random), let to = tos.randomElement(using: &random),
            !edges.contains(where: { $0.relation == relation && $0.from == from && $0.to == to })
        else { return }
        var values: [String: [Value]] = [:]
        for property in World.ofEdges where random.chance(40) {
            values[property.name] = World.values(of: property.name, &random)
        }
        edges.append(Edge(relation: relation, from: from, to: to, values: values.filter { !$0.value.isEmpty }))
        script += "link \(words(edges[edges.count - 1]))\(World.assignments(values))\n"
    }

    private mutating func setEdge(_ random: inout RandomSource) {
        guard let edge = edges.indices.randomElement(using: &random) else { return }
        let name = random.pick(World.ofEdges).name
        let values = random.chance(20) ? [] : World.values(of: name, &random)
        edges[edge].values[name] = values.isEmpty ? nil : values
        script += "set link \(words(edges[edge]))\(World.assignments([name: values]))\n"
    }

    private mutating func removeEdge(_ random: inout RandomSource) {
        guard let edge = edges.indices.randomElement(using: &random) else { return }
        script += "remove link \(words(edges[edge]))\n"
        edges.remove(at: edge)
    }

    private func settable(_ kind: Int) -> [String] {
        ["name", "alias", "source", "rule", "confidence"] + properties[kind].sorted()
    }

    private func designator(_ node: Int) -> String { "\(kinds[nodes[node].kind].name) \(quoted(nodes[node].id))" }

    private func words(_ edge: Edge) -> String {
        "\(designator(edge.from)) \(relations[edge.relation].name) \(designator(edge.to))"
    }

    // MARK: Values

    static func text(_ random: inout RandomSource) -> String {
        (0..<random.number(0...9) / 2).map { _ in random.pick(letters) }.joined()
    }

    private static func values(of name: String, _ random: inout RandomSource) -> [Value] {
        let type = (own + builtIn + ofEdges).first { $0.name == name }?.type ?? .text
        let isMany = (own + builtIn).first { $0.name == name }?.isMany ?? false
        if name == "confidence" { return [.number(random.pick([0, 0.25, 0.5, 1]))] }
        return (0..<(isMany ? random.number(0...3) : 1)).map { _ in value(of: type, &random) }
    }

    static func value(of type: PropertyType, _ random: inout RandomSource) -> Value {
        switch type {
        case .text: .text(text(&random))
        case .number: .number(random.pick([-1, 0, 1, 2, 2.5, 3, 2024, 2025]))
        case .quantity:
            .quantity(Quantity(value: random.pick([0, 1, 1.1, 1.5, 2, 10_000, 11_000]), unit: random.pick(units)))
        case .date:
            PartialDate(
                year: random.number(2020...2026), month: random.chance(60) ? random.number(1...3) : nil
            ).map { date in
                .date(
                    date.month == nil || random.chance(50)
                        ? date : PartialDate(year: date.year, month: date.month, day: random.number(27...28)) ?? date)
            } ?? .missing
        case .source:
            .source(
                SourceReference(
                    document: random.pick(["d1", "d2"]), lines: random.chance(50) ? 1...random.number(1...9) : nil))
        }
    }

    private static func assignments(_ values: [String: [Value]]) -> String {
        if values.isEmpty { return "" }
        let parts = values.sorted { $0.key < $1.key }.map { name, values in
            "\(name): \(values.isEmpty ? "none" : "(\(values.map(literal).joined(separator: ", ")))")"
        }
        return " (\(parts.joined(separator: ", ")))"
    }

    /// A value as the language writes it.
    static func literal(_ value: Value) -> String {
        switch value {
        case .text(let text): return quoted(text)
        case .number(let number): return decimalText(number)
        case .quantity(let quantity): return quantity.description
        case .date(let date): return date.month == nil ? "\(date.year)年" : date.description
        case .source(let source):
            return quoted(source.document) + (source.lines.map { " \($0.lowerBound)..\($0.upperBound)" } ?? "")
        default: return "none"
        }
    }
}

/// A text in quotes; the generators make none that need escapes.
func quoted(_ text: String) -> String { "\"\(text)\"" }
