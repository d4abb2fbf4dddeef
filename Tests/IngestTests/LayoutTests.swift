import Graph
import Testing
import Text

@testable import Ingest

@Suite struct `Layouts of an inspection` {
    @Test func `on one unit that the title names, with numbers that begin anew in each section`() throws {
        let facts = try Facts(
            """
            中共汉寿县委第二巡察组
            关于巡察县水利局党组的反馈意见

            一、巡察发现的主要问题

            （一）贯彻落实上级决策部署方面

            1.学习不深入，以阅代学。

            2.河湖管护有漏洞。

            （二）基层党组织建设方面

            1.支部换届不及时，有2个支部超期。

            二、整改意见和建议

            （一）加强学习，建立台账。

            （二）每年排查隐患不少于3次。

            县水利局党组主要负责人表示，照单全收。
            """)
        #expect(facts.names("unit").contains("县水利局党组"))
        #expect(facts.values("summary", of: "finding") == ["学习不深入，以阅代学", "河湖管护有漏洞", "支部换届不及时，有2个支部超期"])
        #expect(facts.values("summary", of: "recommendation") == ["加强学习，建立台账", "每年排查隐患不少于3次"])
        #expect(facts.values("value", of: "target") == ["3次"])
    }

    @Test func `with lines that say which team reported to which unit`() throws {
        let facts = try Facts(
            """
            市委第三轮巡察反馈情况

            　　市委第一巡察组向市档案馆党组反馈
            　　反馈指出，市档案馆党组重视服务。但也存在一些突出问题：学习不深，落实不到位，制度执行
            不严格；干部队伍老化。
            　　反馈要求：要加强学习，把制度落实到每一个岗位；要引进人才。

            　　市委第二巡察组向市地震局党组反馈
            　　反馈指出，市地震局党组工作扎实，群众满意度逐年提高，监测网络不断完善。但也存在一些突出
            问题：值班不规范；预案陈旧。
            　　反馈要求：要严格值班；要修订预案。
            """)
        #expect(facts.names("unit") == ["市地震局党组", "市档案馆党组"])
        #expect(facts.values("summary", of: "finding") == ["学习不深，落实不到位，制度执行不严格", "干部队伍老化", "值班不规范", "预案陈旧"])
        #expect(facts.nodes("recommendation").count == 4)
    }
}

@Suite struct `Layouts of speeches` {
    private let bodies = [
        "我市老年人口不断增加，社区食堂只有12家。建议：一、合理布局社区食堂；二、对独居老人给予补贴。",
        "全市共有古树名木860株，养护经费不足。建议：一、建立古树档案；二、设立认养平台。",
    ]

    private func authors(_ text: String) throws -> [String] {
        try Facts(text).confidences("authored_by", of: "proposal")
    }

    @Test func `where each speaker stands before the title`() throws {
        let text = """
            建言集锦——政协衡阳市十二届四次会议大会发言摘要

            李梅芳委员：
            让老人吃上热乎饭
            \(bodies[0])

            民盟衡阳市委会（王芳华代表发言）：
            守护好身边的古树
            \(bodies[1])
            """
        #expect(try authors(text) == ["a/01 李梅芳 1", "a/02 王芳华 1"])
    }

    @Test func `where each speaker stands behind the speech`() throws {
        let text = """
            政协衡阳市十二届四次会议大会发言摘要

            让老人吃上热乎饭

            \(bodies[0])

            市政协委员 李梅芳

            守护好身边的古树

            \(bodies[1])

            市政协委员 王芳华
            """
        #expect(try authors(text) == ["a/01 李梅芳 1", "a/02 王芳华 1"])
    }

    @Test func `where the author stands in brackets behind a numbered title`() throws {
        let text = """
            衡阳市政协十二届四次会议提案摘登

            1．关于完善社区老年食堂布局和运营补贴机制的建议（李梅芳委员）
            \(bodies[0])

            2．关于加强城区古树名木保护和养护经费保障的提案（民盟衡阳市委会）
            \(bodies[1])
            """
        let facts = try Facts(text)
        #expect(facts.names("proposal") == ["关于完善社区老年食堂布局和运营补贴机制的建议", "关于加强城区古树名木保护和养护经费保障的提案"])
        #expect(facts.confidences("authored_by", of: "proposal") == ["a/01 李梅芳 1", "a/02 民盟衡阳市委会 1"])
        #expect(facts.nodes("recommendation").count == 4)
    }

    @Test func `where a number and fields with spaced labels head each proposal`() throws {
        let text = """
            衡阳市政协十二届四次会议重点提案（选登）

            第0086号　关于完善社区老年食堂布局的建议
            提 案 者：李梅芳（市政协委员，市养老中心主任）、王芳华
            主办单位：市民政局
            【情况和问题】
            　　我市老年人口不断增加，社区食堂只有12家。
            【具体建议】
            　　（一）合理布局社区食堂。
            　　（二）对独居老人给予补贴。

            第0112号　关于加强城区古树名木保护的提案
            提 案 者：市文联
            主办单位：市林业局
            【情况和问题】
            　　全市共有古树名木860株，养护经费不足。
            【具体建议】
            　　（一）建立古树档案。
            """
        let facts = try Facts(text)
        #expect(facts.names("proposal") == ["关于完善社区老年食堂布局的建议", "关于加强城区古树名木保护的提案"])
        #expect(
            facts.confidences("authored_by", of: "proposal") == ["a/01 李梅芳 1", "a/01 王芳华 1", "a/02 市文联 1"])
        #expect(facts.values("summary", of: "recommendation") == ["合理布局社区食堂", "对独居老人给予补贴", "建立古树档案"])
    }
}

@Suite struct `Layouts of a plan` {
    private let plan = """
        武威市文化旅游业发展三年行动计划
        （2024—2026年）

        一、空间布局

        构建“一心两廊”新格局。

        （一）一心：凉州文化旅游核心区。以凉州区为主体，建设集散中心。

        （二）两廊：祁连山生态旅游走廊和丝路文化体验走廊。祁连山生态旅游走廊串联天祝县、古浪县，丝路文化体验走廊贯穿凉州区、古浪县。

        二、重点任务

        （一）做强文化旅游产业集群

        1.沙漠旅游产业。民勤县重点打造摘星小镇，培育露营基地8个。

        2.文博研学产业。支持凉州区发展文创产业，2025年接待学生20万人次。
        """

    @Test func `that is summed up, with who lies in which part`() throws {
        let facts = try Facts(plan)
        #expect(facts.names("zone") == ["丝路文化体验走廊", "凉州文化旅游核心区", "祁连山生态旅游走廊"].sorted())
        let members = facts.ends("in_zone", of: "county")
        #expect(members["古浪县"] == ["丝路文化体验走廊", "祁连山生态旅游走廊"].sorted())
        #expect(members["凉州区"] == ["丝路文化体验走廊", "凉州文化旅游核心区"].sorted())
    }

    @Test func `that gives industries to places`() throws {
        let developed = try Facts(plan).ends("develops", of: "county")
        #expect(developed["民勤县"] == ["沙漠旅游产业"])
        #expect(developed["凉州区"]?.contains("文化创意产业") == true)
    }

    @Test func `whose years in the title are a span`() throws {
        #expect(try Facts(plan).values("year", of: "target").contains("2025"))
    }
}
