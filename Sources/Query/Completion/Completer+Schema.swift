import Graph
import Plan
import Syntax
import Text

/// Words of the schema: kinds, relations, properties, and what queries have named.
extension Completer {
    /// `find ▮`
    var sourceWords: [CompletionWord] {
        let defined = environment.definitions.map(\.definition.name.text)
        return kindWords(plural: true) + resultWords + words(AnyKind.words, note: "")
            + words(each: defined, note: word("define", "定义"))
    }

    /// Names that `let` gave, and `it`.
    var resultWords: [CompletionWord] {
        let named = environment.results.sorted { $0.key < $1.key }.flatMap {
            words([$0.key], note: word("let", "令") + " \($0.value.found.count)")
        }
        guard let last = environment.lastResult else { return named }
        return named + words(Keyword.it.spellings, note: "\(last.found.count)")
    }

    func kindWords(plural: Bool) -> [CompletionWord] {
        schema.kinds.indices.flatMap { kind in
            let declared = schema.kinds[kind]
            let english = plural ? [declared.plural ?? declared.name, declared.name] : [declared.name]
            return words(english + declared.aliases, note: "\(graph.count(of: kind))")
        }
    }

    func relationWords(_ relation: RelationID, _ direction: Direction) -> [CompletionWord] {
        let declared = schema.relations[relation]
        let names =
            direction == .forward
            ? [declared.name] + declared.forwardAliases
            : (declared.inverse.map { [$0] } ?? []) + declared.inverseAliases
        return words(names, note: "\(word("relation", "关系")) \(graph.edgeCount(of: relation))")
    }

    func propertyWords(_ property: Property) -> [CompletionWord] {
        let type = PropertyTypeName(rawValue: property.type.word)
        let note = isChinese ? type?.chinese ?? "出处" : property.type.word
        return words([property.name] + property.aliases, note: note)
    }

    // MARK: Paths

    /// What may go on a path: what the rows have, and at its beginning also names that the query gave, and functions.
    func pathWords(after steps: [Step]) -> [CompletionWord] {
        let scope = context.scope
        if steps.isEmpty, let keys = scope.keys {
            // Behind a `group by` nothing else of the rows can be seen.
            return words(each: keys + scope.headings, note: word("key", "分组")) + functionWords(onlyAggregates: true)
        }
        let kinds = kinds(after: steps)
        var found = kinds.members.flatMap { schema.kinds[$0].properties.flatMap(propertyWords) } + stepWords(kinds)
        guard steps.isEmpty else { return found }
        found += words(each: scope.headings + scope.aliases.map(\.name), note: word("as", "为"))
        if scope.isScored { found += words(["score", "得分"], note: word("number", "数字")) }
        if scope.isSearch { found += words(["snippet", "摘录"], note: word("text", "文本")) }
        return found + functionWords(onlyAggregates: false)
    }

    /// Relations that lead on from nodes of these kinds.
    func stepWords(_ kinds: KindSet) -> [CompletionWord] {
        schema.relations.indices.flatMap { relation in
            Direction.allCases.flatMap { direction -> [CompletionWord] in
                let declared = schema.relations[relation]
                let name = direction == .forward ? declared.name : declared.inverse
                guard let name, !binder.steps(named: name, from: kinds).steps.isEmpty else { return [] }
                return relationWords(relation, direction)
            }
        }
    }

    /// Properties of the relation of the last step.
    func edgeWords(_ steps: [Step]) -> [CompletionWord] {
        guard let last = steps.last else { return [] }
        return schema.steps(named: last.name.text).flatMap { step in
            schema.relations[step.relation].properties.flatMap(propertyWords)
        }
    }

    func functionWords(onlyAggregates: Bool) -> [CompletionWord] {
        guard context.allowsCalls, context.quote == nil else { return [] }
        return FunctionTable.entries.flatMap { entry -> [CompletionWord] in
            if onlyAggregates, !entry.meaning.isOfRows { return [] }
            return words([entry.name] + entry.aliases, note: word("function", "函数")).map {
                var word = $0
                word.text += "("
                return word
            }
        }
    }

    /// The kinds that nodes may be of behind these steps.
    func kinds(after steps: [Step]) -> KindSet {
        let scope = context.scope
        if let first = steps.first, let alias = scope.aliases.last(where: { isSameName($0.name, first.name.text) }) {
            return walked(steps.dropFirst(), from: sourceKinds(alias.source))
        }
        return walked((scope.steps + steps)[...], from: sourceKinds(scope.source))
    }

    private func sourceKinds(_ source: Name?) -> KindSet {
        guard let source else { return KindSet(schema.kinds.indices) }
        if let result = environment.result(named: source.text) { return KindSet(result.kinds) }
        return schema.kind(named: source.text).map { KindSet(schema.subtree(of: $0)) } ?? KindSet(schema.kinds.indices)
    }

    private func walked(_ steps: ArraySlice<Step>, from start: KindSet) -> KindSet {
        steps.reduce(start) { kinds, step in
            let isRepeated = step.repetition.map { $0.most != 1 } ?? false
            let reached =
                isRepeated
                ? binder.repeatedSteps(named: step.name.text, from: kinds)
                : binder.steps(named: step.name.text, from: kinds)
            if reached.steps.isEmpty { return kinds }
            return step.narrowing.map { narrowed(reached.kinds, by: $0) } ?? reached.kinds
        }
    }

    /// `[proposal and year = 2024]` leaves proposals.
    private func narrowed(_ kinds: KindSet, by condition: Condition) -> KindSet {
        switch condition.kind {
        case .bare(let name):
            guard let kind = schema.kind(named: name.text) else { return kinds }
            let narrowed = kinds.intersection(KindSet(schema.subtree(of: kind)))
            return narrowed.isEmpty ? kinds : narrowed
        case .both(let left, let right): return narrowed(narrowed(kinds, by: left), by: right)
        default: return kinds
        }
    }
}

extension FunctionTable.Meaning {
    /// Whether it is about all rows of a group.
    fileprivate var isOfRows: Bool {
        switch self {
        case .aggregate, .share: true
        case .function, .measure, .ways: false
        }
    }
}
