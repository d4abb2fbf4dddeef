import Text

extension Query: CustomStringConvertible {
    package var description: String {
        "(\(verb) \(source)\(alias.map { " as " + quoted($0) } ?? "")\(tail(clauses)))"
    }
}

extension QuerySource: CustomStringConvertible {
    package var description: String {
        switch self {
        case .named(let name): quoted(name)
        case .call(let name, let arguments): "(call \(quoted(name))\(tail(arguments)))"
        case .query(let query): query.description
        case .search(let sought, let kinds): "(search \(sought)\(tail(kinds.map(quoted))))"
        }
    }
}

extension Clause: CustomStringConvertible {
    package var description: String {
        switch kind {
        case .filter(let condition): "(where \(condition))"
        case .arrow(let path): "(-> \(path))"
        case .show(let items): "(show\(tail(items)))"
        case .group(let items): "(group\(tail(items)))"
        case .order(let keys): "(order\(tail(keys)))"
        case .limit(let count): "(limit \(count))"
        case .offset(let count): "(offset \(count))"
        case .cite: "(cite)"
        case .combine(let operation, let query): "(\(operation) \(query))"
        case .top(let count, let keys): "(top \(count) per\(tail(keys)))"
        case .pivot(let rows, let column): "(pivot\(tail(rows)) by \(column))"
        case .totals: "(totals)"
        case .chart(let shape): "(chart \(shape))"
        }
    }
}

extension ShowItem: CustomStringConvertible {
    package var description: String {
        if shape == nil, alias == nil { return expression.description }
        let inner = shape.map { " {\(tail($0)) }" } ?? ""
        return "(item \(expression)\(inner)\(alias.map { " as " + quoted($0) } ?? ""))"
    }
}

extension OrderKey: CustomStringConvertible {
    package var description: String { descending ? "(desc \(expression))" : expression.description }
}

extension Expression: CustomStringConvertible {
    package var description: String {
        switch kind {
        case .literal(let literal): literal.description
        case .path(let path): path.description
        case .call(let function, let arguments): "(call \(quoted(function))\(tail(arguments)))"
        case .binary(let operation, let left, let right): "(\(operation.rawValue) \(left) \(right))"
        case .negated(let inner): "(negated \(inner))"
        case .choice(let condition, let first, let second):
            "(if \(condition) \(first)\(second.map { " \($0)" } ?? ""))"
        case .counted(let query): query.description
        case .converted(let inner, let unit): "(in \(inner) \(quoted(unit)))"
        }
    }
}

extension Literal: CustomStringConvertible {
    package var description: String {
        switch kind {
        case .text(let text): isBare ? "'" + text : text.debugDescription
        case .number(let number): decimalText(number)
        case .quantity(let quantity): "(quantity \(quantity))"
        case .date(let date): "(date \(date))"
        case .node(let kind, let name): "(node \(quoted(kind)) \(quoted(name)))"
        case .parameter(let name): "$" + name
        }
    }
}

extension Path: CustomStringConvertible {
    package var description: String { "(path\(tail(steps))\(edgeProperty.map { " @" + quoted($0) } ?? ""))" }
}

extension Step: CustomStringConvertible {
    package var description: String {
        quoted(name) + (repetition?.text ?? "") + (narrowing.map { "[\($0)]" } ?? "")
    }
}

extension Condition: CustomStringConvertible {
    package var description: String {
        switch kind {
        case .comparison(let left, let comparator, let right): "(\(comparator.rawValue) \(left) \(right))"
        case .presence(let path, let isPresent): "(\(isPresent ? "present" : "missing") \(path))"
        case .has(let path): "(has \(path))"
        case .no(let path): "(no \(path))"
        case .every(let path, let condition): "(every \(path) \(condition))"
        case .negation(let condition): "(not \(condition))"
        case .both(let left, let right): "(and \(left) \(right))"
        case .either(let left, let right): "(or \(left) \(right))"
        case .bare(let name): "(is-a \(quoted(name)))"
        }
    }
}

extension Operand: CustomStringConvertible {
    package var description: String {
        switch kind {
        case .expression(let expression): expression.description
        case .anyOf(let literals): "(any\(tail(literals)))"
        case .span(let lower, let upper): "(\(lower?.description ?? "")..\(upper?.description ?? ""))"
        case .list(let literals): "(list\(tail(literals)))"
        case .pattern(let pattern): "(pattern \(pattern.debugDescription))"
        case .query(let query): query.description
        }
    }
}
