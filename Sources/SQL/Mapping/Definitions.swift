/// The tables as statements of SQL, in what PostgreSQL 12, openGauss, CockroachDB, YugabyteDB, Citus and DuckDB share.
extension Table {
    /// `CREATE TABLE`; texts are ordered by code point, as zhiku orders them.
    package func definition() -> String {
        let lines = columns.map { column in
            "    \(quotedName(column.name)) \(column.type.rawValue)"
                + (column.type == .text ? " COLLATE \"C\"" : "") + (column.isRequired ? " NOT NULL" : "")
        }
        let key = primaryKey.map(quotedName).joined(separator: ", ")
        return "CREATE TABLE \(quotedName(name)) (\n\(lines.joined(separator: ",\n")),\n    PRIMARY KEY (\(key))\n);"
    }

    package var removal: String { "DROP TABLE IF EXISTS \(quotedName(name));" }

    /// `CREATE INDEX` for each, to be run when the rows are there.
    package func indexDefinitions() -> [String] {
        indexes.enumerated().map { number, columns in
            "CREATE INDEX \(quotedName(indexName(number))) ON \(quotedName(name))"
                + " (\(columns.map(quotedName).joined(separator: ", ")));"
        }
    }

    /// Indexes of trigrams, for an engine with the extension `pg_trgm`; without them `~` looks at every row.
    package func trigramDefinitions() -> [String] {
        searchedColumns.enumerated().map { number, column in
            "CREATE INDEX \(quotedName(indexName(indexes.count + number))) ON \(quotedName(name))"
                + " USING gin (\(quotedName(column)) gin_trgm_ops);"
        }
    }

    /// What tells Citus where rows go. Edges stand with the node that they lead from.
    package func distributionDefinition() -> String {
        let table = quotedLiteral(quotedName(name))
        guard let distribution else { return "SELECT create_reference_table(\(table));" }
        return "SELECT create_distributed_table(\(table), '\(distribution)');"
    }

    /// Names of indexes are unique in a database, as those of tables are.
    private func indexName(_ number: Int) -> String { "\(name)_x\(number)" }
}
