import Diagnostics
import Graph
import Plan
import Syntax
import Text

/// A path that was bound, and what one can go on with at its end.
struct BoundPathEnd {
    var path: BoundPath
    /// The kinds of the nodes at the end, or of the nodes that the property is of.
    var kinds: KindSet
    /// The kinds that the node itself must be of, where the path begins with a kind's name: `[county = 娄烦]`.
    var selfKinds: KindSet?
}

extension Binder {
    /// Binds a path. An alias, a property, a relation and a kind's name are tried in this order.
    mutating func bind(_ path: Path, _ scope: Scope) throws(BindingError) -> BoundPathEnd {
        var bound = BoundPathEnd(path: BoundPath(steps: [], end: .nodes, range: path.range), kinds: scope.kinds)
        var rest = path.steps[...]
        if let first = rest.first, let alias = scope.aliases.last(where: { isSameName($0.name, first.name.text) }) {
            bound.path.start = alias.number == scope.own ? .current : .alias(alias.number)
            bound.kinds = alias.kinds
            rest.removeFirst()
        } else if let first = rest.first, let kind = selfKind(first, scope.kinds) {
            bound.selfKinds = closure([kind]).intersection(scope.kinds)
            bound.kinds = closure([kind]).intersection(scope.kinds)
            rest.removeFirst()
        }
        while let step = rest.popFirst() {
            if try bindProperty(step, rest, &bound, scope) { return bound }
            try bindRelation(step, &bound, scope)
        }
        if let property = path.edgeProperty { try bindEdgeProperty(property, &bound, scope) }
        return bound
    }

    /// A kind's name that is neither a property nor a relation here stands for the node itself.
    private func selfKind(_ step: Step, _ kinds: KindSet) -> KindID? {
        let word = step.name.text
        guard step.repetition == nil, step.narrowing == nil, let kind = schema.kind(named: word),
            !hasProperty(named: word, in: kinds), steps(named: word, from: kinds).steps.isEmpty
        else { return nil }
        return closure([kind]).intersection(kinds).isEmpty ? nil : kind
    }

    /// Says whether the step is a property, which ends the path.
    private func bindProperty(
        _ step: Step, _ rest: ArraySlice<Step>, _ bound: inout BoundPathEnd, _ scope: Scope
    ) throws(BindingError) -> Bool {
        let word = step.name.text
        let isKindWord = isSameName(word, "kind") || word == "种类"
        guard let lookup = property(named: word, in: bound.kinds) else {
            guard isKindWord, steps(named: word, from: bound.kinds).steps.isEmpty else { return false }
            bound.path.end = .kind
            if let next = rest.first { throw .stepAfterProperty(word, at: next.name.range) }
            return true
        }
        guard step.narrowing == nil, step.repetition == nil else { throw .propertyIsNoStep(word, at: step.name.range) }
        bound.path.end = .property(lookup)
        guard let next = rest.first else { return true }
        guard lookup.type == .source, let part = BoundPath.SourcePart(word: next.name.text), rest.count == 1 else {
            throw .stepAfterProperty(word, at: next.name.range)
        }
        bound.path.end = .sourcePart(lookup, part)
        return true
    }

    private mutating func bindRelation(_ step: Step, _ bound: inout BoundPathEnd, _ scope: Scope) throws(BindingError) {
        let word = step.name.text
        let isRepeated = step.repetition.map { $0.most != 1 } ?? false
        let found = isRepeated ? repeatedSteps(named: word, from: bound.kinds) : steps(named: word, from: bound.kinds)
        guard !found.steps.isEmpty else {
            throw .unknownStep(
                word, kinds: names(bound.kinds), nearest: suggestions(for: word, in: bound.kinds),
                owners: owners(of: word), at: step.name.range)
        }
        var bindable = BoundStep(alternatives: found.steps, kinds: found.kinds)
        // Without any step taken, the end is where the step begins.
        let possible = step.repetition?.least == 0 ? found.kinds.union(bound.kinds) : found.kinds
        var end = possible
        if let narrowing = step.narrowing {
            var inner = scope
            inner.kinds = possible
            inner.own = nil
            inner.edge = step.repetition == nil ? found.steps : []
            inner.isBehindRepetition = step.repetition != nil
            inner.isOfRows = false
            inner.headings = []
            inner.keys = nil
            let condition = try bind(narrowing, inner)
            let wanted = narrowed(possible, by: condition)
            if !wanted.isEmpty { noteWhatNeverHolds(narrowing, step, found.steps, from: bound.kinds, wanted) }
            // `[county and plan]` is no node at all; the path goes on all the same.
            end = wanted.isEmpty ? possible : wanted
            if step.repetition == nil {
                bindable.kinds = end
                let (ofEdges, ofNodes) = (
                    condition.conjuncts.filter(\.usesEdge), condition.conjuncts.filter(\.isOfNode)
                )
                bindable.condition =
                    wanted.isEmpty ? .constant(false) : ofNodes.isEmpty ? nil : .conjunction(ofNodes)
                bindable.links = ofEdges.isEmpty ? nil : .conjunction(ofEdges)
            } else {
                bindable.ends = wanted.isEmpty ? .constant(false) : condition
            }
        }
        if let repetition = step.repetition {
            bindable.repetition = repetition.least...max(repetition.least, repetition.most ?? Int.max)
        }
        bound.path.steps.append(bindable)
        bound.kinds = end
    }

    private func narrowed(_ kinds: KindSet, by condition: BoundCondition) -> KindSet {
        condition.conjuncts.reduce(kinds) { kinds, part in
            if case .kind(let wanted) = part { kinds.intersection(wanted) } else { kinds }
        }
    }

    private func bindEdgeProperty(_ property: Name, _ bound: inout BoundPathEnd, _ scope: Scope) throws(BindingError) {
        let alternatives = bound.path.steps.last?.alternatives ?? scope.edge
        if alternatives.isEmpty, scope.isBehindRepetition { throw .edgePropertyOfRepetition(at: property.range) }
        guard !alternatives.isEmpty else { throw .edgePropertyWithoutRelation(at: property.range) }
        guard bound.path.steps.last?.repetition == nil else { throw .edgePropertyOfRepetition(at: property.range) }
        let relations = Set(alternatives.map(\.relation)).sorted()
        var slots: [RelationID: SlotID] = [:]
        var first: Property?
        for relation in relations {
            guard let slot = schema.relations[relation].slot(named: property.text) else { continue }
            first = first ?? schema.relations[relation].properties[slot]
            slots[relation] = slot
        }
        guard let first else {
            let words = relations.flatMap { schema.relations[$0].properties.flatMap { [$0.name] + $0.aliases } }
            throw .unknownEdgeProperty(
                property.text, relations: relations.map { schema.relations[$0].words },
                nearest: nearest(to: property.text, among: words), at: property.range)
        }
        bound.path.end = .edge(EdgeLookup(slots: slots, type: first.type, isMany: first.isMany))
    }
}

extension BoundCondition {
    /// Whether it is left to be asked of nodes: not of edges, and not of the kind, which the step's kinds already ask.
    fileprivate var isOfNode: Bool {
        if case .kind = self { return false }
        return !usesEdge
    }
}

extension BoundPath.SourcePart {
    init?(word: String) {
        switch folded(word) {
        case "document", "文件": self = .document
        case "first", "line", "首行", "行": self = .first
        case "last", "末行": self = .last
        default: return nil
        }
    }
}
