import Diagnostics

/// Whether Enter at the prompt should run this text; otherwise it adds a line.
///
/// A text is incomplete if it leaves a quote, bracket, comma, operator or clause open. A text with an error that nothing
/// behind it can mend is complete, so that the error shows.
package func isComplete(_ text: String) -> Bool {
    var parser = Parser(Array(text.utf8))
    do {
        while try parser.next() != nil {}
        return true
    } catch {
        return !error.isIncomplete
    }
}
