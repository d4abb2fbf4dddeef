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
        /// `-> develops.▮`: a relation behind these steps, counted from the scope
        case step(after: [Step])
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
        /// All that `as` named here and in the queries around, innermost last, with what the query was about.
        package var aliases: [(name: String, source: Name?)] = []
        /// What the keys of a `group by` are called, behind it, where nothing else of the rows can be seen; nil before one.
        package var keys: [String]?
        /// What a `show` called its columns, which later clauses can name.
        package var headings: [String] = []
        /// The rows were found by `search` and have a snippet.
        package var isSearch = false
        /// The rows were found by likeness and have a score.
        package var isScored = false
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
    /// Whether functions may be called here.
    package var allowsCalls = false
    /// The keyword of the last statement, as far as it was read.
    package var statement: Keyword?
    /// `define gap($level) = … ▮`: the names of the formal parameters
    package var formals: [String] = []
    /// Whether the keywords in the text are Chinese; nil if there is none.
    package var isChinese: Bool?
}

extension CompletionContext.Scope {
    mutating func enter(_ source: QuerySource) {
        alias = nil
        steps = []
        keys = nil
        headings = []
        isSearch = false
        isScored = false
        switch source {
        case .named(let name), .call(let name, _): self.source = name
        case .query(let query): enter(query.source)
        case .search(_, let kinds):
            self.source = kinds.first
            isSearch = true
            isScored = true
        }
    }

    mutating func name(_ alias: Name?) {
        self.alias = alias
        if let alias { aliases.append((alias.text, source)) }
    }

    mutating func follow(_ path: Path) { follow(path.steps) }

    mutating func follow(_ steps: [Step]) {
        self.steps += steps
        leaveRows()
    }

    /// Inside of brackets, shapes and aggregates conditions are about other nodes than the rows.
    mutating func leaveRows() {
        keys = nil
        headings = []
        isSearch = false
        isScored = false
    }

    /// What a clause that was read whole changes for those behind it.
    mutating func pass(_ clause: Clause) {
        switch clause.kind {
        case .group(let items): keys = items.map(\.heading)
        case .show(let items): headings += items.map(\.heading)
        case .filter(let condition): isScored = isScored || condition.asksForLikeness
        case .arrow, .order, .limit, .offset, .cite, .combine, .top, .pivot, .totals, .chart: break
        }
    }
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
    /// Only relations can stand here: the path behind `->`.
    var wantsStep = false
    /// A quote that is open at the cursor follows the text that is parsed.
    var quoteFollows = false

    mutating func begin() {
        stepsSoFar = []
        isEdgeProperty = false
    }

    /// `concerned_by[`: conditions are about the ends of the step.
    mutating func enterBrackets(of step: Step) {
        scope.follow(stepsSoFar + [step])
        allowsKind = true
        wantsStep = false
        begin()
    }

    /// Back from brackets to the path they narrowed, but with what was noted in them.
    mutating func leave(to outer: CompletionRecorder?) {
        guard let outer else { return }
        scope = outer.scope
        allowsKind = outer.allowsKind
        wantsStep = outer.wantsStep
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
        switch expectation {
        case .expression, .operand, .value: context.allowsCalls = true
        default: break
        }
    }

    /// `county "▮`: the word before an open quote may be a kind.
    mutating func noteNode(of kind: String?, at range: Range<Int>) {
        guard quoteFollows, let kind else { return }
        context.scope = scope
        context.slots.append(.node(kind: Name(kind, at: range)))
    }

    private func slot(for expectation: Expectation) -> CompletionContext.Slot? {
        switch expectation {
        case .source: .source
        case .kind: .kind
        case .relation: .relation
        case .expression, .operand: .path(after: [], allowsKind: allowsKind)
        case .path where wantsStep: .step(after: stepsSoFar)
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
    parser.completion?.quoteFollows = partial.quote != nil
    parser.readAll()
    var context = parser.completion?.context ?? CompletionContext()
    context.replaced = partial.start..<before.count + closingLength(of: partial.quote, in: text, at: before.count)
    context.isChinese = partial.isChinese
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

/// How many bytes the quote's closing takes if it stands right behind the cursor, so that it isn't written twice.
private func closingLength(of quote: Quote?, in text: String, at offset: Int) -> Int {
    guard let closing = quote?.closing.utf8, text.utf8.dropFirst(offset).starts(with: closing) else { return 0 }
    return closing.count
}

/// The word or open quote that touches the end of a text.
private struct PartialWord {
    let start: Int
    var text = ""
    var quote: Quote?
    /// Whether the keywords of the text are Chinese; nil if there is none.
    var isChinese: Bool?
}

private func wordAtEnd(of bytes: [UInt8]) -> PartialWord {
    var lexer = Lexer(bytes)
    var last: Token?
    var isChinese: Bool?
    while true {
        let token = lexer.next()
        if token.isEnd { break }
        if token.keyword != nil { isChinese = (bytes[token.range].first ?? 0) >= 0x80 }
        last = token
    }
    var partial = PartialWord(start: bytes.count, isChinese: isChinese)
    guard let last, last.range.upperBound == bytes.count else { return partial }
    switch last.kind {
    case .word(let text, _): partial = PartialWord(start: last.range.lowerBound, text: text, isChinese: isChinese)
    case .number(let numeral):
        partial = PartialWord(start: last.range.lowerBound, text: numeral.text, isChinese: isChinese)
    case .invalid(.unclosed(.quote(let quote), let opened)):
        let text = String(decoding: bytes[opened.upperBound...], as: UTF8.self)
        partial = PartialWord(start: opened.lowerBound, text: text, quote: quote, isChinese: isChinese)
    case .date, .text, .pattern, .symbol, .invalid, .end: break
    }
    return partial
}

extension ShowItem {
    fileprivate var heading: String { alias?.text ?? text }
}

extension Condition {
    /// Whether a `~~` in it makes the rows ranked ones.
    fileprivate var asksForLikeness: Bool {
        switch kind {
        case .comparison(_, .fuzzy, _): true
        case .both(let left, let right), .either(let left, let right): left.asksForLikeness || right.asksForLikeness
        default: false
        }
    }
}
