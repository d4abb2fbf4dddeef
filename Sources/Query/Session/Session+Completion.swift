import Diagnostics
import Graph
import Plan
import Syntax
import Text

/// A word that may stand at the cursor.
package struct CompletionWord: Sendable, Equatable {
    /// What is listed and, with quotes where they are needed, written.
    package var text: String
    /// What it is: a keyword, a kind, `12 proposals`.
    package var note: String
    /// Whether quotes are needed where it isn't one word of the language.
    package var isName: Bool
}

extension Session {
    /// At most so many names are offered; more can't be read.
    private static let mostNames = 200

    /// What may stand at a place in a text, most fitting first.
    package func completions(in context: CompletionContext) -> [CompletionWord] {
        let matcher = PrefixMatcher(context.prefix)
        var words: [CompletionWord] = []
        for slot in context.slots { words += self.words(for: slot, context, matcher) }
        if context.quote == nil {
            for keyword in context.keywords {
                words += matcher.chosen(keyword.spellings).map { CompletionWord(text: $0, note: "", isName: false) }
            }
        }
        var seen: Set<String> = []
        return words.filter { seen.insert($0.text).inserted }
    }

    private func words(
        for slot: CompletionContext.Slot, _ context: CompletionContext, _ matcher: PrefixMatcher
    ) -> [CompletionWord] {
        let schema = graph.schema
        switch slot {
        case .source:
            let results =
                environment.definitions.map(\.definition.name.text) + environment.results.keys.sorted()
                + (environment.lastResult == nil ? [] : ["it"])
            return kindWords(matcher, plural: true) + matcher.words(results, note: "let")
        case .kind: return kindWords(matcher, plural: false)
        case .relation:
            return schema.relations.flatMap { matcher.words(matcher.chosen($0.forwardNames), note: "relation") }
        case .path(let steps, let allowsKind):
            let kinds = kinds(at: context.scope, after: steps)
            return pathWords(kinds, matcher) + (allowsKind ? kindWords(matcher, plural: false) : [])
        case .edgeProperty(let steps):
            return edgeWords(context.scope, steps, matcher)
        case .value(let expression, _): return valueWords(expression, context.scope, matcher)
        case .node(let kind):
            guard let kind = schema.kind(named: kind.text) else { return [] }
            return nameWords(KindSet(schema.subtree(of: kind)), matcher)
        case .unit: return matcher.words(MeasureUnit.allNames, note: "")
        case .property(let kind):
            guard let kind = kind.flatMap({ schema.kind(named: $0.text) }) else { return [] }
            return schema.kinds[kind].properties.flatMap {
                matcher.words(matcher.chosen([$0.name] + $0.aliases), note: $0.type.word)
            }
        case .type: return matcher.words(PropertyType.allCases.map(\.word) + ["name"], note: "")
        case .parameter: return matcher.words(environment.parameters.keys.sorted(), note: "")
        case .pathColumn:
            return RoutePart.allCases.flatMap {
                matcher.words(matcher.chosen([$0.rawValue, $0.chineseName]), note: "")
            }
        case .pass:
            let names = Planner.Pass.allCases.map(\.name)
            return names.flatMap { matcher.words(matcher.chosen([$0.english, $0.chinese]), note: "") }
        case .comparator, .fileName, .number, .newName: return []
        }
    }

    private func kindWords(_ matcher: PrefixMatcher, plural: Bool) -> [CompletionWord] {
        graph.schema.kinds.indices.flatMap { kind -> [CompletionWord] in
            let declared = graph.schema.kinds[kind]
            let english = plural ? declared.plural ?? declared.name : declared.name
            return matcher.words(matcher.chosen([english] + declared.aliases), note: "\(graph.count(of: kind))")
        }
    }

    private func kinds(at scope: CompletionContext.Scope, after steps: [Step]) -> KindSet {
        let schema = graph.schema
        var kinds = KindSet(schema.kinds.indices)
        if let source = scope.source {
            if let kind = schema.kind(named: source.text) { kinds = KindSet(schema.subtree(of: kind)) }
            if let result = environment.result(named: source.text) { kinds = KindSet(result.kinds) }
        }
        let binder = Binder(graph: graph, environment: environment, source: [])
        for step in scope.steps + steps {
            let reached = binder.steps(named: step.name.text, from: kinds)
            if !reached.steps.isEmpty { kinds = reached.kinds }
        }
        return kinds
    }

    private func pathWords(_ kinds: KindSet, _ matcher: PrefixMatcher) -> [CompletionWord] {
        let schema = graph.schema
        var words: [CompletionWord] = []
        for kind in kinds.members {
            for property in schema.kinds[kind].properties {
                words += matcher.words(matcher.chosen([property.name] + property.aliases), note: property.type.word)
            }
        }
        let binder = Binder(graph: graph, environment: environment, source: [])
        for relation in schema.relations {
            for names in [relation.forwardNames, relation.inverseNames] {
                guard let first = names.first, !binder.steps(named: first, from: kinds).steps.isEmpty else { continue }
                words += matcher.words(matcher.chosen(names), note: "relation")
            }
        }
        return words
    }

    private func edgeWords(_ scope: CompletionContext.Scope, _ steps: [Step], _ matcher: PrefixMatcher)
        -> [CompletionWord]
    {
        guard let last = (scope.steps + steps).last else { return [] }
        return graph.schema.steps(named: last.name.text).flatMap { step in
            graph.schema.relations[step.relation].properties.flatMap { property in
                matcher.words(matcher.chosen([property.name] + property.aliases), note: property.type.word)
            }
        }
    }

    /// Names of the nodes that the left side leads to, or the texts that the property has.
    private func valueWords(
        _ expression: Expression, _ scope: CompletionContext.Scope, _ matcher: PrefixMatcher
    ) -> [CompletionWord] {
        guard case .path(let path) = expression.kind, let last = path.steps.last else { return [] }
        let binder = Binder(graph: graph, environment: environment, source: [])
        let before = kinds(at: scope, after: Array(path.steps.dropLast()))
        guard let lookup = binder.property(named: last.name.text, in: before) else {
            let reached = binder.steps(named: last.name.text, from: before)
            if !reached.steps.isEmpty { return nameWords(reached.kinds, matcher) }
            return graph.schema.kind(named: last.name.text).map {
                nameWords(KindSet(graph.schema.subtree(of: $0)), matcher)
            } ?? []
        }
        if lookup.isName { return nameWords(before, matcher) }
        guard lookup.type == .text else { return [] }
        return before.members.flatMap { kind -> [CompletionWord] in
            guard let slot = lookup.slot(of: kind) else { return [] }
            let texts = graph.commonTexts(ofOnly: kind, slot, atMost: Session.mostNames)
            return texts.filter(matcher.matches).map { CompletionWord(text: $0, note: lookup.name, isName: true) }
        }
    }

    /// Names that begin with what was typed come before those that contain it or sound like it.
    private func nameWords(_ kinds: KindSet, _ matcher: PrefixMatcher) -> [CompletionWord] {
        var found: [(rank: Int, node: NodeID)] = []
        var seen: Set<NodeID> = []
        graph.forEachName { name, _, node in
            guard kinds.contains(graph.kind(of: node)), let rank = matcher.rank(folded: name),
                seen.insert(node).inserted
            else {
                return true
            }
            found.append((rank, node))
            return found.count < 20 * Session.mostNames
        }
        found.sort { ($0.rank, $0.node) < ($1.rank, $1.node) }
        return found.prefix(Session.mostNames).map { _, node in
            CompletionWord(
                text: graph.name(of: node), note: graph.schema.kinds[graph.kind(of: node)].name, isName: true)
        }
    }
}

extension Relation {
    /// All names of the direction that it was declared in.
    fileprivate var forwardNames: [String] { [name] + forwardAliases }
    fileprivate var inverseNames: [String] { (inverse.map { [$0] } ?? []) + inverseAliases }
}

/// Whether a word goes on from what was typed: as it is, or in pinyin or initials.
struct PrefixMatcher {
    private let typed: String
    private let folded: [UInt8]
    private let pinyin: PinyinMatcher?

    init(_ typed: String) {
        self.typed = typed
        folded = foldedBytes(typed)
        pinyin = typed.isEmpty ? nil : PinyinMatcher(typed)
    }

    func matches(_ word: String) -> Bool {
        let bytes = foldedBytes(word)
        return bytes.withUnsafeBufferPointer { rank(folded: $0) } != nil
    }

    /// 0 for a prefix, 1 for a part, 2 for a pinyin prefix, 3 for pinyin further on; nil for none.
    func rank(folded word: UnsafeBufferPointer<UInt8>) -> Int? {
        if folded.isEmpty || word.starts(with: folded) { return 0 }
        if isFound(folded, in: word) { return 1 }
        guard let pinyin else { return nil }
        if pinyin.matches(prefixOfFolded: word) { return 2 }
        return pinyin.matches(anywhereInFolded: word) ? 3 : nil
    }

    /// Of the names of one thing, those that go on from what was typed; of all of them, only the first one.
    func chosen(_ names: [String]) -> [String] {
        if folded.isEmpty { return Array(names.prefix(1)) }
        let going = names.filter { foldedBytes($0).starts(with: folded) }
        if !going.isEmpty { return Array(going.prefix(1)) }
        return Array(names.filter { pinyin?.matches(prefixOf: $0) ?? false }.prefix(1))
    }

    func words(_ names: [String], note: String) -> [CompletionWord] {
        names.filter { name in
            folded.isEmpty || foldedBytes(name).starts(with: folded) || pinyin?.matches(prefixOf: name) == true
        }
        .map { CompletionWord(text: $0, note: note, isName: false) }
    }
}
