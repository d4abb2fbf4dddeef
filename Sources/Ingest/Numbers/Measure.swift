import Text

/// A number with its unit, as a text writes it: `超过100万人次`, `3—4个`, `6 : 4`.
struct Measure {
    /// From the first digit to behind the unit and what qualifies it: 以上, 左右.
    var range: Range<Int>
    var value: Double
    /// The other end of `3—4个`.
    var upper: Double?
    /// `万人次`, with its multiplier; empty for a plain number.
    var unit: String
    /// `=`, `≥`, `>`, `≤`, `<`, `≈`
    var comparator = "="
    /// 达到 stands before it.
    var isReached = false
    /// `5:5`
    var ratio: String?
    /// It only has a range: 旅游厕所数量充足.
    var isWithoutValue = false

    /// A unit that nobody knows, as a garbled head of a table gives one, is none: the language couldn't write it.
    var quantity: Quantity {
        Quantity(value: value, unit: unit.isEmpty || MeasureUnit.named(unit) != nil ? unit : "")
    }
    var dimension: Dimension { quantity.dimension }
}
