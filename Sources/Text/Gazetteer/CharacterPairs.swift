/// A set of pairs of characters that may say of a pair that it is in it though it isn't, and never the other way round: most places
/// of a text are told by one look at 32 KB.
struct CharacterPairs: Sendable {
    private static let bitCount: UInt32 = 1 << 18
    private var words = [UInt64](repeating: 0, count: Int(bitCount) / 64)

    mutating func insert(_ first: UInt32, _ second: UInt32) {
        let bit = CharacterPairs.bit(first, second)
        words[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
    }

    @inline(__always)
    func mayHave(_ first: UInt32, _ second: UInt32) -> Bool {
        let bit = CharacterPairs.bit(first, second)
        return words[Int(bit >> 6)] & 1 << UInt64(bit & 63) != 0
    }

    @inline(__always)
    private static func bit(_ first: UInt32, _ second: UInt32) -> UInt32 {
        ((first &* 0x9E37) ^ (second &* 0x85EB_CA6B)) >> 7 & (bitCount - 1)
    }
}
