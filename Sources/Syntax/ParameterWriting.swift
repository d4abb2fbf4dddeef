import Diagnostics

/// A part of a script with the values of its parameters in their place, as quoted texts: what stands there later means the same
/// without them. A parameter without a value stays.
package func script(_ range: Range<Int>, of source: SourceText, with values: [String: String]) -> String {
    let bytes = Array(source.bytes[range])
    guard bytes.contains(UInt8(ascii: "$")) || bytes.contains(0xEF) else {
        return String(decoding: bytes, as: UTF8.self)
    }
    var lexer = Lexer(bytes)
    var result: [UInt8] = []
    var copied = 0
    var token = lexer.next()
    while !token.isEnd {
        let next = lexer.next()
        if token.isSymbol(.dollar), case .word(let name, _) = next.kind, let value = values[name] {
            result += bytes[copied..<token.range.lowerBound] + Array(quotedText(value).utf8)
            copied = next.range.upperBound
        }
        token = next
    }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
}
