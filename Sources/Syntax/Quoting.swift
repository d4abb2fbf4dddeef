import Text

/// A text of the language between ASCII quotes, which reads back as the same text.
///
/// What shows nothing of itself is written as its number, so that a script can be looked at in any terminal or editor.
package func quotedText(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        // It closes a text as well.
        case "＂": result += "\\u{ff02}"
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case "\r": result += "\\r"
        case _ where isEscaped(scalar.value):
            result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

private func isEscaped(_ scalar: UInt32) -> Bool {
    let isUnifiedHan = scalar >= 0x4E00 && scalar <= 0x9FFF
    return !isUnifiedHan && (scalar < 0x20 || scalar >= 0x7F && isConcealed(scalar))
}
