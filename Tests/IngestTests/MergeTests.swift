import Graph
import Testing
import Text

@testable import Ingest

@Suite struct `Ingesting again` {
    private let feedback = `Feedback of an inspection`.numbered

    @Test func `changes nothing if the file is the same`() throws {
        let first = try Facts(feedback)
        let again = try Facts([("a.txt", feedback)], into: first.graph)
        #expect(again.report.entries.map(\.outcome) == [.unchanged(document: "a")])
        #expect(again.graph.changeCount == first.graph.changeCount)
    }

    @Test func `replaces what its rules said if the file has changed`() throws {
        let first = try Facts(feedback)
        let changed = feedback.replacing("3.干部队伍建设不够。", with: "").replacing("市水利局", with: "市财政局")
        let again = try Facts([("a.txt", changed)], into: first.graph)
        #expect(again.report.entries.map(\.outcome) == [.replaced(document: "a")])
        #expect(again.names("finding").count == 4)
        #expect(again.names("unit") == ["市教育局党组", "市财政局党组"])
        #expect(again.graph.violations() == [])
        let fresh = try Facts([("a.txt", changed)])
        #expect(again.values("summary", of: "finding") == fresh.values("summary", of: "finding"))
        #expect(again.ends("found_in", of: "finding") == fresh.ends("found_in", of: "finding"))
    }

    @Test func `leaves what a person curated, and tells where the document disagrees`() throws {
        var graph = policyGraph()
        let unit = try #require(graph.schema.kind(named: "unit"))
        let finding = try #require(graph.schema.kind(named: "finding"))
        let type = try #require(graph.schema.kinds[unit].slot(named: "type"))
        try graph.add(unit, id: "市教育局党组", [(type, [.text("政府部门")])])
        try graph.add(finding, id: "手记一")
        let facts = try Facts([("a.txt", feedback)], into: graph)
        #expect(facts.values("type", of: "unit").contains("政府部门"))
        #expect(facts.nodes("unit").count == 2)
        let again = try Facts([("a.txt", "改成了别的内容，共有5人。")], into: facts.graph)
        #expect(again.names("unit") == ["市教育局党组"])
        #expect(again.names("finding") == ["手记一"])
        #expect(again.graph.violations() == [])
    }

    @Test func `conflicts are in the report`() throws {
        var graph = policyGraph()
        let unit = try #require(graph.schema.kind(named: "unit"))
        let type = try #require(graph.schema.kinds[unit].slot(named: "type"))
        try graph.add(unit, id: "市教育局党组", [(type, [.text("政府部门")])])
        var merge = try GraphMerge(graph)
        _ = try merge.take(Document(bytes: Array(feedback.utf8), path: "a.txt"))
        #expect(
            merge.conflicts.map { "\($0.node) \($0.property) \($0.curated) \($0.found)" } == ["市教育局党组 type 政府部门 党组"])
    }

    @Test func `a node that another document speaks of stays`() throws {
        let other = feedback.replacing("市水利局", with: "市财政局")
        let both = try Facts([("a.txt", feedback), ("b.txt", other)])
        let again = try Facts([("a.txt", "改成了别的内容，共有5人。")], into: both.graph)
        #expect(again.names("unit") == ["市教育局党组", "市财政局党组"])
        #expect(again.names("finding").count == 5)
    }
}

@Suite struct `One thing is one node` {
    @Test func `in two documents of one city, and two in two cities`() throws {
        let hengyang = `Feedback of an inspection`.numbered
        let facts = try Facts([
            ("a.txt", hengyang), ("b.txt", hengyang + "\n（三）市审计局\n存在的主要问题：1.监督不力。\n整改意见：1.加强。\n"),
            ("c.txt", hengyang.replacing("衡阳", with: "湘潭")),
        ])
        #expect(
            facts.nodes("unit").map { facts.graph.id(of: $0) } == ["市审计局", "市教育局党组", "市水利局党组", "湘潭市教育局党组", "湘潭市水利局党组"])
        #expect(facts.names("unit").filter { $0 == "市教育局党组" }.count == 2)
    }

    @Test func `a place by its code, whatever it is called`() throws {
        let facts = try Facts([("a.txt", "平遥县有120人参加。"), ("b.txt", "晋中市平遥的代表30人参加，太谷的代表20人参加。")])
        #expect(facts.names("county") == ["太谷区", "平遥县"])
        #expect(facts.values("code", of: "county") == ["140703", "140728"])
    }
}

@Suite struct `Every number's lines hold it` {
    @Test(arguments: [`A notice with its plan`.text, `A digest of speeches`.titleFirst]) func `whatever the genre`(
        text: String
    ) throws {
        let facts = try Facts(text)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for node in facts.nodes("figure") {
            let kind = facts.graph.schema.kinds[facts.graph.kind(of: node)]
            let slot = try #require(kind.slot(named: "value"))
            guard case .quantity(let quantity)? = facts.graph.values(of: node, slot).first else { continue }
            let cited = facts.graph.values(of: node, NodeSlot.source).map { value -> String in
                guard case .source(let source) = value, let range = source.lines else { return "" }
                return range.map { String(lines[$0 - 1]) }.joined()
            }.joined()
            #expect(cited.contains(decimalText(quantity.value)), "\(quantity) is not in “\(cited)”")
        }
    }
}
