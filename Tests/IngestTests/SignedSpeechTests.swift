import Graph
import Testing

@testable import Ingest

/// Who signs a speech, a proposal or a story in other layouts; persons and texts are invented.
@Suite struct `Who signs` {
    @Test func `a bracket behind each speech`() throws {
        let facts = try Facts(
            """
            大会发言选登

            把小枣做成大产业

            沧县金丝小枣种植12万亩，深加工不足一成。建议：建好交易市场；培育龙头企业。
            （作者系市政协委员、某合作社理事长郭林）

            让渤海渔船安全回港

            避风港泊位紧张。建议：扩建渔港；配齐北斗终端。
            （作者单位：民建沧州市委会）
            """)
        #expect(
            facts.ends("authored_by", of: "proposal").sorted { $0.key < $1.key }.map(\.value) == [["郭林"], ["民建沧州市委会"]])
        #expect(facts.names("proposal") == ["把小枣做成大产业", "让渤海渔船安全回港"])
    }

    @Test func `a name between a body and the next title may belong to either`() throws {
        let facts = try Facts(
            """
            政协委员大会发言摘编

            把小枣做成大产业

            沧县金丝小枣种植12万亩，深加工不足一成，品牌影响力不强。建议：建好交易市场；培育龙头企业。

            郭林（市政协委员）

            让渤海渔船安全回港

            避风港泊位紧张，渔民反映强烈，台风天无处停靠。建议：扩建渔港；配齐北斗终端。
            """)
        let known = facts.confidences("authored_by", of: "proposal")
        #expect(known.allSatisfy { !$0.hasSuffix(" 1") }, "\(known)")
    }

    @Test func `a heading above who speaks, and who wrote for a party`() throws {
        let facts = try Facts(
            [
                (
                    "a.md",
                    """
                    **委员发言集锦**

                    ### 把小枣做成大产业

                    **郭林委员：** 全县小枣种植12万亩。建议：

                    - 建好交易市场；
                    - 培育龙头企业。

                    ### 让渔船安全回港

                    **民盟黄骅市支部（周茜执笔）：** 泊位紧张。建议：

                    - 扩建渔港；
                    - 配齐终端。
                    """
                )
            ])
        #expect(facts.names("proposal") == ["把小枣做成大产业", "让渔船安全回港"])
        #expect(facts.ends("authored_by", of: "proposal").sorted { $0.key < $1.key }.map(\.value) == [["郭林"], ["周茜"]])
    }

    @Test func `fields below numbered titles, units together`() throws {
        let facts = try Facts(
            """
            重点提案目录

            1．关于治理内涝的提案
               提 案 人：民进某县支部、九三学社某县支社（联合）
               主办单位：县住建局    协办：县水务局
            2．关于发展海盐产业的提案
               提 案 人：经济界别
               主办单位：县工信局
            """)
        #expect(
            facts.ends("authored_by", of: "proposal").sorted { $0.key < $1.key }.map(\.value) == [
                ["九三学社某县支社", "民进某县支部"], ["经济界别"],
            ])
        #expect(facts.names("person").isEmpty)
    }

    @Test func `stories in brackets, a paragraph each`() throws {
        let facts = try Facts(
            """
            沧州日报 · 县区新闻 2025年11月3日

            【肃宁】 皮毛直播忙起来。肃宁县尚村镇的直播间里，主播们正在介绍新款皮草，日均发货3万件。（记者 郭林）

            【吴桥】 杂技学校迎来新生。吴桥县杂技艺术学校今年招收学员120名，来自全国十多个省份。（记者 周茜）
            """)
        #expect(facts.names("article") == ["皮毛直播忙起来", "杂技学校迎来新生"])
        #expect(facts.ends("authored_by", of: "article").sorted { $0.key < $1.key }.map(\.value) == [["郭林"], ["周茜"]])
    }

    @Test func `a unit, what was found and advice in one paragraph`() throws {
        let facts = try Facts(
            """
            献县县委巡察反馈情况

            对县林场党支部巡察发现：造林任务未完成；违规发放补贴。巡察组建议：抓实造林；清退补贴。

            对乐寿镇党委巡察发现：基层减负不力；信访化解慢。巡察组建议：精简报表；建立包案制度。
            """)
        #expect(facts.ends("inspected", of: "document")["a"] == ["乐寿镇党委", "县林场党支部"])
        #expect(facts.names("finding").count == 4)
        #expect(facts.names("recommendation").count == 4)
    }
}
