import CPostgres
import Glibc

/// A connection to a server that speaks PostgreSQL's protocol.
///
/// Everything waits in slices of time, so that Ctrl-C, a limit and a dead server are seen wherever it stands. It is a class
/// because it owns the socket; one session on one thread uses it.
package final class PostgresConnection: @unchecked Sendable {
    private let connection: OpaquePointer
    /// What must not stand in a message.
    private let secret: String
    /// Asked while waiting whether to give up.
    package var isCancelled: @Sendable () -> Bool
    /// Whether the server was asked to stop what it does.
    private var isStopping = false

    /// No longer than this is waited for a server to answer at all.
    private static let connectSeconds = 10
    /// How often it is asked whether to stop.
    private static let sliceInMilliseconds: Int32 = 20
    /// A server that doesn't stop within this is left.
    private static let patienceInMilliseconds: Int32 = 3000
    private static let oldestVersion = 90200
    /// libpq's usual file.
    private static let library = "libpq.so.5"

    /// Connects, and makes sure of what everything else takes for granted: text is UTF-8.
    ///
    /// - Parameters:
    ///   - database: another one than the address says.
    ///   - library: another file than the system's libpq.
    package init(
        _ address: PostgresAddress, database: String? = nil, library: String? = nil,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws(PostgresError) {
        if let reason = cpq_load(library ?? PostgresConnection.library) {
            throw .libraryMissing(String(cString: reason))
        }
        var words = [
            ("fallback_application_name", "zhiku"), ("dbname", address.url), ("client_encoding", "UTF8"),
        ]
        if let database { words.append(("dbname", database)) }
        let opened = withTexts(words.map(\.0) + [nil]) { names in
            withTexts(words.map(\.1) + [nil]) { values in cpq_connect_start(names, values) }
        }
        guard let opened else { throw .refused("out of memory") }
        connection = opened
        secret = address.secret
        self.isCancelled = isCancelled
        try connect()
        try checkServer()
        try haveClientWatched()
    }

    deinit { cpq_finish(connection) }

    /// `host:port/database` as libpq understood it.
    package var place: String {
        "\(text(cpq_host(connection))):\(text(cpq_port(connection)))/\(text(cpq_database(connection)))"
    }

    /// Whether it still stands, as far as is known without asking.
    package var isOpen: Bool { cpq_status(connection) == CPQ_CONNECTION_OK }

    private func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

    // MARK: Connecting

    private func connect() throws(PostgresError) {
        var state = Int32(CPQ_POLLING_WRITING)
        let slices = PostgresConnection.connectSeconds * 1000 / Int(PostgresConnection.sliceInMilliseconds)
        var left = slices
        while cpq_status(connection) != CPQ_CONNECTION_BAD {
            if state != CPQ_POLLING_OK, state != CPQ_POLLING_FAILED {
                let found = cpq_wait(
                    cpq_socket(connection), state == CPQ_POLLING_WRITING, PostgresConnection.sliceInMilliseconds)
                if isCancelled() { throw .cancelled }
                if found <= 0 {
                    left -= 1
                    if left <= 0 { throw .refused("no answer for \(PostgresConnection.connectSeconds) s") }
                    continue
                }
            }
            state = cpq_connect_poll(connection)
            if state == CPQ_POLLING_OK { return }
            if state == CPQ_POLLING_FAILED { break }
        }
        if cpq_needs_password(connection) { throw .passwordNeeded }
        let (database, words) = (text(cpq_database(connection)), words)
        // The library doesn't hand on SQLSTATE here.
        throw isAboutDatabase(words) ? .noDatabase(database, words) : .refused(words)
    }

    private func isAboutDatabase(_ words: String) -> Bool {
        ["database \"", "数据库 \"", "数据库\""].contains { words.contains($0) }
            && ["does not exist", "不存在"].contains { words.contains($0) }
    }

    private func checkServer() throws(PostgresError) {
        let version = Int(cpq_server_version(connection))
        if version < PostgresConnection.oldestVersion { throw .tooOld(version) }
        let encoding = cpq_parameter(connection, "server_encoding").map { String(cString: $0) } ?? "UTF8"
        if !["UTF8", "UTF-8", "UNICODE"].contains(encoding.uppercased()) { throw .encoding(encoding) }
    }

    /// Has the server see within a second that this program is gone, and end what it does for it; otherwise a statement of a
    /// program that was killed runs to its end. Servers that don't know this (PostgreSQL before 14), or can't, do without, and
    /// what an administrator set stays.
    private func haveClientWatched() throws(PostgresError) {
        let setting = "client_connection_check_interval"
        do throws(PostgresError) {
            try run("SELECT set_config('\(setting)', '1000', false) WHERE current_setting('\(setting)', true) = '0'")
        } catch {
            guard case .statement = error else { throw error }
        }
    }

    /// What went wrong last, in one line and without a password.
    private var words: String {
        let text = String(cString: cpq_error(connection))
        var lines = text.split(whereSeparator: \.isNewline).map { line in String(line.drop { $0 == " " || $0 == "\t" })
        }
        lines.removeAll(where: \.isEmpty)
        let line = lines.joined(separator: "; ")
        return secret.isEmpty ? line : line.replacing(secret, with: "***")
    }
}

// MARK: - Statements

extension PostgresConnection {
    /// One row as it comes from the server.
    package struct Row {
        fileprivate let result: OpaquePointer
        fileprivate let number: Int32

        /// The bytes of a column; nil for a missing value. They are there only while the row is looked at.
        package subscript(column: Int) -> UnsafeBufferPointer<UInt8>? {
            guard column < Int(cpq_column_count(result)), !cpq_is_null(result, number, Int32(column)),
                let value = cpq_value(result, number, Int32(column))
            else { return nil }
            let count = Int(cpq_length(result, number, Int32(column)))
            return value.withMemoryRebound(to: UInt8.self, capacity: count) {
                UnsafeBufferPointer(start: $0, count: count)
            }
        }

        /// The same as text.
        package func text(_ column: Int) -> String? { self[column].map { String(decoding: $0, as: UTF8.self) } }

        /// The same as a whole number.
        package func number(_ column: Int) -> Int64? { text(column).flatMap { Int64($0) } }

        package var columnCount: Int { Int(cpq_column_count(result)) }
    }

    /// Runs one statement; parameters are `$1`, `$2` … in it, nil for a missing value.
    ///
    /// - Parameter body: is given the rows one by one, as they come.
    package func run(
        _ text: String, _ parameters: [String?] = [], row body: (Row) -> Void = { _ in }
    ) throws(PostgresError) {
        try send(text, parameters)
        _ = cpq_row_by_row(connection)
        try results { (result) throws(PostgresError) in
            switch cpq_result_status(result) {
            case Int32(CPQ_SINGLE_TUPLE), Int32(CPQ_TUPLES_OK):
                for number in 0..<cpq_row_count(result) { body(Row(result: result, number: number)) }
            default: break
            }
        }
    }

    /// All rows of a statement, as text.
    package func rows(_ text: String, _ parameters: [String?] = []) throws(PostgresError) -> [[String?]] {
        var rows: [[String?]] = []
        try run(text, parameters) { row in rows.append((0..<row.columnCount).map { row.text($0) }) }
        return rows
    }

    /// Runs `COPY … TO STDOUT` and gives its lines without their ends.
    package func copyOut(_ text: String, line body: (UnsafeBufferPointer<UInt8>) -> Void) throws(PostgresError) {
        try send(text, [])
        try results { (result) throws(PostgresError) in
            guard cpq_result_status(result) == CPQ_COPY_OUT else { return }
            while true {
                var line: UnsafeMutablePointer<CChar>?
                let count = cpq_copied(self.connection, &line)
                if count == 0 {
                    try self.wait()
                    continue
                }
                guard count > 0, let line else { return }
                defer { cpq_free(line) }
                if self.isStopping { continue }
                line.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
                    body(UnsafeBufferPointer(start: bytes, count: Int(count) - 1))
                }
            }
        }
    }

    /// `COPY … FROM STDIN` under way. Nothing else may be asked of the connection until it is finished.
    package struct Copying {
        fileprivate let connection: PostgresConnection

        /// Sends some bytes, as far as the server takes them.
        package func send(_ bytes: [UInt8]) throws(PostgresError) {
            if connection.isCancelled() {
                try? connection.endCopying(because: "cancelled")
                throw .cancelled
            }
            try connection.put { connection in
                bytes.withUnsafeBytes {
                    cpq_copy(connection, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
                }
            }
            try connection.flush()
        }

        /// All was sent.
        ///
        /// - Throws: what the server has found wrong with it.
        package func finish() throws(PostgresError) { try connection.endCopying(because: nil) }
    }

    /// Begins `COPY … FROM STDIN`.
    package func copying(_ text: String) throws(PostgresError) -> Copying {
        try send(text, [])
        while cpq_is_busy(connection) { try wait() }
        guard let result = cpq_result(connection) else { throw .lost(words) }
        defer { cpq_clear(result) }
        if cpq_result_status(result) == CPQ_COPY_IN { return Copying(connection: self) }
        let failure = error(of: result)
        try? results { _ throws(PostgresError) in }
        throw failure
    }

    private func endCopying(because reason: String?) throws(PostgresError) {
        try put { cpq_copy_end($0, reason) }
        try flush()
        try results { _ throws(PostgresError) in }
    }

    private func put(_ body: (OpaquePointer) -> Int32) throws(PostgresError) {
        while true {
            switch body(connection) {
            case 1: return
            case 0: try wait(writing: true)
            default: throw .lost(words)
            }
        }
    }

    // MARK: Waiting

    private func send(_ text: String, _ parameters: [String?]) throws(PostgresError) {
        if isCancelled() { throw .cancelled }
        isStopping = false
        let isSent = withTexts(parameters) { cpq_send(connection, text, Int32(parameters.count), $0) }
        guard isSent else { throw .lost(words) }
        try flush()
    }

    private func flush() throws(PostgresError) {
        while true {
            switch cpq_flush(connection) {
            case 0: return
            case 1: try wait(writing: true)
            default: throw .lost(words)
            }
        }
    }

    /// Takes every result of what was sent, so that the connection is free again, and throws what the first failed one says.
    private func results(_ body: (OpaquePointer) throws(PostgresError) -> Void) throws(PostgresError) {
        var failure: PostgresError?
        while true {
            while cpq_is_busy(connection) { try wait() }
            guard let result = cpq_result(connection) else { break }
            defer { cpq_clear(result) }
            if cpq_result_status(result) == CPQ_FATAL_ERROR {
                failure = failure ?? error(of: result)
            } else if failure == nil {
                try body(result)
            }
            if cpq_status(connection) == CPQ_CONNECTION_BAD { break }
        }
        if isStopping { throw .cancelled }
        if let failure { throw failure }
        if cpq_status(connection) == CPQ_CONNECTION_BAD { throw .lost(words) }
    }

    private func error(of result: OpaquePointer) -> PostgresError {
        let message = cpq_result_message(result).map { String(cString: $0) }
        guard let code = cpq_result_code(result) else { return .lost(message ?? words) }
        return .of(code: String(cString: code), message ?? words)
    }

    /// Waits for the server; on Ctrl-C asks it to stop, and waits for it to say that it did.
    private func wait(writing: Bool = false) throws(PostgresError) {
        let slice = PostgresConnection.sliceInMilliseconds
        var left = PostgresConnection.patienceInMilliseconds
        while true {
            if !isStopping, isCancelled() {
                isStopping = true
                guard cpq_cancel(connection) else { throw .cancelled }
            }
            let found = cpq_wait(cpq_socket(connection), writing, slice)
            if found > 0 {
                if !cpq_consume(connection) { throw isStopping ? .cancelled : .lost(words) }
                return
            }
            if isStopping {
                left -= slice
                if left <= 0 { throw .cancelled }
            }
        }
    }

    /// Whether nothing is under way, so that a transaction may begin.
    package var isIdle: Bool { isOpen && cpq_transaction_status(connection) == CPQ_TRANSACTION_IDLE }
}

/// Lends texts to C as an array of pointers.
private func withTexts<Result>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
    let copies = texts.map { $0.map { strdup($0) } ?? nil }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { $0.map { UnsafePointer($0) } }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
}
