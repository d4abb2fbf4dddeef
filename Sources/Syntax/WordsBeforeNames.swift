/// The words of a text right behind which a name, a number or a quoted text stands that is no keyword.
///
///     why county 平遥            county
///     find plans where c = 1     (none: `c` is followed by a sign)
///
/// Those of them that are kinds may name a node.
package func wordsBeforeNames(in text: [UInt8]) -> [String] {
    var lexer = Lexer(text)
    var words: [String] = []
    var last: String?
    var token = lexer.next()
    while !token.isEnd {
        let word: String?
        let isName: Bool
        switch token.kind {
        case .word(let text, let keyword): (word, isName) = (text, keyword == nil)
        case .text, .number, .date: (word, isName) = (nil, true)
        case .pattern, .symbol, .invalid, .end: (word, isName) = (nil, false)
        }
        if isName, let last { words.append(last) }
        last = word
        token = lexer.next()
    }
    return words
}
