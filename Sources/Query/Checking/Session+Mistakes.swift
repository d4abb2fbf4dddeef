import Diagnostics

extension Session {
    /// At most so many mistakes of a loaded file are told; who has more reads the first ones first.
    private static let mostMistakes = 20

    /// The error that ended a `load`, with everything else that is wrong with the file.
    ///
    /// - Precondition: the session is as it was before the file.
    func allMistakes(_ error: StatementError, in path: String) -> StatementError {
        guard case .nested(let first) = error, first.sort == .statement, let bytes = try? readScript(path) else {
            return error
        }
        var check = ScriptCheck(self, refusingWhatIsThere: true)
        check.check(SourceText(name: path, bytes: bytes))
        check.finish()
        if isCancelled() { return error }
        // What only running shows isn't among them.
        guard check.failures.contains(where: { $0.isSame(as: first) }) else { return error }
        var failures = check.failures
        var failure = failures.removeFirst()
        failure.further = Array(failures.prefix(Session.mostMistakes - 1))
        failure.omittedCount = failures.count - failure.further.count
        return .nested(failure)
    }
}

extension Failure {
    fileprivate func isSame(as other: Failure) -> Bool {
        source.name == other.source.name && diagnostic.range == other.diagnostic.range
            && diagnostic.message == other.diagnostic.message
    }
}
