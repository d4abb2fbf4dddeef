import Diagnostics
import Execution
import Graph
import Plan
import Syntax
import Text

/// For a query that found nothing: what there is instead of a value that is nowhere.
extension Session {
    private static let mostValues = 10_000
    private static let mostWindows = 5_000

    /// `did you mean 低空经济?`, `year is 2024 to 2025 here`, one for each condition that no value satisfies.
    func nearValues(_ query: Query, _ source: SourceText, isLate: @escaping @Sendable () -> Bool) -> [Message] {
        var sought: [SoughtValue] = []
        clauses: for clause in query.clauses {
            switch clause.kind {
            case .filter(let condition): sought += condition.soughtValues()
            case .show, .order, .limit, .offset, .cite, .top, .chart: continue
            // What follows is about other nodes.
            case .arrow, .combine, .group, .pivot, .totals: break clauses
            }
        }
        var hints: [Message] = []
        for value in sought.prefix(4) where hints.count < 3 && !isLate() {
            if let hint = turnedSpan(value, source) ?? hint(for: value, in: query, source, isLate) {
                hints.append(hint)
            }
        }
        return hints
    }

    /// `2025..2023`
    private func turnedSpan(_ sought: SoughtValue, _ source: SourceText) -> Message? {
        guard sought.isSpan, sought.literals.count == 2, let low = sought.literals[0].measure,
            let high = sought.literals[1].measure, low.unit == high.unit, low.amount > high.amount
        else { return nil }
        let text = sought.literals.reversed().map { String(decoding: source.bytes[$0.range], as: UTF8.self) }
        let range = text.joined(separator: "..")
        return Message("a range has its smaller end first: \(range)", "范围小者在前：\(range)")
    }

    private func hint(
        for sought: SoughtValue, in query: Query, _ source: SourceText, _ isLate: @escaping @Sendable () -> Bool
    ) -> Message? {
        guard let values = values(of: sought.path, in: query, source, isLate) else { return nil }
        if values.isEmpty {
            let word = sought.path.steps.last?.name.text ?? ""
            return Message("\(word) is missing everywhere", "\(word)处处缺失")
        }
        switch sought.comparator {
        case .equal, .contains, .among:
            if let text = sought.literals.compactMap(\.text).first {
                return nearText(text, among: values.flatMap(texts), isWhole: sought.comparator != .contains)
            }
            return extremes(of: values, beside: sought)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return extremes(of: values, beside: sought)
        case .notEqual, .notContains, .notAmong, .fuzzy: return nil
        }
    }

    /// What stands at the end of the path from the rows without any condition.
    private func values(
        of path: Path, in query: Query, _ source: SourceText, _ isLate: @escaping @Sendable () -> Bool
    ) -> [Value]? {
        let item = ShowItem(
            expression: Expression(.path(path), at: path.range), shape: nil, alias: nil, text: "", range: path.range)
        var whole = query
        whole.verb = .find
        whole.clauses = [Clause(.show([item]), at: query.range)]
        var binder = Binder(graph: graph, environment: environment, source: source.bytes)
        let executor = Executor(graph, isCancelled: isLate)
        guard let bound = (try? binder.bind(whole).query)?.showingNodesForNames,
            var answer = try? executor.run(Planner(graph).plan(bound))
        else { return nil }
        var values = Set<Value>()
        while values.count < Session.mostValues {
            guard let batch = try? answer.nextBatch() else { return nil }
            if batch.isEmpty { break }
            for value in batch.joined() { values.formUnion(value.members) }
        }
        values.remove(.missing)
        return Array(values)
    }

    private func texts(_ value: Value) -> [String] {
        switch value {
        case .text(let text): return [text]
        case .node(let node):
            let found = graph.nodes(named: node.id, by: .id)
            return [node.name] + found.flatMap { graph.aliases(of: $0) }
        default: return []
        }
    }

    // MARK: Texts

    /// The value that is nearest; of long ones the part that is. nil if the text is there after all.
    private func nearText(_ text: String, among values: [String], isWhole: Bool) -> Message? {
        let sought = folded(text)
        let isThere = values.contains { isWhole ? folded($0) == sought : folded($0).contains(sought) }
        if isThere { return nil }
        if let near = nearest(to: text, among: values).first { return .didYouMean(near) }
        if isWhole, let longer = values.filter({ folded($0).contains(sought) }).min(by: { $0.count < $1.count }) {
            return Message("`~ \(text)` finds \(longer)", "“~ \(text)”可找到\(longer)")
        }
        return isWhole ? nil : nearest(to: text, among: windows(like: text, in: values)).first.map { .didYouMean($0) }
    }

    /// Parts of the values as long as the text, which have at least one of its characters.
    private func windows(like text: String, in values: [String]) -> Set<String> {
        let characters = Set(text)
        guard text.count >= 2, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
        // Of two characters, one in common says nothing: these must sound the same.
        let sound = text.count == 2 ? pinyinSpellings(of: text) : nil
        var windows = Set<String>()
        for value in values {
            let letters = Array(value)
            guard letters.count > text.count else { continue }
            for start in 0...(letters.count - text.count) {
                let window = letters[start..<start + text.count]
                guard window.contains(where: characters.contains) || sound != nil else { continue }
                if let sound {
                    if pinyinSpellings(of: String(window)) == sound { windows.insert(String(window)) }
                } else if window.filter(characters.contains).count * 2 >= text.count {
                    windows.insert(String(window))
                }
            }
            if windows.count > Session.mostWindows { break }
        }
        return windows
    }

    // MARK: Numbers and dates

    /// Least and greatest value, if what is sought lies outside.
    private func extremes(of values: [Value], beside sought: SoughtValue) -> Message? {
        guard let wanted = sought.literals.first?.measure else { return nil }
        let measured = values.compactMap { value in value.measureOfSort.map { ($0, value) } }
            .filter { $0.0.unit == wanted.unit }.sorted { $0.0.amount < $1.0.amount }
        guard let least = measured.first, let greatest = measured.last else { return nil }
        let isOutside = sought.literals.compactMap(\.measure).allSatisfy {
            $0.amount < least.0.amount || $0.amount > greatest.0.amount
        }
        guard isOutside else { return nil }
        let word = sought.path.steps.last?.name.text ?? ""
        return least.1 == greatest.1
            ? Message("\(word) is \(least.1) wherever it is known", "凡有\(word)者皆为 \(least.1)")
            : Message("\(word) lies between \(least.1) and \(greatest.1)", "\(word)在 \(least.1) 与 \(greatest.1) 之间")
    }
}

/// What a number, quantity or date is ordered by, and beside which others.
private struct Measure {
    var amount: Double
    var unit: Int
}

extension Value {
    /// The elements of a list, the value itself otherwise.
    fileprivate var members: [Value] { if case .list(let values) = self { values } else { [self] } }

    fileprivate var measureOfSort: Measure? {
        switch self {
        case .number(let number): Measure(amount: number, unit: 0)
        case .quantity(let quantity): Measure(amount: quantity.amount, unit: Int(quantity.dimension.rawValue))
        case .date(let date): Measure(amount: Double(date.year), unit: 0)
        default: nil
        }
    }
}

extension Literal {
    fileprivate var text: String? { if case .text(let text) = kind { text } else { nil } }

    fileprivate var measure: Measure? {
        switch kind {
        case .number(let number): Value.number(number).measureOfSort
        case .quantity(let quantity): Value.quantity(quantity).measureOfSort
        case .date(let date): Value.date(date).measureOfSort
        case .text, .node, .parameter: nil
        }
    }
}

extension BoundQuery {
    /// A name is looked for by aliases too, so the nodes are wanted themselves.
    fileprivate var showingNodesForNames: BoundQuery {
        var query = self
        for index in columns.indices {
            guard case .path(var path) = columns[index].expression.kind, case .property(let lookup) = path.end,
                lookup.isName
            else { continue }
            path.end = .nodes
            query.columns[index].expression = BoundExpression(.path(path), at: path.range)
        }
        return query
    }
}
