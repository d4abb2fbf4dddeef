import Syntax
import Testing

@Suite struct `Statements` {
    @Test(arguments: [
        #"find proposals where topic ~ "低空经济""#,
        #"find proposals where topic ~ "低空经济" show title, authored_by.name, source"#,
        #"find proposals where topic ~ any("低空经济", "通用航空") and year in 2023..2025 order by title limit 20"#,
        "count proposals where topic ~ 旅游",
        "find counties where name = 平遥 -> develops -> concerned_by[proposal]",
        "find targets where year = 2025 and value >= 1000亿元 order by value desc limit 10",
        "find targets where year in 十四五 show indicator, value, value / baseline[year = 2020].value - 1 as growth",
        "find findings group by topic.name as topic show topic, count() as n where n > 3 order by n desc",
        "find industries where has promoted_by[level = 市] and no concerned_by[proposal]          # the gap",
        "find units where count(findings[summary ~ 资产]) >= 2 show name, findings { summary, source }",
        "find plans where every sets[target] satisfies year is present",
        "find counties as c where has concerned_by[proposal and concerns in c.develops] show c.name",
        "find proposals where authored_by@confidence < 1 show title, authored_by { name, @confidence }",
        "find counties show name, positioned_by@title order by code cite",
        "let tourism = find industries where name ~ 文旅 or part_of{1..}.name ~ 文旅",
        "find counties where develops in tourism",
        "find units where type = 民主党派 except find units where has members.authored",
        #"explain find proposals where topic ~ "低空经济""#,
        "why county 平遥",
        #"path from county 平遥 to proposal "低空经济" within 4"#,
        "path from (find counties where develops.name ~ 文旅) to industry 康养产业",
        "path all from a b to c d via r, s avoiding topic, county 平遥, unit within 3 show length, path as p limit 5",
        "path from person $p to it    path from 它 to tourism find it    path from county 平遥 to it via develops",
        "find units show name, count(findings) / (count findings where year = 2025) in % as share",
        "find targets where year present and value not missing    查找 指标 其中 年份 存在 且 数值 不为空",
        "find targets order by value desc top 3 per year",
        "find targets show name, value chart bar    find (find a) union (find b) chart tree",
        "find chart where chart = bar show line, tree as hist order by bar chart line",
        "find proposals pivot year by topic.name show count() totals",
        "查找 提案 其中 主题 ~ “低空经济” 显示 标题，提出人 排序 标题 前 10",
        "kind county is place plural counties 县区 (code: text, level: text, type: text) show name, code",
        "relation develops inverse developed_in 发展 发展地 from place to industry (note: text)",
        #"add county 平遥县 (code: "140728", alias: ("平遥"))"#,
        #"add finding "insp/3/2" (summary: "…", order: 2, source: "insp" 64..71)"#,
        #"link county 平遥县 develops industry "文化旅游产业" (source: "plan" 344..346, confidence: 0.9)"#,
        #"set county 平遥县 (type: "县")"#,
        #"remove link county 平遥县 develops industry "文化旅游产业""#,
        "remove county 平遥县",
        #"search "避暑 康养" in sections show title, snippet, score limit 5"#,
        "let hits = search 避暑 in sections, articles where score > 1", "find x where p in (search $word)",
        "explain search 避暑 as s", "search 避暑 search 康养 in it", "find search where search = 1",
        "define gap($level) = find industries where promoted_by.level = $level and no concerned_by[proposal]",
        "define gap($level: text = 市, $since: number = 2020) = find industries    定义 空 = 查找 产业",
        "find gap(市) show name    find x where industry in gap(市) union find gap()",
        #"import "x.csv" as county (code: column "编码", name: column "名称", level: "县") skip existing"#,
        #"导入 "y.csv" 为 连接 提案 列 "提案" 涉及 产业 列 "产业" (出处: 列 "来源") 更新 已有"#,
        "merge county a into county b    合并 县区 平遥 并入 县区 平遥县",
        #"load "file"    save "my.zkg"    dump    begin commit"#,
        #"ingest "file"    读入 "folder"    find x"#,
    ]) func `of the design parse`(text: String) {
        #expect(!tree(text).hasPrefix("error"), "\(tree(text))")
    }

    @Test func `the policy schema parses`() {
        let file = projectFile("Sources/Query/Schema/PolicySchema.swift")
        let parts = file.split(separator: "\"\"\"", omittingEmptySubsequences: false)
        let outline = tree(String(parts[1]))
        #expect(!outline.hasPrefix("error"), "\(outline)")
        #expect(outline.split(separator: "\n").count > 40)
        #expect(
            outline.contains("(relation authored_by inverse authored (aliases (作者 作) (proposed_by proposed) (提出人 _))"))
    }

    @Test(arguments: [
        (
            #"add a b (s: ("plan" 137, "plan" 4..6), t: plan 3, u: (), v: ("x", 2025年), w: "GB/T 2260")"#,
            #"(add (node a b) (s (list (source plan 137 137) (source plan 4 6))) (t (source plan 3 3)) (u (list)) "#
                + #"(v (list "x" (date 2025))) (w "GB/T 2260"))"#
        ),
        (
            #"add a b (c: -1.5亿元, d: no, e: none, f: $p,)"#,
            "(add (node a b) (c (quantity -1.5亿元)) (d 'no) (e none) (f $p))"
        ),
        ("kind a", "(kind a is _ plural _ (aliases) (properties))"),
        ("remove link a", "(remove (node link a))"),
        ("set link a (b: 1)", "(set (node link a) (b 1))"),
        ("find a (find b) union (find c)", "(find a)\n(find (find b) (union (find c)))"),
        (
            "(find a limit 3) union (find b order by c) limit 2",
            "(find (find a (limit 3)) (union (find b (order (path c)))) (limit 2))"
        ),
        ("find a union find b except find c", "(find a (union (find b (except (find c)))))"),
        (
            "find a show r { b, s { c } as d } as e, v in 公顷, w in % as f",
            "(find a (show (item (path r) { (path b) (item (path s) { (path c) } as d) } as e) (in (path v) 公顷) "
                + "(item (in (path w) %) as f)))"
        ),
        ("find a -> r{2}.s{..3}[k].t{0..}", "(find a (-> (path r{2} s{1..3}[(is-a k)] t{0..})))"),
    ]) func `have this tree`(text: String, expected: String) {
        #expect(tree(text) == expected)
    }

    @Test func `one after the other, so that those before an error run`() throws {
        var parser = Parser(Array("find a\nfind b wher x = 1\ncount(b)\nfind c; find d 5\n; find e \"f\nfind g".utf8))
        var seen: [String] = []
        var errors = 0
        while errors < 10 {
            do {
                guard let statement = try parser.next() else { break }
                seen.append(statement.description)
            } catch {
                errors += 1
                parser.skipStatement()
            }
        }
        #expect(seen == ["(find a)", "(find c)", "(find g)"])
        #expect(errors == 3)
    }

    @Test(arguments: [
        ("find a\nfindd b", 1), ("add a b\nad c d", 1), ("add a b (c: 1)\n§", 1), ("find a\n\"x", 1),
        ("find a\nwher b = 1", 0),
        ("find a\n其中b = 1", 0), ("find a\nhaving b", 0), ("find a findd b", 0), ("find a\n= 3", 0), ("save\nfoo", 1),
    ]) func `whole before a line that can't be read`(text: String, whole: Int) {
        var parser = Parser(Array(text.utf8))
        var count = 0
        do { while try parser.next() != nil { count += 1 } } catch { #expect(count == whole) }
        #expect(count == whole)
    }

    @Test func `ranges are bytes of the source`() throws {
        let text = "\u{FEFF}# 注\n查找 提案 其中 年份 = 2024 显示  标题 "
        var parser = Parser(Array(text.utf8))
        let statement = try #require(try parser.next())
        guard case .query(let query) = statement.kind else { Issue.record("no query"); return }
        func piece(_ range: Range<Int>) -> String { String(decoding: Array(text.utf8)[range], as: UTF8.self) }
        #expect(piece(statement.range) == "查找 提案 其中 年份 = 2024 显示  标题")
        #expect(query.clauses.map { piece($0.range) } == ["其中 年份 = 2024", "显示  标题"])
        guard case .show(let items) = query.clauses[1].kind else { Issue.record("no show"); return }
        #expect(items.map(\.text) == ["标题"])
    }
}
