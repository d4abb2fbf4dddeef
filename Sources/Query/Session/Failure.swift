import Diagnostics

/// A statement that was not carried out: why, and in which text.
package struct Failure: Error, Sendable {
    /// What it means for the exit status.
    package enum Sort: Sendable {
        /// The statement is wrong or failed.
        case statement
        /// A file can't be read, written or decoded.
        case file
        /// Ctrl-C.
        case cancelled
    }

    package var diagnostic: Diagnostic
    package var source: SourceText
    package var sort: Sort
    /// What else is wrong with the file that was loaded; the first mistake alone would make for one run per mistake.
    package var further: [Failure] = []
    /// How many more there are than `further` has.
    package var omittedCount = 0

    package init(_ diagnostic: Diagnostic, in source: SourceText, _ sort: Sort = .statement) {
        self.diagnostic = diagnostic
        self.source = source
        self.sort = sort
    }
}
