/// What stands between `---` and `---` before a Markdown text: its title is the document's.
extension LineReader {
    private static let mostLines = 60

    /// The offset behind the closing line; 0 if the text doesn't begin with front matter.
    static func frontMatterEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for number in 0..<mostLines where position < bytes.count {
            let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
            var line = bytes[position..<end]
            while let last = line.last, last <= 0x20 { line.removeLast() }
            let isFence = line.elementsEqual("---".utf8) || number > 0 && line.elementsEqual("...".utf8)
            position = end + 1
            if number == 0, !isFence { return 0 }
            if number > 0, isFence { return min(position, bytes.count) }
        }
        return 0
    }

    /// What stands behind `title:` of a line, without quotes; nil if the line tells something else.
    func frontMatterTitle(_ part: Range<Int>) -> Range<Int>? {
        for name in ["title:", "标题:", "题目:"] as [Keys] where part.count > name.count {
            guard (0..<name.count).allSatisfy({ keyAt(part.lowerBound + $0) == name[$0] }) else { continue }
            var rest = trimmed(part.lowerBound + name.count..<part.upperBound)
            let isQuoted = rest.count > 2 && [0x22, 0x27].contains(scalars[rest.lowerBound])
            if isQuoted, scalars[rest.upperBound - 1] == scalars[rest.lowerBound] {
                rest = rest.lowerBound + 1..<rest.upperBound - 1
            }
            return rest.isEmpty ? nil : rest
        }
        return nil
    }
}
