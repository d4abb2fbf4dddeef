import Diagnostics
import Execution
import Graph
import Plan
import Syntax
import Text

extension Session {
    /// `explain find …`, `explain through directions find …`
    func explanation(
        of explained: Asked, through pass: Name?, _ source: SourceText
    ) throws(StatementError) -> Message {
        let explanation = Explanation(graph: graph)
        let last = try pass.map { pass throws(StatementError) in try self.pass(pass) }
        switch explained {
        case .query(let query):
            let bound = try bind(query, source).query
            return last.map { explanation.text(of: bound, through: $0) }
                ?? explanation.text(of: Planner(graph).plan(bound))
        case .path(let search):
            let bound = try boundPaths(search, source)
            return last.map { explanation.text(of: bound, through: $0) }
                ?? explanation.text(of: Planner(graph).plan(bound))
        }
    }

    /// For `check`: refuses a pass that there isn't.
    func checked(_ pass: Name, _ source: SourceText) throws(Failure) -> Planner.Pass {
        do throws(StatementError) { return try self.pass(pass) } catch { throw error.failure(in: source) }
    }

    private func pass(_ name: Name) throws(StatementError) -> Planner.Pass {
        let passes = Planner.Pass.allCases
        let found = passes.first { pass in
            [pass.name.english, pass.name.chinese, pass.rawValue].contains { isSameName($0, name.text) }
        }
        if let found { return found }
        let words = passes.flatMap { [$0.name.english, $0.name.chinese] }
        throw .binding(.unknownPass(name.text, nearest: nearest(to: name.text, among: words), at: name.range))
    }

    // MARK: Profiles

    /// `profile find …`: carries the query out, cells and all, and gives a row for each operator. Neither `it` nor the graph
    /// changes.
    func profile(_ explained: Asked, _ source: SourceText) throws(StatementError) -> Answer {
        let measurements = Measurements()
        let executor = Executor(graph, limits: limits, isCancelled: isCancelled, measurements: measurements)
        let explanation = Explanation(graph: graph)
        switch explained {
        case .query(let query):
            let bound = try bind(query, source)
            let planned = Planner(graph).plan(bound.query)
            do throws(ExecutionError) {
                try read(executor.run(planned), measurements, OperatorPlace().columns(planned))
            } catch {
                throw bound.calls.isEmpty ? .execution(error) : .called(error, Called(query.range, bound.calls))
            }
            return table(explanation.lines(of: planned), measurements)
        case .path(let search):
            let planned = Planner(graph).plan(try boundPaths(search, source))
            do throws(ExecutionError) { try read(executor.run(planned), measurements, .routeColumns) } catch {
                throw .execution(error)
            }
            return table(explanation.lines(of: planned), measurements)
        }
    }

    /// Makes all cells of an answer.
    private func read(
        _ answer: Answer, _ measurements: Measurements, _ place: OperatorPlace
    ) throws(ExecutionError) {
        var answer = answer
        let start = Measurements.now()
        while try !answer.nextBatch().isEmpty {}
        measurements.add(place, rowsIn: answer.rowCount, rowsOut: answer.rowCount, since: start)
    }

    private func table(_ lines: [Explanation.Line], _ measurements: Measurements) -> Answer {
        let columns = BoundColumn.ofGivenRows([
            "step": "步骤", "estimate": "预计", "in": "输入", "out": "输出", "ms": "毫秒",
        ])
        let rows = lines.map { line in
            let entry = measurements.entry(at: line.place)
            return [number(line.estimate), number(entry?.rowsIn), number(entry?.rowsOut), milliseconds(entry)]
        }
        func steps(in language: Language) -> [[Value]] {
            zip(lines, rows).map { line, row in
                [.text(String(repeating: "  ", count: line.depth) + line.words.text(in: language))] + row
            }
        }
        return Answer(columns: columns, rows: steps(in: .english), chineseRows: steps(in: .chinese), graph: graph)
    }

    private func number(_ count: Int?) -> Value { count.map { .number(Double($0)) } ?? .missing }

    /// To the microsecond.
    private func milliseconds(_ entry: Measurements.Entry?) -> Value {
        entry.map { .number((Double($0.nanoseconds) / 1000).rounded() / 1000) } ?? .missing
    }
}
