import TestSupport
import Testing

@testable import Query

@Suite struct `Import` {
    private func imported(_ name: String, _ text: String, _ statements: (String) -> String) -> [String] {
        withFile(name, Array(text.utf8)) { path in
            var conversation = Conversation("add industry 文旅")
            return conversation.say(statements(path))
        }
    }

    @Test func `nodes come from CSV with quotes, CRLF, a mark at its beginning and lines in cells`() {
        let text = "\u{FEFF}编码,\"名 称\",别名,面积\r\n1,\"甲,县\",\"一; 二\",\"1,260 平方公里\"\r\n\r\n2,\"乙\"\"县\"\"\",,\r\n"
        let rows = imported("x.csv", text) { path in
            """
            kind county (area: quantity)
            import "\(path)" as county (code: column 编码, name: column "名 称", alias: column 别名, area: column 面积, level: 县)
            find counties show name, alias, code, area, level, source.first, rule
            """
        }
        #expect(rows == ["2|0|0", "甲,县|一; 二|1|1260平方公里|县|2|import", "乙\"县\"||2||县|4|import"])
    }

    @Test func `TSV has escapes and no quotes`() {
        let rows = imported("x.tsv", "name\ttype\n\"甲\"\ta\\tb\\\\\n") { path in
            "import \"\(path)\" as county (name: column name, type: column type); find counties show name, type"
        }
        #expect(rows == ["1|0|0", "\"甲\"|a\tb\\"])
    }

    @Test func `JSON lines give scalars, lists, sources and nothing`() {
        let text = """
            {"n": "甲\\u53bf", "a": ["一", "二"], "s": {"document": "plan", "lines": [3, 7]}, "x": null}

            {"n": "乙", "a": "三", "s": "plan:9", "code": 12}

            """
        let rows = imported("x.jsonl", text) { path in
            """
            import "\(path)" as county (name: column n, alias: column a, source: column s, code: column code)
            find counties show name, alias, source, code
            """
        }
        #expect(rows == ["2|0|0", "甲县|一; 二|plan:3-7|", "乙|三|plan:9|12"])
    }

    @Test func `links find their ends by id, name or alias, and either direction`() {
        let rows = imported("x.csv", "县,业,来源,可信\n甲; 乙县,文旅,plan:3-4; GB/T 1,0.5\n") { path in
            """
            add county 甲县 (alias: "甲"); add county 乙县
            import "\(path)" as link industry column 业 developed_in county column 县
                (source: column 来源, confidence: column 可信)
            find counties show name, develops, develops@source
            """
        }
        #expect(rows == ["2|0|0", "甲县|文旅?|plan:3-4; GB/T 1", "乙县|文旅?|plan:3-4; GB/T 1"])
    }

    @Test func `what is there is an error, or skipped, or updated`() {
        let text = "name,code,type\n甲,1,\n乙,2,区\n"
        let statement = "(name: column name, code: column code, type: column type)"
        let before = "add county 甲 (code: \"0\", type: \"县\");"
        for (words, expected) in [
            ("skip existing", ["1|0|1", "甲|0|县", "乙|2|区"]), ("update existing", ["1|1|0", "甲|1|县", "乙|2|区"]),
            ("略过 已有", ["1|0|1", "甲|0|县", "乙|2|区"]),
        ] {
            let rows = imported("x.csv", text) { path in
                "\(before) import \"\(path)\" as county \(statement) \(words); find counties show name, code, type"
            }
            #expect(rows == expected)
        }
        let rows = imported("x.csv", text) { path in "\(before) import \"\(path)\" as county \(statement)" }
        #expect(rows == ["error: x.csv, line 2: a county “甲” is there already"])
    }

    @Test(arguments: [
        ("name,confidence\n甲,1\n乙,2\n", "x.csv, line 3, column “confidence”: a confidence is between 0 and 1"),
        ("name,confidence\n甲,\"x\ny\"\n", "x.csv, line 2, column “confidence”: expected a number instead of “x\ny”"),
        ("name,confidence\n甲,1\n乙\n", "x.csv, line 3: there are 2 headings, and 1 fields here"),
        ("name,confidence\n甲,\"1\n", "x.csv, line 2: a field that begins with \" ends with \""),
        ("name,confidence\n\"甲\"x,1\n", "x.csv, line 2: behind the closing \" a comma or the end of the line stands"),
        ("name,confidence\n ,1\n", "x.csv, line 2, column “name”: this names the node and cannot be empty"),
        ("name\n甲\n", "the table has no column “confidence”"),
        ("", "the first line of a table has the headings"),
    ]) func `a wrong table is told by line and column, and changes nothing`(text: String, message: String) {
        withFile("x.csv", Array(text.utf8)) { path in
            var conversation = Conversation()
            let statement = "import \"\(path)\" as county (name: column name, confidence: column confidence)"
            #expect(conversation.say(statement) == ["error: \(message)"])
            #expect(conversation.say("count counties") == ["0"])
            #expect(!conversation.session.hasUnsavedChanges)
        }
    }

    @Test func `a table in another encoding says so`() {
        withFile("x.csv", [0x6E, 0x61, 0x6D, 0x65, 0x0A, 0xD6, 0xD0, 0xB9, 0xFA, 0x0A]) { path in
            var conversation = Conversation()
            let answer = conversation.say("import \"\(path)\" as county (name: column name)")
            #expect(answer == ["error: x.csv, line 2: this is not UTF-8 (it looks like GBK)"])
        }
    }

    @Test(arguments: [UInt64.random(in: 0..<1 << 32)])
    func `any cells come back as they were written`(seed: UInt64) {
        var random = RandomSource(seed: seed)
        let pieces = ["甲", ",", "\"", "\n", "\r\n", "a", "；", " ", "，", "\t"]
        for _ in 0..<200 {
            let cell =
                "x"
                + (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    pieces.randomElement(using: &random) ?? ""
                }.joined() + "x"
            let quoted = "\"" + cell.replacing("\"", with: "\"\"") + "\""
            withFile("x.csv", Array("name,type\n甲,\(quoted)\n".utf8)) { path in
                var conversation = Conversation()
                let rows = conversation.say(
                    "import \"\(path)\" as county (name: column name, type: column type); find counties show type")
                #expect(rows == ["1|0|0", cell], "seed \(seed)")
            }
        }
    }
}

/// Random numbers that a seed gives back.
private struct RandomSource: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
