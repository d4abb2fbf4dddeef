import Diagnostics
import Graph
import Plan
import Syntax

extension Session {
    /// The nodes that a statement may name, which must be at hand before it can be bound: kinds of the schema, each with a text
    /// that may be the name of a node; nil: of any kind.
    func possiblyNamed(_ statement: Statement, _ source: SourceText) -> [(kind: KindID?, name: String)] {
        var isPath = false
        switch statement.kind {
        case .path, .letBinding(_, .path), .explain(.path, _), .explainSQL(.path), .profile(.path): isPath = true
        default: break
        }
        let text = Array(source.bytes[statement.range])
        let own = possibleNodes(in: text, alone: isPath) { environment.parameters[$0].map { [$0] } ?? [] }
        // What a defined query names is named by who calls it, and may be any of the call's arguments.
        let arguments = possibleNodes(in: text, alone: true).filter { $0.kind == nil }.map(\.name)
        let others = environment.definitions.flatMap { possibleNodes(in: Array($0.source.bytes)) { _ in arguments } }
        return (own + others).compactMap { word, name in
            guard let word else { return (nil, name) }
            return graph.schema.kind(named: word).map { ($0, name) }
        }
    }

    /// What must be at hand to carry a statement out here.
    func needs(of statement: Statement, _ source: SourceText) -> GraphNeeds {
        var needs = GraphNeeds(graph.schema)
        switch statement.kind {
        case .query(let query), .profile(.query(let query)), .letBinding(_, .query(let query)):
            guard let bound = try? bind(query, source).query else { return needs }
            needs.add(bound)
            // Sources are shown with the titles of documents.
            if bound.cites, let document = graph.schema.kind(named: "document") { needs.add(kind: document) }
        case .path(let search), .profile(.path(let search)), .letBinding(_, .path(let search)):
            guard let bound = try? boundPaths(search, source) else { return needs }
            needs.add(bound)
        case .why, .dump, .save, .export: return GraphNeeds(everythingOf: graph.schema)
        default: break
        }
        return needs
    }

    /// The query that a statement asks, if its rows can be asked of a server.
    func askedQuery(_ statement: Statement) -> Query? {
        switch statement.kind {
        case .query(let query), .letBinding(_, .query(let query)): query
        default: nil
        }
    }
}
