/// Reads a pattern by recursive descent. Places are UTF-8 offsets.
struct PatternParser {
    let scalars: [UInt32]
    /// Of each scalar, and the end.
    private let offsets: [Int]
    var position = 0
    private var depth = 0

    init(_ source: String) {
        var offset = 0
        var offsets: [Int] = []
        for scalar in source.unicodeScalars {
            offsets.append(offset)
            offset += scalar.utf8.count
        }
        scalars = source.unicodeScalars.map(\.value)
        self.offsets = offsets + [offset]
    }

    mutating func whole() throws(PatternError) -> PatternNode {
        let node = try choice()
        if position < scalars.count { throw .unopenedGroup(at: range(position..<position + 1)) }
        return node
    }

    // MARK: Places

    func range(_ places: Range<Int>) -> Range<Int> {
        offsets[places.lowerBound]..<offsets[min(places.upperBound, scalars.count)]
    }

    func range(from start: Int) -> Range<Int> { range(start..<max(start, position)) }

    func text(_ places: Range<Int>) -> String {
        String(decoding: Array(scalars[places]).utf8Bytes, as: UTF8.self)
    }

    func at(_ character: Unicode.Scalar) -> Bool {
        position < scalars.count && scalars[position] == character.value
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at(character) else { return false }
        position += 1
        return true
    }

    // MARK: Structure

    /// `经济|产业`
    private mutating func choice() throws(PatternError) -> PatternNode {
        var parts = [try sequence()]
        while take("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    /// What one character or bracket stands for.
    private enum Atom {
        /// To be folded together with its neighbours, as letter and accent melt.
        case literal(UInt32)
        case white
        case node(PatternNode)

        var alone: PatternNode {
            switch self {
            case .literal(let value): .literal(PatternParser.folded([value]))
            case .white: .white
            case .node(let node): node
            }
        }
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        var run: [UInt32] = []
        while position < scalars.count, !at("|"), !at(")") {
            let start = position
            let atom = try self.atom()
            if let (least, most) = try repetition() {
                PatternParser.end(&run, &parts)
                parts.append(.repeated(atom.alone, least: least, most: most))
            } else if case .literal(let value) = atom {
                run.append(value)
            } else if case .white = atom, isBetweenWords(run.last, start) {
                run.append(0x20)
            } else {
                PatternParser.end(&run, &parts)
                parts.append(atom.alone)
            }
        }
        PatternParser.end(&run, &parts)
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// Adds the run of literals to the parts, folded as one text.
    private static func end(_ run: inout [UInt32], _ parts: inout [PatternNode]) {
        let literal = folded(run)
        if !literal.isEmpty { parts.append(.literal(literal)) }
        if run.last == 0x20 { parts.append(.white) }
        run = []
    }

    /// `new york`, where folding keeps the space; more white space before the second word is passed over.
    private func isBetweenWords(_ before: UInt32?, _ place: Int) -> Bool {
        guard let before, isASCIIWord(before), position == place + 1, position < scalars.count else { return false }
        return isASCIIWord(scalars[position])
    }

    /// `*`, `+`, `?`, `{2,5}`; a `?` behind it says only which of several matches to take, and is passed over.
    private mutating func repetition() throws(PatternError) -> (least: Int, most: Int?)? {
        let start = position
        let found: (Int, Int?)
        if take("*") {
            found = (0, nil)
        } else if take("+") {
            found = (1, nil)
        } else if take("?") {
            found = (0, 1)
        } else if take("{") {
            found = try counts(from: start)
        } else {
            return nil
        }
        _ = take("?")
        return found
    }

    private mutating func counts(from start: Int) throws(PatternError) -> (Int, Int?) {
        let least = number()
        var most = least
        if take(",") || take("，") { most = at("}") ? nil : number() ?? -1 }
        guard take("}"), let least, most.map({ $0 >= least }) ?? true else {
            while position < scalars.count, !take("}") { position += 1 }
            throw .badRepetition(at: range(from: start))
        }
        return (least, most)
    }

    /// At most four digits; more repetitions than there may be states make no sense.
    private mutating func number() -> Int? {
        var value: Int?
        while position < scalars.count, scalars[position] &- 0x30 < 10, value ?? 0 < 1_000 {
            value = (value ?? 0) * 10 + Int(scalars[position] - 0x30)
            position += 1
        }
        return value
    }

    // MARK: Atoms

    private mutating func atom() throws(PatternError) -> Atom {
        let start = position
        let value = scalars[position]
        switch Unicode.Scalar(value) {
        case ".":
            position += 1
            return .node(.set(.all))
        case "^":
            position += 1
            return .node(.start)
        case "$":
            position += 1
            return .node(.end)
        case "(": return .node(try group())
        case "[": return .node(.set(try characterClass()))
        case "*", "+", "?", "{": throw .nothingToRepeat(at: range(start..<start + 1))
        case "\\":
            switch try escape() {
            case .scalar(let scalar): return isWhiteSpace(scalar) ? .white : .literal(scalar)
            case .set(let set): return set == .space ? .white : .node(.set(set))
            }
        default:
            position += 1
            return isWhiteSpace(value) ? .white : .literal(value)
        }
    }

    /// `(…)`, `(?:…)`
    private mutating func group() throws(PatternError) -> PatternNode {
        let start = position
        position += 1
        if at("?") {
            guard position + 1 < scalars.count, scalars[position + 1] == 0x3A else {
                position = min(position + 2, scalars.count)
                throw .unknownGroup(text(start..<position), at: range(from: start))
            }
            position += 2
        }
        depth += 1
        defer { depth -= 1 }
        if depth > Pattern.deepestNesting { throw .nestedTooDeeply(at: range(start..<start + 1)) }
        let inner = try choice()
        guard take(")") else { throw .unclosedGroup(at: range(start..<start + 1)) }
        return inner
    }

    private static func folded(_ scalars: [UInt32]) -> [UInt32] {
        let text = String(decoding: scalars.utf8Bytes, as: UTF8.self)
        return String(decoding: foldedBytes(text), as: UTF8.self).unicodeScalars.map(\.value)
    }
}
