import Graph
import Text

/// A value as the reference evaluator knows it: compared by rules of its own, after design's words and not after `Value`.
enum ReferenceValue {
    case text(String)
    /// An amount in the base unit of what it measures; plain numbers, shares and things that are counted are one, but that
    /// shares and counted things don't compare.
    case amount(Double, of: String, Sort = .other)
    case date(year: Int, month: Int?, day: Int?)
    case node(Int)
    case source(String, ClosedRange<Int>?)

    /// What sort of number an amount is.
    enum Sort { case share, counted, other }

    private static let units: [String: (Double, String)] = [
        "": (1, "number"), "%": (0.01, "number"), "个": (1, "number"), "元": (1, "money"), "万元": (1e4, "money"),
        "亿元": (1e8, "money"), "人": (1, "people"), "万人": (1e4, "people"),
    ]

    /// nil for what no property holds.
    init?(_ value: Value) {
        switch value {
        case .text(let text): self = .text(text)
        case .number(let number): self = .amount(number, of: "number")
        case .quantity(let quantity):
            guard let unit = ReferenceValue.units[quantity.unit] else { return nil }
            let sort: Sort = quantity.unit == "%" ? .share : quantity.unit == "个" ? .counted : .other
            self = .amount(quantity.value * unit.0, of: unit.1, sort)
        case .date(let date): self = .date(year: date.year, month: date.month, day: date.day)
        case .source(let source): self = .source(source.document, source.lines)
        case .missing, .boolean, .node, .list, .record, .route: return nil
        }
    }

    /// The node that it is.
    var node: Int? { if case .node(let node) = self { node } else { nil } }

    /// First and last day that a date may mean, as yyyymmdd.
    private var days: ClosedRange<Int>? {
        guard case .date(let year, let month, let day) = self else { return nil }
        let lastMonth = month ?? 12
        let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        let length = lastMonth == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(lastMonth) ? 30 : 31
        return year * 10_000 + (month ?? 1) * 100 + (day ?? 1)...year * 10_000 + lastMonth * 100 + (day ?? length)
    }

    /// What a date sorts by: a year stands before its months, a month before its days.
    var sortDay: Int {
        if case .date(let year, let month, let day) = self {
            year * 10_000 + (month ?? 0) * 100 + (day ?? 0)
        } else {
            0
        }
    }

    func isEqual(to other: ReferenceValue) -> Bool {
        switch (self, other) {
        case (.text(let left), .text(let right)): return folded(left) == folded(right)
        case (.source(let left, _), .text(let right)): return folded(left) == folded(right)
        case (.node(let left), .node(let right)): return left == right
        case (.amount(let left, let dimension, let sort), .amount(let right, let other, let otherSort)):
            return dimension == other && sort.compares(with: otherSort) && isNear(left, right)
        default:
            guard let left = days, let right = other.days else { return false }
            return right.contains(left.lowerBound) && right.contains(left.upperBound)
        }
    }

    /// Whether all that it may mean stands before the other.
    func isLess(than other: ReferenceValue) -> Bool {
        switch (self, other) {
        case (.text(let left), .text(let right)):
            return folded(left).utf8.lexicographicallyPrecedes(folded(right).utf8)
        case (.amount(let left, let dimension, let sort), .amount(let right, let other, let otherSort)):
            return dimension == other && sort.compares(with: otherSort) && left < right && !isNear(left, right)
        default:
            guard let left = days, let right = other.days else { return false }
            return left.upperBound < right.lowerBound
        }
    }

    /// Whether none of what it may mean stands behind the other's end.
    func isAtMost(_ other: ReferenceValue) -> Bool {
        if let left = days, let right = other.days { return left.upperBound <= right.upperBound }
        return isLess(than: other) || isEqual(to: other)
    }

    func isAtLeast(_ other: ReferenceValue) -> Bool {
        if let left = days, let right = other.days { return left.lowerBound >= right.lowerBound }
        return other.isLess(than: self) || isEqual(to: other)
    }

    private func isNear(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-9 * max(abs(left), abs(right))
    }
}

extension ReferenceValue.Sort {
    /// 3个 is neither more nor less than 50%.
    func compares(with other: ReferenceValue.Sort) -> Bool {
        self == .other || other == .other || self == other
    }
}
