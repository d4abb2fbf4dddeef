import Glibc
import Graph
import Postgres
import SQL
import Text

/// What a server answered of a query.
enum ServerRows: Sendable {
    /// Its rows, as far as the server could work them out, and by the place of each value what it is at each row.
    case rows([Int64], values: [[Double?]])
    /// How many there are.
    case count(Int)
    /// The groups of its rows.
    case groups(GroupRows)
    /// The rows were known before: `find it`.
    case known
}

/// A graph that is kept in the tables of a server, and how much of it stands in the session's own graph.
///
/// What is fetched is kept as long as the server says that nothing was written to it (`pg_current_snapshot`), or, if something
/// was, that none of the rows of these tables is another one (`xmin` and `ctid` of each, summed up there). What a server that
/// can't tell has is fetched again for each statement.
package struct GraphServer: Sendable {
    let address: PostgresAddress
    private(set) var connection: PostgresConnection
    var mapping = Mapping(Schema())
    /// The random mark of the loading that the tables are from.
    var generation: String?
    /// Whether the graph is small enough to be fetched whole.
    var isSmall = false
    /// The number of nodes and relations that it was found to have more of; nil if it is small.
    var largerThan: Int?
    var copy = PartialCopy(Mapping(Schema()), stamp: nil)
    /// By node of the graph that was fetched.
    var ordinals: [Int64] = []
    /// Whether the server can tell that nothing has changed; nil if it was not asked yet.
    var canStamp: Bool?
    private var wasReconnected = false
    var wasReplaced = false
    /// What the server answered of the query that is about to run here.
    var asked: ServerRows?
    /// Whether the rows of that query are here, also of what is grouped or counted.
    var askedKeepsRows = false
    /// What asks for its rows if they are not: `it` may be named later.
    var askedRows: SQLStatement?
    /// Whether conditions or an order of that query remain to be worked out here.
    var leftSomething = false
    /// What asks for the rows of the last answer, as long as nobody named them.
    var rowsOfLastResult: SQLStatement?
    /// What the server was told of how long a statement may take.
    private var milliseconds: Int?

    /// A server that comes back is waited for so long.
    private static let patienceInMilliseconds = 8000

    init(_ address: PostgresAddress, isCancelled: @escaping @Sendable () -> Bool) throws(ServerError) {
        self.address = address
        connection = try GraphServer.connected(address, isCancelled)
    }

    var schema: Schema { mapping.schema }

    var isCancelled: @Sendable () -> Bool {
        get { connection.isCancelled }
        set { connection.isCancelled = newValue }
    }

    /// Says once that the connection was lost and made anew.
    mutating func takeReconnection() -> Bool {
        defer { wasReconnected = false }
        return wasReconnected
    }

    /// Says once that another graph stands in the place of the one that was opened.
    mutating func takeReplacement() -> Bool {
        defer { wasReplaced = false }
        return wasReplaced
    }

    /// A connection whose statements see the tables of the graph and may not change anything.
    private static func connected(
        _ address: PostgresAddress, _ isCancelled: @escaping @Sendable () -> Bool
    ) throws(ServerError) -> PostgresConnection {
        do throws(PostgresError) {
            let connection = try PostgresConnection(address, isCancelled: isCancelled)
            // `export sql` leaves it to who loads the tables where they are.
            let isNamed = address.graph != PostgresAddress.usualGraph
            try connection.run("SET search_path TO \(quotedName(address.graph))" + (isNamed ? "" : ", public"))
            try connection.run("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            return connection
        } catch {
            throw .connection(error)
        }
    }
}

// MARK: - Reading

extension GraphServer {
    /// Runs statements that see one state of the tables. If the connection is lost, it is made anew, and all of them run once
    /// more.
    mutating func reading<Result>(
        _ body: (PostgresConnection) throws(ServerError) -> Result
    ) throws(ServerError) -> Result {
        do throws(ServerError) { return try transaction(body) } catch {
            guard error.isLoss || !connection.isOpen, !error.isCancellation else { throw error }
            try reconnect(after: error)
        }
        return try transaction(body)
    }

    private func transaction<Result>(
        _ body: (PostgresConnection) throws(ServerError) -> Result
    ) throws(ServerError) -> Result {
        try run("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        do throws(ServerError) {
            let result = try body(connection)
            try run("COMMIT")
            return result
        } catch {
            // What stopped the statement must not stop this as well.
            let isCancelled = connection.isCancelled
            connection.isCancelled = { false }
            if connection.isOpen { try? connection.run("ROLLBACK") }
            connection.isCancelled = isCancelled
            throw error
        }
    }

    private func run(_ text: String) throws(ServerError) {
        do throws(PostgresError) { try connection.run(text) } catch { throw .connection(error) }
    }

    /// Connects again, as soon as the server is there again.
    private mutating func reconnect(after loss: ServerError) throws(ServerError) {
        let isCancelled = connection.isCancelled
        var left = GraphServer.patienceInMilliseconds
        while true {
            do throws(ServerError) {
                connection = try GraphServer.connected(address, isCancelled)
                wasReconnected = true
                milliseconds = nil
                return
            } catch {
                if error.isCancellation { throw error }
                if left <= 0 { throw loss }
            }
            for _ in 0..<10 where !isCancelled() { usleep(20_000) }
            if isCancelled() { throw .connection(.cancelled) }
            left -= 200
        }
    }

    /// No statement takes longer on the server than so many milliseconds; nil for ever.
    mutating func limitTime(to limit: Int?) throws(ServerError) {
        if limit == milliseconds { return }
        try run("SET statement_timeout TO \(limit.map { min($0, Int(Int32.max)) } ?? 0)")
        milliseconds = limit
    }
}

extension PostgresConnection {
    /// The first column of the first row.
    func value(_ text: String, _ parameters: [String?] = []) throws(ServerError) -> String? {
        do throws(PostgresError) { return try rows(text, parameters).first?.first ?? nil } catch {
            throw .connection(error)
        }
    }
}
