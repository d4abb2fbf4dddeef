import Diagnostics
import Graph
import Text

/// A query in words, one operator a line, with at most how many rows each gives.
package struct Explanation {
    let graph: Graph
    let estimator: Estimator

    /// One operator.
    package struct Line: Sendable, Equatable {
        package var place: OperatorPlace
        /// How many queries it stands within.
        package var depth: Int
        package var words: Message
        /// At most how many rows it gives, from exact counts; nil where that can't be told.
        package var estimate: Int?
    }

    package init(graph: Graph) {
        self.graph = graph
        estimator = Estimator(graph: graph)
    }

    // MARK: Texts

    /// The plan of a query.
    package func text(of query: BoundQuery) -> Message { text(lines(of: query)) }

    /// The plan of a search for paths.
    package func text(of search: BoundPathSearch) -> Message { text(lines(of: search)) }

    /// The query before the first pass, and after each one up to `last` what it made of it.
    package func text(of query: BoundQuery, through last: Planner.Pass) -> Message {
        steps(through: last, query, lines(of:)) { Planner(graph).plan($0, only: $1) }
    }

    package func text(of search: BoundPathSearch, through last: Planner.Pass) -> Message {
        steps(through: last, search, lines(of:)) { Planner(graph).plan($0, only: $1) }
    }

    private func steps<Planned>(
        through last: Planner.Pass, _ written: Planned, _ lines: (Planned) -> [Line],
        _ plan: (Planned, Planner.Pass) -> Planned
    ) -> Message {
        var text = Message("as written\n", "原样\n") + self.text(lines(written), depth: 1)
        var planned = written
        for pass in Planner.Pass.allCases.prefix(through: pass(last)) {
            let before = lines(planned).map(\.words)
            planned = plan(planned, pass)
            text = text + Message("⇒ ") + pass.name + Message(": ", "：") + pass.rule + Message("\n")
            text =
                text
                + (lines(planned).map(\.words) == before
                    ? Message("  nothing changes\n", "  没有变化\n") : self.text(lines(planned), depth: 1))
        }
        return text
    }

    private func pass(_ pass: Planner.Pass) -> Int { Planner.Pass.allCases.firstIndex(of: pass) ?? 0 }

    private func text(_ lines: [Line], depth: Int = 0) -> Message {
        lines.map { line in
            let estimate = line.estimate.map { Message(", at most \($0)", "，至多 \($0)") } ?? Message("")
            return Message(String(repeating: "  ", count: line.depth + depth)) + line.words + estimate + Message("\n")
        }.joined(Message(""))
    }

    // MARK: Lines

    /// The operators of a query, in the order in which they run.
    package func lines(of query: BoundQuery) -> [Line] { lines(of: query, OperatorPlace(), depth: 0) }

    package func lines(of search: BoundPathSearch) -> [Line] {
        let ends = [
            (Message("from", "起点"), OperatorPlace.from, search.from), (Message("to", "终点"), .to, search.to),
        ].flatMap { words, place, query in
            [Line(place: place, depth: 0, words: words)]
                + lines(ofRoots: query, place, depth: 1)
        }
        return ends + [
            Line(place: .routes, depth: 0, words: words(search), estimate: search.wantsAll ? search.limit : 1),
            Line(place: .routeColumns, depth: 0, words: show(search.columns)),
        ]
    }

    private func lines(of query: BoundQuery, _ place: OperatorPlace, depth: Int) -> [Line] {
        var lines = lines(ofRoots: query, place, depth: depth)
        var rows = lines.last?.estimate
        if let grouping = query.grouping {
            rows = grouping.keys.isEmpty ? 1 : grouping.keys.allSatisfy(\.isOne) ? rows : nil
            lines.append(Line(place: place.grouping(query), depth: depth, words: words(grouping), estimate: rows))
        }
        for (number, stage) in query.groupStages.enumerated() {
            rows = estimator.count(after: stage, rows)
            lines += self.lines(of: stage, place.groupStage(number, query), depth: depth, rows)
        }
        for (number, stage) in (query.pivot?.stages ?? []).enumerated() {
            rows = estimator.count(after: stage, rows)
            lines += self.lines(of: stage, place.pivotStage(number, query), depth: depth, rows)
        }
        let shown = query.countsRows ? Message("count", "计数") : show(query.columns, pivot: query.pivot)
        return lines + [
            Line(
                place: place.columns(query), depth: depth, words: shown,
                estimate: query.countsRows ? 1 : rows)
        ]
    }

    /// Without what shows the rows.
    private func lines(ofRoots query: BoundQuery, _ place: OperatorPlace, depth: Int) -> [Line] {
        var lines = lines(of: query.source, place.source, depth: depth)
        var rows = lines.last?.estimate
        for (number, stage) in query.stages.enumerated() {
            rows = estimator.count(after: stage, rows)
            lines += self.lines(of: stage, place.stage(number), depth: depth, rows)
        }
        return lines
    }

    private func lines(of source: BoundSource, _ place: OperatorPlace, depth: Int) -> [Line] {
        switch source {
        case .scan(let scan): return lines(of: scan, place, depth: depth)
        case .search(let search):
            let terms = search.terms.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ", ")
            let words =
                Message("search ", "搜索 ") + names(search.kinds)
                + Message(" for \(terms), sort by score", "：\(terms)，按得分排序")
            return [Line(place: place, depth: depth, words: words, estimate: estimator.count(of: search.kinds))]
        case .nodes(let nodes):
            let words =
                nodes.count == 1
                ? Message("take ", "取 ") + graph.schema.kinds[graph.kind(of: nodes[0])].words
                    + Message(" \(graph.name(of: nodes[0]))")
                : Message("take the nodes of a result", "取结果中的节点")
            return [Line(place: place, depth: depth, words: words, estimate: nodes.count)]
        case .query(let query): return lines(ofRoots: query, place, depth: depth + 1)
        }
    }

    private func lines(of scan: Scan, _ place: OperatorPlace, depth: Int) -> [Line] {
        var rows = estimator.scanCount(scan)
        let words = scan.seek.map { Message("seek ", "索引 ") + self.words($0) } ?? self.words(scanning: scan.kinds)
        var lines = [Line(place: place, depth: depth, words: words, estimate: rows)]
        for (number, filter) in scan.filters.enumerated() {
            rows = min(rows, estimator.bound(filter, scan.kinds) ?? rows)
            lines.append(
                Line(place: place.filter(number), depth: depth, words: self.words(filtering: filter), estimate: rows))
        }
        return lines
    }

    private func lines(of stage: Stage, _ place: OperatorPlace, depth: Int, _ rows: Int?) -> [Line] {
        let line = Line(place: place, depth: depth, words: words(stage), estimate: rows)
        guard case .combine(_, let query) = stage else { return [line] }
        return lines(ofRoots: query, place, depth: depth + 1) + [line]
    }
}

extension BoundExpression {
    /// Whether it has at most one value at a row, so that there are no more groups than rows.
    fileprivate var isOne: Bool { !isMultiple }
}
