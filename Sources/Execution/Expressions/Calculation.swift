import Plan
import Text

/// `left operation right`. A quantity keeps the unit of the left; equal dimensions divide to a plain number. Division by
/// zero gives a missing value.
///
/// - Parameter zeroTakesUnit: the left is the 0 of a negation and has whatever unit the right has.
func calculate(
    _ operation: Operation, _ left: Value, _ right: Value, zeroTakesUnit: Bool, at range: Range<Int>
) throws(ExecutionError) -> Value {
    guard let leftMeasure = left.measure else { throw .notANumber(left, at: range) }
    guard let rightMeasure = right.measure else { throw .notANumber(right, at: range) }
    switch operation {
    case .add, .subtract:
        let unit = left.unit ?? right.unit
        let isSame = zeroTakesUnit || leftMeasure.dimension.isComparable(with: rightMeasure.dimension)
        guard isSame else { throw .dimensionsDiffer(left, right, at: range) }
        let amount =
            operation == .add ? leftMeasure.amount + rightMeasure.amount : leftMeasure.amount - rightMeasure.amount
        return .measure(amount, unit: zeroTakesUnit ? right.unit : unit)
    case .multiply:
        if leftMeasure.dimension == .number {
            return .measure(leftMeasure.amount * rightMeasure.amount, unit: right.unit)
        }
        guard rightMeasure.dimension == .number else { throw .dimensionsDiffer(left, right, at: range) }
        return .measure(leftMeasure.amount * rightMeasure.amount, unit: left.unit)
    case .divide:
        if rightMeasure.amount == 0 { return .missing }
        let quotient = leftMeasure.amount / rightMeasure.amount
        if leftMeasure.dimension.isComparable(with: rightMeasure.dimension) { return .number(quotient) }
        guard rightMeasure.dimension == .number else { throw .dimensionsDiffer(left, right, at: range) }
        return .measure(quotient, unit: left.unit)
    }
}

/// The same amount in another unit; a plain number is taken to be of the unit's dimension only if the unit is one of plain
/// numbers (`0.245 in %`).
func converted(_ value: Value, to unit: String, at range: Range<Int>) throws(ExecutionError) -> Value {
    guard let measure = value.measure else { throw .notANumber(value, at: range) }
    guard let target = MeasureUnit.named(unit), target.dimension.isComparable(with: measure.dimension) else {
        throw .cannotConvert(value, unit: unit, at: range)
    }
    return .quantity(Quantity(value: target.value(of: measure.amount), unit: unit))
}

extension Value {
    /// The unit as written; nil for a plain number.
    var unit: String? {
        if case .quantity(let quantity) = self, !quantity.unit.isEmpty { quantity.unit } else { nil }
    }

    /// An amount in base units as a quantity of that unit, or as a plain number.
    static func measure(_ amount: Double, unit: String?) -> Value {
        guard let unit, let measure = MeasureUnit.named(unit) else { return .number(amount) }
        return .quantity(Quantity(value: measure.value(of: amount), unit: unit))
    }
}

extension Aggregate {
    /// The aggregate of values. Amounts of several dimensions give a list with one result for each, in the order in which
    /// the dimensions first come; no values give a missing value.
    func applied(to values: [Value], at range: Range<Int>) throws(ExecutionError) -> Value {
        switch self {
        case .count: return .number(Double(values.count))
        case .first: return values.first ?? .missing
        case .list: return .list(values.uniqued)
        case .min, .max:
            if values.contains(where: { $0.measure == nil }) { return extreme(values) }
            return .oneOrList(values.byDimension.map(extreme))
        case .sum, .avg, .median:
            if let other = values.first(where: { $0.measure == nil }) { throw .notANumber(other, at: range) }
            return .oneOrList(values.byDimension.map(total))
        }
    }

    private func extreme(_ values: [Value]) -> Value {
        values.reduce(Value.missing) { best, value in
            guard best != .missing else { return value }
            return sortsBefore(value, best, descending: self == .max) == true ? value : best
        }
    }

    private func total(_ values: [Value]) -> Value {
        if self == .median {
            return .measure(middle(values.compactMap { $0.measure?.amount }), unit: values.first?.unit)
        }
        let amount = values.reduce(0) { $0 + ($1.measure?.amount ?? 0) }
        return .measure(self == .avg ? amount / Double(values.count) : amount, unit: values.first?.unit)
    }
}

/// The middle of the amounts; between the two in the middle of an even number.
private func middle(_ amounts: [Double]) -> Double {
    let sorted = amounts.sorted()
    let upper = sorted[sorted.count / 2]
    return sorted.count % 2 == 1 ? upper : (sorted[sorted.count / 2 - 1] + upper) / 2
}

extension [Value] {
    /// Each value once, in the order in which they first come.
    fileprivate var uniqued: [Value] {
        var seen: Set<Value> = []
        return filter { seen.insert($0).inserted }
    }

    /// The values of each dimension together.
    fileprivate var byDimension: [[Value]] {
        var order: [Dimension] = []
        var groups: [Dimension: [Value]] = [:]
        for value in self {
            guard let dimension = value.measure?.dimension else { continue }
            let known = order.first { $0.isComparable(with: dimension) } ?? dimension
            if groups[known] == nil { order.append(known) }
            groups[known, default: []].append(value)
        }
        return order.compactMap { groups[$0] }
    }
}

extension Value {
    fileprivate static func oneOrList(_ values: [Value]) -> Value {
        values.count > 1 ? .list(values) : values.first ?? .missing
    }
}
