import Diagnostics
import Execution
import Graph
import Postgres
import SQL
import Syntax
import Text

extension Session {
    /// `save "postgres://…"`: puts the graph on a server, all of it or nothing.
    mutating func save(toServer address: String, at range: Range<Int>) throws(StatementError) {
        do throws(ServerError) { try put(onServer: address) } catch {
            throw .server(error, address: address, at: range)
        }
        if workspace == nil { hasUnsavedChanges = false }
    }

    /// Puts the graph on a server; one that is there stays unless it may be replaced.
    func put(onServer address: String) throws(ServerError) {
        let loading = try ServerLoading(graph, to: try PostgresAddress.parsed(address), isCancelled: isCancelled)
        try loading.run(schema: graph.schemaScript(), isReplacing: mayReplace)
    }

    /// `.backup` from or to a server.
    mutating func backUpWithServer(to path: String) throws(Failure) {
        let everything = Statement(.dump(nil), at: 0..<0)
        try bringUpToDate(for: everything, SourceText(name: "", text: ""))
        if Session.isServer(path) {
            do throws(ServerError) { try put(onServer: path) } catch {
                throw error.failure(maskingCredentials(path), in: .nowhere, isOpening: true)
            }
        } else {
            do throws(SnapshotError) { try graph.save(to: path) } catch {
                throw Failure(error.diagnostic(path: path), in: .nowhere, .file)
            }
        }
    }
}

extension Note {
    /// Whether it was found without looking at the graph, of which not all may be at hand.
    var isOfQueryAlone: Bool { if case .neverThere = self { false } else { true } }
}
