import Graph
import Testing
import Text

@testable import Ingest

@Suite struct `Numbers of several documents` {
    private let report = "长治市2024年政府工作报告\n\n一、工作回顾\n\n2023年，全市粮食产量达到352.4万吨，一般公共预算收入120亿元。\n"
    private let plan = "长治市农业发展规划\n\n一、发展基础\n\n2023年全市粮食总产量352万吨，一般公共预算收入完成118亿元。\n"

    private func pairs(_ facts: Facts, _ relation: String) throws -> [String] {
        let graph = facts.graph
        let relation = try #require(graph.schema.relation(named: relation))
        return graph.nodes(of: try #require(graph.schema.kind(named: "figure"))).flatMap { node in
            graph.links(of: node, RelationStep(relation: relation, direction: .forward)).map {
                "\(graph.id(of: node)) \(graph.id(of: $0.node))"
            }
        }.sorted()
    }

    @Test func `restate each other where one rounds the other`() throws {
        let facts = try Facts([("a.txt", report), ("b.txt", plan)])
        #expect(try pairs(facts, "restates") == ["b/n1 a/n1"])
    }

    @Test func `contradict each other where they differ, and nobody is sure`() throws {
        let facts = try Facts([("a.txt", report), ("b.txt", plan)])
        #expect(try pairs(facts, "contradicts") == ["b/n2 a/n2"])
        let relation = try #require(facts.graph.schema.relation(named: "contradicts"))
        let edges = facts.graph.edges(of: relation)
        let edge = try #require(facts.graph.edge(edges.from[0], relation, edges.to[0]))
        #expect(facts.graph.rule(ofEdge: edge, relation) == "number.contradicted.across")
        let sources = facts.graph.storedValues(ofEdge: edge, relation, EdgeSlot.source).map(\.description)
        #expect(sources.count == 2 && Set(sources.map { $0.first }) == ["a", "b"])
        #expect(facts.graph.storedValues(ofEdge: edge, relation, EdgeSlot.confidence) == [.number(0.5)])
    }

    @Test func `are the same whatever is read first, and change nothing when read again`() throws {
        let together = try Facts([("a.txt", report), ("b.txt", plan)])
        let apart = try Facts([("a.txt", report)], into: try Facts([("b.txt", plan)]).graph)
        for relation in ["restates", "contradicts"] {
            #expect(try pairs(together, relation) == pairs(apart, relation))
        }
        let again = try Facts([("a.txt", report), ("b.txt", plan)], into: together.graph)
        #expect(again.graph.changeCount == together.graph.changeCount)
    }

    @Test func `are compared anew when one document changes`() throws {
        let both = try Facts([("a.txt", report), ("b.txt", plan)])
        let again = try Facts([("a.txt", report.replacing("120", with: "118"))], into: both.graph)
        #expect(try pairs(again, "contradicts").isEmpty)
        #expect(try pairs(again, "restates") == ["b/n1 a/n1", "b/n2 a/n2"])
        #expect(again.graph.violations() == [])
    }

    /// Whichever of the two documents is read again, and the next time too.
    @Test(arguments: [["a.txt"], ["b.txt"], ["a.txt", "b.txt"], ["b.txt", "a.txt", "b.txt"]])
    func `that a person parted stay apart`(readAgain: [String]) throws {
        let both = try Facts([("a.txt", report), ("b.txt", plan)])
        var graph = both.graph
        let relation = try #require(graph.schema.relation(named: "contradicts"))
        let edges = graph.edges(of: relation)
        try graph.unlink(edges.from[0], relation, edges.to[0])
        for (turn, name) in readAgain.enumerated() {
            let text = (name == "a.txt" ? report : plan) + "\n又及\(turn)。\n"
            let again = try Facts([(name, text)], into: graph)
            #expect(again.report.entries.map(\.outcome) == [.replaced(document: String(name.prefix(1)))])
            #expect(try pairs(again, "contradicts").isEmpty)
            #expect(try pairs(again, "restates") == ["b/n1 a/n1"])
            graph = again.graph
        }
        // Another number is another contradiction.
        let other = try Facts([("b.txt", plan.replacing("118", with: "117"))], into: graph)
        #expect(try pairs(other, "contradicts") == ["b/n2 a/n2"])
    }

    @Test(arguments: [
        ("大同市", "2023年"), ("长治市", "2022年"),
    ]) func `of another place or year are not compared`(city: String, year: String) throws {
        let other = plan.replacing("长治市", with: city).replacing("2023年", with: year)
        let facts = try Facts([("a.txt", report), ("b.txt", other)])
        #expect(try pairs(facts, "restates").isEmpty)
        #expect(try pairs(facts, "contradicts").isEmpty)
    }

    @Test func `that may both hold don't contradict each other`() throws {
        let facts = try Facts([("a.txt", report), ("b.txt", plan.replacing("完成118亿元", with: "超过110亿元"))])
        #expect(try pairs(facts, "contradicts").isEmpty)
    }
}
