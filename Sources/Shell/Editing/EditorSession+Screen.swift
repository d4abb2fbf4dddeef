import CLibEdit
import Glibc

/// Input and the screen around the line.
extension EditorSession {
    /// The next byte; nil at the end of the input, or when the time is over.
    func nextByte(_ milliseconds: Int32) -> UInt8? {
        while true {
            if let byte = input.take() {
                hasBegun = true
                return byte
            }
            // Between two keys there is time to do what the next one may need.
            let isIdle = milliseconds < 0 && hasBegun && delegate?.idle() ?? false
            switch cle_wait(STDIN_FILENO, isIdle ? 0 : milliseconds) {
            case CLE_WAKE_TIMEOUT where isIdle: continue
            case CLE_WAKE_INPUT: guard input.fill() else { return nil }
            case CLE_WAKE_RESIZED: redrawAfterResize()
            case CLE_WAKE_CONTINUED: redrawAfterStop()
            case CLE_WAKE_INTERRUPTED:
                // `kill -INT` from elsewhere means the same as the key.
                Interrupt.clear()
                return 0x03
            default: return nil
            }
        }
    }

    /// Where the line stands on the screen.
    var layout: ScreenLayout {
        let line = line
        return ScreenLayout(
            prompt: shownPrompt, text: line.scalars, cursor: line.cursor, drawnAtOnce: drawnAtOnce,
            columns: size.columns, width: widthInCells)
    }

    private func up(_ rows: Int) -> String { rows > 0 ? "\u{1b}[\(rows)A" : "" }
    private func down(_ rows: Int) -> String { rows > 0 ? "\u{1b}[\(rows)B" : "" }
    private func right(_ cells: Int) -> String { cells > 0 ? "\u{1b}[\(cells)C" : "" }

    /// Draws prompt and line from the first cell of a blank row.
    func redraw() {
        drawnAtOnce = line.scalars.count
        cle_redraw(editor)
    }

    /// Goes to the first cell of the prompt and wipes the screen from there.
    func moveToOrigin(of layout: ScreenLayout) {
        writeToTerminal(up(layout.cursorRow) + "\r\u{1b}[J")
        isListShown = false
    }

    /// Puts a row between what was printed before and the prompt.
    func writeAboveLine(_ text: String) {
        moveToOrigin(of: layout)
        writeToTerminal(text + "\n")
        redraw()
    }

    func clearScreen() -> CLEAction {
        writeToTerminal("\u{1b}[H\u{1b}[2J")
        redraw()
        return CLE_NOTHING
    }
}

// MARK: - Below the line

extension EditorSession {
    /// Draws `rows` below the line and brings the cursor back.
    func writeBelowLine(_ rows: [String]) {
        let layout = layout
        let below = layout.rowCount - 1 - layout.cursorRow
        // Newlines scroll where there is no room, and the way back is counted in rows, so that it holds all the same.
        let drawn = rows.map { "\r\n" + $0 }.joined()
        writeToTerminal(
            down(below) + drawn + up(rows.count + below) + "\r" + right(layout.cursorColumn))
        isListShown = true
    }

    func clearList() {
        guard isListShown else { return }
        isListShown = false
        let layout = layout
        let below = layout.rowCount - layout.cursorRow
        writeToTerminal(down(below) + "\r\u{1b}[J" + up(below) + right(layout.cursorColumn))
    }

    /// How many rows there are below the line, at least one.
    var rowsBelow: Int { max(1, size.rows - layout.rowCount) }
}

// MARK: - Resize, stop and continue

extension EditorSession {
    private func redrawAfterResize() {
        let newSize = TerminalSize.current() ?? size
        guard newSize != size else { return }
        let before = layout
        let reflowed = before.cursorRow(reflowedTo: newSize.columns)
        let rowsAbove =
            switch reflow {
            case .wrapsAnew: reflowed
            case .keepsRows: before.cursorRow
            // Better a row of the old drawing left than a row of the last answer wiped.
            case .unknown: min(reflowed, before.cursorRow)
            }
        writeToTerminal(up(rowsAbove) + "\r\u{1b}[J")
        isListShown = false
        size = newSize
        cle_resize(editor)
        if search == nil { showPrompt() }
        // What was set aside for want of room comes back when there is.
        if search == nil, setAside != nil || isTooTall {
            showWhole(whole, isPaste: setAside?.isPaste ?? false, endsLine: setAside?.endsLine ?? false)
        }
        redraw()
    }

    /// Gives the terminal, from the row below the line on, to whoever runs next.
    func leaveTerminal() {
        let layout = layout
        writeToTerminal(down(layout.rowCount - 1 - layout.cursorRow) + "\r\n\u{1b}[?2004l")
        cle_set_raw(editor, false)
    }

    func suspend() -> CLEAction {
        leaveTerminal()
        cle_suspend()
        takeTerminalBack()
        return CLE_NOTHING
    }

    /// After `kill -STOP` and `fg`: the shell has set the terminal for itself, and written over our row.
    private func redrawAfterStop() {
        cle_set_raw(editor, false)
        takeTerminalBack()
    }

    func takeTerminalBack() {
        // An editor that was stopped and continued has stopped and continued us as well.
        cle_forget_changes()
        cle_set_raw(editor, true)
        writeToTerminal("\r\u{1b}[J\u{1b}[?2004h")
        size = TerminalSize.current() ?? size
        cle_resize(editor)
        redraw()
    }
}
