import Text

/// Spaces for words that were written without: `查找提案其中主题` was perhaps `查找 提案 其中 主题`.
///
/// Only errors ask for this. What parses is never split, since 无为 is a city and 从化 a district.
enum WordSplitting {
    /// The word with spaces around the keywords in it; nil if it has none.
    ///
    /// - Parameter atStart: Only a word that begins with a keyword counts, also with a short one such as 找.
    static func split(_ word: String, atStart: Bool) -> String? {
        let letters = Array(word)
        guard letters.count <= 64 else { return nil }
        var pieces: [String] = []
        var pending = ""
        var index = 0
        while index < letters.count {
            if let keyword = keyword(in: letters, at: index, allowsShort: atStart && index == 0) {
                if !pending.isEmpty { pieces.append(pending) }
                pieces.append(keyword)
                pending = ""
                index += keyword.count
            } else {
                if atStart, index == 0 { return nil }
                pending.append(letters[index])
                index += 1
            }
        }
        if !pending.isEmpty { pieces.append(pending) }
        return pieces.count > 1 ? pieces.joined(separator: " ") : nil
    }

    /// The number with its unit, and what follows: `1000亿元且年份` was perhaps `1000亿元 且 年份`.
    static func split(_ numeral: String, suffix: String) -> String? {
        let letters = Array(suffix)
        for length in stride(from: letters.count - 1, through: 0, by: -1) {
            guard MeasureUnit.named(String(letters[..<length])) != nil else { continue }
            let rest = String(letters[length...])
            let words = split(rest, atStart: true) ?? (Vocabulary.keyword(spelled: rest) == nil ? nil : rest)
            if let words { return String(numeral.dropLast(letters.count - length)) + " " + words }
        }
        return nil
    }

    /// The longest keyword that stands there. Short ones are in too many names to be looked for inside of words.
    private static func keyword(in letters: [Character], at index: Int, allowsShort: Bool) -> String? {
        let longest = min(longestKeyword, letters.count - index)
        for length in stride(from: longest, through: allowsShort ? 1 : 2, by: -1) {
            let piece = String(letters[index..<index + length])
            if let keyword = Vocabulary.keyword(spelled: piece),
                fits(keyword, piece, before: letters[(index + length)...])
            {
                return piece
            }
        }
        return nil
    }

    /// In words of Latin letters only a number can follow a keyword: `limit10`, but not `order` in `ordering`.
    private static func fits(_ keyword: Keyword, _ piece: String, before rest: ArraySlice<Character>) -> Bool {
        guard let first = piece.unicodeScalars.first, first.isASCII else { return keyword.role != .modifier }
        return !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isNumber }
    }

    private static let longestKeyword = Vocabulary.table.flatMap { $0.english + $0.chinese }.map(\.count).max() ?? 1
}
