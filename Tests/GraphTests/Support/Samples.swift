import Glibc
import TestSupport
import Testing
import Text

@testable import Graph

/// A small schema with every type of property: places with counties below them, and industries that places develop.
func sampleSchema() throws(SchemaError) -> Schema {
    var schema = Schema()
    let properties = [
        Property(name: "note", type: .text), Property(name: "tag", type: .text, isMany: true),
        Property(name: "size", type: .number), Property(name: "marks", type: .number, isMany: true),
        Property(name: "worth", type: .quantity), Property(name: "born", type: .date),
        Property(name: "seen", type: .date, isMany: true),
    ]
    try schema.declareKind(
        name: "place", parent: nil, plural: "places", aliases: ["地区"], properties: properties, columns: nil)
    try schema.declareKind(
        name: "county", parent: "place", plural: "counties", aliases: ["县区"],
        properties: [Property(name: "code", type: .text)], columns: ["name", "code"])
    try schema.declareKind(
        name: "industry", parent: nil, plural: "industries", aliases: ["产业"], properties: properties, columns: nil)
    let place = 0
    try schema.declareRelation(
        name: "develops", inverse: "developed_in", forwardAliases: ["发展"], inverseAliases: ["发展地"],
        ends: [Relation.Ends(from: [place], to: [2])], properties: [Property(name: "note", type: .text)])
    try schema.declareRelation(
        name: "near", inverse: "near", forwardAliases: [], inverseAliases: [],
        ends: [Relation.Ends(from: [place], to: [place])], properties: [])
    return schema
}

/// Everything that can be asked of a graph, by ids and not by numbers: two graphs of one content give equal texts.
func content(_ graph: Graph) -> [String] {
    var lines: [String] = []
    for node in graph.allNodes() {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        var line = "\(kind.name) \(graph.id(of: node))"
        for (slot, property) in kind.properties.enumerated() {
            let values = graph.values(of: node, slot)
            if !values.isEmpty { line += " \(property.name)=\(values)" }
        }
        lines.append(line)
        for relation in graph.schema.relations.indices {
            for link in graph.links(of: node, RelationStep(relation: relation, direction: .forward)) {
                var line = "\(graph.id(of: node)) \(graph.schema.relations[relation].name) \(graph.id(of: link.node))"
                for slot in graph.schema.relations[relation].properties.indices {
                    line += " \(graph.values(ofEdge: link.edge, relation, slot))"
                }
                lines.append(line)
            }
            for link in graph.links(of: node, RelationStep(relation: relation, direction: .inverse)) {
                lines.append("\(graph.id(of: node)) ← \(relation) \(graph.id(of: link.node))")
            }
        }
    }
    return lines.sorted()
}

private let letters = ["甲", "乙", "丙", "低", "空", "经", "a", "B", "Ａ", "1", " ", "，"]

/// Text of Han and Latin letters, full-width ones among them, that often shares parts with others.
func randomText(_ random: inout RandomSource, _ length: ClosedRange<Int> = 0...6) -> String {
    (0..<random.number(length)).map { _ in random.pick(letters) }.joined()
}

/// A value that a property of the type may have.
func randomValue(_ type: PropertyType, _ random: inout RandomSource) -> Value {
    switch type {
    case .text: .text(randomText(&random))
    case .number: .number(random.pick([0, -1.5, 2024, 1e12, 0.1]))
    case .quantity: .quantity(Quantity(value: random.pick([0, 1.1, 11_000]), unit: random.pick(["", "元", "万元", "人"])))
    case .date:
        PartialDate(year: random.number(1949...2030), month: random.pick([nil, 2, 12])).map(Value.date) ?? .missing
    case .source:
        .source(SourceReference(document: random.pick(["plan", "insp"]), lines: random.pick([nil, 3...3, 4...90])))
    }
}

/// Changes a graph at random; changes that it must refuse are tried too.
func change(_ graph: inout Graph, _ random: inout RandomSource) {
    let nodes = graph.allNodes()
    let node = nodes.randomElement(using: &random)
    let other = nodes.randomElement(using: &random)
    let relation = random.number(0...graph.schema.relations.count - 1)
    switch (random.number(1...10), node, other) {
    case (1...3, _, _):
        let kind = random.number(0...graph.schema.kinds.count - 1)
        let id = random.chance(20) ? randomText(&random, 1...2) : "n\(random.number(0...100_000))"
        _ = try? graph.add(kind, id: id, randomValues(graph.schema.kinds[kind].properties, &random))
    case (4...5, let node?, _):
        let properties = graph.schema.kinds[graph.kind(of: node)].properties
        let id = random.chance(20) ? [(slot: NodeSlot.id, values: [Value.text("m\(random.number(0...100))")])] : []
        _ = try? graph.set(node, id + randomValues(properties, &random))
    case (6, let node?, _): if random.chance(50) { graph.remove(node) }
    case (7...8, let node?, let other?):
        _ = try? graph.link(node, relation, other, randomValues(graph.schema.relations[relation].properties, &random))
    case (9, let node?, _):
        for link in graph.links(of: node, RelationStep(relation: relation, direction: .forward)).prefix(1) {
            _ = try? graph.set(
                node, relation, link.node, randomValues(graph.schema.relations[relation].properties, &random))
        }
    case (10, let node?, _):
        for link in graph.links(of: node, RelationStep(relation: relation, direction: .inverse)).prefix(1) {
            _ = try? graph.unlink(link.node, relation, node)
        }
    default: break
    }
}

/// Values for some of the properties, without the id; some are taken away.
private func randomValues(_ properties: [Property], _ random: inout RandomSource) -> PropertyValues {
    properties.indices.filter { properties[$0].name != "id" && random.chance(40) }.map { slot in
        let count = random.chance(20) ? 0 : properties[slot].isMany ? random.number(1...3) : 1
        return (slot, (0..<count).map { _ in randomValue(properties[slot].type, &random) })
    }
}

/// A rule that gives lists to triples in the smallest of indexes, or to none.
func randomTripleRule(_ random: inout RandomSource) -> TripleRule {
    TripleRule(
        least: random.pick([1, 1, 2, 4, 1 << 30]), share: 1 << 20, ratio: UInt32(random.pick([1, 1, 2])),
        sampleSize: random.pick([1, 4, 1 << 15]))
}

/// A graph after random changes, some of which were folded into its base.
func randomGraph(
    _ random: inout RandomSource, changes: Int = 60, tripleRule: TripleRule = .standard
) throws -> Graph {
    var graph = Graph(schema: try sampleSchema())
    for _ in 0..<changes { change(&graph, &random) }
    if random.chance(70) { graph = graph.folded(tripleRule: tripleRule)?.graph ?? graph }
    for _ in 0..<random.number(0...changes / 2) { change(&graph, &random) }
    return graph
}

/// A new folder that is removed, with what is in it, after the body.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) rethrows -> Result {
    var template = Array("/tmp/zhiku-graph-tests-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template).map({ String(cString: $0) }) else { preconditionFailure("no folder in /tmp") }
    defer {
        if let listing = opendir(path) {
            while let entry = readdir(listing) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { unlink(path + "/" + name) }
            }
            closedir(listing)
        }
        rmdir(path)
    }
    return try body(path)
}

func fileBytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
}

func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "w") else { preconditionFailure("can't write \(path)") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
}

/// Changes random graphs step by step, and looks at each state and at copies of earlier ones; ZHIKU_SEED repeats a run.
///
/// - Parameter differences: what is wrong with a state.
func throughChanges(_ differences: (Graph, inout RandomSource) -> [String]) throws {
    let seed = testSeed()
    for number in 0..<UInt64(count("ZHIKU_GRAPHS", default: 12)) {
        var random = RandomSource(seed: seed &+ number)
        var graph = try randomGraph(&random)
        var copies: [(graph: Graph, content: [String])] = []
        for _ in 0..<12 {
            #expect(differences(graph, &random).isEmpty, "seed \(seed &+ number)")
            if random.chance(50) { copies.append((graph, content(graph))) }
            for _ in 0..<random.number(1...8) { change(&graph, &random) }
        }
        for copy in copies {
            #expect(differences(copy.graph, &random).isEmpty, "seed \(seed &+ number)")
            #expect(content(copy.graph) == copy.content, "seed \(seed &+ number)")
        }
    }
}
