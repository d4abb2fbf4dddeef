import TestSupport
import Testing
import Text

@testable import Query

private let setup = """
    add county 甲县 (code: "1", level: "县", alias: "甲", source: "gb" 1)
    add county 乙县 (code: "2", type: "市", source: "gb" 2)
    add industry 文旅
    add industry 煤炭
    link county 甲县 develops industry 文旅 (source: "plan" 3..4, note: "古城")
    link county 甲县 develops industry 煤炭 (source: "plan" 6)
    link county 乙县 develops industry 煤炭 (source: ("plan" 5, "news" 2))
    link county 甲县 located_in county 乙县
    """

@Suite struct `Unmerging` {
    @Test func `gives back what a merge took`() {
        var conversation = Conversation(setup)
        let before = facts(conversation)
        _ = conversation.say("merge county 甲县 into county 乙县")
        #expect(
            conversation.say("unmerge county 甲县 from county 乙县").sorted() == [
                "returned|alias|甲", "returned|alias|甲县", "returned|develops|文旅", "returned|level|县",
                "returned|located_in|乙县", "shared|develops|煤炭",
            ])
        #expect(facts(conversation) == before)
        #expect(conversation.say("find counties where merged_from is present") == [])
    }

    @Test func `keeps what was written since, and tells what is gone`() {
        var conversation = Conversation(setup)
        _ = conversation.say(
            """
            merge county 甲县 into county 乙县
            set link county 乙县 develops industry 文旅 (note: "新城")
            set county 乙县 (type: "区")
            remove industry 煤炭
            """)
        #expect(conversation.say("unmerge county 甲县 from county 乙县").contains("gone|develops|煤炭"))
        #expect(conversation.say("find counties show id, type, develops, develops@note") == ["乙县|区||", "甲县||文旅|新城"])
    }

    @Test func `of an edge with a further source by now leaves that source`() {
        var conversation = Conversation(setup)
        _ = conversation.say(
            """
            merge county 甲县 into county 乙县
            set link county 乙县 develops industry 文旅 (source: ("plan" 3..4, "report" 9))
            """)
        #expect(conversation.say("unmerge county 甲县 from county 乙县").contains("shared|develops|文旅"))
        #expect(
            conversation.say("find counties where develops = 文旅 show id, develops@source").sorted()
                == ["乙县|plan:5; news:2; report:9", "甲县|plan:3-4; plan:6"])
    }

    @Test(arguments: [
        ("unmerge county 甲县 from county 乙县", "nothing called “甲县” was merged into “乙县”, and it is no other name of it"),
        (
            "unmerge county 甲 from county 甲县; unmerge county 甲 from county 甲县",
            "nothing called “甲” was merged into “甲县”, and it is no other name of it"
        ),
        ("unmerge county 甲 from industry 文旅", "county and industry are different kinds of things, which cannot be one"),
        ("unmerge county 丙 from county 丁", "there is no county “丁”"),
        (
            "add county 丙县; merge county 甲县 into county 乙县; merge county 乙县 into county 丙县; unmerge county 甲县 from county 丙县",
            "“甲县” came with “乙县”, which was merged after it"
        ),
        (
            "merge county 甲县 into county 乙县; add county 甲县; unmerge county 甲县 from county 乙县",
            "a county “甲县” is there already"
        ),
    ]) func `of what was never one says so`(text: String, message: String) {
        var conversation = Conversation(setup)
        #expect(conversation.say(text).last == "error: \(message)")
    }

    @Test func `takes any text for a record that is none`() {
        var conversation = Conversation(setup)
        _ = conversation.say("merge county 甲县 into county 乙县")
        let texts = [
            "", "find x", "add county 甲县 (code: ", "add county 甲县 (nothing: 1)", "add 甲", "link county a b industry c",
        ]
        for text in texts {
            _ = conversation.say("set county 乙县 (merged_from: \(quoted(text)))")
            let answer = conversation.say("unmerge county 丙县 from county 乙县")
            #expect(answer == ["error: nothing called “丙县” was merged into “乙县”, and it is no other name of it"])
        }
    }

    /// Two names that documents use for one node are told apart by the lines that facts stand on.
    @Test func `without a record goes by the lines`() {
        let text = "清远市数字经济规划\n\n一、保障措施\n\n由市工信局牵头负责数字产业工作。\n\n由清远市工业和信息化局牵头负责低空经济产业工作。\n"
        withFile("plan.txt", Array(text.utf8)) { path in
            var conversation = Conversation()
            _ = conversation.say("ingest \"\(path)\"")
            #expect(conversation.say("count units") == ["1"])
            #expect(
                conversation.say("unmerge unit 清远市工业和信息化局 from unit 市工信局").contains("returned|leads|低空经济产业"))
            let wanted = ["市工信局|清远市工信局|数字产业", "清远市工业和信息化局||低空经济产业"]
            #expect(conversation.say("find units show id, alias, leads").sorted() == wanted)
            // Read again, the two stay two, and nothing that moved counts as removed.
            withFile("plan.txt", Array((text + "\n又及。\n").utf8)) { changed in
                _ = conversation.say("ingest \"\(changed)\"")
                #expect(conversation.say("find units show id, alias, leads").sorted() == wanted)
                #expect(conversation.say("find documents where retracted is present") == [])
            }
        }
    }

    /// Any merges, undone in another order, leave what was there before. ZHIKU_SEED repeats a run.
    @Test func `gives back any graph`() throws {
        let seed = testSeed()
        for number in 0..<UInt64(count("ZHIKU_UNMERGES", default: 150)) {
            var random = RandomSource(seed: seed &+ number)
            // Edges between merged nodes are recorded in terms of the merges before, and come back in their order only.
            let inOrder = random.chance(50)
            let script = randomScript(&random, linkingCounties: inOrder)
            var conversation = Conversation(script)
            let before = facts(conversation)
            var merges: [(part: Int, whole: Int)] = []
            var alive = Array(0..<6)
            for _ in 0..<random.number(1...4) {
                let part = random.pick(alive)
                alive.removeAll { $0 == part }
                let whole = random.pick(alive)
                merges.append((part, whole))
                let said = conversation.say("merge county c\(part) into county c\(whole)")
                #expect(said.first?.hasPrefix("error") != true, "ZHIKU_SEED=\(seed &+ number) \(said)")
            }
            let done = merges
            while !merges.isEmpty {
                let parts = Set(merges.map(\.part))
                let free = inOrder ? [merges.count - 1] : merges.indices.filter { !parts.contains(merges[$0].whole) }
                let (part, whole) = merges.remove(at: random.pick(free))
                let said = conversation.say("unmerge county c\(part) from county c\(whole)")
                #expect(said.first?.hasPrefix("error") != true, "ZHIKU_SEED=\(seed &+ number) \(said)")
            }
            try #require(facts(conversation) == before, "ZHIKU_SEED=\(seed &+ number)\n\(script)\n\(done)")
            #expect(conversation.session.graph.violations().isEmpty, "ZHIKU_SEED=\(seed &+ number)")
        }
    }

    private func randomScript(_ random: inout RandomSource, linkingCounties: Bool) -> String {
        var lines = (0..<4).map { "add industry i\($0)" }
        for county in 0..<6 {
            var values = ["source: \"gb\" \(county + 1)"]
            if random.chance(50) { values.append("code: \"\(county)\"") }
            if random.chance(50) { values.append("level: \"\(random.pick(["县", "区"]))\"") }
            if random.chance(50) { values.append("alias: (\"a\(county)\", \"both\")") }
            lines.append("add county c\(county) (\(values.joined(separator: ", ")))")
        }
        for county in 0..<6 {
            for industry in 0..<4 where random.chance(50) {
                var values: [String] = []
                // An edge of a person's own may have no source.
                if random.chance(80) { values.append("source: (\"d\(random.number(1...3))\" 1, \"d\(county)x\" 2)") }
                if random.chance(30) { values.append("note: \"n\(random.number(1...3))\"") }
                lines.append(
                    "link county c\(county) develops industry i\(industry)"
                        + (values.isEmpty ? "" : " (\(values.joined(separator: ", ")))"))
            }
            for other in 0..<6 where linkingCounties && random.chance(15) {
                lines.append("link county c\(county) located_in county c\(other) (source: \"m\" \(other + 1))")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// All nodes and edges as statements, whatever their order.
    private func facts(_ conversation: Conversation) -> [String] {
        conversation.session.graph.script().split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("add ") || $0.hasPrefix("link ") }.sorted()
    }

    private func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\\\""))\"" }
}
