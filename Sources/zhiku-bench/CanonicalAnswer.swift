import Glibc
import Text

/// An answer in the form that all systems' answers are compared in: lines of cells, sorted by their bytes, and FNV-1a of them.
struct CanonicalAnswer {
    let lines: [String]

    /// The headings of columns whose numbers are floats, even whole ones.
    static let floats: Set<String> = ["average", "total", "score"]

    init(_ rows: [[String]]) {
        let joined = rows.map { $0.joined(separator: "\t") }
        lines = joined.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    var checksum: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in lines.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    static func cell(_ value: Value, isFloat: Bool) -> String {
        switch value {
        case .missing: ""
        case .text(let text): text
        case .number(let number): isFloat ? sixDigits(number) : decimalText(number)
        case .quantity(let quantity): isFloat ? sixDigits(quantity.value) : quantity.description
        case .list(let values): values.map { cell($0, isFloat: isFloat) }.joined(separator: ";")
        default: value.description
        }
    }

    /// As C's `%.6g`.
    private static func sixDigits(_ number: Double) -> String {
        var buffer = [CChar](repeating: 0, count: 64)
        let count = withVaList([number]) { vsnprintf(&buffer, buffer.count, "%.6g", $0) }
        return String(decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
