import Diagnostics
import Execution
import Glibc
import Graph
import Query
import Syntax
import Text

/// The graph that the transcripts share; `ZHIKU_FUZZ_PROJECT` is the folder of the project.
let smallGraph: Session = {
    let path = (environment("ZHIKU_FUZZ_PROJECT") ?? ".") + "/Tests/Transcripts/small.zk"
    var session = Session()
    do {
        let source = SourceText(name: path, bytes: try readBytes(of: path))
        for statement in try parse(source) { _ = try session.run(statement, in: source) }
    } catch {
        complain("\(path) cannot be loaded: \(error)")
        _exit(2)
    }
    session.fold()
    return session
}()

/// After this many seconds a query is stopped as by Ctrl-C; that it then stops is what the fuzzer's own limit checks.
private let patience = 1.0

/// Carries out the statements one by one, but those that touch files; a statement that fails must leave all as it was.
func checkQuery(_ text: String) {
    let source = SourceText(name: "fuzz", text: text)
    var session = smallGraph
    let deadline = seconds(CLOCK_MONOTONIC) + patience
    session.isCancelled = { seconds(CLOCK_MONOTONIC) > deadline }
    var parser = Parser(source)
    while !session.isCancelled() {
        do throws(SyntaxError) {
            guard let statement = try parser.next() else { return }
            if statement.kind.touchesFiles { continue }
            run(statement, source, &session)
        } catch {
            parser.skipStatement()
        }
    }
}

private func run(_ statement: Statement, _ source: SourceText, _ session: inout Session) {
    let before = session.graph.changeCount
    do throws(Failure) {
        guard case .answer(var answer) = try session.run(statement, in: source) else { return }
        read(&answer)
    } catch {
        checkWords(error.diagnostic, error.source)
        if session.graph.changeCount != before { finding("a statement that failed changed the graph") }
    }
}

private func read(_ answer: inout Answer) {
    do throws(ExecutionError) {
        var rows = 0
        while rows < 2_000, case let batch = try answer.nextBatch(), !batch.isEmpty {
            rows += batch.count
            for row in batch where row.count != answer.columns.count { finding("a row of \(row.count) cells") }
        }
    } catch {
        // A cell may fail for good reasons.
    }
}

extension Statement.Kind {
    fileprivate var touchesFiles: Bool {
        switch self {
        case .load, .save, .dump, .export, .importing, .ingest: true
        default: false
        }
    }
}
