import Glibc
import Testing

@testable import Text

struct FoldingTests {
    @Test(arguments: [
        ("ＡＢ１２ａｂ", "ab12ab"),
        ("① ⑴ ㈠ ㎡ ㎏ ％ ℃", "1(1)(一)m2kg%°c"),
        ("½ ㎧ 5 ㏊", "1/2m/s5ha"),
        ("“低空” ‘经济’ 「文旅」 『康养』 „x‟", "\"低空\"'经济'\"文旅\"'康养'\"x\""),
        ("2021—2025 2021–2025 2021－2025 2021―2025 −5", "2021-2025 2021-2025 2021-2025 2021-2025-5"),
        ("１～３ 1〜3 1~3", "1~3 1~3 1~3"),
        ("晋政办发〔2021〕66号，《规划》、【解读】。", "晋政办发〔2021〕66号,《规划》、【解读】。"),
        ("阿不都・热合曼 阿不都·热合曼 阿不都•热合曼", "阿不都·热合曼阿不都·热合曼阿不都·热合曼"),
        ("⼈⺠政府 樂 豈 㐀 𠀀", "人民政府乐岂㐀𠀀"),
        ("ﾊﾟﾝﾀﾞ", "パンダ"),
        ("Straße ΣΑΣ Éclair İ", "strasseσασéclairi\u{307}"),
        ("平\u{200B}遥\u{FEFF}县\u{AD}\u{FE0F}\u{E0100}", "平遥县"),
        ("\u{1112}\u{1161}\u{11AB}국", "한국"),
        ("´ ¨ ￣ ¯", "´¨¯¯"),
        ("", ""), ("   \n ", ""),
    ])
    func `texts fold to what a typist would write`(text: String, expected: String) {
        #expect(bytes(folded(text)) == bytes(expected))
    }

    @Test(arguments: [
        ("低空經濟與旅遊產業發展", "低空经济与旅游产业发展"),
        ("徵求意見，後臺裡面乾旱", "征求意见,后台里面干旱"),
        ("頭髮 發展 羣峯", "头发发展群峰"),
        ("平遙縣樂亭縣", "平遥县乐亭县"),
        ("大阪玛瑙里程后土", "大阪玛瑙里程后土"),
    ])
    func `traditional characters fold to simplified ones`(text: String, expected: String) {
        #expect(bytes(folded(text)) == bytes(expected))
    }

    @Test(arguments: [
        ("四 轮 驱 动", "四轮驱动"),
        ("四　轮\n驱\u{A0}动", "四轮驱动"),
        ("A 级", "A级"),
        ("2025 年 3 月", "2025年3月"),
        (" New \t\n York ", "new york"),
        ("Ａ　Ｂ", "a b"),
        ("500 ㎡ 5 ㎏", "500m25kg"),
        ("a , b", "a,b"),
        ("a \u{200B} b", "a b"),
        ("x e\u{301}", "x é"),
        ("x é", "xé"),
        ("x e \u{301}", "xé"),
        ("x q\u{301} y", "x q\u{301}y"),
    ])
    func `white space stays between ASCII letters and digits only`(text: String, expected: String) {
        #expect(bytes(folded(text)) == bytes(folded(expected)))
        if !expected.unicodeScalars.contains("é") { #expect(bytes(folded(text)) == bytes(expected.lowercased())) }
    }

    @Test(arguments: [
        ("e\u{301}", "\u{E9}"),
        ("a\u{302}\u{301}", "\u{1EA5}"),
        ("e\u{301}\u{323}", "\u{1EB9}\u{301}"),
        ("q\u{307}\u{323}", "q\u{323}\u{307}"),
        ("A\u{30A}", "å"),
        ("か\u{3099}", "が"),
        ("\u{301}\u{323}", "\u{323}\u{301}"),
        ("\u{9C7}\u{9BE}", "\u{9CB}"),
        ("∼\u{338} ≁", "~\u{338}~\u{338}"),
        ("\u{1100}\u{1161}\u{11A8}\u{11A8}", "각\u{11A8}"),
    ])
    func `marks are composed and ordered`(text: String, expected: String) {
        #expect(bytes(folded(text)) == bytes(expected))
    }

    @Test func `every scalar folds to something that folds to itself`() {
        for scalar in everyScalar() {
            let once = foldedBytes(String(scalar))
            let twice = once.withUnsafeBufferPointer { folding(of: $0) }
            if once != twice { Issue.record("U+\(String(scalar.value, radix: 16)): \(once), then \(twice)") }
        }
    }

    @Test func `lower-case letters of the standard library agree for letters that fold to one`() {
        for scalar in everyScalar() where scalar.properties.isUppercase && scalar.value < 0x500 {
            let lower = scalar.properties.lowercaseMapping
            #expect(bytes(folded(String(scalar))) == bytes(folded(lower)), "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func `folding twice is folding once`() {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        for _ in 0..<4000 {
            let text = random.text(upTo: 24)
            let once = folded(text)
            #expect(bytes(folded(once)) == bytes(once), "seed \(seed): \(text.unicodeScalars.map { $0.value })")
        }
    }

    @Test func `texts that Swift finds canonically equal fold alike`() {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        for _ in 0..<4000 {
            // Marks of different classes change places: U+0301 above, U+0323 below, U+0327 attached.
            let letters = random.scalars(from: "aeioqu中가", upTo: 3)
            let marks = random.scalars(from: "\u{301}\u{323}\u{327}\u{308}", upTo: 5)
            let left = String(letters) + String(marks)
            let right = String(letters) + String(random.shuffled(marks))
            guard left == right else { continue }
            let hint = "seed \(seed): \(left.unicodeScalars.map { $0.value })"
            #expect(bytes(folded(left)) == bytes(folded(right)), "\(hint)")
        }
    }

    @Test func `ill-formed bytes fold as the text that repairs them`() {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        for _ in 0..<20000 {
            let noise = random.bytes(upTo: 12)
            let repaired = foldedBytes(String(decoding: noise, as: UTF8.self))
            #expect(noise.withUnsafeBufferPointer { folding(of: $0) } == repaired, "seed \(seed): \(noise)")
        }
        #expect(foldedBytes("x") == [0x78])
        #expect(folding(of: UnsafeBufferPointer(start: nil, count: 0)) == [])
    }

    @Test func `folding appends and doesn't look at what is there`() {
        var output = Array("a".utf8)
        withBytes(of: " \u{301}B c") { folded($0, into: &output) }
        #expect(String(decoding: output, as: UTF8.self).unicodeScalars.elementsEqual("a\u{301}b c".unicodeScalars))
    }

    @Test func `a hundred thousand marks on one letter are no trouble`() {
        let text = "e" + String(String.UnicodeScalarView(repeatElement("\u{301}", count: 100_000)))
        #expect(foldedBytes(text).count == 2 + 2 * 99_999)
    }

    @Test(arguments: [
        ("四 轮 驱 动", "轮驱", "轮 驱"),
        ("面积 ５００ ㎡ 左右", "00m2", "００ ㎡"),
        ("cafe\u{301} x", "é", "e\u{301}"),
        ("New   York", "w y", "w   Y"),
        ("⼈⺠政府", "民", "⺠"),
        ("（一）", "(", "（"),
    ])
    func `a find is marked in the original`(text: String, needle: String, marked: String) throws {
        let folded = FoldedText(text)
        let wanted = foldedBytes(needle)
        let place = try #require(
            (0...folded.bytes.count - wanted.count).first { folded.bytes[$0...].starts(with: wanted) })
        let range = folded.original(place..<place + wanted.count)
        #expect(Array(text.utf8)[range].elementsEqual(marked.utf8))
    }

    @Test func `a traced folding is the folding, and its places ascend`() {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        for _ in 0..<2000 {
            let text = random.text(upTo: 24)
            let traced = FoldedText(text)
            #expect(traced.bytes == foldedBytes(text), "seed \(seed)")
            var before = 0
            for index in traced.bytes.indices {
                let range = traced.original(index..<index + 1)
                #expect(range.lowerBound >= before && !range.isEmpty, "seed \(seed)")
                #expect(range.upperBound <= text.utf8.count, "seed \(seed)")
                before = range.lowerBound
            }
        }
    }

    private func folding(of bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        folded(bytes, into: &output)
        return output
    }
}

/// UTF-8, because `==` of strings is canonical equivalence.
func bytes(_ text: String) -> [UInt8] {
    Array(text.utf8)
}

func everyScalar() -> some Sequence<Unicode.Scalar> {
    (UInt32(0)...0x10FFFF).lazy.compactMap(Unicode.Scalar.init)
}

/// Random text of the kinds that the tables of `Text` treat differently. `ZHIKU_SEED` repeats a run.
struct RandomText {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    static func newSeed() -> UInt64 {
        getenv("ZHIKU_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 0..<1_000_000)
    }

    /// SplitMix64.
    mutating func number(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(limit))
    }

    private static let kinds: [ClosedRange<UInt32>] = [
        0x20...0x7E, 0x20...0x7E, 0x09...0x0D, 0x61...0x7A, 0x80...0x24F, 0x300...0x345, 0x370...0x3FF, 0x9BE...0x9D7,
        0xE31...0xE3A, 0x1100...0x11FF, 0x1E00...0x1FFF, 0x2000...0x206F, 0x2010...0x201F, 0x2100...0x2BFF,
        0x2E80...0x2FDF, 0x3000...0x303F, 0x3041...0x30FF, 0x3131...0x33FF, 0x4E00...0x9FFF, 0x4E00...0x9FFF,
        0xAC00...0xD7A3,
        0xE000...0xF8FF, 0xF900...0xFAFF, 0xFE00...0xFE6F, 0xFF00...0xFFEF, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF,
        0x1F3FB...0x1F3FF,
        0x20000...0x2FA1F, 0xE0000...0xE01EF, 0x0...0x1F, 0x0...0x10FFFF, 0x200D...0x200D, 0xFE0F...0xFE0F,
    ]

    mutating func text(upTo count: Int) -> String {
        var view = String.UnicodeScalarView()
        for _ in 0..<number(below: count + 1) {
            let kind = Self.kinds[number(below: Self.kinds.count)]
            let value = kind.lowerBound + UInt32(number(below: kind.count))
            if let scalar = Unicode.Scalar(value) { view.append(scalar) }
        }
        return String(view)
    }

    mutating func scalars(from alphabet: String, upTo count: Int) -> String.UnicodeScalarView {
        let letters = Array(alphabet.unicodeScalars)
        var view = String.UnicodeScalarView()
        for _ in 0..<number(below: count + 1) { view.append(letters[number(below: letters.count)]) }
        return view
    }

    mutating func shuffled(_ view: String.UnicodeScalarView) -> String.UnicodeScalarView {
        var scalars = Array(view)
        for index in scalars.indices.reversed() { scalars.swapAt(index, number(below: index + 1)) }
        return String.UnicodeScalarView(scalars)
    }

    /// Bytes that often look like the beginning of a scalar.
    mutating func bytes(upTo count: Int) -> [UInt8] {
        let leads: [UInt8] = [
            0x41, 0x20, 0x80, 0xBF, 0xC2, 0xC0, 0xE0, 0xE3, 0xE4, 0xE5, 0xE9, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF, 0xCC,
            0x81,
        ]
        return (0..<number(below: count + 1)).map { _ in
            number(below: 3) == 0 ? UInt8(number(below: 256)) : leads[number(below: leads.count)]
        }
    }
}
