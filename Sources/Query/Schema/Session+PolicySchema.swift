import Diagnostics
import Graph
import Syntax

extension Session {
    /// A graph with the policy schema and no nodes.
    package static var emptyGraph: Graph {
        let source = SourceText(name: "policy schema", text: policySchema)
        var graph = Graph()
        var parser = Parser(source)
        do {
            while let statement = try parser.next() {
                let binder = Binder(graph: graph, environment: Environment(), source: source.bytes)
                try graph.apply(try binder.change(statement))
            }
        } catch {
            preconditionFailure("The policy schema is not in the language: \(error)")
        }
        return graph.folded().graph
    }
}
