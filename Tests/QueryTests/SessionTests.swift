import Diagnostics
import Glibc
import Graph
import Syntax
import Testing
import Text

@testable import Query

/// What one conversation with a graph keeps, undoes and understands.
struct SessionTests {
    /// A session on counties, industries and targets of the shipped schema.
    private func session() throws -> Session {
        var session = Session()
        try session.run(
            script: """
                add county 平遥县 (code: "140728", alias: ("平遥"))
                add county 介休市 (code: "140781")
                add industry "文化旅游产业"
                add industry "低空经济"
                link county 平遥县 develops industry "文化旅游产业" (confidence: 0.9)
                add figure "f1" (indicator: "常住人口", value: 1.5万人, year: 2020)
                add figure "f2" (indicator: "常住人口", value: 15000人, year: 2025)
                add target "t1" (indicator: "绿地面积", value: 2公顷, year: 2025)
                add document "d1" (date: 2021-03)
                add document "d2" (date: 2026-01-02)
                """)
        return session
    }

    // MARK: All or nothing

    @Test(arguments: [
        "add county 平遥县", "add county 灵石县 (cod: \"1\")", "link county 平遥县 develops industry \"文化旅游产业\"",
        "set county 平遥县 (code: \"1\", code: \"2\")", "remove county 太谷", "kind county is unit",
        "relation develops from palce to industry", "set county 平遥县 (id: none)", "find counties where cod = 1",
        "find figures show value + 1元", "commit", "rollback", "load \"/nothing/there.zk\"",
    ])
    func `a statement that fails leaves everything as it was`(_ statement: String) throws {
        var session = try session()
        try session.run(script: "let both = find counties\nfind industries")
        let before = session.graph.script()
        let changes = session.graph.changeCount
        _ = session.error(of: statement)
        #expect(session.graph.script() == before && session.graph.changeCount == changes)
        #expect(try session.cells("find it show id").count == (statement.hasPrefix("find figures") ? 3 : 2))
        #expect(try session.cells("find both show id").count == 2)
    }

    @Test func `a file with a broken line is not loaded at all`() throws {
        var session = try session()
        let before = session.graph.script()
        try withFile("add county 灵石县\nlet x = find counties\nadd county 灵石县\n") { path in
            #expect(session.error(of: "load \"\(path)\"") != nil)
            #expect(session.graph.script() == before)
            #expect(session.error(of: "find x") != nil, "nor is what it named known")
        }
        try withFile("add county 灵石县\nfind countys") { path in
            #expect(session.error(of: "load \"\(path)\"") != nil)
            #expect(session.graph.script() == before)
        }
        try withFile("add county 灵石县\nadd county \"太谷区") { path in
            #expect(session.error(of: "load \"\(path)\"") != nil)
            #expect(session.graph.script() == before)
        }
        try withFile("add county 灵石县\n") { path in
            #expect(session.error(of: "load \"\(path)\"") == nil)
            let found = try session.cells("count counties")
            #expect(found == [["3 number"]])
        }
    }

    @Test func `rollback returns to where begin was, commit does not`() throws {
        var session = try session()
        let before = session.graph.script()
        try session.run(
            script: "let two = find counties\nbegin\nadd county 灵石县\nlet two = find industries\nremove county 介休市")
        #expect(session.error(of: "begin") != nil)
        #expect(try session.cells("count counties") == [["2 number"]])
        try session.run(script: "rollback")
        #expect(session.graph.script() == before)
        #expect(try session.cells("find two where name = 平遥 show id") == [["\"平遥县\""]])
        try session.run(script: "begin add county 灵石县 commit")
        #expect(session.error(of: "rollback") != nil)
        #expect(try session.cells("count counties") == [["3 number"]])
    }

    // MARK: Results

    @Test func `it is the last result, and let names one`() throws {
        var session = try session()
        try session.run(script: "let both = find industries\nfind counties where develops in both")
        #expect(try session.cells("find it show id") == [["\"平遥县\""]])
        #expect(try session.cells("count both") == [["2 number"]])
        #expect(session.error(of: "let counties = find industries") != nil, "a kind has that name")
        try session.run(script: "let both = find counties where name = 介休市")
        #expect(try session.cells("find both show id") == [["\"介休市\""]], "the later one counts")
    }

    @Test func `results mean the same nodes after changes and folding, without removed ones`() throws {
        var session = try session()
        try session.run(script: "add place 榆次 add county 灵石县 let all = find places order by id desc find counties")
        try session.run(script: "remove county 介休市 add place 祁县")
        let before = try session.cells("find all show id")
        #expect(before == [["\"灵石县\""], ["\"榆次\""], ["\"平遥县\""]])
        session.fold()
        #expect(try session.cells("find all show id") == before)
        #expect(session.graph.changeCount == 0 && session.graph.violations().isEmpty)
    }

    // MARK: Parameters

    @Test(arguments: [
        "平遥县", "平\"遥", "x\" or name ~ \"", "'; remove county 平遥县; '", "any(\"a\", \"b\")", "it", "2025", "\\", "$x", "",
    ])
    func `a parameter is a value, whatever it looks like`(_ text: String) throws {
        var session = try session()
        try session.run(
            script: "add county 太谷区 (code: \"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\")")
        session.setParameter("x", text)
        #expect(try session.cells("find counties where code = $x show id") == [["\"太谷区\""]])
        #expect(try session.cells("count counties") == [["3 number"]])
    }

    @Test func `a parameter is of the type that it is compared with`() throws {
        var session = try session()
        session.setParameter("year", "2025")
        session.setParameter("amount", "1.5万人")
        session.setParameter("day", "2021-03")
        #expect(try session.cells("find figures where year = $year show id").count == 2)
        #expect(try session.cells("find figures where value = $amount show id").count == 2)
        #expect(try session.cells("find documents where date = $day show id") == [["\"d1\""]])
        #expect(session.error(of: "find figures where year = $day") != nil)
        #expect(session.error(of: "find figures where year = $none") == "$none has no value")
    }

    // MARK: Values

    @Test(arguments: [
        ("value = 15000人", 2), ("value = 1.5万人", 2), ("value >= 0.00015亿人", 2), ("value > 1.5万人", 0),
        ("value = 30亩", 1), ("value = 20000平方米", 1), ("value < 0.03平方公里", 1), ("value in 1公顷..3公顷", 1),
        ("value in 1万人..2万人", 2), ("value != 1.5万人", 1), ("value = 2元", 0),
    ])
    func `amounts of one dimension compare whatever their unit`(_ condition: String, _ found: Int) throws {
        var session = try session()
        #expect(try session.rows("find figures where \(condition)").count == found)
        session.fold()
        #expect(try session.rows("find figures where \(condition)").count == found)
    }

    @Test func `in converts, and refuses what measures something else`() throws {
        var session = try session()
        let shown = try session.rows("find targets show value in 亩 as area, value in 平方米 as metres")
        #expect(
            shown == [[.quantity(Quantity(value: 30, unit: "亩")), .quantity(Quantity(value: 20_000, unit: "平方米"))]])
        #expect(throws: (any Error).self) { try session.rows("find targets show value in 万元 as area") }
        #expect(session.error(of: "find targets show value in 公亩 as area") != nil)
    }

    @Test func `a column of one dimension is not compared with another`() throws {
        var session = try session()
        #expect(session.error(of: "find targets where value > 5人") != nil)
        try session.run(script: "remove target t1 add target t2 (value: 3人)")
        #expect(session.error(of: "find targets where value > 5公顷") != nil, "what was removed no longer counts")
        session.fold()
        #expect(session.error(of: "find targets where value > 5公顷") != nil)
        #expect(session.error(of: "find targets where value > 1人") == nil)
    }

    @Test func `in a column of mixed dimensions the others do not match, and a note says how many`() throws {
        var session = try session()
        session.fold()
        guard case .answer(var answer) = try session.run(script: "find figures where value > 1人") else { return }
        while try !answer.nextBatch().isEmpty {}
        #expect(answer.rowCount == 2)
        #expect(answer.notes == [.otherDimension(property: "value", count: 1, isPlainNumber: false)])
    }

    @Test(arguments: [
        ("date = 2021", 1), ("date = 2021-03", 1), ("date = 2021年3月", 1), ("date = 2021-03-05", 0),
        ("date < 2021-04", 1),
        ("date <= 2021", 1), ("date >= 2021-03-01", 2), ("date > 2025", 1), ("date in 十四五", 1), ("date in 十五五", 1),
        ("date in 2021..2026", 2), ("date not in 十四五", 1), ("date ~ \"2021\"", 1),
    ])
    func `dates may be partial and periods have names`(_ condition: String, _ found: Int) throws {
        var session = try session()
        #expect(try session.rows("find documents where \(condition)").count == found)
        session.fold()
        #expect(try session.rows("find documents where \(condition)").count == found)
    }

    @Test func `a year lies in a period`() throws {
        var session = try session()
        #expect(try session.cells("find figures where year in 十四五 show id order by id") == [["\"f2\""], ["\"t1\""]])
        #expect(session.error(of: "find figures where year in 平遥") != nil)
    }

    @Test func `arithmetic on a set of more than one is an error that says how to narrow it`() throws {
        var session = try session()
        try session.run(
            script: """
                add figure b1 (value: 1万人) add figure b2 (value: 2万人) add target t3 (value: 3万人)
                link target t3 baseline figure b1
                """)
        #expect(try session.cells("find targets where id = t3 show value / baseline.value as growth") == [["3 number"]])
        try session.run(script: "link target t3 baseline figure b2")
        #expect(throws: (any Error).self) {
            try session.rows("find targets where id = t3 show value / baseline.value as g")
        }
        let message = session.error(of: "find targets where id = t3 and value / baseline.value > 1")
        #expect(message == "arithmetic takes one value, and here are 2")
        let narrowed = "find targets where id = t3 show value / baseline[id = b2].value as growth"
        #expect(try session.cells(narrowed) == [["1.5 number"]])
    }

    // MARK: Safety

    @Test(arguments: [
        "add county 祁县", "remove county 平遥县", "load \"x.zk\"", "save \"x.zkg\"", "dump \"x.zk\"", "kind x",
    ])
    func `what changes something or touches a file is refused under safe`(_ statement: String) throws {
        var session = try session()
        session.isSafe = true
        let before = session.graph.script()
        #expect(session.error(of: statement) != nil)
        #expect(session.graph.script() == before)
        #expect(try session.rows("find counties").count == 2)
    }
}

/// A file in a new folder that holds this text for as long as the body runs.
func withFile(_ text: String, _ body: (String) throws -> Void) throws {
    var template = Array("/tmp/zhiku-session-tests-XXXXXX".utf8CString)
    guard let folder = mkdtemp(&template).map({ String(cString: $0) }), let file = fopen(folder + "/file.zk", "w")
    else {
        preconditionFailure("can't write in /tmp")
    }
    fputs(text, file)
    fclose(file)
    defer {
        unlink(folder + "/file.zk")
        rmdir(folder)
    }
    try body(folder + "/file.zk")
}
