import Graph
import Text

/// How many nodes a condition leaves, from exact counts where the graph has them.
struct Estimator {
    let graph: Graph

    /// How many nodes there are of these kinds.
    func count(of kinds: KindSet) -> Int {
        kinds.members.reduce(0) { $0 + (isCovered($1, by: kinds) ? 0 : graph.count(of: $1)) }
    }

    /// A sub-kind whose parent is in the set too is counted there.
    private func isCovered(_ kind: KindID, by kinds: KindSet) -> Bool {
        graph.schema.kinds[kind].parent.map { kinds.contains($0) } ?? false
    }

    /// At most how many nodes an index gives for the condition; nil if no index answers it.
    func seekCount(_ condition: BoundCondition, _ kinds: KindSet) -> Int? {
        switch condition {
        case .constant(false): 0
        case .member(let nodes): nodes.count
        case .named(let test): nameCount(test)
        case .property(let lookup, .contains(let needles)): textCount(lookup, needles, kinds)
        case .property(let lookup, .matches(let pattern)): textCount(lookup, pattern.requiredLiterals, kinds)
        case .property(let lookup, .equals(let values)) where lookup.type == .text:
            textCount(lookup, values.compactMap(\.foldedText), kinds)
        case .either(let parts): sum(parts.map { seekCount($0, kinds) })
        case .some(let step, _, .backward(let scan)): step.repetition == nil ? scanCount(scan) : nil
        default: nil
        }
    }

    /// How many nodes looking through a scan takes.
    func scanCount(_ scan: Scan) -> Int {
        scan.seek.flatMap { seekCount($0, scan.kinds) } ?? count(of: scan.kinds)
    }

    private func nameCount(_ test: Test) -> Int? {
        switch test {
        case .equals(let values): values.reduce(0) { $0 + ($1.plainText.map { graph.nodes(named: $0).count } ?? 0) }
        case .contains(let needles):
            needles.contains { $0.isEmpty } ? nil : needles.reduce(0) { $0 + graph.nameUpperBound($1) }
        case .matches(let pattern):
            pattern.requiredLiterals.isEmpty
                ? nil : pattern.requiredLiterals.reduce(0) { $0 + graph.nameUpperBound($1) }
        default: nil
        }
    }

    private func textCount(_ lookup: PropertyLookup, _ needles: [[UInt8]], _ kinds: KindSet) -> Int? {
        guard lookup.type == .text, !lookup.hasDefault, !needles.isEmpty, !needles.contains(where: \.isEmpty) else {
            return nil
        }
        return sum(
            kinds.members.flatMap { kind -> [Int?] in
                guard let slot = lookup.slot(of: kind) else { return [0] }
                return needles.map { graph.textUpperBound(kind, slot, $0) }
            })
    }

    /// At most how many nodes of the kinds satisfy the condition; nil where no count tells.
    func bound(_ condition: BoundCondition, _ kinds: KindSet) -> Int? {
        switch condition {
        case .kind(let wanted): return count(of: wanted.intersection(kinds))
        case .all(let parts): return parts.compactMap { bound($0, kinds) }.min()
        case .either(let parts): return sum(parts.map { bound($0, kinds) })
        case .some(let step, _, _) where step.repetition == nil, .edge(let step, _, _) where step.repetition == nil:
            return min(edgeCount(step), seekCount(condition, kinds) == 0 ? 0 : Int.max)
        default: return seekCount(condition, kinds)
        }
    }

    /// At most how many rows there are after a stage; nil where that can't be told.
    func count(after stage: Stage, _ rows: Int?) -> Int? {
        switch stage {
        case .filter(let condition):
            let bound = bound(condition, KindSet(graph.schema.kinds.indices))
            return rows.map { min($0, bound ?? $0) } ?? bound
        case .arrow(let path): return path.steps.last.map(endCount) ?? rows
        case .combine(.union, let other):
            guard let rows, let more = count(ofRoots: other) else { return nil }
            return rows + more
        case .combine(.intersect, let other):
            return [rows, count(ofRoots: other)].compactMap(\.self).min()
        case .combine(.except, _), .order, .top: return rows
        case .totals: return rows.map { $0 + 1 }
        case .slice(let offset, let limit):
            let rest = rows.map { max(0, $0 - offset) }
            return [rest, limit].compactMap(\.self).min()
        }
    }

    private func count(ofRoots query: BoundQuery) -> Int? {
        let first: Int? =
            switch query.source {
            case .scan(let scan): scanCount(scan)
            case .search(let search): count(of: search.kinds)
            case .nodes(let nodes): nodes.count
            case .query(let inner): count(ofRoots: inner)
            }
        return query.stages.reduce(first) { count(after: $1, $0) }
    }

    private func endCount(_ step: BoundStep) -> Int {
        let possible = count(of: step.kinds)
        return step.repetition == nil ? min(possible, edgeCount(step)) : possible
    }

    private func edgeCount(_ step: BoundStep) -> Int {
        Set(step.alternatives.map(\.relation)).reduce(0) { $0 + graph.edgeCount(of: $1) }
    }

    /// nil if any is.
    private func sum(_ counts: [Int?]) -> Int? {
        counts.reduce(0) { total, count in
            guard let total, let count else { return nil }
            return total.addingReportingOverflow(count).overflow ? Int.max : total + count
        }
    }
}

extension Value {
    var plainText: String? { if case .text(let text) = self { text } else { nil } }
    var foldedText: [UInt8]? { plainText.map { foldedBytes($0) } }
}
