import Testing

/// Tables of bulletins, tasks, counties, proposals and projects.
@Suite struct TableLayoutsTests {
    @Test func `a bulletin's table without a year is of the bulletin's year, and a mark of a footnote is none of it`()
        throws
    {
        let facts = try Facts(
            """
            上犹县2022年国民经济和社会发展统计公报

            一、综合
            全年地区生产总值[1]118.5亿元，比上年增长4.9%。

            表1 主要农产品产量
            指标	单位	产量	比上年增长（%）
            脐橙	万吨	7.21	-2.5
            """)
        #expect(facts.names("figure") == ["脐橙产量", "脐橙比上年增长", "地区生产总值", "地区生产总值增长"])
        #expect(facts.values("year", of: "figure") == ["2022", "2022", "2022", "2022"])
        #expect(facts.names("target").isEmpty)
    }

    @Test func `a head of two rows has the unit in the upper one`() throws {
        let facts = try Facts(
            """
            # 石城县温泉产业规划（2024—2028年）

            | 指标 | 单位 | 基期 | 目标值 |
            |  |  | 2023年 | 2028年 |
            | 温泉酒店 | 家 | 6 | 15 |
            """)
        // Targets are figures too.
        #expect(facts.values("value", of: "figure") == ["6家", "15家"])
        #expect(facts.values("value", of: "target") == ["15家"])
    }

    @Test func `who leads a task, in a table, behind it and below it`() throws {
        let facts = try Facts(
            """
            全南县2025年芳香产业重点任务清单

            一、重点任务
            1．扩大基地规模。新增种植3000亩。（县林业局牵头，县财政局配合）
            2．建设精油加工厂2座。
            牵头单位：县工信局
            责任单位：县商务局

            | 序号 | 重点任务 | 牵头单位 | 完成时限 |
            | 1 | 举办芳香旅游节1场 | 县文广旅局 | 2025年10月 |
            """)
        let leads = facts.ends("leads", of: "unit")
        #expect(
            leads.values.filter { !$0.isEmpty }.sorted { $0[0] < $1[0] } == [["举办芳香旅游节1场"], ["建设精油加工厂2座"], ["扩大基地规模"]])
        #expect(leads.keys.allSatisfy { !$0.contains("商务局") && !$0.contains("财政局") })
        #expect(facts.values("year", of: "target") == ["2025", "2025", "2025"])
    }

    @Test func `a row for each county, with what it is to be and its industries`() throws {
        let facts = try Facts(
            """
            # 抚州市县域特色产业规划

            | 县（区） | 功能定位 | 主导产业 |
            | 南丰县 | 世界橘都 | 蜜桔、甲鱼养殖 |
            | 资溪县 | 面包之乡 | 面包食品 |
            """)
        #expect(facts.ends("positions", of: "plan").values.first == ["南丰县", "资溪县"])
        #expect(facts.ends("develops", of: "county").values.sorted { $0.count > $1.count }.first == ["甲鱼养殖产业", "蜜桔产业"])
    }

    @Test func `a list of proposals by persons, parties and circles`() throws {
        let facts = try Facts(
            """
            政协黎川县第十届委员会重点提案目录

            | 编号 | 案由 | 提案者 | 承办单位 |
            | 1 | 关于保护黎川老街的提案 | 宁知秋、饶一川 | 县住建局 |
            | 2 | 关于发展油画产业的提案 | 民盟黎川支部 | 县文广旅局 |
            """)
        #expect(facts.names("proposal") == ["关于保护黎川老街的提案", "关于发展油画产业的提案"])
        #expect(facts.ends("authored_by", of: "proposal").values.map(\.count).sorted() == [1, 2])
    }

    @Test func `what projects cost is no year and no place`() throws {
        let facts = try Facts(
            """
            # 宜黄县塑料产业发展规划（2025—2027年）

            | 序号 | 项目名称 | 总投资（万元） | 建设年限 | 责任单位 |
            | 1 | 再生塑料产业园 | 26000 | 2025—2026 | 县工信局 |
            """)
        #expect(facts.names("target") == ["再生塑料产业园总投资"])
        #expect(facts.values("value", of: "target") == ["26000万元"])
    }

    @Test func `two numbers of counties for one name contradict`() throws {
        let facts = try Facts("赣东六县要加快发展。支持赣东六县建设园区。力争赣东五县通高速。")
        #expect(facts.values("value", of: "figure").sorted() == ["5个", "6个"])
        #expect(facts.confidences("contradicts", of: "figure").count == 1)
    }
}
