import Text

/// What a question looked for, to be marked in the words of its answer: by the folded text, as conditions compare it.
package struct Hits: Sendable {
    private let needles: [[UInt8]]

    /// Marks nothing.
    package init() { needles = [] }

    package init(_ texts: [String]) {
        needles = Set(texts.map(foldedBytes)).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    }

    package var isEmpty: Bool { needles.isEmpty }

    /// Where a text holds what was looked for: ranges of its UTF-8, in order, apart from each other.
    package func ranges(in text: String) -> [Range<Int>] {
        if needles.isEmpty { return [] }
        let folded = FoldedText(text)
        var found: [Range<Int>] = []
        for needle in needles {
            found += occurrences(of: needle, in: folded.bytes).map(folded.original)
        }
        return merged(found.sorted { $0.lowerBound < $1.lowerBound })
    }

    /// The text with what is found in it in colour; as it is, where there are no colours.
    package func marked(_ text: String, _ palette: Palette) -> String {
        guard let parameters = palette.parameters(of: .hit) else { return text }
        return pieces(of: text).map { $0.isHit ? "\u{1B}[\(parameters)m\($0.text)\u{1B}[0m" : $0.text }.joined()
    }

    /// The text in pieces, each a hit or not.
    func pieces(of text: String) -> [(text: String, isHit: Bool)] {
        let bytes = Array(text.utf8)
        var pieces: [(String, Bool)] = []
        var end = 0
        func add(_ range: Range<Int>, _ isHit: Bool) {
            if !range.isEmpty { pieces.append((String(decoding: bytes[range], as: UTF8.self), isHit)) }
        }
        for hit in ranges(in: text) {
            add(end..<hit.lowerBound, false)
            add(hit, true)
            end = hit.upperBound
        }
        add(end..<bytes.count, false)
        return pieces
    }

    private func occurrences(of needle: [UInt8], in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        while start + needle.count <= bytes.count {
            let end = start + needle.count
            if bytes[start] == needle[0], bytes[start..<end].elementsEqual(needle) {
                found.append(start..<end)
                start = end
            } else {
                start += 1
            }
        }
        return found
    }

    private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
