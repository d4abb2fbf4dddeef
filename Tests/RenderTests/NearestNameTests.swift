import Diagnostics
import Testing
import Text

@Suite struct NearestNameTests {
    private let names = [
        "title", "topic", "year", "proposals", "proposed_by", "authored_by", "主题", "主送", "问题", "提案", "提出人", "county",
        "counties",
    ]

    @Test(arguments: [
        ("topc", "topic"), ("tpoic", "topic"), ("TOPIC", "topic"), ("ｔｏｐｉｃ", "topic"), ("tilte", "title"),
        ("authord_by", "authored_by"),
        ("主提", "主题"), ("propos", "proposals"), ("countys", "county"), ("yaer", "year"), ("提安", "提案"), ("提出", "提出人"),
    ])
    func `slips find what was meant`(word: String, name: String) {
        #expect(nearest(to: word, among: names) == [name])
    }

    @Test(arguments: ["nothing", "x", "", "题", "天气预报", "t", "select", String(repeating: "a", count: 100_000)])
    func `what is not near is not named`(word: String) {
        #expect(nearest(to: word, among: names).isEmpty)
    }

    @Test func `the answer does not depend on the order of the candidates`() {
        for _ in 0..<50 {
            var generator = SeededGenerator()
            #expect(
                nearest(to: "主体", among: names.shuffled(using: &generator), limit: 3) == ["主题", "主送"],
                "seed \(generator.seed)")
        }
    }

    @Test func `no more names come than are wanted, and none twice`() {
        #expect(
            nearest(to: "abcd", among: ["abce", "abcf", "abce", "abcdefgh"], limit: 9) == ["abce", "abcf", "abcdefgh"])
        #expect(nearest(to: "abcd", among: ["abce", "abcf"], limit: 0) == [])
    }

    @Test(arguments: [("zhuti", "主题"), ("zuti", "主题"), ("住题", "主题"), ("wenti", "问题"), ("tichuren", "提出人")])
    func `a name that sounds alike is near`(word: String, name: String) {
        #expect(nearest(to: word, among: names) == [name])
    }

    @Test func `what sounds alike is up to the caller`() {
        #expect(nearest(to: "zhuti", among: names, spellings: { _ in [] }) == [])
        #expect(nearest(to: "鎮", among: ["镇", "区"], spellings: { $0 == "镇" ? ["鎮"] : [] }) == ["镇"])
        #expect(pinyinSpellings(of: "主题 A") == ["zhuti A"])
        #expect(pinyinSpellings(of: "topic") == [])
    }

    @Test func `a thousand times a thousand comparisons are quick`() {
        let many = (0..<2000).map { "indicator_\($0)" }
        #expect(nearest(to: "indicater_1999", among: many) == ["indicator_1999"])
    }
}
