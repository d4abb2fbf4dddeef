/// A field with an apostrophe before it if a spreadsheet would take it for a formula, which could fetch pages or start programs.
///
/// A plain number stays one. Of the signs that begin formulas the full-width ones do so as well in Chinese settings; tabs and
/// carriage returns are passed over by some spreadsheets before they look.
func guardedFromFormulas(_ field: String) -> String {
    guard let first = field.unicodeScalars.first, "=+-@＝＋－＠\t\r\n".unicodeScalars.contains(first), !isPlainNumber(field)
    else { return field }
    return "'" + field
}

/// `-5`, `+1.5`, `-3%`
private func isPlainNumber(_ field: String) -> Bool {
    var digits = field.utf8.dropFirst()
    if digits.last == UInt8(ascii: "%") { digits = digits.dropLast() }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let first = field.utf8.first
    return (first == UInt8(ascii: "-") || first == UInt8(ascii: "+")) && (1...2).contains(parts.count)
        && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
}
