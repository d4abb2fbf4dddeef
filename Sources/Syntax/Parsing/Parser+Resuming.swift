import Diagnostics

/// Reading a text that is still growing, such as a pipe: the statements that are surely whole are taken, and reading goes on
/// from there when more has come.
extension Parser {
    /// A parser that begins in the middle, so that places stay those of the whole text.
    package init(_ source: SourceText, from offset: Int) {
        self.init(source)
        lexer.offset = max(offset, lexer.offset)
    }

    /// Whether nothing but blanks and comments is left.
    package var isAtEnd: Bool {
        mutating get { current.isEnd }
    }

    /// Where the next token begins.
    package var nextOffset: Int {
        mutating get { current.range.lowerBound }
    }

    /// The command of the shell that stands here: a line of a script that begins with a dot, without its line break. nil where
    /// there is none. Only a parser that `stopsAtCommands` meets one; for it, the statements end there.
    package var command: Range<Int>? {
        mutating get {
            guard current.isEnd, lexer.isAtCommand else { return nil }
            let line = bytes[lexer.offset...].prefix { $0 != 0x0A && $0 != 0x0D }
            return line.startIndex..<line.endIndex
        }
    }

    /// Whether a line that begins with a dot ends the statements: in scripts, not in what is typed.
    package var stopsAtCommands: Bool {
        get { lexer.stopsAtCommands }
        set { lexer.stopsAtCommands = newValue }
    }

    /// Goes on behind the command that stands here.
    package mutating func skipCommand() {
        guard let command else { return }
        lexer.offset = command.upperBound
        tokens = []
        position = 0
    }
}
