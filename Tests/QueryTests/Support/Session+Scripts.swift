import Diagnostics
import Execution
import Query
import Syntax
import Text

extension Session {
    /// Carries out every statement of a text and gives what the last one gave.
    @discardableResult
    mutating func run(script: String) throws -> Outcome {
        let source = SourceText(name: "test", text: script)
        var parser = Parser(source)
        var outcome = Outcome.done
        while let statement = try parser.next() { outcome = try run(statement, in: source) }
        return outcome
    }

    /// The rows of the last statement of a text.
    mutating func rows(_ script: String) throws -> [[Value]] {
        guard case .answer(var answer) = try run(script: script) else { return [] }
        var rows: [[Value]] = []
        while case let batch = try answer.nextBatch(), !batch.isEmpty { rows += batch }
        return rows
    }

    /// The answer of the last statement of a text.
    mutating func answer(to script: String) throws -> Answer {
        guard case .answer(let answer) = try run(script: script) else { throw NoQuery() }
        return answer
    }

    /// The rows of the last statement of a text, cell by cell in words.
    mutating func cells(_ script: String) throws -> [[String]] { try rows(script).map { $0.map(\.cell) } }

    /// The rows of the last statement of a text, each as a line in people's words.
    mutating func lines(_ script: String) throws -> [String] {
        try rows(script).map { $0.map(\.description).joined(separator: " ") }
    }

    /// The English message of the error that the text ends with; nil if it has none.
    mutating func error(of script: String) -> String? {
        do {
            try run(script: script)
            return nil
        } catch let failure as Failure {
            return failure.diagnostic.message.english
        } catch {
            return "\(error)"
        }
    }
}

/// The one query of a text.
func parsedQuery(_ text: String) throws -> Syntax.Query {
    var parser = Parser(SourceText(name: "query", text: text))
    guard let statement = try parser.next(), case .query(let query) = statement.kind, try parser.next() == nil else {
        throw NoQuery()
    }
    return query
}

struct NoQuery: Error {}

/// `Failure` where another one hides it.
typealias StatementFailure = Failure
