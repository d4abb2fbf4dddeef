import Graph
import Testing

@testable import Ingest

/// Aims and facts in tables whose heads are unusual; texts, places and numbers are invented.
@Suite struct `Aims in unusual tables` {
    @Test func `a row for each year`() throws {
        let facts = try Facts(
            """
            赤壁市青砖茶产业发展规划（2025—2029年）

            年份\t茶园面积（万亩）\t综合产值（亿元）
            2024年（现状）\t17.2\t65
            2027年\t19\t90
            2029年\t20\t110
            """)
        #expect(
            facts.numbers == [
                "figure 茶园面积 = 17.2万亩 2024", "target 茶园面积 = 19万亩 2027", "target 茶园面积 = 20万亩 2029",
                "figure 综合产值 = 65亿元 2024", "target 综合产值 = 90亿元 2027", "target 综合产值 = 110亿元 2029",
            ])
    }

    @Test func `values with their years in brackets below a unit`() throws {
        let facts = try Facts(
            """
            南漳县特色产业“十五五”规划

            专栏 主要指标（单位：万吨）
            食用菌产量　　12.4（2025年）　16（2030年）
            柑橘产量　　9.8（2025年）　11（2030年）
            """)
        #expect(
            facts.numbers.sorted() == [
                "figure 柑橘产量 = 9.8万吨 2025", "figure 食用菌产量 = 12.4万吨 2025", "target 柑橘产量 = 11万吨 2030",
                "target 食用菌产量 = 16万吨 2030",
            ])
    }

    @Test func `aims without a year, and years within cells`() throws {
        let facts = try Facts(
            """
            蕲春县中医药产业发展规划

            | 指标 | 现状值 | 目标值 |
            |---|---|---|
            | 艾草种植面积（万亩） | 21 | 2028年：30 |
            | 规上企业（家） | 46 | 80 |
            """)
        #expect(
            facts.numbers == [
                "figure 艾草种植面积 = 21万亩", "target 艾草种植面积 = 30万亩 2028", "figure 规上企业 = 46家", "target 规上企业 = 80家",
            ])
    }

    @Test func `what a page of facts tells of its own year is no aim`() throws {
        let facts = try Facts(
            """
            # 宁陕县基本情况

            宁陕县隶属安康市，2024年末总人口7.1万人。

            | 指标 | 2023年 | 2024年 |
            |---|---|---|
            | 生产总值（亿元） | 36.2 | 38.8 |
            """)
        #expect(
            facts.numbers == ["figure 总人口 = 7.1万人 2024", "figure 生产总值 = 36.2亿元 2023", "figure 生产总值 = 38.8亿元 2024"]
                || facts.numbers.allSatisfy { $0.hasPrefix("figure") })
    }

    @Test func `three years from now is not this year`() throws {
        let facts = try Facts(
            """
            发布时间：2025-03-01
            政协平利县委员会大会发言摘编

            让绞股蓝香飘四海
            陈茂（县政协委员）

            全县绞股蓝面积9万亩，出口很少。建议：三年内出口额达到2000万元；办好采茶节。
            """)
        #expect(facts.numbers.contains("target 出口额 ≥ 2000万元"))
    }
}
