import Diagnostics
import Syntax

/// The statements of a text as nested lists, or the error it brings about.
func tree(_ text: String) -> String {
    do {
        return try parse(SourceText(name: "test", text: text)).map(\.description).joined(separator: "\n")
    } catch {
        return "error: \(error.diagnostic.message.english)"
    }
}

/// The error of a text, and nil if it parses.
func syntaxError(_ text: String) -> SyntaxError? {
    do {
        _ = try parse(SourceText(name: "test", text: text))
        return nil
    } catch {
        return error
    }
}

/// The piece of the text that the error points at, and all hints in English.
func pointed(_ text: String) -> (at: String, hints: [String]) {
    guard let error = syntaxError(text) else { return ("parses", []) }
    let piece = Array(text.utf8)[error.range]
    return (String(decoding: piece, as: UTF8.self), error.diagnostic.hints.map(\.english))
}
