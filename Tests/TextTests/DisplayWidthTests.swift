import Testing

@testable import Text

struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("中文", 4), ("平遥县 2025", 11), ("，。《》（）　", 14), ("ＡＢ", 4),
        ("“”‘’…—·×①●", 10), ("é", 1), ("e\u{301}\u{323}", 1), ("中\u{20DD}", 2),
        ("ｱｲ", 2), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("が", 2), ("か\u{3099}", 2),
        ("\u{200B}\u{FEFF}\u{AD}\u{202E}", 0), ("\u{1B}\u{7F}\u{9B}", 0),
        ("😀", 2), ("👨\u{200D}👩\u{200D}👧", 2), ("👍🏽", 2), ("🏽", 2), ("🇨🇳", 2), ("🇨", 1), ("🇨🇳🇨🇳", 4),
        ("❤", 1), ("❤\u{FE0F}", 2), ("☎\u{FE0F}", 2), ("1\u{FE0F}\u{20E3}", 2), ("☝🏽", 2), ("中\u{FE0F}", 2),
        ("中\u{200D}国", 4), ("👩\u{200D}1", 3), ("👩\u{200D}❤\u{FE0F}\u{200D}👩", 2),
        ("\u{20000}\u{31350}", 4), ("\u{2FFFD}\u{30000}", 4), ("คำ", 2), ("कि", 2), ("\u{FFFD}", 1), ("─│", 2),
    ])
    func `texts take the cells that a terminal gives them`(text: String, cells: Int) {
        #expect(widthInCells(of: text) == cells)
        #expect(widthInCells(of: Array(text.utf8)) == cells)
        #expect(widthInCells(of: AnySequence(Array(text.utf8))) == cells)
    }

    @Test(arguments: [("“中”", 6), ("…", 2), ("①☎", 4), ("─│█", 3), ("abc中", 5), ("e\u{301}", 1), ("☎\u{FE0F}", 2)])
    func `ambiguous characters are wide on request, borders never`(text: String, cells: Int) {
        #expect(widthInCells(of: text, ambiguousWide: true) == cells)
    }

    @Test func `all common Han characters are wide`() {
        for value in UInt32(0x4E00)...0x9FFF { #expect(widthInCells(of: Unicode.Scalar(value)!) == 2) }
    }

    @Test(arguments: [
        ("平遥县", 5, "平遥"), ("平遥县", 6, "平遥县"), ("平遥县", 1, ""), ("abc", 2, "ab"), ("abc", 0, ""), ("abc", -1, ""),
        ("xe\u{301}y", 2, "xe\u{301}"), ("xe\u{301}y", 1, "x"), ("🇨🇳🇨🇳", 3, "🇨🇳"), ("a👍🏽b", 2, "a"), ("a❤\u{FE0F}", 2, "a"),
        ("👨\u{200D}👩\u{200D}👧x", 2, "👨\u{200D}👩\u{200D}👧"), ("कि", 1, ""),
    ])
    func `a prefix ends between clusters`(text: String, cells: Int, expected: String) {
        #expect(bytes(prefix(of: text, fitting: cells)) == bytes(expected))
    }

    @Test(arguments: [
        ("平遥县文化旅游产业", 9, "平遥县文…"), ("平遥县文化旅游产业", 8, "平遥县…"), ("平遥县", 6, "平遥县"), ("平遥县", 1, "…"),
        ("平遥县", 0, ""), ("abc", 3, "abc"), ("abcd", 3, "ab…"),
    ])
    func `a cut text ends in an ellipsis`(text: String, cells: Int, expected: String) {
        #expect(cut(text, to: cells) == expected)
    }

    @Test func `padding fills up on the asked side`() {
        #expect(padded("平遥", to: 6) == "平遥  ")
        #expect(padded("平遥", to: 6, alignment: .trailing) == "  平遥")
        #expect(padded("平遥", to: 7, alignment: .centre) == " 平遥  ")
        #expect(padded("平遥", to: 3) == "平遥")
        #expect(padded("“", to: 3, ambiguousWide: true) == "“ ")
    }

    @Test func `a cut text never exceeds its cells, and a padded one fills them`() {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        for _ in 0..<4000 {
            let text = visible(random.text(upTo: 20))
            let cells = random.number(below: 20)
            for wide in [false, true] {
                let short = cut(text, to: cells, ambiguousWide: wide)
                let width = widthInCells(of: short, ambiguousWide: wide)
                #expect(width <= cells, "seed \(seed): \(text.unicodeScalars.map { $0.value })")
                let full = padded(short, to: cells, ambiguousWide: wide)
                #expect(widthInCells(of: full, ambiguousWide: wide) == cells, "seed \(seed): \(short)")
                #expect(bytes(text).starts(with: bytes(prefix(of: text, fitting: cells, ambiguousWide: wide))))
            }
        }
    }

    @Test func `widths of parts add up where clusters begin`() {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        for _ in 0..<4000 {
            let text = random.text(upTo: 20)
            let cells = random.number(below: 20)
            let head = prefix(of: text, fitting: cells)
            let tail = String(decoding: bytes(text)[head.utf8.count...], as: UTF8.self)
            let sum = widthInCells(of: head) + widthInCells(of: tail)
            #expect(sum == widthInCells(of: text), "seed \(seed): \(text.unicodeScalars.map { $0.value })")
        }
    }
}

struct VisibleTextTests {
    @Test(arguments: [
        ("平遥县“文旅” café 😀", "平遥县“文旅” café 😀"),
        ("a\u{1B}[31mb", "a␛[31mb"), ("\u{0}\u{7}\u{7F}", "␀␇␡"), ("\u{9B}31m", "<U+009B>31m"), ("\u{85}", "<U+0085>"),
        ("a\tb", "a b"), ("a\nb\r\nc\rd\u{2028}e", "a b c d e"),
        ("甲\u{202E}乙", "甲<U+202E>乙"), ("平\u{200B}遥\u{FEFF}", "平<U+200B>遥<U+FEFF>"),
        ("\u{E000}\u{F0000}", "<U+E000><U+F0000>"),
        ("\u{3164}\u{115F}\u{AD}", "<U+3164><U+115F><U+00AD>"), ("\u{FFFF}", "<U+FFFF>"), ("\u{E0041}", "<U+E0041>"),
        ("👨\u{200D}👩", "👨\u{200D}👩"), ("❤\u{FE0F}", "❤\u{FE0F}"), ("❤\u{FE0F}\u{200D}🔥", "❤\u{FE0F}\u{200D}🔥"),
        ("中\u{200D}国", "中<U+200D>国"), ("葛\u{E0100}", "葛\u{E0100}"), ("葛\u{E0100}\u{E0101}", "葛\u{E0100}<U+E0101>"),
        ("\u{FE0F}a", "<U+FE0F>a"), ("", ""),
    ])
    func `hostile text is written out`(text: String, expected: String) {
        #expect(bytes(visible(text)) == bytes(expected))
    }

    @Test func `line breaks become what is asked for`() {
        #expect(visible("a\r\nb\nc", lineBreaks: .mark) == "a⏎b⏎c")
        #expect(bytes(visible("a\r\nb\nc\u{1B}", lineBreaks: .kept)) == bytes("a\nb\nc␛"))
    }

    @Test func `what is visible stays as it is, and holds no control`() {
        let seed = RandomText.newSeed()
        var random = RandomText(seed: seed)
        for _ in 0..<4000 {
            let shown = visible(random.text(upTo: 20))
            #expect(bytes(visible(shown)) == bytes(shown), "seed \(seed)")
            let controls = shown.unicodeScalars.filter { $0.properties.generalCategory == .control }
            #expect(controls.isEmpty, "seed \(seed)")
        }
    }
}
