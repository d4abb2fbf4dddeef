import Graph
import Syntax
import TestSupport
import Testing
import Text

@testable import Query

private let script = """
    add county 平遥县 (code: "140728", type: "县", alias: ("平遥"))
    add county 平定县 (type: "县") add county 太平县 add county 安吉县 (type: "县") add county 重庆县
    add industry 文化旅游 add industry 低空经济 add person 你怀仁 add unit "市审计局 (党组)"
    add proposal "p/1" (title: "低空经济", year: 2024)
    add target "t/1" (indicator: "收入", value: 1000亿元, year: 2025)
    link county 平定县 develops industry 文化旅游 link county 平定县 develops industry 低空经济
    link county 平遥县 develops industry 文化旅游
    let tourism = find counties where develops = 文化旅游
    define gap($level) = find industries where name = $level
    """

/// What may stand at the `▮`, best first, for a graph whose nodes are in the base and for one where they were added since.
private func words(_ text: String, isFolded: Bool = true) throws -> [String] {
    try completions(text, isFolded: isFolded).map(\.text)
}

private func completions(_ text: String, isFolded: Bool = true) throws -> [CompletionWord] {
    var session = Session()
    try session.run(script: script)
    if isFolded { session.fold() }
    session.setParameter("县", "平遥")
    var builder = NameIndexBuilder(session.graph)
    let names = builder?.finish(isCancelled: { false })
    let before = text.prefix { $0 != "▮" }
    let context = expectations(in: text.replacing("▮", with: ""), at: before.utf8.count)
    return session.completions(in: context, names: names)
}

@Suite struct `Words at the cursor` {
    @Test(
        arguments: [true, false],
        [
            ("平", ["平定县", "平遥县", "太平县"]), ("平遥", ["平遥县"]), ("遥", ["平遥县"]), ("pingy", ["平遥县"]), ("py", ["平遥县"]),
            ("平yao", ["平遥县"]), ("pyx", ["平遥县"]), ("ping", ["平定县", "平遥县", "太平县"]), ("yx", ["平遥县"]),
            ("chongq", ["重庆县"]), ("zhongq", []), ("cq", ["重庆县"]), ("无", []), ("平遥县城", []),
        ]) func `names are found by Han, pinyin and initials, the nearest and most linked first`(
            isFolded: Bool, one: (typed: String, expected: [String])
        ) throws
    {
        for quote in ["", "\"", "“"] {
            let found = try completions("find counties where name = \(quote)\(one.typed)▮", isFolded: isFolded)
            #expect(found.filter(\.isName).map(\.text) == one.expected, "\(quote)\(one.typed)")
        }
    }

    @Test func `mixed Han and pinyin finds a name`() throws {
        #expect(try words("find people where name = 你huai▮") == ["你怀仁"])
        #expect(try words("find people where name = \"你hr▮") == ["你怀仁"])
        #expect(try words("find counties where name = \"an'ji▮") == ["安吉县"])
    }

    @Test func `names come with their kind and how many links they have`() throws {
        #expect(try completions("find counties where name = 平d▮").first?.note == "county 2")
        #expect(try completions("查找 县区 其中 名称 = 平d▮").first?.note == "县区 2")
        #expect(try completions("find cou▮").first?.note == "5")
    }

    @Test func `behind an arrow stand relations only`() throws {
        let found = try words("find counties -> ▮")
        #expect(found.contains("develops") && !found.contains("name") && !found.contains("code"))
        #expect(found.contains("located_in") && !found.contains("authored_by"))
        #expect(try words("find counties -> dev▮") == ["develops"])
        #expect(try words("查找 县区 -> 发▮").first == "发展")
        let next = try words("find counties -> develops.▮")
        #expect(next.contains("concerned_by") && !next.contains("name"))
        #expect(try words("find counties -> develops[▮").contains("name"))
    }

    @Test func `a path offers what its end has`() throws {
        #expect(try words("find proposals show authored_by.po▮") == ["post"])
        #expect(try words("find counties where has concerned_by[proposal].summ▮") == ["summary"])
        #expect(try words("find counties as c where has concerned_by[proposal and concerns in c.dev▮") == ["develops"])
        #expect(try words("find plans show positioned_by@▮").isEmpty == false)
        #expect(try words("find counties show positioned_by { @ti▮") == ["title"])
        #expect(try words("find counties as c order by ▮").contains("c"))
    }

    @Test func `behind a group stand keys and aggregates only`() throws {
        let found = try words("find findings group by category as c show ▮")
        #expect(found.contains("c") && found.contains("count(") && !found.contains("summary"))
        #expect(!found.contains("year("))
        let later = try words("find findings group by category as c show c, count() as n order by ▮")
        #expect(later.contains("n") && !later.contains("summary"))
        #expect(try words("find findings group by category show category, sum(▮").contains("order"))
    }

    @Test(arguments: [
        "show rou▮", "show name, rou▮", "where rou▮", "where not rou▮", "where year = 1 and rou▮", "where (rou▮",
        "where value > rou▮", "where value > 1 + rou▮", "where value / rou▮", "show -rou▮", "show (rou▮",
        "show 1 + rou▮",
        "show abs(rou▮", "show round(value, rou▮", "show if(rou▮", "show if(year = 1, rou▮", "order by rou▮",
        "order by name, rou▮", "group by rou▮", "top 2 per rou▮", "pivot rou▮", "pivot year by rou▮",
        "where has baseline[rou▮", "where every baseline satisfies rou▮", "show baseline { rou▮", "as t where rou▮",
    ]) func `functions may stand wherever an expression begins`(_ clause: String) throws {
        #expect(try words("find targets " + clause) == ["round("])
    }

    @Test func `a function isn't offered beside values`() throws {
        #expect(try words("find counties where name = 平▮") == ["平定县", "平遥县", "太平县"])
        #expect(!(try words("find counties where type = ▮").contains("round(")))
    }

    @Test func `all kinds together are a source`() throws {
        #expect(try words("find anyth▮") == ["anything"])
        #expect(try words("查找 一切▮") == ["一切"])
    }

    @Test func `rows that were searched have a score`() throws {
        #expect(try words("search \"低空\" in proposals show ▮").contains("snippet"))
        #expect(try words("find proposals where title ~~ 低控 show sc▮") == ["score"])
        #expect(!(try words("find proposals show ▮").contains("score")))
    }

    @Test func `values are those of the property, and units those it is given in`() throws {
        #expect(try words("find counties where type = ▮").first == "县")
        #expect(try words("find targets where value >= 1000▮") == ["1000亿元"])
        #expect(try words("find targets where value >= 5万▮").first == "5万元")
        #expect(try words("find counties where kind = ▮").contains("county"))
        #expect(try words("find units where name = 市审▮") == ["市审计局 (党组)"])
        #expect(try words("find counties where develops = county \"平y▮") == ["平遥县"])
    }

    @Test func `named results, queries, parameters and periods are offered`() throws {
        #expect(try words("find tour▮") == ["tourism"])
        #expect(try words("find ga▮") == ["gap"])
        #expect(try words("find counties where develops in tou▮") == ["tourism"])
        #expect(try words("find targets where year in 十四▮") == ["十四五"])
        #expect(try words("find counties where name = $▮") == ["县"])
        #expect(try words("define f($level) = find counties where name = $le▮") == ["level"])
        #expect(try words("find targets show value in 亿▮").contains("亿元"))
    }

    @Test func `a word that was begun is meant before one that sounds so`() throws {
        #expect(try words("find counties sho▮") == ["show"])
        #expect(try words("查找 县▮") == ["县区"])
        #expect(try words("查找 县区 xians▮").first == "显示")
        #expect(try words("查找 ▮").contains("提案"))
        #expect(try words("find ▮").contains("proposals"))
    }

    @Test func `a quote that is closed already isn't closed twice`() {
        let text = "find counties where name = \"平\" show name"
        let context = expectations(in: text, at: text.utf8.count - "\" show name".utf8.count)
        #expect(context.replaced == 27..<32)
    }

    @Test func `the index finds what looking at each name finds`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        var session = Session()
        let han = Array("平遥安吉重庆低空经济文旅县市长乐行单曾")
        for number in 0..<300 {
            let characters = (0..<random.number(1...5)).map { _ in String(random.pick(han)) }.joined()
            let name = characters + (random.chance(50) ? "\(number)" : "a\(number % 7)")
            _ = try? session.run(script: "add county \"\(name)\" (alias: (\"\(name.dropFirst())\"))")
        }
        session.fold()
        var builder = NameIndexBuilder(session.graph)
        let made = builder?.finish(isCancelled: { false })
        let index = try #require(made)
        for typed in ["p", "py", "pingy", "平", "经j", "cq", "zq", "le", "a3", "1", "xing", "hangz", "z", "遥an"] {
            let matcher = WordMatcher(typed)
            var best = BestNodes(limit: 20)
            #expect(
                index.offerMatches(
                    of: matcher, among: 0..<session.graph.baseCount, isExcluded: { _ in false }, to: &best,
                    isCancelled: { false }))
            var expected: [NodeID: CompletionRank] = [:]
            session.graph.forEachName { name, _, node in
                if let rank = matcher.rank(folded: name) { expected[node] = min(rank, expected[node] ?? rank) }
                return true
            }
            let sorted = expected.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(20)
            #expect(best.sorted().map(\.node) == sorted.map(\.key), "\(typed), seed \(seed)")
        }
    }

    @Test func `an index can be left half made and gone on with`() throws {
        var session = Session()
        try session.run(script: script)
        session.fold()
        var builder = try #require(NameIndexBuilder(session.graph))
        var asked = 0
        let first = builder.finish {
            asked += 1
            return asked > 1
        }
        #expect(first == nil)
        #expect(builder.finish(isCancelled: { false })?.isOf(session.graph) == true)
        #expect(NameIndexBuilder(Session.emptyGraph) == nil)
    }
}
