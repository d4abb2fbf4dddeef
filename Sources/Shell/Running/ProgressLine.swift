import Diagnostics
import Render
import Synchronization
import Text

/// Tells, on the last line of a terminal, that something takes long, for how long it has, and how to end it.
///
/// It has no clock of its own: whatever runs long looks now and then whether to stop, and that draws it. After a second it
/// appears, five times a second it changes, and it is gone before anything else is written.
final class ProgressLine: Sendable {
    static let shared = ProgressLine()

    private struct State {
        var start: Moment?
        var nextInMilliseconds = 0.0
        var isShown = false
        /// How many parts of the work are done, of how many.
        var parts: (done: Int, all: Int)?
        var language = Language.english
    }

    private let state = Mutex(State())
    /// Only where a line can be drawn over.
    private let isPossible = isTerminal(2) && mayRedraw

    /// Long work begins.
    func begin(_ language: Language) {
        if !isPossible { return }
        state.withLock { $0 = State(start: .now, nextInMilliseconds: 1000, language: language) }
    }

    /// So many parts of the work are done.
    func note(_ done: Int, of all: Int) {
        if !isPossible { return }
        state.withLock { $0.parts = all > 1 ? (done, all) : nil }
        tick()
    }

    /// Work goes on.
    func tick() {
        if !isPossible { return }
        state.withLock { state in
            guard let start = state.start, case let elapsed = start.elapsedMilliseconds,
                elapsed >= state.nextInMilliseconds
            else { return }
            state.nextInMilliseconds = elapsed + 200
            state.isShown = true
            let seconds = "\(Double(Int(elapsed / 100)) / 10) s"
            let parts = state.parts.map { "\($0.done) / \($0.all)  " } ?? ""
            let words = Message("\(parts)\(seconds) … Ctrl-C stops it", "\(parts)\(seconds) … Ctrl-C 取消")
                .text(in: state.language)
            let width = (TerminalSize.current(of: 2) ?? .usual).columns
            write("\r" + cut(words, to: max(0, width - 1)) + "\u{1B}[K")
        }
    }

    /// Takes the line away; work is over, or something is about to be written.
    func end() {
        if !isPossible { return }
        state.withLock { state in
            if state.isShown { write("\r\u{1B}[K") }
            state.isShown = false
            state.parts = nil
            state.start = nil
        }
    }

    private func write(_ text: String) {
        let sink = DescriptorSink(2)
        try? sink.write(Array(text.utf8))
    }
}
