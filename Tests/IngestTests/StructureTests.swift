import Testing

@testable import Ingest

@Suite struct `Lines become blocks` {
    private func blocks(_ written: String) -> [String] {
        let text = LineReader.cleanText(Array(written.utf8))
        return BlockReader.blocks(of: text).map { "\($0.kind) \(text.title($0.range))" }
    }

    @Test func `a paragraph goes on over hard breaks and over the blank line of a page`() {
        let written = """
            一、对市园林局党组巡察反馈情
            况

            反馈问题：近年来，市园林局党组推进绿化
            工作。主要是：学习不够深入，监管不

            到位；整改不实。
            """
        #expect(
            blocks(written) == [
                "heading 一、对市园林局党组巡察反馈情况", "paragraph 反馈问题：近年来，市园林局党组推进绿化工作。主要是：学习不够深入，监管不到位；整改不实。",
            ])
    }

    @Test func `a page number between them is no line`() {
        #expect(
            blocks("全市共有幼儿园三百所，在园幼儿六万人，其中公办园\n\n- 7 -\n\n占六成，民办园占四成。\n") == [
                "paragraph 全市共有幼儿园三百所，在园幼儿六万人，其中公办园占六成，民办园占四成。"
            ])
    }

    @Test func `paragraphs without blank lines end with their full stops`() {
        let long = String(repeating: "推进城乡融合发展，", count: 8)
        #expect(
            blocks("一、总体要求\n\(long)取得成效。\n\(long)再上台阶。") == [
                "heading 一、总体要求", "paragraph \(long)取得成效。", "paragraph \(long)再上台阶。",
            ])
    }

    @Test func `lists, rows and contents are told apart`() {
        #expect(
            blocks("目 录\n一、背景……3\n二、目标\t5\n\n- 01 总则\n- 02 分则\n\n| 指标 | 2020年 |\n|---|---|\n| 产值 | 5 |\n") == [
                "label 目录", "contents 一、背景……3", "contents 二、目标 5", "item 01 总则", "item 02 分则", "row 指标 2020年",
                "row 产值 5",
            ])
    }
}

@Suite struct `Headings become an outline` {
    private func outline(_ written: String) -> [String] {
        let text = LineReader.cleanText(Array(written.utf8))
        let blocks = BlockReader.blocks(of: text)
        let outline = Outline(text, blocks, in: blocks.indices)
        return outline.sections.indices.map {
            "\(outline.path(of: $0)) \(outline.sections[$0].number) \(outline.sections[$0].title)"
        }
    }

    @Test func `by how they are numbered and not by their level of Markdown`() {
        let written = """
            # 第一章 总则

            ### 一、背景

            ## （一）国内

            正文一段，到此为止。

            # （二）国际

            ## 二、原则

            # 第二章 目标
            """
        #expect(
            outline(written) == [
                "1 第一章 总则", "1/1 一 背景", "1/1/1 （一） 国内", "1/1/2 （二） 国际", "1/2 二 原则", "2 第二章 目标",
            ])
    }

    @Test func `a slide's title that comes again goes on`() {
        #expect(
            outline("## 一、产业\n\n# 01 方向\n\n### (一) 主导\n\n# 01 方向\n\n### (二) 新兴\n") == [
                "1 一 产业", "1/1 01 方向", "1/1/1 (一) 主导", "1/1/2 (二) 新兴",
            ])
    }

    @Test func `a slide whose title is missing has it from the list of contents`() {
        #expect(
            outline("## 一、格局\n\n- 01 交通\n- 02 生态\n\n# 01 交通\n\n### (一) 公路\n\n### (二) 铁路\n\n### (一) 水系\n\n### (二) 林地\n")
                == [
                    "1 一 格局", "1/1 01 交通", "1/1/1 (一) 公路", "1/1/2 (二) 铁路", "1/2 02 生态", "1/2/1 (一) 水系", "1/2/2 (二) 林地",
                ])
    }

    @Test func `numbers with points are levels`() {
        #expect(
            outline("1  总体思路\n\n1.1 判断\n\n1.2 目标\n\n2  分工\n") == ["1 1 总体思路", "1/1 1.1 判断", "1/2 1.2 目标", "2 2 分工"])
    }
}
