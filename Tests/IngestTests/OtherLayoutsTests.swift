import Graph
import Testing

@testable import Ingest

/// Layouts that documents of other cities have; texts, places and numbers are invented.
@Suite struct `Other layouts` {
    @Test func `an inspection as a table, a unit over two rows`() throws {
        let facts = try Facts([
            (
                "a.md",
                """
                # 柘荣县委第五轮巡察反馈情况汇总表

                | 序号 | 被巡察党组织 | 发现的问题 | 整改要求 |
                |---|---|---|---|
                | 1 | 县林业局党组 | 1.护林员管理松散；2.采伐审批把关不严。 | 1.重签护林合同；2.公开审批流程。 |
                | | | 3.党费收缴不及时。 | |
                | 2 | 东源乡党委 | 1.集体茶园租金3.6万元未入账。 | 1.限期入账。 |
                """
            )
        ])
        #expect(facts.ends("inspected", of: "document")["a"] == ["东源乡党委", "县林业局党组"])
        #expect(
            facts.ends("found_in", of: "finding").values.map { $0[0] }.sorted() == [
                "东源乡党委", "县林业局党组", "县林业局党组", "县林业局党组",
            ])
        #expect(facts.names("recommendation") == ["重签护林合同", "公开审批流程", "限期入账"])
        #expect(facts.numbers == ["figure 集体茶园租金 = 3.6万元"])
    }

    @Test func `units behind bullets, with findings under a heading`() throws {
        let facts = try Facts(
            """
            木垒县委第二巡察组反馈情况

            ●县气象局党组

            存在问题

            (1)人工影响天气作业点管理有漏洞；
            (2)支部活动流于形式。

            整改要求

            (1)完善作业点值守制度；
            (2)落实支部工作条例。

            ●西吉尔镇党委

            存在问题

            (1)旱情应对不力。

            整改要求

            (1)增建蓄水池。
            """)
        #expect(facts.ends("inspected", of: "document")["a"] == ["县气象局党组", "西吉尔镇党委"])
        #expect(facts.names("finding") == ["人工影响天气作业点管理有漏洞", "支部活动流于形式", "旱情应对不力"])
    }

    @Test func `the last of several demands ends with its paragraph`() throws {
        let facts = try Facts(
            """
            市委第一巡察组向南平市林业局党组反馈巡察情况

            巡察发现，主要问题是：造林验收不严；队伍老化。

            巡察组提出要求：（1）复查造林地块；（2）招录年轻干部。

            局党组负责人表示，照单全收。

            （来源：闽北观察）
            """)
        #expect(facts.names("recommendation") == ["复查造林地块", "招录年轻干部"])
        #expect(facts.lines("recommendation").last == "a:5")
    }

    @Test func `minutes that name speakers in the line`() throws {
        let facts = try Facts(
            """
            昭苏县政协“马产业”专题协商座谈会发言摘要

            2025年6月3日

            **努尔兰（县政协委员、牧场场长）：** 题目是《让赛马走出马厩》。去年全县赛马活动收入420万元。建议一要办好育马学校；二要引进兽医12名。

            县文旅局局长 王疆：以《马背上的旅游》为题。全县马术俱乐部有9家。建议一是统一教练证；二是开通骑游线路3条；三是给保险补贴。

            会议要求，年底前拿出办法。
            """)
        #expect(facts.names("proposal") == ["让赛马走出马厩", "马背上的旅游"])
        #expect(facts.ends("authored_by", of: "proposal") == ["a/01": ["努尔兰"], "a/02": ["王疆"]])
        #expect(facts.names("recommendation").count == 5)
        #expect(facts.numbers.contains("figure 赛马活动收入 = 420万元 2024"))
        #expect(facts.numbers.contains("target 引进兽医 = 12名"))
    }

    @Test func `a name and a post apart from it, and a post in brackets below`() throws {
        let facts = try Facts(
            """
            凝心聚力话振兴
            ——区政协五届二次会议大会发言摘登

            把渔港变成景区
              麦贝  区政协常委、某渔业公司总经理

              渔港环境差。建议：1.清理岸线；2.修建栈道。

            让老手艺有人学
              蓝秋月
              （区政协委员、文化馆馆长）

              艺人平均年龄65岁。建议：1.办传习班；2.进校园。
            """)
        #expect(facts.names("proposal") == ["把渔港变成景区", "让老手艺有人学"])
        #expect(facts.confidences("authored_by", of: "proposal") == ["a/01 麦贝 1", "a/02 蓝秋月 1"])
    }

    @Test func `a reply to a proposal`() throws {
        let facts = try Facts(
            """
            镇康县水务局

            关于县政协十届四次会议第38号提案的答复函

            （办理结果：B类）

            李小满、字成才委员：

            你们提出的《关于修复南伞坝子老水渠的提案》收悉。现答复如下：

            2024年已修复渠道11公里。下一步，计划到2026年再修复24公里。
            """)
        #expect(facts.names("proposal") == ["关于修复南伞坝子老水渠的提案"])
        #expect(facts.values("status", of: "proposal") == ["B"])
        #expect(facts.ends("authored_by", of: "proposal") == ["a/01": ["字成才", "李小满"]])
        #expect(facts.numbers == ["figure 修复渠道 = 11公里 2024", "target 修复 = 24公里 2026"])
    }

    @Test func `labels in bold, who proposes above what`() throws {
        let facts = try Facts(
            """
            # 建议提案选登

            【建议第3号】

            **领衔代表：** 郑小河（城郊代表团）

            **建议标题：** 关于改造老农贸市场的建议

            **主要内容：** 市场漏雨。

            **工作建议：** ①翻修屋顶；②规范摊位。

            【建议第9号】

            **领衔代表：** 钱多多（江北代表团）

            **建议标题：** 关于增设公交站点的建议

            **主要内容：** 出行不便。

            **工作建议：** ①增设站点；②加密班次。
            """)
        #expect(
            facts.ends("authored_by", of: "proposal") == ["a/01": ["郑小河"], "a/02": ["钱多多"]])
        #expect(facts.names("proposal") == ["关于改造老农贸市场的建议", "关于增设公交站点的建议"])
    }

    @Test func `counties that a blank sets apart, two at once among them`() throws {
        let facts = try Facts([
            (
                "a.txt",
                """
                丽水市茶产业发展规划

                第一章  分县布局

                    松阳县  香茶交易中心。建设茶叶市场二期。

                    遂昌县  高山有机茶基地。

                    景宁畲族自治县、云和县  惠明茶协作区。

                    庆元县  菌茶融合样板。
                """
            )
        ])
        let positions = facts.ends("positions", of: "plan")["a"]
        #expect(positions == ["云和县", "庆元县", "景宁畲族自治县", "松阳县", "遂昌县"].sorted())
    }

    @Test func `clusters that sentences name`() throws {
        let facts = try Facts(
            """
            延边州产业发展规划

            一、重点产业

            培育人参、冰雪、木材三大产业集群。人参产业集群：重点发展人参饮片、人参化妆品。冰雪产业集群：重点发展冰雪装备、滑雪旅游。
            """)
        #expect(facts.names("cluster").sorted() == ["人参产业集群", "冰雪产业集群", "木材产业集群"].sorted())
        let members = facts.ends("part_of", of: "industry").filter { !$0.value.isEmpty }
        #expect(
            members == [
                "人参饮片产业": ["人参产业集群"], "人参化妆品产业": ["人参产业集群"], "冰雪装备产业": ["冰雪产业集群"], "滑雪旅游产业": ["冰雪产业集群"],
            ])
    }

    private let chains = """
        <html><body><h2>芜湖市重点产业链分工表</h2><p>2025年3月1日</p><table>
        <tr><th>产业集群</th><th>产业链</th><th>牵头单位</th><th>布局区域</th><th>2024年产值（亿元）</th><th>2027年目标（亿元）</th></tr>
        <tr><td rowspan="2">智能制造</td><td>机器人产业链</td><td>市经信局</td><td>鸠江区</td><td>120</td><td>200</td></tr>
        <tr><td>船舶产业链</td><td>市交通局</td><td>无为市、繁昌区</td><td>60</td><td>≥90</td></tr>
        <tr><td>新能源</td><td>电池产业链</td><td>市发改委</td><td>弋江区</td><td>80</td><td>150</td></tr>
        </table></body></html>
        """

    @Test func `a table of chains with a cell over two rows`() throws {
        let facts = try Facts([("a.html", chains)])
        let parts = facts.ends("part_of", of: "industry").filter { !$0.value.isEmpty }
        #expect(parts == ["机器人产业": ["智能制造产业集群"], "船舶产业": ["智能制造产业集群"], "电池产业": ["新能源产业集群"]])
        #expect(facts.ends("develops", of: "county")["无为市"] == ["船舶产业"])
        #expect(facts.ends("leads", of: "unit")["市交通局"] == ["船舶产业"])
        #expect(facts.numbers.contains("figure 船舶产业链产值 = 60亿元 2024"))
        #expect(facts.numbers.contains("target 船舶产业链产值 ≥ 90亿元 2027"))
    }

    @Test(arguments: [
        ("<tr><td>甲</td><td rowspan=2>乙</td><td>丙</td></tr><tr><td>丁</td><td>戊</td></tr>", ["甲|乙|丙", "丁||戊"]),
        (
            "<tr><td rowspan='2'>甲</td><td>乙</td></tr><tr><td>丙</td></tr><tr><td>丁</td><td>戊</td></tr>",
            ["甲|乙", "|丙", "丁|戊"]
        ),
        ("<tr><td colspan=\"2\">甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td><td>戊</td></tr>", ["甲||乙", "丙|丁|戊"]),
        (
            "<tr><td>甲</td><td rowspan=\"2\">乙</td></tr><tr><td>丙</td></tr><tr><td>丁</td><td>戊</td></tr>",
            ["甲|乙", "丙", "丁|戊"]
        ),
    ]) func `cells that reach over others leave empty ones`(rows: String, wanted: [String]) {
        let text = LineReader.cleanText(HTMLText.text(of: Array("<table>\(rows)</table>".utf8)))
        let read = text.lines.map { line in
            (line.cells.isEmpty ? [line.range] : line.cells).map { text.string($0) }.joined(separator: "|")
        }
        #expect(read == wanted)
    }

    @Test func `stories under headings of a web page, each with its byline`() throws {
        let facts = try Facts([
            (
                "a.html",
                """
                <html><body><div>2025年5月6日</div>
                <h3>山里木耳出了山</h3><p>文/图 本刊记者 申小满</p><p>林场的木耳今年卖了38万元，明年要卖到50万元。</p>
                <h3>老校舍变书吧</h3><p>通讯员 乜大川 高兰</p><p>镇里把校舍改成书吧，藏书6000册，计划2026年底前再添4000册。</p>
                <p>版权所有 某某网</p></body></html>
                """
            )
        ])
        #expect(facts.names("article") == ["山里木耳出了山", "老校舍变书吧"])
        #expect(facts.ends("authored_by", of: "article") == ["a/1": ["申小满"], "a/2": ["乜大川", "高兰"].sorted()])
        #expect(facts.numbers.contains { $0.hasPrefix("target") && $0.contains("4000册") })
        #expect(facts.numbers.contains { $0.hasPrefix("figure") && $0.contains("6000册") })
    }

    @Test func `a part with an author of its own is a story, a part without is none`() throws {
        let facts = try Facts(
            """
            县区要闻　2024年8月2日　星期五

            茶山上架起“天眼”
            本报记者 石秋
            　　近日，双江县的茶山装上了监测设备，全县安装摄像头96个。茶农说，夜里也能放心睡。

            古茶树有了身份证
            　　每棵古茶树都挂上了二维码，扫码能看树龄和产量，还能认养。

            边寨夜校灯火明
            　　沧源县的夜校开了课，学员有210人，从认字到手机买票，样样都教，连邻县的人也赶来听课，教室里天天坐满。（白露）
            """)
        #expect(facts.names("article") == ["茶山上架起“天眼”", "边寨夜校灯火明"])
        #expect(facts.ends("authored_by", of: "article") == ["a/1": ["石秋"], "a/2": ["白露"]])
    }
}
