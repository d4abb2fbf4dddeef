import Diagnostics
import Query
import Syntax
import Text

/// What the line editor asks while a line is typed. It is a class because the editor refers to it and the shell changes the
/// session that it speaks for.
final class PromptDelegate: EditorDelegate {
    /// As it was before the line that is being typed.
    var session: Session
    /// Whether an answer is typed, and no statement.
    var isAsking = false
    /// The language of notes where the line is in neither.
    var language: Language
    /// All names of the session's graph, once they are looked through.
    private var names: NameIndex?
    private var namesBeingMade: NameIndexBuilder?
    /// What the search of the history was last asked for.
    private var searched: (query: String, needle: [UInt8], pinyin: PinyinMatcher)?

    init(_ session: Session, language: Language) {
        self.session = session
        self.language = language
    }

    var mayRunPrograms: Bool { !session.isSafe }

    func isComplete(_ text: String) -> Bool {
        if isAsking || DotCommand.isOne(text) { return true }
        return Syntax.isComplete(text)
    }

    func complete(_ text: String, cursorInBytes: Int) -> CompletionAnswer {
        if isAsking { return CompletionAnswer(range: cursorInBytes..<cursorInBytes, candidates: []) }
        if DotCommand.isOne(text), DotCommand.dotted(text) == text {
            // A full stop in Chinese is no byte to begin with.
            if !text.drop(while: { $0 == " " || $0 == "\t" }).hasPrefix(".") {
                return CompletionAnswer(range: cursorInBytes..<cursorInBytes, candidates: [])
            }
            return DotCommand.completions(text, cursorInBytes, session, language)
        }
        var context = expectations(in: text, at: cursorInBytes)
        if let files = files(context, text, cursorInBytes) { return files }
        // A statement may end anywhere, but who types `wh` behind a query means `where` and not `why`.
        let going = context.keywords.filter { $0.row.role != .statement }
        if !going.isEmpty { context.keywords = going }
        context.isChinese = context.isChinese ?? (language == .chinese)
        if context.wantsNames, !context.prefix.isEmpty {
            session.fetchNames(startingWith: context.prefix, isCancelled: { inputWaits() })
        }
        let words = session.completions(
            in: context, names: context.wantsNames ? allNames() : nil, isCancelled: { inputWaits() })
        var candidates = words.map { completion($0, context) }
        let isAtEnd = cursorInBytes == text.utf8.count && context.quote == nil
        if isAtEnd, candidates.count == 1, let word = words.first, Vocabulary.keyword(spelled: word.text) != nil {
            candidates[0].replacement += " "
        }
        return CompletionAnswer(range: context.replaced, candidates: candidates)
    }

    private func completion(_ word: CompletionWord, _ context: CompletionContext) -> Completion {
        Completion(replacement: written(word, context.quote), label: word.text, note: word.note)
    }

    private func written(_ word: CompletionWord, _ quote: Quote?) -> String {
        guard let quote else {
            return word.isName && !isOneWord(word.text) ? quotedText(word.text) : word.text
        }
        // What the quote can't hold as it is goes between quotes that have escapes.
        let isPlain = !word.text.contains { "\\\"'\n".contains($0) || quote.closing.first == $0 }
        return isPlain ? quote.rawValue + word.text + quote.closing : quotedText(word.text)
    }

    /// Letters, digits and Han, not beginning with a digit: what the lexer reads as one word.
    private func isOneWord(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, !first.properties.isDigit else { return false }
        return text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.isDigit || $0 == "_" }
    }

    // MARK: Files

    /// The files that may stand here, in quotes or, as the quotes are easily forgotten, without.
    private func files(_ context: CompletionContext, _ text: String, _ cursor: Int) -> CompletionAnswer? {
        guard let statement = context.statement, let endings = FileNames.endings(for: statement) else { return nil }
        if context.quote != nil {
            return context.wantsFile ? files(context.prefix, context.replaced, context.quote, endings) : nil
        }
        let bytes = Array(text.utf8.prefix(cursor))
        let start = bytes.lastIndex { $0 == 0x20 || $0 == 0x0A }.map { $0 + 1 } ?? 0
        guard expectations(in: text, at: start).wantsFile else { return nil }
        return files(String(decoding: bytes[start...], as: UTF8.self), start..<cursor, nil, endings)
    }

    /// A folder's quote stays open, so that a name can follow.
    private func files(_ typed: String, _ range: Range<Int>, _ quote: Quote?, _ endings: [String]) -> CompletionAnswer {
        let (opening, closing) = quote.map { ($0.rawValue, $0.closing) } ?? ("\"", "\"")
        let candidates = FileNames.matching(typed, endings: endings).map { path in
            Completion(replacement: "\(opening)\(path)" + (path.hasSuffix("/") ? "" : closing), label: path)
        }
        return CompletionAnswer(range: range, candidates: candidates)
    }

    // MARK: Names

    /// Looks through the names of the graph, a few milliseconds' worth.
    func idle() -> Bool {
        if names?.isOf(session.graph) == true { return false }
        if namesBeingMade?.isOf(session.graph) != true { namesBeingMade = NameIndexBuilder(session.graph) }
        guard namesBeingMade != nil else { return false }
        for _ in 0..<3 {
            if let made = namesBeingMade?.advance() {
                names = made
                namesBeingMade = nil
                return false
            }
        }
        return true
    }

    /// All names, if need be looked through now, which any key ends.
    private func allNames() -> NameIndex? {
        while idle() {
            if inputWaits() { return nil }
        }
        return names?.isOf(session.graph) == true ? names : nil
    }

    // MARK: Search

    /// The search of the history finds Chinese by its pinyin too, its initials, and both mixed.
    func matches(_ query: String, _ entry: String) -> Bool {
        if searched?.query != query { searched = (query, foldedBytes(query), PinyinMatcher(query)) }
        guard let (_, needle, pinyin) = searched, !needle.isEmpty else { return true }
        let folded = foldedBytes(entry)
        return folded.withUnsafeBufferPointer { contains($0, needle) || pinyin.matches(anywhereInFolded: $0) }
    }

    private func contains(_ text: UnsafeBufferPointer<UInt8>, _ needle: [UInt8]) -> Bool {
        text.count >= needle.count
            && (0...text.count - needle.count).contains { start in
                text[start] == needle[0] && text[start..<start + needle.count].elementsEqual(needle)
            }
    }
}

extension CompletionContext {
    fileprivate var wantsFile: Bool { slots.contains { if case .fileName = $0 { true } else { false } } }

    /// Whether nodes can be named here, for which all names must be known.
    fileprivate var wantsNames: Bool {
        slots.contains {
            switch $0 {
            case .value, .node: true
            default: false
            }
        }
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isDigit: Bool { numericType == .decimal }
}
