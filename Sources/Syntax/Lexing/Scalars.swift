/// What a scalar outside of quotes is to the lexer.
enum ScalarRole {
    case space
    /// `\u{2028}` is a line break as well.
    case lineBreak
    /// Part of a word, as it is.
    case word
    /// A sign or ASCII letter of another width; the byte is its ASCII twin.
    case twin(UInt8)
    /// `≥` is two ASCII signs.
    case sign(Symbol)
    /// `“`, `「`
    case quote(Quote)
    /// `％` behind a number, and a character of no use elsewhere.
    case other
}

/// A pair of quotes.
package enum Quote: String, Sendable {
    case double = "\"", single = "'", curlyDouble = "“", curlySingle = "‘", corner = "「", whiteCorner = "『"

    package var closing: String {
        switch self {
        case .double: "\""
        case .single: "'"
        case .curlyDouble: "”"
        case .curlySingle: "’"
        case .corner: "」"
        case .whiteCorner: "』"
        }
    }

    /// Only the ASCII quotes have escapes: the others are what an input method gives, along with paths such as `C:\new`.
    var hasEscapes: Bool { self == .double || self == .single }

    /// The ASCII quote that may close it when the input method was switched off in between.
    var asciiTwin: UInt8? {
        switch self {
        case .curlyDouble: 0x22
        case .curlySingle: 0x27
        default: nil
        }
    }
}

/// - Requires: `scalar` isn't ASCII.
func role(of scalar: Unicode.Scalar) -> ScalarRole {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF: .word
    case 0x2018: .quote(.curlySingle)
    case 0x201C: .quote(.curlyDouble)
    case 0x300C: .quote(.corner)
    case 0x300E: .quote(.whiteCorner)
    case 0x300A, 0x300B, 0x3014, 0x3015, 0xB7: .word  // 《》〔〕·
    case 0x3001: .twin(0x2C)  // 、
    case 0x3002: .twin(0x2E)  // 。, which the key of the full stop gives.
    case 0x3010: .twin(0x5B)  // 【
    case 0x3011: .twin(0x5D)  // 】
    case 0xA5, 0xFFE5: .twin(0x24)  // ¥, which the key of the dollar gives.
    case 0x2212: .twin(0x2D)  // −
    case 0xD7: .twin(0x2A)  // ×
    case 0xF7: .twin(0x2F)  // ÷
    case 0x2264: .sign(.lessOrEqual)
    case 0x2265: .sign(.greaterOrEqual)
    case 0x2260: .sign(.notEqual)
    case 0x2192: .sign(.arrow)
    case 0xFF01...0xFF5E: .twin(UInt8(scalar.value - 0xFEE0))
    case 0x2028, 0x2029, 0x85: .lineBreak
    case 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF: .space
    case 0x2103, 0x33A1, 0x2030: .other  // ℃ ㎡ ‰ are units behind a number only.
    default: isWordProperty(scalar) ? .word : .other
    }
}

private func isWordProperty(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber,
        .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation:
        true
    default: false
    }
}

/// An ASCII letter, digit or `_`.
func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
