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
}
