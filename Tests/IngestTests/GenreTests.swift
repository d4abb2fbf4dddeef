import Testing

@testable import Ingest

@Suite struct `Feedback of an inspection` {
    static let numbered = """
        中共衡阳市委巡察机构公布第三轮巡察反馈情况

        （一）市教育局党组
        巡察组指出，市教育局党组推进了改革。
        存在的主要问题：1.落实决策部署有偏差，监管不到位。2.全面从严治党责任递减，采购有风险。3.干部队伍建设不够。
        整改意见：1.提高站位。2.压实责任，规范采购。
        （二）市水利局党组
        巡察组指出，市水利局党组做了工作。
        存在的主要问题：1.河长制落实不严。2.整改抓得不紧。
        整改意见：1.严格落实河长制。
        """
    static let running = """
        一、对市园林局党组巡察反馈情
        况

        反馈问题：近年来，市园林局党组推进绿化。但巡
        察也发现一些问题，主要是：学习贯彻上级部署

        不到位，统筹不力；管党治党不严；整改不实。

        意见建议：一是提高站位。二是从严管理，严格
        执纪。

        （湘潭市委巡察工作领导小组办公室）
        """
    static let headed = """
        关于县委第四轮巡察反馈情况的通报

        （一）县图书馆党支部

        1.巡察发现的主要问题
        （1）学习次数偏少，计划没有落实；
        （2）安全检查流于形式。
        2.整改要求
        ①细化学习计划。
        ②更换设备，检查记录
        由馆长签字。

        各单位应当按期报告。
        """

    @Test func `in numbered lists`() throws {
        let facts = try Facts(Self.numbered)
        #expect(facts.report.entries.map(\.genre) == ["巡察反馈"])
        #expect(facts.names("unit") == ["市教育局党组", "市水利局党组"])
        #expect(
            facts.values("summary", of: "finding") == [
                "落实决策部署有偏差，监管不到位", "全面从严治党责任递减，采购有风险", "干部队伍建设不够", "河长制落实不严", "整改抓得不紧",
            ])
        #expect(facts.values("category", of: "finding") == ["贯彻落实", "从严治党", "组织建设", "专项", "整改"])
        #expect(facts.values("summary", of: "recommendation") == ["提高站位", "压实责任，规范采购", "严格落实河长制"])
        #expect(facts.ends("found_in", of: "finding")["a/2/1"] == ["市水利局党组"])
        #expect(facts.names("document") == ["中共衡阳市委巡察机构公布第三轮巡察反馈情况"])
        #expect(facts.ends("covers", of: "document")["a"] == ["衡阳市"])
    }

    @Test func `in running text with hard breaks`() throws {
        let facts = try Facts(Self.running)
        #expect(facts.values("summary", of: "finding") == ["学习贯彻上级部署不到位，统筹不力", "管党治党不严", "整改不实"])
        #expect(facts.lines("finding") == ["a:5-7", "a:7", "a:7"])
        #expect(facts.values("summary", of: "recommendation") == ["提高站位", "从严管理，严格执纪"])
        #expect(facts.lines("recommendation") == ["a:9", "a:9-10"])
        #expect(facts.ends("issued_by", of: "document")["a"] == ["湘潭市委巡察工作领导小组办公室"])
        #expect(facts.names("unit").contains("市园林局党组"))
    }

    @Test func `under headings of its own`() throws {
        let facts = try Facts(Self.headed)
        #expect(facts.names("unit") == ["县图书馆党支部"])
        #expect(facts.values("summary", of: "finding") == ["学习次数偏少，计划没有落实", "安全检查流于形式"])
        #expect(facts.values("summary", of: "recommendation") == ["细化学习计划", "更换设备，检查记录由馆长签字"])
    }

    /// What layout does to a document must not change what it says.
    @Test(arguments: [8, 14, 22, 40]) func `says the same at any width`(width: Int) throws {
        let plain = try Facts(Self.numbered)
        let wrapped = try Facts(rewrapped(Self.numbered, at: width))
        #expect(wrapped.values("summary", of: "finding") == plain.values("summary", of: "finding"))
        #expect(wrapped.values("summary", of: "recommendation") == plain.values("summary", of: "recommendation"))
        #expect(wrapped.names("unit") == plain.names("unit"))
    }

    @Test func `says the same with other line ends, signs and page breaks`() throws {
        let plain = try Facts(Self.running)
        let signs: [Character: String] = ["，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "\n": "\r\n"]
        let others = [
            String(Self.running.flatMap { signs[$0] ?? String($0) }),
            Self.running.replacing("\n\n不到位", with: "\n\n— 3 —\n\u{0C}\n不到位"),
            Self.running.replacing("一、对市园林局党组", with: "一 、 对 市 园 林 局 党 组"),
        ]
        for other in others {
            let facts = try Facts(other)
            #expect(facts.names("unit") == plain.names("unit"), "\(other)")
            #expect(facts.nodes("finding").count == 3, "\(other)")
            #expect(facts.nodes("recommendation").count == 2, "\(other)")
        }
    }
}

/// The paragraphs of a text with a hard break after so many characters; blank lines between paragraphs.
func rewrapped(_ text: String, at width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: true).map { paragraph in
        var lines: [String] = []
        var rest = Substring(paragraph)
        while !rest.isEmpty {
            lines.append(String(rest.prefix(width)))
            rest = rest.dropFirst(width)
        }
        return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
}

@Suite struct `A digest of speeches` {
    static let titleFirst = """
        政协第十二届湘潭市委员会第三次会议提案选登

        关于加强充电安全管理的建议
        提案人：刘志明（市政协委员）

        老旧小区充电难，2023年全市发生火情43起。

        建议：
        1.加快设施建设。
        2.压实物业责任，每日巡查。

        关于推进夜间文旅消费的建议
        民进湘潭市委会 陈晓燕

        我市夜间经济起步较晚。为此，建议：一是编制规划；二是培育集聚区。

        关于完善托育服务的提案
        农工党湘潭市委会、市妇联 联名

        托位不足。建议出台补贴政策；加强培训。
        """

    @Test func `with titles and authors before`() throws {
        let facts = try Facts(Self.titleFirst)
        #expect(facts.names("proposal") == ["关于加强充电安全管理的建议", "关于推进夜间文旅消费的建议", "关于完善托育服务的提案"])
        #expect(
            facts.confidences("authored_by", of: "proposal") == [
                "a/01 刘志明 1", "a/02 陈晓燕 1", "a/03 农工党湘潭市委会 1", "a/03 市妇联 1",
            ])
        #expect(facts.names("recommendation").count == 6)
        #expect(facts.ends("topic", of: "proposal")["a/01"]?.contains { $0.contains("充电") } == true)
        #expect(facts.ends("member_of", of: "person").values.contains(["民进湘潭市委会"]))
        #expect(facts.numbers == ["figure 发生火情 = 43起 2023"])
    }

    @Test func `in columns, where who spoke stays open`() throws {
        let facts = try Facts(
            """
            同心共谋发展
            ——政协某市委员会第五次会议大会发言摘编

            城区停车难问题突出，居民意
            见较大。

            为此建议：建设停车楼；错时
            开放车位。

            破 解 停 车 难 题

            部分河道水质不稳定，监测不
            足。

            为此建议：加密监测；严控
            排污。

            守 护 一 河 清 水

            市政协委员
            王 芳

            民革市委会
            赵建国

            乡村医生老龄化，后继乏人。
            为此建议：定向培养；提高待遇。

            建 强 乡 村 医 生 队 伍

            市工商联
            李 强
            """)
        #expect(facts.names("proposal") == ["破解停车难题", "守护一河清水", "建强乡村医生队伍"])
        #expect(
            facts.confidences("authored_by", of: "proposal") == [
                "a/01 王芳 0.5", "a/01 赵建国 0.5", "a/02 王芳 0.5", "a/02 赵建国 0.5", "a/03 李强 1",
            ])
        #expect(facts.report.entries[0].doubts.map(\.sort) == [.openAuthor, .openAuthor])
    }
}

@Suite struct `A page of a newspaper` {
    @Test func `with headlines before the stories`() throws {
        let facts = try Facts(
            """
            县市新闻

            浏阳：烟花产业闯出新路
            本报记者 周倩 通讯员 罗海

            本报浏阳11月3日讯 前三季度，浏阳市实现出口额8.6亿美元，同比增长12.5%。

            到2026年，浏阳计划培育企业5家。

            宁乡集中开工15个项目

            本报宁乡11月3日讯（记者 何川）昨日，宁乡高新区举行开工仪式，项目总投资92.3亿元。
            """)
        #expect(facts.names("article") == ["浏阳：烟花产业闯出新路", "宁乡集中开工15个项目"])
        #expect(facts.ends("authored_by", of: "article")["a/1"] == ["周倩", "罗海"])
        #expect(facts.ends("authored_by", of: "article")["a/2"] == ["何川"])
        #expect(facts.ends("covers", of: "article") == ["a/1": ["浏阳市"], "a/2": ["宁乡市"]])
        #expect(facts.numbers.contains { $0.hasPrefix("target") && $0.hasSuffix("企业 = 5家 2026") })
        #expect(facts.numbers.contains { $0.hasPrefix("figure") && $0.contains("8.6亿美元") })
    }

    @Test func `with headlines behind, subheads and a caption of doubled runs`() throws {
        let facts = try Facts(
            """
            今年，晋源区将做强文旅产业，全年新建
            停车场12处，改造景区道路20公里。

            打造夜间消费新场景

            该区推进夜市建设，引进商户300家，丰富
            群众生活。

            晋源区：文旅产业添动力
            本报记者 李梅

            夜市人来人往夜市人来人往。。本报记者本报记者 李梅李梅 摄摄

            本报太原3月1日讯（记者 王强）日前，娄烦县
            召开春耕会议，部署备耕工作。

            娄烦县部署春耕生产
            """)
        #expect(facts.names("article") == ["晋源区：文旅产业添动力", "娄烦县部署春耕生产"])
        #expect(facts.names("section") == ["打造夜间消费新场景"])
        #expect(facts.ends("covers", of: "article") == ["a/1": ["晋源区"], "a/2": ["娄烦县"]])
        #expect(facts.ends("authored_by", of: "article")["a/1"] == ["李梅"])
    }
}

@Suite struct `A notice with its plan` {
    static let text = """
        湘政办发〔2022〕15号

        湖南省人民政府办公厅关于印发
        《湖南省“十四五”湘江流域绿色发展规划》的通知

        各市州人民政府，省直有关单位：

        现印发给你们，请认真贯彻执行。

        湖南省人民政府办公厅
        2022年3月18日

        湖南省“十四五”湘江流域绿色发展规划

        第一章 发展基础

        “十三五”期间，完成造林120万亩。2020年，流域地区生产总值达到2.9万亿元。

        第二章 主要目标

        到2025年，新增节水灌溉面积不少于80万亩，建成绿色矿山300座左右。

        | 指标 | 单位 | 2020年 | 2025年目标 |
        |---|---|---|---|
        | 森林覆盖率 | % | 59.96 | ≥60.5 |
        | 绿色产业产值 | 亿元 | 8600 | 15000 |

        第三章 空间布局

        第一节 打造湘南承接产业转移示范区

        以衡阳、郴州为重点，发展装备制造。

        第四章 县域定位

        长沙县：打造全国绿色制造高地。建设国家级智能制造示范区。

        浏阳市：建设美丽典范县市。打造全域旅游目的地和绿色食品基地。

        第五章 先进储能材料产业集群

        重点发展正极材料产业、隔膜产业、电池回收产业。

        抄送：省委各部门，省军区。
        湖南省人民政府办公厅    2022年3月20日印发
        """

    @Test func `gives head and foot`() throws {
        let facts = try Facts(Self.text)
        #expect(facts.names("plan") == ["湖南省“十四五”湘江流域绿色发展规划"])
        #expect(facts.values("number", of: "plan") == ["湘政办发〔2022〕15号"])
        #expect(facts.values("date", of: "plan") == ["2022-03-18"])
        #expect(facts.values("printed", of: "plan") == ["2022-03-20"])
        #expect(facts.values("period", of: "plan") == ["十四五"])
        #expect(facts.ends("issued_by", of: "plan")["a"] == ["湖南省人民政府办公厅"])
        #expect(facts.ends("printed_by", of: "plan")["a"] == ["湖南省人民政府办公厅"])
        #expect(facts.ends("sent_to", of: "plan")["a"] == ["各市州人民政府", "省直有关单位"])
        #expect(facts.ends("copied_to", of: "plan")["a"] == ["省军区", "省委各部门"])
    }

    @Test func `tells what is to be from what was`() throws {
        let facts = try Facts(Self.text)
        #expect(
            Set(facts.numbers) == [
                "figure 森林覆盖率 = 59.96% 2020", "target 森林覆盖率 ≥ 60.5% 2025", "figure 绿色产业产值 = 8600亿元 2020",
                "target 绿色产业产值 = 15000亿元 2025",
                "figure 造林 = 120万亩", "figure 流域地区生产总值 = 2.9万亿元 2020", "target 新增节水灌溉面积 ≥ 80万亩 2025",
                "target 绿色矿山 ≈ 300座 2025",
            ])
        #expect(facts.ends("baseline", of: "target").values.filter { !$0.isEmpty }.count == 2)
    }

    @Test func `gives counties, zones and clusters`() throws {
        let facts = try Facts(Self.text)
        #expect(facts.ends("positions", of: "plan")["a"] == ["浏阳市", "长沙县"])
        #expect(facts.names("zone") == ["湘南承接产业转移示范区"])
        #expect(
            facts.ends("in_zone", of: "place").filter { !$0.value.isEmpty }.keys.sorted() == ["衡阳市", "郴州市"].sorted())
        #expect(facts.names("cluster") == ["先进储能材料产业集群"])
        #expect(facts.ends("part_of", of: "industry").filter { !$0.value.isEmpty }.count == 3)
    }
}

@Suite struct `A document of no known genre` {
    @Test func `still gives outline, passages, places and numbers`() throws {
        let facts = try Facts("情况说明\n\n一、会议\n\n三月五日，平遥县和祁县的代表120人到会。\n\n二、其他\n\n无。\n")
        #expect(facts.report.entries[0].genre == "其他")
        #expect(facts.names("section") == ["会议", "其他"])
        #expect(facts.values("text", of: "section")[0].contains("120人到会"))
        #expect(Set(facts.names("county")) == ["平遥县", "祁县"])
        #expect(facts.numbers.count == 1)
    }

    @Test(arguments: [
        "。", "一、", "（", "《", "|", "|||\n|||", "1", "——", "建议：", "主要是：", "\u{FEFF}\n", "######", "抄送：", "印发", "〔2021〕号",
        "图为", "摄", "讯（", "：：：", "、、、", "县：", "平遥县：", "产业集群",
    ])
    func `and odd ends break nothing`(text: String) throws {
        for genre in ["", "巡察反馈 巡察反馈 巡察反馈\n", "大会发言摘编 政协委员 建议：建议：\n", "本报记者 本报讯 日讯（记者\n", "规划 总体要求 指导思想 发展目标\n"] {
            _ = try? Facts(genre + text)
            _ = try? Facts(text + "\n" + genre)
        }
    }
}
