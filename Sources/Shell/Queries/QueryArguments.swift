/// What stands behind `.run`: a name, and values of parameters.
///
///     主题发言 topic=低空经济 "since" = "2023 年"
struct QueryArguments {
    private(set) var name = ""
    private(set) var values: [(name: String, value: String)] = []
    /// Words that are no `name=value`.
    private(set) var strayWords: [String] = []

    init(_ text: String) {
        for (number, word) in QueryArguments.words(text).enumerated() {
            if number == 0 {
                name = word.text
            } else if let sign = word.sign {
                let place = word.text.index(word.text.startIndex, offsetBy: sign)
                values.append((String(word.text[..<place]), String(word.text[word.text.index(after: place)...])))
            } else {
                strayWords.append(word.text)
            }
        }
    }

    /// A word without its quotes, and which of its characters is the first `=` outside of them.
    private struct Word {
        var text = ""
        var sign: Int?
    }

    private static let quotes: [Character: Character] = ["\"": "\"", "'": "'", "“": "”", "「": "」"]

    /// Blanks part words, but not within quotes.
    private static func words(_ text: String) -> [Word] {
        var words: [Word] = []
        var word: Word?
        var closing: Character?
        for character in text {
            if let end = closing {
                if character == end { closing = nil } else { word?.text.append(character) }
            } else if let end = quotes[character] {
                closing = end
                word = word ?? Word()
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                var current = word ?? Word()
                if current.sign == nil, character == "=" || character == "＝" {
                    current.sign = current.text.count
                    current.text.append("=")
                } else {
                    current.text.append(character)
                }
                word = current
            }
        }
        if let done = word { words.append(done) }
        return words
    }
}
