/// The shortest decimal text that gives this number back: `2024`, `0.5489`, never `2024.0` or `1e+16`.
package func decimalText(_ number: Double) -> String {
    if let whole = Int64(exactly: number), abs(whole) < 1 << 53 { return String(whole) }
    let text = number.description
    guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }), number.isFinite else { return text }
    return expanded(mantissa: text[..<mark], exponent: Int(text[text.index(after: mark)...]) ?? 0)
}

/// A number for people: as it stands, unless it is a quotient or the like, whose sixteen digits say nothing.
///
/// 24.580785656266666 becomes 24.5808, 382.87971905179984 becomes 382.88. No document writes more than twelve digits, so
/// what a document says is never rounded.
package func readableText(_ number: Double) -> String {
    let text = decimalText(number)
    guard text.utf8.count(where: { $0 >= 0x30 && $0 <= 0x39 }) > 12, number.isFinite, abs(number) < 1e12,
        abs(number) > 1e-290
    else {
        return text
    }
    let wholeDigits = Int64(abs(number)).description.utf8.count
    var decimals = abs(number) < 1 ? 6 : max(2, 6 - wholeDigits)
    // Of a small number the zeros behind the point don't count.
    var rest = abs(number) * 10
    while rest < 1, rest > 0, decimals < 300 {
        rest *= 10
        decimals += 1
    }
    return decimalText(decimalShifted(decimalShifted(number, by: decimals).rounded(), by: -decimals))
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
