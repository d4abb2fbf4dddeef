import CLibEdit
import Glibc

/// The prompt: a line editor for statements of one row or many, in any script.
///
/// libedit keeps the line, draws it and remembers the history; what keys do is decided here, see `EditorSession+Keys`.
/// The terminal is put back as it was when the reader goes away.
package struct LibEditReader: ~Copyable, StatementReader {
    private let session: EditorSession

    /// Gives nil where nothing can be edited: no terminal, `TERM=dumb`, or one that libedit knows nothing of.
    ///
    /// - Parameters:
    ///   - continuationHint: a line shown once, when Enter adds a row for the first time; may be empty.
    ///   - historyPath: nil for no history at all.
    ///   - delegate: not kept alive.
    /// - Requires: `forceUTF8Locale()` gave true.
    package init?(
        prompt: String, continuationHint: String, colour: Bool, historyPath: String?,
        delegate: any EditorDelegate, phrases: EditorPhrases = .english
    ) {
        let terminal = environment("TERM") ?? "dumb"
        guard !["", "dumb", "emacs"].contains(terminal),
            let session = EditorSession(
                continuationHint: continuationHint, isColoured: colour, historyPath: historyPath,
                delegate: delegate, phrases: phrases)
        else { return nil }
        self.session = session
        session.prompt = prompt
    }

    /// Sets what the next statement is asked with, such as `zhiku*> ` when there are unsaved changes.
    package mutating func setPrompt(_ prompt: String) {
        session.prompt = prompt
    }

    package mutating func setPhrases(_ phrases: EditorPhrases, continuationHint: String) {
        session.phrases = phrases
        session.continuationHint = continuationHint
    }

    package mutating func next() -> ReaderEvent { session.read() }

    /// The entries of the history, newest first.
    package var historyEntries: [String] { session.history.entries() }

    /// Whether `remember` keeps anything.
    package var historyEnabled: Bool {
        get { session.history.isEnabled }
        set { session.history.isEnabled = newValue }
    }

    /// Keeps a statement, unless it begins with a space or repeats the last one. Says it once if that isn't possible.
    package mutating func remember(_ statement: String) {
        complain(session.history.remember(statement))
    }

    /// Forgets the newest statements, or all, in the file as well.
    package mutating func clearHistory(newest count: Int? = nil) {
        complain(session.history.clear(newest: count))
    }

    /// A history that can't be written is no reason to disturb anyone twice.
    private func complain(_ problem: HistoryFile.Problem?) {
        guard let problem, !session.hasComplained else { return }
        session.hasComplained = true
        let line = session.phrases.historyProblem(problem.path, problem.reason) + "\n"
        _ = Array(line.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Puts a text into the next line, to be edited and run.
    package mutating func offer(_ text: String) { session.offered = text }
}
