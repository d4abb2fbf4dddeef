import Testing
import Text

@Suite struct `Groups` {
    /// Four findings; one has two topics, one none.
    private static let script = """
        add topic 党建 add topic 作风 add unit 甲局 add unit 乙局
        add finding f1 (summary: "一", order: 1, category: "x") add finding f2 (summary: "二", order: 2, category: "x")
        add finding f3 (summary: "三", order: 6, category: "y") add finding f4 (summary: "四", order: 9)
        link finding f1 topic topic 党建 link finding f2 topic topic 党建 link finding f2 topic topic 作风
        link finding f3 topic topic 作风
        link finding f1 found_in unit 甲局 link finding f2 found_in unit 甲局 link finding f3 found_in unit 乙局
        link finding f4 found_in unit 乙局
        """

    private func table(_ text: String) throws -> [String] {
        var fixture = try NetworkFixture(`Groups`.script)
        return try fixture.table(text)
    }

    @Test func `have a median`() throws {
        #expect(try table("find findings show median(order), avg(order)") == ["4 | 4.5"])
        #expect(try table("find findings where order < 9 show median(order)") == ["2"])
        #expect(try table("find units show name, median(findings.order)") == ["甲局 | 1.5", "乙局 | 7.5"])
        #expect(try table("find findings where order > 10 show median(order)") == ["-"])
        #expect(try table("find findings where order < 3 show list(category), list(order)") == ["[x] | [1, 2]"])
        #expect(try table("查找 问题 显示 中位数（次序）") == ["4"])
    }

    @Test func `have shares of all, each root once`() throws {
        #expect(
            try table("find findings group by topic.name as t show t, count() as n, share(count()) as s")
                == ["党建 | 2 | 0.5", "作风 | 2 | 0.5", "- | 1 | 0.25"])
        #expect(
            try table("find findings group by topic.name as t show t, share(sum(order)) as s where s > 0.4 limit 1")
                == ["作风 | 0.444444"])
        var fixture = try NetworkFixture(`Groups`.script)
        #expect(
            fixture.error("find findings group by topic show share(topic)")
                == "share(…) takes a value over all rows, such as count()")
    }

    @Test func `end in totals over distinct roots`() throws {
        #expect(
            try table("find findings group by topic.name as t show t, count() as n, sum(order) as s order by n totals")
                == ["- | 1 | 9", "党建 | 2 | 3", "作风 | 2 | 8", "totals | 4 | 18"])
        #expect(
            try table("find findings group by topic.name as t, category as c show t, c, count() where c = x 合计")
                == ["党建 | x | 2", "作风 | x | 1", "合计 | - | 2"])
        #expect(try table("count findings group by topic totals") == ["3"])
        #expect(try table("find findings where order > 99 group by topic, category totals") == ["totals | - | 0"])
        #expect(try table("find findings where order > 99 pivot topic by category totals") == ["totals"])
        var fixture = try NetworkFixture(`Groups`.script)
        #expect(fixture.error("find findings totals") == "totals are of groups, and there are none")
    }

    @Test func `keep the first of each`() throws {
        #expect(try table("find findings order by order desc top 1 per category show id") == ["f4", "f3", "f2"])
        #expect(try table("find findings order by order top 1 per topic show id") == ["f1", "f2", "f4"])
        #expect(try table("find findings order by order top 1 per topic limit 2 show id") == ["f1", "f2"])
        #expect(
            try table(
                "find findings group by found_in.name as u, topic.name as t show u, t, count() as n order by n desc, t top 1 per u"
            )
                == ["甲局 | 党建 | 2", "乙局 | 作风 | 1"])
    }

    @Test func `spread into columns`() throws {
        var fixture = try NetworkFixture(`Groups`.script)
        #expect(
            try fixture.table("find findings pivot found_in.name as u by topic.name totals")
                == ["甲局 | 1 | 2 | 0", "乙局 | 1 | 0 | 1", "totals | 2 | 2 | 1"])
        #expect(fixture.headings == ["u", "作风", "党建", "missing"])
        #expect(
            try fixture.table(
                "find findings pivot found_in.name as u by topic.name show sum(order), count() as n order by u limit 1")
                == ["乙局 | 6 | 1 | 9 | 1"])
        #expect(fixture.headings == ["u", "作风 sum(order)", "作风 n", "missing sum(order)", "missing n"])
        #expect(fixture.error("find findings pivot found_in by topic show summary").hasPrefix("after `group by`"))
        #expect(try fixture.table("查找 问题 透视 存在于.名称 按 类别 显示 求和（次序）") == ["甲局 | 3 | - | -", "乙局 | - | 6 | 9"])
    }
}
