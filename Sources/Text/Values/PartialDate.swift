/// A date of which the day, or month and day, may be unknown: `2025`, `2025-11`, `2025-11-03`.
///
/// It stands for the span of days it may mean; comparisons are on the ends of that span, so that a fact of `2025-11`
/// is found by `date = 2025` and by `date >= 2025-11-01`.
package struct PartialDate: Sendable, Hashable {
    /// 1…9999.
    package let year: Int
    /// 1…12, or nil if unknown.
    package let month: Int?
    /// 1…31, or nil if unknown.
    package let day: Int?

    /// nil if there is no such date, such as `2025-02-30` or a day without a month.
    package init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard (1...9999).contains(year) else { return nil }
        if let month { guard (1...12).contains(month) else { return nil } }
        if let day {
            guard let month, (1...PartialDate.days(in: month, of: year)).contains(day) else { return nil }
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date as one number that sorts by time: year, month and day in 14, 4 and 5 bits, 0 where unknown.
    package var packed: UInt32 { UInt32(year) << 9 | UInt32(month ?? 0) << 5 | UInt32(day ?? 0) }

    /// nil if the bits are no date.
    package init?(packed: UInt32) {
        let month = Int(packed >> 5 & 0xF)
        let day = Int(packed & 0x1F)
        self.init(year: Int(packed >> 9), month: month == 0 ? nil : month, day: day == 0 ? nil : day)
    }

    /// The first day it may mean, packed.
    package var firstDay: UInt32 { UInt32(year) << 9 | UInt32(month ?? 1) << 5 | UInt32(day ?? 1) }

    /// The last day it may mean, packed.
    package var lastDay: UInt32 {
        let lastMonth = month ?? 12
        return UInt32(year) << 9 | UInt32(lastMonth) << 5 | UInt32(day ?? PartialDate.days(in: lastMonth, of: year))
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension PartialDate: CustomStringConvertible {
    /// ISO 8601 with what is known: `2025`, `2025-11`, `2025-11-03`.
    package var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let yearText = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
        return yearText + (month.map { "-" + two($0) } ?? "") + (day.map { "-" + two($0) } ?? "")
    }
}

/// A five-year plan's period by its short name: `十四五` is 2021…2025.
///
/// The third plan began in 1966, three years after the second had ended; from then on they follow without a gap.
package func planningPeriod(named name: String) -> ClosedRange<Int>? {
    let digits: [Character: Int] = ["一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9]
    guard name.last == "五", name.count >= 2 else { return nil }
    let ordinal: Int
    let head = Array(name.dropLast())
    switch (head.first, head.count) {
    case ("十", 1): ordinal = 10
    case ("十", 2): guard let ones = digits[head[1]] else { return nil }; ordinal = 10 + ones
    case (let ones?, 1): guard let value = digits[ones] else { return nil }; ordinal = value
    default: return nil
    }
    let first = ordinal <= 2 ? 1953 + 5 * (ordinal - 1) : 1966 + 5 * (ordinal - 3)
    return first...first + 4
}

/// The short names of the first nineteen periods, to compare a misspelled one with.
package let planningPeriodNames: [String] = {
    let ones = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
    return (ones + ["十"] + ones.map { "十" + $0 }).map { $0 + "五" }
}()
