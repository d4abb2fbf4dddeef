import Diagnostics
import Execution
import Graph
import Syntax
import Text

extension Session {
    /// Files that load files, at most so deep: more is a circle.
    static let deepestLoad = 32

    /// Runs the statements of a file, all or none. A path is relative to the file that says `load`, or to the current folder.
    mutating func load(_ path: Name, from source: SourceText, depth: Int = 0) throws(StatementError) {
        guard depth < Session.deepestLoad else { throw .file(.loadedTooDeeply, at: path.range) }
        var draft = self
        let file = resolved(path.text, from: source)
        do throws(StatementError) { try draft.loadFile(file, at: path.range, depth) } catch {
            throw depth == 0 ? allMistakes(error, in: file) : error
        }
        if draft.graph.changeCount > 10_000 { try draft.foldUnlessCancelled() }
        self = draft
    }

    fileprivate mutating func loadFile(_ path: String, at range: Range<Int>?, _ depth: Int) throws(StatementError) {
        let bytes: [UInt8]
        do throws(InputError) { bytes = try readScript(path) } catch { throw .file(.input(error), at: range) }
        let file = SourceText(name: path, bytes: bytes)
        var parser = Parser(file)
        while let statement = try nextStatement(&parser, file) {
            if isCancelled() { throw .execution(.cancelled) }
            do throws(Failure) { try runLoaded(statement, file, depth) } catch { throw .nested(error) }
        }
    }

    private func nextStatement(_ parser: inout Parser, _ file: SourceText) throws(StatementError) -> Statement? {
        do throws(SyntaxError) { return try parser.next() } catch {
            throw .nested(Failure(diagnostic(of: error, in: &parser), in: file))
        }
    }

    private mutating func runLoaded(_ statement: Statement, _ file: SourceText, _ depth: Int) throws(Failure) {
        guard case .load(let inner) = statement.kind else {
            _ = try perform(statement, in: file)
            return
        }
        do throws(StatementError) { try load(inner, from: file, depth: depth + 1) } catch {
            throw error.failure(in: file)
        }
    }

    func resolved(_ path: String, from source: SourceText) -> String {
        guard !path.hasPrefix("/"), let folder = source.name.lastIndex(of: "/") else { return path }
        return String(source.name[...folder]) + path
    }

    mutating func save(_ path: Name?, at range: Range<Int>) throws(StatementError) {
        if path == nil, let workspace { return try saveWorkspace(workspace, at: range) }
        guard let target = path?.text ?? self.path else { throw .file(.noPath, at: range) }
        if Session.isServer(target) { return try save(toServer: target, at: path?.range ?? range) }
        if target.hasSuffix(".zk") {
            try write(graph.script(), to: target, at: range)
        } else {
            do throws(SnapshotError) { try graph.save(to: target, isCancelled: isCancelled) } catch {
                if error == .cancelled { throw .execution(.cancelled) }
                throw .file(.snapshot(error, path: target), at: range)
            }
        }
        // What is saved elsewhere is a copy of a workspace.
        if workspace != nil { return }
        self.path = target
        hasUnsavedChanges = false
    }

    func dump(_ path: Name?) throws(StatementError) -> Outcome {
        guard let path else { return .text(graph.script()) }
        try write(graph.script(), to: path.text, at: path.range)
        return .done
    }

    private func write(_ text: String, to path: String, at range: Range<Int>) throws(StatementError) {
        do throws(SnapshotError) { try replaceFile(at: path, with: Array(text.utf8)) } catch {
            throw .file(.snapshot(error, path: path), at: range)
        }
    }
}

extension Session {
    /// Writes the graph to a file that the program names: a script if it ends in `.zk`, else a snapshot.
    package mutating func save(to path: String) throws(Failure) {
        do throws(StatementError) { try save(Name(path, at: 0..<0), at: 0..<0) } catch {
            var failure = error.failure(in: SourceText(name: "", text: ""))
            failure.diagnostic.range = nil
            throw failure
        }
    }

    /// Runs the statements of a file that the program names, all or none.
    package mutating func load(path: String) throws(Failure) {
        let nowhere = SourceText(name: "", text: "")
        var draft = self
        do throws(StatementError) { try draft.loadFile(path, at: nil, 0) } catch {
            throw allMistakes(error, in: path).failure(in: nowhere)
        }
        self = draft
    }

    /// Opens a graph: a snapshot, a script of statements that make it, or a workspace folder. What isn't there and has neither
    /// ending is to be a workspace. Nothing of it counts as a change.
    ///
    /// - Parameters:
    ///   - access: `.reading` refuses changes, and so doesn't mind a writer beside it.
    ///   - limits: of what is fetched from a server.
    package static func opening(
        _ path: String, for access: Workspace.Access = .writing, limits: Limits = Limits(),
        isCancelled: @escaping @Sendable () -> Bool
    ) throws(Failure) -> Session {
        if isServer(path) { return try opening(server: path, limits: limits, isCancelled: isCancelled) }
        if isFolder(path) || (access == .writing && mayBecomeFolder(path)) {
            return try opening(workspace: path, for: access, isCancelled: isCancelled)
        }
        if path.hasSuffix(".zkg") || (!path.hasSuffix(".zk") && Graph.isSnapshot(path)) {
            do throws(SnapshotError) {
                var session = Session(try Graph(snapshot: path))
                session.path = path
                session.isCancelled = isCancelled
                return session
            } catch {
                throw Failure(error.diagnostic(path: path), in: SourceText(name: "", text: ""), .file)
            }
        }
        var session = Session()
        session.isCancelled = isCancelled
        try session.load(path: path)
        session.fold()
        session.hasUnsavedChanges = false
        return session
    }
}

extension Session {
    /// Whether nothing is there, and the name isn't that of a file.
    private static func mayBecomeFolder(_ path: String) -> Bool {
        !path.isEmpty && !isThere(path) && !path.hasSuffix(".zk") && !path.hasSuffix(".zkg")
    }
}

/// Writes a script that the program names, wholly or not at all.
package func writeScript(_ text: String, to path: String) throws(Failure) {
    do throws(SnapshotError) { try replaceFile(at: path, with: Array(text.utf8)) } catch {
        throw Failure(error.diagnostic(path: path), in: SourceText(name: "", text: ""), .file)
    }
}
