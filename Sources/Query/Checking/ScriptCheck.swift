import Diagnostics
import Graph
import Syntax
import Text

/// Looks scripts over without running their queries: every statement is read and its names are looked up, and everything that
/// is wrong is kept, not only what comes first. The scripts share one session, as they would if they were run; statements that
/// change the graph change only the check's, so that later ones find what they add. Nothing is written. A parameter that has
/// no value may be anything.
package struct ScriptCheck {
    package internal(set) var session: Session
    /// What is wrong, in the order of the scripts.
    package internal(set) var failures: [Failure] = []
    /// Which statement stated what.
    package internal(set) var places = FactPlaces()
    /// Whether what a graph has already is an error; it isn't where a script may be meant for another graph.
    private let refusesWhatIsThere: Bool
    /// What failed to be found before: the failure that says so, and how many statements have named it since.
    var missing: [MissingName: (failure: Int, repeats: Int)] = [:]
    /// Names, folded, whose own `add` has an unknown kind: to use them is no further mistake.
    var broken: Set<String> = []

    /// What the graph had before the scripts and a script states as well; the second time it's a mistake.
    private var repeatedNodes: [NodeID: FactPlaces.Place] = [:]
    private var repeatedEdges: [FactPlaces.Edge: FactPlaces.Place] = [:]

    struct MissingName: Hashable {
        var kind: String
        var name: String
    }

    /// What is wrong with a command of the shell, a line that begins with a dot: the shell knows.
    package var mistake: @Sendable (_ command: String, _ source: SourceText) -> Diagnostic? = { _, _ in nil }

    package init(_ session: Session, refusingWhatIsThere: Bool = false) {
        self.session = session
        self.session.keepsNumbers = true
        // Nothing that is only looked over may get into a journal.
        self.session.workspace = nil
        self.session.isForReading = false
        refusesWhatIsThere = refusingWhatIsThere
    }

    package mutating func check(_ source: SourceText) { check(source, depth: 0) }

    private mutating func check(_ source: SourceText, depth: Int) {
        let place = places.begin(source)
        var parser = Parser(source)
        // What is loaded has statements only.
        parser.stopsAtCommands = depth == 0
        while !session.isCancelled() {
            let start = parser.nextOffset
            do throws(SyntaxError) {
                guard let statement = try parser.next() else {
                    guard let command = parser.command else { return }
                    check(command: command, source)
                    parser.skipCommand()
                    continue
                }
                do throws(Failure) { try check(statement, source, place, depth) } catch { failures.append(error) }
            } catch {
                failures.append(Failure(session.diagnostic(of: error, in: &parser), in: source))
                parser.skipStatement()
                addBegun(source.bytes[start..<max(start, parser.nextOffset)], place)
            }
        }
    }

    private mutating func check(command range: Range<Int>, _ source: SourceText) {
        guard var mistake = mistake(String(decoding: source.bytes[range], as: UTF8.self), source) else { return }
        mistake.range = range
        failures.append(Failure(mistake, in: source))
    }

    /// Of a statement that can't be read, `add county 祁县` still can, so that what names 祁县 is no further mistake.
    private mutating func addBegun(_ bytes: ArraySlice<UInt8>, _ place: Int) {
        let end = bytes.firstIndex(of: UInt8(ascii: "(")) ?? bytes.firstIndex(of: 0xEF) ?? bytes.endIndex
        let source = SourceText(name: "", bytes: Array(bytes[..<end]))
        var parser = Parser(source)
        guard let statement = try? parser.next(), case .add(let designator, _) = statement.kind else { return }
        let limit = session.graph.nodeLimit
        addWhatIsRight(designator, [], source)
        for node in limit..<max(limit, session.graph.nodeLimit) {
            places.nodes[NodeID(node)] = FactPlaces.Place(
                source: place, range: bytes.startIndex..<end)
        }
    }

    private mutating func check(
        _ statement: Statement, _ source: SourceText, _ place: Int, _ depth: Int
    ) throws(Failure) {
        switch statement.kind {
        case .query(let query):
            session.environment.lastResult = Environment.NamedResult(nodes: [], kinds: try kinds(of: query, source))
        case .explain(.query(let query), let pass):
            if let pass { _ = try session.checked(pass, source) }
            _ = try kinds(of: query, source)
        case .profile(.query(let query)), .explainSQL(.query(let query)): _ = try kinds(of: query, source)
        case .explain(.path(let search), _), .profile(.path(let search)), .explainSQL(.path(let search)):
            try check(search, source)
        case .letBinding(let name, let asked):
            let kinds: [KindID]
            switch asked {
            case .query(let query): kinds = try self.kinds(of: query, source)
            case .path(let search):
                try check(search, source)
                // Paths may run through nodes of any kind.
                kinds = Array(session.graph.schema.kinds.indices)
            }
            if session.graph.schema.kind(named: name.text) != nil {
                throw Failure(BindingError.nameTaken(name.text, at: name.range).diagnostic, in: source)
            }
            session.environment.forget(name.text)
            session.environment.results[name.text] = Environment.NamedResult(nodes: [], kinds: kinds)
        case .path(let search): try check(search, source)
        case .load(let file): try checkLoaded(file, source, depth)
        case .save, .dump, .export: return
        case .why, .merge, .unmerge, .define, .importing, .ingest, .kind, .relation, .add, .link, .set, .setLink,
            .remove,
            .removeLink,
            .begin, .commit, .rollback:
            checkChange(statement, source, FactPlaces.Place(source: place, range: statement.range))
        }
    }

    private mutating func checkChange(_ statement: Statement, _ source: SourceText, _ place: FactPlaces.Place) {
        if namesWhatIsMissing(statement, source) { return explain(statement, source, nil) }
        let limit = session.graph.nodeLimit
        do throws(StatementError) { _ = try session.carryOut(statement, source) } catch {
            switch error {
            case .binding(.graph(.nodeExists, _)), .binding(.graph(.edgeExists, _)):
                checkStatedBefore(statement, source, place, error)
            case .table(.graph(.nodeExists, _), _, _), .table(.graph(.edgeExists, _), _, _): return
            default: explain(statement, source, error)
            }
            for node in limit..<max(limit, session.graph.nodeLimit) { places.nodes[NodeID(node)] = place }
            return
        }
        record(statement, source, place, newNodes: limit..<max(limit, session.graph.nodeLimit))
    }

    // MARK: What was stated

    private mutating func record(
        _ statement: Statement, _ source: SourceText, _ place: FactPlaces.Place, newNodes: Range<Int>
    ) {
        for node in newNodes { places.nodes[NodeID(node)] = place }
        switch statement.kind {
        case .set(let designator, _): if let node = node(designator, source) { places.nodes[node] = place }
        case .link(let link, _), .setLink(let link, _): if let edge = edge(link, source) { places.edges[edge] = place }
        default: break
        }
    }

    /// What the graph has already says nothing about a script, which may be meant for another graph; what the scripts stated
    /// before does.
    private mutating func checkStatedBefore(
        _ statement: Statement, _ source: SourceText, _ place: FactPlaces.Place, _ error: StatementError
    ) {
        var earlier: FactPlaces.Place?
        switch statement.kind {
        case .add(let designator, _):
            guard let node = stated(designator, source) else { break }
            earlier = places.nodes[node] ?? repeatedNodes[node]
            if earlier == nil { repeatedNodes[node] = place }
        case .link(let link, _):
            guard let edge = edge(link, source) else { break }
            earlier = places.edges[edge] ?? repeatedEdges[edge]
            if earlier == nil { repeatedEdges[edge] = place }
        default: break
        }
        guard earlier != nil || refusesWhatIsThere else { return }
        var failure = error.failure(in: source, session.graph.schema)
        if let earlier {
            failure.diagnostic.hints.append(ScriptCheck.statedBefore(described(earlier)))
        }
        failures.append(failure)
    }

    /// The node that has an added one's id.
    func stated(_ designator: Designator, _ source: SourceText) -> NodeID? {
        let schema = session.graph.schema
        guard let kind = schema.kind(named: designator.kind.text) else { return nil }
        return session.graph.nodes(named: designator.name.text, in: schema.root(of: kind), by: .id).first
    }

    func binder(_ source: SourceText) -> Binder {
        Binder(graph: session.graph, environment: session.environment, source: source.bytes)
    }

    private func node(_ designator: Designator, _ source: SourceText) -> NodeID? {
        try? binder(source).node(designator)
    }

    private func edge(_ link: LinkDesignator, _ source: SourceText) -> FactPlaces.Edge? {
        guard let ends = try? binder(source).link(link) else { return nil }
        return FactPlaces.Edge(from: ends.from, relation: ends.relation, to: ends.to)
    }

    // MARK: Files and queries

    private mutating func checkLoaded(_ file: Name, _ source: SourceText, _ depth: Int) throws(Failure) {
        guard depth < Session.deepestLoad else {
            throw Failure(FileError.loadedTooDeeply.diagnostic(at: file.range), in: source, .file)
        }
        let path = session.resolved(file.text, from: source)
        let bytes: [UInt8]
        do throws(InputError) { bytes = try readScript(path) } catch {
            throw Failure(error.diagnostic(at: file.range), in: source, .file)
        }
        check(SourceText(name: path, bytes: bytes), depth: depth + 1)
    }

    private func check(_ search: PathSearch, _ source: SourceText) throws(Failure) {
        do throws(StatementError) { _ = try session.boundPaths(search, source) } catch {
            throw error.failure(in: source, session.graph.schema)
        }
    }

    /// The kinds that a query could give.
    private func kinds(of query: Query, _ source: SourceText) throws(Failure) -> [KindID] {
        var environment = session.environment
        while true {
            var binder = Binder(graph: session.graph, environment: environment, source: source.bytes)
            do throws(BindingError) { return try binder.bind(query).kinds.members } catch {
                guard case .missingParameter(let name, _) = error else {
                    throw StatementError.binding(error).failure(in: source, session.graph.schema)
                }
                environment.arguments[name] = .missing
            }
        }
    }
}
