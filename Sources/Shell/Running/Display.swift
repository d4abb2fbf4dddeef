import Glibc
import Render

/// How answers are shown: what `.set` sets, beside format and language.
struct Display: Sendable {
    enum Paging: String, CaseIterable, Sendable {
        /// What is longer or wider than the screen
        case auto
        /// Every answer
        case on
        case off
    }

    /// Rows of an answer on a terminal before its middle is left out; 0: all.
    var mostRows = RenderOptions.terminalRowLimit
    /// Cells of a line on a terminal; 0: as many as it has.
    var mostCells = 0
    var paging = Paging.auto
    /// Whether the last line of an answer on a terminal says how long it took.
    var showsTime = true
    var numbersRows = true
    var ambiguousWide = false
    var isLight = Display.hasLightBackground(environment("COLORFGBG"))

    /// Rows that a pager is given of a longer answer; `.last` gives it all.
    static let mostPagedRows = 5_000

    /// What some terminals say of their colours: `0;15` is black on white. They are never asked, since some don't answer.
    static func hasLightBackground(_ colours: String?) -> Bool {
        guard let background = colours?.split(separator: ";").last.flatMap({ Int($0) }) else { return false }
        return background == 7 || (9...15).contains(background)
    }
}

/// Whether nothing is to be drawn over what stands on the screen: for screen readers, and for terminals that can't.
var mayRedraw: Bool { !isSwitchedOn("ACCESSIBLE") && !["", "dumb", "emacs"].contains(environment("TERM") ?? "") }

/// Whether a variable is set to anything but nothing or 0.
func isSwitchedOn(_ variable: String) -> Bool { !["", "0"].contains(environment(variable) ?? "") }

/// A moment, to measure from.
struct Moment: Sendable {
    private let nanoseconds: Int

    static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(nanoseconds: time.tv_sec * 1_000_000_000 + time.tv_nsec)
    }

    /// Since then.
    var elapsedMilliseconds: Double { Double(Moment.now.nanoseconds - nanoseconds) / 1_000_000 }

    /// `0.4 ms`, `12 ms`, `1.25 s`
    var elapsed: String {
        let milliseconds = elapsedMilliseconds
        if milliseconds < 10 { return "\(decimal(milliseconds, 10)) ms" }
        return milliseconds < 1000 ? "\(Int(milliseconds)) ms" : "\(decimal(milliseconds / 1000, 100)) s"
    }

    private func decimal(_ number: Double, _ parts: Double) -> Double { (number * parts).rounded() / parts }
}
