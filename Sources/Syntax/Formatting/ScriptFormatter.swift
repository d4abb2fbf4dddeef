import Diagnostics
import Text

/// Lays out whole scripts: statements by the formatter, comments and single empty lines between them as they were.
///
/// A statement that has a comment within stays as it is, since nobody could tell where the comment belongs; so does one that
/// would not read as the same tree.
package struct ScriptFormatter {
    private let bytes: [UInt8]
    /// A statement, or a line that begins with a dot.
    private enum Part {
        case statement(Statement)
        case command(Range<Int>)

        var range: Range<Int> {
            switch self {
            case .statement(let statement): statement.range
            case .command(let range): range
            }
        }
    }

    private var text = ""

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The script laid out; laying it out again changes nothing.
    package static func formatted(_ source: SourceText) throws(SyntaxError) -> String {
        var formatter = ScriptFormatter(source.bytes)
        let parts = try parts(of: source)
        var end = 0
        for part in parts {
            formatter.copyGap(end..<part.range.lowerBound, isFirst: end == 0, isLast: false)
            switch part {
            case .statement(let statement): formatter.text += formatter.layout(of: statement)
            case .command(let range): formatter.text += formatter.line(range)
            }
            end = part.range.upperBound
        }
        formatter.copyGap(end..<source.bytes.count, isFirst: parts.isEmpty, isLast: true)
        return formatter.text
    }

    private static func parts(of source: SourceText) throws(SyntaxError) -> [Part] {
        var parser = Parser(source)
        parser.stopsAtCommands = true
        var parts: [Part] = []
        while true {
            if let statement = try parser.next() {
                parts.append(.statement(statement))
            } else if let command = parser.command {
                parts.append(.command(command))
                parser.skipCommand()
            } else {
                return parts
            }
        }
    }

    /// A command as it is, without blanks at its end.
    private func line(_ range: Range<Int>) -> String {
        var line = bytes[range]
        while let last = line.last, last == 0x20 || last == 0x09 { line = line.dropLast() }
        return String(decoding: line, as: UTF8.self)
    }

    // MARK: Statements

    private func layout(of statement: Statement) -> String {
        let written = String(decoding: bytes[statement.range], as: UTF8.self)
        if hasComment(statement.range) { return written }
        let text = Formatter(isChinese: isChinese(statement)).text(of: statement)
        guard let again = try? parse(SourceText(name: "", text: text)), again.count == 1,
            again[0].description == statement.description
        else { return written }
        return text
    }

    /// Whether its first keyword is written in Chinese.
    private func isChinese(_ statement: Statement) -> Bool {
        var lexer = Lexer(Array(bytes[statement.range]))
        var token = lexer.next()
        while token.keyword == nil, !token.isEnd { token = lexer.next() }
        guard case .word(let word, _) = token.kind else { return false }
        return word.utf8.contains { $0 >= 0x80 }
    }

    /// Whether a `#` stands between two of its tokens.
    private func hasComment(_ range: Range<Int>) -> Bool {
        var lexer = Lexer(Array(bytes[range]))
        var end = 0
        while case let token = lexer.next(), !token.isEnd {
            if isComment(range.lowerBound + end..<range.lowerBound + token.range.lowerBound) { return true }
            end = token.range.upperBound
        }
        return false
    }

    private func isComment(_ range: Range<Int>) -> Bool {
        String(decoding: bytes[range], as: UTF8.self).contains { $0 == "#" || $0 == "＃" }
    }

    // MARK: Between statements

    /// Comments in lines of their own, or behind the statement in whose line they stand; at most one empty line.
    private mutating func copyGap(_ range: Range<Int>, isFirst: Bool, isLast: Bool) {
        let lines = String(decoding: bytes[range], as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).map(parts)
        if !isFirst {
            if lines.contains(where: \.separator) { text += ";" }
            if let comment = lines.first?.comment, !comment.isEmpty { text += "  " + comment }
            text += "\n"
        }
        var rest: [String] = []
        for (number, line) in lines.enumerated() where isFirst || number > 0 {
            if !line.comment.isEmpty {
                rest.append(line.comment)
            } else if number < lines.count - 1, !line.separator, rest.last != "", !(isFirst && rest.isEmpty) {
                rest.append("")
            }
        }
        while isLast, rest.last == "" { rest.removeLast() }
        for line in rest { text += line + "\n" }
    }

    /// The comment of a line between statements, and whether a semicolon stands before it.
    private func parts(of line: Substring) -> (comment: String, separator: Bool) {
        guard let mark = line.firstIndex(where: { $0 == "#" || $0 == "＃" }) else {
            return ("", line.contains { $0 == ";" || $0 == "；" })
        }
        var comment = line[mark...]
        while let last = comment.last, last.isWhitespace { comment = comment.dropLast() }
        return (String(comment), line[..<mark].contains { $0 == ";" || $0 == "；" })
    }
}
