import Testing

@testable import Text

struct PatternTests {
    @Test(arguments: [
        ("低空.{0,6}(经济|产业)", "发展低空旅游经济", true),
        ("低空.{0,6}(经济|产业)", "低空一二三四五六七经济", false),
        ("低空(?:经济|产业)?$", "低空", true), ("低空(?:经济|产业)?$", "低空经", false),
        ("^平遥", "平遥县", true), ("^平遥", "在平遥", false), ("^$", "", true), ("^$", "x", false), ("", "x", true),
        ("a|b|", "x", true), ("(a|b)c", "xbc", true), ("(a|b)c", "xcb", false),
        ("[一二三]、", "二、", true), ("[^一二三]、", "二、", false), ("[^一二三]、", "四、", true), ("[a-c]+$", "xabc", true),
        ("[A-C]", "b", true), ("[Ａ-Ｃ]", "b", true), ("ABC", "ａｂｃ", true), ("[一-十]", "七", true),
        ("經濟", "经济", true), ("经济", "經濟", true), ("[經]", "经", true), ("㎡", "500㎡", true),
        (#"\d{4}年"#, "２０２５年", true), (#"\d{4}年"#, "202年", false), (#"^\w+$"#, "平遥_a1", true), (#"\W"#, "平遥", false),
        (#"^\p{Han}+$"#, "平遥县", true), (#"^\p{Han}+$"#, "平遥a", false), (#"\P{Han}"#, "平a", true),
        (#"\p{标点}"#, "平。", true),
        ("低 空", "低空", true), ("低空", "低 空", true), (#"低\s+空"#, "低 空", true), ("new york", "New  York", true),
        ("new york", "newyork", false), (#"new \w+"#, "new york", true), ("new y*ork", "new york", true),
        ("a{2}", "xaay", true), ("^a{2,3}$", "aaaa", false), ("a{2,}", "a", false), ("^a{0}$", "", true),
        ("a+?b", "aab", true),
        (#"1\.5万"#, "1.5万", true), (#"1\.5万"#, "1a5万", false), (#"\u{4E2D}"#, "中", true), ("《.+》", "《规划》", true),
        ("(a*)*b", "aaac", false), ("(a?){3}$", "aaa", true), ("(|a)+", "", true), ("a$|^b", "xa", true),
        ("𠀀.", "x𠀀y", true),
    ])
    func `a pattern matches`(pattern: String, text: String, expected: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == expected)
    }

    @Test(arguments: [
        ("低空(", PatternError.unclosedGroup(at: 6..<7)), ("低)", .unopenedGroup(at: 3..<4)),
        ("x[ab", .unclosedClass(at: 1..<2)),
        ("[]", .emptyClass(at: 0..<2)), ("[z-a]", .backwardRange(at: 1..<4)), ("*a", .nothingToRepeat(at: 0..<1)),
        ("低**", .nothingToRepeat(at: 4..<5)), ("a{3,1}", .badRepetition(at: 1..<6)),
        ("a{x}", .badRepetition(at: 1..<4)),
        (#"低\b"#, .unknownEscape(#"\b"#, at: 3..<5)), (#"\p{Latn}"#, .unknownClass(#"\p{Latn}"#, at: 0..<8)),
        ("(?=a)", .unknownGroup("(?=", at: 0..<3)), ("(a{1000}){1000}", .tooLarge(at: 0..<15)),
        ("\\", .unknownEscape("\\", at: 0..<1)),
        ("[a", .unclosedClass(at: 0..<1)), ("[\\d-z", .unclosedClass(at: 0..<1)),
    ])
    func `an error says where in the pattern`(pattern: String, expected: PatternError) {
        #expect(throws: expected) { try Pattern(pattern) }
    }

    @Test func `brackets nest as deep as they may`() {
        let deep = String(repeating: "(", count: 10_000)
        #expect(throws: PatternError.nestedTooDeeply(at: 100..<101)) { try Pattern(deep) }
    }

    @Test(arguments: [
        ("低空.{0,6}(经济|产业)", ["低空"]), ("(低空经济|通用航空)", ["低空经济", "通用航空"]), ("低空?", ["低"]), ("[低]空*", []), ("(a|b*)", []),
        ("x?(經濟)+", ["经济"]), (".*", []),
    ])
    func `some literal must stand in what matches`(pattern: String, expected: [String]) throws {
        #expect(try Pattern(pattern).requiredLiterals == expected.map { Array($0.utf8) })
    }

    @Test(arguments: [
        "(a*)*b", "(a|aa)+$", "(.*)(.*)(.*)(.*)(.*)b", "(a?){30}a{30}b", "(a+a+)+y|(a|aa)*c", ".{0,20}a.{12}c",
    ])
    func `a pattern made to be slow is not`(pattern: String) throws {
        let text = foldedBytes(String(repeating: "a", count: 20_000) + "!")
        let compiled = try Pattern(pattern)
        var found = true
        let time = ContinuousClock().measure { found = text.withUnsafeBufferPointer(compiled.matches(folded:)) }
        #expect(!found)
        #expect(time < .seconds(20), "\(time)")
    }

    @Test func `a pattern with very many states stays within its memory`() throws {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        let text = Array(String(random.scalars(from: "ab", upTo: 20_000)).utf8)
        let matcher = PatternMatcher(try Pattern("a.{16}c"))
        let isFound = text.withUnsafeBufferPointer(matcher.matches)
        #expect(!isFound, "seed \(seed)")
    }

    /// A matcher that follows the definition, on small texts.
    private func ends(_ node: PatternNode, _ text: [UInt32], _ start: Int, _ depth: Int = 0) -> Set<Int> {
        switch node {
        case .literal(let scalars): return text[start...].starts(with: scalars) ? [start + scalars.count] : []
        case .set(let set):
            return start < text.count && set.ranges.contains { $0.contains(text[start]) } ? [start + 1] : []
        case .start: return start == 0 ? [start] : []
        case .end: return start == text.count ? [start] : []
        case .sequence(let parts):
            return parts.reduce([start]) { places, part in Set(places.flatMap { ends(part, text, $0) }) }
        case .choice(let parts): return Set(parts.flatMap { ends($0, text, start) })
        case .repeated(let inner, let least, let most):
            var found: Set<Int> = least == 0 ? [start] : []
            var current: Set<Int> = [start]
            for round in 1...(max(least, min(most ?? 12, 12)) + 1) where most.map({ round <= $0 }) ?? true {
                current = Set(current.flatMap { ends(inner, text, $0) })
                if round >= least { found.formUnion(current) }
            }
            return found
        }
    }

    @Test func `random patterns agree with the definition`() throws {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        for _ in 0..<3_000 {
            let source = String(random.scalars(from: "ab经济(|).*?+^$[]{2}12,", upTo: 9))
            guard let pattern = try? Pattern(source) else { continue }
            var parser = PatternParser(source)
            let node = try parser.whole()
            let matcher = PatternMatcher(pattern)
            for _ in 0..<4 {
                let text = String(random.scalars(from: "ab经济1", upTo: 6))
                let scalars = text.unicodeScalars.map(\.value)
                let expected = (0...scalars.count).contains { !ends(node, scalars, $0).isEmpty }
                let found = foldedBytes(text).withUnsafeBufferPointer(matcher.matches)
                #expect(found == expected, "seed \(seed): \(source) on \(text)")
                if found, !pattern.requiredLiterals.isEmpty {
                    let held = pattern.requiredLiterals.contains { text.contains(String(decoding: $0, as: UTF8.self)) }
                    #expect(held, "seed \(seed): \(source) on \(text)")
                }
            }
        }
    }
}
