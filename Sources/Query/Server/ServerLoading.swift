import Graph
import Postgres
import SQL
import Text

/// Puts a graph into the tables of a server: all of it or nothing, in one transaction.
struct ServerLoading {
    private let address: PostgresAddress
    private let connection: PostgresConnection
    private let mapping: Mapping
    private let graph: Graph

    /// Connects; a database that isn't there yet is made.
    init(
        _ graph: Graph, to address: PostgresAddress, isCancelled: @escaping @Sendable () -> Bool
    ) throws(ServerError) {
        self.address = address
        self.graph = graph
        mapping = Mapping(graph.schema)
        connection = try ServerLoading.connected(address, isCancelled)
    }

    private static func connected(
        _ address: PostgresAddress, _ isCancelled: @escaping @Sendable () -> Bool
    ) throws(ServerError) -> PostgresConnection {
        do throws(PostgresError) {
            return try PostgresConnection(address, isCancelled: isCancelled)
        } catch {
            guard case .noDatabase(let name, _) = error else { throw .connection(error) }
            do throws(PostgresError) {
                let server = try PostgresConnection(address, database: "postgres", isCancelled: isCancelled)
                try ServerLoading.makeDatabase(name, on: server)
            } catch let second {
                // Who may not make one is told that there is none.
                throw .connection(second == .cancelled ? second : error)
            }
        }
        do throws(PostgresError) { return try PostgresConnection(address, isCancelled: isCancelled) } catch {
            throw .connection(error)
        }
    }

    /// Trigrams of Chinese are found only where characters are classified as UTF-8; servers that have no such locale make one
    /// without.
    private static func makeDatabase(_ name: String, on server: PostgresConnection) throws(PostgresError) {
        let command = "CREATE DATABASE \(quotedName(name)) ENCODING 'UTF8' TEMPLATE template0"
        do throws(PostgresError) {
            try server.run(command + " LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        } catch {
            guard case .statement = error else { throw error }
            try server.run(command)
        }
    }

    /// - Parameters:
    ///   - schema: the declarations of the graph's schema as a script.
    ///   - isReplacing: whether a graph that is there may be taken away.
    func run(schema: String, isReplacing: Bool) throws(ServerError) {
        try run("BEGIN")
        do throws(ServerError) {
            try run("CREATE SCHEMA IF NOT EXISTS \(quotedName(address.graph))")
            try run("SET LOCAL search_path TO \(quotedName(address.graph)), public")
            try makeRoom(isReplacing: isReplacing)
            for table in mapping.tables { try run(table.definition()) }
            for table in mapping.tables { try fill(table, schema) }
            for table in mapping.tables { for index in table.indexDefinitions() { try run(index) } }
            try addTrigrams()
            for table in mapping.tables { try run("ANALYZE \(quotedName(table.name))") }
            try run("COMMIT")
        } catch {
            connection.isCancelled = { false }
            if connection.isOpen { try? connection.run("ROLLBACK") }
            throw error
        }
    }

    private func run(_ text: String) throws(ServerError) {
        do throws(PostgresError) { try connection.run(text) } catch { throw .connection(error) }
    }

    /// Takes the tables of an earlier graph away.
    private func makeRoom(isReplacing: Bool) throws(ServerError) {
        let name = "'\(address.graph).zk_fact'"
        guard try connection.value("SELECT to_regclass(\(name))") != nil else { return }
        guard isReplacing else { throw .graphIsThere(address.graph) }
        var tables = mapping.tables
        // Tables of another version are those that have the same names.
        if let earlier = try? ServerFacts(over: connection, of: address.graph) { tables += earlier.mapping.tables }
        for table in tables { try run(table.removal) }
    }

    private func fill(_ table: Table, _ schema: String) throws(ServerError) {
        let columns = table.columns.map { quotedName($0.name) }.joined(separator: ", ")
        let command = "COPY \(quotedName(table.name)) (\(columns)) FROM STDIN"
        if table.content == .facts { return try copy(command, facts(schema)) }
        let loading = try copying(command)
        do throws(TableRows.Failure<PostgresError>) {
            try TableRows(mapping, graph).write(table) { piece throws(PostgresError) in try loading.send(piece) }
        } catch {
            switch error {
            case .zeroCharacter(let node): throw .zeroCharacter(node.id)
            case .other(let error): throw .connection(error)
            }
        }
        do throws(PostgresError) { try loading.finish() } catch { throw .connection(error) }
    }

    private func facts(_ schema: String) throws(ServerError) -> [UInt8] {
        var text = CopyText()
        var generation = SystemRandomNumberGenerator()
        let rows = [
            (ServerFacts.format, "\(Mapping.version)"), (ServerFacts.schema, schema),
            (ServerFacts.generation, String(generation.next(), radix: 16)),
        ]
        do {
            for (name, value) in rows {
                try text.add(name)
                try text.add(value)
                text.endRow()
            }
        } catch {
            throw .zeroCharacter(ServerFacts.schema)
        }
        return text.takeBytes()
    }

    private func copying(_ command: String) throws(ServerError) -> PostgresConnection.Copying {
        do throws(PostgresError) { return try connection.copying(command) } catch { throw .connection(error) }
    }

    private func copy(_ command: String, _ bytes: [UInt8]) throws(ServerError) {
        do throws(PostgresError) {
            let loading = try connection.copying(command)
            try loading.send(bytes)
            try loading.finish()
        } catch {
            throw .connection(error)
        }
    }

    /// Indexes for `~` where the server has `pg_trgm`; without them it is slower and no less right.
    private func addTrigrams() throws(ServerError) {
        try run("SAVEPOINT before_trigrams")
        do throws(ServerError) {
            try run("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public")
            for table in mapping.tables { for index in table.trigramDefinitions() { try run(index) } }
        } catch {
            guard case .connection(.statement) = error else { throw error }
            try run("ROLLBACK TO SAVEPOINT before_trigrams")
        }
    }
}
