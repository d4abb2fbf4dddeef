import Diagnostics
import Plan
import Syntax
import TestSupport
import Testing

@testable import Execution
@testable import Query

/// What is done from some size on, by two threads, by tables or by marks, gives what is done below it.
@Suite struct `Ways of large graphs` {
    /// A base and changes of every sort: values, nodes and edges.
    private func changedGraph(_ random: inout RandomSource) throws -> NetworkFixture {
        let count = random.number(60...200)
        let themes = ["甲", "乙", "丙", "丁"]
        // Of one unit a column's amounts are summed as they stand, unless changes have others.
        var units = ["万元"]
        var fixture = try NetworkFixture(
            """
            kind dot (mark: number, theme: text, weight: number, price: quantity)
            relation r inverse s from dot to dot relation t inverse u from dot to dot
            """)
        func values(_ random: inout RandomSource) -> String {
            let weight = random.chance(15) ? "" : ", weight: \(random.number(0...9))"
            let price = random.chance(15) ? "" : ", price: \(random.number(1...9))\(random.pick(units))"
            return "(mark: \(random.number(0...3)), theme: \(random.pick(themes))\(weight)\(price))"
        }
        var script = ""
        for node in 0..<count { script += "add dot n\(node) \(values(&random)) " }
        var seen: Set<[Int]> = []
        for _ in 0..<count * 6 {
            let edge = [random.number(0...count - 1), random.number(0...1), random.number(0...count - 1)]
            guard seen.insert(edge).inserted else { continue }
            script += "link dot n\(edge[0]) \(["r", "t"][edge[1]]) dot n\(edge[2]) "
        }
        try fixture.run(script)
        fixture.session.fold()
        script = ""
        if random.chance(50) { units = ["万元", "万元", "元", "人"] }
        for edge in seen.sorted(by: { $0.lexicographicallyPrecedes($1) }) where random.chance(4) {
            script += "remove link dot n\(edge[0]) \(["r", "t"][edge[1]]) dot n\(edge[2]) "
        }
        for node in 0..<count where random.chance(5) { script += "set dot n\(node) \(values(&random)) " }
        for node in count..<count + 9 {
            script += "add dot n\(node) \(values(&random)) link dot n\(node) r dot n\(node - 9) "
            script += "link dot n\(node - 20) t dot n\(node) "
        }
        for node in Set((0..<3).map { _ in random.number(count / 3...count / 2) }).sorted() {
            script += "remove dot n\(node) "
        }
        try fixture.run(script)
        return fixture
    }

    private func answer(_ text: String, _ fixture: NetworkFixture, _ thresholds: Thresholds) throws -> Observation {
        let graph = fixture.session.graph
        let source = SourceText(name: "test", text: text)
        let query = try parsedQuery(text)
        var binder = Binder(graph: graph, environment: fixture.session.environment, source: source.bytes)
        let plan = Planner(graph).plan(try binder.bind(query).query)
        let measurements = thresholds.topRows == 0 ? Measurements() : nil
        let answer = try Executor(graph, thresholds: thresholds, measurements: measurements).run(plan)
        return try Observation(answer, graph, hasColumns: query.hasColumns)
    }

    @Test(arguments: [
        // Columns scanned, beside changed values.
        "find dot where mark = 1 show id, mark, weight", "find dot where mark >= 1 and weight < 7 show id",
        "find dot where theme = any(甲, 丙) and weight >= 3 show id, theme, weight",
        "count dot where mark > 0 and theme != 乙", "find dot where weight = 4 and has r[mark = 2] show id",
        "find dot where price > 3万元 and theme != 丁 show id, price",
        "find dot where mark >= 1 show id, mark, theme, price",
        // Groups by tables of values.
        "find dot group by theme show theme, count(price) as n",
        "find dot where price >= 1元 group by theme show theme, sum(price) as s, avg(price) as a, min(price) as m",
        "find dot group by mark, theme, weight show mark, theme, weight, count() as n, sum(weight) as w",
        "find dot group by theme show theme, count() as n, sum(weight) as s, avg(weight) as a, min(mark) as m",
        "find dot group by weight show weight, count() as n, max(mark) as m, median(mark) as d",
        "find dot where mark < 3 group by theme, mark show theme, mark, count() as n, sum(weight) as s",
        // The first of an order, by numbers of columns, by counts of two threads, by measures.
        "find dot show id, mark order by mark desc, weight, id limit 9",
        "find dot show id order by weight, id limit 200",
        "find dot show id, count(r.t) as n order by n desc, id limit 10",
        "find dot show id, count(r{0..2}.t[mark = 1]) as n order by n desc, id limit 10",
        "find dot as c show id, ways(r.t.s[id = c.id]) as n order by n desc, id limit 10",
        "find dot as c show id, ways(r.t[mark = 1].u.s[r.id = c.id]) as n order by n desc, id limit 10",
        "find dot show id, pagerank(r) as p order by p desc, id limit 12", "find dot show id, pagerank(u) as p",
        // Ends marked by bits or rounds.
        "find dot show id, count(r), count(r.t), count(r.t.s), count(r{1..})",
        "find dot where has r.t[mark = 3 and weight > 5] show id, count(u.s)",
    ])
    func `give what those of small ones give`(_ text: String) throws {
        let seed = testSeed()
        for number in 0..<UInt64(4) {
            var random = RandomSource(seed: seed &+ number)
            let fixture = try changedGraph(&random)
            let plain = try answer(text, fixture, .highest)
            #expect(try answer(text, fixture, .lowest) == plain, "\(text), seed \(seed &+ number)")
            #expect(try answer(text, fixture, Thresholds()) == plain, "\(text), seed \(seed &+ number)")
            var folded = fixture
            folded.session.fold()
            // Of rows or groups without an order only what they are is the same: folding gives nodes other numbers.
            let isOrdered = text.contains("order by") && text.contains("id limit")
            #expect(
                try answer(text, folded, .lowest).settled(isOrdered: isOrdered) == plain.settled(isOrdered: isOrdered),
                "\(text), seed \(seed &+ number), folded")
        }
    }
}
