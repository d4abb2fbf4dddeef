import Diagnostics
import Query
import Syntax
import Testing

@Suite struct `Script head` {
    private func header(_ text: String) -> ScriptHeader { ScriptHeader(SourceText(name: "test", text: text)) }

    @Test func `the first lines describe it in either language, and param lines are no description`() {
        let head = header(
            """
            #!/usr/bin/env zhiku
            # 缺口：没人发言的产业。
            # The gap: nobody speaks of them.
            #   param level: text = 市 — 规划的级别
            # More.
            find plans where level = $level
            # later
            """)
        #expect(head.description(in: .chinese) == "缺口：没人发言的产业。")
        #expect(head.description(in: .english) == "The gap: nobody speaks of them.")
        #expect(head.parameters == [.init(name: "level", type: .text, standard: "市", meaning: "规划的级别")])
        #expect(header("find plans").description(in: .chinese) == "")
        #expect(
            header(".set $a 平遥\n.set $b = 3\nfind plans where level = $a and name ~ $c").parameters.map(\.name) == ["c"]
        )
        #expect(header("# 只有中文\nfind plans").description(in: .english) == "只有中文")
    }

    @Test(arguments: [
        ("# param x", ScriptHeader.Parameter(name: "x")),
        ("# param $x: number", .init(name: "x", type: .number)),
        ("# 参数 年份：数字 ＝ 2025 —— 目标年", .init(name: "年份", type: .number, standard: "2025", meaning: "目标年")),
        ("# param x = \"a b\" -- two words", .init(name: "x", standard: "a b", meaning: "two words")),
        ("# param x: nonsense = 1", .init(name: "x", standard: "1")),
    ]) func `a parameter says type, default and meaning, or leaves them out`(
        _ line: String, _ parameter: ScriptHeader.Parameter
    ) {
        #expect(header(line).parameters == [parameter])
    }

    @Test func `a parameter that the head doesn't name is one all the same`() {
        #expect(header("# param b\nfind plans where level = $a and year = $b").parameters.map(\.name) == ["b", "a"])
    }

    @Test(arguments: [
        ("find plans where level = $级别 and name = $级别", ["级别"]), ("find plans where level = ＄x", ["x"]),
        ("find plans where name = \"$x\" # $y", []),
        ("define gap($level) = find plans where level = $level and year = $year; find gap(市)", ["year"]),
        ("define gap($level) = find plans where level = $level; find plans where level = $level", ["level"]),
        ("find plans where $a wrong wrong; find plans where year = $b", ["a", "b"]),
    ]) func `parameters of a definition are its own`(_ text: String, _ names: [String]) {
        #expect(parameterNames(in: SourceText(name: "test", text: text)) == names)
    }

    @Test func `a value is of the parameter's type`() {
        #expect(ScriptHeader.Parameter(name: "x", type: .number).accepts("3.5"))
        #expect(!ScriptHeader.Parameter(name: "x", type: .number).accepts("三点五"))
        #expect(ScriptHeader.Parameter(name: "x", type: .quantity).accepts("1.5万人"))
        #expect(!ScriptHeader.Parameter(name: "x", type: .quantity).accepts("1.5万怪"))
        #expect(ScriptHeader.Parameter(name: "x", type: .date).accepts("2025-11"))
        #expect(!ScriptHeader.Parameter(name: "x", type: .date).accepts("2025-13"))
        #expect(ScriptHeader.Parameter(name: "x").accepts("whatever"))
    }
}
