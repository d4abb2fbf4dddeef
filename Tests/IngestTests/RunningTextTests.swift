import Testing

/// Inspections, what was mended, and speeches that running text tells, without a heading for each.
@Suite struct RunningTextTests {
    @Test func `units that sentences begin with`() throws {
        let facts = try Facts(
            """
            省委巡视组反馈巡视情况

            日前，省委巡视组分别向上述市委反馈了巡视情况。

            省委第一巡视组向抚州市委反馈巡视情况。组长通报了情况。
            巡视也发现了一些问题，主要是：一是产业转型不快；二是干部作风不实。
            巡视组提出整改意见：一要加快转型；二要改进作风。

            省委第二巡视组向鹰潭市委反馈巡视情况。
            巡视也发现了一些问题，主要是：一是债务化解不力；二是督查检查偏多。
            巡视组提出整改意见：一要化解债务；二要为基层减负。
            """)
        #expect(facts.ends("inspected", of: "document").values.first { !$0.isEmpty } == ["抚州市委", "鹰潭市委"])
        #expect(facts.names("finding").count == 4)
        #expect(facts.names("recommendation").count == 4)
    }

    @Test func `findings of a report on what was mended`() throws {
        let facts = try Facts(
            """
            中共资溪县林业局党组关于巡察整改进展情况的通报

            2024年9月，县委第一巡察组对资溪县林业局党组进行了巡察。
            （一）执行政策方面
            1.关于“林长制落实不够有力”问题。
            整改情况：巡林52次。
            2.关于“项目验收走过场”的问题。
            整改情况：重新验收项目6个。
            """)
        #expect(facts.names("finding") == ["林长制落实不够有力", "项目验收走过场"])
        #expect(Set(facts.ends("found_in", of: "finding").values) == [["资溪县林业局党组"]])
        #expect(facts.names("recommendation").isEmpty)
    }

    @Test func `units and what was found under labels`() throws {
        let facts = try Facts(
            """
            # 黎川县委第五轮巡察反馈情况

            **被巡察党组织：** 县水利局党组
            **反馈时间：** 2025年6月3日
            **反馈问题：**
            1. 河道采砂监管不严；
            2. 项目资金闲置。
            **整改要求：**
            1. 强化日常监管。

            **被巡察党组织：** 日峰镇党委
            **反馈问题：**
            1. 撂荒地整治不到位。
            **整改要求：**
            1. 限期完成复耕。
            """)
        #expect(facts.ends("inspected", of: "document").values.first == ["县水利局党组", "日峰镇党委"])
        #expect(facts.names("finding").count == 3)
        #expect(facts.names("recommendation").count == 2)
    }

    @Test func `speakers that sentences report, and contents that repeat titles`() throws {
        let reported = try Facts(
            """
            委员热议：做活白茶文章
            ——政协资溪县委员会分组讨论发言摘登

            “全县白茶面积6.5万亩，名气却不大。”县政协委员、茶业公司总经理饶清源建议，一是统一品牌；二是培训茶师300人。

            县政协委员、中医院院长黎远志认为，康养人才紧缺。他建议，开设护理专业；引进专家10名。
            """)
        #expect(reported.confidences("authored_by", of: "proposal") == ["a/01 饶清源 1", "a/02 黎远志 1"])
        #expect(reported.names("recommendation").count == 4)
        let collected = try Facts(
            """
            政协资溪县委员会大会发言材料汇编

            目　录
            1．让竹林变成碳汇
            　　县工商联……………1
            2．守住母亲河
            　　民建资溪支部………4

            让竹林变成碳汇

            县工商联

            　　毛竹林经营粗放。建议：一、开发碳汇项目；二、推广竹材加工。

            守住母亲河

            民建资溪支部

            　　泸溪河水质有波动。建议：一、治理面源污染；二、落实河长制。
            """)
        #expect(collected.names("proposal") == ["让竹林变成碳汇", "守住母亲河"])
        #expect(collected.confidences("authored_by", of: "proposal") == ["a/01 县工商联 1", "a/02 民建资溪支部 1"])
    }
}
