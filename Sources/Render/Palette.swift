/// What a piece of text is to its reader; a palette says what that looks like.
package enum Role: Sendable, CaseIterable {
    case plain
    /// A column's heading, or the name before a value.
    case heading
    case border
    /// Document and lines.
    case source
    /// Row counts, row numbers, and the mark of rows that are left out.
    case note
    /// What the person looked for.
    case hit
}

/// How roles look on a terminal.
package enum Palette: Sendable {
    /// For pipes, files, `NO_COLOR` and `TERM=dumb`: no escape sequence at all.
    case plain
    /// For a dark background, and for one that is not known.
    case ansi
    /// For a light background.
    case light

    /// The parameters of the escape sequence that begins a role; nil if the role looks like plain text.
    func parameters(of role: Role) -> String? {
        if self == .plain { return nil }
        switch role {
        case .plain: return nil
        case .heading: return "1"
        case .border, .note: return "2"
        case .source: return self == .light ? "34" : "36"
        case .hit: return self == .light ? "1;31" : "1;33"
        }
    }
}

/// A line put together from pieces with roles. Pieces of one role share one escape sequence: a pager chokes on one per glyph.
struct StyledLine {
    private let palette: Palette
    private var text = ""
    private var open: String?

    init(palette: Palette) { self.palette = palette }

    mutating func append(_ piece: String, as role: Role = .plain) {
        // Blanks look the same in every role.
        if !piece.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) { change(to: palette.parameters(of: role)) }
        text += piece
    }

    /// The line with its line feed.
    consuming func finished() -> String {
        change(to: nil)
        return text + "\n"
    }

    private mutating func change(to parameters: String?) {
        if parameters == open { return }
        if open != nil { text += "\u{1B}[0m" }
        if let parameters { text += "\u{1B}[\(parameters)m" }
        open = parameters
    }
}
