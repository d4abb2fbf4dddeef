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
}
