import Glibc

/// What the fuzzer feeds with bytes, one at a time: `ZHIKU_FUZZ` names it. Each must take any bytes without a trap, without a
/// hang and without growing; what more must hold is checked in it and ends the run with a message.
enum FuzzTarget: String, CaseIterable {
    /// Any bytes as a script: lexer, parser, messages, completion.
    case parser
    /// Words of the language in any order, as a script: what random bytes hardly ever become.
    case tokens
    /// A script that is laid out reads as the same trees.
    case formatter
    /// Words of the language, bound and carried out on a small graph.
    case query
    /// A regular expression and, behind a line feed, the text that it is looked for in; pinyin and likeness as well.
    case pattern
    /// Folding, width, cutting and showing of any bytes.
    case text
    /// Numbers, quantities, dates and sources as tables and scripts have them.
    case literal
    /// A snapshot with right checksums around any numbers.
    case snapshot
    /// A journal, and the text of a record with right checksums.
    case journal
    case csv
    case jsonl
    /// A plain text in any encoding, read as a document and worked into a graph.
    case txt
    case markdown
    case html
    /// A text that was written in GB18030, or in UTF-16.
    case gb18030
    case utf16
    /// What the formats make of any texts: for people harmless, for tools exact.
    case formats

    func run(_ bytes: [UInt8]) {
        switch self {
        case .parser: checkParser(bytes)
        case .tokens: checkParser(Array(Pieces.shared.script(of: bytes).utf8))
        case .formatter: checkFormatter(bytes)
        case .query: checkQuery(Pieces.shared.script(of: bytes))
        case .pattern: checkPattern(bytes)
        case .text: checkText(bytes)
        case .literal: checkLiteral(bytes)
        case .snapshot: checkSnapshot(bytes)
        case .journal: checkJournal(bytes)
        case .csv: checkTable(bytes, ending: "csv")
        case .jsonl: checkTable(bytes, ending: "jsonl")
        case .txt: checkDocument(bytes, ending: "txt")
        case .markdown: checkDocument(bytes, ending: "md")
        case .html: checkDocument(bytes, ending: "html")
        case .gb18030: checkDocument(bytes, ending: "txt")
        case .utf16: checkDocument([0xFF, 0xFE] + bytes, ending: "txt")
        case .formats: checkFormats(bytes)
        }
    }
}

/// What must hold doesn't; the fuzzer keeps the bytes that brought it about.
func finding(_ words: String) -> Never {
    complain("finding: \(words)")
    abort()
}

func complain(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(2, bytes, bytes.count)
}

func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// Seconds that a clock shows.
func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The target, how long it may take, and how often it ran.
private struct Campaign {
    var target: FuzzTarget
    var cpuSeconds: Double
    var runs = 0
    let begun = seconds(CLOCK_PROCESS_CPUTIME_ID)

    init() {
        guard let name = environment("ZHIKU_FUZZ"), let target = FuzzTarget(rawValue: name) else {
            complain("ZHIKU_FUZZ must be one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
            exit(2)
        }
        self.target = target
        cpuSeconds = environment("ZHIKU_FUZZ_SECONDS").flatMap(Double.init) ?? .infinity
    }

    /// CPU seconds and not those of a clock, so that a machine with other work fuzzes as much.
    mutating func run(_ bytes: [UInt8]) {
        runs += 1
        target.run(bytes)
        guard runs % 64 == 0, case let spent = seconds(CLOCK_PROCESS_CPUTIME_ID) - begun, spent >= cpuSeconds else {
            return
        }
        complain("\(target.rawValue): \(runs) inputs in \(Int(spent)) CPU seconds, nothing found")
        // `exit` would count as a finding.
        _exit(0)
    }
}

private nonisolated(unsafe) var campaign = Campaign()

/// `ZHIKU_FUZZ_SEEDS=FOLDER` writes the seeds of all targets instead of fuzzing.
@_cdecl("LLVMFuzzerInitialize")
public func initialise(_ count: UnsafeMutableRawPointer?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
    if let folder = environment("ZHIKU_FUZZ_SEEDS") {
        writeSeeds(to: folder)
        _exit(0)
    }
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    campaign.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
