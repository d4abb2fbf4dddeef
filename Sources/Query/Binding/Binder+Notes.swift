import Diagnostics
import Execution
import Graph
import Plan
import Syntax

/// What is worth saying of a query that is well formed.
extension Binder {
    /// So many nodes are looked at for one that a condition in brackets can be about.
    private static let mostNodesLookedAt = 100_000

    /// Notes a condition in brackets that no node at the other end can satisfy: none of them has the property or relation.
    ///
    /// `mentions[topic = 资产]` is the case in point: a finding has the relation `topic`, and whatever is mentioned might be a
    /// finding, but here topics themselves are mentioned.
    mutating func noteWhatNeverHolds(
        _ narrowing: Condition, _ step: Step, _ taken: [RelationStep], from near: KindSet, _ kinds: KindSet
    ) {
        for word in narrowing.wordsNeeded {
            let owners = KindSet(kinds.members.filter { isKnown(word, in: KindSet([$0])) })
            if owners.isEmpty || kinds.isSubset(of: owners) || leadsThere(taken, from: near, owners) != false {
                continue
            }
            let kind = schema.kind(named: word).flatMap { closure([$0]).intersection(kinds).isEmpty ? nil : $0 }
            let note = Note.neverThere(word, step: step.name.text, kind: kind == nil ? nil : word)
            if !notes.contains(note) { notes.append(note) }
        }
    }

    private func isKnown(_ word: String, in kinds: KindSet) -> Bool {
        hasProperty(named: word, in: kinds) || !steps(named: word, from: kinds).steps.isEmpty
    }

    /// Whether the relations lead from nodes of some kinds to any of others; nil if that would take long to tell.
    private func leadsThere(_ taken: [RelationStep], from near: KindSet, _ kinds: KindSet) -> Bool? {
        var lookedAt = 0
        for kind in kinds.members {
            for node in graph.nodes(of: kind) where graph.kind(of: node) == kind {
                lookedAt += 1
                if lookedAt > Binder.mostNodesLookedAt { return nil }
                for step in taken {
                    let back = RelationStep(relation: step.relation, direction: step.direction.reversed)
                    for link in graph.links(of: node, back) {
                        if near.contains(graph.kind(of: link.node)) { return true }
                        lookedAt += 1
                    }
                }
            }
        }
        return false
    }
}

extension Condition {
    /// The first words of what must be there for it to hold: `topic` of `topic = 旅游 and year = 2025`, and `year`.
    fileprivate var wordsNeeded: [String] {
        switch kind {
        case .both(let left, let right): left.wordsNeeded + right.wordsNeeded
        case .comparison(let left, let comparator, _) where !comparator.isNegative: left.firstWord.map { [$0] } ?? []
        case .has(let path), .presence(let path, isPresent: true): path.steps.first.map { [$0.name.text] } ?? []
        case .comparison, .presence, .no, .every, .negation, .either, .bare: []
        }
    }
}

extension Expression {
    fileprivate var firstWord: String? {
        if case .path(let path) = kind { path.steps.first?.name.text } else { nil }
    }
}

extension Comparator {
    fileprivate var isNegative: Bool { self == .notEqual || self == .notContains || self == .notAmong }
}
