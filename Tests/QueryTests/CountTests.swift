import TestSupport
import Testing

@testable import Query

/// `count` needs no rows, so that it may find their number without finding them.
struct CountTests {
    private let letters = ["低", "空", "经", "济", "冷", "链", "a"]

    private func text(_ random: inout RandomSource, _ length: ClosedRange<Int>) -> String {
        (0..<random.number(length)).map { _ in random.pick(letters) }.joined()
    }

    @Test func `as many are counted as are found, in the base and beside changes`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<4 {
            var fixture = try NetworkFixture("kind dot plural dots (note: text) kind ring (note: text)")
            func script(_ numbers: Range<Int>, _ random: inout RandomSource) -> String {
                numbers.map { number in
                    let (kind, name) = (random.pick(["dot", "dot", "ring"]), text(&random, 0...5))
                    return "add \(kind) n\(number) (name: \"\(name)\", note: \"\(text(&random, 0...7))\") "
                }.joined()
            }
            try fixture.run(script(0..<300, &random))
            fixture.session.fold()
            for round in 0..<2 {
                for _ in 0..<12 {
                    let needles = (0..<3).map { _ in text(&random, 1...4) }
                    for condition in [
                        "name ~ \"\(needles[0])\" or note ~ \"\(needles[1])\"", "note ~ \"\(needles[2])\"",
                        "name ~ any(\"\(needles[0])\", \"\(needles[1])\")",
                        "note ~ \"\(needles[0])\" and name ~ \"\(needles[1])\"",
                    ] {
                        let found = try fixture.rows("find dots where \(condition) show id")
                        let counted = try fixture.table("count dots where \(condition)")
                        #expect(counted == ["\(found.count)"], "\(condition), round \(round), seed \(seed)")
                        // What is asked of the counted ones afterwards is asked of the same nodes.
                        let again = try fixture.rows("count dots where \(condition); find it show id")
                        #expect(Set(again.map(\.description)) == Set(found.map(\.description)), "\(condition), \(seed)")
                    }
                }
                var changes = script(300..<330, &random)
                for number in Set((0..<40).map { _ in random.number(0...299) }) {
                    guard try !fixture.rows("find dots where id = n\(number) show id").isEmpty else { continue }
                    changes +=
                        random.chance(30)
                        ? "remove dot n\(number) " : "set dot n\(number) (note: \"\(text(&random, 0...7))\") "
                }
                if round == 0 { try fixture.run(changes) }
            }
        }
    }
}
