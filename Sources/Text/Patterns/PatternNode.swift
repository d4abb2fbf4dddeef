/// A pattern as a tree, folded.
indirect enum PatternNode: Equatable, Sendable {
    /// `低空`, as folded scalars
    case literal([UInt32])
    /// `.`, `[a-z]`, `\d`
    case set(ScalarSet)
    /// `^`
    case start
    /// `$`
    case end
    /// What stands one after the other; of no parts: the empty text.
    case sequence([PatternNode])
    /// `经济|产业`
    case choice([PatternNode])
    /// `{2,5}`; without upper end if `most` is nil
    case repeated(PatternNode, least: Int, most: Int?)

    /// One space or none: what white space in a pattern and `\s` stand for, as folding leaves little of it in the text.
    static let white = PatternNode.repeated(.set(.space), least: 0, most: 1)

    /// Literals of which one stands in every text that matches; nil if there are none, or too many.
    var requiredLiterals: [[UInt32]]? {
        switch self {
        case .literal(let scalars): return [scalars]
        case .set, .start, .end: return nil
        case .sequence(let parts): return parts.compactMap(\.requiredLiterals).max { $0.isWorse(than: $1) }
        case .repeated(let inner, let least, _): return least > 0 ? inner.requiredLiterals : nil
        case .choice(let parts):
            let literals = parts.map(\.requiredLiterals)
            if literals.contains(where: { $0 == nil }) { return nil }
            let all = literals.flatMap { $0 ?? [] }
            return all.count > Pattern.mostRequiredLiterals ? nil : all
        }
    }
}

extension [[UInt32]] {
    /// Long literals are rare ones; of equal length, fewer are better.
    fileprivate func isWorse(than other: [[UInt32]]) -> Bool {
        (shortest, -count) < (other.shortest, -other.count)
    }

    private var shortest: Int { map(\.count).min() ?? 0 }
}
