import Graph
import Syntax
import Text

extension Reference {
    func holds(_ condition: Condition, _ row: Row, _ context: Context) throws(Failure) -> Bool {
        switch condition.kind {
        case .both(let left, let right):
            let (left, right) = (try holds(left, row, context), try holds(right, row, context))
            return left && right
        case .either(let left, let right):
            let (left, right) = (try holds(left, row, context), try holds(right, row, context))
            return left || right
        case .negation(let inner): return try !holds(inner, row, context)
        case .has(let path): return try !values(of: path, row, context).isEmpty
        case .no(let path): return try values(of: path, row, context).isEmpty
        case .presence(let path, let isPresent): return try values(of: path, row, context).isEmpty != isPresent
        case .bare(let name): return isKind(row, name.text)
        case .every(let path, let inner):
            for case .node(let end) in try values(of: path, row, context) {
                if try !holds(inner, .node(end), context.without) { return false }
            }
            return true
        case .comparison(let left, let comparator, let right):
            switch comparator {
            case .notEqual: return try !compares(left, .equal, right, row, context)
            case .notContains: return try !compares(left, .contains, right, row, context)
            case .notAmong: return try !compares(left, .among, right, row, context)
            default: return try compares(left, comparator, right, row, context)
            }
        }
    }

    /// A node is of its kind and of all those above.
    private func isKind(_ name: String, within ancestor: Int) -> Bool {
        world.kinds.firstIndex { $0.name == name }.map { world.isKind($0, within: ancestor) } ?? false
    }

    private func isKind(_ row: Row, _ name: String) -> Bool {
        guard case .node(let node) = row, let kind = world.kinds.firstIndex(where: { $0.name == name }) else {
            return false
        }
        return world.isKind(world.nodes[node].kind, within: kind)
    }

    /// Whether any value of the left satisfies.
    private func compares(
        _ left: Syntax.Expression, _ comparator: Comparator, _ right: Operand, _ row: Row, _ context: Context
    ) throws(Failure) -> Bool {
        var values = try values(left, row, context)
        if case .path(var path) = left.kind, path.steps.last?.name.text == "name", isConstant(right) {
            path.steps.removeLast()
            values = try self.values(of: path, row, context)
        }
        if case .path(let path) = left.kind, path.steps.last?.name.text == "kind" {
            values = values.flatMap { value in
                guard case .text(let name) = value else { return [value] }
                return world.kinds.indices.filter { isKind(name, within: $0) }.map { .text(world.kinds[$0].name) }
            }
        }
        switch right.kind {
        case .anyOf(let literals), .list(let literals):
            // In a list a word is a text, where alone it would be a period.
            let comparator = comparator == .among ? .equal : comparator
            return values.contains { value in literals.contains { passes(value, left, comparator, $0) } }
        case .span(let low, let high):
            return values.contains { value in
                (low.map { value.isAtLeast(typed($0, like: value)) } ?? true)
                    && (high.map { value.isAtMost(typed($0, like: value)) } ?? true)
            }
        case .query(let query):
            let wanted = try carryOut(query, aliases: context.aliases).roots
            return values.contains { if case .node(let node) = $0 { wanted.contains(node) } else { false } }
        case .pattern: return false
        case .expression(let expression):
            if let literal = expression.constant {
                return values.contains { passes($0, left, comparator, literal) }
            }
            let wanted = try self.values(expression, row, context)
            return values.contains { value in wanted.contains { passes(value, comparator, $0) } }
        }
    }

    private func isConstant(_ operand: Operand) -> Bool {
        if case .expression(let expression) = operand.kind { return expression.constant != nil }
        return true
    }

    /// A value and a constant. A node compares by all its names, and so does the property `name`.
    private func passes(
        _ value: ReferenceValue, _ left: Syntax.Expression, _ comparator: Comparator, _ literal: Literal
    ) -> Bool {
        if case .node(let node) = value {
            return world.names(of: node).contains { passes(.text($0), comparator, typed(literal, like: .text($0))) }
        }
        if comparator == .among, case .text(let word) = literal.kind, literal.isBare {
            guard let years = ["十四五": 2021...2025, "十三五": 2016...2020][word] else { return false }
            if case .date = value {
                return value.isAtLeast(.date(year: years.lowerBound, month: nil, day: nil))
                    && value.isAtMost(.date(year: years.upperBound, month: nil, day: nil))
            }
            return value.isAtLeast(.amount(Double(years.lowerBound), of: "number"))
                && value.isAtMost(.amount(Double(years.upperBound), of: "number"))
        }
        let wanted = comparator == .contains ? .text(text(of: literal)) : typed(literal, like: value)
        return passes(value, comparator, wanted)
    }

    private func passes(_ value: ReferenceValue, _ comparator: Comparator, _ wanted: ReferenceValue) -> Bool {
        switch comparator {
        case .equal, .among: return value.isEqual(to: wanted)
        case .less: return value.isLess(than: wanted)
        case .lessOrEqual: return value.isAtMost(wanted)
        case .greater: return wanted.isLess(than: value)
        case .greaterOrEqual: return value.isAtLeast(wanted)
        case .contains:
            guard case .text(let needle) = wanted, let text = written(value) else { return false }
            return isPart(Array(folded(needle).utf8), of: Array(folded(text).utf8))
        case .notEqual, .notContains, .notAmong, .fuzzy: return false
        }
    }

    private func isPart(_ needle: [UInt8], of text: [UInt8]) -> Bool {
        if needle.isEmpty { return true }
        return text.indices.contains { text[$0...].starts(with: needle) }
    }

    /// What `~` looks into.
    private func written(_ value: ReferenceValue) -> String? {
        switch value {
        case .text(let text): text
        case .source(let document, _): document
        case .amount(let amount, _, _): decimalText(amount)
        case .date(let year, let month, let day): PartialDate(year: year, month: month, day: day)?.description
        case .node: nil
        }
    }

    private func text(of literal: Literal) -> String {
        if case .text(let text) = literal.kind { text } else { text(literal.range) }
    }

    /// A constant, read as what it is compared with: `2024` beside a date is a year.
    private func typed(_ literal: Literal, like value: ReferenceValue) -> ReferenceValue {
        let wanted = literal.value
        switch (value, wanted) {
        case (.text, .amount), (.text, .date): return .text(text(literal.range))
        case (.date, .amount(let number, _, _)): return .date(year: Int(number), month: nil, day: nil)
        case (.amount, .date(let year, nil, _)): return .amount(Double(year), of: "number")
        default: return wanted
        }
    }
}

extension Reference.Context {
    /// In a nested condition only aliases go on meaning what they meant.
    var without: Reference.Context { Reference.Context(aliases: aliases) }
}

extension Literal {
    var value: ReferenceValue {
        switch kind {
        case .text(let text): .text(text)
        case .number(let number): .amount(number, of: "number")
        case .quantity(let quantity): ReferenceValue(.quantity(quantity)) ?? .text("")
        case .date(let date): .date(year: date.year, month: date.month, day: date.day)
        case .node, .parameter: .text("")
        }
    }
}

extension Syntax.Expression {
    /// The constant that it is.
    var constant: Literal? {
        switch kind {
        case .literal(let literal): return literal
        case .negated(let inner):
            guard var literal = inner.constant, case .number(let number) = literal.kind else { return nil }
            literal.kind = .number(-number)
            literal.range = range
            return literal
        default: return nil
        }
    }
}
