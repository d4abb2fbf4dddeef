import TestSupport
import Testing
import Text

@testable import Graph

struct ChangeTests {
    private let develops = 0
    private let county = 1
    private let industry = 2

    /// 平遥县 and 介休市, one of which develops 文旅; all of it in the base.
    private func base() throws -> (Graph, pingyao: NodeID, jiexiu: NodeID, tourism: NodeID) {
        var graph = Graph(schema: try sampleSchema())
        let pingyao = try graph.add(county, id: "平遥县", [(NodeSlot.alias, [.text("平遥"), .text("古城")])])
        let jiexiu = try graph.add(county, id: "介休市")
        let tourism = try graph.add(industry, id: "文旅")
        try graph.link(pingyao, develops, tourism, [(EdgeSlot.confidence, [.number(0.5)])])
        let (folded, renumbered) = graph.folded()
        return (
            folded, try #require(renumbered[Int(pingyao)]), try #require(renumbered[Int(jiexiu)]),
            try #require(renumbered[Int(tourism)])
        )
    }

    private func forward(_ relation: RelationID) -> RelationStep {
        RelationStep(relation: relation, direction: .forward)
    }
    private func inverse(_ relation: RelationID) -> RelationStep {
        RelationStep(relation: relation, direction: .inverse)
    }

    @Test func `an edge is seen from both of its ends`() throws {
        var (graph, pingyao, jiexiu, tourism) = try base()
        try graph.link(jiexiu, develops, tourism)
        #expect(graph.links(of: pingyao, forward(develops)).map(\.node) == [tourism])
        #expect(graph.links(of: tourism, inverse(develops)).map(\.node) == [pingyao, jiexiu])
        #expect(graph.edgeCount(of: develops) == 2)
        var marks = Bitmap(limit: graph.nodeLimit)
        graph.markNeighbours(of: [tourism], inverse(develops), in: &marks)
        #expect(marks.members == [pingyao, jiexiu])
        #expect(
            graph.nodes(
                [pingyao, jiexiu, tourism], leadingInto: Bitmap(limit: graph.nodeLimit, [tourism]), [forward(develops)])
                == [pingyao, jiexiu])
    }

    @Test func `a renamed node is found by its new names only`() throws {
        var (graph, pingyao, _, _) = try base()
        try graph.set(pingyao, [(NodeSlot.id, [.text("平遥")]), (NodeSlot.alias, [.text("古陶镇")])])
        #expect(graph.nodes(named: "平遥") == [pingyao] && graph.nodes(named: "古陶镇") == [pingyao])
        #expect(graph.nodes(named: "平遥县").isEmpty && graph.nodes(named: "古城").isEmpty)
        #expect(graph.nodes(whoseNameContains: "县").isEmpty)
        #expect(graph.folded().graph.nodes(named: "平遥县").isEmpty)
    }

    @Test func `a removed node takes its edges and names with it`() throws {
        var (graph, pingyao, _, tourism) = try base()
        graph.remove(tourism)
        #expect(graph.links(of: pingyao, forward(develops)).isEmpty)
        #expect(graph.edgeCount(of: develops) == 0 && graph.count(of: industry) == 0)
        #expect(graph.nodes(named: "文旅").isEmpty)
        try graph.add(industry, id: "文旅")
        #expect(graph.nodes(named: "文旅").count == 1)
        #expect(graph.violations().isEmpty)
    }

    @Test func `a copy stays as it was`() throws {
        var (graph, pingyao, _, tourism) = try base()
        let copy = graph
        let before = content(copy)
        try graph.set(pingyao, [(NodeSlot.alias, [])])
        try graph.unlink(pingyao, develops, tourism)
        graph.remove(tourism)
        try graph.add(county, id: "灵石县")
        try graph.declareKind(name: "zone", parent: nil, plural: nil, aliases: [], properties: [], columns: nil)
        #expect(content(copy) == before)
        #expect(copy.schema != graph.schema)
    }

    @Test func `an edge has its own values, in the base and changed`() throws {
        var (graph, pingyao, _, tourism) = try base()
        let edge = try #require(graph.edge(pingyao, develops, tourism))
        #expect(graph.confidence(ofEdge: edge, develops) == 0.5)
        try graph.set(pingyao, develops, tourism, [(EdgeSlot.confidence, [])])
        #expect(graph.confidence(ofEdge: edge, develops) == 1, "one that nothing is said about is sure")
    }

    @Test func `what does not fit is refused and changes nothing`() throws {
        var (graph, pingyao, jiexiu, tourism) = try base()
        let before = content(graph)
        #expect(throws: GraphError.nodeExists(id: "平遥县", kind: "county")) { try graph.add(county, id: "平遥县") }
        #expect(throws: GraphError.nodeExists(id: "平遥县", kind: "county")) { try graph.add(0, id: "平遥县") }
        #expect(throws: GraphError.nodeExists(id: "平遥县", kind: "county")) {
            try graph.set(jiexiu, [(NodeSlot.id, [.text("平遥县")])])
        }
        #expect(throws: GraphError.idRequired) { try graph.set(jiexiu, [(NodeSlot.id, [])]) }
        #expect(throws: GraphError.self) { try graph.link(tourism, develops, pingyao) }
        #expect(throws: GraphError.self) { try graph.link(pingyao, develops, tourism) }
        #expect(throws: GraphError.self) { try graph.unlink(jiexiu, develops, tourism) }
        #expect(throws: GraphError.self) { try graph.set(jiexiu, develops, tourism, []) }
        #expect(content(graph) == before && graph.changeCount == 0)
    }

    @Test func `a property that was declared after folding can be set`() throws {
        var (graph, pingyao, _, _) = try base()
        try graph.declareKind(
            name: "place", parent: nil, plural: nil, aliases: [], properties: [Property(name: "level", type: .text)],
            columns: nil)
        let slot = try #require(graph.schema.kinds[county].slot(named: "level"))
        #expect(graph.values(of: pingyao, slot).isEmpty)
        try graph.set(pingyao, [(slot, [.text("县")])])
        #expect(graph.folded().graph.values(of: pingyao, slot) == [.text("县")])
    }

    @Test func `random changes keep every invariant, and folding them changes nothing to see`() throws {
        let seed = testSeed()
        for number in 0..<UInt64(count("ZHIKU_GRAPHS", default: 12)) {
            var random = RandomSource(seed: seed &+ number)
            var graph = Graph(schema: try sampleSchema())
            for _ in 0..<5 {
                for _ in 0..<80 { change(&graph, &random) }
                #expect(graph.violations().isEmpty, "seed \(seed &+ number)")
                let (folded, renumbered) = graph.folded()
                #expect(content(folded) == content(graph), "seed \(seed &+ number)")
                #expect(folded.violations().isEmpty, "seed \(seed &+ number)")
                #expect(folded.changeCount == 0)
                for node in graph.allNodes() {
                    let new = try #require(renumbered[Int(node)], "seed \(seed &+ number)")
                    #expect(folded.id(of: new) == graph.id(of: node), "seed \(seed &+ number)")
                }
                for kind in graph.schema.kinds.indices { #expect(folded.count(of: kind) == graph.count(of: kind)) }
                if random.chance(50) { graph = folded }
            }
        }
    }
}
