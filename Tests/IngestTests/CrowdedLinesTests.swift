import Testing

@testable import Ingest

/// Lines that stand one below the other without blank lines; texts and numbers are invented.
@Suite struct `Crowded lines` {
    @Test func `a unit behind a ring, what was found and what is asked for under words of their own`() throws {
        let facts = try Facts(
            """
            普洱市委巡察工作领导小组办公室
            关于四届市委第五轮巡察反馈情况的通报

            各巡察组近日向被巡察党组织反馈了意见。

            ○ 市林草局党组
            主要问题
            1.古茶园管护责任不实，防火经费挪作他用。
            2.发展党员程序不严。
            整改建议
            （1）落实管护责任。
            （2）严格组织程序。

            ○ 市供销社党组
            主要问题
            1.化肥储备不足，仓库出租未公开招标。
            整改建议
            （1）公开招租。
            """)
        #expect(facts.ends("inspected", of: "document")["a"] == ["市供销社党组", "市林草局党组"])
        #expect(facts.names("finding").count == 3)
        #expect(facts.names("recommendation") == ["落实管护责任", "严格组织程序", "公开招租"])
    }

    @Test func `titles that end as roles and units do, directly above who spoke, and whom one speaks for`() throws {
        let facts = try Facts(
            """
            政协普洱市第五届委员会第三次会议大会发言摘登

            让普洱咖啡走向世界
            市政协委员、某咖啡庄园公司董事长  周映红

            我市咖啡豆多以原料出售。
            建议：一是制定精品豆标准；二是组建出口联盟。

            把思茅河变成城市客厅
            民盟普洱市委  何建平

            河岸步道断断续续。
            我们建议：
            ——打通断头步道。
            ——引入夜游项目。

            关于医养结合的几点思考
            九三学社普洱市委副主委  李曼
            （代表九三学社普洱市委发言）

            老年人口逐年增加。
            为此，提出以下建议：第一，出台补贴办法。第二，试点家庭养老床位。
            """)
        #expect(facts.names("proposal") == ["让普洱咖啡走向世界", "把思茅河变成城市客厅", "关于医养结合的几点思考"])
        #expect(
            facts.confidences("authored_by", of: "proposal") == [
                "a/01 周映红 1", "a/02 何建平 1", "a/03 九三学社普洱市委 1", "a/03 李曼 1",
            ])
        #expect(facts.names("recommendation").contains("打通断头步道"))
    }

    @Test func `years dealt out to numbers, and units that lead together`() throws {
        let facts = try Facts(
            """
            普洱市咖啡产业发展规划（2025—2027年）

            一、目标

            2025年、2026年和2027年咖啡产值分别达到60亿元、80亿元和100亿元。

            二、保障

            由市农业农村局、市文化和旅游局牵头负责咖啡产业发展。
            """)
        #expect(facts.values("year", of: "target") == ["2025", "2026", "2027"])
        #expect(facts.values("value", of: "target") == ["60亿元", "80亿元", "100亿元"])
        #expect(facts.ends("leads", of: "unit").values.allSatisfy { $0 == ["咖啡产业"] })
        #expect(facts.names("unit") == ["市农业农村局", "市文化和旅游局"])
    }
}
