import Syntax
import Testing

@Suite struct PossibleNodesTests {
    @Test(arguments: [
        ("why county 平遥", ["county 平遥"]), ("find counties where name = 平遥", []),
        ("path from county 平遥 to proposal \"低空 经济\"", ["county 平遥", "proposal 低空 经济"]),
        ("find plans where year in 2023..2025", []), ("find figures where set_by = plan 2025", ["plan 2025"]),
    ]) func `a name behind a word may be a node`(_ text: String, _ expected: [String]) {
        let found = possibleNodes(in: Array(text.utf8)).map { "\($0.kind ?? "") \($0.name)" }
        for pair in expected { #expect(found.contains(pair), "\(found)") }
        #expect(!found.contains { $0.hasPrefix("counties ") })
    }

    @Test func `a parameter stands for what it is said to`() {
        let text = Array("path from county $a to industry $b within $n".utf8)
        let found = possibleNodes(in: text, alone: true) { ["a": ["平遥"], "b": ["文旅", "康养"]][$0] ?? [] }
        let pairs = found.map { "\($0.kind ?? "") \($0.name)" }
        for pair in ["county 平遥", "industry 文旅", "industry 康养", " 平遥", " 康养"] { #expect(pairs.contains(pair)) }
        #expect(!pairs.contains { $0.hasPrefix("within") })
    }

    @Test func `a path may name a node without its kind`() {
        let found = possibleNodes(in: Array("path from 平遥 to 介休市 within 4".utf8), alone: true)
        #expect(found.filter { $0.kind == nil }.map(\.name) == ["平遥", "介休市", "4"])
    }
}
