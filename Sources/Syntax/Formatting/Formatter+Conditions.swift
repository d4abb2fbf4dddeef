import Text

extension Formatter {
    /// How tightly a condition binds: what binds less tightly than its place asks for stands in brackets.
    private enum Binding: Int { case either, both, test }

    func text(of condition: Condition) -> String { text(of: condition, atLeast: .either) }

    private func text(of condition: Condition, atLeast least: Binding) -> String {
        let text = plainText(of: condition)
        return binding(of: condition).rawValue < least.rawValue ? "(\(text))" : text
    }

    private func binding(of condition: Condition) -> Binding {
        switch condition.kind {
        case .either: .either
        case .both: .both
        case .comparison, .presence, .has, .no, .every, .negation, .bare: .test
        }
    }

    private func plainText(of condition: Condition) -> String {
        switch condition.kind {
        case .either(let left, let right):
            "\(text(of: left, atLeast: .either)) \(word(.or)) \(text(of: right, atLeast: .both))"
        case .both(let left, let right):
            "\(text(of: left, atLeast: .both)) \(word(.and)) \(text(of: right, atLeast: .test))"
        case .negation(let inner): "\(word(.not)) \(text(of: inner, atLeast: .test))"
        case .has(let path): "\(word(.has)) \(text(of: path, mustNotBeText: false))"
        case .no(let path): "\(word(.no)) \(text(of: path, mustNotBeText: false))"
        case .every(let path, let inner):
            "\(word(.every)) \(text(of: path, mustNotBeText: false)) \(word(.satisfies)) "
                + text(of: inner, atLeast: .test)
        case .presence(let path, let isPresent):
            "\(text(of: path, mustNotBeText: false)) \(word(.is)) \(word(isPresent ? .present : .missing))"
        case .bare(let name): name.text
        case .comparison(let left, let comparator, let right):
            "\(text(of: left, .left)) \(sign(comparator)) \(text(of: right))"
        }
    }

    private func sign(_ comparator: Comparator) -> String {
        switch comparator {
        case .among: word(.in)
        case .notAmong: isChinese ? word(.notIn) : "\(word(.not)) \(word(.in))"
        default: comparator.rawValue
        }
    }

    private func text(of operand: Operand) -> String {
        switch operand.kind {
        case .expression(let expression): text(of: expression, .right)
        case .anyOf(let literals): word(.any) + self.literals(literals)
        case .list(let literals): self.literals(literals)
        case .span(let low, let high): "\(low.map(literal) ?? "")..\(high.map(literal) ?? "")"
        case .pattern(let pattern): "/\(escaped(pattern))/"
        case .query(let query): bracketed(query)
        }
    }

    /// A slash within a pattern has a backslash before it; other escapes stay as they are.
    private func escaped(_ pattern: String) -> String {
        var result = ""
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if scalar == "/", !isEscaped { result += "\\" }
            result.unicodeScalars.append(scalar)
            isEscaped = scalar == "\\" && !isEscaped
        }
        return result
    }

    // MARK: Expressions

    /// How tightly an expression binds.
    private enum Tightness: Int { case sum, product, unary }

    func text(of expression: Expression, _ side: Side) -> String { text(of: expression, side, atLeast: .sum) }

    private func text(of expression: Expression, _ side: Side, atLeast least: Tightness) -> String {
        let text = plainText(of: expression, side)
        return tightness(of: expression).rawValue < least.rawValue ? "(\(text))" : text
    }

    private func tightness(of expression: Expression) -> Tightness {
        switch expression.kind {
        case .binary(.add, _, _), .binary(.subtract, _, _), .converted: .sum
        case .binary: .product
        case .literal, .path, .call, .choice, .counted, .negated: .unary
        }
    }

    private func plainText(of expression: Expression, _ side: Side) -> String {
        switch expression.kind {
        case .literal(let literal): return self.literal(literal)
        case .path(let path): return text(of: path, mustNotBeText: side == .right)
        case .call(let name, let arguments):
            let function = name.text == Keyword.count.rawValue ? word(.count) : name.text
            return "\(function)(\(arguments.map { text(of: $0, .left) }.joined(separator: ", ")))"
        case .choice(let condition, let first, let second):
            let branches = [first] + (second.map { [$0] } ?? [])
            let texts = [text(of: condition)] + branches.map { text(of: $0, .left) }
            return "\(word(.if))(\(texts.joined(separator: ", ")))"
        case .counted(let query): return bracketed(query)
        case .binary(let operation, let left, let right):
            let level: Tightness = operation == .add || operation == .subtract ? .sum : .product
            let tighter: Tightness = level == .sum ? .product : .unary
            return "\(text(of: left, side, atLeast: level)) \(operation.rawValue) "
                + text(of: right, side, atLeast: tighter)
        case .negated(let inner):
            // Signs in a row need no brackets, which would nest deeper than what was typed.
            switch inner.kind {
            case .path, .call, .choice, .negated: return "-" + text(of: inner, side)
            case .literal, .counted, .binary, .converted: return "-(\(text(of: inner, side)))"
            }
        case .converted(let inner, let unit): return "\(text(of: inner, side)) \(word(.in)) \(unit.text)"
        }
    }

    // MARK: Paths

    /// A path of one plain word has a dot before it where the word would be a text; any path where its first word would be
    /// a keyword or a number.
    func text(of path: Path, mustNotBeText: Bool) -> String {
        let edge = path.edgeProperty.map { "@" + $0.text } ?? ""
        guard let first = path.steps.first else { return edge }
        let isPlain =
            path.steps.count == 1 && path.edgeProperty == nil && first.narrowing == nil && first.repetition == nil
        let isKeyword = Vocabulary.keyword(spelled: first.name.text) != nil
        var steps = step(first)
        for (last, next) in zip(path.steps, path.steps.dropFirst()) {
            // Between two digits a point would make one number of two names.
            let isBare = last.narrowing == nil && last.repetition == nil
            steps += (isBare && last.name.beginsWithDigit && next.name.beginsWithDigit ? ". " : ".") + step(next)
        }
        return (isKeyword || first.name.beginsWithDigit || (mustNotBeText && isPlain) ? "." : "") + steps + edge
    }

    private func step(_ step: Step) -> String {
        step.name.text + (step.repetition?.text ?? "") + (step.narrowing.map { "[\(text(of: $0))]" } ?? "")
    }
}

extension Name {
    /// Whether it is read as a number or a date: `5G`, `2024`.
    fileprivate var beginsWithDigit: Bool { text.utf8.first.map(isDigit) ?? false }
}
