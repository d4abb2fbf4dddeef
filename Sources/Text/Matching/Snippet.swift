/// The part of a text that says most about what was searched for: whole clauses, around the most different terms.
package struct Snippet: Equatable, Sendable {
    /// Characters; about a line on a terminal.
    package static let longest = 60
    /// Characters before the first hit where a clause is too long to be shown whole.
    private static let lead = 12

    package let text: String
    /// How many different terms stand in it.
    package let termCount: Int

    /// nil if no term stands in the text.
    ///
    /// - Parameter terms: folded.
    package init?(of text: String, terms: [[UInt8]]) {
        let folded = FoldedText(text)
        let hits = terms.enumerated().flatMap { number, term in
            occurrences(of: term, in: folded.bytes).map { Hit(term: number, range: folded.original($0)) }
        }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        guard !hits.isEmpty else { return nil }
        let bytes = Array(text.utf8)
        let clauses = Snippet.clauses(of: bytes)
        let window = Snippet.bestWindow(clauses, hits, bytes)
        let cut = Snippet.shortened(window, around: hits, bytes)
        termCount = Set(hits.filter { cut.contains($0.range.lowerBound) }.map(\.term)).count
        self.text = Snippet.written(cut, of: bytes)
    }

    private struct Hit {
        var term: Int
        var range: Range<Int>
    }

    /// The best of the texts; of equal ones the first.
    package static func best(of texts: [String], terms: [[UInt8]]) -> Snippet? {
        var best: Snippet?
        for text in texts {
            if let snippet = Snippet(of: text, terms: terms), snippet.termCount > best?.termCount ?? 0 {
                best = snippet
            }
        }
        return best
    }

    /// Byte ranges, each with the sign that ends it: ，。；！？： and their ASCII twins, and line breaks.
    private static func clauses(of bytes: [UInt8]) -> [Range<Int>] {
        var clauses: [Range<Int>] = []
        var start = 0
        var position = 0
        bytes.withUnsafeBufferPointer { buffer in
            while position < buffer.count {
                let (value, width) = scalar(in: buffer, at: position)
                position += width
                if endsClause(value) {
                    clauses.append(start..<position)
                    start = position
                }
            }
        }
        if start < bytes.count { clauses.append(start..<bytes.count) }
        return clauses
    }

    private static func endsClause(_ value: UInt32) -> Bool {
        switch Unicode.Scalar(value) {
        case "，", "。", "；", "！", "？", "：", ",", ";", "!", "?", "\n": true
        default: false
        }
    }

    /// Clauses next to each other, not longer than `longest` together, with the most different terms, then the most hits; and as many
    /// around them as there is room for.
    private static func bestWindow(_ clauses: [Range<Int>], _ hits: [Hit], _ bytes: [UInt8]) -> Range<Int> {
        let lengths = clauses.map { characterCount(bytes[$0]) }
        let perClause = clauses.map { clause in hits.filter { clause.contains($0.range.lowerBound) } }
        var best = (first: 0, last: 0, length: 0, terms: 0, hits: 0)
        for first in clauses.indices where !perClause[first].isEmpty {
            var length = 0
            var terms: Set<Int> = []
            var count = 0
            for last in first..<clauses.count {
                length += lengths[last]
                if length > longest, last > first { break }
                terms.formUnion(perClause[last].map(\.term))
                count += perClause[last].count
                if (terms.count, count) > (best.terms, best.hits) {
                    best = (first, last, length, terms.count, count)
                }
            }
        }
        var (first, last, length) = (best.first, best.last, best.length)
        while last + 1 < clauses.count, length + lengths[last + 1] <= longest {
            last += 1
            length += lengths[last]
        }
        while first > 0, length + lengths[first - 1] <= longest {
            first -= 1
            length += lengths[first]
        }
        return clauses[first].lowerBound..<clauses[last].upperBound
    }

    /// A single clause that is too long is cut around its first hit.
    private static func shortened(_ window: Range<Int>, around hits: [Hit], _ bytes: [UInt8]) -> Range<Int> {
        guard characterCount(bytes[window]) > longest,
            let hit = hits.first(where: { window.contains($0.range.lowerBound) })
        else { return window }
        var start = hit.range.lowerBound
        var left = lead
        while start > window.lowerBound, left > 0 {
            start -= 1
            if bytes[start] & 0xC0 != 0x80 { left -= 1 }
        }
        var end = start
        left = longest
        while end < window.upperBound {
            if bytes[end] & 0xC0 != 0x80 { left -= 1 }
            if left < 0 { break }
            end += 1
        }
        return start..<max(end, hit.range.upperBound)
    }

    private static func characterCount(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

    /// With … where the text goes on.
    private static func written(_ range: Range<Int>, of bytes: [UInt8]) -> String {
        var text = String(decoding: bytes[range], as: UTF8.self)
        while let last = text.unicodeScalars.last, "，；：、,;: \n".unicodeScalars.contains(last) {
            text.unicodeScalars.removeLast()
        }
        let words = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return (range.lowerBound > 0 ? "…" : "") + words + (range.upperBound < bytes.count ? "…" : "")
    }
}

/// Whether the byte is an ASCII letter or digit.
package func isASCIIWordByte(_ byte: UInt8) -> Bool { isASCIIWord(UInt32(byte)) }

/// Where a needle occurs as a word, one behind the other: `d` not in `d4415`, and 经济 in 低空经济.
private func occurrences(of needle: [UInt8], in bytes: [UInt8]) -> [Range<Int>] {
    guard !needle.isEmpty, bytes.count >= needle.count else { return [] }
    var found: [Range<Int>] = []
    var start = 0
    while start + needle.count <= bytes.count {
        let end = start + needle.count
        if bytes[start] == needle[0], bytes[start..<end].elementsEqual(needle),
            start == 0 || !isASCIIWordByte(needle[0]) || !isASCIIWordByte(bytes[start - 1]),
            end == bytes.count || !isASCIIWordByte(bytes[end - 1]) || !isASCIIWordByte(bytes[end])
        {
            found.append(start..<start + needle.count)
            start += needle.count
        } else {
            start += 1
        }
    }
    return found
}
