import Text

/// What the cells of tables of numbers hold.
extension Analysis {
    /// The value of a cell: `>500`, `8026.92`, `5 : 5`, the first or second of `8/10万`; nil of — and the like.
    func value(_ cell: Range<Int>, _ part: Int, of count: Int, unit: String) -> Measure? {
        var range = text.trimmed(cell)
        // [20]: over all the years together.
        if range.count > 2, text.keys[range.lowerBound] == 0x5B, text.keys[range.upperBound - 1] == 0x5D {
            range = text.trimmed(range.lowerBound + 1..<range.upperBound - 1)
        }
        var comparator = "="
        if let first = range.first {
            let signs: [UInt32: String] = [
                0x3E: ">", 0x3C: "<", 0x2265: "≥", 0x2264: "≤", 0x2267: "≥", 0x2266: "≤", 0x7EA6: "≈", 0x8D85: ">",
            ]
            if let sign = signs[text.keys[first]] {
                comparator = sign
                range = text.trimmed(first + 1..<range.upperBound)
            }
        }
        for (word, sign) in [("以上" as Keys, "≥"), ("以内", "≤"), ("左右", "≈")] where range.count > word.count {
            if text.has(word, at: range.upperBound - word.count, before: range.upperBound) {
                comparator = sign
                range = text.trimmed(range.lowerBound..<range.upperBound - word.count)
            }
        }
        if count > 1 {
            let parts = text.split(range, at: [0x2F])
            guard parts.count == count else { return nil }
            range = parts[part]
        }
        return number(range, comparator, unit)
    }

    func number(_ range: Range<Int>, _ comparator: String, _ unit: String) -> Measure? {
        let pieces = text.split(range, at: [0x3A])
        if pieces.count == 2, pieces.allSatisfy({ $0.allSatisfy { isDigit(text.keys[$0]) } }) {
            return Measure(
                range: range, value: 0, unit: "", comparator: comparator,
                ratio: "\(string(pieces[0])):\(string(pieces[1]))")
        }
        var end = range.lowerBound
        while end < range.upperBound, isDigit(text.keys[end]) || text.keys[end] == 0x2E || text.keys[end] == 0x2C {
            end += 1
        }
        // -1.4: less than before.
        let isBelow = range.lowerBound + 1 < range.upperBound && text.keys[range.lowerBound] == 0x2D
        if isBelow {
            end += 1
            while end < range.upperBound, isDigit(text.keys[end]) || text.keys[end] == 0x2E { end += 1 }
        }
        guard let value = Double(text.string(range.lowerBound..<end).filter { $0 != "," && $0 != "，" }) else {
            return nil
        }
        let rest = text.string(end..<range.upperBound)
        if let second = secondValue(rest) {
            return Measure(
                range: range, value: value, upper: second.value, unit: second.unit.isEmpty ? unit : second.unit,
                comparator: "=")
        }
        // 10万 of a column in 个 is 10万个.
        let written = MeasureUnit.named(rest) != nil ? rest : ""
        guard rest.isEmpty || !written.isEmpty else { return nil }
        // A year is when, and not how much.
        if written == "年" || written.isEmpty && unit == "年", (1949...2099).contains(value) { return nil }
        let isMultiplier = MeasureUnit.multipliers.contains { $0.0 == written }
        return Measure(
            range: range, value: value, unit: written.isEmpty ? unit : isMultiplier ? written + unit : written,
            comparator: comparator)
    }

    /// `—50`, `-4个`
    private func secondValue(_ rest: String) -> (value: Double, unit: String)? {
        guard let first = rest.first, "-—–~～至".contains(first) else { return nil }
        let tail = rest.drop { "-—–~～至".contains($0) }
        let digits = tail.prefix { $0.isNumber || $0 == "." }
        guard let value = Double(digits) else { return nil }
        return (value, String(tail.dropFirst(digits.count)))
    }
}
