import Diagnostics
import Text

/// Reads statements from a text by recursive descent, one at a time, so that each can run before the next is read.
///
/// Every parser function stands under its production, which is also in `grammar/zhiku.ebnf`. A word is a keyword only
/// where the grammar asks for one: functions that want an operand take any word, functions that want a keyword look
/// at its spelling. There is no going back over tokens; three are looked ahead at most, not counting opening brackets.
package struct Parser: ~Copyable {
    /// Each level of brackets costs some ten frames of the parser, measured as 10 kB of stack, 20 without optimisation.
    /// Nobody reads 100 levels, and they leave room on a stack of 8 MB for the binder, which descends as deep.
    static let deepestNesting = 100
    /// A chain of `and` is a tree as deep as the chain is long, which later stages walk by recursion; `any(…)` and `in (…)`
    /// have no such limit.
    static let longestChain = 1_000

    var lexer: Lexer
    /// Tokens from the statement's first on, as far as they were looked at.
    var tokens: [Token] = []
    /// The token that is looked at.
    var position = 0
    var depth = 0
    /// How many operators the statement has.
    var links = 0
    /// Inside `[…]`, `satisfies` and the brackets within, a word alone is a kind.
    var allowsBareKind = false
    /// What could stand at the end of the text, if that is to be known.
    var completion: CompletionRecorder?

    package init(_ source: SourceText) { self.init(source.bytes) }

    package init(_ bytes: [UInt8]) { lexer = Lexer(bytes) }

    // MARK: Looking

    var bytes: [UInt8] { lexer.bytes }

    /// The token that is looked at.
    var current: Token {
        mutating get { token(ahead: 0) }
    }

    /// The token so many after the current one.
    mutating func token(ahead distance: Int) -> Token { tokens[place(ahead: distance)] }

    /// The place of that token among those that were looked at; of what lies behind the end, that of the end.
    private mutating func place(ahead distance: Int) -> Int {
        while position + distance >= tokens.count {
            if let last = tokens.indices.last, tokens[last].isEnd { return last }
            tokens.append(lexer.next())
        }
        return position + distance
    }

    /// Where the last token that was taken ends.
    var endOfLast: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

    /// From there to where the last token that was taken ends.
    func range(from start: Int) -> Range<Int> { start..<max(start, endOfLast) }

    // MARK: Taking

    mutating func advance() {
        assert(position < tokens.count, "only a token that was looked at can be taken")
        if !tokens[place(ahead: 0)].isEnd { position += 1 }
    }

    /// Whether the keyword stands here.
    mutating func at(_ keyword: Keyword) -> Bool {
        let place = place(ahead: 0)
        if tokens[place].isEnd { completion?.note(keyword) }
        return tokens[place].keyword == keyword
    }

    /// Whether the sign stands here.
    mutating func at(_ symbol: Symbol) -> Bool { tokens[place(ahead: 0)].isSymbol(symbol) }

    /// Moves past the keyword if it stands here.
    mutating func take(_ keyword: Keyword) -> Bool {
        guard at(keyword) else { return false }
        advance()
        return true
    }

    /// Moves past the sign if it stands here.
    mutating func take(_ symbol: Symbol) -> Bool {
        guard at(symbol) else { return false }
        advance()
        return true
    }

    mutating func expect(_ keyword: Keyword) throws(SyntaxError) {
        if !take(keyword) { throw unexpected(.keyword(keyword)) }
    }

    mutating func expect(_ symbol: Symbol) throws(SyntaxError) {
        if !take(symbol) { throw unexpected(.symbol(symbol)) }
    }

    /// Moves past the closing bracket; if the text ends, the error is at the bracket that was opened.
    mutating func expect(closing symbol: Symbol, of opening: Token) throws(SyntaxError) {
        if take(symbol) { return }
        if current.isEnd, case .symbol(let bracket) = opening.kind {
            throw .unclosed(.bracket(bracket), opened: opening.range)
        }
        throw unexpected(.symbol(symbol))
    }

    /// Items between commas; the last may be followed by a comma only where `closing` stands next.
    mutating func list<Item>(
        of item: (inout Parser) throws(SyntaxError) -> Item, until closing: Symbol? = nil
    ) throws(SyntaxError) -> [Item] {
        if let closing, at(closing) { return [] }
        var items = [try item(&self)]
        while take(.comma) {
            if let closing, at(closing) { break }
            items.append(try item(&self))
        }
        return items
    }

    /// Runs `body` one level deeper.
    mutating func nested<Result: ~Copyable>(
        _ body: (inout Parser) throws(SyntaxError) -> Result
    ) throws(SyntaxError) -> Result {
        depth += 1
        defer { depth -= 1 }
        if depth > Parser.deepestNesting { throw .nestedTooDeeply(at: current.range) }
        return try body(&self)
    }

    // MARK: Names

    /// name = word | number | date ;
    ///
    /// Any word will do, also a keyword, and one that begins with digits: `5G`.
    mutating func name(_ expectation: Expectation) throws(SyntaxError) -> Name {
        let token = current
        if token.isEnd { completion?.note(expectation) }
        guard let text = wordText(of: token) else { throw unexpected(expectation) }
        advance()
        return Name(text, at: token.range)
    }

    /// title = name | text ;
    ///
    /// A name that may be in quotes.
    mutating func title(_ expectation: Expectation) throws(SyntaxError) -> Name {
        let token = current
        guard case .text(let text) = token.kind else { return try name(expectation) }
        advance()
        return Name(text, at: token.range)
    }

    /// The token as a word, if it can be one.
    func wordText(of token: Token) -> String? {
        switch token.kind {
        case .word(let text, _): text
        case .number(let numeral): numeral.text
        case .date: String(decoding: bytes[token.range], as: UTF8.self)
        default: nil
        }
    }

    /// Whether a word stands here that can be a name.
    mutating func atName() -> Bool { wordText(of: current) != nil }

    func text(in range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The text in that range as the heading of a column, which has one line and reads as the same expression.
    func heading(in range: Range<Int>) -> String {
        let text = text(in: range)
        guard text.contains(where: \.isNewline) else { return text }
        let bytes = Array(text.utf8)
        var lexer = Lexer(bytes)
        var heading = ""
        var end = 0
        while true {
            let token = lexer.next()
            if token.isEnd { return heading }
            if token.range.lowerBound > end, end > 0 { heading += " " }
            end = token.range.upperBound
            switch token.kind {
            case .text(let text) where text.contains(where: \.isNewline): heading += quotedText(text)
            default: heading += String(decoding: bytes[token.range], as: UTF8.self)
            }
        }
    }
}

/// All statements of a text.
package func parse(_ source: SourceText) throws(SyntaxError) -> [Statement] {
    var parser = Parser(source)
    var statements: [Statement] = []
    while let statement = try parser.next() { statements.append(statement) }
    return statements
}
