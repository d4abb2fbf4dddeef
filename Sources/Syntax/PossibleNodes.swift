/// What a text may name as a node: each word with the name, number or quoted text right behind it, if that is no keyword.
///
///     why county 平遥                     county 平遥
///     find plans as p where p.year = 1    (none: a sign follows)
///
/// Where the word is a kind, the two may be a node. A name may also stand alone (`path from 平遥 to 介休`): then there is no kind.
/// What a parameter may stand for (`why county $name`) is asked for.
package func possibleNodes(
    in text: [UInt8], alone: Bool = false, parameter: (String) -> [String] = { _ in [] }
) -> [(kind: String?, name: String)] {
    var lexer = Lexer(text)
    var found: [(kind: String?, name: String)] = []
    var last: String?
    var token = lexer.next()
    while !token.isEnd {
        let written = String(decoding: text[token.range], as: UTF8.self)
        let names: [String]
        switch token.kind {
        case .word(let word, let keyword): names = keyword == nil ? [word] : []
        case .text(let text): names = [text]
        case .number, .date: names = [written]
        case .symbol(.dollar):
            token = lexer.next()
            names = token.isEnd ? [] : parameter(String(decoding: text[token.range], as: UTF8.self))
        case .pattern, .symbol, .invalid, .end: names = []
        }
        if let last { found += names.map { (last, $0) } }
        if alone { found += names.map { (nil, $0) } }
        if case .word(let word, _) = token.kind { last = word } else { last = nil }
        token = lexer.next()
    }
    return found
}

/// Whether a statement has a word, outside of quotes and comments, that is wanted.
package func hasWord(in text: [UInt8], where isWanted: (String) -> Bool) -> Bool {
    var lexer = Lexer(text)
    var token = lexer.next()
    while !token.isEnd {
        if case .word(let word, _) = token.kind, isWanted(word) { return true }
        token = lexer.next()
    }
    return false
}
