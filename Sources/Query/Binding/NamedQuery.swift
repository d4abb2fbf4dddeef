import Diagnostics
import Execution
import Graph
import Syntax
import Text

/// A query that `define` named, and the text that it was written in.
package struct NamedQuery: Sendable {
    package var definition: Definition
    package var source: SourceText
}

extension Environment {
    func definition(named word: String) -> NamedQuery? {
        definitions.first { isSameName($0.definition.name.text, word) }
    }

    /// Keeps a definition; an earlier one of the name, and a result of the name, are gone.
    mutating func define(_ query: NamedQuery) {
        forget(query.definition.name.text)
        definitions.append(query)
    }

    /// Forgets what a name stood for.
    mutating func forget(_ word: String) {
        definitions.removeAll { isSameName($0.definition.name.text, word) }
        for known in results.keys where isSameName(known, word) { results[known] = nil }
    }
}

/// What a query called: an error while it runs may stand in the text of a definition.
struct Called: Sendable {
    /// Where the calling query stands.
    private let range: Range<Int>
    private let queries: [NamedQuery]

    init(_ range: Range<Int>, _ queries: [NamedQuery]) {
        self.range = range
        self.queries = queries
    }

    /// The error with its place in the one text that it can be about, and without a place if that may be several.
    func failure(_ error: ExecutionError, in source: SourceText) -> Failure {
        var diagnostic = error.diagnostic
        let sort: Failure.Sort = error == .cancelled ? .cancelled : .statement
        guard let place = diagnostic.range else { return Failure(diagnostic, in: source, sort) }
        let holders = queries.filter { $0.definition.query.range.contains(place) }
        if holders.isEmpty { return Failure(diagnostic, in: source, sort) }
        if holders.count == 1, !range.contains(place) { return Failure(diagnostic, in: holders[0].source, sort) }
        diagnostic.range = nil
        return Failure(diagnostic, in: source, sort)
    }
}

extension Range<Int> {
    fileprivate func contains(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}

extension Binder {
    // MARK: Defining

    /// Refuses a definition that could not be called: the query is bound with parameters that may be anything.
    func check(_ query: NamedQuery) throws(BindingError) {
        let definition = query.definition
        var seen: [String] = []
        for formal in definition.formals {
            if seen.contains(where: { isSameName($0, formal.name.text) }) {
                throw .parameterTwice(formal.name.text, at: formal.range)
            }
            seen.append(formal.name.text)
            _ = try type(of: formal)
            if let standard = formal.standard { _ = try value(of: standard, for: formal) }
        }
        var binder = self
        for formal in definition.formals { binder.environment.arguments[formal.name.text] = .missing }
        binder.environment.calls.append(definition.name.text)
        _ = try binder.bind(definition.query)
    }

    private func type(of formal: Definition.Formal) throws(BindingError) -> PropertyType? {
        guard let word = formal.type else { return nil }
        if let type = PropertyType(word: word.text), type != .source { return type }
        let words = PropertyType.allCases.filter { $0 != .source }.map(\.word)
        throw .unknownType(word.text, nearest: nearest(to: word.text, among: words), at: word.range)
    }

    /// The literal as a value of the parameter's type.
    private func value(of literal: Literal, for formal: Definition.Formal) throws(BindingError) -> Value {
        guard let type = try type(of: formal) else { return try value(literal) }
        return try value(literal, as: type, of: "$" + formal.name.text)
    }

    // MARK: Calling

    /// The definition that stands as an expression in `in gap(市)`; nil if it is something else.
    func definitionCalled(by expression: Expression) -> NamedQuery? {
        guard case .call(let name, _) = expression.kind else { return nil }
        return environment.definition(named: name.text)
    }

    /// - Requires: `definitionCalled(by:)` gives a definition.
    mutating func call(_ expression: Expression) throws(BindingError) -> BoundStatement {
        guard case .call(let name, let arguments) = expression.kind else {
            preconditionFailure("Only a call of a definition comes here")
        }
        var literals: [Literal] = []
        for argument in arguments { literals.append(try literal(argument)) }
        let bound = try call(name, literals)
        if bound.query.grouping != nil { throw .notAfterGroup("in", at: expression.range) }
        return bound
    }

    /// An argument is a constant; one word is a text there.
    private func literal(_ argument: Expression) throws(BindingError) -> Literal {
        if let literal = argument.literal { return literal }
        guard case .path(let path) = argument.kind, path.steps.count == 1, path.edgeProperty == nil,
            let step = path.steps.first, step.narrowing == nil, step.repetition == nil
        else { throw .wrongArguments(text(argument.range), at: argument.range) }
        return Literal(.text(step.name.text), isBare: true, at: argument.range)
    }

    /// Whether the name is that of a definition around this place: none may call itself, since no query could be bound then.
    func isBeingCalled(_ word: String) -> Bool { environment.calls.contains { isSameName($0, word) } }

    /// Binds a defined query with values for its parameters. They are values: whatever a text holds, it stays a text.
    mutating func call(_ name: Name, _ arguments: [Literal]) throws(BindingError) -> BoundStatement {
        if isBeingCalled(name.text) { throw .recursiveDefinition(name.text, at: name.range) }
        guard let called = environment.definition(named: name.text) else {
            let names = environment.definitions.map(\.definition.name.text)
            throw .unknownSource(name.text, nearest: nearest(to: name.text, among: names), at: name.range)
        }
        let definition = called.definition
        let least = definition.formals.lastIndex { $0.standard == nil }.map { $0 + 1 } ?? 0
        guard (least...definition.formals.count).contains(arguments.count) else {
            throw .argumentCount(
                name.text, expected: least...definition.formals.count, found: arguments.count, at: name.range)
        }
        var inner = Binder(graph: graph, environment: environment, source: called.source.bytes)
        inner.aliasCount = aliasCount
        inner.environment.arguments = [:]
        for (place, formal) in definition.formals.enumerated() {
            let value =
                place < arguments.count
                ? try value(of: arguments[place], for: formal)
                : try formal.standard.map { standard throws(BindingError) in try inner.value(of: standard, for: formal)
                }
            inner.environment.arguments[formal.name.text] = value
        }
        inner.environment.calls.append(definition.name.text)
        let bound: BoundStatement
        do throws(BindingError) { bound = try inner.bind(definition.query) } catch {
            if case .inDefinition = error { throw error }
            throw .inDefinition(called, error)
        }
        aliasCount = inner.aliasCount
        notes += bound.notes.filter { !notes.contains($0) }
        self.called += [called] + bound.calls
        return bound
    }
}

extension Literal {
    var isParameter: Bool { if case .parameter = kind { true } else { false } }
}
