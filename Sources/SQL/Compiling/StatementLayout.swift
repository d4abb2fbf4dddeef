/// A statement in lines for people: each clause of a query that is longer than a line on one of its own, subqueries indented.
struct StatementLayout {
    private static let width = 100
    private static let breaks = [
        "FROM", "WHERE", "ORDER BY", "LIMIT", "UNION ALL", "UNION", "EXCEPT", "JOIN", "LEFT JOIN", "GROUP BY", "AND",
        "OR",
        "SELECT",
    ]

    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    func text() -> String { laid(0..<bytes.count, indent: 0) }

    /// The text of a range that has whole brackets.
    private func laid(_ range: Range<Int>, indent: Int) -> String {
        let plain = String(decoding: bytes[range], as: UTF8.self)
        if plain.count + indent <= StatementLayout.width { return plain }
        var output = ""
        var position = range.lowerBound
        var start = position
        while position < range.upperBound {
            switch bytes[position] {
            case 0x22, 0x27:
                position = endOfQuote(position, range.upperBound)
            case 0x28:
                let end = endOfBracket(position, range.upperBound)
                output += String(decoding: bytes[start...position], as: UTF8.self)
                output += bracket(position + 1..<end, indent: indent)
                position = end
                start = end
            case 0x20 where isBreak(position + 1, range.upperBound):
                output += String(decoding: bytes[start..<position], as: UTF8.self)
                output += "\n" + String(repeating: " ", count: indent)
                position += 1
                start = position
            default: position += 1
            }
        }
        return output + String(decoding: bytes[start..<range.upperBound], as: UTF8.self)
    }

    /// What stands within brackets: in lines of its own if it is long.
    private func bracket(_ range: Range<Int>, indent: Int) -> String {
        let plain = String(decoding: bytes[range], as: UTF8.self)
        if plain.count + indent + 4 <= StatementLayout.width { return plain }
        let margin = "\n" + String(repeating: " ", count: indent)
        return margin + "    " + laid(range, indent: indent + 4) + margin
    }

    private func isBreak(_ position: Int, _ end: Int) -> Bool {
        // `LEFT JOIN` breaks before its first word, and `BETWEEN 1 AND 2` doesn't break at all.
        if follows("JOIN", position, end), precedes("LEFT", position) { return false }
        if follows("AND", position, end), isWithinBetween(position) { return false }
        return StatementLayout.breaks.contains { follows($0, position, end) }
    }

    private func follows(_ word: String, _ position: Int, _ end: Int) -> Bool {
        let word = Array(word.utf8)
        let stop = position + word.count
        return stop < end && bytes[position..<stop].elementsEqual(word) && (bytes[stop] == 0x20 || bytes[stop] == 0x28)
    }

    private func precedes(_ word: String, _ position: Int) -> Bool {
        bytes[..<(position - 1)].suffix(word.utf8.count).elementsEqual(word.utf8)
    }

    private func isWithinBetween(_ position: Int) -> Bool {
        let words = bytes[..<(position - 1)].suffix(40).split(separator: 0x20).suffix(2)
        return words.first.map { $0.elementsEqual("BETWEEN".utf8) } ?? false
    }

    private func endOfQuote(_ start: Int, _ end: Int) -> Int {
        var position = start + 1
        while position < end, bytes[position] != bytes[start] { position += 1 }
        return min(position + 1, end)
    }

    private func endOfBracket(_ start: Int, _ end: Int) -> Int {
        var depth = 0
        var position = start
        while position < end {
            switch bytes[position] {
            case 0x22, 0x27:
                position = endOfQuote(position, end)
                continue
            case 0x28: depth += 1
            case 0x29:
                depth -= 1
                if depth == 0 { return position }
            default: break
            }
            position += 1
        }
        return end
    }
}

extension SQLStatement {
    /// In lines for people.
    package var laidOut: String { StatementLayout(text).text() }
}
