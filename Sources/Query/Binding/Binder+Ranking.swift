import Graph
import Plan
import Syntax
import Text

/// What rows that were found by likeness can show and be sorted by: `score` and `snippet`.
extension Binder {
    /// `"避暑 康养" in sections`; without kinds all of them.
    func search(_ sought: Literal, kinds names: [Name]) throws(BindingError) -> (BoundQuery, KindSet) {
        guard case .text(let words) = try value(sought, as: .text, of: "search") else {
            throw .nothingToSearch(at: sought.range)
        }
        var kinds = names.isEmpty ? allKinds : KindSet()
        for name in names { kinds = kinds.union(closure([try kind(name)])) }
        let search = BoundSearch(text: words, kinds: kinds)
        if search.terms.isEmpty { throw .nothingToSearch(at: sought.range) }
        return (BoundQuery(source: .search(search)), kinds)
    }

    /// Names under which rows of a search know their score and snippet, unless the kinds have such properties themselves.
    func addHeadings(ofSearch range: Range<Int>, to scope: inout Scope) {
        addHeadings(Binder.scoreWords, .score, range, to: &scope)
        addHeadings(Binder.snippetWords, .snippet, range, to: &scope)
    }

    private func addHeadings(_ words: [String], _ ranked: Ranked, _ range: Range<Int>, to scope: inout Scope) {
        for word in words where !hasProperty(named: word, in: scope.kinds) {
            scope.headings.append((word, BoundExpression(.ranked(ranked), at: range)))
        }
    }

    private static let scoreWords = ["score", "得分", "分数"]
    private static let matchedWords = ["matched", "匹配", "所匹配"]
    private static let snippetWords = ["snippet", "摘录", "片段"]

    /// After a `where`: rows can show how much they are like what its `~~` asked for, and come in that order, unless the query
    /// has an order of its own.
    mutating func rank(_ bound: inout BoundQuery, _ scope: inout Scope, at range: Range<Int>) {
        if !matches.isEmpty {
            scope.headings.removeAll { if case .ranked(.matched) = $0.expression.kind { true } else { false } }
            addHeadings(Binder.matchedWords, .matched(matches), range, to: &scope)
        }
        guard bound.grouping == nil, !similarities.isEmpty else { return }
        firstRanked = firstRanked ?? bound.stages.count - 1
        scope.headings.removeAll { if case .ranked(.similarity) = $0.expression.kind { true } else { false } }
        addHeadings(Binder.scoreWords, .similarity(similarities), range, to: &scope)
    }

    /// Notes a comparison with `~~` of the query's own rows; inside of brackets it is about other nodes.
    mutating func note(_ path: BoundPath, _ test: Test, _ scope: Scope) {
        guard case .resembles(let resemblance) = test, scope.isOfRows, path.start == .current else { return }
        similarities.append(Similarity(path: path, resemblances: [resemblance]))
    }

    /// Notes a comparison with what the query's own rows, or nodes behind them, go by.
    mutating func noteMatch(_ path: BoundPath, _ test: Test, _ scope: Scope) {
        guard scope.isOfRows, path.start == .current, scope.keys == nil else { return }
        var path = path
        path.end = .nodes
        matches.append(NameMatch(path: path, test: test))
    }

    /// `name ~~ any(平谣, 介修)`: one or the other; the likest of them is what the row is scored by.
    mutating func fuzzy(
        _ left: Expression, any literals: [Literal], _ scope: Scope, _ range: Range<Int>
    ) throws(BindingError) -> BoundCondition {
        let first = similarities.count
        var condition = BoundCondition.constant(false)
        for literal in literals {
            let right = Operand(.expression(Expression(.literal(literal), at: literal.range)), at: literal.range)
            condition = .or(condition, try comparison(left, .fuzzy, right, scope, range))
        }
        if similarities.count > first + 1 {
            similarities[first].resemblances = similarities[first...].flatMap(\.resemblances)
            similarities.removeSubrange((first + 1)...)
        }
        return condition
    }

    /// The columns of a search without `show`.
    func columns(ofSearch kinds: KindSet) -> [BoundColumn] {
        func column(_ name: String, _ chinese: String, _ kind: BoundExpression.Kind) -> BoundColumn {
            BoundColumn(name: name, chineseName: chinese, expression: BoundExpression(kind, at: 0..<0))
        }
        let slots = schema.kinds.indices.map { kinds.contains($0) ? NodeSlot.name : -1 }
        let lookup = PropertyLookup(slots: slots, type: .text, isMany: false, name: "name")
        return [
            column("kind", "种类", .path(BoundPath(steps: [], end: .kind, range: 0..<0))),
            column("name", "名称", .path(BoundPath(steps: [], end: .property(lookup), range: 0..<0))),
            column("snippet", "摘录", .ranked(.snippet)),
            column("score", "得分", .ranked(.score)),
        ]
    }
}

extension BoundPath {
    /// Whether it is compared with texts by what nodes go by.
    var readsNames: Bool {
        switch end {
        case .nodes: true
        case .property(let lookup): lookup.isName
        case .edge, .kind, .sourcePart: false
        }
    }
}

extension Scope {
    /// Whether the rows are what a search found.
    var isSearch: Bool {
        headings.contains { if case .ranked(.score) = $0.expression.kind { true } else { false } }
    }
}

extension [Stage] {
    /// Sorts by likeness right behind the conditions, before anything cuts the rows.
    mutating func sort(by similarities: [Similarity], from first: Int) {
        let place = self[first...].firstIndex { if case .filter = $0 { false } else { true } } ?? endIndex
        let key = BoundOrderKey(
            expression: BoundExpression(.ranked(.similarity(similarities)), at: 0..<0), descending: true)
        insert(.order([key]), at: place)
    }
}
