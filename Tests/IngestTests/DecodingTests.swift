import Testing

@testable import Ingest

@Suite struct `Bytes become text` {
    private func text(_ bytes: [UInt8]) throws -> CleanText { LineReader.cleanText(try DecodedText(bytes).bytes) }

    @Test func `of every encoding alike`() throws {
        let words = "关于公布第三轮巡察反馈情况的通告\n"
        let utf16 = Array(words.utf16)
        var little: [UInt8] = [0xFF, 0xFE]
        var big: [UInt8] = [0xFE, 0xFF]
        for unit in utf16 {
            little += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            big += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        }
        let gb18030: [UInt8] = [
            0xB9, 0xD8, 0xD3, 0xDA, 0xB9, 0xAB, 0xB2, 0xBC, 0xB5, 0xDA, 0xC8, 0xFD, 0xC2, 0xD6, 0xD1, 0xB2, 0xB2, 0xEC,
            0xB7,
            0xB4, 0xC0, 0xA1, 0xC7, 0xE9, 0xBF, 0xF6, 0xB5, 0xC4, 0xCD, 0xA8, 0xB8, 0xE6, 0x0A,
        ]
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(words.utf8)
        for bytes in [Array(words.utf8), marked, little, big, gb18030] {
            let text = try text(bytes)
            #expect(text.string(0..<text.count) == "关于公布第三轮巡察反馈情况的通告")
            #expect(text.lines.map(\.number) == [1])
        }
    }

    @Test func `unless they are none`() {
        #expect(throws: DocumentError.binary) {
            try DecodedText([0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 2, 0, 0, 0x80, 0xFF])
        }
        #expect(throws: DocumentError.binary) {
            try DecodedText([0xFF, 0xD8, 0x81, 0x20, 0x00, 0x9C, 0x00, 0x00, 0x41])
        }
        #expect(throws: DocumentError.empty) { try Document(bytes: [], path: "a.txt") }
    }
}

@Suite struct `A line loses what only its layout put there` {
    private func line(_ written: String) -> String {
        let text = LineReader.cleanText(Array(written.utf8))
        return text.title(0..<text.count)
    }

    @Test(arguments: [
        ("推 进 老 旧 小 区 改 造", "推进老旧小区改造"), ("王 芳", "王芳"), ("为 此 建 议 ：改 善 服 务", "为此建议：改善服务"), ("公　　告", "公告"),
        ("海边人家海边人家", "海边人家"), ("本报记者本报记者 李梅李梅 摄摄", "本报记者李梅摄"), ("**发展目标**", "发展目标"),
        ("## 二、主要任务", "二、主要任务"), ("城镇化建设 促进城乡融合", "城镇化建设 促进城乡融合"), ("建成 17 个，新增 5 个", "建成17个，新增5个"),
        ("new york 港", "new york港"),
    ]) func `and nothing else`(written: String, clean: String) {
        #expect(line(written) == clean)
    }

    @Test(arguments: ["- 12 -", "—3—", "第 4 页", "5", "6/18"]) func `page numbers go`(written: String) {
        #expect(line(written) == "")
    }

    @Test(arguments: ["01", "3.5亿元", "2024年", "谢谢"]) func `what is no page number stays`(written: String) {
        #expect(line(written) == written)
    }

    @Test func `every character knows its line`() {
        let text = LineReader.cleanText(Array("\r\n第 一 行\r\n\r\n中间，\n末行。".utf8))
        #expect(text.string(0..<text.count) == "第一行中间，末行。")
        #expect((0..<text.count).map { text.line(of: $0) } == [2, 2, 2, 4, 4, 4, 5, 5, 5])
        #expect(text.lines(of: 2..<8) == 2...5)
    }

    /// Found by fuzzing: a name of a place began in one paragraph of a garbled text and ended in the next.
    @Test func `a garbled text is read without harm`() throws {
        let bytes: [UInt8] = [
            0xEB, 0xD3, 0xC9, 0x31, 0x32, 0xCD, 0xF2, 0xF1, 0xC1, 0xD6, 0xC4, 0xB6, 0xA3, 0xAC, 0xC4, 0xEA,
            0xB2, 0xFA, 0xCF, 0xCA, 0xCB, 0xF1, 0x0A, 0x31, 0x2E, 0xCD, 0xF2, 0xD4, 0xAA, 0xA1, 0xA3, 0xC8,
            0xD5, 0xA3, 0xAC, 0xE3, 0xF2, 0x0A, 0xD6, 0xDD,
        ]
        let document = try Document(bytes: bytes, path: "a.txt")
        #expect(document.lineCount == 3)
    }
}
