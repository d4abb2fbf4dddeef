import Render
import Text

/// A small generator with a seed that can be printed, so that a failure can be run again.
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64 = UInt64.random(in: 0..<1 << 32)) {
        self.seed = seed
        state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Pieces that break tables elsewhere.
let awkwardPieces = [
    "平遥县", "文化旅游产业", "“低空经济”", "…", "（试行）", "《规划》", "—", "①", "😀", "👨‍👩‍👧", "🇨🇳", "❤️", "1️⃣", "👍🏽", "e\u{301}", "한국어",
    "\u{1B}[31m红\u{1B}[0m", "\t", "\u{200B}", "\u{202E}", "\u{FEFF}", "\u{E000}", "\u{9B}31m", "\0", "\u{7F}", "\n",
    "\r\n", "\u{2028}", "a", "plan ",
    "|", "\\", "\"", "'", ",", ";", "<b>", "&amp;", "*", "_", "`", "ﷺ", "𠮷", " ", "ก็", "क्षि",
]

func awkwardText(_ generator: inout SeededGenerator, atMost count: Int = 12) -> String {
    (0..<Int.random(in: 0...count, using: &generator)).map { _ in awkwardPieces.randomElement(using: &generator) ?? "" }
        .joined()
}

/// Any value, nested shapes included.
func awkwardValue(_ generator: inout SeededGenerator, depth: Int = 2) -> Value {
    switch Int.random(in: 0...(depth > 0 ? 9 : 7), using: &generator) {
    case 0: .missing
    case 1: .text(awkwardText(&generator))
    case 2: .number(Double(Int.random(in: -9_999_999...9_999_999, using: &generator)) / 100)
    case 3: .quantity(Quantity(value: Double(Int.random(in: 0...99_999, using: &generator)), unit: "亿元"))
    case 4: PartialDate(year: 2025, month: Int.random(in: 1...12, using: &generator)).map(Value.date) ?? .missing
    case 5: .boolean(Bool.random(using: &generator))
    case 6: .node(NodeReference(kind: "county", id: "x", name: awkwardText(&generator), confidence: 0.5))
    case 7: .source(SourceReference(document: "plan", lines: 3...Int.random(in: 3...400, using: &generator)))
    case 8:
        .list((0..<Int.random(in: 0...4, using: &generator)).map { _ in awkwardValue(&generator, depth: depth - 1) })
    default:
        .record(
            (0..<Int.random(in: 0...3, using: &generator)).map {
                Value.Field(name: "字段\($0)", value: awkwardValue(&generator, depth: depth - 1))
            })
    }
}

func columns(_ names: String...) -> [Column] { names.map { Column(name: $0) } }

func rendered(_ format: Format, _ columns: [Column], _ rows: [[Value]], _ options: RenderOptions = RenderOptions())
    -> String
{
    let sink = MemorySink()
    var renderer = format.renderer(options, to: sink)
    do { try renderer.render(columns: columns, rows: rows) } catch { return "failed: \(error)" }
    return sink.text
}

/// By scalars: to Swift, CR LF is one character that is not LF.
func lines(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { String($0) }
}

/// A text without line breaks, each line of which ends with one.
func text(_ lines: String...) -> String { lines.map { $0 + "\n" }.joined() }
