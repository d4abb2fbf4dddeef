import Postgres

/// Why a graph on a server can't be opened, asked or put there.
package enum ServerError: Error, Sendable {
    case connection(PostgresError)
    /// The database has no graph of that name.
    case noGraph(String)
    /// The tables are laid out by another version of zhiku.
    case otherVersion(String)
    /// What the tables say of themselves can't be understood.
    case damaged(String)
    /// `save` where a graph of that name is.
    case graphIsThere(String)
    /// A text of this node can't be kept there.
    case zeroCharacter(String)
    /// The server's tables don't hold a graph: a line that can't be decoded.
    case undecodable(table: String)
}

extension ServerError {
    init(_ error: PostgresError) { self = .connection(error) }

    var isLoss: Bool { if case .connection(let error) = self { error.isLoss } else { false } }

    var isCancellation: Bool { if case .connection(.cancelled) = self { true } else { false } }

    var isAboutTables: Bool { if case .connection(let error) = self { error.isAboutTables } else { false } }
}
