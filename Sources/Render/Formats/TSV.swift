/// A line of `tsv`: tabs, line breaks and backslashes within a field are `\t`, `\n`, `\r` and `\\`, so that `cut` and `awk`
/// can't be misled.
func tsvLine(_ fields: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, field) in fields.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: "\t")) }
        for byte in field.utf8 { bytes.appendEscaped(byte) }
    }
    bytes.append(UInt8(ascii: "\n"))
    return bytes
}

extension [UInt8] {
    fileprivate mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\t"): append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
        case UInt8(ascii: "\n"): append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
        case UInt8(ascii: "\r"): append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
        case UInt8(ascii: "\\"): append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "\\")])
        default: append(byte)
        }
    }
}
