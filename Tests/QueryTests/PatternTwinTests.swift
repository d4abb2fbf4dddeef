import Graph
import TestSupport
import Testing
import Text

@testable import Query

/// Patterns are answered by an index and a look at what it gives; matching every text gives the same.
@Suite struct `Patterns beside every text` {
    private static let letters = ["低", "空", "经", "济", "山", "县", "1", "a"]

    private func text(_ random: inout RandomSource, _ length: ClosedRange<Int>) -> String {
        (0..<random.number(length)).map { _ in random.pick(Self.letters) }.joined()
    }

    /// Literals of one to four characters and what stands between them.
    private func pattern(_ random: inout RandomSource) -> String {
        var pattern = random.pick(["", "", "^"])
        for _ in 0..<random.number(1...3) {
            switch random.number(1...6) {
            case 1: pattern += "(\(text(&random, 1...2))|\(text(&random, 1...3)))"
            case 2: pattern += random.pick([".", ".?", ".*", "\\d", "[低山a]", "[^空]+"])
            case 3: pattern += text(&random, 1...1) + random.pick(["?", "*", "+", "{2}"])
            default: pattern += text(&random, 1...4)
            }
        }
        return pattern + random.pick(["", "", "$"])
    }

    @Test func `give the same, in the base and beside changes`() throws {
        let seed = testSeed()
        for number in 0..<UInt64(count("ZHIKU_GRAPHS", default: 12)) {
            var random = RandomSource(seed: seed &+ number)
            var fixture = try NetworkFixture("kind dot (note: text)")
            var script = ""
            for node in 0..<80 { script += "add dot n\(node) (note: \"\(text(&random, 0...9))\") " }
            try fixture.run(script)
            fixture.session.fold()
            script = ""
            for node in 0..<80 where random.chance(10) {
                script +=
                    random.chance(70) ? "set dot n\(node) (note: \"\(text(&random, 1...9))\") " : "remove dot n\(node) "
            }
            try fixture.run(script + "add dot n80 (note: \"\(text(&random, 4...9))\")")
            let rows = try fixture.rows("find dot show id, note")
            for _ in 0..<40 {
                let source = pattern(&random)
                let pattern = try Pattern(source)
                let wanted = rows.filter { row in
                    guard case .text(let note) = row[1] else { return false }
                    return foldedBytes(note).withUnsafeBufferPointer { pattern.matches(folded: $0) }
                }
                let found = try fixture.rows("find dot where note ~ /\(source)/ show id, note")
                #expect(found == wanted, "/\(source)/, seed \(seed &+ number)")
            }
        }
    }
}
