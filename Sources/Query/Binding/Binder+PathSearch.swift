import Diagnostics
import Execution
import Graph
import Plan
import Syntax

extension Binder {
    /// Binds `path from … to …`.
    mutating func bind(_ search: PathSearch) throws(BindingError) -> BoundPathSearch {
        if search.wantsAll, let within = search.within, within > Executor.longestOfAll {
            throw .pathsTooLong(limit: Executor.longestOfAll, at: search.range)
        }
        var relations = Set<RelationID>()
        for name in search.via { relations.formUnion(try self.relations(named: name)) }
        var avoidedKinds = KindSet()
        var avoidedNodes: [NodeID] = []
        for avoided in search.avoiding {
            if let name = avoided.node {
                avoidedNodes.append(try node(Designator(kind: avoided.kind, name: name)))
            } else {
                avoidedKinds = avoidedKinds.union(closure([try kind(avoided.kind)]))
            }
        }
        var bound = BoundPathSearch(
            from: try pathEnd(search.from), to: try pathEnd(search.to),
            relations: search.via.isEmpty ? Array(schema.relations.indices) : relations.sorted(),
            avoidedKinds: avoidedKinds, avoidedNodes: avoidedNodes, wantsAll: search.wantsAll, within: search.within,
            limit: search.limit, columns: try pathColumns(search.items))
        bound.chart = search.chart.map { BoundChart($0.shape, at: $0.range) }
        return bound
    }

    private mutating func pathEnd(_ end: PathSearch.End) throws(BindingError) -> BoundQuery {
        switch end {
        case .node(let designator): return BoundQuery(source: .nodes([try node(designator)]))
        case .query(let query):
            let bound = try bind(query).query
            if bound.grouping != nil { throw .notAfterGroup("path", at: query.range) }
            return bound
        case .parameter(let kind, let name, let range):
            let value = try value(Literal(.parameter(name), at: range))
            return BoundQuery(
                source: .nodes([try node(Designator(kind: kind, name: Name(value.description, at: range)))]))
        case .named(let name):
            if schema.kind(named: name.text) != nil { throw .endWithoutNode(name.text, at: name.range) }
            if environment.definition(named: name.text) == nil, environment.result(named: name.text) == nil,
                !Environment.isLastResult(name.text), let node = try onlyNode(name)
            {
                return BoundQuery(source: .nodes([node]))
            }
            let find = Query(verb: .find, source: .named(name), alias: nil, clauses: [], range: name.range)
            return try pathEnd(.query(find))
        }
    }

    /// The one node of any kind that has that id, else name, else alias; nil if there is none.
    private func onlyNode(_ name: Name) throws(BindingError) -> NodeID? {
        for role in [NameRole.id, .name, .alias] {
            let found = graph.nodes(named: name.text, by: role)
            if found.count == 1 { return found[0] }
            if let first = found.first {
                let ids = found.prefix(5).map { schema.kinds[graph.kind(of: $0)].name + " " + graph.id(of: $0) }
                throw .severalNodes(
                    kind: schema.kinds[graph.kind(of: first)].words, name: name.text, found: ids, count: found.count,
                    at: name.range)
            }
        }
        return nil
    }

    private func relations(named name: Name) throws(BindingError) -> [RelationID] {
        let steps = schema.steps(named: name.text)
        guard steps.isEmpty else { return steps.map(\.relation) }
        throw .unknownRelation(name.text, nearest: nearest(to: name.text, among: relationNames), at: name.range)
    }

    private func pathColumns(_ items: [ShowItem]?) throws(BindingError) -> [BoundColumn] {
        guard let items else {
            return [RoutePart.length, .path].map { column($0, $0.rawValue, $0.chineseName, at: 0..<0) }
        }
        var columns: [BoundColumn] = []
        for item in items {
            guard case .path(let path) = item.expression.kind, path.steps.count == 1, path.edgeProperty == nil,
                path.steps[0].narrowing == nil, path.steps[0].repetition == nil, item.shape == nil,
                let part = RoutePart(word: path.steps[0].name.text)
            else {
                let words = RoutePart.allCases.flatMap { [$0.rawValue, $0.chineseName] }
                throw .noPathColumn(item.text, nearest: nearest(to: item.text, among: words), at: item.range)
            }
            let heading = item.alias?.text ?? item.text
            columns.append(column(part, heading, heading, at: item.range))
        }
        return columns
    }

    private func column(_ part: RoutePart, _ name: String, _ chineseName: String, at range: Range<Int>) -> BoundColumn {
        BoundColumn(name: name, chineseName: chineseName, expression: BoundExpression(.route(part), at: range))
    }
}

extension RoutePart {
    init?(word: String) {
        guard
            let part = RoutePart.allCases.first(where: {
                isSameName($0.rawValue, word) || $0.chineseName == word || $0.alias == word
            })
        else { return nil }
        self = part
    }

    /// Another way to write it.
    private var alias: String? { self == .nodes ? "结点" : nil }

    var chineseName: String {
        switch self {
        case .length: "长度"
        case .path: "路径"
        case .start: "起点"
        case .end: "终点"
        case .nodes: "节点"
        case .relations: "关系"
        case .confidence: "可信度"
        }
    }
}
