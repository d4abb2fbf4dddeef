/// The language that messages and help are in.
package enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case chinese = "zh"
}

/// One phrase in both languages, without a full stop.
package struct Message: Sendable, Equatable {
    package var english: String
    package var chinese: String

    package init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    package func text(in language: Language) -> String { language == .chinese ? chinese : english }
}

/// What is wrong with a text, where, and what would be right.
package struct Diagnostic: Error, Sendable, Equatable {
    package enum Severity: Sendable { case error, warning, note }

    package var severity: Severity
    /// The rule that the text breaks, rather than the fact that it does.
    package var message: Message
    /// UTF-8 offsets in the source; nil if the trouble has no place in it, such as a missing file.
    package var range: Range<Int>?
    /// The nearest name, the zhiku spelling of a foreign habit, a way out; most helpful first.
    package var hints: [Message]

    package init(_ message: Message, at range: Range<Int>?, hints: [Message] = [], severity: Severity = .error) {
        self.severity = severity
        self.message = message
        self.range = range
        self.hints = hints
    }
}
