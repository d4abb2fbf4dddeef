import Query
import Render
import Syntax

extension Hits {
    /// What a statement looks for by `~`, `~~` or `search`, to be marked in its answer. What it rules out is none of it.
    init(of statement: Statement, parameters: [String: String]) {
        guard case .query(let query) = statement.kind else {
            self.init()
            return
        }
        var sought = SoughtTexts(parameters: parameters)
        sought.collect(query)
        self.init(sought.texts)
    }
}

/// Gathers the texts that a query looks for.
private struct SoughtTexts {
    let parameters: [String: String]
    var texts: [String] = []

    init(parameters: [String: String]) { self.parameters = parameters }

    mutating func collect(_ query: Query) {
        switch query.source {
        case .search(let sought, _):
            texts += text(of: sought).map { $0.split(whereSeparator: \.isWhitespace).map(String.init) } ?? []
        case .query(let inner): collect(inner)
        case .named, .call: break
        }
        for clause in query.clauses {
            switch clause.kind {
            case .filter(let condition): collect(condition)
            case .arrow(let path): collect(path)
            case .show(let items): collect(items)
            case .combine(.except, _): break
            case .combine(_, let other): collect(other)
            case .group, .order, .limit, .offset, .cite, .top, .pivot, .totals, .chart: break
            }
        }
    }

    private mutating func collect(_ items: [ShowItem]) {
        for item in items {
            if case .path(let path) = item.expression.kind { collect(path) }
            collect(item.shape ?? [])
        }
    }

    private mutating func collect(_ path: Path) {
        for step in path.steps { if let narrowing = step.narrowing { collect(narrowing) } }
    }

    private mutating func collect(_ condition: Condition) {
        switch condition.kind {
        case .comparison(let left, let comparator, let operand):
            if case .path(let path) = left.kind { collect(path) }
            if comparator == .contains || comparator == .fuzzy { collect(operand) }
            if comparator == .among, case .query(let query) = operand.kind { collect(query) }
        case .has(let path): collect(path)
        case .every(let path, let inner):
            collect(path)
            collect(inner)
        case .both(let left, let right), .either(let left, let right):
            collect(left)
            collect(right)
        case .presence, .no, .negation, .bare: break
        }
    }

    private mutating func collect(_ operand: Operand) {
        switch operand.kind {
        case .expression(let expression):
            switch expression.kind {
            case .literal(let literal): texts += text(of: literal).map { [$0] } ?? []
            default: break
            }
        case .anyOf(let literals), .list(let literals): texts += literals.compactMap(text)
        case .pattern(let source): texts += SoughtTexts.literals(of: source)
        case .span, .query: break
        }
    }

    private func text(of literal: Literal) -> String? {
        switch literal.kind {
        case .text(let text): text
        case .parameter(let name): parameters[name]
        case .number, .quantity, .date, .node: nil
        }
    }

    /// Of a regular expression, the runs of letters in it that stand for themselves: 低空, 经济 and 产业 of `/低空.{0,6}(经济|产业)/`.
    private static func literals(of pattern: String) -> [String] {
        var literals: [String] = []
        var run = ""
        var isEscaped = false
        var closing: Character?
        for character in pattern {
            if isEscaped {
                isEscaped = false
            } else if let end = closing {
                if character == end { closing = nil }
            } else if character.isLetter || character.isNumber {
                run.append(character)
                continue
            } else {
                // What these follow need not be there.
                if "?*{".contains(character), !run.isEmpty { run.removeLast() }
                isEscaped = character == "\\"
                closing = character == "[" ? "]" : character == "{" ? "}" : nil
            }
            literals.append(run)
            run = ""
        }
        return (literals + [run]).filter { $0.count > 1 }
    }
}
