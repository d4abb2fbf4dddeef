import Diagnostics
import Execution
import Plan
import Testing

@testable import Query

/// What analysts tried to say.
@Suite struct `What analysts say` {
    private static let setup = """
        add county 平遥县 (alias: ("平遥"), code: "1") add county 祁县 (code: "2") add site 平遥古城 (class: "景区")
        link site 平遥古城 located_in county 平遥县
        add topic 资产 add section s (title: "平遥一节") add finding f1 (summary: "x") add finding f2 (summary: "y")
        link finding f1 topic topic 资产 link finding f1 mentions topic 资产
        link section s mentions county 平遥县 link section s topic topic 资产
        add figure a (indicator: "一", value: 3万人次, year: 2025) add figure b (indicator: "二", value: 50%)
        add figure c (indicator: "三", value: 3个) add figure d (indicator: "四", value: 7) add figure e (indicator: "五")
        """

    @Test(arguments: [
        ("find anything where name ~ 平遥 show kind, name", ["county|平遥县", "section|平遥一节", "site|平遥古城"]),
        ("find everything where class = 景区 show name", ["平遥古城"]),
        ("find nodes where topic = 资产 and kind = section show id", ["s"]),
        ("查找 一切 其中 名称 = 平遥 显示 代码", ["1"]),
        ("count anything where id in (\"a\", \"f1\", \"祁县\")", ["3"]),
        ("find anything where has topic -> topic show name", ["资产"]),
        ("find anything where year = 2025 show name, unit(value)", ["一|万人次"]),
    ]) func `of all kinds together`(_ query: String, _ expected: [String]) {
        var talk = Conversation(Self.setup)
        #expect(talk.say(query).sorted() == expected.sorted())
    }

    @Test func `of all kinds together, unless a result has that name`() {
        var talk = Conversation(Self.setup)
        #expect(talk.say("let nodes = find counties count nodes") == ["2"])
        #expect(talk.say("find anything where altitude = 3") == ["error: \(unknown)"])
    }

    private var unknown: String {
        var talk = Conversation(Self.setup)
        return String(talk.say("find anything where altitude = 3")[0].dropFirst(7))
    }

    @Test(arguments: [
        ("find figures where year present show name", ["一"]), ("find figures where 年份 存在 显示 名称", ["一"]),
        ("find figures where value missing show name", ["五"]), ("查找 数据 其中 数值 为空 显示 名称", ["五"]),
        ("find figures where year not missing show name", ["一"]),
        ("查找 数据 其中 年份 不为空 且 数值 存在 显示 名称", ["一"]),
        ("find counties where no missing", ["error: county has no property or relation “missing”"]),
        ("find sections show 题名, 名称, title", ["平遥一节|平遥一节|平遥一节"]),
    ]) func `is there or not`(_ query: String, _ expected: [String]) {
        var talk = Conversation(Self.setup)
        #expect(talk.say(query) == expected)
    }

    @Test(arguments: [
        ("find figures where unit(value) = 万人次 show name", ["一"]),
        ("查找 数据 分组 单位(数值) 为 位 显示 位，计数() 为 数 排序 位", ["%|1", "万人次|1", "个|1", "|2"]),
        ("find figures where value > 0.4 show name", ["二", "三", "四"]),
        // A share is not less than what is counted.
        ("find figures where value > 40% show name", ["二", "四"]),
        ("find figures where value > 1 and value < 5 show name", ["三"]),
        ("find figures where name ~ 5A级", []),
    ]) func `in units`(_ query: String, _ expected: [String]) {
        var talk = Conversation(Self.setup)
        #expect(talk.say(query) == expected)
    }

    @Test(arguments: [
        ("find topics show name, count(about_topic) / (count findings) in %", ["资产|100%"]),
        ("find topics show count(about_topic[finding]) / (count findings where summary is present) as part", ["0.5"]),
        ("let all = find findings find topics show (count all) * 2 + 1", ["5"]),
        ("find counties where count(contains) < (count counties) show name", ["平遥县", "祁县"]),
        ("find counties where (count sites) = 1 and name ~ 祁 show name", ["祁县"]),
        ("find findings group by topic.name as t show t, count() / (count findings) order by t", ["资产|0.5", "|0.5"]),
        ("find counties as c show name, (count (find sites where located_in.id = c.id)) as n", ["平遥县|1", "祁县|0"]),
        ("find counties show ((count sites) + 1) as n limit 1", ["2"]),
        ("查找 县区 显示 (计数 问题) 前 1", ["2"]),
        ("find counties show round((count findings) / 3, 1) limit 1", ["0.7"]),
        (
            "find counties show (count findings group by topic)",
            ["error: groups are no nodes, so “count” cannot follow `group by`"]
        ),
    ]) func `as a part of all`(_ query: String, _ expected: [String]) {
        var talk = Conversation(Self.setup)
        #expect(talk.say(query) == expected)
    }

    @Test func `from what has a name to what has one`() {
        var talk = Conversation(Self.setup)
        talk.session.setParameter("place", "平遥")
        let way = ["1|平遥县 <-[located_in]- 平遥古城"]
        #expect(talk.say("path from county $place to site 平遥古城") == way)
        #expect(talk.say("path from 平遥 to 平遥古城") == way)
        #expect(talk.say("let start = find counties where name = 平遥 path from start to (find sites)") == way)
        #expect(talk.say("path from it to start within 3") == ["0|平遥县"])
        #expect(
            talk.say("find counties where name = 平遥 path from it to site 平遥古城 show 节点, 结点, nodes").last
                == "平遥县; 平遥古城|平遥县; 平遥古城|平遥县; 平遥古城")
        #expect(talk.say("path from county to site 平遥古城").first?.hasPrefix("error: “county” is a kind") == true)
        #expect(talk.say("path from nowhere to site 平遥古城").first?.hasPrefix("error: “nowhere”") == true)
        #expect(talk.say("path from county $other to site 平遥古城") == ["error: $other has no value"])
    }

    @Test func `never empty without a word`() throws {
        var session = Session()
        try session.run(script: Self.setup)
        func notes(_ query: String) throws -> [Note] { try session.answer(to: query).notes }
        #expect(
            try notes("find findings where has mentions[topic = 资产]")
                == [.neverThere("topic", step: "mentions", kind: "topic")])
        #expect(try notes("find findings where has mentions[topic and name = 资产]") == [])
        // Sections mention a county, which has a code.
        #expect(try notes("find sections show mentions[code = 1]") == [])
        #expect(
            try notes("find sections show mentions[year = 1]") == [.neverThere("year", step: "mentions", kind: nil)])
        // What is denied leaves everything, and nothing is to be noted.
        #expect(try notes("find sections show mentions[year != 1]") == [])
    }

    @Test func `by a chart that stays with what was defined`() throws {
        var session = Session()
        try session.run(script: Self.setup)
        try session.run(
            script: "define c = find counties show name, count(contains) as n order by n desc chart bar")
        for query in ["find c", "find c limit 1", "find c where n > 0", "find c order by n"] {
            #expect(try session.answer(to: query).chart != nil, "\(query)")
        }
        for query in ["find c show name", "find c -> contains"] {
            #expect(try session.answer(to: query).chart == nil, "\(query)")
        }
        #expect(try session.rows("find c where n > 0").count == 1)
    }

    @Test func `functions by the names that the table has first`() {
        for entry in FunctionTable.entries {
            let words: Message
            switch entry.meaning {
            case .function(let function): words = function.words
            case .aggregate(let aggregate): words = aggregate.words
            case .measure(let measure): words = measure.words
            case .share, .ways: continue
            }
            #expect(words.english == entry.name)
            #expect(words.chinese == entry.aliases.first { !$0.utf8.allSatisfy { $0 < 0x80 } }, "\(entry.name)")
        }
    }

    @Test func `but not sorted by what is the same everywhere`() {
        var talk = Conversation(Self.setup)
        #expect(talk.say("find counties order by 2") == ["error: “2” is the same for every row and gives no order"])
    }
}
