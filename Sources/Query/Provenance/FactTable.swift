import Execution
import Graph
import Ingest
import Plan
import Text

/// Everything that the graph says of a node, one fact a row, for `why`.
///
///     fact                value          source         rule     confidence
///     code                140728         GB/T 2260      curated  1
///     develops            文化旅游产业   plan:344-346   curated  0.9
///     positioned_by@title 打造国际……   plan:844       curated  1
///     contradicted by …   where another figure says otherwise, by the name of its relation
///
/// A property stands on the sources of its node; a relation, and what is said of it, on those of the edge.
struct FactTable {
    private let graph: Graph
    private let node: NodeID

    init(of node: NodeID, in graph: Graph) {
        self.node = node
        self.graph = graph
    }

    /// The facts as rows; for people who read Chinese with Chinese names of properties and relations.
    ///
    /// - Parameter isCancelled: asked every few hundred edges.
    func answer(_ isCancelled: () -> Bool) throws(ExecutionError) -> Answer {
        let facts = properties + (try relations(isCancelled))
        return Answer(
            columns: FactTable.columns, rows: facts.map { $0.cells(chinese: false) },
            chineseRows: facts.map { $0.cells(chinese: true) }, graph: graph)
    }

    private static let columns = BoundColumn.ofGivenRows([
        "fact": "事实", "value": "值", "source": "出处", "rule": "规则", "confidence": "可信度",
    ])

    /// One row.
    private struct Fact {
        var name: String
        var chineseName: String
        var value: Value
        var source: [Value]
        var rule: Value
        var confidence: Double

        func cells(chinese: Bool) -> [Value] {
            [.text(chinese ? chineseName : name), value, .list(source), rule, .number(confidence)]
        }
    }

    // MARK: Properties

    private var properties: [Fact] {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        let source = graph.values(of: node, NodeSlot.source)
        let rule = graph.values(of: node, NodeSlot.rule).first ?? .missing
        let confidence = graph.values(of: node, NodeSlot.confidence).first.number ?? 1
        var facts: [Fact] = []
        for (slot, property) in kind.properties.enumerated()
        where !FactTable.provenance.contains(slot) && property.name != GraphMerge.checksums {
            for value in values(slot) {
                facts.append(
                    Fact(
                        name: property.name, chineseName: property.chineseName, value: value, source: source,
                        rule: rule, confidence: confidence))
            }
        }
        return facts
    }

    /// What says where a fact comes from is no fact of its own.
    private static let provenance: [SlotID] = [NodeSlot.source, NodeSlot.rule, NodeSlot.confidence]

    private func values(_ slot: SlotID) -> [Value] {
        slot == NodeSlot.name ? [.text(graph.name(of: node))] : graph.values(of: node, slot)
    }

    // MARK: Relations

    private func relations(_ isCancelled: () -> Bool) throws(ExecutionError) -> [Fact] {
        var found: [Fact] = []
        for relation in graph.schema.relations.indices {
            for direction in Direction.allCases {
                let links = graph.links(of: node, RelationStep(relation: relation, direction: direction))
                for (place, link) in links.enumerated() {
                    if place % 256 == 0, isCancelled() { throw .cancelled }
                    found += facts(of: link, relation, direction)
                }
            }
        }
        return found
    }

    /// The edge, and then each of its properties.
    private func facts(of link: Link, _ relation: RelationID, _ direction: Direction) -> [Fact] {
        let declared = graph.schema.relations[relation]
        let confidence = graph.confidence(ofEdge: link.edge, relation)
        var edge = Fact(
            name: declared.name(direction), chineseName: declared.chineseName(direction),
            value: .node(graph.reference(to: link.node, confidence: confidence)),
            source: graph.values(ofEdge: link.edge, relation, EdgeSlot.source),
            rule: graph.values(ofEdge: link.edge, relation, EdgeSlot.rule).first ?? .missing, confidence: confidence)
        var facts = [edge]
        let (name, chineseName) = (edge.name, edge.chineseName)
        for (slot, property) in declared.properties.enumerated() where slot > EdgeSlot.confidence {
            for value in graph.values(ofEdge: link.edge, relation, slot) {
                edge.name = "\(name)@\(property.name)"
                edge.chineseName = "\(chineseName)@\(property.chineseName)"
                edge.value = value
                facts.append(edge)
            }
        }
        return facts
    }
}

extension Property {
    /// Its first Chinese name, if it has one.
    var chineseName: String { aliases.first(where: \.isChinese) ?? name }
}

extension Relation {
    /// What it is called that way; a relation without inverse name keeps its own, and an arrow says that it comes in.
    func name(_ direction: Direction) -> String {
        switch direction {
        case .forward: name
        case .inverse: inverse ?? "<- \(name)"
        }
    }

    func chineseName(_ direction: Direction) -> String {
        let words = direction == .forward ? forwardAliases : inverseAliases
        return words.first(where: \.isChinese) ?? name(direction)
    }
}

extension String {
    fileprivate var isChinese: Bool { !utf8.allSatisfy { $0 < 0x80 } }
}

extension Value? {
    fileprivate var number: Double? { if case .number(let number)? = self { number } else { nil } }
}
