import Diagnostics
import Graph
import Plan
import Syntax

extension Session {
    /// The kinds of which a statement may name a node: `county 平遥`. They must be at hand before it can be bound.
    func kindsOfNamedNodes(_ statement: Statement, _ source: SourceText) -> GraphNeeds {
        var needs = GraphNeeds(graph.schema)
        needs.addKindsOfNodes(namedIn: Array(source.bytes[statement.range]), graph.schema)
        // What a defined query names is named by who calls it.
        for query in environment.definitions {
            needs.addKindsOfNodes(namedIn: Array(query.source.bytes), graph.schema)
        }
        for result in environment.results.values + (environment.lastResult.map { [$0] } ?? []) {
            needs.add(KindSet(result.nodes.map { graph.kind(of: $0) }))
        }
        return needs
    }

    /// What must be at hand to carry a statement out.
    func needs(of statement: Statement, _ source: SourceText) -> GraphNeeds {
        var needs = kindsOfNamedNodes(statement, source)
        switch statement.kind {
        case .query(let query), .explain(.query(let query), _), .profile(.query(let query)),
            .letBinding(_, .query(let query)):
            guard let bound = try? bind(query, source).query else { return needs }
            needs.add(bound)
            // Sources are shown with the titles of documents.
            if bound.cites, let document = graph.schema.kind(named: "document") { needs.add(kind: document) }
        case .path(let search), .explain(.path(let search), _), .profile(.path(let search)),
            .letBinding(_, .path(let search)):
            guard let bound = try? boundPaths(search, source) else { return needs }
            needs.add(bound)
        case .why, .dump, .save: return GraphNeeds(everythingOf: graph.schema)
        default: break
        }
        return needs
    }
}

extension GraphNeeds {
    fileprivate mutating func addKindsOfNodes(namedIn text: [UInt8], _ schema: Schema) {
        for word in wordsBeforeNames(in: text) {
            if let kind = schema.kind(named: word) { add(kind: kind) }
        }
    }
}
