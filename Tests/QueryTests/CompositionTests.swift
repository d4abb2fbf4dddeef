import Diagnostics
import Syntax
import Testing

@testable import Query

/// A small graph of which every fact has a source.
private let setup = """
    add county 甲县 (code: "1", level: "县", alias: "甲", source: "gb" 1)
    add county 乙县 (code: "2", level: "市", source: "gb" 2)
    add industry 文旅 (source: "plan" 1)
    add industry 煤炭 (source: "plan" 2)
    add plan "plan" (level: "市", source: "plan" 1..9)
    link county 甲县 develops industry 文旅 (source: "plan" 3..4, confidence: 0.5, rule: "reading", note: "古城")
    link county 乙县 develops industry 煤炭 (source: ("plan" 5, "news" 2))
    link plan "plan" promotes industry 文旅 (source: "plan" 7)
    """

@Suite struct `Citing` {
    @Test(arguments: [
        ("find counties show name cite", ["甲县|gb:1", "乙县|gb:2"]),
        ("find counties show develops cite", ["文旅?|gb:1; plan:3-4", "煤炭|gb:2; plan:5; news:2"]),
        ("find counties where code = 1 show develops.promoted_by.level cite", ["市|gb:1; plan:3-4; plan:7; plan:1-9"]),
        ("find counties where code = 2 show develops.promoted_by cite", ["|gb:2"]),
        ("find counties show count(develops) as n cite", ["1|gb:1; plan:3-4", "1|gb:2; plan:5; news:2"]),
        ("find counties where code = 1 show develops { name, @note } cite", ["{name: 文旅, @note: 古城}|gb:1; plan:3-4"]),
        ("find counties group by level show level, count() as n cite", ["县|1|gb:1", "市|1|gb:2"]),
        ("查找 县区 显示 名称 引注", ["甲县|gb:1", "乙县|gb:2"]),
    ]) func `gives the sources of what is shown`(text: String, rows: [String]) {
        var conversation = Conversation(setup)
        #expect(conversation.say(text) == rows)
    }
}

@Suite struct `Why` {
    @Test func `every fact has a row with its source, rule and confidence`() {
        var conversation = Conversation(setup)
        #expect(
            conversation.say("why county 甲").sorted() == [
                "alias|甲|gb:1|curated|1", "code|1|gb:1|curated|1", "develops@note|古城|plan:3-4|reading|0.5",
                "develops|文旅?|plan:3-4|reading|0.5", "id|甲县|gb:1|curated|1", "level|县|gb:1|curated|1",
                "name|甲县|gb:1|curated|1",
            ])
        #expect(conversation.say("why industry 文旅").contains("promoted_by|plan|plan:7|curated|1"))
    }
}

@Suite struct `Defined queries` {
    @Test(arguments: [
        ("define d($l) = find counties where level = $l show code; find d(县)", ["1"]),
        ("define d($l = 市) = find counties where level = $l; find d() show code; find d show code", ["2", "2"]),
        (
            "define d($l: text = 市) = find counties where level = $l; count d; count d(\"县\") where code = 2",
            ["1", "0"]
        ),
        ("define d($c: text) = find counties where code = $c; find d(1) show name", ["甲县"]),
        ("define d($l) = find counties where level = $l; find counties where county in d(县) show code", ["1"]),
        ("define d($l) = find counties where level = $l; find d(县) union (find d(市)) show code", ["1", "2"]),
        (
            "define d($l) = find counties where level = $l; define e($l) = find d($l) where code > 0; count counties",
            ["2"]
        ),
        ("define d($l) = find counties where level = $l; find d(\"县 or code = 2\") show code", []),
        ("define d($n: number) = find counties where count(develops) >= $n group by level; find d(1)", ["县|1", "市|1"]),
        ("定义 甲乙($级别) = 查找 县区 其中 级别 = $级别; 查找 甲乙(市) 显示 代码", ["2"]),
        ("define d() = find d()", ["error: “d” cannot call itself, directly or through others"]),
        (
            "define a() = find counties; define b() = find a(); define a() = find b()",
            ["error: “a” cannot call itself, directly or through others"]
        ),
        ("define d($a, $a) = find counties", ["error: the parameter $a is named once"]),
        (
            "define d($a: txt) = find counties",
            ["error: “txt” is not a type: text, number, quantity, date, source or name"]
        ),
        ("define d($a) = find counties; find d()", ["error: d(…) takes one argument, and here are 0"]),
        ("define d($a: number) = find counties; find d(\"x\")", ["error: $a is a number, and “\"x\"” is not"]),
        ("define d($a) = find countis", ["error: “countis” is neither a kind nor a name given by `let` or `define`"]),
    ]) func `take values and give rows`(text: String, rows: [String]) {
        var conversation = Conversation(setup)
        #expect(conversation.say(text) == rows)
    }

    @Test func `an error while running is shown in the text of the definition`() throws {
        var conversation = Conversation(setup)
        _ = conversation.say("                      define d() = find counties where code * develops.name > 1")
        let source = SourceText(name: "later", text: "find d()")
        let statement = try #require(try parse(source).first)
        #expect(throws: Failure.self) { try conversation.session.run(statement, in: source) }
        do { _ = try conversation.session.run(statement, in: source) } catch {
            #expect(error.source.name == "test")
        }
    }
}

@Suite struct `Merging` {
    @Test func `edges, values and names move, and conflicts keep the other's word`() {
        var conversation = Conversation(setup)
        #expect(
            conversation.say("begin; merge county 甲县 into county 乙县").sorted() == [
                "alias|alias|甲|", "alias|alias|甲县|", "conflict|code|1|2", "conflict|level|县|市", "moved|develops|文旅?|",
            ])
        #expect(conversation.say("find counties show id, alias, develops, source") == ["乙县|甲县; 甲|煤炭; 文旅?|gb:2; gb:1"])
        #expect(conversation.say("find counties where name = 甲 show code") == ["2"])
        #expect(conversation.say("rollback; find counties show name, code") == ["甲县|1", "乙县|2"])
    }

    @Test(arguments: [
        ("merge county 甲 into county 甲县", "“甲县” is that node already"),
        ("merge county 甲 into industry 文旅", "county and industry are different kinds of things, which cannot be one"),
        ("merge county 丙 into county 甲", "there is no county “丙”"),
    ]) func `what cannot be one stays two`(text: String, message: String) {
        var conversation = Conversation(setup)
        #expect(conversation.say(text) == ["error: \(message)"])
        #expect(conversation.say("count counties") == ["2"])
    }

    @Test func `an edge that both have keeps both sources`() {
        var conversation = Conversation(setup)
        _ = conversation.say("link county 乙县 develops industry 文旅 (source: \"x\" 1); merge county 甲县 into county 乙县")
        #expect(
            conversation.say("find counties show develops@source, develops@note where name = 乙县") == [
                "plan:5; news:2; x:1; plan:3-4|古城"
            ])
    }
}

@Suite struct `Checking` {
    @Test func `every wrong statement is reported, and nothing runs`() {
        let text = """
            find countis
            let x = find industries
            find x where nme = 1
            find targets where year = $y
            add county 丙县; why county 丙县
            set county 丙县 (lvel: "县")
            find x where
            """
        var check = ScriptCheck(Conversation(setup).session)
        check.check(SourceText(name: "test", text: text))
        let messages = check.failures.map(\.diagnostic.message.english)
        #expect(messages.count == 4, "\(messages)")
    }

    @Test(arguments: [
        ("find counties where code = 1 and level = 市", "0 of 2; without `code = 1`: 1; without `level = 市`: 1"),
        ("find counties where code = 9", nil),
        ("find counties where name = 甲 where code = 9 show name", "0 of 2; without `code = 9`: 1"),
    ]) func `the condition that emptied an answer is named`(text: String, message: String?) throws {
        let conversation = Conversation(setup)
        let source = SourceText(name: "test", text: text)
        guard case .query(let query) = try #require(try parse(source).first).kind else { return }
        #expect(conversation.session.whatEmptied(query, in: source)?.english == message)
    }
}

@Suite struct `Definitions that every session knows` {
    @Test(arguments: ["contradictions", "restatements", "矛盾", "重申"])
    func `work on any graph with the policy schema`(_ name: String) throws {
        var session = Session()
        #expect(try session.rows("find \(name)").isEmpty)
        try session.run(
            script: """
                add figure a (value: 1) add figure b (value: 2) add figure c (value: 3)
                link figure b contradicts figure a link figure b contradicts figure c link figure c restates figure a
                """)
        let count = ["contradictions", "矛盾"].contains(name) ? 2 : 1
        #expect(try session.rows("find \(name)").count == count)
        #expect(try session.rows("find \(name) where value > 0")[0].count == 5, "its columns stay")
    }

    @Test func `can be replaced`() throws {
        var session = Session()
        try session.run(script: "add county 甲 define contradictions = find counties")
        #expect(try session.rows("find contradictions").count == 1)
    }
}
