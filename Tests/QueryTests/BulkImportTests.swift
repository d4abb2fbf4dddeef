import TestSupport
import Testing

@testable import Graph
@testable import Query

/// A large table goes straight into the base; the same rows taken one by one are what it is compared with.
@Suite struct `Bulk import` {
    /// Rows of every sort of value, with quotes, lines within cells, blanks and empty cells.
    private func table(_ rows: Int, _ random: inout RandomSource) -> String {
        let words = ["低空经济", "文旅", "康养", "ＡＢ", "《规划》", "“十四五”", "經濟", "a b", "，", "é", "𠮷"]
        var text = "id,名称,别名,年份,数值,单位,日期,类型\r\n"
        for row in 0..<rows {
            var name = (0..<random.number(1...4)).map { _ in random.pick(words) }.joined() + "\(row)"
            if random.chance(10) { name = "\"\(name),\"\"\(row)\"\"\"" }
            if random.chance(5) { name = "\"\(name.filter { $0 != "\"" })\n续\"" }
            let alias = random.pick(["", "", "又名\(row)", "甲\(row); 乙\(row)", " 丙\(row) "])
            let year = random.pick(["", "2024", " 2023", "1,999", "-5", "0.25"])
            let value = random.pick(["", "12.5", "3万人", "1,260 平方公里", "90%", "123456789012345678"])
            let date = random.pick(["", "2025", "2025-11", "2025年11月3日"])
            let end = random.pick(["\n", "\r\n", "\n\n"])
            text += "k\(row),\(name),\(alias),\"\(year)\",\"\(value)\",\(random.pick(words)),\(date),"
            text += random.pick(words) + end
        }
        return text
    }

    private let schema = "kind thing plural things (year: number, value: quantity, mark: text, date: date, sort: text) "

    private func imported(_ path: String, _ how: String) -> Conversation {
        var conversation = Conversation(schema)
        let report = conversation.say(
            """
            import "\(path)" as thing (id: column id, name: column 名称, alias: column 别名, year: column 年份,
                value: column 数值, mark: column 单位, date: column 日期, sort: column 类型, confidence: 0.5) \(how)
            """)
        #expect(report == ["6000|0|0"])
        return conversation
    }

    @Test func `gives the graph that taking the rows one by one gives`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        withFile("x.csv", Array(table(6000, &random).utf8)) { path in
            var bulk = imported(path, "")
            var slow = imported(path, "skip existing")
            #expect(slow.session.graph.changeCount > 0)
            #expect(bulk.session.graph.violations().isEmpty, "seed \(seed)")
            // Thousands of lines would only hide the seed.
            let isSame = bulk.say("dump") == slow.say("dump")
            #expect(isSame, "seed \(seed)")
            slow.session.fold()
            for question in [
                "count things where name ~ 低空经济", "count things where name ~ 十四", "count things where mark ~ 康",
                "find things where name = 甲7 show id", "count things where alias ~ 又名1",
                "find things where id = k77 show name",
                "count search 文旅 in things", "find things group by sort show sort, count(), avg(year)",
                "count things where name ~~ wenlv", "find things where id ~ k599 show id",
            ] {
                let isSame = bulk.say(question) == slow.say(question)
                #expect(isSame, "\(question), seed \(seed)")
            }
        }
    }

    @Test func `takes what it can't hold row by row, with the same words for what is wrong`() {
        var rows = "id,name,year\n" + (0..<9000).map { "k\($0),低空经济发展规划\($0),2024\n" }.joined()
        rows += "k5,again,2024\n"
        withFile("x.csv", Array(rows.utf8)) { path in
            var conversation = Conversation("kind thing plural things (year: number)")
            let error = conversation.say("import \"\(path)\" as thing (id: column id, name: column name)")
            #expect(error.count == 1 && error[0].contains("line 9002"), "\(error)")
            #expect(conversation.say("count things") == ["0"])
        }
    }

    @Test func `sorts edges in and leaves what is there where it was`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        let nodes = "id,name\n" + (0..<9000).map { "k\($0),低空经济\($0)\n" }.joined()
        var links = "from,to,what\n"
        for row in 0..<9000 {
            for far in Set((0..<random.number(0...3)).map { _ in random.number(0...30) }).sorted() {
                links += "k\(row),\(far % 7 == 6 ? "" : "f\(far)"),\(String(repeating: "注", count: 9))\n"
            }
        }
        try withFile("n.csv", Array(nodes.utf8)) { nodesPath in
            try withFile("l.csv", Array(links.utf8)) { linksPath in
                func made(_ how: String) -> Conversation {
                    var conversation = Conversation(
                        "kind far kind thing plural things relation r inverse s from thing to far kind early is thing ")
                    for far in 0...30 { _ = conversation.say("add far f\(far)") }
                    _ = conversation.say("add early e1 link early e1 r far f3")
                    _ = conversation.say("import \"\(nodesPath)\" as thing (id: column id, name: column name) \(how)")
                    _ = conversation.say("remove link early e1 r far f3")
                    let report = conversation.say(
                        "import \"\(linksPath)\" as link thing column from r far column to \(how)")
                    #expect(report.count == 1 && !report[0].hasPrefix("error"), "\(report)")
                    return conversation
                }
                var bulk = made("")
                var slow = made("skip existing")
                #expect(bulk.session.graph.violations().isEmpty, "seed \(seed)")
                // Thousands of lines would only hide the seed.
                let isSame = bulk.say("dump") == slow.say("dump")
                #expect(isSame, "seed \(seed)")
                let question = "find far show id, count(s), s.id order by id limit 5"
                let isAnswerSame = bulk.say(question) == slow.say(question)
                #expect(isAnswerSame, "seed \(seed)")
                let path = nodesPath + ".zkg"
                #expect(bulk.say("save \"\(path)\"") == [])
                var opened = Conversation()
                opened.session = .init(try Graph(snapshot: path))
                let isSavedSame = opened.say("dump") == bulk.say("dump")
                #expect(isSavedSame, "seed \(seed)")
                #expect(opened.session.graph.violations().isEmpty)
                // What asks for the image as a whole gets what was saved.
                let whole = Array(bulk.session.graph.base.image.bytes)
                let isWhole = whole == (try readBytes(of: path))
                #expect(isWhole)
            }
        }
    }
}
