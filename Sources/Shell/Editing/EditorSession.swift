import CLibEdit

/// What happens between the prompt and a statement.
///
/// A class for its identity: libedit's callbacks find their way back to it through a pointer. libedit asks for input,
/// `EditorSession.nextScalar` gives it text; for any other key it gives `CLE_KEY`, whereupon libedit calls `handle`.
final class EditorSession {
    let editor: OpaquePointer
    let isColoured: Bool
    let reflow = Reflow.ofTerminal()
    weak var delegate: (any EditorDelegate)?
    var phrases: EditorPhrases
    var continuationHint: String
    var prompt = "> "
    var history: History

    /// How the line ended; nil while it is being edited.
    private(set) var outcome: ReaderEvent?
    private var pendingKey: Key?
    var input = InputBuffer()
    /// The screen that the line was last drawn for.
    var size = TerminalSize.usual

    /// How much of the line was drawn as a whole rather than key by key, which decides how a terminal wraps it anew.
    var drawnAtOnce = 0

    /// Text too tall for the screen, which Enter runs and Ctrl-C drops.
    var setAside: String?
    /// Whether candidates stand below the line; the next key wipes them off.
    var isListShown = false
    /// What Ctrl-K and its like took last.
    var killed: [Unicode.Scalar] = []
    /// Which entry of the history is in the line; -1 is what the person typed herself.
    var entryAge = -1
    /// What entries were changed to, and at -1 what was typed, so that Up and Down lose nothing.
    var changedEntries: [Int: String] = [:]
    var search: HistorySearch?
    /// The prompt on the screen, without escape codes; the search has one of its own.
    private(set) var shownPrompt: [Unicode.Scalar] = []

    init?(
        continuationHint: String, isColoured: Bool, historyPath: String?, delegate: any EditorDelegate,
        phrases: EditorPhrases
    ) {
        let callbacks = CLECallbacks(
            next: { context, scalar in
                guard let context, let next = EditorSession.from(context).nextScalar() else { return 0 }
                scalar?.pointee = next
                return 1
            },
            handle: { context in
                guard let context else { return CLE_NOTHING }
                return EditorSession.from(context).handlePendingKey()
            })
        guard let history = History(path: historyPath) else { return nil }
        guard let editor = cle_open(callbacks) else { return nil }
        self.editor = editor
        self.history = history
        self.isColoured = isColoured
        self.continuationHint = continuationHint
        self.delegate = delegate
        self.phrases = phrases
        cle_set_context(editor, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit { cle_close(editor) }

    private static func from(_ context: UnsafeMutableRawPointer) -> EditorSession {
        Unmanaged<EditorSession>.fromOpaque(context).takeUnretainedValue()
    }
}

// MARK: - One statement

extension EditorSession {
    /// Asks for a statement.
    func read() -> ReaderEvent {
        begin()
        cle_watch_begin()
        // Terminals mark a paste from here on, so that its newlines don't run anything.
        writeToTerminal("\u{1b}[?2004h")
        _ = cle_read(editor)
        writeToTerminal("\u{1b}[?2004l")
        cle_watch_end()
        cle_terminate_if_asked()
        return outcome ?? .endOfInput
    }

    private func begin() {
        Interrupt.clear()
        outcome = nil
        pendingKey = nil
        setAside = nil
        search = nil
        isListShown = false
        drawnAtOnce = 0
        entryAge = -1
        changedEntries = [:]
        size = TerminalSize.current() ?? .usual
        showPrompt()
    }

    /// Ends the line with `event`.
    func finish(_ event: ReaderEvent) -> CLEAction {
        outcome = event
        return CLE_FINISH
    }

    /// What to insert next, `CLE_KEY` for a key to handle, or nil at the end of the input.
    private func nextScalar() -> UInt32? {
        guard let key = KeyDecoder.next(nextByte, putBack: { input.putBack() }) else {
            outcome = outcome ?? .endOfInput
            return nil
        }
        clearList()
        if case .text(let scalar) = key, search == nil { return scalar.value }
        pendingKey = key
        return UInt32(CLE_KEY)
    }

    private func handlePendingKey() -> CLEAction {
        guard let key = pendingKey else { return CLE_NOTHING }
        pendingKey = nil
        let action = search == nil ? handle(key) : handleInSearch(key)
        if action == CLE_REFRESH || action == CLE_BEEP { drawnAtOnce = line.scalars.count }
        return action
    }
}

// MARK: - The line

extension EditorSession {
    /// The line as libedit has it.
    var line: LineBuffer {
        get {
            var count = 0
            var cursor = 0
            let scalars = UnsafeBufferPointer(start: cle_line(editor, &count, &cursor), count: count)
            return LineBuffer(scalars.compactMap(Unicode.Scalar.init), cursor: cursor)
        }
        set {
            let scalars = newValue.scalars.map(\.value)
            cle_set_line(editor, scalars, scalars.count, newValue.cursor)
        }
    }

    /// Everything that Enter would run.
    var statement: String {
        let text = line.text
        guard let setAside else { return text }
        return text.isBlank ? setAside : setAside + "\n" + text
    }

    /// Shows the prompt of the session, from the next drawing on.
    func showPrompt() {
        var visible = Array(prompt.unicodeScalars)
        // libedit loses an escape code that nothing visible follows, so that the reset needs a space behind it.
        if visible.last != " " { visible.append(" ") }
        shownPrompt = visible
        guard isColoured, visible.count > 1 else { return setPrompt(visible) }
        let marked = "\u{1}\u{1b}[1;36m\u{1}" + String(scalars: visible.dropLast()) + "\u{1}\u{1b}[0m\u{1} "
        setPrompt(Array(marked.unicodeScalars))
    }

    /// Shows another prompt, without colour: libedit takes two coloured cells for equal, and wouldn't draw them anew.
    func showPrompt(instead text: String) {
        shownPrompt = Array(text.unicodeScalars)
        setPrompt(shownPrompt)
    }

    private func setPrompt(_ scalars: [Unicode.Scalar]) {
        let values = scalars.map(\.value)
        cle_set_prompt(editor, values, values.count)
    }
}
