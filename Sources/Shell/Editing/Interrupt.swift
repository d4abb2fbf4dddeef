import CLibEdit

/// Ctrl-C while a query runs: a flag that the engine looks at now and then.
///
///     Interrupt.install()
///     Interrupt.clear()
///     run(query, isCancelled: { Interrupt.isRaised })
package enum Interrupt {
    /// Has SIGINT raise the flag instead of ending the program, and gives SIGPIPE its usual effect back.
    /// System calls that wait come back with `EINTR`.
    package static func install() { cle_interrupt_install() }

    /// Whether SIGINT came since the last `clear()`. Costs one load.
    package static var isRaised: Bool { cle_interrupt_is_raised() }

    package static func clear() { cle_interrupt_clear() }

    /// Waits until there is something to read from a descriptor, its end included. False if SIGINT came first; one that
    /// comes just before a plain `read` would be slept through.
    static func waitsForInput(from descriptor: Int32) -> Bool {
        while true {
            switch cle_wait(descriptor, -1) {
            case CLE_WAKE_INTERRUPTED: return false
            case CLE_WAKE_RESIZED, CLE_WAKE_CONTINUED: continue
            default: return true
            }
        }
    }
}
