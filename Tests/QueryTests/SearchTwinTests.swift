import TestSupport
import Testing

@testable import Query

/// What a search finds by indexes, with its scores, is what it finds where nothing is indexed and every text is looked at.
@Suite struct `Searches beside every text` {
    private let letters = ["低", "空", "经", "济", "山", "县", "a", "b"]

    private func text(_ random: inout RandomSource, _ length: ClosedRange<Int>) -> String {
        (0..<random.number(length)).map { _ in random.pick(letters) }.joined()
    }

    private func values(_ random: inout RandomSource) -> String {
        let alias = random.chance(40) ? ", alias: \"\(text(&random, 1...3))\"" : ""
        return "(name: \"\(text(&random, 1...4))\"\(alias), note: \"\(text(&random, 0...12))\")"
    }

    @Test func `give the same, in the base, beside it and in both`() throws {
        let seed = testSeed()
        var found = 0
        for number in 0..<UInt64(count("ZHIKU_GRAPHS", default: 8)) {
            var random = RandomSource(seed: seed &+ number)
            // Nothing of it is folded, so that its nodes have no index.
            var plain = try NetworkFixture("kind dot plural dots (note: text)")
            var both = plain
            func run(_ script: String) throws {
                try plain.run(script)
                try both.run(script)
            }
            try run((0..<60).map { "add dot n\($0) \(values(&random)) " }.joined())
            both.session.fold()
            try run((60..<70).map { "add dot n\($0) \(values(&random)) " }.joined())
            for node in 0..<60 where random.chance(10) {
                try run(random.chance(70) ? "set dot n\(node) \(values(&random))" : "remove dot n\(node)")
            }
            var folded = both
            folded.session.fold()
            for _ in 0..<25 {
                let terms = (0..<random.number(1...3)).map { _ in text(&random, 1...4) }.joined(separator: " ")
                let query = "search \"\(terms)\" in dots show id, score"
                let wanted = try plain.table(query)
                found += wanted.isEmpty ? 0 : 1
                #expect(try both.table(query) == wanted, "\(query), seed \(seed &+ number)")
                #expect(try folded.table(query) == wanted, "\(query), seed \(seed &+ number), folded")
            }
        }
        #expect(found > 20, "seed \(seed)")
    }
}
