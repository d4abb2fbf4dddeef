/// The shortest decimal text that gives this number back: `2024`, `0.5489`, never `2024.0` or `1e+16`.
package func decimalText(_ number: Double) -> String {
    if let whole = Int64(exactly: number), abs(whole) < 1 << 53 { return String(whole) }
    let text = number.description
    guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }), number.isFinite else { return text }
    return expanded(mantissa: text[..<mark], exponent: Int(text[text.index(after: mark)...]) ?? 0)
}

/// `number × 10^exponent`, rounded as if the decimal text of the number had its point moved: 1.1 and 4 give 11000 exactly.
///
/// A binary multiplication would give 11000.000000000002, and `1.1万人 = 11000人` would be false.
package func decimalShifted(_ number: Double, by exponent: Int) -> Double {
    if exponent == 0 || number == 0 || !number.isFinite { return number }
    return Double("\(decimalText(number))e\(exponent)") ?? number
}

private func expanded(mantissa: Substring, exponent: Int) -> String {
    var digits = mantissa.filter { $0 != "." && $0 != "-" }
    let sign = mantissa.hasPrefix("-") ? "-" : ""
    let fraction = mantissa.firstIndex(of: ".").map { mantissa.distance(from: $0, to: mantissa.endIndex) - 1 } ?? 0
    var point = digits.count - fraction + exponent
    if point <= 0 {
        digits = String(repeating: "0", count: 1 - point) + digits
        point = 1
    }
    if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
    let split = digits.index(digits.startIndex, offsetBy: point)
    var tail = digits[split...]
    while tail.last == "0" { tail.removeLast() }
    return sign + digits[..<split] + (tail.isEmpty ? "" : "." + tail)
}
