import Graph
import Plan
import Syntax
import Text

/// A word that may stand at the cursor.
package struct CompletionWord: Sendable, Equatable {
    /// What is listed and, with quotes where they are needed, written.
    package var text: String
    /// What it is, and how many there are of it: `county 47`
    package var note: String
    /// Whether quotes are needed where it isn't one word of the language.
    package var isName: Bool
    package var rank: CompletionRank
}

extension Session {
    /// What may stand at a place in a text, most fitting first.
    ///
    /// - Parameters:
    ///   - names: made of this session's graph. Without it names are not offered.
    ///   - isCancelled: asked every millisecond or so; then there is nothing.
    package func completions(
        in context: CompletionContext, names: NameIndex?, isCancelled: () -> Bool = { false }
    ) -> [CompletionWord] {
        Completer(graph: graph, environment: environment, context: context, names: names).words(isCancelled)
    }
}

/// Finds the words for one place in a text.
struct Completer {
    /// At most so many names are offered; more can't be read.
    static let mostNames = 200

    let graph: Graph
    let environment: Environment
    let context: CompletionContext
    let names: NameIndex?
    let matcher: WordMatcher
    let binder: Binder

    init(graph: Graph, environment: Environment, context: CompletionContext, names: NameIndex?) {
        self.graph = graph
        self.environment = environment
        self.context = context
        self.names = names
        matcher = WordMatcher(context.prefix)
        binder = Binder(graph: graph, environment: environment, source: [])
    }

    var schema: Schema { graph.schema }
    var isChinese: Bool { context.isChinese ?? false }

    func words(_ isCancelled: () -> Bool) -> [CompletionWord] {
        var vocabulary: [CompletionWord] = []
        var found: [CompletionWord] = []
        var wasCancelled = false
        for slot in context.slots {
            let words = self.words(for: slot) {
                wasCancelled = wasCancelled || isCancelled()
                return wasCancelled
            }
            for word in words {
                if word.isName { found.append(word) } else { vocabulary.append(word) }
            }
        }
        if wasCancelled { return [] }
        if context.quote == nil {
            for keyword in context.keywords { vocabulary += self.words(keyword.spellings, note: "") }
        }
        // Where names can stand they are what is sought.
        let all = found + likeliest(vocabulary)
        var seen: Set<String> = []
        // Sorted by rank, and within a rank in the order in which they were found.
        return all.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element).filter { seen.insert($0.text).inserted }
    }

    /// Words of the language are few and known, so that who types `sho` means `show`, and not 首个, although that is `shou…`.
    private func likeliest(_ words: [CompletionWord]) -> [CompletionWord] {
        guard let best = words.map(\.rank).min() else { return words }
        let limit: CompletionRank =
            switch best {
            case .exact, .prefix: isChinese ? .pinyin : .prefix
            case .pinyin: .pinyin
            case .substring, .initials: .initials
            case .within: .within
            }
        return words.filter { $0.rank <= limit }
    }

    private func words(for slot: CompletionContext.Slot, _ isCancelled: () -> Bool) -> [CompletionWord] {
        switch slot {
        case .source: sourceWords
        case .kind: kindWords(plural: false)
        case .relation: schema.relations.indices.flatMap { relationWords($0, .forward) }
        case .path(let steps, let allowsKind):
            pathWords(after: steps) + (allowsKind ? kindWords(plural: false) : [])
        case .step(let steps): stepWords(kinds(after: steps))
        case .edgeProperty(let steps): edgeWords(context.scope.steps + steps)
        case .value(let expression, let comparator):
            valueOrFunctionWords(expression, comparator, isCancelled)
        case .node(let kind):
            schema.kind(named: kind.text).map { nodeWords(KindSet(schema.subtree(of: $0)), isCancelled) } ?? []
        case .unit: words(each: unitNames(begun: context.prefix), note: "")
        case .property(let kind):
            kind.flatMap { schema.kind(named: $0.text) }.map { schema.kinds[$0].properties.flatMap(propertyWords) }
                ?? []
        case .type: words(each: PropertyType.allCases.map(\.word) + ["name"], note: "")
        case .parameter: words(each: context.formals + environment.parameters.keys.sorted(), note: "")
        case .pathColumn: RoutePart.allCases.flatMap { words([$0.rawValue, $0.chineseName], note: "") }
        case .pass: Planner.Pass.allCases.flatMap { words([$0.name.english, $0.name.chinese], note: "") }
        case .comparator, .fileName, .number, .newName: []
        }
    }

    /// A value is what is mostly wanted there; a function is offered where none goes on from what was typed.
    private func valueOrFunctionWords(
        _ expression: Syntax.Expression, _ comparator: Comparator, _ isCancelled: () -> Bool
    ) -> [CompletionWord] {
        let values = valueWords(expression, comparator, isCancelled)
        if !values.isEmpty || context.prefix.isEmpty { return values }
        return functionWords(onlyAggregates: false).filter { $0.rank <= .prefix }
    }

    // MARK: Words

    /// The best of the names of one thing, if it goes on from what was typed.
    func words(_ names: [String], note: String) -> [CompletionWord] {
        guard let (name, rank) = matcher.best(of: names, preferringChinese: isChinese) else { return [] }
        return [CompletionWord(text: name, note: note, isName: false, rank: rank)]
    }

    func words(each names: [String], note: String, isName: Bool = false) -> [CompletionWord] {
        names.compactMap { name in
            matcher.rank(name).map { CompletionWord(text: name, note: note, isName: isName, rank: $0) }
        }
    }

    /// A word of the notes, in the language of the statement.
    func word(_ english: String, _ chinese: String) -> String { isChinese ? chinese : english }
}
