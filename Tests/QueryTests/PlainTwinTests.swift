import TestSupport
import Testing

@testable import Query

/// What is run in a cleverer way when it is written one way and plainly when written another gives the same both ways.
@Suite struct `Plain twins` {
    private func rows(_ query: String, _ fixture: inout NetworkFixture) throws -> [String] { try fixture.table(query) }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `closed walks are counted from both sides as they are counted one by one`(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        var fixture = try NetworkFixture(randomNodes: 12, edges: 60, &random)
        // The plain counter doesn't know a condition whose sides are exchanged.
        for (near, far) in [
            ("r.t.s[id = c.id]", "r.t.s[c.id = .id]"), ("r.r[t.id = c.id]", "r.r[c.id = t.id]"),
            ("r.t[mark = 1].u.s[mark != 2 and r.id = c.id]", "r.t[mark = 1].u.s[mark != 2 and c.id = r.id]"),
            ("r[id = c.id]", "r[c.id = .id]"),
        ] {
            let clever = try rows("find dot as c show id, ways(\(near))", &fixture)
            let plain = try rows("find dot as c show id, ways(\(far))", &fixture)
            #expect(clever == plain, "\(near), seed \(seed)")
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `ends are counted as they are listed`(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        var fixture = try NetworkFixture(randomNodes: 14, edges: 60, &random)
        let paths = [
            "r", "r.t", "r.t.s", "r{0..2}", "r{1..}", "r{0..2}.t", "r[mark = 1].t", "r.t[mark != 0]", "r.r{1..2}",
        ]
        for path in paths {
            let counted = try rows("find dot show id, count(\(path)) as n", &fixture)
            let summed = try rows("find dot show id, size(\(path).id) as n", &fixture)
            #expect(counted == summed, "\(path), seed \(seed)")
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `the first rows of an order are the first of all in it`(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        var fixture = try NetworkFixture(randomNodes: 30, edges: 60, &random)
        for order in ["mark", "mark desc", "count(r) desc, mark", "if(mark = 1, mark) , count(t)", "mark, id desc"] {
            let all = try rows("find dot show id, mark order by \(order)", &fixture)
            for (offset, limit) in [(0, 5), (3, 4), (28, 10), (0, 0), (40, 2)] {
                let clauses = "order by \(order) offset \(offset) limit \(limit)"
                let some = try rows("find dot show id, mark \(clauses)", &fixture)
                #expect(some == Array(all.dropFirst(offset).prefix(limit)), "\(order) \(offset) \(limit), seed \(seed)")
            }
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `columns are scanned beside changes as a base that has the changes in it`(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        var changed = try NetworkFixture(randomNodes: 40, edges: 60, &random)
        changed.session.fold()
        for number in 0..<40 where random.chance(30) {
            let value = random.number(0...3)
            try changed.run("set dot \"n\(number)\" (mark: \(value))")
        }
        for number in 0..<40 where random.chance(10) { try changed.run("remove dot \"n\(number)\"") }
        for number in 40..<46 {
            try changed.run("add dot \"n\(number)\" \(random.chance(50) ? "(mark: \(random.number(0...3)))" : "")")
        }
        var folded = changed
        folded.session.fold()
        for condition in ["mark = 1", "mark >= 1", "mark < 2 and mark >= 0", "mark > 1 and id ~ 1", "mark in 1..2"] {
            let query = "find dot where \(condition) show id, mark order by id"
            #expect(try rows(query, &changed) == rows(query, &folded), "\(condition), seed \(seed)")
            // The plain way asks every node by an expression.
            let plain = condition.replacing("mark ", with: "mark + 0 ")
            #expect(try rows("find dot where \(plain) show id, mark order by id", &changed) == rows(query, &changed))
        }
        for query in [
            "find dot group by mark show mark, count() as n order by mark",
            "find dot show sum(mark), min(mark), max(mark), avg(mark)",
        ] {
            #expect(try rows(query, &changed) == rows(query, &folded), "\(query), seed \(seed)")
        }
    }
}
