import Text

/// What may stand at a place in a text, as far as the grammar knows.
package struct CompletionContext: Sendable {
    /// A place for something that has a name in the schema or the graph, or for a constant.
    package enum Slot: Sendable {
        /// `find ▮`: a kind, `it`, or a name given by `let`
        case source
        /// `add ▮`, `from ▮`
        case kind
        /// `link county 平遥县 ▮`
        case relation
        /// `authored_by.▮`: a property or relation behind these steps, counted from the scope; kinds too where `allowsKind`
        case path(after: [Step], allowsKind: Bool)
        /// `authored_by@▮`: a property of the relation of the last step, or of the shape's
        case edgeProperty(of: [Step])
        /// `where year ▮`
        case comparator(of: Expression)
        /// `where authored_by.name = ▮`
        case value(of: Expression, Comparator)
        /// `add county ▮`, `county "▮`
        case node(kind: Name)
        /// `show value in ▮`
        case unit
        /// `load ▮`
        case fileName
        /// `add county 平遥县 (▮`
        case property(kind: Name?)
        /// `(code: ▮`
        case type
        /// `$▮`
        case parameter
        /// `limit ▮`
        case number
        /// `path from … to … show ▮`
        case pathColumn
        /// `explain through ▮`
        case pass
        /// A new name, which nothing can be offered for: `let ▮`
        case newName
    }

    /// Where a path begins: the rows of a query, and the steps that narrowed brackets, shapes and arrows have gone from them.
    package struct Scope: Sendable {
        /// A kind, `it`, or a name given by `let`; nil outside of a query.
        package var source: Name?
        /// `as c`
        package var alias: Name?
        package var steps: [Step] = []
    }

    package var scope = Scope()
    /// Keywords that may stand here.
    package var keywords: [Keyword] = []
    package var slots: [Slot] = []
    /// The word or open quote at the cursor, which a proposal replaces; empty if there is none.
    package var replaced: Range<Int> = 0..<0
    /// What is written there, without the quote.
    package var prefix = ""
    /// The quote that is open at the cursor.
    package var quote: Quote?
}

extension CompletionContext.Scope {
    mutating func enter(_ source: QuerySource) {
        alias = nil
        steps = []
        switch source {
        case .named(let name), .call(let name, _): self.source = name
        case .query(let query): enter(query.source)
        case .search(_, let kinds): self.source = kinds.first
        }
    }

    mutating func follow(_ path: Path) { steps += path.steps }
}

/// What the parser notes wherever it looks for something at the end of the text.
struct CompletionRecorder: Sendable {
    var context = CompletionContext()
    var scope = CompletionContext.Scope()
    /// Of the path that is being read.
    var stepsSoFar: [Step] = []
    var isEdgeProperty = false
    /// The left side of the comparison that is being read.
    var compared: Expression?
    var comparator: Comparator?
    /// The kind of the designator that is being read.
    var designatedKind: Name?
    var allowsKind = false

    mutating func begin() {
        stepsSoFar = []
        isEdgeProperty = false
    }

    /// `concerned_by[`: conditions are about the ends of the step.
    mutating func enterBrackets(of step: Step) {
        scope.steps += stepsSoFar + [step]
        allowsKind = true
        begin()
    }

    /// Back from brackets to the path they narrowed, but with what was noted in them.
    mutating func leave(to outer: CompletionRecorder?) {
        guard let outer else { return }
        scope = outer.scope
        allowsKind = outer.allowsKind
        stepsSoFar = outer.stepsSoFar
        isEdgeProperty = outer.isEdgeProperty
    }

    mutating func note(_ keyword: Keyword) {
        if !context.keywords.contains(keyword) { context.keywords.append(keyword) }
    }

    mutating func noteVerbs() {
        note(.find)
        note(.count)
    }

    mutating func noteClauses() {
        for row in Vocabulary.table where row.role == .clause { note(row.keyword) }
    }

    mutating func note(_ expectation: Expectation) {
        context.scope = scope
        if let slot = slot(for: expectation) { context.slots.append(slot) }
    }

    private func slot(for expectation: Expectation) -> CompletionContext.Slot? {
        switch expectation {
        case .source: .source
        case .kind: .kind
        case .relation: .relation
        case .expression, .operand: .path(after: [], allowsKind: allowsKind)
        case .path: .path(after: stepsSoFar, allowsKind: allowsKind && stepsSoFar.isEmpty)
        case .property: isEdgeProperty ? .edgeProperty(of: stepsSoFar) : .property(kind: designatedKind)
        case .comparator: compared.map { .comparator(of: $0) }
        case .value: if let compared, let comparator { .value(of: compared, comparator) } else { nil }
        case .literal: if let compared, let comparator { .value(of: compared, comparator) } else { nil }
        case .nodeName: designatedKind.map { .node(kind: $0) }
        case .unit: .unit
        case .fileName: .fileName
        case .type: .type
        case .parameterName: .parameter
        case .number, .wholeNumber: .number
        case .name: .newName
        case .pass: .pass
        case .statement, .query, .presence, .chartShape, .further, .clause, .keyword, .symbol: nil
        }
    }
}

/// What may stand at that offset (UTF-8), by a parse of the text before the word at the cursor.
package func expectations(in text: String, at offset: Int) -> CompletionContext {
    let before = Array(text.utf8.prefix(max(0, offset)))
    let partial = wordAtEnd(of: before)
    var parser = Parser(Array(before[..<partial.start]))
    parser.completion = CompletionRecorder()
    parser.readAll()
    var context = parser.completion?.context ?? CompletionContext()
    context.replaced = partial.start..<before.count
    context.prefix = partial.text
    context.quote = partial.quote
    return context
}

extension Parser {
    /// Reads to the end of the text or the first error, for what is noted on the way.
    fileprivate mutating func readAll() {
        do { while try next() != nil {} } catch { return }
    }
}

/// The word or open quote that touches the end of the text.
private func wordAtEnd(of bytes: [UInt8]) -> (start: Int, text: String, quote: Quote?) {
    var lexer = Lexer(bytes)
    var last: Token?
    while true {
        let token = lexer.next()
        if token.isEnd { break }
        last = token
    }
    guard let last, last.range.upperBound == bytes.count else { return (bytes.count, "", nil) }
    switch last.kind {
    case .word(let text, _): return (last.range.lowerBound, text, nil)
    case .number(let numeral): return (last.range.lowerBound, numeral.text, nil)
    case .invalid(.unclosed(.quote(let quote), let opened)):
        return (opened.lowerBound, String(decoding: bytes[opened.upperBound...], as: UTF8.self), quote)
    case .date, .text, .pattern, .symbol, .invalid, .end: return (bytes.count, "", nil)
    }
}
