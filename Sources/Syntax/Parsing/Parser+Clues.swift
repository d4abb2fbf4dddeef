import Diagnostics
import Text

extension Parser {
    /// The error that something else than hoped for stands here, with what helps to mend it.
    ///
    /// Only here the text is looked at for habits of other languages and for words that were run together: what parses is
    /// never doubted.
    mutating func unexpected(_ expectation: Expectation, clues: [Clue] = []) -> SyntaxError {
        let token = current
        if case .invalid(let error) = token.kind { return error }
        if let habit = habit(at: token, instead: expectation) { return .foreign(habit, at: token.range) }
        let found = Found(text: text(in: token.range), range: token.range)
        return .expected(
            expectation, found: found, clues: clues.isEmpty ? self.clues(at: token, instead: expectation) : clues)
    }

    private mutating func habit(at token: Token, instead expectation: Expectation) -> Habit? {
        if case .symbol(let symbol) = token.kind {
            return symbol == .backslash && expectation == .statement ? .backslash : Habit.sign(symbol)
        }
        guard case .word(let word, let keyword) = token.kind else { return nil }
        if expectation == .statement, keyword == .show, let next = wordText(of: self.token(ahead: 1)),
            ["tables", "schemas", "kinds", "relations", "columns", "databases", "labels"].contains(next.lowercased())
        {
            return .describe
        }
        if expectation == .statement, word.lowercased() == "create", let next = wordText(of: self.token(ahead: 1)),
            ["table", "node", "type", "label", "class"].contains(next.lowercased())
        {
            return .declare
        }
        switch expectation {
        case .statement, .query: return Habit.atStatement(word)
        case .further, .clause: return Habit.atClause(word)
        case .comparator: return Habit.atComparator(word)
        case .presence: return Habit.atPresence(word)
        default: return nil
        }
    }

    private mutating func clues(at token: Token, instead expectation: Expectation) -> [Clue] {
        if token.isEnd { return signAfterWord.map { [.signNeedsQuotes($0)] } ?? [] }
        var clues: [Clue] = []
        if let word = wordText(of: token) {
            let near =
                token.keyword == nil
                ? nearestKeyword(to: word, instead: expectation, startsLine: token.startsLine) : nil
            // 并切 is nearer to 并且 than to 并 and 切.
            if let split = WordSplitting.split(word, atStart: true), near?.count != word.count {
                clues.append(.split(split))
            } else if let near {
                clues.append(.nearest(near))
            }
        }
        if clues.isEmpty, let split = splitOfEarlierWord() { clues.append(.split(split)) }
        if clues.isEmpty, let clue = clueFromNeighbours(of: token, instead: expectation) { clues.append(clue) }
        return clues
    }

    /// `智造+` at the end: a word and a sign right behind it, to the right of a comparator.
    private var signAfterWord: String? {
        guard position > 2, case .symbol(let sign) = tokens[position - 1].kind, "+-*/".contains(sign.rawValue) else {
            return nil
        }
        let (word, comparator) = (tokens[position - 2], tokens[position - 3])
        guard wordText(of: word) != nil, word.range.upperBound == tokens[position - 1].range.lowerBound,
            case .symbol(let symbol) = comparator.kind, Comparator(rawValue: symbol.rawValue) != nil
        else { return nil }
        return text(in: word.range) + sign.rawValue
    }

    /// The error that an expression stands where a condition should: a path alone, or one with its comparator left out.
    mutating func unsettled(_ expression: Expression) -> SyntaxError {
        let error = unexpected(.comparator)
        guard case .expected(_, let found, let clues) = error, clues.isEmpty, case .path = expression.kind else {
            return error
        }
        let token = current
        let path = text(in: expression.range)
        if wordText(of: token) != nil, token.keyword == nil {
            return .expected(.comparator, found: found, clues: [.comparatorLeftOut(path, text(in: token.range))])
        }
        return .expected(.comparator, found: found, clues: found.isEnd ? [] : [.pathAlone(path)])
    }

    /// Keywords that sound alike are near as well: 现实 is 显示 by another choice of the input method.
    ///
    /// Within a line a clause is likelier than the next statement: `adn` is `and` there, and not `add`.
    private func nearestKeyword(to word: String, instead expectation: Expectation, startsLine: Bool = true) -> String? {
        if expectation == .further, !startsLine {
            let near = nearest(to: word, among: Expectation.goingOn, spellings: pinyin(of:)).first
            if near != nil || !word.utf8.allSatisfy({ $0 < 0x80 }) { return near }
        }
        return nearest(to: word, among: expectation.keywordSpellings, spellings: pinyin(of:)).first
    }

    /// Whether a word was perhaps meant to begin a clause, or begins one in another language.
    func isLikeClause(_ word: String) -> Bool {
        if Habit.atClause(word) != nil || nearestKeyword(to: word, instead: .clause) != nil { return true }
        guard let first = WordSplitting.split(word, atStart: true)?.split(separator: " ").first else { return false }
        return Vocabulary.keyword(spelled: String(first))?.role == .clause
    }

    /// `提案其中主题` before the place of the error.
    private func splitOfEarlierWord() -> String? {
        for token in tokens[..<position].reversed() {
            if case .word(let word, nil) = token.kind, let split = WordSplitting.split(word, atStart: false) {
                return split
            }
        }
        return nil
    }

    /// What the tokens around the place tell, the surest first.
    private mutating func clueFromNeighbours(of token: Token, instead expectation: Expectation) -> Clue? {
        if expectation == .statement, token.keyword?.role == .clause { return .clauseWithoutQuery }
        guard position > 0 else { return nil }
        let last = tokens[position - 1]
        if isOpenedWithoutTwin(last) { return .mixedQuotes }
        if token.isSymbol(.contains), case .number = last.kind { return .rangeSign }
        if expectation == .further, position > 1, tokens[position - 2].keyword == .via { return .viaRelations }
        if token.isSymbol(.comma), isThousands(after: last) { return .thousandsSeparator }
        if expectation == .further || expectation == .comparator, wasReadAsName(last) {
            return .readAsName(text(in: last.range))
        }
        guard expectation == .further else { return nil }
        if isComparator(ahead: token.isSymbol(.comma) ? 2 : 1) { return .joinConditions }
        return wordText(of: token) != nil && wordText(of: last) != nil && lastIsValue ? .needsQuotes : nil
    }

    /// `"低空” and name = "` is one text, which was hardly meant.
    private func isOpenedWithoutTwin(_ token: Token) -> Bool {
        guard case .text(let text) = token.kind else { return false }
        return bytes[token.range.lowerBound] == 0x22 && text.contains(Quote.curlyDouble.closing)
    }

    /// `1,000`
    private mutating func isThousands(after last: Token) -> Bool {
        guard case .number = last.kind, case .number(let next) = token(ahead: 1).kind else { return false }
        return next.text.prefix { $0.isASCII && $0.isNumber }.count == 3
    }

    /// A keyword with something behind it that only a name can have behind it. `cite` has nothing behind it at all.
    private func wasReadAsName(_ token: Token) -> Bool {
        guard let keyword = token.keyword, keyword != .cite else { return false }
        return keyword.role == .clause || keyword.role == .statement
    }

    private mutating func isComparator(ahead distance: Int) -> Bool {
        guard case .symbol(let symbol) = token(ahead: distance).kind else { return false }
        return Comparator(rawValue: symbol.rawValue) != nil
    }

    /// Whether the last token is the right side of a comparison, or of a statement that ends in a name.
    private var lastIsValue: Bool {
        if let keyword = tokens.first?.keyword, [.add, .set, .remove, .link, .why].contains(keyword) { return true }
        guard position > 1, case .symbol(let symbol) = tokens[position - 2].kind else { return false }
        return Comparator(rawValue: symbol.rawValue) != nil
    }
}

/// The commonest readings of a word of Han characters as one further spelling.
private func pinyin(of word: String) -> [String] {
    var spelling = ""
    for scalar in word.unicodeScalars {
        guard let reading = pinyinReadings(of: scalar).first else { return [] }
        spelling += reading
    }
    return [spelling]
}

extension Expectation {
    /// The keywords that would have been right, by which a misspelled one is recognised.
    var keywordSpellings: [String] {
        switch self {
        case .statement: Expectation.spellings(of: [.statement])
        case .query: Keyword.find.spellings + Keyword.count.spellings
        case .clause: Expectation.spellings(of: [.clause])
        case .further: Expectation.goingOn + Expectation.spellings(of: [.statement])
        case .comparator: [Keyword.in, .not, .is].flatMap(\.spellings)
        case .chartShape: ChartShape.allCases.flatMap(\.keyword.spellings)
        case .presence: Keyword.missing.spellings + Keyword.present.spellings
        case .keyword(let keyword): keyword.spellings
        default: []
        }
    }

    /// What goes on with a clause.
    private static let joining: [Keyword] = [.and, .or, .as, .asc, .desc]

    static let goingOn = spellings(of: [.clause]) + joining.flatMap(\.spellings)

    private static func spellings(of roles: [KeywordRole]) -> [String] {
        Vocabulary.table.filter { roles.contains($0.role) }.flatMap { $0.english + $0.chinese }
    }
}
