import CLibEdit

/// What keys do.
extension EditorSession {
    func handle(_ key: Key) -> CLEAction {
        switch key {
        case .text(let scalar): type([scalar])
        case .paste(let text): paste(text)
        case .enter: enter()
        case .submit: finish(.statement(statement))
        case .tab: complete()
        case .cancel: cancel()
        case .endOfInput: statement.isEmpty ? finish(.endOfInput) : deleteForward()
        case .suspend: suspend()
        case .clearScreen: clearScreen()
        case .left: move { $0.characterBefore($0.cursor) }
        case .right: move { $0.characterAfter($0.cursor) }
        case .up: moveUp()
        case .down: moveDown()
        case .home: move { $0.cursor > $0.row.lowerBound ? $0.row.lowerBound : 0 }
        case .end: move { $0.cursor < $0.row.upperBound ? $0.row.upperBound : $0.scalars.count }
        case .wordLeft: move { $0.wordBefore($0.cursor) }
        case .wordRight: move { $0.wordAfter($0.cursor) }
        case .backspace where setAside != nil && line.cursor == 0: show(line, drawn: layout)
        case .backspace: delete { $0.characterBefore($0.cursor)..<$0.cursor }
        case .delete: deleteForward()
        case .deleteWordLeft: kill { $0.wordBefore($0.cursor)..<$0.cursor }
        case .deleteWordRight: kill { $0.cursor..<$0.wordAfter($0.cursor) }
        case .deleteToRowStart: kill { $0.row.lowerBound..<$0.cursor }
        case .deleteToRowEnd: killToRowEnd()
        case .yank: edit { $0.insert(killed) }
        case .transpose: edit { $0.transpose() }
        case .olderEntry: showEntry(entryAge + 1)
        case .newerEntry: showEntry(entryAge - 1)
        case .search: beginSearch()
        case .undo: undo()
        case .redo: redo()
        case .editElsewhere: editElsewhere()
        case .typed(let scalars): type(scalars)
        case .offered(let text): show(LineBuffer(text), drawn: layout)
        case .searchForward, .leaveSearch, .escape, .unknown: CLE_NOTHING
        }
    }

    /// Changes the line; a beep says that there was nothing to change.
    private func edit(_ change: (inout LineBuffer) -> Void) -> CLEAction {
        let before = line
        var after = before
        change(&after)
        guard after != before else { return CLE_BEEP }
        line = after
        return CLE_REFRESH
    }

    private func move(_ place: (LineBuffer) -> Int) -> CLEAction {
        let action = edit { $0.move(to: place($0)) }
        return action == CLE_REFRESH ? CLE_CURSOR : action
    }

    private func delete(_ range: (LineBuffer) -> Range<Int>) -> CLEAction {
        edit { _ = $0.remove(range($0)) }
    }

    private func deleteForward() -> CLEAction {
        delete { $0.cursor..<$0.characterAfter($0.cursor) }
    }

    private func kill(_ range: (LineBuffer) -> Range<Int>) -> CLEAction {
        edit {
            let removed = $0.remove(range($0))
            if !removed.isEmpty { killed = removed }
        }
    }

    /// At the end of a row this takes the newline, so that rows can be joined.
    private func killToRowEnd() -> CLEAction {
        kill {
            let end = $0.row.upperBound
            return $0.cursor..<(end > $0.cursor ? end : min(end + 1, $0.scalars.count))
        }
    }
}

// MARK: - Ending the line

extension EditorSession {
    private func enter() -> CLEAction {
        let text = statement
        if setAside != nil || text.isBlank || delegate?.isComplete(text) ?? true { return finish(.statement(text)) }
        if !continuationHint.isEmpty {
            writeAboveLine(dim(continuationHint))
            continuationHint = ""
        }
        return type(["\n"])
    }

    private func cancel() -> CLEAction {
        var line = line
        line.move(to: line.scalars.count)
        line.insert(Array("^C".unicodeScalars))
        self.line = line
        return finish(.cancelled)
    }
}

// MARK: - Rows and history

extension EditorSession {
    private func moveUp() -> CLEAction {
        var line = line
        guard setAside == nil, line.moveUp(width: widthInCells) else { return showEntry(entryAge + 1) }
        self.line = line
        return CLE_CURSOR
    }

    private func moveDown() -> CLEAction {
        var line = line
        guard setAside == nil, line.moveDown(width: widthInCells) else { return showEntry(entryAge - 1) }
        self.line = line
        return CLE_CURSOR
    }

    /// Puts an entry of the history into the line, and keeps what stood there for the way back.
    private func showEntry(_ age: Int) -> CLEAction {
        guard age >= -1, let entry = changedEntries[age] ?? (age < 0 ? "" : history.entry(age)) else { return CLE_BEEP }
        changedEntries[entryAge] = statement
        entryAge = age
        return show(LineBuffer(entry), drawn: layout)
    }

    func dim(_ text: String) -> String {
        isColoured ? "\u{1b}[2m\(text)\u{1b}[0m" : text
    }
}

// MARK: - Paste

extension EditorSession {
    /// Inserts a paste without running any of it.
    private func paste(_ text: String) -> CLEAction {
        let pasted = Self.cleaned(text)
        guard !pasted.isEmpty else { return CLE_NOTHING }
        var after = whole
        if setAside != nil, line.isEmpty {
            // A second paste behind a tall one is another piece of the script.
            after = LineBuffer(after.scalars + ["\n"], cursor: after.scalars.count + 1)
        }
        after.insert(pasted)
        return show(after, drawn: layout, isPaste: true)
    }

    /// Rows end in `\n`, tabs are spaces, and what can't be seen is left out, as are the newlines at the end.
    static func cleaned(_ text: String) -> [Unicode.Scalar] {
        var cleaned = [Unicode.Scalar]()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": cleaned.append("\n")
            case "\t": cleaned.append(" ")
            case _ where scalar.isInvisible: break
            default: cleaned.append(scalar)
            }
            previous = scalar
        }
        while cleaned.last == "\n" { cleaned.removeLast() }
        return cleaned
    }
}
