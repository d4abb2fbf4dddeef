import Graph
import Text

/// A planned query in words, one step a line, with how many nodes each is thought to look at.
package struct Explanation {
    private let graph: Graph
    private let estimator: Estimator

    package init(graph: Graph) {
        self.graph = graph
        estimator = Estimator(graph: graph)
    }

    package func text(of query: BoundQuery) -> String { lines(of: query).map { $0 + "\n" }.joined() }

    private func lines(of query: BoundQuery) -> [String] {
        var lines = lines(of: query.source)
        for stage in query.stages { lines += self.lines(of: stage) }
        if let grouping = query.grouping { lines.append("group by \(grouping.keys.count) keys") }
        for stage in query.groupStages { lines += self.lines(of: stage) }
        if query.pivot != nil { lines.append("spread into columns") }
        lines.append(query.countsRows ? "count" : "show \(query.columns.map(\.name).joined(separator: ", "))")
        return lines
    }

    private func lines(of source: BoundSource) -> [String] {
        switch source {
        case .scan(let scan): return lines(of: scan)
        case .search(let search):
            let terms = search.terms.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ", ")
            return ["search \(names(search.kinds)) for \(terms), sort by score"]
        case .nodes(let nodes): return ["take \(nodes.count) nodes of a result"]
        case .query(let query): return lines(of: query).map { "  " + $0 }
        }
    }

    private func lines(of scan: Scan) -> [String] {
        let start = scan.seek.map { "seek \(words($0)), at most \(estimator.seekCount($0, scan.kinds) ?? 0) nodes" }
        let all = "scan \(names(scan.kinds)), \(estimator.count(of: scan.kinds)) nodes"
        return [start ?? all] + scan.filters.map { "filter \(words($0))" }
    }

    private func lines(of stage: Stage) -> [String] {
        switch stage {
        case .filter(let condition): return ["filter \(words(condition))"]
        case .arrow(let path): return ["follow \(path.steps.map(words).joined(separator: "."))"]
        case .combine(let combination, let query): return ["\(combination)"] + lines(of: query).map { "  " + $0 }
        case .order(let keys): return ["sort by \(keys.count) keys"]
        case .top(let count, _): return ["take the first \(count) of each"]
        case .totals: return ["add totals"]
        case .slice(let offset, let limit): return ["skip \(offset), take \(limit.map(String.init) ?? "the rest")"]
        }
    }

    private func names(_ kinds: KindSet) -> String {
        let tops = kinds.members.filter { kind in graph.schema.kinds[kind].parent.map { !kinds.contains($0) } ?? true }
        return tops.map { graph.schema.kinds[$0].name }.joined(separator: ", ")
    }

    private func words(_ step: BoundStep) -> String {
        let names = step.alternatives.map { alternative in
            let relation = graph.schema.relations[alternative.relation]
            return alternative.direction == .forward ? relation.name : relation.inverse ?? relation.name
        }
        let condition = step.condition.map { "[\(words($0))]" } ?? ""
        return names.joined(separator: "|") + condition + (step.repetition == nil ? "" : "{…}")
    }

    private func words(_ condition: BoundCondition) -> String {
        switch condition {
        case .constant(let value): return "\(value)"
        case .all(let parts): return parts.map(words).joined(separator: " and ")
        case .either(let parts): return "(" + parts.map(words).joined(separator: " or ") + ")"
        case .not(let inner): return "not (\(words(inner)))"
        case .kind(let kinds): return "kind \(names(kinds))"
        case .property(let lookup, let test): return "\(lookup.name) \(words(test))"
        case .named(let test): return "name \(words(test))"
        case .member(let nodes): return "one of \(nodes.count) nodes"
        case .memberOf: return "in (find …)"
        case .some(let step, let inner, .forward): return "\(words(step)).(\(words(inner)))"
        case .some(let step, _, .backward(let scan)):
            return "\(words(step)) backward from (\(lines(of: scan).joined(separator: ", ")))"
        case .edge(let step, _, let test): return "\(words(step))@ \(words(test))"
        case .value(_, let test): return "value \(words(test)), node by node"
        case .comparison: return "comparison of two paths, node by node"
        case .absent: return "no value, node by node"
        case .source(_, _, let test): return "source \(words(test))"
        }
    }

    private func words(_ test: Test) -> String {
        switch test {
        case .equals(let values): return "= " + list(values.map(\.description))
        case .contains(let needles): return "~ " + list(needles.map { String(decoding: $0, as: UTF8.self) })
        case .matches(let pattern): return "~ /\(pattern.source)/"
        case .resembles(let resemblance): return "~~ \(resemblance.typed)"
        case .less(let bound): return "< \(bound)"
        case .lessOrEqual(let bound): return "<= \(bound)"
        case .greater(let bound): return "> \(bound)"
        case .greaterOrEqual(let bound): return ">= \(bound)"
        case .within(let low, let high): return "in \(low?.description ?? "")..\(high?.description ?? "")"
        case .present: return "is present"
        }
    }

    /// At most three, and how many more there are.
    private func list(_ texts: [String]) -> String {
        if texts.count == 1 { return texts[0] }
        let more = texts.count > 3 ? ", … \(texts.count) in all" : ""
        return "any(\(texts.prefix(3).joined(separator: ", "))\(more))"
    }
}
