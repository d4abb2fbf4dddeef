import Text

/// The names that `word` was most likely meant to be, most likely first; none if no name is near.
///
///     nearest(to: "topc", among: ["title", "topic", "year"])      ["topic"]
///     nearest(to: "主提", among: ["主送", "主题", "问题"])          ["主题"]
///
/// Near are names that differ in at most a third of the letters (one of three or fewer; a single letter has no near names),
/// where an exchange of two neighbours counts once; names that begin with the word; and names that sound like it. Case and
/// width don't count. A name in Chinese is near its initials too: `zt` is 主题. Among equally near ones those that begin
/// alike come first, then those that sound alike, the same before nearly the same, then the smaller difference in length,
/// then the order of the alphabet: the answer never depends on that of the candidates.
///
/// - Parameter spellings: Further spellings of a word, by which two words sound alike.
package func nearest(
    to word: String, among candidates: some Sequence<String>, limit: Int = 1,
    spellings: (String) -> [String] = pinyinSpellings
) -> [String] {
    let sought = Spellings(of: word, further: spellings)
    var seen = Set<String>()
    var found: [(cost: Cost, name: String)] = []
    for name in candidates where seen.insert(name).inserted {
        if let cost = sought.cost(of: Spellings(of: name, further: spellings)) { found.append((cost, name)) }
    }
    found.sort { ($0.cost, $0.name) < ($1.cost, $1.name) }
    return found.prefix(max(0, limit)).map(\.name)
}

/// The pinyin of a word with Chinese in it, each character in its most common reading: `["zhuti"]` of 主题.
package func pinyinSpellings(of word: String) -> [String] {
    let syllables = word.unicodeScalars.map { scalar in
        scalar.isASCII ? nil : PinyinReadings(of: scalar.value).first { _ in true }?.description
    }
    if syllables.allSatisfy({ $0 == nil }) { return [] }
    return [zip(word.unicodeScalars, syllables).map { $1 ?? String($0) }.joined()]
}

/// How far a name is from a word; the nearest is the least.
private struct Cost: Comparable {
    /// Two per edit, one less if the first letters agree, and another if the name begins with the word.
    var edits: Int
    /// Edits between the spellings in pinyin; 9 if they are nothing alike.
    var difference: Int
    var lengthDifference: Int

    static func < (left: Cost, right: Cost) -> Bool {
        (left.edits, left.difference, left.lengthDifference) < (right.edits, right.difference, right.lengthDifference)
    }
}

/// A word as it is written and as it might have been, folded, in scalars.
private struct Spellings {
    private let written: [Unicode.Scalar]
    private let further: [[Unicode.Scalar]]
    /// `zt` of 主题; empty unless every character has a reading.
    private let initials: [Unicode.Scalar]

    /// A longer text is no name, and comparing it would take long.
    private static let longest = 64

    init(of word: String, further: (String) -> [String]) {
        let isName = word.utf8.count <= 4 * Spellings.longest
        written = isName ? Array(folded(word).unicodeScalars) : []
        self.further = isName ? further(word).map { Array(folded($0).unicodeScalars) } : []
        initials = isName && !self.further.isEmpty ? Spellings.initials(of: written) : []
    }

    private static func initials(of word: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let letters = word.map { scalar in
            scalar.isASCII
                ? nil : PinyinReadings(of: scalar.value).first { _ in true }?.description.unicodeScalars.first
        }
        return letters.allSatisfy { $0 != nil } ? letters.compactMap { $0 } : []
    }

    func cost(of name: Spellings) -> Cost? {
        if written.isEmpty || name.written.isEmpty { return nil }
        let lengthDifference = abs(written.count - name.written.count)
        // Of two letters, one that is wrong would be half of them.
        if written.count > 1, written == name.initials {
            return Cost(edits: 1, difference: 0, lengthDifference: lengthDifference)
        }
        let difference = differenceInSound(from: name)
        // What only sounds alike is as far as two slips.
        guard let edits = edits(to: name.written) ?? difference.map({ _ in 4 }) else { return nil }
        return Cost(edits: edits, difference: difference ?? 9, lengthDifference: lengthDifference)
    }

    /// nil if it is more than a slip.
    private func edits(to name: [Unicode.Scalar]) -> Int? {
        let allowed = written.count == 1 ? 0 : max(1, written.count / 3)
        let begins = written.count > 1 && name.starts(with: written)
        if let distance = editDistance(from: written, to: name, atMost: allowed) {
            // A letter that was doubled, or typed once instead of twice, is the commonest slip.
            let isDoubled = distance == 1 && squeezed(written) == squeezed(name)
            return max(0, 2 * distance - (written[0] == name[0] ? 1 : 0) - (begins || isDoubled ? 1 : 0))
        }
        // Half a name isn't a slip of the hand, but mostly what was meant.
        return begins ? 2 * allowed : nil
    }

    /// `kmm` and `km` are alike without repeated letters.
    private func squeezed(_ word: [Unicode.Scalar]) -> [Unicode.Scalar] {
        word.indices.filter { $0 == 0 || word[$0] != word[$0 - 1] }.map { word[$0] }
    }

    /// The edits between further spellings of the two; nil if they are too many. As they are written they may have nothing
    /// in common.
    private func differenceInSound(from name: Spellings) -> Int? {
        if further.isEmpty && name.further.isEmpty { return nil }
        var least: Int?
        for word in [written] + further {
            for other in [name.written] + name.further where word != written || other != name.written {
                guard let difference = difference(word, other) else { continue }
                least = min(least ?? difference, difference)
            }
        }
        return least
    }

    /// `zhuti` and `zuti`; but of fewer letters each counts.
    private func difference(_ word: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int? {
        editDistance(from: word, to: other, atMost: word.count < 4 ? 0 : max(1, word.count / 6))
    }
}

/// How many letters must be put in, left out, replaced or exchanged with their neighbour; nil if more than `limit`.
///
/// Damerau–Levenshtein in its restricted form: no letter takes part in two edits. Three rows of the table are kept.
private func editDistance(from word: [Unicode.Scalar], to name: [Unicode.Scalar], atMost limit: Int) -> Int? {
    if word.isEmpty || name.isEmpty || abs(word.count - name.count) > limit { return nil }
    var twoAbove: [Int] = []
    var above = Array(0...name.count)
    for row in 1...word.count {
        var current = [row]
        for column in 1...name.count {
            let replaced = above[column - 1] + (word[row - 1] == name[column - 1] ? 0 : 1)
            var least = min(replaced, above[column] + 1, current[column - 1] + 1)
            if row > 1, column > 1, word[row - 1] == name[column - 2], word[row - 2] == name[column - 1] {
                least = min(least, twoAbove[column - 2] + 1)
            }
            current.append(least)
        }
        // A later exchange can still reach back one row, so both must be beyond the limit.
        if current.allSatisfy({ $0 > limit }), above.allSatisfy({ $0 > limit }) { return nil }
        twoAbove = above
        above = current
    }
    return above[name.count] <= limit ? above[name.count] : nil
}
