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
            if isPartial { try fetchParts(for: statement, source) }
        } catch {
            // The server was told the limit, and may see before this program that it is over.
            if case .connection(.stoppedThere) = error, let limit = limits.milliseconds, let watch, watch.spent >= limit
            {
                throw failure(.limitMet(.time, limit, at: statement.range), in: source)
            }
            throw error.failure(serverName ?? "", at: statement.range, in: source, isOpening: false)
        }
    }

    /// Of a large graph only what the statement looks at.
    private mutating func fetchParts(for statement: Statement, _ source: SourceText) throws(ServerError) {
        server?.asked = nil
        server?.askedRows = nil
        if mentionsLastResult(statement, source) { try fetchLastResult() }
        let named = try server?.nodes(possiblyNamed(statement, source)) ?? []
        let kept = named.union(ordinalsOfResults)
        if !kept.isSubset(of: server?.ordinals ?? []) {
            try show { server throws(ServerError) in try server.fetchNodes(kept) }
        }
        switch statement.kind {
        // What is at hand tells nothing of how the server does it.
        case .explain, .explainSQL: return
        default: break
        }
        if case .why = statement.kind {
            return try show { server throws(ServerError) in try server.fetchEverything(about: named, keeping: kept) }
        }
        if let query = askedQuery(statement), let bound = try? bind(query, source).query {
            // What has a name stands for its rows.
            var keepsRows = false
            if case .letBinding = statement.kind { keepsRows = true }
            try show { server throws(ServerError) in
                try server.ask(bound, keeping: kept, keepingRows: keepsRows)
            }
            if let server, server.asked != nil {
                isFinishedHere = server.leftSomething
                return
            }
        }
        isFinishedHere = true
        try fetch(needs(of: statement, source))
    }

    /// Has everything about a node of an earlier answer at hand, and gives its number now; nil if it is gone.
    package mutating func fetchEverything(about node: NodeID, of earlier: Graph) throws(Failure) -> NodeID? {
        guard server != nil else { return node }
        let (id, kind) = (earlier.id(of: node), earlier.kind(of: node))
        server?.isCancelled = isCancelled
        do throws(ServerError) {
            if isPartial {
                let found = try server?.nodes(of: kind, id: id) ?? []
                let kept = ordinalsOfResults
                try show { server throws(ServerError) in try server.fetchEverything(about: found, keeping: kept) }
            }
        } catch {
            throw error.failure(serverName ?? "", in: .nowhere, isOpening: false)
        }
        return graph.nodes(named: id, in: kind, by: .id).first
    }

    /// Has nodes at hand whose names begin so, as many as a person may want to choose from. Where that can't be had in time,
    /// nothing changes.
    package mutating func fetchNames(startingWith text: String, isCancelled: @escaping @Sendable () -> Bool) {
        guard isPartial, server?.isIdle == true else { return }
        let before = server?.isCancelled
        server?.isCancelled = isCancelled
        defer { if let before { server?.isCancelled = before } }
        let kept = ordinalsOfResults
        try? show { server throws(ServerError) in
            let found = try server.nodes(startingWith: text, atMost: Session.mostNamesFetched)
            return found.isSubset(of: server.ordinals) ? nil : try server.fetchNodes(found.union(kept))
        }
    }

    private static let mostNamesFetched = 200

    /// The nodes that results with a name are of.
    var ordinalsOfResults: Set<Int64> {
        guard let ordinals = server?.ordinals else { return [] }
        let results = environment.results.values + (environment.lastResult.map { [$0] } ?? [])
        return Set(
            results.flatMap { $0.nodes.compactMap { ordinals.indices.contains(Int($0)) ? ordinals[Int($0)] : nil } })
    }

    /// Takes what was fetched, if anything was.
    mutating func show(
        _ fetch: (inout GraphServer) throws(ServerError) -> Graph?
    ) throws(ServerError) {
        guard var server else { return }
        let before = server.ordinals
        let fetched = try fetch(&server)
        self.server = server
        if let fetched { show(fetched, renumbering: GraphServer.renumbering(before, server.ordinals)) }
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
        if isFinishedHere { notes.append(.finishedHere(nodes: graph.allNodes().count)) }
        isFinishedHere = false
        return notes
    }

    /// Whether the graph at hand may lack what is on the server.
    package var isPartial: Bool { server.map { !$0.isSmall } ?? false }

    private mutating func forgetWhatChanged() throws(ServerError) {
        if try server?.isCurrent() == false { try open() }
    }

    private mutating func open() throws(ServerError) {
        try server?.open(atMost: limits[.fetched])
        if server?.wasReplaced == true { server?.rowsOfLastResult = nil }
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
        guard let server, !server.copy.has(needs) else { return }
        try show { server throws(ServerError) in try server.fetch(needs) }
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
        case .query, .path, .explain, .explainSQL, .profile, .letBinding, .why, .dump, .save, .export: true
        case .define, .begin, .commit, .rollback, .kind, .relation, .add, .link, .set, .setLink, .remove, .removeLink,
            .merge, .unmerge, .importing, .ingest, .load:
            false
        }
    }
}
