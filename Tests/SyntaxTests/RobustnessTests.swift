import Syntax
import TestSupport
import Testing

@Suite struct `Whatever is typed` {
    @Test(arguments: [21, 22] as [UInt64]) func `random bytes parse or fail politely`(seed: UInt64) {
        var random = RandomSource(seed: seed)
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...60, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            var parser = Parser(bytes)
            var steps = 0
            reading: while steps <= count + 1 {
                steps += 1
                do {
                    if try parser.next() == nil { break reading }
                } catch {
                    #expect(error.range.upperBound <= count, "seed \(seed): \(bytes)")
                    parser.skipStatement()
                }
            }
            #expect(steps <= count + 1, "seed \(seed): \(bytes)")
        }
    }

    @Test(arguments: [31, 32, 33] as [UInt64]) func `random tokens parse or fail politely`(seed: UInt64) {
        var random = RandomSource(seed: seed)
        let signs = Symbol.allCases.map(\.rawValue)
        let words = Keyword.allCases.flatMap(\.spellings)
        let others = [
            "平遥", "x", "2024", "1.5万人", "5G", "2025-11", "\"a\"", "“b”", "“", "\"", "/x/", "~ /", "#", "\n", "select",
            "0..3",
        ]
        for _ in 0..<1_500 {
            let count = Int.random(in: 1...25, using: &random)
            let pieces = (0..<count).map { _ in
                [signs, words, others].randomElement(using: &random)?.randomElement(using: &random) ?? ""
            }
            let text = "find x " + pieces.joined(separator: Bool.random(using: &random) ? " " : "")
            checkPolite(Bool.random(using: &random) ? text : String(text.dropFirst(7)))
        }
    }

    @Test(arguments: [41, 42, 43] as [UInt64]) func `what is suggested for a wrong statement parses`(seed: UInt64) {
        var random = RandomSource(seed: seed)
        let words = [
            "select", "match", "distinct", "from", "where", "having", "like", "not", "between", "and", "is", "null",
            "count",
            "limit", "order", "by", "group", "return", "contains", "starts", "with", "exists", "top", "join", "find",
            "show",
            "counties", "c", "name", "查找", "其中", "大于等于", "等于", "为空", "的", "提案的标题", "按", "按年份排序", "前10条", "所有",
            "请查找", "包含", "和", "从", "到", "不是", "why", "path", "search", "平遥", "“低空", "'%低空%'", "\"x\"", "5", "10",
            "2025",
            "2025.11.3", "1.5万人",
        ]
        let signs = [
            "(", ")", "[", "]", "{", "}", "*", ",", ".", "..", ":", "=", "==", "<>", "!=", "!", "=~", "&&", "||", "|",
            "-",
            "->", "<", ">", "—", "≈", "。", "》", "/", "~", "%", "$", "@",
        ]
        for _ in 0..<3_000 {
            let count = Int.random(in: 1...16, using: &random)
            let pieces = (0..<count).map { _ in random.pick(random.chance(60) ? words : signs) }
            let text = pieces.joined(separator: random.chance(70) ? " " : "")
            var parser = Parser(Array(text.utf8))
            do { while try parser.next() != nil {} } catch {
                let usual = error.diagnostic.hints
                guard let first = parser.diagnostic(of: error, kindOf: { _, _ in "county" }).hints.first,
                    !usual.contains(first), !first.english.hasPrefix("did you mean")
                else { continue }
                #expect(syntaxError(first.english) == nil, "seed \(seed): \(text) ⇒ \(first.english)")
            }
        }
    }

    @Test func `a text cut anywhere fails politely`() {
        let text =
            "查找 提案 为 c 其中 主题 ~ 任一（“低空”，\"a\\n\"）且 有 r{1..3}[k = 1.5万人].s@p 显示 a { b } 为 d 排序 e 前 3；添加 a b（c：“p” 1..2）"
        for end in 0...text.count { checkPolite(String(text.prefix(end))) }
        for start in 0...text.count { checkPolite(String(text.dropFirst(start))) }
    }
}
