import Diagnostics
import Graph
import Syntax
import Text

extension Session {
    /// Looks a script over without running its queries: every statement is read and its names are looked up, and each that is
    /// wrong is reported. Statements that change the graph change only this session's, so that later ones find what they add;
    /// nothing is written. A parameter that has no value may be anything.
    package mutating func check(_ source: SourceText, report: (Failure) -> Void) {
        check(source, depth: 0, report)
    }

    private mutating func check(_ source: SourceText, depth: Int, _ report: (Failure) -> Void) {
        var parser = Parser(source)
        while !isCancelled() {
            do throws(SyntaxError) {
                guard let statement = try parser.next() else { return }
                do throws(Failure) { try check(statement, source, depth, report) } catch { report(error) }
            } catch {
                report(Failure(diagnostic(of: error, in: &parser), in: source))
                parser.skipStatement()
            }
        }
    }

    private mutating func check(
        _ statement: Statement, _ source: SourceText, _ depth: Int, _ report: (Failure) -> Void
    ) throws(Failure) {
        switch statement.kind {
        case .query(let query):
            environment.lastResult = Environment.NamedResult(nodes: [], kinds: try kinds(of: query, source))
        case .explain(let query), .profile(let query): _ = try kinds(of: query, source)
        case .letBinding(let name, let query):
            let kinds = try kinds(of: query, source)
            if graph.schema.kind(named: name.text) != nil {
                throw Failure(BindingError.nameTaken(name.text, at: name.range).diagnostic, in: source)
            }
            environment.forget(name.text)
            environment.results[name.text] = Environment.NamedResult(nodes: [], kinds: kinds)
        case .path(let search):
            do throws(StatementError) { _ = try boundPaths(search, source) } catch { throw error.failure(in: source) }
        case .load(let file): try checkLoaded(file, source, depth, report)
        case .save, .dump: return
        case .why, .merge, .define, .importing, .kind, .relation, .add, .link, .set, .setLink, .remove, .removeLink,
            .begin, .commit, .rollback:
            try checkChange(statement, source)
        }
    }

    /// That something is there already says nothing about the script, which may be meant for another graph.
    private mutating func checkChange(_ statement: Statement, _ source: SourceText) throws(Failure) {
        do throws(StatementError) { _ = try carryOut(statement, source) } catch {
            switch error {
            case .binding(.graph(.nodeExists, _)), .binding(.graph(.edgeExists, _)),
                .table(.graph(.nodeExists, _), _, _), .table(.graph(.edgeExists, _), _, _):
                return
            default: throw error.failure(in: source)
            }
        }
    }

    private mutating func checkLoaded(
        _ file: Name, _ source: SourceText, _ depth: Int, _ report: (Failure) -> Void
    ) throws(Failure) {
        guard depth < Session.deepestLoad else {
            throw Failure(FileError.loadedTooDeeply.diagnostic(at: file.range), in: source, .file)
        }
        let path = resolved(file.text, from: source)
        let bytes: [UInt8]
        do throws(InputError) { bytes = try readScript(path) } catch {
            throw Failure(error.diagnostic(at: file.range), in: source, .file)
        }
        check(SourceText(name: path, bytes: bytes), depth: depth + 1, report)
    }

    /// The kinds that a query could give.
    private func kinds(of query: Query, _ source: SourceText) throws(Failure) -> [KindID] {
        var environment = environment
        while true {
            var binder = Binder(graph: graph, environment: environment, source: source.bytes)
            do throws(BindingError) { return try binder.bind(query).kinds.members } catch {
                guard case .missingParameter(let name, _) = error else {
                    throw StatementError.binding(error).failure(in: source)
                }
                environment.arguments[name] = .missing
            }
        }
    }
}
