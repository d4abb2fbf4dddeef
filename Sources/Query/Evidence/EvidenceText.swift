import Text

/// Appends a text as sources are compared: folded, and without what only a layout puts there.
///
/// White space goes altogether, between Latin words too, since a hard break may stand anywhere in a name; so do the marks of
/// Markdown, which stand within names as well: `**规划基础**`, `# 七 巧 之 城`.
func appendEvidence(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    let start = output.count
    folded(bytes, into: &output)
    var kept = start
    for place in start..<output.count where !isLayout(output[place]) {
        output[kept] = output[place]
        kept += 1
    }
    output.removeLast(output.count - kept)
}

/// Appends a line of a document. Cells of a table stay apart, or their numbers would run together.
private func appendLine(_ line: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var start = 0
    while let tab = line[start...].firstIndex(of: cellBreak) {
        appendEvidence(UnsafeBufferPointer(rebasing: line[start..<tab]), to: &output)
        output.append(cellBreak)
        start = tab + 1
    }
    appendEvidence(UnsafeBufferPointer(rebasing: line[start...]), to: &output)
}

private let cellBreak = UInt8(ascii: "\t")

/// A text as sources are compared.
func evidence(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { appendEvidence($0, to: &output) }
    return output
}

private func isLayout(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "`"), UInt8(ascii: "|"),
        UInt8(ascii: "\\"):
        true
    default: false
    }
}

/// A document of the corpus as sources are compared, with the places of its lines.
///
///     2  晋中市县域经济      bytes      晋中市县域经济高质量发展
///     3  高质量发 展        lineStarts 0, 0, 21, 36
struct EvidenceDocument {
    /// The id of its node.
    let id: String
    /// The whole text, lines joined.
    private(set) var bytes: [UInt8] = []
    /// Where each line begins in `bytes`, and at last where the text ends.
    private(set) var lineStarts = [0]

    init(id: String, file: [UInt8]) {
        self.id = id
        bytes.reserveCapacity(file.count)
        var start = 0
        file.withUnsafeBufferPointer { file in
            while start < file.count {
                let end = file[start...].firstIndex(of: 0x0A) ?? file.count
                appendLine(UnsafeBufferPointer(rebasing: file[start..<end]), to: &bytes)
                lineStarts.append(bytes.count)
                start = end + 1
            }
        }
    }

    var lineCount: Int { lineStarts.count - 1 }

    /// The bytes of some lines; of those beyond the end, none.
    func range(of lines: ClosedRange<Int>) -> Range<Int> {
        let first = min(lines.lowerBound - 1, lineCount)
        return lineStarts[first]..<lineStarts[min(lines.upperBound, lineCount)]
    }

    /// The line that a byte stands on, from 1.
    func line(of offset: Int) -> Int {
        firstPlace(in: 0..<lineCount) { lineStarts[$0 + 1] > offset } + 1
    }
}
