import Testing

@testable import Ingest

/// Which year holds for a number, and whether it is to be, where a sentence or a table has several.
@Suite struct `Years of numbers` {
    /// Kind, comparator, value and year, without what is counted.
    private func bare(_ facts: Facts) -> Set<String> {
        Set(
            facts.numbers.map { line in
                let words = line.split(separator: " ")
                return ([words[0]] + words.dropFirst(2)).joined(separator: " ")
            })
    }

    private func plan(_ sentence: String, heading: String) -> String {
        "清河市“十四五”发展规划\n\n一、指导思想\n\n坚持稳中求进。\n\n\(heading)\n\n\(sentence)\n"
    }

    @Test(arguments: [
        ("截至2020年底，全市茶园13万亩；加工厂46家；；合作社21个。", ["figure = 13万亩 2020", "figure = 46家 2020", "figure = 21个 2020"]),
        ("全市现有企业42家，2020年产值18亿元；场站6个。", ["figure = 42家", "figure = 18亿元 2020", "figure = 6个"]),
    ]) func `a year at a sentence's head holds behind semicolons, one behind a number does not`(
        sentence: String, wanted: [String]
    ) throws {
        #expect(bare(try Facts(plan(sentence, heading: "二、发展基础"))) == Set(wanted))
    }

    @Test(arguments: [
        ("到2025年，总产值达到90亿元，2020年为61亿元。", ["target ≥ 90亿元 2025", "figure = 61亿元 2020"]),
        ("到2025年，产值过10亿元的企业达到5家。", ["target ≥ 5家 2025"]),
        ("到2025年，装机规模比2020年增加3万千瓦，加工能力倍增。", ["target = 3万千瓦 2025", "target = 2倍 2025"]),
        ("到2025年，面向全省3000家企业招商，建成园区2个，各县各建一个服务站。", ["target = 2个 2025", "target = 1个 2025"]),
    ]) func `what lies before the document's year is reported`(sentence: String, wanted: [String]) throws {
        #expect(bare(try Facts(plan(sentence, heading: "二、主要目标"))) == Set(wanted))
    }

    @Test func `a table of a page that came out later reports, and a plan's sets`() throws {
        let table = "| 指标 | 2022年 | 2023年 |\n|---|---|---|\n| 粮食产量（万吨） | 31 | 33 |\n"
        let page = "# 丰收之乡\n\n来源：某某观察　作者：李梅　发布时间：2024-03-02\n\n今年麦苗长势好，农技员天天下地查看。\n\n\(table)"
        #expect(bare(try Facts([("a.md", page)])) == ["figure = 31万吨 2022", "figure = 33万吨 2023"])
        let plan = "# 某市粮食发展规划\n\n一、主要目标\n\n\(table)"
        #expect(bare(try Facts([("a.md", plan)])) == ["figure = 31万吨 2022", "target = 33万吨 2023"])
    }

    @Test func `a column of yearly growth is of the last year`() throws {
        let plan = """
            # 某市“十四五”粮食发展规划

            一、主要目标

            | 类别 | 指标名称（单位） | 2020年 | 2025年 | 年均增长 | 指标性质 |
            |---|---|---|---|---|---|
            | 总量 | 产量（万吨） | 20 | 25 | 4.6% | 预期性 |
            """
        #expect(try Facts([("a.md", plan)]).names("target") == ["产量", "产量年均增长"])
        #expect(
            bare(try Facts([("a.md", plan)])) == ["figure = 20万吨 2020", "target = 25万吨 2025", "target = 4.6% 2025"])
    }
}
