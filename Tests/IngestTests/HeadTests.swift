import Testing

@testable import Ingest

/// Where a document's name stands.
@Suite struct `Titles of documents` {
    @Test func `under a label before a Markdown text`() throws {
        let facts = try Facts([
            (
                "a.md",
                """
                ---
                title: "果洛藏族自治州“十四五”畜牧业发展规划（节选）"
                date: 2022-03-01
                ---

                ## 一、发展目标

                到2025年，牦牛存栏稳定在90万头。
                """
            )
        ])
        #expect(facts.names("document") == ["果洛藏族自治州“十四五”畜牧业发展规划（节选）"])
        #expect(facts.lines("target") == ["a:8"])
    }

    @Test func `that is brought by a notice, on a page of the web`() throws {
        let facts = try Facts([
            (
                "a.html",
                """
                <html><body><h2>关于印发《钦州市蚝业振兴三年行动方案（2025—2027年）》的通知</h2>
                <p>各县、区人民政府，市直各单位：</p><p>现印发给你们，请认真组织实施。</p>
                <h3>一、工作目标</h3><p>到2027年，蚝业总产值达到50亿元。</p>
                <h3>二、空间布局</h3><p>钦南区：打造大蚝苗种基地。</p><p>浦北县：发展加工物流。</p>
                <h3>三、重点任务</h3><p>建设深加工厂6座。</p></body></html>
                """
            )
        ])
        #expect(facts.report.entries.map(\.genre) == ["规划"])
        #expect(facts.numbers.first == "target 蚝业总产值 ≥ 50亿元 2027")
        #expect(facts.names("county") == ["浦北县", "钦南区"])
        let notice = try Facts("关于印发《钦州市蚝业规划》的通知\n\n各县、区人民政府：\n\n现印发给你们，请认真贯彻执行。")
        #expect(notice.report.entries.map(\.genre) == ["通知"])
    }

    @Test func `below the office that writes`() throws {
        let facts = try Facts([
            (
                "a.md",
                """
                # 滁州市农业农村局

                滁农函〔2025〕31号

                ## 对市七届人大三次会议第45号建议的答复

                王建国代表：

                您提出的《关于发展滁菊产业的建议》收悉，现答复如下：

                2024年，全市滁菊种植面积6.2万亩。
                """
            )
        ])
        #expect(facts.names("document") == ["对市七届人大三次会议第45号建议的答复"])
        #expect(facts.names("proposal") == ["关于发展滁菊产业的建议"])
    }

    @Test func `of a page of the web, below where one is`() throws {
        let facts = try Facts([
            (
                "a.html",
                """
                <!DOCTYPE html><html><head><title>x</title></head><body>
                <div><a href="/">首页</a> &gt; <a href="/zj">走进仁怀</a> &gt; 市情概况</div>
                <h1>
                  仁怀市概况
                </h1>
                <p>发布时间：2025-02-11　浏览次数：93</p>
                <h2>人口</h2><p>2024年末，全市常住人口65.5万人。</p>
                <p>当前位置：首页 / 概况 / 人口</p>
                <div>版权所有：某市人民政府办公室　黔ICP备05001234号</div>
                </body></html>
                """
            )
        ])
        #expect(facts.names("document") == ["仁怀市概况"])
        #expect(facts.names("section") == ["仁怀市概况", "人口"])
        #expect(facts.lines("section").last == "a:7")
        #expect(facts.values("date", of: "document") == ["2025-02-11"])
        #expect(facts.numbers == ["figure 常住人口 = 65.5万人 2024"])
        #expect(facts.report.entries.first?.unread.isEmpty == true)
    }
}

@Suite struct `Who spoke` {
    @Test func `stands in a line of its own below a title of two halves`() throws {
        let facts = try Facts(
            """
            政协防城港市委员会七届五次会议大会发言（摘编）

            推动海洋渔业高质量发展  打造“蓝色粮仓”边海样板
            陈少雄（致公党防城港市委会主委）

                全市海水养殖面积12万亩。建议：一要优化布局；二要壮大种业。

            让边贸更活
            黄丽群（市政协委员）

                互市贸易额增长9%。建议：1.扩大进口。2.就地加工。
            """)
        #expect(facts.names("proposal") == ["推动海洋渔业高质量发展 打造“蓝色粮仓”边海样板", "让边贸更活"])
        #expect(facts.confidences("authored_by", of: "proposal") == ["a/01 陈少雄 1", "a/02 黄丽群 1"])
    }
}

@Suite struct `A proposal as it was filed` {
    static let form = """
        政协广元市第八届委员会第四次会议
        第0163号提案

        案    由：关于加快我市铝基新材料产业延链补链的提案
        提 案 者：民进广元市委会
        联 名 人：赵青山、罗晓燕
        界    别：民进
        交办意见：建议市经济和信息化局主办

            我市电解铝产能61.5万吨，但精深加工率仅38%。
            存在的主要问题：
            一是下游企业少。二是配套不足。
            为此，建议：
            一、引进铝箔企业，到2027年精深加工率达到60%以上。
            二、在昭化区建设再生铝基地。
        """

    @Test func `has its title, who filed it and what it suggests`() throws {
        let facts = try Facts(Self.form)
        #expect(facts.report.entries.map(\.genre) == ["提案"])
        #expect(facts.names("proposal") == ["关于加快我市铝基新材料产业延链补链的提案"])
        #expect(facts.ends("authored_by", of: "proposal").values.first == ["民进广元市委会", "罗晓燕", "赵青山"])
        #expect(facts.values("summary", of: "recommendation") == ["引进铝箔企业，到2027年精深加工率达到60%以上", "在昭化区建设再生铝基地"])
        #expect(facts.values("type", of: "proposal") == ["提案"])
        #expect(facts.values("problem", of: "proposal").first?.prefix(7) == "我市电解铝产能")
        #expect(facts.names("county") == ["昭化区"])
    }

    @Test func `of a deputy, under other labels`() throws {
        let facts = try Facts(
            """
            十四届全国人大三次会议代表建议

            建议名称：关于支持沅江流域水环境综合治理的建议
            领衔代表：田小兰
            附议代表：向明、彭大川

            一、基本情况
            沅江干流全长1033公里。
            二、存在问题
            沿线污水管网覆盖率仅62%。
            三、具体建议
            （一）将沅江纳入国家重点流域。
            （二）加大资金支持力度。
            """)
        #expect(facts.report.entries.map(\.genre) == ["提案"])
        #expect(facts.names("proposal") == ["关于支持沅江流域水环境综合治理的建议"])
        #expect(facts.names("person") == ["向明", "彭大川", "田小兰"])
        #expect(facts.values("summary", of: "recommendation") == ["将沅江纳入国家重点流域", "加大资金支持力度"])
    }
}
