import Graph
import Ingest
import Text

/// What was found in a document, as short lines that tests compare.
struct Facts {
    let graph: Graph
    let report: IngestReport

    /// Reads documents, each with its file's name, into a graph one after the other.
    init(_ documents: [(name: String, text: String)], into graph: Graph = policyGraph()) throws {
        var ingestion = try Ingestion(into: graph)
        for document in documents {
            try ingestion.take(Document(bytes: Array(document.text.utf8), path: document.name))
        }
        self.graph = ingestion.graph
        report = ingestion.report
    }

    init(_ text: String) throws { try self.init([("a.txt", text)]) }

    /// The names of all nodes of a kind, by id.
    func names(_ kind: String) -> [String] {
        nodes(kind).map { graph.name(of: $0) }
    }

    func nodes(_ kind: String) -> [NodeID] {
        guard let id = graph.schema.kind(named: kind) else { return [] }
        return graph.nodes(of: id).sorted { graph.id(of: $0) < graph.id(of: $1) }
    }

    /// `relation` of each node of a kind: `市教育局党组 ← a/1/1`.
    func ends(_ relation: String, of kind: String) -> [String: [String]] {
        guard let id = graph.schema.relation(named: relation) else { return [:] }
        var ends: [String: [String]] = [:]
        for node in nodes(kind) {
            let links = graph.links(of: node, RelationStep(relation: id, direction: .forward))
            ends[graph.id(of: node)] = links.map { graph.name(of: $0.node) }.sorted()
        }
        return ends
    }

    /// `a/01 authored_by 李梅 0.5`
    func confidences(_ relation: String, of kind: String) -> [String] {
        guard let id = graph.schema.relation(named: relation) else { return [] }
        return nodes(kind).flatMap { node in
            graph.links(of: node, RelationStep(relation: id, direction: .forward)).map {
                "\(graph.id(of: node)) \(graph.name(of: $0.node)) \(decimalText(graph.confidence(ofEdge: $0.edge, id)))"
            }
        }.sorted()
    }

    /// A property of each node of a kind.
    func values(_ property: String, of kind: String) -> [String] {
        nodes(kind).map { node in
            guard let slot = graph.schema.kinds[graph.kind(of: node)].slot(named: property) else { return "" }
            return graph.values(of: node, slot).map(\.description).joined(separator: "; ")
        }
    }

    /// `target 森林覆盖率 ≥ 60.5% 2025 :3`
    var numbers: [String] {
        nodes("figure").map { node in
            let kind = graph.schema.kinds[graph.kind(of: node)]
            func text(_ property: String) -> String {
                kind.slot(named: property).map { graph.values(of: node, $0).map(\.description).joined() } ?? ""
            }
            let upper = text("upper").isEmpty ? "" : "…" + text("upper")
            let words = [
                kind.name, graph.name(of: node), text("comparator"), text("value") + text("ratio") + upper,
                text("year"),
            ]
            return words.filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// Where each node of a kind stands.
    func lines(_ kind: String) -> [String] {
        nodes(kind).map { node in graph.values(of: node, NodeSlot.source).map(\.description).joined(separator: " ") }
    }
}

/// A graph with the parts of the policy schema that ingesting uses.
func policyGraph() -> Graph {
    var graph = Graph()
    func kind(_ name: String, _ parent: String? = nil, _ properties: [(String, PropertyType, Bool)] = []) {
        let own = properties.map { Property(name: $0.0, type: $0.1, isMany: $0.2) }
        try? graph.declareKind(name: name, parent: parent, plural: nil, aliases: [], properties: own, columns: nil)
    }
    kind(
        "document", nil,
        ["number", "genre", "level", "period", "file", "sha256"].map { ($0, .text, false) } + [
            ("date", .date, false), ("printed", .date, false),
        ])
    kind("plan", "document")
    kind("article", "document")
    kind("section", nil, [("number", .text, false), ("depth", .number, false)])
    kind("place", nil, ["code", "level", "type"].map { ($0, .text, false) })
    kind("county", "place")
    kind("unit", nil, [("type", .text, false)])
    kind("person", nil, [("post", .text, false)])
    kind("industry", nil, [("code", .text, true)])
    kind("cluster", "industry")
    kind("zone", nil, [("scheme", .text, false), ("type", .text, false)])
    kind("proposal", nil, ["problem", "summary", "type", "status"].map { ($0, .text, false) })
    kind("finding", nil, [("summary", .text, false), ("category", .text, false), ("order", .number, false)])
    kind("recommendation", nil, [("summary", .text, false), ("order", .number, false)])
    kind(
        "figure", nil,
        [
            ("value", .quantity, false), ("upper", .quantity, false), ("ratio", .text, false),
            ("comparator", .text, false), ("year", .number, false),
            ("scope", .text, false),
        ])
    kind("target", "figure")
    kind("topic")
    kind("site", nil, [("class", .text, false)])
    for (name, properties) in [
        ("issued_by", []), ("printed_by", []), ("sent_to", []), ("copied_to", []), ("part_of", []), ("located_in", []),
        ("covers", []), ("develops", []), ("restates", []), ("contradicts", []),
        ("positions", [("title", false), ("goals", true)]), ("in_zone", [("role", false)]), ("promotes", []),
        ("authored_by", []), ("member_of", []),
        ("inspected", []), ("found_in", []), ("answers", []), ("topic", []), ("concerns", []), ("sets", []),
        ("baseline", []), ("leads", []), ("mentions", []),
        ("cites", []), ("based_on", []),
    ] as [(String, [(String, Bool)])] {
        try? graph.declareRelation(
            name: name, inverse: nil, forwardAliases: [], inverseAliases: [], ends: [Relation.Ends(from: [], to: [])],
            properties: properties.map { Property(name: $0.0, type: .text, isMany: $0.1) })
    }
    return graph
}
