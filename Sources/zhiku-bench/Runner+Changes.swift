import Diagnostics
import Execution
import Graph
import Query
import Text

/// What changes beside a base cost: every question of the base alone, and again with changes of one node and one edge in a hundred.
extension Runner {
    private static let share = 100
    private static let runs = 7

    mutating func compareWithChanges() throws(RunnerError) {
        let questions = try openedQuestions()
        let before = try best(questions)
        let changes = changeScript
        try run(SourceText(name: "changes", text: changes))
        let after = try best(questions)
        for name in questions.names {
            guard let base = before[name], let changed = after[name] else { continue }
            emit([
                "event": .text("changes"), "query": .text(name), "base_ms": .number(base),
                "changed_ms": .number(changed), "ratio": .number(changed / base),
            ])
        }
    }

    /// The least time of several runs of each question, in milliseconds.
    private mutating func best(_ questions: Questions) throws(RunnerError) -> [String: Double] {
        var result: [String: Double] = [:]
        for name in questions.names {
            let source = questions.source(name)
            for _ in 0..<Runner.runs {
                let (spent, _) = try timed(source)
                result[name] = min(result[name] ?? .infinity, spent / .milliseconds(1))
            }
        }
        return result
    }

    /// Of every hundredth proposal another year, of every hundredth target another value, and of every hundredth proposal one
    /// industry less and one more.
    private var changeScript: String {
        let graph = session.graph
        var script = ""
        func every(_ kind: String, _ change: (NodeID, String) -> String) {
            guard let kind = graph.schema.kind(named: kind) else { return }
            for (place, node) in graph.nodes(of: kind).enumerated() where place % Runner.share == 0 {
                script += change(node, graph.id(of: node))
            }
        }
        every("proposal") { _, id in "set proposal \"\(id)\" (year: 2021)\n" }
        every("target") { _, id in "set target \"\(id)\" (value: 4.25)\n" }
        guard let step = graph.schema.steps(named: "concerns").first,
            let industry = graph.schema.kind(named: "industry")
        else { return script }
        let industries = graph.nodes(of: industry)
        every("proposal") { node, id in
            let links = graph.links(of: node, step).map(\.node)
            guard let old = links.first, let new = industries.first(where: { !links.contains($0) }) else { return "" }
            return "remove link proposal \"\(id)\" concerns industry \"\(graph.id(of: old))\"\n"
                + "link proposal \"\(id)\" concerns industry \"\(graph.id(of: new))\"\n"
        }
        return script
    }
}
