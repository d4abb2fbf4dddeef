import Diagnostics
import Execution
import Graph
import Syntax
import Text

/// A session on a workspace folder: every change is in the journal, and on the disk, before its statement counts as carried out.
extension Session {
    /// Changes beyond this are worked into a new base when a journal was replayed.
    private static let changesWorthFolding = 10_000

    /// Of a change that is kept as a snapshot the log has so many characters.
    private static let mostTold = 1000

    /// Opens a folder with the changes that its journal has.
    static func opening(
        workspace path: String, for access: Workspace.Access, layer: FileLayer = .system,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws(Failure) -> Session {
        let workspace: Workspace
        do throws(WorkspaceError) {
            workspace = try Workspace(path, for: access, fresh: emptyGraph, layer: layer)
        } catch {
            throw error.failure(folder: path)
        }
        var session = Session(workspace.base)
        session.isCancelled = isCancelled
        session.graph = try session.replayed(workspace)
        session.path = path
        session.workspace = workspace
        if workspace.tornCount > 0 { session.notes.append(workspace.wordsOnTornRecord) }
        if case .readOnly(let code?)? = workspace.refusal { session.notes.append(wordsOnReadOnly(path, code)) }
        if workspace.isNew, access == .writing, workspace.refusal == nil { session.notes.append(wordsOnNew(path)) }
        return session
    }

    /// The graph that snapshot and journal make.
    func replayed(_ workspace: Workspace) throws(Failure) -> Graph {
        let places = workspace.records.standing ?? []
        return try Session.replayed(
            places.map { workspace.records[$0] }, onto: workspace.base, in: workspace.folder, isCancelled: isCancelled)
    }

    /// Carries out records, all of which were carried out before on the same graph.
    static func replayed(
        _ records: [JournalRecord], onto base: Graph, in folder: String, isCancelled: @escaping @Sendable () -> Bool
    ) throws(Failure) -> Graph {
        var session = Session(base)
        session.isCancelled = isCancelled
        for record in records {
            do throws(Failure) { try session.replay(record) } catch {
                throw error.sort == .cancelled ? error : WorkspaceError.doesNotApply(record, error, folder: folder)
            }
            if session.graph.changeCount > changesWorthFolding { session.fold() }
        }
        return session.graph
    }

    /// Carries out the statements of a record, all or none.
    mutating func replay(_ record: JournalRecord) throws(Failure) {
        guard case .change(_, let text) = record.action else { return }
        let source = SourceText(name: "journal:\(record.number)", text: text)
        var parser = Parser(source)
        var draft = self
        while true {
            if isCancelled() { throw Failure(ExecutionError.cancelled.diagnostic, in: source, .cancelled) }
            let statement: Statement
            do throws(SyntaxError) {
                guard let next = try parser.next() else { break }
                statement = next
            } catch {
                throw Failure(draft.diagnostic(of: error, in: &parser), in: source)
            }
            if !statement.kind.changesGraph {
                throw Failure(
                    Diagnostic(Message("this is no change", "这不是修改"), at: statement.range), in: source)
            }
            _ = try draft.perform(statement, in: source)
        }
        self = draft
    }

    /// Why no change can be made now; nil if it can.
    var refusalToChange: WorkspaceError? {
        if server != nil { return .onServer }
        return workspace?.refusal ?? (isForReading ? .readOnly(errno: nil) : nil)
    }

    // MARK: Keeping

    /// Remembers a statement that changed the graph until its record is written.
    mutating func note(change statement: Statement, _ source: SourceText) {
        if workspace != nil { pending.append(script(statement.range, of: source, with: environment.parameters)) }
    }

    /// Remembers, in a workspace, that what a statement brought is too much for a journal.
    mutating func noteForSnapshot(_ text: String) {
        guard workspace != nil else { return }
        pending.append(text)
        isTooLargeForJournal = true
    }

    /// Writes what changed since the last record as one record, unless a transaction goes on. What is too much for a record
    /// becomes a new snapshot.
    ///
    /// - Throws: why it can't be written; the session is then as the journal says.
    mutating func keepChanges(of statement: Statement, _ source: SourceText) throws(Failure) {
        let isTold = statement.kind.namesFile && !pending.isEmpty && !isInTransaction
        let title = isTold ? script(statement.range, of: source, with: environment.parameters) : nil
        try keepChanges(titled: title, at: statement.range, in: source)
    }

    /// The same of what no statement said.
    ///
    /// - Parameter title: what the log shows instead of the changes.
    mutating func keepChanges(titled title: String?, at range: Range<Int>?, in source: SourceText) throws(Failure) {
        guard let workspace, !isInTransaction else { return }
        hasUnsavedChanges = false
        guard !pending.isEmpty else { return }
        let text = pending.joined(separator: ";\n")
        let isForSnapshot = isTooLargeForJournal || text.utf8.count >= leastForSnapshot
        (pending, isTooLargeForJournal) = ([], false)
        do throws(WorkspaceError) {
            if isForSnapshot {
                let told = title ?? String(text.prefix(Session.mostTold))
                let numbers = try workspace.save(graph, noting: (title, told, userName()))
                take((workspace.base, numbers))
                troubles.append(.keptAsSnapshot)
            } else {
                try workspace.append(.change(title: title, text: text), by: userName())
            }
        } catch {
            try restore()
            throw error.failure(folder: workspace.folder, at: range, in: source)
        }
    }

    /// Goes back to what the journal says.
    private mutating func restore() throws(Failure) {
        guard let workspace else { return }
        var quiet = self
        // What is on the disk must be in memory, whatever the person does meanwhile.
        quiet.isCancelled = { false }
        show(try quiet.replayed(workspace))
        pending = []
        hasUnsavedChanges = false
    }

    /// Takes another state of the same graph. Named results keep the nodes that are still there.
    private mutating func show(_ fresh: Graph) {
        let old = graph
        func moved(_ result: Environment.NamedResult) -> Environment.NamedResult {
            let nodes = result.nodes.compactMap { node -> NodeID? in
                guard old.isAlive(node) else { return nil }
                let family = old.schema.kinds[old.schema.root(of: old.kind(of: node))].name
                guard let kind = fresh.schema.kind(named: family) else { return nil }
                return fresh.nodes(named: old.id(of: node), in: kind, by: .id).first
            }
            let kinds = result.kinds.filter { fresh.schema.kinds.indices.contains($0) }
            return Environment.NamedResult(nodes: nodes, kinds: kinds)
        }
        environment.results = environment.results.mapValues(moved)
        environment.lastResult = environment.lastResult.map(moved)
        graph = fresh
    }

    /// `save` in a workspace: works the journal into a new snapshot.
    mutating func saveWorkspace(_ workspace: Workspace, at range: Range<Int>) throws(StatementError) {
        if isInTransaction { throw .binding(.savedInTransaction(at: range)) }
        do throws(WorkspaceError) {
            let numbers = try workspace.save(graph, isCancelled: isCancelled)
            take((workspace.base, numbers))
        } catch {
            throw error == .cancelled ? .execution(.cancelled) : .workspace(error, folder: workspace.folder, at: range)
        }
    }
}

// MARK: - Commands

extension Session {
    /// `.undo 2`: takes back the last changes since `save`, and gives them, the newest first.
    package mutating func undo(_ count: Int) throws(Failure) -> [JournalRecord] {
        let workspace = try openWorkspace()
        if isInTransaction {
            throw Failure(
                Diagnostic(
                    Message("`begin` waits for its `commit`", "“开始”之后还没有“提交”"), at: nil,
                    hints: [Message("rollback takes back what came since", "“回滚”可撤销其后的修改")]), in: .nowhere)
        }
        let places = workspace.records.standing ?? []
        guard count > 0, count <= places.count else {
            throw WorkspaceError.nothingToUndo(available: places.count).failure(folder: workspace.folder)
        }
        let taken = places.suffix(count).reversed().map { workspace.records[$0] }
        do throws(WorkspaceError) { try workspace.append(.undo(count), by: userName()) } catch {
            throw error.failure(folder: workspace.folder)
        }
        try restore()
        return taken
    }

    /// `.log 5`: the last records, the newest last, and whether each was taken back since.
    package func log(_ count: Int) throws(Failure) -> [(record: JournalRecord, isTakenBack: Bool)] {
        let workspace = try openWorkspace()
        var kept = Set((workspace.records.standing ?? []).map { workspace.records[$0].number })
        let first = workspace.records.first?.number
        // Of earlier journals, which were saved, each tells for itself.
        let earlier = workspace.lastRecords(Int.max).filter { $0.number < first ?? .max }
        var stack: [UInt64] = []
        for record in earlier {
            switch record.action {
            case .change: stack.append(record.number)
            case .undo(let count): stack.removeLast(min(count, stack.count))
            case .inSnapshot: break
            }
        }
        kept.formUnion(stack)
        return (earlier + workspace.records).suffix(count).map { record in
            guard case .change = record.action else { return (record, false) }
            return (record, !kept.contains(record.number))
        }
    }

    /// `.backup PATH`: a copy as it is now; a snapshot if the path ends in `.zkg`, a workspace otherwise.
    package mutating func backUp(to path: String) throws(Failure) {
        if server != nil || Session.isServer(path) { return try backUpWithServer(to: path) }
        let isSnapshot = path.hasSuffix(".zkg")
        if isSnapshot || workspace == nil, isInTransaction {
            throw Failure(
                Diagnostic(Message("`begin` waits for its `commit`", "“开始”之后还没有“提交”"), at: nil), in: .nowhere)
        }
        if isSnapshot {
            do throws(SnapshotError) { try graph.save(to: path) } catch {
                throw Failure(error.diagnostic(path: path), in: .nowhere, .file)
            }
        } else {
            do throws(WorkspaceError) {
                if let workspace { try workspace.copy(to: path) } else { try Workspace.make(path, of: graph) }
            } catch { throw error.failure(folder: path) }
        }
    }

    /// `.reload`: what a writer has changed since.
    package mutating func reload() throws(Failure) {
        if server != nil { return try reloadFromServer() }
        let workspace = try openWorkspace()
        guard case .readOnly? = workspace.refusal else { return try restore() }
        let fresh = try Session.opening(workspace: workspace.folder, for: .reading, isCancelled: isCancelled)
        show(fresh.graph)
        self.workspace = fresh.workspace
    }

    /// Whether its workspace is this folder, by whatever path.
    package func isIn(folder: String) -> Bool {
        guard let workspace else { return false }
        return isSameFile(workspace.folder, folder)
    }

    private func openWorkspace() throws(Failure) -> Workspace {
        if let workspace { return workspace }
        throw Failure(
            Diagnostic(
                Message("this graph is not in a workspace folder", "此图不在工作区文件夹中"), at: nil,
                hints: [
                    Message("zhiku -g FOLDER keeps a journal of every change", "zhiku -g 文件夹 会逐条记下修改")
                ]), in: .nowhere)
    }
}

extension SourceText {
    /// For what is about no text.
    static var nowhere: SourceText { SourceText(name: "", text: "") }
}

extension Statement.Kind {
    /// Whether its text doesn't say what it changes, since a file does; of `unmerge`, the lines that facts stand on.
    fileprivate var namesFile: Bool {
        switch self {
        case .load, .importing, .ingest, .unmerge: true
        default: false
        }
    }

    /// Whether it changes the graph, by itself or through a file.
    var needsWriting: Bool { changesGraph || namesFile }

    /// Whether it is one of those that a journal holds.
    var changesGraph: Bool {
        switch self {
        case .kind, .relation, .add, .link, .set, .setLink, .remove, .removeLink, .merge: true
        default: false
        }
    }
}
