import Diagnostics
import Execution
import Graph
import Plan
import Syntax
import Text

/// Turns names into numbers of the schema, once: below it, no name is looked up.
///
/// It reads the schema, named results and parameters, and the graph for what only data can tell: which node `county "平遥"`
/// is, and whether a column has one dimension.
struct Binder {
    let graph: Graph
    var environment: Environment
    /// The text that the tree was parsed from, for what people wrote.
    let source: [UInt8]
    var aliasCount = 0
    /// The defined queries that were called so far.
    var called: [NamedQuery] = []
    /// Comparisons with `~~` of the rows of the query that is being bound.
    var similarities: [Similarity] = []
    /// Conditions on names of the rows of that query.
    var matches: [NameMatch] = []
    /// Headings of the defined query that the query begins with.
    var inherited: [(name: String, expression: BoundExpression)] = []
    /// What is worth saying of the whole statement.
    var notes: [Note] = []
    /// The stage of that query that has the first of them.
    var firstRanked: Int?

    init(graph: Graph, environment: Environment, source: [UInt8]) {
        self.graph = graph
        self.environment = environment
        self.source = source
    }

    var schema: Schema { graph.schema }

    func text(_ range: Range<Int>) -> String {
        String(decoding: source[range.clamped(to: source.indices)], as: UTF8.self)
    }

    mutating func nextAlias() -> Int {
        defer { aliasCount += 1 }
        return aliasCount
    }

    // MARK: Kinds

    func closure(_ kinds: some Sequence<KindID>) -> KindSet { KindSet(kinds.flatMap(schema.subtree)) }

    var allKinds: KindSet { KindSet(schema.kinds.indices) }

    func kind(_ name: Name) throws(BindingError) -> KindID {
        if let kind = schema.kind(named: name.text) { return kind }
        let words = schema.kinds.flatMap { [$0.name] + ($0.plural.map { [$0] } ?? []) + $0.aliases }
        throw .unknownKind(name.text, nearest: nearestKinds(to: name.text, among: words), at: name.range)
    }

    /// The kind that people call exactly so; a name that is nearly so written; else the kind that people call nearly so.
    func nearestKinds(to word: String, among words: [String]) -> [String] {
        if let kind = KindSynonyms.kind(called: word, in: schema) { return [kind] }
        let near = nearest(to: word, among: words)
        return near.isEmpty ? KindSynonyms.kind(for: word, in: schema).map { [$0] } ?? [] : near
    }

    /// The names of kinds, without those whose parent is there too.
    func names(_ kinds: KindSet) -> [Message] {
        kinds.members.filter { kind in schema.kinds[kind].parent.map { !kinds.contains($0) } ?? true }.map {
            schema.kinds[$0].words
        }
    }

    // MARK: Nodes

    /// The one node of that id, name or alias; else the only one whose name contains the text.
    func node(_ designator: Designator) throws(BindingError) -> NodeID {
        let kind = try kind(designator.kind)
        return try node(of: kind, designator.name)
    }

    func node(of kind: KindID, _ name: Name) throws(BindingError) -> NodeID {
        for roles in [NameRole.id, .name, .alias] {
            let found = graph.nodes(named: name.text, in: kind, by: roles)
            if found.count == 1 { return found[0] }
            if found.count > 1 { throw several(found, kind, name) }
        }
        let found = graph.nodes(whoseNameContains: name.text, in: kind)
        if found.count == 1 { return found[0] }
        if found.count > 1 { throw several(found, kind, name) }
        let names = graph.nodes(of: kind).prefix(50_000).flatMap { [graph.name(of: $0)] + graph.aliases(of: $0) }
        throw .noSuchNode(
            kind: schema.kinds[kind].words, name: name.text, nearest: nearest(to: name.text, among: names),
            at: name.range)
    }

    /// The shortest names are the nearest to the part of them that was typed.
    private func several(_ found: [NodeID], _ kind: KindID, _ name: Name) -> BindingError {
        let nearest = found.map { (length: graph.name(of: $0).utf8.count, node: $0) }
            .sorted { ($0.length, $0.node) < ($1.length, $1.node) }.prefix(5)
        return .severalNodes(
            kind: schema.kinds[kind].words, name: name.text, found: nearest.map { graph.id(of: $0.node) },
            count: found.count,
            at: name.range)
    }

    // MARK: Names of a kind

    /// Whether any of the kinds has a property of that name.
    func hasProperty(named word: String, in kinds: KindSet) -> Bool {
        schema.places(named: word).contains { kinds.contains($0.kind) }
    }

    /// The property of that name in any of the kinds.
    func property(named word: String, in kinds: KindSet) -> PropertyLookup? {
        let places = schema.places(named: word).filter { kinds.contains($0.kind) }
        if places.isEmpty { return nil }
        var slots = [SlotID](repeating: -1, count: schema.kinds.count)
        var first: Property?
        var isMany = false
        for (kind, slot) in places {
            let property = schema.kinds[kind].properties[slot]
            if let first, first.type != property.type { continue }
            first = first ?? property
            isMany = isMany || property.isMany
            slots[kind] = slot
        }
        return first.map { PropertyLookup(slots: slots, type: $0.type, isMany: isMany, name: $0.name) }
    }

    /// The relations of that name that lead on from any of the kinds, and the kinds that they lead to.
    func steps(named word: String, from kinds: KindSet) -> (steps: [RelationStep], kinds: KindSet) {
        var reached = KindSet()
        let steps = schema.steps(named: word).filter { step in
            let targets = targets(of: step, from: kinds)
            reached = reached.union(targets)
            return !targets.isEmpty
        }
        return (steps, reached)
    }

    /// The same for a step that is taken again and again: what it leads to may lead on to other kinds.
    func repeatedSteps(named word: String, from kinds: KindSet) -> (steps: [RelationStep], kinds: KindSet) {
        var found = steps(named: word, from: kinds)
        while true {
            let further = steps(named: word, from: kinds.union(found.kinds))
            if further.steps == found.steps, further.kinds == found.kinds { return found }
            found = further
        }
    }

    private func targets(of step: RelationStep, from kinds: KindSet) -> KindSet {
        var reached = KindSet()
        for ends in schema.relations[step.relation].ends {
            let (near, far) = step.direction == .forward ? (ends.from, ends.to) : (ends.to, ends.from)
            let isPossible = near.isEmpty || !closure(near).intersection(kinds).isEmpty
            if isPossible { reached = reached.union(far.isEmpty ? allKinds : closure(far)) }
        }
        return reached
    }

    /// Every property and relation of the kinds, by all their names.
    func words(of kinds: KindSet) -> [String] {
        let properties = kinds.members.flatMap { schema.kinds[$0].properties.flatMap { [$0.name] + $0.aliases } }
        let relations = schema.relations.flatMap {
            [$0.name] + ($0.inverse.map { [$0] } ?? []) + $0.forwardAliases + $0.inverseAliases
        }
        return properties + relations.filter { !steps(named: $0, from: kinds).steps.isEmpty }
    }

    /// What was probably meant by a word that is no property or relation here: a relation of that name the other way round;
    /// nothing if other kinds have the very word; else the nearest of the words that are known here.
    func suggestions(for word: String, in kinds: KindSet) -> [String] {
        let turned = turnedRelations(word, from: kinds)
        if !turned.isEmpty { return turned }
        let parts = word.split(separator: "的").map(String.init)
        if parts.count > 1, parts.allSatisfy({ !isUnknown($0) }) { return [parts.joined(separator: ".")] }
        return isUnknown(word) ? nearest(to: word, among: words(of: kinds)) : []
    }

    /// Whether no kind has a property or relation of that name.
    private func isUnknown(_ word: String) -> Bool {
        schema.steps(named: word).isEmpty && schema.places(named: word).isEmpty
    }

    /// `develops` for `developed_in`, in the word's own script.
    private func turnedRelations(_ word: String, from kinds: KindSet) -> [String] {
        schema.relations.flatMap { relation in
            let forward = [relation.name] + relation.forwardAliases
            let inverse = (relation.inverse.map { [$0] } ?? []) + relation.inverseAliases
            if forward.contains(where: { isSameName($0, word) }) { return inverse }
            return inverse.contains { isSameName($0, word) } ? forward : []
        }.filter { $0.utf8.first.map { $0 < 0x80 } == word.utf8.first.map { $0 < 0x80 } && leads($0, from: kinds) }
    }

    private func leads(_ word: String, from kinds: KindSet) -> Bool { !steps(named: word, from: kinds).steps.isEmpty }

    /// Kinds that do have a property or relation of that name.
    func owners(of word: String) -> [Message] {
        let owners = schema.kinds.indices.filter { kind in
            schema.kinds[kind].slot(named: word) != nil || !steps(named: word, from: KindSet([kind])).steps.isEmpty
        }
        return names(KindSet(owners))
    }
}
