/// Numbers that are written in characters, which documents have and the language doesn't: `一千亿元`, `二〇二四`.
package enum ChineseNumeral {
    /// The same with digits: `1000亿元` of 一千亿元, `2024` of 二〇二四; nil if the text doesn't begin with a number in
    /// characters, or goes on with what is no unit.
    package static func withDigits(_ text: String) -> String? {
        let characters = Array(text)
        let run = characters.prefix { digits[$0] != nil || powers[$0] != nil }
        guard !run.isEmpty, run.count <= 12, let number = number(run) else { return nil }
        let rest = String(characters[run.count...])
        guard rest.isEmpty || rest == "年" || MeasureUnit.named(rest) != nil else { return nil }
        return "\(number)\(rest)"
    }

    private static let digits: [Character: Int] = [
        "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]
    private static let powers: [Character: Int] = ["十": 10, "百": 100, "千": 1000]

    private static func number(_ run: ArraySlice<Character>) -> Int? {
        if run.allSatisfy({ digits[$0] != nil }) { return run.reduce(0) { $0 * 10 + (digits[$1] ?? 0) } }
        var sum = 0
        var digit: Int?
        var last = Int.max
        for character in run {
            if let power = powers[character] {
                guard power < last else { return nil }
                sum += (digit ?? 1) * power
                (digit, last) = (nil, power)
            } else if let value = digits[character] {
                digit = value
            }
        }
        return sum + (digit ?? 0)
    }
}
