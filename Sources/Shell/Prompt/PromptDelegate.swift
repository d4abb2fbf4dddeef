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

    var language: Language

    init(_ session: Session, language: Language) {
        self.session = session
        self.language = language
    }

    func isComplete(_ text: String) -> Bool {
        if isAsking || DotCommand.isOne(text) { return true }
        return Syntax.isComplete(text)
    }

    func complete(_ text: String, cursorInBytes: Int) -> CompletionAnswer {
        if isAsking { return CompletionAnswer(range: cursorInBytes..<cursorInBytes, candidates: []) }
        if DotCommand.isOne(text), DotCommand.dotted(text) == text {
            return DotCommand.completions(text, cursorInBytes, session, language)
        }
        var context = expectations(in: text, at: cursorInBytes)
        // A statement may end anywhere, but who types `wh` behind a query means `where` and not `why`.
        let going = context.keywords.filter { $0.row.role != .statement }
        if !going.isEmpty { context.keywords = going }
        let words = session.completions(in: context)
        var candidates = words.map { completion($0, context) }
        if context.slots.contains(where: { if case .fileName = $0 { true } else { false } }) {
            candidates += FileNames.matching(context.prefix).map { file($0, context) }
        }
        let isAtEnd = cursorInBytes == text.utf8.count && context.quote == nil
        if isAtEnd, candidates.count == 1, let word = words.first, Vocabulary.keyword(spelled: word.text) != nil {
            candidates[0].replacement += " "
        }
        return CompletionAnswer(range: context.replaced, candidates: candidates)
    }

    /// A folder's quote stays open, so that a name can follow.
    private func file(_ path: String, _ context: CompletionContext) -> Completion {
        let (opening, closing) = context.quote.map { ($0.rawValue, "\($0.closing)") } ?? ("\"", "\"")
        return Completion(replacement: "\(opening)\(path)" + (path.hasSuffix("/") ? "" : closing), label: path)
    }

    /// The search of the history finds Chinese by its pinyin too.
    func matches(_ query: String, _ entry: String) -> Bool {
        let needle = foldedBytes(query)
        let haystack = foldedBytes(entry)
        if needle.isEmpty || String(decoding: haystack, as: UTF8.self).contains(String(decoding: needle, as: UTF8.self))
        {
            return true
        }
        return query.utf8.allSatisfy { $0 < 0x80 } && PinyinMatcher(query).matches(anywhereIn: entry)
    }

    private func completion(_ word: CompletionWord, _ context: CompletionContext) -> Completion {
        var replacement = word.text
        if let quote = context.quote {
            replacement = quote.rawValue + word.text + quote.closing
        } else if word.isName, !isOneWord(word.text) {
            replacement = "\"" + word.text.replacing("\"", with: "\\\"") + "\""
        }
        return Completion(replacement: replacement, label: word.text, note: word.note)
    }

    /// Letters, digits and Han, not beginning with a digit: what the lexer reads as one word.
    private func isOneWord(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, !first.properties.isDigit else { return false }
        return text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.isDigit || $0 == "_" }
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isDigit: Bool { numericType == .decimal }
}
