import Graph
import Testing
import Text

@testable import Ingest

@Suite struct `What a person removed` {
    private let feedback = `Feedback of an inspection`.numbered
    /// The same with another sentence at its head, so that all is read again.
    private var changed: String { feedback + "\n附注：以上情况于2024年5月公布。\n" }

    private func node(_ kind: String, _ name: String, _ graph: Graph) throws -> NodeID {
        let family = try #require(graph.schema.kind(named: kind))
        return try #require(graph.nodes(of: family).first { graph.name(of: $0) == name })
    }

    @Test func `stays out when the file changes, and the report tells`() throws {
        let first = try Facts([("a.txt", feedback)])
        let name = try #require(first.names("finding").first)
        var graph = first.graph
        graph.remove(try node("finding", name, graph))
        let again = try Facts([("a.txt", changed)], into: graph)
        #expect(again.report.entries.map(\.outcome) == [.replaced(document: "a")])
        #expect(again.names("finding") == Array(first.names("finding").dropFirst()))
        #expect(again.report.leftOut.map(\.facts) == [["finding \(name)"]])
        #expect(again.values("retracted", of: "document") == ["finding \(name)"])
        // And the next time, though nothing was removed since.
        let third = try Facts([("a.txt", changed + "又及。\n")], into: again.graph)
        #expect(third.names("finding") == again.names("finding"))
        #expect(third.graph.violations() == [])
    }

    @Test func `stays out where it was a relation`() throws {
        let first = try Facts([("a.txt", feedback)])
        var graph = first.graph
        let relation = try #require(graph.schema.relation(named: "inspected"))
        let unit = try node("unit", "市教育局党组", graph)
        let document = try #require(graph.links(of: unit, RelationStep(relation: relation, direction: .inverse)).first)
        try graph.unlink(document.node, relation, unit)
        let again = try Facts([("a.txt", changed)], into: graph)
        #expect(again.ends("inspected", of: "document").values.flatMap { $0 } == ["市水利局党组"])
        #expect(again.names("unit") == first.names("unit"))
    }

    @Test func `may be read of another document`() throws {
        let first = try Facts([("a.txt", feedback)])
        var graph = first.graph
        graph.remove(try node("unit", "市水利局党组", graph))
        let both = try Facts([("a.txt", changed), ("b.txt", feedback)], into: graph)
        #expect(both.names("unit") == ["市教育局党组", "市水利局党组"])
        #expect(both.graph.violations() == [])
    }

    @Test(arguments: [
        `Feedback of an inspection`.numbered, `A notice with its plan`.text, `A digest of speeches`.titleFirst,
        "本报长治讯（记者 李梅芳）5月6日，平顺县的花椒基地里，32名村民在采摘。今年产量预计120吨。\n",
    ]) func `is nothing where nobody removed anything`(text: String) throws {
        let first = try Facts([("a.txt", text)])
        let again = try Facts([("a.txt", text + "\n附记：另有12人参加。\n")], into: first.graph)
        #expect(again.report.entries.map(\.outcome) == [.replaced(document: "a")])
        #expect(again.report.leftOut.map(\.facts).isEmpty)
        for kind in ["finding", "recommendation", "proposal", "person", "unit", "place", "industry", "site", "topic"] {
            #expect(Set(again.names(kind)).isSuperset(of: first.names(kind)), "\(kind)")
        }
    }

    @Test func `was not removed where a person only rewrote it`() throws {
        let first = try Facts([("a.txt", feedback)])
        var graph = first.graph
        let name = try #require(first.names("finding").first)
        let finding = try node("finding", name, graph)
        try graph.set(finding, [(NodeSlot.name, [.text("改写")]), (NodeSlot.rule, [.text(Graph.curated)])])
        let again = try Facts([("a.txt", changed)], into: graph)
        #expect(again.names("finding").contains("改写"))
        #expect(again.report.leftOut.isEmpty)
        #expect(again.ends("found_in", of: "finding").values.allSatisfy { !$0.isEmpty })
    }
}
