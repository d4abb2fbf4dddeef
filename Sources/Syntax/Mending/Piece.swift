import Text

/// A token of a wrong statement as the mender moves it about: how it is written, and what it counts as.
struct Piece: Sendable, Equatable {
    enum Sort: Sendable { case word, number, text, sign }

    /// As it is to be written.
    var text: String
    var sort: Sort
    /// Nothing stands between it and the piece before.
    var isGlued = false

    /// By what rules find it: a word in small letters, a sign as its ASCII twin.
    var key: String

    init(_ text: String, _ sort: Sort, glued: Bool = false, key: String? = nil) {
        self.text = text
        self.sort = sort
        isGlued = glued
        self.key = key ?? (sort == .word ? text.lowercased() : text)
    }

    static func word(_ text: String) -> Piece { Piece(text, .word) }

    static func sign(_ text: String, glued: Bool = false) -> Piece { Piece(text, .sign, glued: glued) }

    var keyword: Keyword? { sort == .word ? Vocabulary.keyword(spelled: text) : nil }

    func isSign(_ sign: String) -> Bool { sort == .sign && key == sign }

    /// What stands between the quotes of a text; the word or number itself otherwise.
    var content: String {
        guard sort == .text, text.count > 1 else { return text }
        return String(text.dropFirst().dropLast())
    }

    func glued(_ isGlued: Bool = true) -> Piece {
        var piece = self
        piece.isGlued = isGlued
        return piece
    }
}

extension [Piece] {
    /// The statement that begins at an offset, up to a semicolon or a line that begins another one; nil if it is very long,
    /// or holds what can't be read at all.
    init?(_ bytes: [UInt8], from start: Int) {
        var lexer = Lexer(bytes)
        lexer.offset = Swift.max(start, lexer.offset)
        var pieces: [Piece] = []
        var end = lexer.offset
        while true {
            let token = lexer.next()
            if token.isEnd || token.isSymbol(.semicolon) { break }
            if !pieces.isEmpty, token.beginsAnotherStatement { break }
            let text = String(decoding: bytes[token.range], as: UTF8.self)
            let isGlued = !pieces.isEmpty && token.range.lowerBound == end
            end = token.range.upperBound
            guard pieces.count < 400, text.utf8.count < 1_000, let piece = Piece(token, text, glued: isGlued) else {
                return nil
            }
            pieces.append(piece)
        }
        self = pieces
    }

    /// The statement in one line.
    var line: String {
        var line = ""
        var last: Piece.Sort?
        for piece in self {
            // Two words would be one if a sign between them went away.
            let isApart =
                !piece.isGlued || piece.sort != .sign && (last == .word || last == .number) && piece.sort != .text
            if last != nil, isApart, !line.hasSuffix("，") { line += " " }
            line += piece.text
            last = piece.sort
        }
        return line
    }
}

extension Token {
    fileprivate var beginsAnotherStatement: Bool {
        guard startsLine, case .word(let word, let keyword) = kind else { return false }
        return keyword?.role == .statement || Habit.atStatement(word) != nil && keyword == nil
    }
}

extension Piece {
    /// nil if the token is neither a token nor a sign of another language.
    fileprivate init?(_ token: Token, _ text: String, glued: Bool) {
        switch token.kind {
        case .word(let word, _): self.init(text, .word, glued: glued, key: word.lowercased())
        case .number, .date, .invalid(.unknownUnit), .invalid(.noSuchDate): self.init(text, .number, glued: glued)
        case .text, .pattern: self.init(text, .text, glued: glued)
        case .symbol(let symbol): self.init(text, .sign, glued: glued, key: symbol.rawValue)
        case .invalid(.strayCharacter(let scalar, _)): self.init(text, .sign, glued: glued, key: String(scalar))
        case .invalid, .end: return nil
        }
    }
}
