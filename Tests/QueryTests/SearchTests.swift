import Diagnostics
import Execution
import Graph
import Query
import Syntax
import Testing
import Text

/// A session on a few made-up nodes; folded into a base if `isFolded`, otherwise all of it is a delta.
private func session(isFolded: Bool) throws -> Session {
    var session = Session()
    try run(
        """
        add county 平遥县 (alias: ("平遥"), code: "140728")
        add county 平遙新区 (code: "140799")
        add county 介休市
        add person 陈晓岚 (post: "市政协委员")
        add person 吴志远
        add proposal "p/1" (title: "让低空经济在平遥飞起来", year: 2025,
            summary: "第一，建设避暑小镇；第二，发展康养产业，打造避暑康养品牌。第三，完善设施。")
        add proposal "p/2" (title: "把避暑康养做成产业", year: 2024, summary: "低空旅游也要发展。")
        add proposal "p/3" (title: "办好养老服务", summary: "避暑的地方不少，人也多。")
        add proposal "p/4" (title: "数字经济")
        link proposal "p/1" authored_by person 陈晓岚
        link proposal "p/2" authored_by person 吴志远
        """, &session)
    if isFolded { session.fold() }
    return session
}

private func run(_ text: String, _ session: inout Session) throws {
    let source = SourceText(name: "test", text: text)
    for statement in try parse(source) { _ = try session.run(statement, in: source) }
}

/// The rows of the last statement, cells as text.
private func rows(_ text: String, _ session: inout Session) throws -> [[String]] {
    let source = SourceText(name: "test", text: text)
    var rows: [[String]] = []
    for statement in try parse(source) {
        guard case .answer(var answer) = try session.run(statement, in: source) else { continue }
        rows = []
        while case let batch = try answer.nextBatch(), !batch.isEmpty { rows += batch.map { $0.map(words) } }
    }
    return rows
}

private func words(_ value: Value) -> String {
    switch value {
    case .text(let text): text
    case .number(let number): decimalText(number)
    case .node(let node): node.name
    case .list(let values): values.map(words).joined(separator: ",")
    default: "\(value)"
    }
}

private func names(_ text: String, _ session: inout Session) throws -> [String] {
    try rows(text, &session).map { $0.first ?? "" }
}

@Suite(.serialized) struct `Matching in queries` {
    @Test(arguments: [false, true]) func `patterns find names, properties and what is behind a path`(isFolded: Bool)
        throws
    {
        var session = try session(isFolded: isFolded)
        #expect(try names("find counties where name ~ /^平[遥谣].?$/ show name", &session) == ["平遥县"])
        #expect(try names("find counties where name ~ /平遥(县|新区)/ show name", &session) == ["平遥县", "平遙新区"])
        #expect(try names("find counties where name !~ /平遥/ show name", &session) == ["介休市"])
        #expect(try names("find counties where code ~ /^1407\\d{2}$/ and name ~ /县$/ show name", &session) == ["平遥县"])
        #expect(try names("find proposals where summary ~ /避暑.{0,6}品牌/ show id", &session) == ["p/1"])
        #expect(try names("find proposals where authored_by ~ /^陈/ show id", &session) == ["p/1"])
        #expect(try names("find people where post ~ /政协.*员$/ show name", &session) == ["陈晓岚"])
        #expect(try names("find people where post ~~ 政协委园 show name", &session) == ["陈晓岚"])
        #expect(try names("find counties where alias ~~ py show name", &session) == ["平遥县"])
        #expect(try names("find proposals where lower(title) ~ /数字/ show id", &session) == ["p/4"])
        #expect(
            try names("find proposals group by year as y show y, count() as n where y ~ /24/", &session) == ["2024"])
    }

    @Test func `patterns look at changed values`() throws {
        var session = try session(isFolded: true)
        try run("set proposal \"p/4\" (summary: \"避暑新品牌\")\nset proposal \"p/1\" (summary: none)", &session)
        #expect(try names("find proposals where summary ~ /避暑.{0,6}品牌/ show id", &session) == ["p/4"])
    }

    @Test(arguments: [false, true]) func `fuzzy rows come by score`(isFolded: Bool) throws {
        var session = try session(isFolded: isFolded)
        #expect(try names("find counties where name ~~ 平谣 show name", &session) == ["平遥县", "平遙新区"])
        #expect(try names("find counties where name ~~ pingyao show name, score", &session) == ["平遥县", "平遙新区"])
        #expect(try names("find counties where name ~~ py order by name desc show name", &session) == ["平遥县", "平遙新区"])
        #expect(try names("find proposals where title ~~ pingyao show id", &session) == ["p/1"])
        #expect(try names("find proposals where authored_by.name ~~ 陈小岚 show id, score", &session) == ["p/1"])
        #expect(try names("find proposals where summary ~~ 避署康养 show id", &session) == ["p/1"])
        #expect(try names("find counties where name ~~ pingyao limit 1 show name", &session) == ["平遥县"])
        #expect(try names("find counties where name ~~ pingyao where score > 0.77 show name", &session) == ["平遥县"])
        #expect(try names("count counties where name ~~ pingyao", &session) == ["2"])
        let either = try rows("find counties where name ~~ any(介修, 平遥) show name, score limit 2", &session)
        #expect(either.map { $0[0] } == ["平遥县", "平遙新区"] && either[0][1] == "1")
        #expect(try names("find counties where name ~~ any(介休市, 平遥) show name limit 1", &session) == ["平遥县"])
        #expect(throws: Failure.self) { try rows("find counties where name ~~ .code", &session) }
        let scores = try rows("find counties where name ~~ 平遥 show name, score, 得分", &session)
        #expect(scores.first == ["平遥县", "1", "1"])
        #expect(try names("find counties where name = 平遙縣 or name ~ 平遙新 show name", &session) == ["平遥县", "平遙新区"])
    }

    @Test(arguments: [false, true]) func `search ranks titles above bodies and cuts snippets`(isFolded: Bool) throws {
        var session = try session(isFolded: isFolded)
        let found = try rows("search \"避暑 康养\" in proposals show id, snippet, score", &session)
        #expect(found.map { $0[0] } == ["p/2", "p/1", "p/3"])
        #expect(found.map { $0[1] }.first == "把避暑康养做成产业")
        #expect(found.last?[1] == "避暑的地方不少，人也多。")
        let chinese = try rows("搜索 “避暑 康养” 在 提案 显示 id，摘录，得分", &session)
        #expect(chinese == found)
        #expect(try names("search 避暑 in proposals where year = 2025 show id", &session) == ["p/1"])
        #expect(try names("search 避暑 in proposals limit 1 show id", &session) == ["p/2"])
        #expect(try names("search 避暑 in proposals order by id desc show id", &session) == ["p/3", "p/2", "p/1"])
        #expect(try rows("search 平遥", &session).map { $0[0] + " " + $0[1] }.first == "county 平遥县")
        #expect(try names("search 平遙 in counties, proposals show name", &session).count == 3)
        #expect(try names("let hits = search 避暑 in proposals\nfind hits show id", &session).count == 3)
        #expect(try names("find people where authored in (search 康养 in proposals) show name", &session).count == 2)
        #expect(try rows("search 低空经济 in proposals show id", &session) == [["p/1"]])
        #expect(try rows("search 火箭", &session) == [])
        try run("add topic 无人机 (alias: (\"UAV 3D\", \"D4415\"))\nadd topic UAVs", &session)
        #expect(try rows("search ｕａｖ show name, snippet", &session) == [["无人机", "UAV 3D"]])
        #expect(try rows("search d show name", &session) == [])
    }

    @Test func `search is the same over a base, a delta and both`() throws {
        var added = try session(isFolded: false)
        var folded = try session(isFolded: true)
        let change =
            "set proposal \"p/3\" (title: \"避暑\")\nremove proposal \"p/2\"\nadd proposal \"p/5\" (title: \"康养\")"
        for query in ["search \"避暑 康养\" show name, snippet, score", "search 产业 in proposals, counties show id, score"] {
            #expect(try rows(query, &added) == rows(query, &folded))
        }
        try run(change, &added)
        try run(change, &folded)
        var again = folded
        again.fold()
        let query = "search \"避暑 康养\" show name, snippet, score"
        let expected = try rows(query, &added)
        #expect(try rows(query, &folded) == expected)
        #expect(try rows(query, &again) == expected)
        #expect(expected.count == 3)
    }

    @Test(arguments: [
        "find topics where name ~ /(a?){1000}(b?){1000}[cd]{900}e/ show name",
        "find proposals where summary ~ /(a?){1000}(b?){1000}[cd]{900}e/ show id",
        "find proposals where summary ~~ 避署 show id", "find topics where name ~~ 避署 show name",
        "search ab show name",
    ])
    func `what takes long stops when it is told to`(text: String) throws {
        var session = try session(isFolded: true)
        let long = String(repeating: "ab", count: 5_000)
        try run("add topic \"\(long)\"\nset proposal \"p/1\" (summary: \"\(long)\")", &session)
        session.fold()
        session.isCancelled = { true }
        #expect(throws: (any Error).self) { try rows(text, &session) }
    }

    @Test(arguments: [
        ("find counties where name ~ /平遥(/", 34..<35), ("find counties where name ~ /a\\/平{2,1}/", 34..<39),
        ("find counties where name ~ ／平[／", 33..<34), ("search \"  \"", 7..<11),
    ])
    func `an error points into the pattern`(text: String, place: Range<Int>) throws {
        var session = try session(isFolded: false)
        let source = SourceText(name: "test", text: text)
        let statement = try #require(try parse(source).first)
        do {
            _ = try session.run(statement, in: source)
            Issue.record("no error: \(text)")
        } catch let failure {
            #expect(failure.diagnostic.range == place)
        }
    }
}
