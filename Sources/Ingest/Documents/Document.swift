import Text

/// A document that was read: where it comes from and what rules found in it.
package struct Document: Sendable {
    /// As the person named it, or found under the folder that she named.
    package var path: String
    /// Without folders.
    package var file: String
    package var sha256: String
    /// Bytes of the file.
    package var size: Int
    package var lineCount: Int
    package var genre: Genre
    package var findings: Findings
    /// Lines of passages that no fact was found in, the longest runs first.
    package var unread: [ClosedRange<Int>]
    /// Differs from that of an earlier reading if rules find something else.
    package var fingerprint: String
}

/// How much is read.
package struct DocumentLimits: Sendable {
    /// Bytes of one file. More are no document but a collection; what is dense with facts takes up to eighty times as much memory.
    package var longest = 64 << 20

    /// No file may have more: offsets take four bytes.
    package static let most = 2 << 30

    package init() {}
}

extension Document {
    /// Reads a file and lets the rules of its genre find what it says.
    ///
    /// - Parameter isCancelled: asked now and then; what was read so far comes back then.
    /// - Throws: `DocumentError` if it gives no text.
    package init(
        path: String, limits: DocumentLimits = DocumentLimits(), isCancelled: () -> Bool = { false }
    ) throws(DocumentError) {
        let bytes = try DocumentFile.bytes(of: path, atMost: limits.longest)
        try self.init(bytes: bytes, path: path, isCancelled: isCancelled)
    }

    /// Reads the bytes of a file of that name.
    package init(
        bytes: [UInt8], path: String, isCancelled: () -> Bool = { false }
    ) throws(DocumentError) {
        if bytes.isEmpty { throw .empty }
        let text = try DocumentText.cleanText(bytes, path: path, isCancelled: isCancelled)
        if text.count == 0 { throw .empty }
        self.path = DocumentFile.absolute(path)
        file = path == "-" ? "stdin" : path.split(separator: "/").last.map(String.init) ?? path
        size = bytes.count
        sha256 = SHA256.hexadecimal(of: bytes)
        lineCount = text.lineStarts.count
        (findings, genre) = Analysis.findings(of: text, title: Document.stem(of: file))
        fingerprint = findings.fingerprint(withoutName: Document.stem(of: file))
        unread = Unread.lines(of: text, findings)
    }

    /// A file's name without its ending.
    package static func stem(of file: String) -> String {
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
        return String(file[..<dot])
    }
}

/// What no rule took anything from.
enum Unread {
    /// Runs of lines with text of which no fact speaks, sections and passages left aside; the longest first.
    static func lines(of text: CleanText, _ findings: Findings) -> [ClosedRange<Int>] {
        var isRead = [Bool](repeating: false, count: text.lineStarts.count + 2)
        for node in findings.nodes where node.kind != "section" {
            for lines in node.lines { for line in lines where line < isRead.count { isRead[line] = true } }
        }
        for edge in findings.edges where edge.rule != .section && edge.rule != .lead && edge.rule != .topicWord {
            for lines in edge.lines { for line in lines where line < isRead.count { isRead[line] = true } }
        }
        var runs: [ClosedRange<Int>] = []
        for line in text.lines where !isRead[line.number] {
            if let last = runs.last, line.number - last.upperBound <= 2 {
                runs[runs.count - 1] = last.lowerBound...line.number
            } else {
                runs.append(line.number...line.number)
            }
        }
        return runs.sorted { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) }
    }
}
