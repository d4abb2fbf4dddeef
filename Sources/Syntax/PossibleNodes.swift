/// What a text may name as a node: each word with the name, number or quoted text right behind it, if that is no keyword.
///
///     why county 平遥                     county 平遥
///     find plans as p where p.year = 1    (none: a sign follows)
///
/// Where the word is a kind, the two may be a node. A name may also stand alone (`path from 平遥 to 介休`): then there is no kind.
package func possibleNodes(in text: [UInt8], alone: Bool = false) -> [(kind: String?, name: String)] {
    var lexer = Lexer(text)
    var found: [(kind: String?, name: String)] = []
    var last: String?
    var token = lexer.next()
    while !token.isEnd {
        let written = String(decoding: text[token.range], as: UTF8.self)
        let name: String?
        switch token.kind {
        case .word(let word, let keyword): name = keyword == nil ? word : nil
        case .text(let text): name = text
        case .number, .date: name = written
        case .pattern, .symbol, .invalid, .end: name = nil
        }
        if let name, let last { found.append((last, name)) }
        if let name, alone { found.append((nil, name)) }
        if case .word(let word, _) = token.kind { last = word } else { last = nil }
        token = lexer.next()
    }
    return found
}
