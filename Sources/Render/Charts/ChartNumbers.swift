import Text

/// Why an answer can't be drawn as a chart.
package enum ChartError: Error, Equatable {
    /// `show name chart bar`: columns of the wrong number or type
    case columns(ChartShape)
    /// A column of numbers holds something else.
    case notANumber(column: String, value: String)
    /// 亿元 beside 万人: no axis is of both
    case mixedUnits(String, String)
}

/// Columns of numbers in one unit, so that they can share an axis.
struct ChartNumbers {
    /// Empty for plain numbers.
    var unit: String
    /// By column, then by row; nil where there is none.
    var columns: [[Double?]]

    /// Quantities of one dimension take the unit of the largest.
    init(_ values: [[Value]], headings: [String]) throws(ChartError) {
        var columns: [[Quantity?]] = []
        for (place, column) in values.enumerated() {
            var quantities: [Quantity?] = []
            for value in column { quantities.append(try value.quantity(in: headings[place])) }
            columns.append(quantities)
        }
        let all = columns.flatMap { $0.compactMap(\.self) }
        let first = all.first
        if all.allSatisfy({ $0.unit == first?.unit }) {
            unit = first?.unit ?? ""
            self.columns = columns.map { $0.map { ($0?.value).flatMap(ChartNumbers.drawable) } }
            return
        }
        if let first, let other = all.first(where: { !$0.sharesAxis(with: first) }) {
            throw .mixedUnits(first.unitInWords, other.unitInWords)
        }
        let unit = all.max { abs($0.amount) < abs($1.amount) }?.unit ?? ""
        let measure = MeasureUnit.named(unit)
        self.unit = unit
        self.columns = columns.map { column in
            column.map { quantity in
                quantity.flatMap { ChartNumbers.drawable(measure?.value(of: $0.amount) ?? $0.value) }
            }
        }
    }

    /// nil of a number so large that distances from it are no numbers any more; no document has such.
    private static func drawable(_ number: Double) -> Double? { abs(number) <= 1e300 ? number : nil }
}

/// How far a value is on the way between two others, 0…1; the middle if they are one.
func share(of value: Double, from lower: Double, to upper: Double) -> Double {
    // Halves, so that the distance of two huge numbers is finite.
    let span = upper / 2 - lower / 2
    let share = span > 0 ? (value / 2 - lower / 2) / span : 0.5
    return share.isFinite ? min(max(share, 0), 1) : 0.5
}

extension Quantity {
    /// Units that nobody knows are only equal to themselves.
    fileprivate func sharesAxis(with other: Quantity) -> Bool {
        if unit == other.unit { return true }
        guard let mine = MeasureUnit.named(unit), let its = MeasureUnit.named(other.unit) else { return false }
        return mine.dimension.isComparable(with: its.dimension)
    }

    /// For an error; a plain number has no unit to name.
    fileprivate var unitInWords: String { unit.isEmpty ? decimalText(value) : unit }
}

extension Value {
    /// What a chart draws of a cell; nil if it is empty.
    func quantity(in heading: String) throws(ChartError) -> Quantity? {
        switch self {
        case .missing: return nil
        case .number(let number): return number.isFinite ? Quantity(value: number, unit: "") : nil
        case .quantity(let quantity): return quantity.value.isFinite ? quantity : nil
        case .list(let values) where values.count < 2: return try values.first?.quantity(in: heading)
        case .text, .date, .boolean, .node, .source, .record, .route, .list:
            throw .notANumber(column: heading, value: PeopleText(wording: .english).line(self))
        }
    }
}

/// Round numbers over an interval, for an axis.
struct Ticks: Equatable {
    /// Ascending, the first at or below the interval's beginning and the last at or above its end.
    let values: [Double]

    /// Some `count` of them; at least two.
    init(from lower: Double, to upper: Double, about count: Int) {
        let span = upper > lower ? upper - lower : max(abs(lower), 1)
        var step = Ticks.niceStep(span / Double(max(1, count)))
        // Beside numbers so large that the step is lost in them, only a larger step goes on.
        while lower + step == lower || upper + step == upper { step *= 10 }
        var first = (lower / step).rounded(.down)
        let last = max((upper / step).rounded(.up), first + 1)
        var values: [Double] = []
        while first <= last, values.count < 1000 {
            values.append(Ticks.rounded(first * step, to: step))
            first += 1
        }
        self.values = values
    }

    /// 1, 2 or 5 times a power of ten, not less than the number.
    static func niceStep(_ number: Double) -> Double {
        var power = 1.0
        while power * 10 <= number, power.isFinite { power *= 10 }
        while power > number, power > 1e-300 { power /= 10 }
        return [1, 2, 5, 10].lazy.map { $0 * power }.first { $0 >= number * 0.999_999 } ?? number
    }

    /// 0.30000000000000004 is meant to be 0.3.
    private static func rounded(_ number: Double, to step: Double) -> Double {
        var decimals = 0
        var size = step
        while size < 1, decimals < 300 {
            size *= 10
            decimals += 1
        }
        return decimalShifted(decimalShifted(number, by: decimals).rounded(), by: -decimals)
    }
}
