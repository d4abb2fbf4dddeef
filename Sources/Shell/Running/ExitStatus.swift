/// What the program tells the one that started it.
package enum ExitStatus: Int32, Sendable {
    case success = 0
    case statementFailed = 1
    /// Also a file that can't be read, written or decoded.
    case usage = 2
    case nothingFound = 4
    case interrupted = 130
    case closedPipe = 141
}
