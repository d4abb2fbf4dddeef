import Plan

/// What the columns of a statement of groups hold: those of the keys, then the ordinal of the group's first root, then those of
/// its aggregates. A group may come in several rows, each of which has some of the aggregates.
package struct GroupColumns: Sendable {
    package enum Key: Sendable { case text, number, date, node }

    package enum Aggregate: Sendable {
        /// One column with a number; null is missing.
        case number
        /// One column with a count; where no row has it, it is 0.
        case count
        /// Two columns: a sum of numbers, and how many they are.
        case average
        /// Four columns: a sum of amounts in the base unit, how many they are, whether they have several dimensions, and the ordinal
        /// of the first root that has one, whose unit the sum has.
        case total(BoundExpression, isAverage: Bool)
        /// Two columns: whether the amounts have several dimensions, and the ordinal of the root that has the value.
        case extreme(BoundExpression)
        /// One column: the ordinal of the first root that has a value.
        case first(BoundExpression)

        /// How many columns it takes.
        var width: Int {
            switch self {
            case .number, .count, .first: 1
            case .average, .extreme: 2
            case .total: 4
            }
        }

        /// Whether the same columns make the same value.
        func isRead(as other: Aggregate) -> Bool {
            switch (self, other) {
            case (.number, .number), (.count, .count), (.average, .average), (.extreme, .extreme), (.first, .first):
                true
            case (.total(_, let isAverage), .total(_, let isOtherAverage)): isAverage == isOtherAverage
            default: false
            }
        }
    }

    package var keys: [Key]
    package var aggregates: [Aggregate]

    package init(keys: [Key] = [], aggregates: [Aggregate] = []) {
        self.keys = keys
        self.aggregates = aggregates
    }
}
