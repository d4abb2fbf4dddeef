/// A number with the unit that the document wrote: `1.5万人`, `8026.92亿元`, `90%`.
package struct Quantity: Sendable, Hashable {
    /// As written, before the multiplier in the unit: 1.5 of `1.5万人`.
    package var value: Double
    /// As written, the multiplier included: `万人`; empty for a plain number.
    package var unit: String

    package init(value: Double, unit: String) {
        self.value = value
        self.unit = unit
    }

    /// What the unit measures; `.number` if the unit is not in the table.
    package var dimension: Dimension { MeasureUnit.named(unit)?.dimension ?? .number }

    /// The value in the dimension's base unit: 15000 of `1.5万人`. Equal amounts give equal numbers, whatever their unit.
    package var amount: Double { MeasureUnit.named(unit)?.amount(of: value) ?? value }

    /// The same amount in another unit; nil if that unit measures something else.
    package func converted(to unit: String) -> Quantity? {
        guard let target = MeasureUnit.named(unit), target.dimension == dimension else { return nil }
        return Quantity(value: target.value(of: amount), unit: unit)
    }
}

extension Quantity: CustomStringConvertible {
    package var description: String { decimalText(value) + unit }
}
