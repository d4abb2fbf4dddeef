import Diagnostics
import Query
import Text

extension SavedQueries {
    /// What may stand behind `.run`, `.queries` and `.query`; nil if the text is no such command.
    static func completions(_ text: String, _ cursor: Int, _ language: Language) -> CompletionAnswer? {
        let before = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
        let body = before.drop { $0 == " " || $0 == "\t" }.dropFirst()
        let command = body.prefix { $0 != " " }
        guard command.count < body.count, let known = DotCommand(word: String(command)) else { return nil }
        var words = body.dropFirst(command.count).split(separator: " ", omittingEmptySubsequences: true).map(
            String.init)
        // Behind a blank a new word begins.
        let typed = before.hasSuffix(" ") ? "" : words.popLast() ?? ""
        let candidates: [Completion]
        switch (known, words.count) {
        case (.run, 0), (.queries, 0): candidates = queryNames(typed, language)
        case (.run, _): candidates = parameters(of: words[0], typed, language)
        case (.query, 0): candidates = matching(typed, QueryAction.allCases.map(\.rawValue)).map { plain($0) }
        case (.query, 1): candidates = queryNames(typed, language, ownOnly: QueryAction(words[0]) == .remove)
        default: return nil
        }
        return CompletionAnswer(range: cursor - typed.utf8.count..<cursor, candidates: candidates)
    }

    private static func plain(_ word: String) -> Completion { Completion(replacement: word, label: word) }

    private static func queryNames(_ typed: String, _ language: Language, ownOnly: Bool = false) -> [Completion] {
        let queries = SavedQueries().all().filter { $0.isOwn || !ownOnly }
        let names = matching(typed, queries.map(\.name))
        return queries.filter { names.contains($0.name) }.map { query in
            let replacement = query.name.contains(" ") ? "\"\(query.name)\"" : query.name
            return Completion(
                replacement: replacement, label: query.name, note: query.header.description(in: language))
        }
    }

    private static func parameters(of name: String, _ typed: String, _ language: Language) -> [Completion] {
        guard let query = SavedQueries().find(name) else { return [] }
        let names = matching(typed, query.header.parameters.map(\.name))
        return query.header.parameters.filter { names.contains($0.name) }.map { parameter in
            let standard = parameter.standard.map { "= \($0)  " } ?? ""
            return Completion(
                replacement: parameter.name + "=", label: parameter.name + "=", note: standard + parameter.meaning)
        }
    }
}
