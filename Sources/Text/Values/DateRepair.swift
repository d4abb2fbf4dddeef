/// The date that a text which is no date of the language was probably meant to be.
package enum DateRepair {
    /// `2025-11-03` of `2025/11/3`, `2025.11.3` and `20251103`; the last day of the month of `2025-02-30`, and December of
    /// `2025-13`; `2025年2月28日` of `2025年2月30日`. nil if the text isn't nearly a date.
    package static func date(in text: String) -> String? {
        let parts = numbers(in: text)
        guard let year = parts.first, (1000...9999).contains(year), parts.count <= 3 else { return nil }
        let month = parts.count > 1 ? min(max(parts[1], 1), 12) : nil
        let day = parts.count > 2 ? nearestDay(to: parts[2], year, month ?? 1) : nil
        guard let date = PartialDate(year: year, month: month, day: day) else { return nil }
        return text.contains("年") ? written(date) : date.description
    }

    private static func nearestDay(to day: Int, _ year: Int, _ month: Int) -> Int {
        let possible: Int = [31, 30, 29].first { PartialDate(year: year, month: month, day: $0) != nil } ?? 28
        return min(max(day, 1), possible)
    }

    /// Year, month and day; none if there is anything else than digits, at most two signs and 年月日 in the text.
    private static func numbers(in text: String) -> [Int] {
        let digits = text.filter { !$0.isWhitespace }
        if digits.count == 8, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) {
            return [number / 10_000, number / 100 % 100, number % 100]
        }
        let parts = digits.split { "-/.年月日号".contains($0) }
        let numbers = parts.compactMap { $0.count <= 4 ? Int($0) : nil }
        let isDate = parts.count == numbers.count && parts.count > 1 && parts.dropFirst().allSatisfy { $0.count < 3 }
        return isDate ? numbers : []
    }

    private static func written(_ date: PartialDate) -> String {
        "\(date.year)年" + (date.month.map { "\($0)月" } ?? "") + (date.day.map { "\($0)日" } ?? "")
    }
}
