import Graph
import Testing
import Text

@testable import Ingest

/// 工信局 and 工业和信息化局 of one place are one office; of two places they are two.
@Suite struct `Short names of offices` {
    private func plan(of city: String, _ units: String...) -> String {
        "\(city)数字经济发展规划\n\n一、保障措施\n\n"
            + units.map { "由\($0)牵头负责数字产业工作。" }.joined(separator: "\n\n") + "\n"
    }

    @Test(arguments: [
        (["市工信局", "清远市工业和信息化局"], ["市工信局"]), (["清远市工业和信息化局", "市工信局"], ["清远市工业和信息化局"]),
        (["市工业和信息化局", "市工信局"], ["市工业和信息化局"]), (["市工信局", "市工信局党组"], ["市工信局", "市工信局党组"]),
        (["市文旅局", "市文化广电和旅游局"], ["市文化广电和旅游局", "市文旅局"]),
    ]) func `are the office where the place proves it`(units: [String], wanted: [String]) throws {
        let text = "清远市数字经济发展规划\n\n一、保障措施\n\n" + units.map { "由\($0)牵头负责数字产业工作。\n\n" }.joined()
        #expect(try Facts(text).names("unit").sorted() == wanted.sorted())
    }

    @Test func `of two cities stay two`() throws {
        let facts = try Facts([("a.txt", plan(of: "清远市", "市工信局")), ("b.txt", plan(of: "云浮市", "市工业和信息化局", "市工信局"))])
        #expect(facts.nodes("unit").count == 2)
        let places = facts.ends("located_in", of: "unit").values.flatMap { $0 }.sorted()
        #expect(places == ["云浮市", "清远市"])
    }

    @Test func `are found again in another document`() throws {
        let facts = try Facts([("a.txt", plan(of: "清远市", "清远市人力资源和社会保障局")), ("b.txt", plan(of: "清远市", "市人社局"))])
        #expect(facts.nodes("unit").count == 1)
        let unit = try #require(facts.nodes("unit").first)
        #expect(Set(facts.graph.aliases(of: unit)) == ["市人社局", "清远市人社局"])
    }

    /// What a person parts stays apart when the document is read again.
    @Test func `may be parted again`() throws {
        let first = try Facts([("a.txt", plan(of: "清远市", "市工信局", "清远市工业和信息化局"))])
        var graph = first.graph
        let kind = try #require(graph.schema.kind(named: "unit"))
        let unit = try #require(first.nodes("unit").first)
        try graph.set(unit, [(NodeSlot.alias, [.text("清远市工信局")])])
        _ = try graph.add(kind, id: "清远市工业和信息化局", [])
        let again = try Facts([("a.txt", plan(of: "清远市", "市工信局", "清远市工业和信息化局") + "\n又及。\n")], into: graph)
        #expect(again.names("unit").sorted() == ["市工信局", "清远市工业和信息化局"].sorted())
        #expect(again.ends("leads", of: "unit")["市工信局"]?.count == 1)
    }
}
