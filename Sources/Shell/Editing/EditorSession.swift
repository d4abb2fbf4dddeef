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
    /// Whether it was said that the history can't be written.
    var hasComplained = false
    /// A text that the next line begins with.
    var offered: String?

    /// How the line ended; nil while it is being edited.
    private(set) var outcome: ReaderEvent?
    private var pendingKey: Key?
    var input = InputBuffer()
    /// The screen that the line was last drawn for.
    var size = TerminalSize.usual

    /// How much of the line was drawn as a whole rather than key by key, which decides how a terminal wraps it anew.
    var drawnAtOnce = 0

    /// Text too tall for the screen, which Enter runs and Ctrl-C drops; the prompt tells of it.
    var setAside: SetAside?
    /// What the line was before each change, and what undoing took back.
    var undone = UndoStack()
    /// Whether the last key was text.
    private var isTyping = false
    /// Candidates that had no room.
    var listing: Listing?
    /// Whether a key was pressed since the program began; before that nothing is done ahead.
    var hasBegun = false
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
        undone = UndoStack()
        isTyping = false
        listing = nil
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
        if let text = offered {
            offered = nil
            pendingKey = .offered(text)
            return UInt32(CLE_KEY)
        }
        guard let key = KeyDecoder.next(nextByte, putBack: { input.putBack() }) else {
            outcome = outcome ?? .endOfInput
            return nil
        }
        clearList()
        if key != .tab { listing = nil }
        pendingKey = key
        if case .text(let scalar) = key, search == nil {
            if let more = typedAhead(scalar) {
                pendingKey = .typed(more)
            } else if !isNearlyTooTall {
                pendingKey = nil
                noteTyping(scalar)
                return scalar.value
            }
        }
        return UInt32(CLE_KEY)
    }

    /// The text that waits behind a character, if it is so much that drawing it one by one would take long.
    private func typedAhead(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        guard input.count >= 64 else { return nil }
        var scalars = [scalar]
        while let next = input.first, next >= 0x20, next != 0x7f, input.count > 3,
            case .text(let more)? = KeyDecoder.next(nextByte, putBack: { input.putBack() })
        {
            scalars.append(more)
        }
        return scalars
    }

    /// Whether the line fills the screen, or nearly: then a look at the layout is due with each character.
    private var isNearlyTooTall: Bool { lengthOfLine > (size.columns * max(1, size.rows - 4)) / 2 }

    private var lengthOfLine: Int {
        var count = 0
        var cursor = 0
        _ = cle_line(editor, &count, &cursor)
        return count
    }

    /// Typed words are undone one by one.
    private func noteTyping(_ scalar: Unicode.Scalar) {
        if !isTyping || scalar == " " { undone.note(whole) }
        isTyping = true
    }

    private func handlePendingKey() -> CLEAction {
        guard let key = pendingKey else { return CLE_NOTHING }
        pendingKey = nil
        let before = key.isUndoing || search != nil ? nil : whole
        let action = search == nil ? handle(key) : handleInSearch(key)
        isTyping = false
        if let before, action != CLE_FINISH, before.scalars != whole.scalars { undone.note(before) }
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
    var statement: String { whole.text }

    /// The line, with what was set aside before it.
    var whole: LineBuffer {
        let line = line
        guard let setAside else { return line }
        if line.scalars.allSatisfy(\.properties.isWhitespace) {
            return LineBuffer(setAside.text, cursor: setAside.cursor)
        }
        let before = setAside.text + (setAside.endsLine ? ["\n"] : [])
        return LineBuffer(before + line.scalars, cursor: before.count + line.cursor)
    }

    /// Shows the prompt of the session, from the next drawing on; or, behind it, what was set aside.
    func showPrompt() {
        if let setAside {
            let lines = setAside.text.count { $0 == "\n" } + 1
            let label = phrases.setAside(lines, setAside.text.count, setAside.isPaste)
            return showPrompt(instead: prompt + label + " ")
        }
        var visible = Array(prompt.unicodeScalars)
        // libedit loses an escape code that nothing visible follows, so that the reset needs a space behind it.
        if visible.last != " " { visible.append(" ") }
        shownPrompt = visible
        // libedit fails an assertion over an escape code in a prompt that doesn't fit into a row.
        let isWhole = visible.reduce(1) { $0 + widthInCells($1) } < size.columns
        guard isColoured, isWhole, visible.count > 1 else { return setPrompt(visible) }
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
