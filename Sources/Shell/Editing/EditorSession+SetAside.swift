import CLibEdit

/// Text that isn't in the line because the screen has no room for it. libedit can't scroll within a line, and edits the wrong row of
/// one that is taller than the screen.
struct SetAside {
    let text: [Unicode.Scalar]
    /// Where the cursor was in it.
    let cursor: Int
    let isPaste: Bool
    /// Whether what is typed behind it begins a new line, as behind a paste; text that was being typed goes on where it was.
    let endsLine: Bool
}

extension EditorSession {
    private var rowLimit: Int { max(1, size.rows - 3) }

    var isTooTall: Bool { layout.rowCount > rowLimit }

    /// Shows `text` in the line, or sets it aside if the screen is too low for it. `before` is what is on the screen.
    func show(_ text: LineBuffer, drawn before: ScreenLayout, isPaste: Bool = false, endsLine: Bool = true) -> CLEAction
    {
        let hadBlock = setAside != nil
        showWhole(text, isPaste: isPaste, endsLine: endsLine)
        guard hadBlock || setAside != nil else { return CLE_REFRESH }
        // The prompt changed, which libedit draws anew only from the first cell on.
        moveToOrigin(of: before)
        if !hadBlock { writeToTerminal(dim(phrases.setAsideHint) + "\n") }
        redraw()
        return CLE_NOTHING
    }

    /// As `show`, without drawing anything.
    func showWhole(_ text: LineBuffer, isPaste: Bool, endsLine: Bool = true) {
        setAside = nil
        showPrompt()
        // What surely doesn't fit is never given to libedit, which would take long over it.
        if text.scalars.count <= size.rows * size.columns {
            line = text
            if !isTooTall { return }
        }
        line = LineBuffer()
        setAside = SetAside(text: text.scalars, cursor: text.cursor, isPaste: isPaste, endsLine: endsLine)
        showPrompt()
    }

    /// Inserts what was typed, and sets the whole aside when it has become too tall.
    func type(_ scalars: [Unicode.Scalar]) -> CLEAction {
        let before = layout
        var after = line
        after.insert(scalars)
        guard let setAside else { return show(after, drawn: before, endsLine: false) }
        line = after
        return isTooTall ? show(whole, drawn: before, isPaste: setAside.isPaste, endsLine: false) : CLE_REFRESH
    }
}

// MARK: - Undo

/// What the line was before each change.
struct UndoStack {
    /// Nobody goes further back.
    private static let limit = 200
    private var older: [LineBuffer] = []
    private var newer: [LineBuffer] = []

    /// Notes what the line was before a change; what was undone can't come back any more.
    mutating func note(_ line: LineBuffer) {
        newer = []
        if older.last?.scalars == line.scalars { older.removeLast() }
        older.append(line)
        if older.count > Self.limit { older.removeFirst() }
    }

    /// What the line was before the last change, given what it is now.
    mutating func undo(_ current: LineBuffer) -> LineBuffer? {
        while let line = older.popLast() {
            if line.scalars == current.scalars { continue }
            newer.append(current)
            return line
        }
        return nil
    }

    mutating func redo(_ current: LineBuffer) -> LineBuffer? {
        guard let line = newer.popLast() else { return nil }
        older.append(current)
        return line
    }
}

extension EditorSession {
    func undo() -> CLEAction {
        guard let line = undone.undo(whole) else { return CLE_BEEP }
        return show(line, drawn: layout)
    }

    func redo() -> CLEAction {
        guard let line = undone.redo(whole) else { return CLE_BEEP }
        return show(line, drawn: layout)
    }
}

extension Key {
    var isUndoing: Bool { self == .undo || self == .redo }
}
