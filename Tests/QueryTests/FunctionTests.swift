import Plan
import Testing
import Text

@testable import Query

@Suite struct `Functions of values` {
    /// The value of an expression at one figure.
    private func value(_ expression: String) throws -> String {
        var session = Session()
        try session.run(
            script: """
                add figure f (indicator: "Ａ b", value: 8026.92亿元, year: 2025, scope: "甲、乙、、丙")
                add figure g (value: 1.5万人, year: 2020) add figure h add target t
                link target t baseline figure f link target t baseline figure g
                """)
        return try session.rows("find figures where id = f show \(expression)")[0][0].words
    }

    @Test(arguments: [
        ("round(1.005, 2)", "1.01"), ("round(2.5)", "3"), ("round(-2.5)", "-3"), ("round(1234, -2)", "1200"),
        ("round(1, 999999999)", "1"), ("round(value)", "8027亿元"), ("round(value, 1)", "8026.9亿元"),
        ("ceil(-0.5)", "0"), ("abs(-value)", "8026.92亿元"), ("floor(upper)", ""),
        ("length(name)", "3"), ("lower(name)", "ａ b"), ("trim(\"　x \")", "x"),
        ("substring(\"甲乙丙\", 0, 2)", "甲乙"), ("substring(\"甲乙丙\", 9)", ""), ("left(\"甲乙\", -1)", ""),
        ("right(\"甲乙\", 99)", "甲乙"), ("left(2025, 2)", "20"),
        ("split(scope, \"、\")", "甲|乙||丙"), ("split(scope, \"\")", "甲、乙、、丙"), ("size(split(scope, \"、\"))", "4"),
        ("join(split(scope, \"、\"), \"-\")", "甲-乙--丙"), ("replace(scope, \"、、\", \"、\")", "甲、乙、丙"),
        ("concat(year, \"年\")", "2025年"), ("coalesce(upper, value)", "8026.92亿元"), ("coalesce(upper)", ""),
        ("number(\"1,234.5\")", "1234.5"), ("number(\"１２\")", "12"), ("number(scope)", ""),
        ("number(value)", "8026.92"), ("text(value)", "8026.92亿元"), ("date(\"2025年3月\")", "2025-03"),
        ("date(\"2025-02-30\")", ""), ("year(date(\"2024-01-02\"))", "2024"),
        ("if(year = 2025, 1, 2)", "1"), ("if(year = 2024, 1)", ""), ("if(no baseline_of, 1, baseline_of.id)", "t"),
        ("if(year > 2000, if(year > 2024, \"新\", \"旧\"), \"老\")", "新"), ("min(year, 2020)", "2020"),
        ("max(3, 1, 2)", "3"), ("greatest(upper, 1)", "1"),
    ]) func `have the values that people expect`(_ expression: String, _ expected: String) throws {
        #expect(try value(expression) == expected)
    }

    @Test func `stand in conditions, in keys and around aggregates`() throws {
        var session = Session()
        try session.run(script: "add county 甲县 (code: \"1\") add county 乙县 (code: \"2\") add county 丙区 (code: \"3\")")
        #expect(try session.rows("find counties where right(name, 1) = 县").count == 2)
        #expect(
            try session.rows("find counties group by right(name, 1) as c show c, round(count() / 3, 2) order by c").map
            {
                $0.map(\.words)
            } == [["区", "0.33"], ["县", "0.67"]])
        #expect(
            try session.rows("find counties group by right(name, 1) as c show c, if(count() > 1, \"多\", \"一\")").map {
                $0[1].words
            } == ["多", "一"])
        #expect(try session.rows("find counties show if(count() > 2, \"多\", \"少\")").map { $0[0].words } == ["多"])
    }

    @Test func `say what they take`() {
        var session = Session()
        #expect(session.error(of: "find counties show replace(name)")?.contains("3 arguments") == true)
        #expect(session.error(of: "find counties show abs(name)")?.contains("a number or a quantity") == true)
        #expect(session.error(of: "find counties show month(name)")?.contains("a date") == true)
    }

    @Test func `every function has a line of the table, and every line one Chinese name at least`() {
        for function in Function.allCases {
            let entries = FunctionTable.entries.filter {
                if case .function(function) = $0.meaning { true } else { false }
            }
            #expect(entries.count == 1, "\(function)")
        }
        for entry in FunctionTable.entries {
            #expect(entry.aliases.contains { !$0.utf8.allSatisfy { $0 < 0x80 } }, "\(entry.name)")
        }
        let names = FunctionTable.allNames
        #expect(Set(names).count == names.count, "no name means two functions")
    }

    @Test func `an aggregate behind group by can read the row's alias in its conditions`() throws {
        var session = Session()
        try session.run(
            script: """
                add county 甲 add county 乙 add industry 煤 add industry 旅
                link county 甲 develops industry 煤 link county 甲 develops industry 旅 link county 乙 develops industry 旅
                add proposal p link proposal p concerns county 甲 link proposal p concerns industry 煤
                """)
        let rows = try session.rows(
            "find counties as c group by kind show count(concerned_by[concerns in c.develops]) as n")
        #expect(rows.map { $0[0].words } == ["1"])
    }
}

extension Value {
    /// Elements of a list between `|`.
    fileprivate var words: String {
        if case .list(let values) = self { values.map(\.description).joined(separator: "|") } else { description }
    }
}
