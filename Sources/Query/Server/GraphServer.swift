import Glibc
import Graph
import Plan
import Postgres
import SQL
import Text

/// What a server answered of a query.
enum ServerRows: Sendable {
    /// Its rows, as far as the server could work them out.
    case rows([Int64])
    /// How many there are.
    case count(Int)
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
    private var connection: PostgresConnection
    private var mapping = Mapping(Schema())
    /// The random mark of the loading that the tables are from.
    private var generation: String?
    /// Whether the graph is small enough to be fetched whole.
    private(set) var isSmall = false
    private(set) var copy = PartialCopy(Mapping(Schema()), stamp: nil)
    /// By node of the graph that was fetched.
    private(set) var ordinals: [Int64] = []
    /// Whether the server can tell that nothing has changed; nil if it was not asked yet.
    private var canStamp: Bool?
    private var wasReconnected = false
    private var wasReplaced = false
    /// What the server answered of the query that is about to run here.
    var asked: ServerRows?
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

// MARK: - Fetching

extension GraphServer {
    /// Reads what the tables say of themselves, and forgets what was fetched of them.
    ///
    /// - Parameter most: a graph of no more nodes and relations than this is small.
    mutating func open(atMost most: Int) throws(ServerError) {
        let name = address.graph
        let (facts, count) = try reading { connection throws(ServerError) in
            let facts = try ServerFacts(over: connection, of: name)
            return (facts, try Self.count(facts.mapping, atMost: most, over: connection))
        }
        if canStamp == nil { canStamp = try hasStamps() }
        if copy.stamp != nil || !ordinals.isEmpty, facts.generation != generation { wasReplaced = true }
        (mapping, generation) = (facts.mapping, facts.generation)
        isSmall = count <= most
        copy = PartialCopy(mapping, stamp: nil)
    }

    /// How many nodes and relations there are; no more of them are counted than asked for.
    private static func count(
        _ mapping: Mapping, atMost most: Int, over connection: PostgresConnection
    ) throws(ServerError) -> Int {
        let names = mapping.tables.filter(\.holdsGraph).map { quotedName($0.name) }
        if most <= 0 || names.isEmpty { return names.isEmpty ? 0 : 1 }
        let parts = names.map {
            "SELECT count(*) AS c FROM (SELECT 1 FROM \($0) LIMIT \(most.addingReportingOverflow(1).partialValue)) AS s"
        }
        let text = try connection.value("SELECT sum(c) FROM (\(parts.joined(separator: " UNION ALL "))) AS a")
        return text.flatMap { Int($0) } ?? 0
    }

    /// Fetches what isn't there yet, and gives the graph of all that is.
    mutating func fetch(_ needs: GraphNeeds) throws(ServerError) -> Graph {
        let (old, mapping, canStamp) = (copy, mapping, canStamp == true)
        let copy = try reading { connection throws(ServerError) in
            let stamp = canStamp ? try connection.value(Self.stampText) : nil
            // All rows must be of one state.
            let isCurrent = stamp != nil && stamp == old.stamp
            var copy = isCurrent ? old : PartialCopy(mapping, stamp: stamp)
            if !isCurrent { try copy.fetch(kinds: old.kinds, relations: old.relations, over: connection) }
            try copy.fetch(kinds: needs.kinds, relations: needs.relations, over: connection)
            if stamp != nil { copy.fingerprint = try Self.fingerprint(of: copy.tables, over: connection) }
            return copy
        }
        let isCancelled = isCancelled
        let (graph, ordinals) = try copy.graph(isCancelled: isCancelled)
        (self.copy, self.ordinals) = (copy, ordinals)
        return graph
    }

    private static let stampText = "SELECT pg_current_snapshot()::text"

    /// Asks the server for the rows of a query as far as it can give them, and fetches what the rest of the query looks at.
    ///
    /// - Parameter kept: nodes that are to be at hand as well.
    /// - Returns: nil if nothing of the query can be asked there.
    mutating func fetchRows(of query: BoundQuery, keeping kept: Set<Int64>) throws(ServerError) -> Graph? {
        let (mapping, old, ordinals) = (mapping, copy, ordinals)
        let compiled = compiler.compile(query)
        var known: [Int64]?
        if compiled.statement == nil, case .nodes(let nodes) = query.source { known = nodes.map { ordinals[Int($0)] } }
        guard compiled.statement != nil || known != nil else { return nil }
        let (rows, copy) = try reading { connection throws(ServerError) in
            // A count needs no node.
            if let statement = compiled.statement, compiled.gives == .count {
                let count = try connection.value(statement.text, statement.parameters.map(\.text)).flatMap { Int($0) }
                return (ServerRows.count(count ?? 0), nil as PartialCopy?)
            }
            var rows = known ?? []
            if let statement = compiled.statement {
                try old.ask(statement.text, statement.parameters.map(\.text), over: connection) { row in
                    if let number = row.number(0) { rows.append(number) }
                }
            }
            var surroundings = Surroundings(mapping, beside: old, over: connection)
            try surroundings.fetchNodes(kept)
            try surroundings.fetch(compiled.statement == nil ? query : compiled.rest ?? query, from: rows)
            return (known == nil ? .rows(rows) : .known, surroundings.copy)
        }
        asked = rows
        guard let copy else { return nil }
        return try graph(of: copy)
    }

    /// Fetches everything about some nodes.
    mutating func fetchEverything(about nodes: Set<Int64>, keeping kept: Set<Int64>) throws(ServerError) -> Graph {
        let (mapping, old) = (mapping, copy)
        let copy = try reading { connection throws(ServerError) in
            var surroundings = Surroundings(mapping, beside: old, over: connection)
            try surroundings.fetchNodes(kept)
            try surroundings.fetchEverything(about: nodes)
            return surroundings.copy
        }
        return try graph(of: copy)
    }

    /// The nodes of a kind that go by a text, or else contain it; of any kind only those that go by it.
    func nodes(_ named: [(kind: KindID?, name: String)]) throws(ServerError) -> Set<Int64> {
        var found: Set<Int64> = []
        for (kind, name) in named {
            let kinds = kind.map { Surroundings.condition(on: "n", schema.subtree(of: $0), mapping) } ?? "true"
            let folded = String(decoding: foldedBytes(name), as: UTF8.self)
            let pattern = "%" + folded.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
            for (condition, text) in [("fold = $1", folded), ("fold LIKE $1", pattern)] {
                let before = found.count
                try copy.ask(
                    "SELECT DISTINCT n FROM zk_name WHERE (\(kinds)) AND \(condition) ORDER BY n LIMIT 100", [text],
                    over: connection
                ) { row in
                    if let number = row.number(0) { found.insert(number) }
                }
                if found.count > before || kind == nil { break }
            }
        }
        return found
    }

    /// The node of a kind itself that has an id.
    func nodes(of kind: KindID, id: String) throws(ServerError) -> Set<Int64> {
        var found: Set<Int64> = []
        let condition = Surroundings.condition(on: "n", [kind], mapping)
        try copy.ask(
            "SELECT n FROM zk_name WHERE role = 0 AND text = $1 AND (\(condition))", [id], over: connection
        ) { row in
            if let number = row.number(0) { found.insert(number) }
        }
        return found
    }

    /// Fetches some nodes, to be at hand by their names.
    mutating func fetchNodes(_ wanted: Set<Int64>) throws(ServerError) -> Graph {
        let (mapping, old) = (mapping, copy)
        let copy = try reading { connection throws(ServerError) in
            var surroundings = Surroundings(mapping, beside: old, over: connection)
            try surroundings.fetchNodes(wanted)
            return surroundings.copy
        }
        return try graph(of: copy)
    }

    private mutating func graph(of copy: PartialCopy) throws(ServerError) -> Graph {
        let isCancelled = isCancelled
        let (graph, ordinals) = try copy.graph(isCancelled: isCancelled)
        self.ordinals = ordinals
        return graph
    }

    /// Compiles queries that are bound to the graph that was fetched last.
    var compiler: SQLCompiler {
        let ordinals = ordinals
        return SQLCompiler(mapping) { node in ordinals.indices.contains(Int(node)) ? ordinals[Int(node)] : nil }
    }

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
    private mutating func hasStamps() throws(ServerError) -> Bool {
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
    private static func fingerprint(
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

    /// The node of each ordinal.
    static func numbers(_ ordinals: [Int64]) -> [Int64: NodeID] {
        Dictionary(ordinals.enumerated().map { ($0.element, NodeID($0.offset)) }) { first, _ in first }
    }

    /// Where the nodes of one graph are in another.
    static func renumbering(_ old: [Int64], _ new: [Int64]) -> (NodeID) -> NodeID? {
        let numbers = numbers(new)
        return { node in old.indices.contains(Int(node)) ? numbers[old[Int(node)]] : nil }
    }
}

extension Table {
    fileprivate var holdsGraph: Bool {
        switch content {
        case .nodes, .edges: true
        case .facts, .names, .nodeSources, .edgeSources, .nodeValues, .edgeValues: false
        }
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
