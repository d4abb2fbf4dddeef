extension Lexer {
    /// The scalar that begins there and its width in bytes; nil if the bytes aren't UTF-8.
    func scalar(at index: Int) -> (Unicode.Scalar, Int)? {
        let lead = bytes[index]
        if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
        let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead < 0xF5, index + width <= bytes.count else { return nil }
        var value = UInt32(lead) & (0x7F >> UInt32(width))
        for next in bytes[index + 1..<index + width] {
            guard next & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(next & 0x3F)
        }
        let isShortest = value >= (width == 4 ? 0x10000 : width == 3 ? 0x800 : 0x80)
        guard isShortest, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, width)
    }

    /// The sign there as ASCII, and its width; nil if there is something else.
    func asciiSign(at index: Int) -> (UInt8, Int)? {
        guard index < bytes.count, let (scalar, width) = scalar(at: index) else { return nil }
        if width == 1 { return (bytes[index], 1) }
        guard case .twin(let byte) = role(of: scalar) else { return nil }
        return (byte, width)
    }

    /// `->`, `＞＝`: the longest sign.
    mutating func sign() -> Token.Kind {
        let start = offset
        guard let (first, width) = asciiSign(at: offset) else { preconditionFailure("no sign at \(offset)") }
        offset += width
        if let (second, secondWidth) = asciiSign(at: offset), let symbol = Lexer.pair(first, second) {
            offset += secondWidth
            return .symbol(symbol)
        }
        guard let symbol = Lexer.single(first) else {
            return .invalid(.strayCharacter(Unicode.Scalar(first), at: start..<offset))
        }
        return .symbol(symbol)
    }

    private static func single(_ byte: UInt8) -> Symbol? { singles[Int(byte & 0x7F)] }

    private static func pair(_ first: UInt8, _ second: UInt8) -> Symbol? {
        guard second <= 0x7E, second >= 0x26, !isWordByte(second) else { return nil }
        return pairs.first { $0.first == first && $0.second == second }?.symbol
    }

    /// The signs of one character, by its code.
    private static let singles: [Symbol?] = (0..<0x80).map { Symbol(rawValue: String(Unicode.Scalar(UInt8($0)))) }

    private static let pairs: [(first: UInt8, second: UInt8, symbol: Symbol)] = Symbol.allCases.compactMap { symbol in
        let bytes = Array(symbol.rawValue.utf8)
        return bytes.count == 2 ? (bytes[0], bytes[1], symbol) : nil
    }
}
