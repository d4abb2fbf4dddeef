/// Classes and escapes.
extension PatternParser {
    /// `[a-z低空]`, `[^…]`
    mutating func characterClass() throws(PatternError) -> ScalarSet {
        let start = position
        position += 1
        let isNegated = take("^")
        var set = ScalarSet([])
        let first = position
        while !at("]") {
            guard position < scalars.count else { throw .unclosedClass(at: range(start..<start + 1)) }
            set = set.union(try classItem())
        }
        if position == first { throw .emptyClass(at: range(start..<position + 1)) }
        position += 1
        return isNegated ? set.withFoldings.complement : set.withFoldings
    }

    private mutating func classItem() throws(PatternError) -> ScalarSet {
        let start = position
        guard case .scalar(let low) = try classMember() else {
            position = start
            if case .set(let set) = try escape() { return set }
            return ScalarSet([])
        }
        guard at("-"), position + 1 < scalars.count, scalars[position + 1] != 0x5D else { return ScalarSet(low) }
        position += 1
        guard case .scalar(let high) = try classMember(), low <= high else {
            throw .backwardRange(at: range(from: start))
        }
        return ScalarSet([low...high])
    }

    private mutating func classMember() throws(PatternError) -> Escape {
        if at("\\") { return try escape() }
        position += 1
        return .scalar(scalars[position - 1])
    }

    // MARK: Escapes

    enum Escape {
        case scalar(UInt32)
        case set(ScalarSet)
    }

    /// `\d`, `\.`, `\u{4E2D}`, `\p{Han}`
    mutating func escape() throws(PatternError) -> Escape {
        let start = position
        position += 1
        guard position < scalars.count else { throw .unknownEscape("\\", at: range(from: start)) }
        let letter = scalars[position]
        position += 1
        switch Unicode.Scalar(letter) {
        case "d": return .set(.digits)
        case "D": return .set(ScalarSet.digits.complement)
        case "w": return .set(.words)
        case "W": return .set(ScalarSet.words.complement)
        case "s": return .set(.space)
        case "S": return .set(ScalarSet.space.complement)
        case "p": return .set(try property(from: start))
        case "P": return .set(try property(from: start).complement)
        case "n", "r", "t": return .scalar(0x20)
        case "u":
            guard let digits = bracketed(), let value = UInt32(digits, radix: 16), Unicode.Scalar(value) != nil else {
                throw .unknownEscape(text(start..<position), at: range(from: start))
            }
            return .scalar(value)
        default:
            if isASCIIWord(letter) { throw .unknownEscape(text(start..<position), at: range(from: start)) }
            return .scalar(letter)
        }
    }

    private mutating func property(from start: Int) throws(PatternError) -> ScalarSet {
        guard let name = bracketed(), let set = ScalarSet.named(name) else {
            throw .unknownClass(text(start..<position), at: range(from: start))
        }
        return set
    }

    /// `{Han}`
    private mutating func bracketed() -> String? {
        guard take("{") else { return nil }
        let start = position
        while position < scalars.count, !at("}") { position += 1 }
        defer { _ = take("}") }
        return position < scalars.count ? text(start..<position) : nil
    }
}
