import Text

/// Shows a diagnostic with the line it is about.
///
///     error: proposal has no property or relation “topc”
///      --> gap.zk:3:22
///       |
///     3 | find proposals where topc ~ "低空经济"
///       |                      ^^^^
///       = hint: did you mean topic
///
/// Nothing of the source reaches the terminal unseen: control characters are made visible, in names and messages as well.
package struct DiagnosticRenderer: Sendable {
    package var language: Language
    package var usesColour: Bool
    /// No line of the source is shown wider than this; nil where there is no terminal.
    package var widthInCells: Int?
    /// See `RenderOptions.ambiguousWide`.
    package var ambiguousWide: Bool

    package init(language: Language, usesColour: Bool = false, widthInCells: Int? = nil, ambiguousWide: Bool = false) {
        self.language = language
        self.usesColour = usesColour
        self.widthInCells = widthInCells
        self.ambiguousWide = ambiguousWide
    }

    /// How much of a line is shown where there is no terminal.
    private static let widthWithoutTerminal = 120
    /// Below this a caret says nothing.
    private static let leastRoom = 20
    /// A message may quote what a person wrote, and that may be a file on one line.
    private static let longestMessageInCells = 400
}

extension DiagnosticRenderer {
    /// The whole, with a line feed at its end.
    package func text(_ diagnostic: Diagnostic, in source: SourceText) -> String {
        let line = diagnostic.range.map(source.markedLine)
        let gutter = String(repeating: " ", count: line.map { "\($0.number)".utf8.count } ?? 1)
        var text = heading(diagnostic)
        let place = place(source, line)
        if !place.isEmpty { text += gutter + painted("-->", .frame) + " " + place + "\n" }
        if let line { text += excerpt(line, of: source, gutter: gutter, severity: diagnostic.severity) }
        for hint in diagnostic.hints {
            text += gutter + " " + painted("=", .frame) + " " + painted(hintLabel, .hint) + phrase(hint) + "\n"
        }
        return text
    }

    /// `gap.zk:3:22: proposal has no property or relation “topc”`, for editors and `grep`; a line with its line feed.
    package func shortText(_ diagnostic: Diagnostic, in source: SourceText) -> String {
        let place = place(source, diagnostic.range.map(source.markedLine))
        return (place.isEmpty ? "" : place + ": ") + phrase(diagnostic.message) + "\n"
    }

    private func heading(_ diagnostic: Diagnostic) -> String {
        painted(label(diagnostic.severity), .severity(diagnostic.severity))
            + painted(phrase(diagnostic.message), .message) + "\n"
    }

    private func place(_ source: SourceText, _ line: MarkedLine?) -> String {
        let location = line.map(source.location(of:))
        return
            ([visible(source.name)].filter { !$0.isEmpty } + (location.map { ["\($0.line)", "\($0.column)"] } ?? []))
            .joined(separator: ":")
    }

    private func excerpt(
        _ line: MarkedLine, of source: SourceText, gutter: String, severity: Diagnostic.Severity
    ) -> String {
        let room = (widthInCells ?? DiagnosticRenderer.widthWithoutTerminal) - gutter.utf8.count - 3
        let excerpt = Excerpt(
            line, of: maskingCredentials(source.bytes, in: line.content), room: max(room, DiagnosticRenderer.leastRoom),
            ambiguousWide: ambiguousWide)
        let shown = excerpt.before + excerpt.marked + excerpt.after
        let indent = String(repeating: " ", count: excerpt.indentInCells)
        let carets = painted(String(repeating: "^", count: excerpt.caretCount), .severity(severity))
        return painted(gutter + " |", .frame) + "\n"
            + painted("\(line.number) |", .frame) + (shown.isEmpty ? "" : " " + shown) + "\n"
            + painted(gutter + " |", .frame) + " " + indent + carets + "\n"
    }

    private func phrase(_ message: Message) -> String {
        cut(
            visible(maskingCredentials(message.text(in: language))), to: DiagnosticRenderer.longestMessageInCells,
            ambiguousWide: ambiguousWide)
    }
}

extension DiagnosticRenderer {
    private func label(_ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: Message("error: ", "错误：").text(in: language)
        case .warning: Message("warning: ", "警告：").text(in: language)
        case .note: Message("note: ", "注意：").text(in: language)
        }
    }

    private var hintLabel: String { Message("hint: ", "提示：").text(in: language) }

    /// What a piece of a diagnostic is to its reader.
    private enum Role {
        case severity(Diagnostic.Severity)
        case message
        case hint
        case frame

        /// The parameters of its escape sequence.
        var parameters: String {
            switch self {
            case .severity(.error): "1;31"
            case .severity(.warning): "1;33"
            case .severity(.note), .hint: "1;36"
            case .message: "1"
            case .frame: "2"
            }
        }
    }

    private func painted(_ text: String, _ role: Role) -> String {
        usesColour ? "\u{1B}[\(role.parameters)m\(text)\u{1B}[0m" : text
    }
}
