import Diagnostics
import Execution
import Graph
import Ingest
import Plan
import Syntax
import Text

/// What carrying out a statement gave.
package enum Outcome {
    /// Rows, which are made as they are read.
    case answer(Answer)
    /// A change or a name was accepted; nothing to show.
    case done
    /// Lines of text for a person or a file: `dump`.
    case text(String)
    /// Lines of text for a person in her language: `explain`.
    case words(Message)
}

extension Outcome {
    /// With what else is worth saying of an answer.
    fileprivate func with(_ notes: [Note]) -> Outcome {
        if case .answer(let answer) = self, !notes.isEmpty { .answer(answer.with(notes)) } else { self }
    }
}

/// A graph and what one conversation with it has named: it carries out statements one by one, each wholly or not at all.
package struct Session: Sendable {
    package internal(set) var graph: Graph
    package internal(set) var environment = Environment.ofNewSession
    /// The snapshot that the graph came from, where `save` without a path goes. nil for the sample graph, a new one, and one
    /// that a script made: a person's script with its comments is not replaced unless she names it.
    package var path: String?
    /// Whether there are changes that `save` has not written.
    package internal(set) var hasUnsavedChanges = false
    /// Asked by long work whether to stop.
    package var isCancelled: @Sendable () -> Bool = { false }
    /// What a query may enumerate at most.
    package var limits = Limits()
    /// No files and no changes: for scripts from others.
    package var isSafe = false
    /// Changes are refused: beside a writer, and for who only wants to look.
    package var isForReading = false
    /// The folder whose journal every change goes to before it counts.
    package internal(set) var workspace: Workspace?
    /// Where the graph is kept, if that is on a server: what a statement needs of it is fetched into `graph`.
    var server: GraphServer?
    /// Whether the statement is answered here although the graph is on a server, since it can't be asked there.
    var isFinishedHere = false
    /// Whether `save` may take the place of a graph on a server.
    package var mayReplace = false
    /// What opening found that a person should know.
    package internal(set) var notes: [Message] = []
    /// How much of documents `ingest` reads.
    package var documentLimits = DocumentLimits()
    /// What the last statement could not do though it did the rest: files of a folder that give no document; and what else
    /// a person should know of it.
    package internal(set) var troubles: [Diagnostic] = []
    /// Statements that changed the graph and are in no record yet: those of a transaction.
    var pending: [String] = []
    /// Whether these are to be kept as a new snapshot, since one of them brought more than a journal should hold.
    var isTooLargeForJournal = false
    /// From this size on, in bytes, files and statements are too much for a record of a journal.
    var leastForSnapshot = 4 << 20
    /// What the last statement may take; nil if that isn't limited.
    var watch: StatementWatch?
    /// Nodes keep their numbers: for who remembers them.
    var keepsNumbers = false
    /// The state that `rollback` returns to; nil outside of `begin … commit`.
    private var savepoint: Savepoint?
    /// What the last query called, for errors in its cells.
    private(set) var lastCalled = Called(0..<0, [])

    private struct Savepoint: Sendable {
        var graph: Graph
        var environment: Environment
        var hasUnsavedChanges: Bool
        var pendingCount: Int
        var isTooLargeForJournal: Bool
    }

    /// A session on a graph; a new one has the policy schema and no nodes.
    package init(_ graph: Graph = Session.emptyGraph) { self.graph = graph }

    /// Whether `begin` waits for its `commit`.
    package var isInTransaction: Bool { savepoint != nil }

    package mutating func setParameter(_ name: String, _ text: String) { environment.parameters[name] = text }

    /// Carries out a statement that was parsed from `source`.
    ///
    /// - Throws: `Failure`; the session is then as it was. In a workspace, a change that can't be written is none.
    package mutating func run(_ statement: Statement, in source: SourceText) throws(Failure) -> Outcome {
        troubles = []
        let outcome = try watched { session throws(Failure) in
            try session.bringUpToDate(for: statement, source)
            return try session.perform(statement, in: source).with(session.takeServerNotes())
        }
        try keepChanges(of: statement, source)
        return outcome
    }

    /// Carries out a statement, whose changes are in memory only.
    mutating func perform(_ statement: Statement, in source: SourceText) throws(Failure) -> Outcome {
        do throws(StatementError) {
            let outcome = try carryOut(statement, source)
            if let part = graph.damage { throw .execution(.damaged(part)) }
            return outcome
        } catch {
            throw failure(error, of: statement, in: source)
        }
    }

    mutating func carryOut(_ statement: Statement, _ source: SourceText) throws(StatementError) -> Outcome {
        if isSafe, let word = statement.kind.wordRefusedWhenSafe {
            throw .binding(.refusedWhenSafe(word, at: statement.range))
        }
        if statement.kind.needsWriting, let refusal = refusalToChange {
            throw .workspace(refusal, folder: path ?? "", at: statement.range)
        }
        switch statement.kind {
        case .query(let query): return .answer(try answer(query, source))
        case .path(let search): return .answer(try paths(search, source))
        case .explain(let explained, nil) where isPartial:
            return .words(try sqlExplanation(of: explained, source))
        case .explain(let explained, let pass): return .words(try explanation(of: explained, through: pass, source))
        case .explainSQL(let explained): return .words(try sqlExplanation(of: explained, source))
        case .profile(let explained): return .answer(try profile(explained, source))
        case .why(let designator): return .answer(try why(designator, source))
        case .merge(let old, let new):
            let answer = try merge(old, into: new, source, at: statement.range)
            note(change: statement, source)
            return .answer(answer)
        case .unmerge(let part, let whole): return .answer(try unmerge(part, from: whole, source, at: statement.range))
        case .define(let definition): try define(definition, source)
        case .importing(let table): return .answer(try importTable(table, source, at: statement.range))
        case .ingest(let path): return .answer(try ingest(path, source))
        case .letBinding(let name, let asked): try letBinding(name, asked, source)
        case .load(let path): try load(path, from: source)
        case .save(let path): try save(path, at: statement.range)
        case .dump(let path): return try dump(path)
        case .export(let folder): return .words(try export(to: folder) + Message("\n"))
        case .begin:
            if savepoint != nil { throw .binding(.transactionOpen(at: statement.range)) }
            savepoint = Savepoint(
                graph: graph, environment: environment, hasUnsavedChanges: hasUnsavedChanges,
                pendingCount: pending.count, isTooLargeForJournal: isTooLargeForJournal)
        case .commit:
            if savepoint == nil { throw .binding(.noTransaction(at: statement.range)) }
            savepoint = nil
        case .rollback:
            guard let savepoint else { throw .binding(.noTransaction(at: statement.range)) }
            graph = savepoint.graph
            environment = savepoint.environment
            hasUnsavedChanges = savepoint.hasUnsavedChanges
            pending.removeLast(pending.count - savepoint.pendingCount)
            isTooLargeForJournal = savepoint.isTooLargeForJournal
            self.savepoint = nil
        case .kind, .relation, .add, .link, .set, .setLink, .remove, .removeLink:
            try change(statement, source)
        }
        return .done
    }

    // MARK: Queries

    private mutating func answer(_ query: Query, _ source: SourceText) throws(StatementError) -> Answer {
        let (bound, answer) = try evaluated(query, source)
        if answer.rowCount > limits[.rows] { throw .execution(.limitMet(.rows, limits[.rows], at: query.range)) }
        lastCalled = Called(query.range, bound.calls)
        environment.lastResult = Environment.NamedResult(answer.rootSet, kinds: bound.kinds.members)
        server?.keepQuestion()
        return answer
    }

    private mutating func paths(_ search: PathSearch, _ source: SourceText) throws(StatementError) -> Answer {
        let bound = Planner(graph).plan(try boundPaths(search, source))
        let answer: Answer
        do throws(ExecutionError) {
            answer = try Executor(graph, limits: limits, isCancelled: isCancelled).run(bound)
        } catch {
            throw .execution(error)
        }
        environment.lastResult = result(of: answer)
        server?.rowsOfLastResult = nil
        return answer
    }

    /// What the paths of an answer run through.
    private func result(of paths: Answer) -> Environment.NamedResult {
        Environment.NamedResult(
            nodes: paths.roots, kinds: Set(paths.roots.map { graph.kind(of: $0) }).sorted())
    }

    func boundPaths(_ search: PathSearch, _ source: SourceText) throws(StatementError) -> BoundPathSearch {
        var binder = Binder(graph: graph, environment: environment, source: source.bytes)
        do throws(BindingError) { return try binder.bind(search) } catch { throw .binding(error) }
    }

    private func evaluated(_ query: Query, _ source: SourceText) throws(StatementError) -> (BoundStatement, Answer) {
        let bound = try bind(query, source)
        do throws(ExecutionError) {
            let answer = try answer(of: bound.query)
            return (bound, answer.with(isPartial ? bound.notes.filter(\.isOfQueryAlone) : bound.notes))
        } catch {
            throw bound.calls.isEmpty ? .execution(error) : .called(error, Called(query.range, bound.calls))
        }
    }

    func bind(_ query: Query, _ source: SourceText) throws(StatementError) -> BoundStatement {
        var binder = Binder(graph: graph, environment: environment, source: source.bytes)
        do throws(BindingError) {
            return try binder.bind(query)
        } catch {
            throw .binding(error)
        }
    }

    /// `let tourism = find …`; of `let way = path …` the nodes that the paths run through.
    private mutating func letBinding(_ name: Name, _ asked: Asked, _ source: SourceText) throws(StatementError) {
        if graph.schema.kind(named: name.text) != nil { throw .binding(.nameTaken(name.text, at: name.range)) }
        let named: Environment.NamedResult
        switch asked {
        case .query(let query):
            let (bound, answer) = try evaluated(query, source)
            named = Environment.NamedResult(answer.rootSet, kinds: bound.kinds.members)
        case .path(let search):
            let (outer, rowsOfOuter) = (environment.lastResult, server?.rowsOfLastResult)
            named = result(of: try paths(search, source))
            environment.lastResult = outer
            server?.rowsOfLastResult = rowsOfOuter
        }
        environment.forget(name.text)
        environment.results[name.text] = named
    }

    // MARK: Changes

    private mutating func change(_ statement: Statement, _ source: SourceText) throws(StatementError) {
        let before = graph.changeCount
        let change = try boundChange(statement, source)
        do throws(GraphError) { try graph.apply(change) } catch {
            throw .binding(.graph(error, at: statement.place(of: error)))
        }
        if graph.changeCount != before {
            hasUnsavedChanges = true
            note(change: statement, source)
        }
    }

    private func boundChange(_ statement: Statement, _ source: SourceText) throws(StatementError) -> BoundChange {
        let binder = Binder(graph: graph, environment: environment, source: source.bytes)
        do throws(BindingError) { return try binder.change(statement) } catch { throw .binding(error) }
    }

    /// Makes a new base of base and changes. Named results keep meaning the same nodes.
    package mutating func fold(origin: [UInt8] = []) {
        take(graph.folded(origin: origin))
    }

    /// The same, unless it is cancelled on the way: then the session is as it was.
    mutating func foldUnlessCancelled() throws(StatementError) {
        guard let folded = graph.folded(isCancelled: isCancelled) else { throw .execution(.cancelled) }
        take(folded)
    }

    mutating func take(_ folding: (graph: Graph, renumbered: [NodeID?])) {
        let (folded, renumbered) = folding
        func renumber(_ result: Environment.NamedResult) -> Environment.NamedResult {
            Environment.NamedResult(nodes: result.nodes.compactMap { renumbered[Int($0)] }, kinds: result.kinds)
        }
        graph = folded
        environment.results = environment.results.mapValues(renumber)
        environment.lastResult = environment.lastResult.map(renumber)
    }
}

/// Why a statement was not carried out, before it is known in which words to say it.
enum StatementError: Error {
    case binding(BindingError)
    case execution(ExecutionError)
    /// In a query that calls defined ones.
    case called(ExecutionError, Called)
    case file(FileError, at: Range<Int>?)
    case table(TableError, file: String, at: Range<Int>)
    case workspace(WorkspaceError, folder: String, at: Range<Int>)
    /// `save "postgres://…"`
    case server(ServerError, address: String, at: Range<Int>)
    /// A statement of a loaded file failed.
    case nested(Failure)

    /// - Parameter schema: knows the Chinese names of kinds and relations.
    func failure(in source: SourceText, _ schema: Schema? = nil) -> Failure {
        switch self {
        case .nested(let failure): failure
        case .binding(.inDefinition(let query, let error)):
            Failure(BindingError.inDefinition(query, error).diagnostic, in: query.source)
        case .binding(.graph(let error, let range)):
            Failure(Diagnostic(error.message(schema), at: range, hints: error.hints(schema)), in: source)
        case .binding(let error): Failure(error.diagnostic, in: source)
        case .table(let error, let file, let range):
            Failure(
                error.diagnostic(file: file, at: range, schema), in: source, error.isAboutFile ? .file : .statement)
        case .execution(.cancelled): Failure(ExecutionError.cancelled.diagnostic, in: source, .cancelled)
        case .execution(.damaged(let part)):
            Failure(ExecutionError.damaged(part).diagnostic, in: source, .file)
        case .execution(let error): Failure(error.diagnostic, in: source)
        case .called(let error, let called): called.failure(error, in: source)
        case .workspace(let error, let folder, let range): error.failure(folder: folder, at: range, in: source)
        case .server(let error, let address, let range):
            error.failure(maskingCredentials(address), at: range, in: source, isOpening: true)
        case .file(let error, let range): Failure(error.diagnostic(at: range), in: source, .file)
        }
    }
}

extension Statement.Kind {
    /// The statement's keyword if it reads or writes a file or changes the graph.
    fileprivate var wordRefusedWhenSafe: String? {
        switch self {
        case .query, .path, .explain, .explainSQL, .profile, .letBinding, .why, .begin, .commit, .rollback, .dump(nil),
            .define:
            nil
        case .kind: "kind"
        case .relation: "relation"
        case .add: "add"
        case .link: "link"
        case .set, .setLink: "set"
        case .remove, .removeLink: "remove"
        case .merge: "merge"
        case .unmerge: "unmerge"
        case .importing: "import"
        case .ingest: "ingest"
        case .load: "load"
        case .save: "save"
        case .dump: "dump"
        case .export: "export"
        }
    }
}
