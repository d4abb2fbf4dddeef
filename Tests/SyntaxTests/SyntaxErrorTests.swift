import Syntax
import Testing

@Suite struct `Syntax errors` {
    @Test(arguments: [
        ("find proposals where topic ~ “低空 show title", "“"), ("find p where t ~ \"低空", "\""),
        ("find p where (a = 1", "("),
        ("add a b (c: 1", "("), ("find p where r[a = 1", "["), ("find p show r { a", "{"),
        ("find p where a ~ /x", "/"), ("find p where d = 2025-02-30", "2025-02-30"), ("find p limit 1.5", "1.5"),
        ("find p where v > 5G", "5G"), ("find a limit 3 union find b", "limit 3"), ("find p § q", "§"),
        ("find p where r{3..1}.a = 1", "{3..1}"), (#"add a b (source: "p" 9..3)"#, "9..3"),
        (#"find p where a = "\q""#, "\\q"),
        ("find p where a = 1..2", ".."), ("find p where a b = 1", "b"), ("find p where a is b", "b"),
        ("find p limit -1", "-1"),
        ("find p where t ~ \"低空”", "\"低空”"), ("find p where t ~ \"低空” and u = \"v\"", "v"),
    ]) func `point at their cause`(text: String, place: String) { #expect(pointed(text).at == place) }

    @Test(arguments: [
        ("find counties wher name = 平遥", "did you mean `where`"), ("findd counties", "did you mean `find`"),
        ("查找 提案 显式 标题", "did you mean `显示`"), ("查找 提案 现实 标题", "did you mean `显示`"), ("查找提案", "with spaces: 查找 提案"),
        ("查找 提案其中主题 ~ 旅游", "with spaces: 提案 其中 主题"), ("find a order by b limit10", "with spaces: limit 10"),
        ("find a where b = 2020且c = 1", "with spaces: 2020 且 c"),
        ("find a where b = 1000亿元且主题 ~ c", "with spaces: 1000亿元 且 主题"),
        ("find where name = x", "`where` was read as a name here"),
        ("find a where b = 平遥 古城", "a name of several words needs quotes"),
        ("search 避暑 康养", "a name of several words needs quotes"), ("search 避暑 wher a = 1", "did you mean `where`"),
        ("find a where b = 1 c = 2", "conditions are joined by `and` or `or`"),
        ("show name", "a clause follows a query: find counties show name"),
        ("find a where b > 1,000", "numbers have no thousands separator: 1000"),
        ("find a where b in 2023~2025", "a range is written 2023..2025"),
        ("find a where b in 2023至2025", "a range is written 2023..2025"),
        ("find a where b in 2023-2025", "year in 2023..2025"),
        ("find a where r[k]{1..} = 1", "repetition stands before brackets: part_of{1..}[county]"),
        ("find a where b = 1, c = 2", "conditions are joined by `and` or `or`"),
        ("find p where t ~ \"低空” and u = \"v\"", "a text that begins with \" ends with \", not with ”"),
        ("relation r inverse s t from a to b", "further names come in pairs, forward and inverse; _ for none"),
        ("add a b (c = 1)", "a value is given with a colon: code: \"140728\""),
        ("find a where b > 5亿园元", "if it is a text, put it in quotes: \"5亿园元\""),
        ("find a where b > 5平方末", "did you mean 5平方米"),
    ]) func `help`(text: String, hint: String) {
        #expect(pointed(text).hints.contains(hint), "\(pointed(text).hints)")
    }

    @Test(arguments: [
        ("select name from counties", Habit.select), ("match (c) return c", .match), ("from counties", .from),
        ("insert into a", .create),
        ("delete from a", .delete), ("update a set b", .update), ("find a where b == 1", .doubleEqual),
        ("find a where b <> 1", .lessGreater),
        ("find a where b = 1 && c = 2", .doubleAmpersand), ("find a where b = 1 || c = 2", .doubleBar),
        ("find a where !b = 1", .exclamation),
        ("find a where b =~ \"x\"", .regexEqual), ("find a where b like '%x%'", .like),
        ("find a where b 包含 c", .containsWord),
        ("find a where b 等于 c", .comparatorWord), ("find a where b is null", .null),
        ("find a group by b having c > 1", .having),
        ("find a show distinct b", .distinct), ("find a join b on c = d", .join), ("find a from b", .clauseFrom),
        ("find a sort b", .sort),
        ("find a return b", .returning), ("find a | where b = 1", .pipe), ("find a where b between 1 and 2", .between),
        ("find a where b 》 1", .bookTitleMark), ("find *", .star), ("find a show count(*)", .star),
        ("find a where b in 2023-2025", .dashRange),
    ]) func `know the habits of other languages`(text: String, habit: Habit) {
        guard case .foreign(let found, _) = syntaxError(text) else { Issue.record("\(text): \(tree(text))"); return }
        #expect(found == habit)
    }

    @Test func `every habit has words in both languages`() {
        for habit in Habit.allCases {
            let diagnostic = SyntaxError.foreign(habit, at: 0..<1).diagnostic
            #expect(
                !diagnostic.message.english.isEmpty && !diagnostic.message.chinese.isEmpty
                    && diagnostic.hints.count == 1)
        }
    }

    @Test func `nesting and chains have limits`() {
        let deep = "find a where " + String(repeating: "(", count: 5_000) + "b = 1"
        guard case .nestedTooDeeply = syntaxError(deep) else { Issue.record("\(tree(deep))"); return }
        let fits = "find a where " + String(repeating: "(", count: 95) + "b = 1" + String(repeating: ")", count: 95)
        #expect(syntaxError(fits) == nil)
        for opening in ["find a where r[", "not ", "-", "find a union ", "f(", "find a show r { "] {
            let start = opening.hasPrefix("find") ? "" : "find a where "
            #expect(
                syntaxError(start + String(repeating: opening.replacing("find a where ", with: ""), count: 5_000))
                    != nil)
        }
        let chain = "find a where " + (0..<1_500).map { "b = \($0)" }.joined(separator: " or ")
        guard case .tooManyTerms = syntaxError(chain) else { Issue.record("no limit"); return }
        let list = "find a where b in (" + (0..<20_000).map(String.init).joined(separator: ", ") + ")"
        #expect(syntaxError(list) == nil)
    }
}
