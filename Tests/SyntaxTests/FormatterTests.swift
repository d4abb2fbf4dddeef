import Diagnostics
import Syntax
import TestSupport
import Testing

/// The text laid out, or the error it brings about.
private func laidOut(_ text: String) -> String {
    do {
        return try ScriptFormatter.formatted(SourceText(name: "test", text: text))
    } catch {
        return "error: \(error.diagnostic.message.english)"
    }
}

@Suite struct `The formatter` {
    let grammar = Grammar(projectFile("grammar/zhiku.ebnf"))

    @Test(arguments: [21, 22, 23, 24] as [UInt64], [false, true])
    func `keeps the trees of sentences made from the grammar`(seed: UInt64, isChinese: Bool) throws {
        var random = RandomSource(seed: seed)
        var compared = 0
        for round in 0..<700 {
            let words = grammar.sentence(of: "statement", depth: 8 + round % 12, with: &random)
            let text = words.joined(separator: " ")
            guard words.count < 300, let statements = try? parse(SourceText(name: "test", text: text)) else { continue }
            for statement in statements {
                let formatted = Formatter(isChinese: isChinese).text(of: statement)
                #expect(tree(formatted) == statement.description, "seed \(seed): \(text)\n\(formatted)")
                compared += 1
            }
        }
        #expect(compared > 500)
    }

    @Test func `signs in a row, as deep as they may be, can be read again`() throws {
        let text = "find counties where a" + String(repeating: "-", count: 56) + "b > 1"
        for isChinese in [false, true] {
            let formatter = Formatter(isChinese: isChinese)
            for text in [text, "find counties show -(-(5)), - -a, -(a + b), -(-(a + b))"] {
                let statements = try parse(SourceText(name: "test", text: text))
                #expect(statements.count == 1)
                let statement = try #require(statements.first)
                #expect(tree(formatter.text(of: statement)) == statement.description)
            }
        }
    }

    @Test func `names that begin with digits stay apart in a path`() throws {
        let texts = [
            "find proposals where year in .2. 025",
            "find a show b.2. 5G, .1. 2. 3, .5G. 6.x, .1{2}.3 order by .2. 4",
        ]
        for text in texts {
            let statement = try #require(try parse(SourceText(name: "test", text: text)).first)
            for isChinese in [false, true] {
                #expect(tree(Formatter(isChinese: isChinese).text(of: statement)) == statement.description)
            }
        }
    }

    @Test func `brackets before a counted query within a call are its argument's`() {
        for argument in ["(count x)", "((count x) * 2)", "(((count (count x)) * 2) / 3)"] {
            #expect(tree("find a show round(\(argument)) limit 1").contains("(call round"), "\(argument)")
        }
    }

    @Test func `keys before the verb are the clauses that are written with the verb first`() {
        #expect(
            laidOut("find targets by year group by count() desc order")
                == laidOut("find targets group by year order by count() desc"))
        #expect(tree("查找 目标 按 年份，单位 分组") == tree("查找 目标 分组 年份，单位"))
        #expect(tree("查找 目标 按 年份 降序，值 排列") == tree("查找 目标 排序 年份 降序，值"))
        #expect(tree("查找 目标 按照 值 倒序") == tree("查找 目标 排序 值 降序"))
    }

    @Test func `keeps the trees of the samples, and laying out again changes nothing`() {
        for path in projectFiles(in: "samples", ending: ".zk") + projectFiles(in: "Tests/Transcripts", ending: ".zk") {
            let text = projectFile(path)
            let once = laidOut(text)
            #expect(tree(once) == tree(text), "\(path)")
            #expect(laidOut(once) == once, "\(path)")
            #expect(text.split(separator: "\n").filter { $0.hasPrefix("#") }.allSatisfy(once.contains), "\(path)")
        }
    }

    @Test(arguments: [
        ("find  counties where(name=平遥)show name,code", "find counties where name = 平遥 show name, code\n"),
        ("查找 提案 其中 主题~“低空”显示 标题，提出人 前 10", "查找 提案 其中 主题 ~ \"低空\" 显示 标题, 提出人 前 10\n"),
        ("find x where (a = 1 or b = 2) and not (c = 3)", "find x where (a = 1 or b = 2) and not c = 3\n"),
        ("find x where a in 2023..2025 and b !~ /x\\/y/", "find x where a in 2023..2025 and b !~ /x\\/y/\n"),
        ("find x show a/b . c as n", "find x show a/b . c as n\n"),
        ("find x show if(a ~ /b  c/,\n  1 / 2, “d\ne  f”)", "find x show if(a ~ /b  c/, 1 / 2, \"d\\ne  f\")\n"),
        ("# one\n\n\n# two\nbegin ;# three\n\n\ncommit\n", "# one\n\n# two\nbegin;  # three\n\ncommit\n"),
        ("find x # why\n where a = 1", "find x # why\n where a = 1\n"),
        ("dump;(find x)", "dump;\nfind x\n"),
        (
            "define  gap($a:text=市)=find x where y=$a;find gap(县)",
            "define gap($a: text = 市) = find x where y = $a;\nfind gap(县)\n"
        ),
        (
            "find proposals where topic ~ any(\"低空经济\", \"通用航空\") and year in 2023..2025 order by title show title, authored_by.name limit 20",
            """
            find proposals
                where topic ~ any("低空经济", "通用航空") and year in 2023..2025
                order by title
                show title, authored_by.name
                limit 20

            """
        ),
    ]) func `lays out`(text: String, expected: String) {
        #expect(laidOut(text) == expected)
    }
}
