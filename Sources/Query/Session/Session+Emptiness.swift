import Diagnostics
import Execution
import Glibc
import Graph
import Plan
import Syntax
import Text

extension Session {
    /// Looking for the condition that emptied an answer may try so many.
    private static let mostConditionsTried = 12

    /// What is worth knowing about a query that found nothing: which condition emptied it, and what there is that is nearly
    /// what was sought.
    package func emptiness(of query: Query, in source: SourceText) -> Diagnostic? {
        // What isn't at hand can't be counted.
        if isPartial { return nil }
        let isCancelled = isCancelled
        let message = whatEmptied(query, in: source)
        let time = SearchTime()
        let hints = nearValues(query, source, isLate: { isCancelled() || time.isOver })
        if message == nil, hints.isEmpty { return nil }
        let all = count(query.onlyRoots.without { _ in true }, source, time).map { "\($0)" }
        let none = all.map { Message("0 of \($0)", "\($0) 个中有 0 个") } ?? Message("nothing was found", "没有结果")
        return Diagnostic(message ?? none, at: nil, hints: hints, severity: .note)
    }

    /// Which condition left nothing of a query that found nothing: `0 of 16; without year = 2024: 3`. nil where there is no
    /// condition, or it can't be told in time.
    package func whatEmptied(_ query: Query, in source: SourceText) -> Message? {
        if case .named(let name) = query.source, environment.result(named: name.text) != nil { return nil }
        let roots = query.onlyRoots
        let time = SearchTime()
        guard let all = count(roots.without { _ in true }, source, time) else { return nil }
        if all == 0 { return whyNone(roots, source, time) }
        let conditions = roots.conditions
        guard conditions.count > 1, conditions.count <= Session.mostConditionsTried else { return nil }
        var found: [(text: String, count: Int)] = []
        for condition in conditions {
            guard let count = count(roots.without { $0 == condition.range }, source, time) else { return nil }
            if count > 0 { found.append((written(condition.range, source), count)) }
        }
        if found.isEmpty { return eachAlone(roots, all, source, time) }
        let english = found.map { "; without `\($0.text)`: \($0.count)" }.joined()
        let chinese = found.map { "；去掉“\($0.text)”：\($0.count)" }.joined()
        return Message("0 of \(all)" + english, "\(all) 个中有 0 个" + chinese)
    }

    /// Where leaving one condition out doesn't help: those that are true of nothing, whatever the others say.
    private func eachAlone(_ roots: Query, _ all: Int, _ source: SourceText, _ time: SearchTime) -> Message? {
        var empty: [String] = []
        for condition in roots.conditions {
            guard let count = count(roots.without { $0 != condition.range }, source, time) else { return nil }
            if count == 0 { empty.append(written(condition.range, source)) }
        }
        if empty.isEmpty { return nil }
        return Message(
            "0 of \(all); none has " + empty.map { "`\($0)`" }.joined(separator: ", nor "),
            "\(all) 个中有 0 个；无一满足" + empty.map { "“\($0)”" }.joined(separator: "，也无一满足"))
    }

    /// Why there are no rows even without conditions: a kind without nodes, or a search among the wrong kinds.
    private func whyNone(_ roots: Query, _ source: SourceText, _ time: SearchTime) -> Message? {
        switch roots.source {
        case .named(let name):
            guard let kind = graph.schema.kind(named: name.text), graph.nodes(of: kind).isEmpty else { return nil }
            let words = graph.schema.kinds[kind].words
            return Message("this graph has no node of the kind \(words.english)", "此图中没有\(words.chinese)")
        case .search(let literal, let kinds) where !kinds.isEmpty:
            var everywhere = roots
            everywhere.source = .search(literal, kinds: [])
            guard let count = count(everywhere, source, time), count > 0 else { return nil }
            return Message("0; without `in`, among all kinds: \(count)", "0 个；不限种类：\(count) 个")
        case .call, .query, .search: return nil
        }
    }

    /// How many roots a query has; nil if it is wrong, or takes too long.
    private func count(_ query: Query, _ source: SourceText, _ time: SearchTime) -> Int? {
        let isCancelled = isCancelled
        var binder = Binder(graph: graph, environment: environment, source: source.bytes)
        guard let bound = try? binder.bind(query).query else { return nil }
        let executor = Executor(graph, isCancelled: { isCancelled() || time.isOver })
        return (try? executor.run(Planner(graph).plan(bound)))?.roots.count
    }

    private func written(_ range: Range<Int>, _ source: SourceText) -> String {
        let text = String(decoding: source.bytes[range.clamped(to: source.bytes.indices)], as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// How long a search for what would have been found may take: so much of a processor, that a busy machine gives the same
/// answer, and not so long that a person waits.
private struct SearchTime {
    private static let mostOfProcessor = 150
    private static let longest = 1500

    private let processor = milliseconds(CLOCK_THREAD_CPUTIME_ID)
    private let begun = milliseconds()

    var isOver: Bool {
        milliseconds(CLOCK_THREAD_CPUTIME_ID) - processor > SearchTime.mostOfProcessor
            || milliseconds() - begun > SearchTime.longest
    }
}

/// Milliseconds by a clock that only goes on.
func milliseconds(_ clock: clockid_t = CLOCK_MONOTONIC) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

extension Query {
    /// The conditions of all its `where`, each that `and` joins by itself.
    fileprivate var conditions: [Condition] {
        clauses.flatMap { clause -> [Condition] in
            if case .filter(let condition) = clause.kind { condition.conjuncts } else { [] }
        }
    }

    /// Without what says how rows are shown, and without what follows a grouping.
    fileprivate var onlyRoots: Query {
        var query = self
        query.verb = .count
        query.clauses = []
        for clause in clauses {
            switch clause.kind {
            case .filter, .arrow, .combine: query.clauses.append(clause)
            case .show, .order, .limit, .offset, .cite, .top, .totals, .chart: continue
            case .group, .pivot: return query
            }
        }
        return query
    }

    /// Without the conditions of such places.
    fileprivate func without(_ isDropped: (Range<Int>) -> Bool) -> Query {
        var query = self
        query.clauses = clauses.compactMap { clause in
            guard case .filter(let condition) = clause.kind else { return clause }
            let kept = condition.conjuncts.filter { !isDropped($0.range) }
            guard let first = kept.first else { return nil }
            let both = kept.dropFirst().reduce(first) { Condition(.both($0, $1), at: condition.range) }
            return Clause(.filter(both), at: clause.range)
        }
        return query
    }
}

extension Condition {
    /// The conditions that `and` joins at the top.
    fileprivate var conjuncts: [Condition] {
        if case .both(let left, let right) = kind { left.conjuncts + right.conjuncts } else { [self] }
    }
}
