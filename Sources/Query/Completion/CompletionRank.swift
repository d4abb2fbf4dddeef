import Graph
import Text

/// How well a name goes on from what was typed, best first; of `平遥` and `pingy`, `遥`, `py`, `yx`:
package enum CompletionRank: UInt8, Sendable, Comparable {
    /// 平遥
    case exact
    /// 平遥县 of `平遥`, parks of `par`
    case prefix
    /// 平遥县 of `pingy`, 平yao
    case pinyin
    /// 平遥县 of `遥`
    case substring
    /// 平遥县 of `py`
    case initials
    /// 平遥县 of `yx`, `yaox`
    case within

    package static func < (left: CompletionRank, right: CompletionRank) -> Bool { left.rawValue < right.rawValue }
}

/// Whether a word goes on from what was typed: as it is written, or in pinyin, its initials, or both mixed.
struct WordMatcher {
    let typed: [UInt8]
    /// With initials.
    let loose: PinyinMatcher
    /// Whole syllables only.
    let strict: PinyinMatcher

    init(_ typed: String) {
        self.typed = foldedBytes(typed)
        loose = PinyinMatcher(typed)
        strict = PinyinMatcher(typed, takesInitials: false)
    }

    /// Whether nothing was typed, which every word goes on from.
    var isEmpty: Bool { typed.isEmpty }

    /// nil if it doesn't.
    func rank(_ word: String) -> CompletionRank? {
        foldedBytes(word).withUnsafeBufferPointer { rank(folded: $0) }
    }

    func rank(folded word: UnsafeBufferPointer<UInt8>) -> CompletionRank? {
        if let rank = writtenRank(word) { return rank }
        if strict.matches(prefixOfFolded: word) { return .pinyin }
        if isFound(typed, in: word) { return .substring }
        if loose.matches(prefixOfFolded: word) { return .initials }
        return loose.matches(anywhereInFolded: word) ? .within : nil
    }

    /// For a word that begins with what was typed.
    func writtenRank(_ word: UnsafeBufferPointer<UInt8>) -> CompletionRank? {
        guard word.starts(with: typed) else { return nil }
        return word.count == typed.count ? .exact : .prefix
    }

    /// Of the names of one thing, the one that goes on best from what was typed. Where nothing was typed, the first one, or the first
    /// in Chinese.
    func best(of names: [String], preferringChinese: Bool) -> (name: String, rank: CompletionRank)? {
        if isEmpty {
            let chinese = preferringChinese ? names.first { ($0.utf8.first ?? 0) >= 0x80 } : nil
            return (chinese ?? names.first).map { ($0, .prefix) }
        }
        var best: (name: String, rank: CompletionRank)?
        for name in names {
            guard let rank = rank(name) else { continue }
            // A short name that was typed whole may be the beginning of the usual one: 县 of 县区.
            if let known = best, known.rank <= max(rank, .prefix) { continue }
            best = (name, rank)
        }
        return best
    }
}

/// How well a word goes on from what was typed, for lists that aren't of the language: commands, files, formats.
package func completionRank(of word: String, typed: String) -> CompletionRank? {
    typed.isEmpty ? .prefix : WordMatcher(typed).rank(word)
}
