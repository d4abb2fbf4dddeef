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

    @Test func `a text cut anywhere fails politely`() {
        let text =
            "查找 提案 为 c 其中 主题 ~ 任一（“低空”，\"a\\n\"）且 有 r{1..3}[k = 1.5万人].s@p 显示 a { b } 为 d 排序 e 前 3；添加 a b（c：“p” 1..2）"
        for end in 0...text.count { checkPolite(String(text.prefix(end))) }
        for start in 0...text.count { checkPolite(String(text.dropFirst(start))) }
    }
}
