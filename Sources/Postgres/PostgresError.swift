/// Why a server can't be used, or did not do what it was asked.
package enum PostgresError: Error, Sendable, Equatable {
    /// No libpq; what the loader of shared libraries said.
    case libraryMissing(String)
    /// `postgres://u:p@ss@host/db`
    case address(PostgresAddress.Mistake)
    /// It could not be reached, or it wouldn't have us; its words, without a password.
    case refused(String)
    /// It wants a password and got none.
    case passwordNeeded
    /// The server has no database of this name; its words.
    case noDatabase(String, String)
    /// The connection went away.
    case lost(String)
    /// What the server says of a statement: the five letters of SQLSTATE, and its words.
    case statement(code: String, String)
    /// The server's own limit of time, or somebody there, stopped the statement.
    case stoppedThere
    /// The database keeps text in another encoding than UTF-8.
    case encoding(String)
    /// Servers before 9.2 lack what is needed.
    case tooOld(Int)
    case cancelled
}

extension PostgresError {
    /// Whether the same would be answered over a new connection.
    package var isLoss: Bool { if case .lost = self { true } else { false } }

    /// Whether a table, a column or the whole schema is not as it should be.
    package var isAboutTables: Bool {
        guard case .statement(let code, _) = self else { return false }
        return ["42P01", "42703", "42704", "42804", "42883", "3F000"].contains(code)
    }

    /// The error of an SQLSTATE.
    static func of(code: String, _ words: String) -> PostgresError {
        switch code {
        case "57014": .stoppedThere
        // The server is told to stop, or was; a crash elsewhere takes all connections with it.
        case "57P01", "57P02", "57P03": .lost(words)
        case _ where code.hasPrefix("08"): .lost(words)
        default: .statement(code: code, words)
        }
    }
}
