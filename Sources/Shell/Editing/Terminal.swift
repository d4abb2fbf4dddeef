import CLibEdit
import Glibc

/// Makes the process read and draw UTF-8, whatever the environment says; the first thing a program must do.
///
/// libedit drops every Chinese byte otherwise, without a word. Numbers keep the notation of the C locale.
/// - Returns: false if this machine has no UTF-8 locale at all; then use `PlainReader`.
@discardableResult
package func forceUTF8Locale() -> Bool { cle_force_utf8_locale() }

/// Rows and columns of a screen.
package struct TerminalSize: Sendable, Equatable {
    package var rows: Int
    package var columns: Int

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    /// The size of the terminal behind `descriptor`, nil if that is no terminal.
    package static func current(of descriptor: Int32 = STDOUT_FILENO) -> TerminalSize? {
        var rows: Int32 = 0
        var columns: Int32 = 0
        guard cle_terminal_size(descriptor, &rows, &columns) else { return nil }
        return TerminalSize(rows: Int(rows), columns: Int(columns))
    }

    /// What terminals have when they don't say.
    package static let usual = TerminalSize(rows: 24, columns: 80)
}

/// Whether `descriptor` is a terminal.
package func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

/// Whether a key was pressed that nobody has read yet, or Ctrl-C: work that was asked for by an earlier key then ends.
func inputWaits() -> Bool {
    var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return Interrupt.isRaised || poll(&polled, 1, 0) > 0
}

/// The cells that the edit line gives a scalar; what can't be printed takes none.
func widthInCells(_ scalar: Unicode.Scalar) -> Int {
    scalar.isASCII ? (scalar.value < 0x20 || scalar.value == 0x7f ? 0 : 1) : max(0, Int(cle_width(scalar.value)))
}

func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// Writes through the `FILE` that libedit and `print` use as well, so that nothing overtakes.
func writeToTerminal(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { cle_write($0.baseAddress, $0.count) }
    }
}

/// What terminals do with wrapped rows when they become narrower or wider. Asking one would take a query, which must
/// never be sent, so the environment has to tell.
enum Reflow {
    case wrapsAnew
    case keepsRows
    case unknown

    static func ofTerminal(_ variable: (String) -> String? = environment) -> Reflow {
        let name = variable("TERM") ?? ""
        let wrapping = [
            "TMUX", "VTE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "ALACRITTY_WINDOW_ID", "KONSOLE_VERSION",
            "WEZTERM_PANE", "TERM_PROGRAM", "GHOSTTY_RESOURCES_DIR",
        ]
        if wrapping.contains(where: { variable($0) != nil }) { return .wrapsAnew }
        let wrappingNames = ["tmux", "alacritty", "foot", "wezterm", "vte", "konsole", "xterm-kitty", "xterm-ghostty"]
        if wrappingNames.contains(where: name.hasPrefix) { return .wrapsAnew }
        if variable("XTERM_VERSION") != nil { return .keepsRows }
        return ["linux", "screen", "vt1", "vt2"].contains(where: name.hasPrefix) ? .keepsRows : .unknown
    }
}
