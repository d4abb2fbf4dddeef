import Diagnostics
import Execution
import Graph
import Plan
import Postgres
import SQL
import Syntax
import Text

/// A session on a graph that is kept on a server: what a statement needs is fetched before it is carried out.
extension Session {
    /// Whether a path is the address of a server.
    package static func isServer(_ path: String) -> Bool { PostgresAddress.isOne(path) }

    /// The address of the server, without a password; nil if the graph is not on one.
    package var serverName: String? { server?.address.shown }

    /// Opens the graph at an address.
    package static func opening(
        server address: String, limits: Limits = Limits(), isCancelled: @escaping @Sendable () -> Bool
    ) throws(Failure) -> Session {
        do throws(ServerError) {
            var server = try GraphServer(try PostgresAddress.parsed(address), isCancelled: isCancelled)
            try server.limitTime(to: limits.milliseconds)
            try server.open(atMost: limits[.fetched])
            var session = Session(Graph(schema: server.schema))
            session.isCancelled = isCancelled
            session.limits = limits
            session.server = server
            try session.fetchWhatIsSmall()
            return session
        } catch {
            throw error.failure(maskingCredentials(address), in: .nowhere, isOpening: true)
        }
    }

    /// Has at hand what a statement needs, as it is on the server now.
    mutating func bringUpToDate(for statement: Statement, _ source: SourceText) throws(Failure) {
        guard server != nil, statement.kind.asksGraph else { return }
        server?.isCancelled = isCancelled
        do throws(ServerError) {
            try forgetWhatChanged()
            try server?.limitTime(to: limits.milliseconds)
            try fetchWhatIsSmall()
            try fetch(kindsOfNamedNodes(statement, source))
            try fetch(needs(of: statement, source))
        } catch {
            throw error.failure(serverName ?? "", at: statement.range, in: source, isOpening: false)
        }
    }

    /// `.reload`: everything is read anew.
    mutating func reloadFromServer() throws(Failure) {
        server?.isCancelled = isCancelled
        do throws(ServerError) {
            try open()
            try fetchWhatIsSmall()
        } catch {
            throw error.failure(serverName ?? "", in: .nowhere, isOpening: true)
        }
    }

    /// What is worth saying of the server beside the next answer.
    mutating func takeServerNotes() -> [Note] {
        var notes: [Note] = []
        if server?.takeReconnection() == true { notes.append(.reconnected) }
        if server?.takeReplacement() == true { notes.append(.replacedOnServer) }
        return notes
    }

    /// Whether the graph at hand may lack what is on the server.
    var isPartial: Bool { server.map { !$0.isSmall } ?? false }

    private mutating func forgetWhatChanged() throws(ServerError) {
        if try server?.isCurrent() == false { try open() }
    }

    private mutating func open() throws(ServerError) {
        try server?.open(atMost: limits[.fetched])
        guard let server, server.schema != graph.schema else { return }
        // Names of another schema may mean something else.
        (environment.results, environment.lastResult) = ([:], nil)
        graph = Graph(schema: server.schema)
    }

    private mutating func fetchWhatIsSmall() throws(ServerError) {
        if server?.isSmall == true { try fetch(GraphNeeds(everythingOf: graph.schema)) }
    }

    /// Fetches what isn't there yet.
    private mutating func fetch(_ needs: GraphNeeds) throws(ServerError) {
        guard var server, !server.copy.has(needs) else { return }
        let before = server.ordinals
        let fetched = try server.fetch(needs)
        self.server = server
        show(fetched, renumbering: GraphServer.renumbering(before, server.ordinals))
    }

    /// Takes the same graph with more, or other, nodes in it.
    private mutating func show(_ fresh: Graph, renumbering moved: (NodeID) -> NodeID?) {
        func renumber(_ result: Environment.NamedResult) -> Environment.NamedResult {
            Environment.NamedResult(nodes: result.nodes.compactMap(moved), kinds: result.kinds)
        }
        environment.results = environment.results.mapValues(renumber)
        environment.lastResult = environment.lastResult.map(renumber)
        graph = fresh
    }
}

extension Limits {
    /// How long a statement may take; nil if that isn't limited.
    fileprivate var milliseconds: Int? { self[.time] == Limits.none ? nil : self[.time] }
}

extension PostgresAddress {
    static func parsed(_ text: String) throws(ServerError) -> PostgresAddress {
        do throws(PostgresError) { return try PostgresAddress(text) } catch { throw .connection(error) }
    }
}

extension Statement.Kind {
    /// Whether it looks at nodes or edges.
    fileprivate var asksGraph: Bool {
        switch self {
        case .query, .path, .explain, .profile, .letBinding, .why, .dump, .save: true
        case .define, .begin, .commit, .rollback, .kind, .relation, .add, .link, .set, .setLink, .remove, .removeLink,
            .merge, .importing, .ingest, .load:
            false
        }
    }
}
