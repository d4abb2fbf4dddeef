import Postgres
import SQL

/// Whether what was fetched is what the server has.
extension GraphServer {
    /// Whether what was fetched is what the server has now.
    mutating func isCurrent() throws(ServerError) -> Bool {
        guard canStamp == true else { return false }
        let tables = copy.tables
        do throws(ServerError) {
            let old = copy
            let now = try reading { connection throws(ServerError) in
                let stamp = try connection.value(Self.stampText)
                if stamp == old.stamp || old.fingerprint == nil { return (stamp, nil as String?) }
                return (stamp, try Self.fingerprint(of: tables, over: connection))
            }
            if now.0 == copy.stamp { return true }
            guard let fingerprint = now.1, fingerprint == copy.fingerprint else { return false }
            copy.stamp = now.0
            return true
        } catch {
            // A table that is gone shows when it is read.
            guard error.isAboutTables else { throw error }
            return false
        }
    }

    /// Whether this server has what `isCurrent` asks: CockroachDB, for one, has not.
    mutating func hasStamps() throws(ServerError) -> Bool {
        do throws(ServerError) {
            try reading { connection throws(ServerError) in
                _ = try connection.value(Self.stampText)
                _ = try Self.fingerprint(of: ["zk_fact"], over: connection)
            }
            return true
        } catch {
            guard case .connection(.statement) = error else { throw error }
            return false
        }
    }

    /// What moves on when a row of a table is changed, or a column of one; vacuuming leaves it as it is.
    static func fingerprint(
        of tables: Set<String>, over connection: PostgresConnection
    ) throws(ServerError) -> String {
        let sum = "count(*) || ':' || coalesce(sum(hashtext(r.xmin::text || r.ctid::text)), 0)"
        let rows = tables.sorted().map { "SELECT \(sum) FROM \(quotedName($0)) r" }
        let columns = """
            SELECT \(sum) FROM pg_attribute r WHERE attrelid IN \
            (SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace)
            """
        do throws(PostgresError) {
            let found = try connection.rows((rows + [columns]).joined(separator: " UNION ALL "))
            return found.map { $0.first.flatMap { $0 } ?? "" }.joined(separator: " ")
        } catch {
            throw .connection(error)
        }
    }
}
