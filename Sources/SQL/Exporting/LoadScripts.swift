/// The scripts beside the rows: for `psql`, run within the folder.
struct LoadScripts {
    let mapping: Mapping
    /// By table, the file of its rows.
    let file: (Table) -> String

    /// The graph's tables stand in a schema of their own.
    private static let head = """
        \\set ON_ERROR_STOP on
        \\if :{?graph} \\else \\set graph zhiku \\endif
        SET client_encoding = 'UTF8';
        SET client_min_messages = warning;
        CREATE SCHEMA IF NOT EXISTS :"graph";
        SET search_path TO :"graph", public;
        """

    /// Everything anew: tables, rows, indexes.
    func load() -> String {
        """
        -- psql -f load.sql  within this folder; the database must be UTF-8.
        -- zhiku -g postgres://…/database opens it; psql -v graph=NAME and …/database?graph=NAME keep several in one.
        \(LoadScripts.head)
        BEGIN;
        \\i schema.sql
        \(copies(mapping.tables))
        COMMIT;
        \\set ON_ERROR_STOP off
        -- An index of texts that are too long for it is left out, which costs only time.
        \\i indexes.sql
        SELECT count(*) > 0 AS has_trigrams FROM pg_available_extensions WHERE name = 'pg_trgm' \\gset
        \\if :has_trigrams
        \\i trigrams.sql
        \\endif
        ANALYZE;

        """
    }

    /// Only the tables whose rows the last export wrote.
    func refresh(_ changed: [Table]) -> String {
        let emptied = changed.map { "DELETE FROM \(quotedName($0.name));" }
        return """
            -- psql -f refresh.sql  brings tables that load.sql made up to date with the last export
            \(LoadScripts.head)
            BEGIN;
            \(emptied.joined(separator: "\n"))
            \(copies(changed))
            COMMIT;
            ANALYZE;

            """
    }

    func schema() -> String {
        mapping.tables.map { "\($0.removal)\n\($0.definition())\n" }.joined(separator: "\n")
    }

    func indexes() -> String { lines(mapping.tables.flatMap { $0.indexDefinitions() }) }

    func trigrams() -> String {
        "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;\n"
            + lines(mapping.tables.flatMap { $0.trigramDefinitions() })
    }

    /// To be run between schema.sql and the rows.
    func distribution() -> String {
        "-- For Citus: \\i it behind schema.sql, before the rows.\n"
            + lines(mapping.tables.map { $0.distributionDefinition() })
    }

    private func lines(_ statements: [String]) -> String { statements.map { $0 + "\n" }.joined() }

    private func copies(_ tables: [Table]) -> String {
        tables.map { table in
            let columns = table.columns.map { quotedName($0.name) }.joined(separator: ", ")
            return "\\copy \(quotedName(table.name)) (\(columns)) FROM \(quotedLiteral(file(table)))"
        }.joined(separator: "\n")
    }
}
