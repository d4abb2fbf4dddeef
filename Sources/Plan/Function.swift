/// A function of values. Most are of each value of their first argument; some are of all values of their arguments.
package enum Function: String, Sendable, CaseIterable {
    // Of dates.
    case year, month, day
    // Of numbers and quantities, which keep their unit.
    case abs, round, floor, ceil
    // Of texts, and of whatever else by how it is written.
    case lower, upper, trim, length, replace, substring, left, right, split
    // From one type to another.
    case number, text, date, unit
    // Of all values.
    case join, concat, coalesce, size, last, least, greatest

    /// How many arguments it takes.
    package var arguments: ClosedRange<Int> {
        switch self {
        case .year, .month, .day, .abs, .floor, .ceil, .lower, .upper, .trim, .length, .number, .text, .date, .unit,
            .size, .last:
            1...1
        case .round: 1...2
        case .left, .right, .split: 2...2
        case .join: 1...2
        case .substring: 2...3
        case .replace: 3...3
        case .concat, .coalesce: 1...64
        case .least, .greatest: 2...64
        }
    }

    /// What its first argument must be where that is known before running.
    package var takes: Taken {
        switch self {
        case .year, .month, .day: .dates
        case .abs, .round, .floor, .ceil, .unit: .amounts
        case .lower, .upper, .trim, .length, .replace, .substring, .left, .right, .split, .number, .text, .date, .join,
            .concat, .coalesce, .size, .last, .least, .greatest:
            .anything
        }
    }

    package enum Taken: Sendable { case dates, amounts, anything }

    /// Whether a word alone is a text in that place, and not a property: `replace(name, 县, "")`.
    package func takesText(at place: Int) -> Bool {
        switch self {
        case .replace: place > 0
        case .split, .join: place == 1
        default: false
        }
    }

    /// Whether it is of all values of its arguments together, and not of each of the first one's.
    package var isOfAll: Bool {
        switch self {
        case .join, .concat, .coalesce, .size, .last, .least, .greatest: true
        default: false
        }
    }

    /// Whether it may give several values where its arguments have one each, or each of them has one.
    func isMultiple(_ arguments: [Bool]) -> Bool {
        switch self {
        case .split: true
        case .coalesce: arguments.contains(true)
        case .join, .concat, .size, .last, .least, .greatest: false
        default: arguments.first ?? false
        }
    }
}
