import Syntax
import Testing

@Suite struct `A keyword is a name where no keyword can stand` {
    @Test(arguments: [
        ("find x where no = 5", "(find x (where (= (path no) 5)))"),
        (
            "find x where has in 1..3 and every is missing",
            "(find x (where (and (in (path has) (1..3)) (missing (path every)))))"
        ),
        ("find x where not not in (1)", "(find x (where (not in (path not) (list 1))))"),
        (
            "find x where count > 3 and count(r) > 2",
            "(find x (where (and (> (path count) 3) (> (call count (path r)) 2))))"
        ),
        ("find x where no.name = a", "(find x (where (= (path no name) 'a)))"),
        ("find x where has no", "(find x (where (has (path no))))"),
        (
            "find x where has 属于[县] and no 属于 and 属于 = 1",
            "(find x (where (and (and (has (path 属于[(is-a 县)])) (no (path 属于))) (= (path 属于) 1))))"
        ),
        (
            "find x show summary, order order by order",
            "(find x (show (path summary) (path order)) (order (path order)))"
        ),
        ("find x order by by desc, desc desc", "(find x (order (desc (path by)) (desc (path desc))))"),
        ("find x where name = find", "(find x (where (= (path name) 'find)))"),
        (
            "find x where name = where where a = and",
            "(find x (where (= (path name) 'where)) (where (= (path a) 'and)))"
        ),
        ("find find where find.find@find = find", "(find find (where (= (path find find @find) 'find)))"),
        ("find x show source.from, path.to as by", "(find x (show (path source from) (item (path path to) as by)))"),
        ("add kind kind (kind: kind)", "(add (node kind kind) (kind 'kind))"),
        ("find 无为 where 无 无为", "(find 无为 (where (no (path 无为))))"),
        (
            "find x show max(amount), amount@source.doc",
            "error: expected a clause, a statement or the end instead of “.”"
        ),
    ]) func `where it stands as an operand`(text: String, expected: String) {
        #expect(tree(text) == expected)
    }

    @Test(arguments: [
        ("name = 平遥", "'平遥"), ("name = 5", "5"), ("name = .other", "(path other)"),
        ("name = c.other", "(path c other)"),
        ("name = r[a = 1]", "(path r[(= (path a) 1)])"), ("name = $p", "$p"),
        ("name = county \"平遥\"", "(node county 平遥)"),
        ("name = -5", "-5"), ("name = 1.5万人", "(quantity 1.5万人)"), ("name = @p", "(path @p)"),
        ("name = year(date)", "(call year (path date))"), ("name = .a * 2 + 1", "(+ (* (path a) 2) 1)"),
        ("name = ( .a )", "(path a)"), ("name = any(甲, \"乙\", 3)", "(any '甲 \"乙\" 3)"), ("name = any", "'any"),
    ]) func `to the right of a comparison`(condition: String, expected: String) {
        #expect(tree("find x where \(condition)") == "(find x (where (= (path name) \(expected))))")
    }

    @Test(arguments: [
        ("2023..2025", "(2023..2025)"), ("2023..", "(2023..)"), ("..2025-11", "(..(date 2025-11))"),
        ("-5..-1", "(-5..-1)"),
        ("1万人..2万人", "((quantity 1万人)..(quantity 2万人))"), ("(\"a\", b)", "(list \"a\" 'b)"), ("(a)", "(list 'a)"),
        ("()", "(list)"), ("tourism", "'tourism"), ("它", "'it"), ("c.develops", "(path c develops)"),
        ("(c.develops)", "(path c develops)"),
        ("(find y where a = 1)", "(find y (where (= (path a) 1)))"), ("(count (find y))", "(count (find y))"),
        ("((find y) union find z)", "(find (find y) (union (find z)))"),
        ("(county \"a\", find)", "(list (node county a) 'find)"),
        ("($a, $b)", "(list $a $b)"), ("($a + 1)", "(+ $a 1)"), ("(1 + 2)", "(+ 1 2)"),
    ]) func `after in`(members: String, expected: String) {
        #expect(
            tree("find x where a in \(members) and b = 1")
                == "(find x (where (and (in (path a) \(expected)) (= (path b) 1))))")
        #expect(tree("find x where a not in \(members)") == "(find x (where (not in (path a) \(expected))))")
    }

    @Test func `a word that begins with digits is a name after a kind and no value`() {
        #expect(tree("add topic 5G (code: 5%)") == "(add (node topic 5G) (code (quantity 5%)))")
        #expect(tree("find x where name = 5G") == "error: “G” in “5G” is not a unit")
    }

    @Test func `every spelling in the table is read back`() {
        for row in Vocabulary.table {
            for spelling in row.english + row.chinese { #expect(Vocabulary.keyword(spelled: spelling) == row.keyword) }
        }
        #expect(Set(Vocabulary.table.map(\.keyword)).count == Keyword.allCases.count)
    }
}
