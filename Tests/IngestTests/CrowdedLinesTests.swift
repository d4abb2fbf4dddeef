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

    @Test func `who answers, below the answer, and boxes of ships`() throws {
        let facts = try Facts(
            """
            关于市政协五届三次会议第118号提案答复的函

            王佳琳委员：
            您提出的《关于加快建设航运物流枢纽的提案》（第118号）收悉，现答复如下：
            2024年完成集装箱铁水联运量5.2万标箱。
            感谢您的关心支持。

            钦州市交通运输局
            2025年6月12日
            联系人：陈志远
            """)
        #expect(facts.ends("issued_by", of: "document") == ["a": ["钦州市交通运输局"]])
        #expect(facts.values("date", of: "document") == ["2025-06-12"])
        #expect(facts.numbers == ["figure 集装箱铁水联运量 = 5.2万标箱 2024"])
    }

    @Test func `speakers behind rings, without titles`() throws {
        let facts = try Facts(
            """
            市政协五届四次会议小组讨论发言摘编

            ○ 刘春林委员（教育界）
            大班额问题仍未根治。
            建议新建中小学，增加学位。

            ○ 罗天佑委员（民革界别）
            夜间经济同质化严重。建议在滨江大道打造夜市。

            ○ 致公党界别（谢雯代言）
            外贸人才紧缺。一要建立实训基地；二要给予安家补贴。
            """)
        #expect(
            facts.confidences("authored_by", of: "proposal") == ["a/01 刘春林 1", "a/02 罗天佑 1", "a/03 谢雯 1"])
    }

    @Test func `clusters at the heads of paragraphs, their industries in any clause`() throws {
        let facts = try Facts(
            """
            # 钦州市“2+1”制造业集群培育方案

            ## 培育重点

            **海洋装备集群。** 以钦南区、灵山县为主要承载地，重点发展海工平台、船舶修造和海洋牧场装备，2028年产值达到800亿元。

            **化工新材料集群。** 依托钦州港，做强绿色石化、氟硅材料、生物降解材料三条产业链。

            **能源集群。** 以浦北县、灵山县为重点，推进海上风电、储能电池、氢能装备，发电量达到50亿千瓦时。
            """)
        #expect(
            facts.names("cluster").sorted() == ["化工新材料产业集群", "海洋装备产业集群", "能源产业集群"])
        let parts = facts.ends("part_of", of: "industry").filter { !$0.value.isEmpty }
        #expect(parts.count == 9)
        #expect(parts["生物降解材料产业"] == ["化工新材料产业集群"])
        #expect(parts["储能电池产业"] == ["能源产业集群"])
    }

    @Test func `profiles under words in brackets`() throws {
        let facts = try Facts(
            """
            龙门县情

            【位置面积】龙门县位于广东省惠州市北部，总面积2295平方公里。
            【经济】2024年地区生产总值240.15亿元。其中第一产业增加值49.8亿元，第二产业增加值93.6亿元。
            【支柱产业】绿色建材、清洁能源、健康食品为三大支柱产业。
            """)
        #expect(
            facts.numbers == [
                "figure 总面积 = 2295平方公里", "figure 地区生产总值 = 240.15亿元 2024", "figure 第一产业增加值 = 49.8亿元 2024",
                "figure 第二产业增加值 = 93.6亿元 2024",
            ])
        #expect(facts.ends("develops", of: "county")["龙门县"]?.count == 3)
    }

    @Test func `a part of a layout that the places before it make up`() throws {
        let facts = try Facts(
            """
            齐齐哈尔市冰雪经济发展规划

            一、空间布局

            构建“一核引领、一带支撑”发展格局。
            一核：以建华区、龙沙区为冰雪消费核心区。
            一带：嫩江冰雪运动带，涵盖富拉尔基区、泰来县。
            """)
        #expect(facts.names("zone").sorted() == ["冰雪消费核心区", "嫩江冰雪运动带"])
        let zones = facts.ends("in_zone", of: "county").filter { !$0.value.isEmpty }
        #expect(zones.count == 4)
        #expect(zones["建华区"] == ["冰雪消费核心区"])
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
