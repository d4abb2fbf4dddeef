import Graph
import Text

/// What was typed, as a table over the characters of a `NameIndex`, and the loops that use it.
struct NameScan {
    private let index: NameIndex
    private let matcher: WordMatcher
    private let placeCount: Int
    /// The places that the character `code` leads to from each place but the end: `[code * placeCount + place]`.
    private let loose: [UInt64]
    private let strict: [UInt64]

    init(_ index: NameIndex, _ matcher: WordMatcher) {
        self.index = index
        self.matcher = matcher
        placeCount = matcher.loose.placeCount
        loose = Self.table(index.alphabet, matcher.loose)
        strict = Self.table(index.alphabet, matcher.strict)
    }

    private static func table(_ alphabet: [Unicode.Scalar], _ matcher: PinyinMatcher) -> [UInt64] {
        var table: [UInt64] = []
        table.reserveCapacity(alphabet.count * matcher.placeCount)
        for character in alphabet {
            for place in 0..<matcher.placeCount {
                table.append(matcher.placesReached(from: place, over: character))
            }
        }
        return table
    }

    /// Offers the nodes of a range that match, each with the best rank that one of its names has.
    func offer(_ nodes: Range<Int>, _ isExcluded: (NodeID) -> Bool, to best: inout BestNodes) {
        for node in nodes {
            let names = Int(index.firstNames[node])..<Int(index.firstNames[node + 1])
            var rank: CompletionRank?
            for name in names {
                guard let other = self.rank(of: name, node, best) else { continue }
                rank = rank.map { min($0, other) } ?? other
            }
            guard let rank, !isExcluded(NodeID(node)) else { continue }
            best.offer(NodeID(node), rank, linkCount: index.linkCounts[node])
        }
    }

    /// As `WordMatcher.rank`, but nil also where the node would come too late to be kept, which is asked before anything that
    /// costs more than the tables do.
    private func rank(of name: Int, _ node: Int, _ best: BestNodes) -> CompletionRank? {
        if matcher.isEmpty { return .prefix }
        let linkCount = index.linkCounts[node]
        func isWanted(_ rank: CompletionRank) -> Bool { best.wants(rank, linkCount: linkCount, NodeID(node)) }
        let codes = Int(index.starts[name])..<Int(index.starts[name + 1])
        if placeCount > 0, reachesEnd(codes, loose, anywhere: false) {
            let text = folded(name)
            if let rank = matcher.writtenRank(text) { return rank }
            // The tables don't know of phrases, which the matchers do.
            if isWanted(.pinyin), reachesEnd(codes, strict, anywhere: false),
                matcher.strict.matches(prefixOfFolded: text)
            {
                return .pinyin
            }
            if isWanted(.substring), isFound(matcher.typed, in: text) { return .substring }
            if isWanted(.initials), matcher.loose.matches(prefixOfFolded: text) { return .initials }
        }
        guard isWanted(.substring), placeCount == 0 || reachesEnd(codes, loose, anywhere: true) else { return nil }
        let text = folded(name)
        if isFound(matcher.typed, in: text) { return .substring }
        return placeCount > 0 && isWanted(.within) && matcher.loose.matches(anywhereInFolded: text) ? .within : nil
    }

    private func folded(_ name: Int) -> UnsafeBufferPointer<UInt8> {
        index.names.texts.folded(Int(index.entries[name]))
    }

    /// Whether the characters lead from the first place to the end; `anywhere` begins at each of them.
    @inline(__always)
    private func reachesEnd(_ range: Range<Int>, _ table: [UInt64], anywhere: Bool) -> Bool {
        let end: UInt64 = 1 << UInt64(placeCount)
        return index.codes.withUnsafeBufferPointer { codes in
            table.withUnsafeBufferPointer { table in
                var places: UInt64 = 1
                for position in range {
                    let code = codes[position]
                    var reached: UInt64 = 0
                    if code != NameIndex.unknown {
                        let row = Int(code) * placeCount
                        while places != 0 {
                            reached |= table[row + places.trailingZeroBitCount]
                            places &= places - 1
                        }
                    }
                    if reached & end != 0 { return true }
                    places = anywhere ? reached | 1 : reached
                    if places == 0 { return false }
                }
                return false
            }
        }
    }
}
