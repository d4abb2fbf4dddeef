import Diagnostics
import Graph
import Syntax
import Text

/// What `zhiku recover` did.
package struct WorkspaceRecovery: Sendable {
    package var kept = 0
    package var dropped = 0
    /// Where the statements of what was dropped stand; nil if there was nothing.
    package var script: String?
    /// Files that were set aside, with the name that they have now.
    package var damaged: [String] = []
    package var nodes = 0
    /// Whether the folder was changed.
    package var isRewritten = false

    /// Saves what can be read of a damaged workspace: the newest sound snapshot and the changes up to the first damage. The
    /// folder is then a sound workspace; what was dropped is written beside as a script, and damaged files stay under another
    /// name. A sound workspace is left alone.
    package init(
        _ folder: String, layer: FileLayer = .system, isCancelled: @escaping @Sendable () -> Bool
    ) throws(Failure) {
        if !Workspace.isOne(folder) { throw WorkspaceError.noWorkspace.failure(folder: folder) }
        if let sound = try? Workspace(folder, for: .writing, fresh: Session.emptyGraph),
            let graph = try? Session(sound.base).replayed(sound)
        {
            kept = sound.records.standing?.count ?? 0
            nodes = graph.allNodes().count
            return
        }
        do throws(WorkspaceError) {
            let salvage = try Salvage(folder, fresh: Session.emptyGraph)
            let (graph, count) = WorkspaceRecovery.replayed(salvage, isCancelled)
            if isCancelled() { throw .cancelled }
            let rest = salvage.records.dropFirst(count) + salvage.dropped
            kept = count
            dropped = rest.count
            damaged = salvage.damaged.map { $0 + ".damaged" }
            nodes = graph.allNodes().count
            isRewritten = true
            let text = rest.isEmpty ? nil : WorkspaceRecovery.script(of: Array(rest))
            script = try salvage.finish(graph, script: text, layer: layer)
        } catch {
            throw error.failure(folder: folder)
        }
    }

    /// The graph after as many records as can be carried out, and how many these are.
    private static func replayed(
        _ salvage: Salvage, _ isCancelled: @escaping @Sendable () -> Bool
    ) -> (graph: Graph, count: Int) {
        var count = salvage.records.count
        while count > 0 {
            let prefix = Array(salvage.records.prefix(count))
            guard let places = prefix.standing else {
                count -= 1
                continue
            }
            var session = Session(salvage.base)
            session.isCancelled = isCancelled
            var failed: Int?
            for place in places where failed == nil {
                do throws(Failure) { try session.replay(prefix[place]) } catch { failed = place }
            }
            guard let place = failed else { return (session.graph, count) }
            if isCancelled() { break }
            count = place
        }
        return (salvage.base, 0)
    }

    private static func script(of records: [JournalRecord]) -> String {
        let head = """
            # 未能恢复到图中的修改，请逐条核对后载入。
            # Changes that were not recovered into the graph; look them over before loading them.
            """
        let parts = records.map { record in
            let what: String
            switch record.action {
            case .undo(let count): what = "# undo \(count)"
            case .change(_, let text): what = text
            case .inSnapshot(_, let text):
                what = text.split(separator: "\n").map { "# in the snapshot: \($0)" }.joined(separator: "\n")
            }
            return "# \(record.number)  \(timeText(record.time))  \(visible(record.user))\n\(what)\n"
        }
        return ([head] + parts).joined(separator: "\n")
    }
}
