import Testing

@testable import Text

struct ResemblanceTests {
    private func score(_ typed: String, _ text: String) throws -> Double? {
        try #require(Resemblance(foldedBytes(typed))).score(of: text)
    }

    @Test(arguments: [
        ("平谣", "平遥县"), ("平遙", "平遥县"), ("pingyao", "平遥县"), ("py", "平遥县"), ("pingyao", "山西平遥古城"), ("平yao", "平遥县"),
        ("低空京济", "低空经济产业"), ("文华旅游产业", "文化旅游产业"), ("文化旅产业", "文化旅游产业"), ("文化的旅游产业", "文化旅游产业"),
        ("银行", "银杭"), ("yinhang", "商业银行"), ("chongqing", "重庆"), ("zhongshi", "重视"), ("ＡＩ", "ai大模型"), ("gdpp", "gdp增长"),
        ("低空经济产业发展", "低空经济产业研究"),
    ])
    func `texts resemble what was meant`(typed: String, text: String) throws {
        let score = try #require(try score(typed, text))
        #expect(score > 0 && score <= 1)
    }

    @Test(arguments: [
        ("平遥", "介休市"), ("平遥", "平安"), ("低空经济", "数字经济"), ("py", "关于做好当前和今后一个时期培育养老服务业工作的意见"), ("gdp", "gpu"), ("x", "平遥"),
        ("旅游", ""),
    ])
    func `others don't`(typed: String, text: String) throws { #expect(try score(typed, text) == nil) }

    @Test(arguments: [
        ("平遥", ["平遥", "平遥县", "山西平遥", "山西省晋中市平遥县城", "平谣县"]),
        ("pingyao", ["平遥", "平遥县", "平遥古城文化", "山西平遥"]),
        ("低空经济", ["低空经济", "低空经济产业", "发展低空经济", "低空京济", "低空经贸"]),
    ])
    func `the nearest comes first`(typed: String, expected: [String]) throws {
        let scores = try expected.map { try #require(try score(typed, $0)) }
        #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 > $1 }, "\(scores)")
    }

    @Test func `nothing typed resembles nothing, and long texts are cut`() {
        #expect(Resemblance([]) == nil)
        #expect(Resemblance(foldedBytes(String(repeating: "长", count: 1_000)))?.typed.count == Resemblance.longestTyped)
    }
}

struct SnippetTests {
    private func snippet(_ text: String, _ terms: String...) -> String? {
        Snippet(of: text, terms: terms.map { foldedBytes($0) })?.text
    }

    @Test func `whole clauses with the most terms are shown`() {
        let text = "第一，建设避暑小镇；第二，发展康养产业，打造避暑康养品牌。第三，完善设施。"
        #expect(snippet(text, "避暑", "康养") == text)
        let filler = String(repeating: "此处无关紧要，", count: 20)
        #expect(snippet(filler + text + filler, "避暑", "康养")?.contains("建设避暑小镇；第二，发展康养产业，打造避暑康养品牌。") == true)
        #expect(snippet(text + filler, "避暑", "康养")?.hasSuffix("紧要…") == true)
        #expect(snippet(text, "低空") == nil)
        #expect(snippet("避暑康养", "康养") == "避暑康养")
        #expect(snippet("避暑。\n康養", "康养") == "避暑。 康養")
    }

    @Test func `a clause too long is cut around the hit`() throws {
        let text = String(repeating: "甲", count: 100) + "避暑" + String(repeating: "乙", count: 100)
        let shown = try #require(snippet(text, "避暑"))
        #expect(shown.hasPrefix("…甲") && shown.hasSuffix("乙…") && shown.contains("避暑"))
        #expect(shown.count == Snippet.longest + 2)
    }

    @Test func `the text with most terms wins, and the first of equal ones`() {
        let terms = ["避暑", "康养"].map { foldedBytes($0) }
        #expect(Snippet.best(of: ["避暑好", "康养避暑", "避暑康养"], terms: terms)?.text == "康养避暑")
        #expect(Snippet.best(of: ["x"], terms: terms) == nil)
    }

    @Test func `random texts give a part of themselves`() {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        for _ in 0..<2_000 {
            let text = String(random.scalars(from: "避暑康养，。；ab\n Ａ", upTo: 150))
            guard let snippet = Snippet(of: text, terms: [foldedBytes("避暑"), foldedBytes("a")]) else { continue }
            #expect(snippet.termCount > 0 && snippet.text.count <= Snippet.longest + 2, "seed \(seed): \(text)")
        }
    }
}
