import Query
import Syntax
import TestSupport
import Testing
import Text

/// However a name is typed (traditional, full-width, spaced as in newspapers, with what is invisible), it is the same name to
/// `=`, `~` and `~~`; `ZHIKU_SEED` repeats a run.
struct DisguiseTests {
    /// Common and rare Han, letters with marks in either form, and what only looks like nothing.
    private static let alphabet =
        Array(
            "平遥县发展国广东经济龙门旅游区历史丽云里面后台\u{20BB7}\u{2A6D6}〇éñkABz019·%\u{0}".unicodeScalars.map(String.init))
        + ["e\u{301}", "o\u{323}\u{302}"]

    /// The other characters that fold to a Han character: 國 and ⿕ for 国 and such.
    private static let others: [Unicode.Scalar: [Unicode.Scalar]] = {
        var others: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        for value in [0x2E80..<0x2FD6, 0x3400..<0xA000, 0xF900..<0xFB00] as [Range<UInt32>] {
            for scalar in value.lazy.compactMap(Unicode.Scalar.init) {
                let folding = folded(String(scalar)).unicodeScalars
                if folding.count == 1, let target = folding.first, target != scalar {
                    others[target, default: []].append(scalar)
                }
            }
        }
        return others
    }()

    /// Full-width letters and signs are no Han: blanks between them count.
    private func isHan(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x2E80 && !(0xFF00...0xFFEF).contains(scalar.value)
    }

    private func disguised(_ text: String, _ random: inout RandomSource) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let written = written(scalar, &random)
            if let last = result.last, isHan(last), isHan(written) {
                if random.chance(30) { result.append(random.pick([" ", "\u{3000}", "\u{A0}", "\t"])) }
                if random.chance(15) { result.append(random.pick(["\u{200B}", "\u{FEFF}", "\u{AD}", "\u{FE0F}"])) }
            }
            result.append(written)
        }
        return String(result)
    }

    private func written(_ scalar: Unicode.Scalar, _ random: inout RandomSource) -> Unicode.Scalar {
        if (0x21...0x7E).contains(scalar.value), random.chance(40) {
            return Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
        }
        if let others = DisguiseTests.others[scalar], random.chance(50) { return random.pick(others) }
        if scalar.properties.isLowercase, random.chance(30),
            scalar.properties.uppercaseMapping.unicodeScalars.count == 1
        {
            return scalar.properties.uppercaseMapping.unicodeScalars.first ?? scalar
        }
        return scalar
    }

    @Test func `disguised names are found as they are, as a part, and by likeness`() {
        let seed = testSeed()
        for round in 0..<UInt64(count("ZHIKU_ROUNDS", default: 25)) {
            var random = RandomSource(seed: seed &+ round)
            let name = (0..<random.number(2...9)).map { _ in random.pick(DisguiseTests.alphabet) }.joined()
            let other = disguised(name, &random)
            #expect(
                folded(other) == folded(name),
                "\(name.debugDescription), \(other.debugDescription), seed \(seed &+ round)")
            #expect(folded(folded(other)) == folded(other))
            // What stands in the graph may be either, in its base or in its changes.
            var conversation = Conversation("add county \(quotedText("x" + name + "y")) (code: \(quotedText(other)))")
            if random.chance(50) { conversation.session.fold() }
            let typed = disguised(name, &random)
            for condition in [
                "name = \(quotedText("x" + typed + "y"))", "name ~ \(quotedText(typed))", "code = \(quotedText(typed))",
                "code ~ \(quotedText(typed))", "name ~~ \(quotedText("x" + typed + "y"))",
            ] {
                #expect(
                    conversation.say("count counties where \(condition)") == ["1"],
                    "\(condition.debugDescription), seed \(seed &+ round)")
            }
        }
    }

    @Test func `what is not UTF-8 is refused by its place and not guessed`() {
        for bytes in [[0xFF], [0xE5, 0xB9], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]] {
            var parser = Parser(Array("find counties where name = \"平".utf8) + bytes + Array("\"".utf8))
            #expect(throws: SyntaxError.self) { _ = try parser.next() }
        }
    }
}
