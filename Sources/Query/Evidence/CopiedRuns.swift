import Text

/// Finds passages of documents that stand in other texts: runs of more characters than a name has.
///
/// Every window of `longest + 1` characters of the documents is known by its hash, which rolls on by one character at a time,
/// so that both the documents and the texts are gone through once.
struct CopiedRuns {
    /// A run of the documents in a text.
    struct Run {
        var document: Int
        var lines: ClosedRange<Int>
        /// Of the text, in characters that were compared.
        var count: Int
        /// How the run begins.
        var beginning: String
    }

    /// Runs of so many characters are names and figures of speech.
    static let longest = 30
    private static let width = longest + 1
    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Whether signs count; a passage with other commas is still that passage.
    private let keepsSigns: Bool
    private var scalars: [UInt32] = []
    /// For each line of each document, where it begins in `scalars`.
    private var lineStarts: [(start: Int, document: Int, line: Int)] = []
    private var windows: [UInt64: UInt32] = [:]
    /// `base` to the power of the window's width less one.
    private let highest: UInt64

    init(_ documents: [EvidenceDocument], keepingSigns: Bool) {
        keepsSigns = keepingSigns
        highest = (1..<CopiedRuns.width).reduce(1) { power, _ in power &* CopiedRuns.base }
        for (place, document) in documents.enumerated() { add(document, place) }
        windows.reserveCapacity(scalars.count)
        roll(scalars) { hash, start in
            if windows[hash] == nil { windows[hash] = UInt32(truncatingIfNeeded: start) }
            return start + 1
        }
    }

    private mutating func add(_ document: EvidenceDocument, _ place: Int) {
        for line in 1...max(1, document.lineCount) where line <= document.lineCount {
            lineStarts.append((scalars.count, place, line))
            CopiedRuns.append(document.bytes[document.range(of: line...line)], keepingSigns: keepsSigns, to: &scalars)
        }
        // No text has this character, so no run goes from one document into the next.
        scalars.append(0)
    }

    /// It knows nothing of `self`, since who holds `self` holds its characters too, and they would be copied at each line.
    private static func append(_ bytes: ArraySlice<UInt8>, keepingSigns: Bool, to scalars: inout [UInt32]) {
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars
        where keepingSigns || CopiedRuns.isLetter(scalar.value) {
            scalars.append(scalar.value)
        }
    }

    /// Letters, digits and Han; signs are those of ASCII, of general and of CJK punctuation.
    private static func isLetter(_ value: UInt32) -> Bool {
        switch value {
        case 0x30...0x39, 0x61...0x7A: true
        case ..<0x80, 0xB7, 0x2000...0x206F, 0x25A0...0x25FF, 0x3000...0x303F, 0xFF00...0xFFEF: false
        default: true
        }
    }

    /// Calls `body` with the hash and the start of each window; it says where to go on.
    private func roll(_ scalars: [UInt32], _ body: (UInt64, Int) -> Int) {
        let width = CopiedRuns.width
        guard scalars.count >= width else { return }
        var hash = scalars[..<width].reduce(0) { $0 &* CopiedRuns.base &+ UInt64($1) }
        var start = 0
        while true {
            let next = body(hash, start)
            guard next + width <= scalars.count else { return }
            if next - start > width {
                hash = scalars[next..<next + width].reduce(0) { $0 &* CopiedRuns.base &+ UInt64($1) }
                start = next
                continue
            }
            while start < next {
                hash = (hash &- UInt64(scalars[start]) &* highest) &* CopiedRuns.base &+ UInt64(scalars[start + width])
                start += 1
            }
        }
    }

    /// The runs of a text, one behind the other.
    func runs(in text: String) -> [Run] {
        var compared: [UInt32] = []
        CopiedRuns.append(evidence(text)[...], keepingSigns: keepsSigns, to: &compared)
        var runs: [Run] = []
        roll(compared) { hash, start in
            guard let found = windows[hash] else { return start + 1 }
            let count = commonLength(compared, start, Int(found))
            guard count >= CopiedRuns.width else { return start + 1 }
            runs.append(run(compared[start..<start + count], Int(found)))
            return start + count
        }
        return runs
    }

    private func commonLength(_ text: [UInt32], _ start: Int, _ place: Int) -> Int {
        var count = 0
        while start + count < text.count, place + count < scalars.count, text[start + count] == scalars[place + count] {
            count += 1
        }
        return count
    }

    private func run(_ text: ArraySlice<UInt32>, _ place: Int) -> Run {
        let first = lineStarts[line(at: place)]
        let last = lineStarts[line(at: place + text.count - 1)]
        let beginning = text.prefix(12).compactMap { Unicode.Scalar($0) }
        return Run(
            document: first.document, lines: first.line...max(first.line, last.line), count: text.count,
            beginning: String(String.UnicodeScalarView(beginning)))
    }

    /// The place in `lineStarts` of the line that a character stands on.
    private func line(at place: Int) -> Int {
        max(0, firstPlace(in: lineStarts.indices) { lineStarts[$0].start > place } - 1)
    }
}
