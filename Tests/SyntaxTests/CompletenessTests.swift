import Syntax
import Testing

@Suite struct `Enter at the prompt` {
    @Test(arguments: [
        "", "  # a comment", "find counties", "find counties where name = 平遥", "find counties;", "dump", "begin",
        "find counties wher", "查找提案", "select * from x", "find a where b = )", "\"abc\"", "find a limit 2.5",
        "find a where b ~ /x", "find a § b", "find a.", "find a where b == ", "kind a",
    ]) func `runs what parses or can't be mended`(text: String) { #expect(isComplete(text)) }

    @Test(arguments: [
        "find", "find counties where", "find counties show name,", "find a where b =", "find a where (b = 1",
        "find a ->",
        "find a where b ~ \"低空", "find a where b ~ “低空", "find a order by", "find a where b = 1 and", "let x =",
        "add county",
        "add county a (b: 1,", "find a union", "find a show b {", "find a where r[", "find a limit", "explain",
        "find a where not", "path from a", "path from a b to", "find a top 3", "find a pivot b by",
        "find a show b, c chart",
        "find a; find", "link county a develops", "find a where b in (find c", "relation r", "find a where b in 3 +",
    ]) func `adds a line to what is open`(text: String) { #expect(!isComplete(text)) }
}
