/// Where statements come from: the line editor, a plain terminal, a pipe, a test.
package protocol StatementReader: ~Copyable {
    /// The next thing the person, or the pipe, does.
    mutating func next() -> ReaderEvent
}

/// What the prompt gave.
package enum ReaderEvent: Sendable, Equatable {
    /// Text that was entered: one row or several, without the final newline.
    case statement(String)
    /// Ctrl-C: what was typed is gone, and a fresh prompt is due.
    case cancelled
    /// Ctrl-D on an empty line, the end of the input, or a terminal that is no longer there.
    case endOfInput
}

/// One candidate of completion.
package struct Completion: Sendable, Equatable {
    /// What replaces the bytes `CompletionAnswer.range` of the text.
    package var replacement: String
    /// What is listed; it may equal `replacement`.
    package var label: String
    /// The kind, or a count, shown dim beside the label; it may be empty.
    package var note: String

    package init(replacement: String, label: String, note: String = "") {
        self.replacement = replacement
        self.label = label
        self.note = note
    }
}

/// The candidates for one place in a text.
package struct CompletionAnswer: Sendable, Equatable {
    /// What the candidates replace, in UTF-8 offsets of the text.
    package var range: Range<Int>
    package var candidates: [Completion]

    package init(range: Range<Int>, candidates: [Completion]) {
        self.range = range
        self.candidates = candidates
    }
}

/// What a reader asks its owner.
package protocol EditorDelegate: AnyObject {
    /// Whether Enter runs `text` rather than adding a line.
    func isComplete(_ text: String) -> Bool

    /// The candidates for the cursor's place.
    func complete(_ text: String, cursorInBytes: Int) -> CompletionAnswer

    /// Whether a key may start an editor.
    var mayRunPrograms: Bool { get }

    /// Does a few milliseconds of what will be needed sooner or later, while no key is pressed. Whether there is more of it.
    func idle() -> Bool

    /// Whether the search of the history finds `entry` by what was typed so far.
    func matches(_ query: String, _ entry: String) -> Bool
}

extension EditorDelegate {
    package var mayRunPrograms: Bool { true }
    package func idle() -> Bool { false }

    /// Plain containment, byte by byte, so that a search costs little even in 10,000 entries.
    package func matches(_ query: String, _ entry: String) -> Bool {
        let needle = Array(query.utf8)
        guard !needle.isEmpty else { return true }
        let hay = Array(entry.utf8)
        guard hay.count >= needle.count else { return false }
        return (0...hay.count - needle.count).contains { start in
            hay[start] == needle[0] && hay[start..<start + needle.count].elementsEqual(needle)
        }
    }
}
