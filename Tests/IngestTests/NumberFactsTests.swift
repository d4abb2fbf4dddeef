import Testing

@testable import Ingest

/// A plan of one paragraph under a heading about goals.
private func plan(_ sentence: String, heading: String = "二、主要目标") -> String {
    """
    清河市“十四五”发展规划

    一、指导思想

    坚持稳中求进。

    \(heading)

    \(sentence)
    """
}

@Suite struct `Numbers of prose` {
    @Test(
        arguments: [
            (
                "到2025年，森林覆盖率由2020年的35%提高到40%，规上企业力争超过600家。",
                ["figure 森林覆盖率 = 35% 2020", "target 森林覆盖率 = 40% 2025", "target 规上企业 > 600家 2025"]
            ),
            ("到2025年，居民收入比2020年翻一番。", ["target 居民收入 = 2倍 2025"]),
            ("到2025年，单位能耗控制在0.5吨以内，电费下降5%左右。", ["target 单位能耗 ≤ 0.5吨 2025", "target 电费下降 ≈ 5% 2025"]),
            ("到2025年，接待游客9000万至1亿人次。", ["target 接待游客 = 9000万人次…10000万人次 2025"]),
            (
                "到2025年，豆角、竹笋自给率分别达到70%、85%。",
                ["target 豆角自给率 ≥ 70% 2025", "target 竹笋自给率 ≥ 85% 2025"]
            ),
            ("到2025年，绿色建筑占七成以上，每个乡镇建成一所幼儿园。", ["target 绿色建筑 ≥ 70% 2025", "target 幼儿园 = 1所 2025"]),
            ("到2025年，城乡收入差距不断缩小，建设一批康养小镇。", ["target 城乡收入差距 = 2025", "target 康养小镇 = 2025"]),
        ])
    func `that are to be`(_ sentence: String, _ expected: [String]) throws {
        #expect(Set(try Facts(plan(sentence)).numbers) == Set(expected), "\(sentence)")
    }

    @Test(
        arguments: [
            ("2020年，茶园面积13万亩，居全省第二位。", ["figure 茶园面积 = 13万亩 2020", "figure 茶园面积全省位次 = 2 2020"]),
            (
                "2020年，财政收入17亿元，同比增长5%，增速居全市第3位。",
                [
                    "figure 财政收入 = 17亿元 2020", "figure 财政收入增长 = 5% 2020", "figure 财政收入增速全市位次 = 3 2020",
                ]
            ),
            (
                "截至2020年底，转化率为58%，比2015年提高7个百分点。",
                [
                    "figure 转化率 = 58% 2020", "figure 转化率提高 = 7个百分点 2020",
                ]
            ),
        ])
    func `that are reported`(_ sentence: String, _ expected: [String]) throws {
        #expect(Set(try Facts(plan(sentence, heading: "二、发展基础")).numbers) == Set(expected), "\(sentence)")
    }

    @Test func `of what is listed with a number each`() throws {
        let facts = try Facts(
            """
            剑河县概况

            全县辖1个街道、11个镇、和1个乡，面积2176平方千米。2024年建成和美乡村15个、高标准农田3.2万亩。
            """)
        #expect(
            facts.numbers == [
                "figure 街道 = 1个", "figure 镇 = 11个", "figure 乡 = 1个", "figure 面积 = 2176平方千米", "figure 和美乡村 = 15个 2024",
                "figure 高标准农田 = 3.2万亩 2024",
            ])
    }

    @Test func `in a table are none where a year stands`() throws {
        let facts = try Facts(
            """
            河池市农业发展规划

            | 指标 | 单位 | 2024年 | 2030年 |
            |---|---|---|---|
            | 茶园面积 | 万亩 | 12 | 15 |
            | 大桥建成 | 年 | 2024 | 2027 |
            | 使用期限 | 年 | 30 | 50 |
            """)
        #expect(
            facts.numbers == [
                "figure 茶园面积 = 12万亩 2024", "target 茶园面积 = 15万亩 2030", "figure 使用期限 = 30年 2024",
                "target 使用期限 = 50年 2030",
            ])
    }

    @Test func `take the year of the heading and of the page`() throws {
        let report = try Facts(
            """
            清河县2025年政府工作报告

            一、2024年工作回顾

            粮食总产稳定在14亿斤以上。

            二、2025年预期目标

            失业率控制在5%以内。年内新建公园8处。
            """)
        #expect(
            Set(report.numbers) == [
                "figure 粮食总产 ≥ 14亿斤 2024", "target 失业率 ≤ 5% 2025", "target 公园 = 8处 2025",
            ])
        let page = try Facts(
            """
            要闻　2025年3月18日　星期二　编辑：宁朗

            龙南：电子信息发力
            本报讯（记者 蓝可心）去年，全市产值218亿元。今年，该市将再引进企业18家，新建驿站九处。
            """)
        #expect(
            Set(page.numbers) == ["figure 产值 = 218亿元 2024", "target 引进企业 = 18家 2025", "target 驿站 = 9处 2025"])
    }

    @Test func `that say the same again are linked`() throws {
        let facts = try Facts(
            """
            清河市“十四五”发展规划

            一、主要目标

            到2025年，全市旅游总收入达到260亿元。

            二、重点任务

            到2025年，旅游总收入达到260亿元，民宿达到300家。到2025年，民宿达到350家。
            """)
        #expect(facts.ends("restates", of: "figure").values.flatMap { $0 } == ["旅游总收入"])
        #expect(facts.ends("contradicts", of: "figure").values.flatMap { $0 } == ["民宿"])
        #expect(facts.report.entries[0].doubts.map(\.sort) == [.contradiction])
    }
}
