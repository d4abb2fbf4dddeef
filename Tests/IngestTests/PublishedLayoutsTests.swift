import Testing

@testable import Ingest

/// Layouts of articles made for telephones, of registers and of text that a PDF became; texts, places and numbers are invented.
@Suite struct `Published layouts` {
    @Test func `who inspected, an arrow, and who was inspected`() throws {
        let facts = try Facts(
            """
            # 市委第二轮巡察完成反馈

            ▍**市委第一巡察组 → 市气象局党组**

            巡察指出，党组工作有成效，但还有差距。主要是：站网建设滞后；党建不紧。

            巡察建议，补齐站网短板；压实书记责任。

            ▍**市委第二巡察组 → 市残联党组**

            巡察指出，党组工作有成效，但还有差距。主要是：底数不清。

            巡察建议，开展动态核查。

            来源｜市委巡察办
            编辑｜小禾
            """)
        #expect(facts.ends("inspected", of: "document")["a"] == ["市残联党组", "市气象局党组"])
        #expect(facts.names("finding") == ["站网建设滞后", "党建不紧", "底数不清"])
        #expect(facts.names("recommendation") == ["补齐站网短板", "压实书记责任", "开展动态核查"])
    }

    @Test func `a record of one field a line, its labels spaced out`() throws {
        let facts = try Facts(
            """
            市委巡察办关于公布巡察反馈问题清单的公告

            序    号：1
            被巡察单位：市水利局党组
            巡 察 组：市委第一巡察组
            反馈问题：①河长制工作不实；②资金拨付慢。
            整改意见：①常态化开展巡河；②加快资金拨付。
            整改时限：2025年6月底前

            序    号：2
            被巡察单位：市图书馆党支部
            巡 察 组：市委第二巡察组
            反馈问题：①分馆周末闭馆；②采购论证不充分。
            整改意见：①延长开放时间；②完善论证制度。
            整改时限：2025年4月底前
            """)
        #expect(facts.ends("inspected", of: "document")["a"] == ["市图书馆党支部", "市水利局党组"])
        #expect(facts.names("finding").count == 4)
    }

    @Test func `a letter to one unit names it in its title and calls it 你局 below`() throws {
        let facts = try Facts(
            """
            市委第三巡察组关于巡察“回头看”市住建局党组的反馈意见

            市住建局党组：

                2025年4月至6月，市委第三巡察组对你局党组开展了巡察“回头看”。现将有关情况反馈如下。

                一、发现的主要问题
                1.推进保交房不力。
                2.公车管理松散。

                二、意见建议
                （一）提升服务能力。
                （二）深化专项治理。
            """)
        #expect(facts.ends("inspected", of: "document")["a"] == ["市住建局党组"])
        #expect(facts.names("finding") == ["推进保交房不力", "公车管理松散"])
    }

    @Test func `what was mended is told below headings that name what was found`() throws {
        let facts = try Facts(
            """
            中共某市自然资源局党组
            关于巡察整改进展情况的通报

            2024年10月，市委第二巡察组对市自然资源局党组进行了常规巡察。

            （一）落实决策部署方面
            1．耕地整治不彻底的问题
            整改进展：已完成。
            核查图斑1320个。
            2．轮岗交流制度落实不到位的问题
            整改进展：长期坚持。
            轮岗交流干部17名。
            """)
        #expect(facts.names("finding") == ["耕地整治不彻底的问题", "轮岗交流制度落实不到位的问题"])
        #expect(facts.numbers.contains { $0.hasSuffix("= 1320个") })
        #expect(facts.numbers.contains { $0.hasSuffix("= 17名") })
    }

    @Test func `a sign before titles, and who spoke in a line with dashes behind`() throws {
        let facts = try Facts(
            """
            金县政协大会发言摘要

            ●让横漂流量变留量
              登记在册演员多，税收贡献偏低，后期制作外流严重，产业链条没有形成。一要打造全产业链园区；二要完善住房保障。
                                                ——民盟金县总支（李影代表民盟金县总支发言）

            ●推动小商品数字出海
              独立站运营人才缺口大，海外仓布局不均，企业维权难。要建设实训基地；支持企业布局海外仓；完善维权援助。
                                                ——骆宾委员（民建会员、某供应链公司董事长）

            （本报记者 应小舟 整理）
            """)
        #expect(
            facts.ends("authored_by", of: "proposal").values.map { $0.joined() }.sorted() == ["李影", "骆宾"].sorted())
        #expect(facts.names("recommendation").count == 5)
    }

    @Test func `a preface has no author; posts stand behind commas in a quotation`() throws {
        let facts = try Facts(
            """
            # 委员之声｜为高质量发展建言

            原创　某县政协　2025-03-01 19:20

            讨论会上，委员们踊跃发言。小编摘录部分观点，以飨读者。

            ## 01 把戈壁农业做成阳光产业

            > 贺兰，市政协委员，市农科院院长

            连栋温室占比低，品种同质化明显。

            **建议：**

            1. 布局示范园；
            2. 成立种业联合体。

            ## 02 补齐县域儿科医疗短板

            > 王芳，市政协委员，县医院副院长

            儿科床位不足。

            **建议：**

            1. 组建儿科医联体；
            2. 定向培养儿科医生。

            — END —
            """)
        #expect(facts.names("proposal") == ["把戈壁农业做成阳光产业", "补齐县域儿科医疗短板"].sorted())
        #expect(facts.ends("authored_by", of: "proposal").values.map { $0.joined() }.sorted() == ["王芳", "贺兰"].sorted())
    }

    @Test func `a list of proposals as columns of which two blanks part some`() throws {
        let facts = try Facts(
            """
                            政协某市六届四次会议提案目录

              编号   案  由                                      提案者              主办单位
              001    关于推进有色金属精深加工的提案              民建某市委会        市工信局
              002    关于发展大数据产业的提案                    李  明              市数据局
                                                - 1 -
              编号   案  由                                      提案者              主办单位
              003    关于完善接驳公交的提案                      史玉兰              市交通局
            """)
        #expect(facts.names("proposal").count == 3)
        #expect(
            facts.ends("authored_by", of: "proposal").values.map { $0.joined() }.sorted()
                == ["史玉兰", "李明", "民建某市委会"].sorted())
    }

    @Test func `a word says what a county is to be`() throws {
        let facts = try Facts(
            """
            吉安市制造业发展规划（2026—2030年）

            一、县域功能定位
            （一）吉州区。定位为电子信息研发集聚区。依托高新区发展通讯终端。
            （二）泰和县
            发展定位：触控显示产业基地。
            """)
        #expect(facts.ends("positions", of: "plan")["a"] == ["吉安市", "吉州区", "泰和县"])
    }

    @Test func `clusters whose industries stand behind 以 or a label`() throws {
        let facts = try Facts(
            """
            某市产业发展规划（2026—2030年）

            一、产业集群
            - **苗侗刺绣产业集群**：以手工刺绣、服饰设计为重点。
            - **银饰锻制产业集群**：以银饰加工、文创首饰为重点。

            （一）绿色化工产业集群
            细分产业链：聚氨酯、合成树脂等

            （二）壮大三大优势产业集群
            """)
        #expect(facts.names("cluster") == ["绿色化工产业集群", "苗侗刺绣产业集群", "银饰锻制产业集群"].sorted())
        #expect(facts.names("industry").count == 9)
    }

    @Test func `a report on a plan sets nothing but what it says is next`() throws {
        let facts = try Facts(
            """
            某市“十四五”规划实施中期评估报告

            一、总体情况
            （一）产业转型加快。2023年高新技术产业产值占比48.7%。
            二、下步工作打算
            2025年规上工业企业研发活动覆盖率60%。
            """)
        #expect(
            facts.numbers == [
                "figure 高新技术产业产值占比 = 48.7% 2023", "target 规上工业企业研发活动覆盖率 = 60% 2025",
            ])
    }

    @Test func `since when is no year of a number`() throws {
        let facts = try Facts(
            """
            某县县情

            面    积：2307平方公里
            车牌代码：陕H
            2022年以来，完成老旧小区改造186个。
            """)
        #expect(facts.numbers.sorted() == ["figure 老旧小区改造 = 186个", "figure 面积 = 2307平方公里"].sorted())
    }

    @Test func `案由 in sentences is a reason and no title, and a line has several fields`() throws {
        let facts = try Facts(
            """
            # 政协松阳县第十一届委员会第四次会议提案选登

            ## 第018号 关于加快发展低空物流的提案
            **提案人：** 叶伟平　**界别：** 工商联

            案由：乡镇分散，配送成本高。低空物流尚处起步阶段。

            建议：
            1. 编制航线规划；
            2. 建设无人机起降点。

            ## 第026号 关于推动香榧产业提质的建议
            **提案人：** 民盟松阳县基层委员会

            案由：种植面积大，但深加工少。

            建议：
            （一）建立深加工园区。
            （二）打造公用品牌。
            """)
        #expect(facts.names("proposal") == ["关于加快发展低空物流的提案", "关于推动香榧产业提质的建议"])
        #expect(facts.names("person") == ["叶伟平"])
        #expect(facts.names("recommendation").count == 4)
        #expect(facts.names("county") == ["松阳县"])
    }
}
