import Diagnostics
import Glibc
import Graph
import Query
import TestSupport
import Testing
import Text

@testable import Query

@Suite struct `Check of sources` {
    /// What offends in a graph of one document, `doc`, as `fact: reason`.
    private func offences(_ document: String, _ facts: String) -> [String] {
        withFolder(["doc.txt": document]) { folder in
            var check = ScriptCheck(Session(), refusingWhatIsThere: true)
            check.check(SourceText(name: "facts", text: "add document doc (file: \"doc.txt\", source: doc)\n" + facts))
            check.finish()
            #expect(check.failures.isEmpty, "\(check.failures.map(\.diagnostic.message.english))")
            var sources = SourceCheck(check.session.graph, stated: check.places, corpus: folder)
            return sources.run().offences.map(\.diagnostic.message.english).filter { !$0.hasPrefix("document doc") }
        }
    }

    private static let held: [(String, String)] = [
        ("接待游客1.5万人次", "1.5万人次"), ("接待游客 15000 人次", "1.5万人次"), ("接待游客1.5万\n人次", "1.5万人次"),
        ("收入 8,026.92 亿元", "8026.92亿元"), ("近20万人", "20万人"), ("60余万亩", "60万亩"), ("达20万余人", "20万人"),
        ("建成三个景区", "3个"), ("三千五百家企业", "3500家"), ("两座机场", "2座"), ("占百分之五", "5%"), ("占七成", "70%"),
        ("收入翻一番", "2倍"), ("收入２０亿元", "20亿元"), ("20-50亿元", "20亿元"), ("8/10万亩", "8万亩"), ("3—4个", "3个"),
        ("指标(亿元)\t500\t600", "600亿元"), ("千亿规模", "1000亿元"), ("十大工程", "10个"), ("2区9县", "9个"), ("98％以上", "98%"),
        ("一百二十户", "120户"), ("30 位 代 表", "30人"),
    ]

    @Test(arguments: held) func `a quantity is found as documents write it`(_ text: String, _ quantity: String) {
        #expect(offences(text + "\n完", "add figure f (value: \"\(quantity)\", source: doc 1..2)") == [])
    }

    private static let notHeld: [(String, String)] = [
        ("接待游客1.5万人次", "15万人次"), ("收入20亿元", "20万元"), ("收入120亿元", "20亿元"), ("1\t2亿元", "12亿元"),
        ("增长5个百分点", "5%"), ("17家企业", "17座"), ("1.5万人次", "1.5万户"), ("20-50亿元", "30亿元"), ("三十个", "3个"),
        ("2025年", "202个"), ("第1.25万户", "25万户"),
    ]

    @Test(arguments: notHeld) func `another quantity is not found`(_ text: String, _ quantity: String) {
        #expect(offences(text + "\n完", "add figure f (value: \"\(quantity)\", source: doc 1..2)").count == 1)
    }

    @Test(arguments: ["2025年", "二〇二五年", "二零二五年末", "“十四五”末", "2021-2025年", "到 2025\n年"])
    func `a year stands in digits of either kind or as the end of a plan`(_ text: String) {
        #expect(offences("产值5亿元，\(text)\n完", "add figure f (value: 5亿元, year: 2025, source: doc 1..2)") == [])
        #expect(offences("产值5亿元，\(text)\n完", "add figure f (value: 5亿元, year: 2026, source: doc 1..2)").count == 1)
    }

    @Test(arguments: ["2021年12月22日", "2021-12-22", "2021.12.22", "二〇二一年十二月二十二日"])
    func `a date stands in every usual spelling`(_ text: String) {
        let facts = { (date: String) in "kind notice (day: date)\nadd notice 通知 (day: \(date), source: doc 1)" }
        #expect(offences("通知 \(text)", facts("2021-12-22")) == [])
        #expect(offences("通知 \(text)", facts("2021-12-23")).count == 1)
    }

    @Test(arguments: ["东 山 县", "东\n山县", "东山　县", "**东山**县", "東山縣"])
    func `a name stands whatever the layout did to it`(_ text: String) {
        #expect(offences("在\(text)建设\n完", "add county 东山县 (source: doc 1..2)") == [])
        #expect(offences("在\(text)建设\n完", "add county 东川县 (source: doc 1..2)").count == 1)
        #expect(offences("在\(text)建设\n完", "add county 东川县 (alias: 东山, source: doc 1..2)") == [])
    }

    @Test func `only the cited lines count`() {
        let text = "甲县\n乙县\n丙县\n"
        #expect(offences(text, "add county 甲县 (source: doc 1)\nadd county 丙县 (source: (doc 1, doc 3))") == [])
        #expect(offences(text, "add county 甲县 (source: doc 2..3)").count == 1)
        #expect(offences(text, "add county 丙县 (source: doc 3..4)") == ["county 丙县: doc:3-4 is outside of its 3 lines"])
    }

    @Test func `a relation has both ends in its lines, or one is the passage itself`() {
        let graph = """
            add county 甲县 (source: doc 1); add industry 茶业 (source: doc 2); add section s (title: 第一节, source: doc 1..2)

            """
        let text = "第一节 甲县\n茶业\n甲县与茶业\n"
        #expect(offences(text, graph + "link county 甲县 develops industry 茶业 (source: doc 3)") == [])
        #expect(offences(text, graph + "link county 甲县 develops industry 茶业 (source: doc 2)").count == 1)
        #expect(offences(text, graph + "link section s promotes industry 茶业 (source: doc 2)") == [])
        // Lines outside of the section are no lines of it.
        #expect(offences(text, graph + "link section s promotes industry 茶业 (source: doc 3)").count == 1)
    }

    @Test func `a covered place is meant by 全市, the places within it are not`() {
        let graph = """
            add place 甲市 (source: doc 1); add county 乙县 (source: doc 1); add figure f (value: 5亿元, source: doc 2)
            link county 乙县 located_in place 甲市 (source: doc 1)
            link document doc covers place 甲市 (source: doc 1); link document doc covers county 乙县 (source: doc 1)

            """
        let text = "甲市乙县\n全市产值5亿元"
        #expect(offences(text, graph + "link figure f concerns place 甲市 (source: doc 2)") == [])
        #expect(offences(text, graph + "link figure f concerns county 乙县 (source: doc 2)").count == 1)
    }

    @Test func `runs of more than thirty characters are found as a plain search finds them`() {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<60 {
            // Few different characters, so that runs come up by chance as well.
            let letters = Array("甲乙丙，。")
            let document = String((0..<random.number(40...200)).map { _ in random.pick(letters) })
            let folded = Array(folded(document).unicodeScalars)
            let start = random.number(0...max(0, folded.count - 34))
            let length = random.number(25...34)
            let value = "丁戊" + String(String.UnicodeScalarView(folded[start..<min(folded.count, start + length)])) + "己"
            let runs = CopiedRuns([EvidenceDocument(id: "d", file: Array(document.utf8))], keepingSigns: true)
                .runs(in: value)
            let isCopied = hasRun(Array(value.unicodeScalars), folded, CopiedRuns.longest + 1)
            #expect(runs.isEmpty != isCopied, "ZHIKU_SEED=\(seed): \(value) of \(document)")
        }
    }

    private func hasRun(_ value: [Unicode.Scalar], _ document: [Unicode.Scalar], _ count: Int) -> Bool {
        value.indices.contains { start in
            start + count <= value.count
                && document.indices.contains { place in
                    place + count <= document.count
                        && value[start..<start + count] == document[place..<place + count]
                }
        }
    }

    @Test func `a passage with other commas is still that passage, a title is none`() {
        let text = "以龙头企业为引领，推动种植、加工、仓储、物流一体发展，带动农户稳定增收，形成完整链条。"
        let copied = "以龙头企业为引领推动种植加工仓储物流一体发展带动农户稳定增收形成完整链条"
        #expect(offences(text, "add finding x (summary: \"\(copied)\", source: doc 1)").count == 1)
        #expect(offences(text, "add finding x (summary: \"龙头企业带动种植和加工\", source: doc 1)") == [])
        #expect(offences(text, "add section s (title: \"\(text)\", source: doc 1)") == [])
    }

    @Test func `a document is found by its checksum whatever its name, and another file of its name is none`() {
        let text = "甲县\n"
        let digest = SHA256.hexadecimal(of: Array(text.utf8))
        func found(_ files: [String: String]) -> [String] {
            withFolder(files) { folder in
                var check = ScriptCheck(Session())
                let script = "add document d (title: 甲县, file: \"a.txt\", sha256: \"\(digest)\", source: d 1)"
                check.check(SourceText(name: "facts", text: script))
                var sources = SourceCheck(check.session.graph, stated: check.places, corpus: folder)
                return sources.run().offences.map(\.diagnostic.message.english)
            }
        }
        #expect(found(["a.txt": text]) == [])
        #expect(found(["b.txt": text]) == [])
        #expect(found(["a.txt": "乙县\n"]) == ["document d: a.txt is not the file that the graph was made from"])
        #expect(found([:]) == ["document d: the corpus has no file a.txt"])
    }
}

/// Gives a folder with these files, and removes it.
private func withFolder<Result>(_ files: [String: String], _ body: (String) -> Result) -> Result {
    var template = Array("/tmp/zhiku-corpus-XXXXXX\0".utf8CString.dropLast())
    precondition(mkdtemp(&template) != nil, "no folder")
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in files {
        guard let file = fopen(folder + "/" + name, "w") else { preconditionFailure("\(name) can't be written") }
        fputs(text, file)
        fclose(file)
    }
    defer {
        for name in files.keys { unlink(folder + "/" + name) }
        rmdir(folder)
    }
    return body(folder)
}
