/// How values compare in conditions. A comparison is about what is known, so there are three outcomes: it holds, it doesn't,
/// or the two can't be compared (text with a number, people with money), and then nothing holds.
extension Value {
    /// Equality after normalisation: `1.5万人` is `15000人`, `ＡＢＣ` is `abc`, a date of `2025-11` is `2025`.
    package func isEqual(to other: Value) -> Bool {
        switch (self, other) {
        case (.text(let left), .text(let right)): left == right || folded(left) == folded(right)
        case (.boolean(let left), .boolean(let right)): left == right
        case (.node(let left), .node(let right)): left.id == right.id && left.kind == right.kind
        case (.node(let node), .text(let text)), (.text(let text), .node(let node)):
            folded(node.name) == folded(text) || folded(node.id) == folded(text)
        case (.source(let left), .source(let right)): left == right
        case (.source(let left), .text(let right)): folded(left.document) == folded(right)
        case (.date(let left), .date(let right)): left.isWithin(right)
        default: compared(to: other) == .same
        }
    }

    package enum Comparison: Sendable { case before, same, after }

    /// Which is less; nil if the two can't be compared.
    package func compared(to other: Value) -> Comparison? {
        switch (self, other) {
        case (.text(let left), .text(let right)):
            return Value.order(foldedBytes(left), foldedBytes(right))
        case (.date(let left), .date(let right)):
            return left.compared(to: right)
        case (.date(let left), .number(let right)):
            return Value.order(Double(left.year), right)
        case (.number(let left), .date(let right)) where right.month == nil:
            return Value.order(left, Double(right.year))
        default:
            guard let left = measure, let right = other.measure, left.dimension.isComparable(with: right.dimension),
                !(isShare && right.dimension == .count), !(other.isShare && left.dimension == .count)
            else {
                return nil
            }
            return Value.order(left.amount, right.amount)
        }
    }

    /// The amount and dimension of a number or quantity.
    package var measure: (amount: Double, dimension: Dimension)? {
        switch self {
        case .number(let number): (number, .number)
        case .quantity(let quantity): (quantity.amount, quantity.dimension)
        default: nil
        }
    }

    /// A share, such as 50%, doesn't compare with what is counted: 3个 is not more than 50%.
    package var isShare: Bool {
        if case .quantity(let quantity) = self { ["%", "％", "‰"].contains(quantity.unit) } else { false }
    }

    private static func order(_ left: Double, _ right: Double) -> Comparison {
        left < right ? .before : left > right ? .after : .same
    }

    private static func order(_ left: [UInt8], _ right: [UInt8]) -> Comparison {
        left == right ? .same : left.lexicographicallyPrecedes(right) ? .before : .after
    }
}

extension PartialDate {
    /// Whether every day it may mean is one that the other may mean.
    package func isWithin(_ other: PartialDate) -> Bool { other.firstDay <= firstDay && lastDay <= other.lastDay }

    /// Before or after only if no day it may mean is among the other's; the same if it lies within; otherwise unknown.
    package func compared(to other: PartialDate) -> Value.Comparison? {
        if isWithin(other) { return .same }
        if lastDay < other.firstDay { return .before }
        if firstDay > other.lastDay { return .after }
        return nil
    }
}

/// The order of rows: a total order, unlike that of conditions. Missing values come last whichever way one sorts;
/// quantities go by dimension first; texts by code point, as SQL's `C` collation does.
package func sortsBefore(_ left: Value, _ right: Value, descending: Bool) -> Bool? {
    let (leftRank, rightRank) = (left.sortRank, right.sortRank)
    if leftRank == Value.missingRank || rightRank == Value.missingRank {
        return leftRank == rightRank ? nil : leftRank < rightRank
    }
    if leftRank != rightRank { return descending ? leftRank > rightRank : leftRank < rightRank }
    guard let isBefore = left.precedes(right) else { return nil }
    return descending ? !isBefore : isBefore
}

extension Value {
    fileprivate static let missingRank = 1000

    fileprivate var sortRank: Int {
        switch self {
        case .missing: Value.missingRank
        case .list(let values): values.first?.sortRank ?? Value.missingRank
        case .boolean: 0
        case .number, .quantity:
            10 + Int((measure?.dimension ?? .number) == .count ? 0 : (measure?.dimension ?? .number).rawValue)
        case .date: 100
        case .text, .node: 200
        case .source: 300
        case .record, .route: 400
        }
    }

    /// nil if neither precedes the other. Both have one rank.
    fileprivate func precedes(_ other: Value) -> Bool? {
        switch (self, other) {
        case (.list(let left), _): return (left.first ?? .missing).precedes(other)
        case (_, .list(let right)): return precedes(right.first ?? .missing)
        case (.date(let left), .date(let right)): return strictly(left.packed, right.packed)
        case (.source(let left), .source(let right)):
            return strictly(left.document, right.document)
                ?? strictly(left.lines?.lowerBound ?? 0, right.lines?.lowerBound ?? 0)
        case (.boolean(let left), .boolean(let right)): return left == right ? nil : right
        default: break
        }
        if let left = measure?.amount, let right = other.measure?.amount { return strictly(left, right) }
        if let left = sortText, let right = other.sortText {
            if left == right { return nil }
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
        return nil
    }

    private var sortText: String? {
        switch self {
        case .text(let text): text
        case .node(let node): node.name
        default: nil
        }
    }

    private func strictly<Element: Comparable>(_ left: Element, _ right: Element) -> Bool? {
        left == right ? nil : left < right
    }
}
