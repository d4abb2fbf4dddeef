import Diagnostics
import Execution
import Graph
import Plan
import Syntax
import Text

@testable import Query

/// A small graph made by a script, and queries of it.
struct NetworkFixture {
    var session: Session

    /// - Parameter script: statements on an empty graph of the policy schema.
    init(_ script: String) throws {
        session = Session()
        try run(script)
    }

    /// Nodes `n0 …` of a kind and random edges of two relations; part of them in the base, part in the delta, and some of both removed.
    init(randomNodes count: Int, edges: Int, _ random: inout some RandomNumberGenerator) throws {
        try self.init(
            "kind dot (mark: number) relation r inverse s from dot to dot relation t inverse u from dot to dot")
        var script = ""
        for node in 0..<count { script += "add dot n\(node) (mark: \(node % 3)) " }
        var seen: Set<String> = []
        for edge in 0..<edges {
            let from = Int.random(in: 0..<count, using: &random)
            let to = Int.random(in: 0..<count, using: &random)
            let relation = Bool.random(using: &random) ? "r" : "t"
            guard seen.insert("\(from) \(relation) \(to)").inserted else { continue }
            script += "link dot n\(from) \(relation) dot n\(to) "
            if edge == edges / 2 {
                try run(script)
                script = ""
                session.fold()
            }
        }
        for edge in seen.sorted() where Int.random(in: 1...8, using: &random) == 1 {
            let words = edge.split(separator: " ")
            script += "remove link dot n\(words[0]) \(words[1]) dot n\(words[2]) "
        }
        try run(script)
    }

    mutating func run(_ script: String) throws {
        let source = SourceText(name: "test", text: script)
        for statement in try parse(source) { _ = try session.run(statement, in: source) }
    }

    /// The cells of the last statement's answer.
    mutating func rows(_ text: String) throws -> [[Value]] {
        let source = SourceText(name: "test", text: text)
        var rows: [[Value]] = []
        for statement in try parse(source) {
            guard case .answer(var answer) = try session.run(statement, in: source) else { continue }
            rows = []
            while case let batch = try answer.nextBatch(), !batch.isEmpty { rows += batch }
            headings = answer.columns.map(\.name)
            notes = answer.notes
        }
        return rows
    }

    /// Of the last answer.
    private(set) var headings: [String] = []
    private(set) var notes: [Note] = []

    /// The cells as people would say them.
    mutating func table(_ text: String) throws -> [String] {
        try rows(text).map { $0.map(NetworkFixture.words).joined(separator: " | ") }
    }

    static func words(_ value: Value) -> String {
        switch value {
        case .missing: "-"
        case .text(let text): text
        case .number(let number): decimalText((number * 1e6).rounded() / 1e6)
        case .quantity(let quantity): quantity.description
        case .node(let node): node.name
        case .list(let values): "[" + values.map(words).joined(separator: ", ") + "]"
        case .route(let route): route.text(\.name)
        case .date, .boolean, .source, .record: "\(value)"
        }
    }

    /// What the statement is refused for.
    mutating func error(_ text: String) -> String {
        do {
            _ = try table(text)
            return "none"
        } catch let failure as Failure {
            return failure.diagnostic.message.english
        } catch let error as SyntaxError {
            return error.diagnostic.message.english
        } catch {
            return "\(error)"
        }
    }

    /// The edges of a relation, by the numbers of their ends.
    func edges(_ relation: String) -> [(from: Int, to: Int)] {
        guard let id = session.graph.schema.relation(named: relation) else { return [] }
        let (from, to) = session.graph.edges(of: id)
        return zip(from, to).map { (Int($0), Int($1)) }
    }
}
