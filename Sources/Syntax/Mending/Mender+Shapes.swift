import Text

/// Statements whose parts stand in the shape of another language: `find counties.name`, `find top 5 targets`,
/// `find counties | count`, `-[:develops]->`, `其中主题`.
extension Mender {
    /// Comes before the passes over clauses and comparisons, which then find every word in its place.
    mutating func mendShapes() {
        splitClauseWords()
        mendArrows()
        guard let verb = pieces.first?.keyword, [.find, .count].contains(verb) else { return }
        mendLeadingCount()
        dropStar()
        mendColumnOfKind()
        mendPipedVerb()
    }

    /// `其中主题 ~ 旅游` ⇒ `其中 主题 ~ 旅游`
    private mutating func splitClauseWords() {
        for index in pieces.indices.reversed() where index > 1 && pieces[index].sort == .word {
            guard pieces[index].keyword == nil, !isComparator(index - 1), !Mender.inside.contains(pieces[index].key),
                !pieces[index].text.utf8.allSatisfy({ $0 < 0x80 }),
                let words = WordSplitting.split(pieces[index].text, atStart: true)?.split(separator: " ").map(
                    String.init),
                let first = words.first, first.count > 1, Vocabulary.keyword(spelled: first)?.role == .clause
            else { continue }
            pieces.replaceSubrange(index...index, with: words.map { .word($0) })
        }
    }

    /// `-[:develops]-> industries` ⇒ `-> develops`
    private mutating func mendArrows() {
        guard let start = pieces.indices.first(where: { pieces[$0].isSign("-") && isSign("[", $0 + 1) }),
            let end = pieces[start...].firstIndex(where: { $0.isSign("]") }), isSign("->", end + 1),
            let name = pieces[start..<end].last(where: { $0.sort == .word })
        else { return }
        var next = end + 2
        if next < pieces.count, pieces[next].sort == .word, pieces[next].keyword == nil { next += 1 }
        replace(start..<next, by: [.sign("->"), name.glued(false)])
    }

    private func isSign(_ sign: String, _ index: Int) -> Bool {
        pieces.indices.contains(index) && pieces[index].isSign(sign)
    }

    /// `find top 5 targets order by value` ⇒ `find targets order by value limit 5`
    private mutating func mendLeadingCount() {
        guard pieces.count > 3, pieces[2].sort == .number, pieces[3].sort == .word,
            pieces[1].keyword == .limit || ["top", "first"].contains(pieces[1].key)
        else { return }
        let count = pieces[2]
        pieces.removeSubrange(1...2)
        pieces += [keyword(.limit), count.glued(false)]
    }

    /// `find counties show *` ⇒ `find counties`
    private mutating func dropStar() {
        guard let show = pieces.indices.first(where: { pieces[$0].keyword == .show }), isSign("*", show + 1),
            show + 2 == pieces.count || pieces[show + 2].keyword?.role == .clause
        else { return }
        pieces.removeSubrange(show...show + 1)
    }

    /// `find counties.name` ⇒ `find counties show name`
    private mutating func mendColumnOfKind() {
        guard pieces.count > 3, pieces[1].sort == .word, pieces[2].isSign("."), pieces[3].sort == .word else { return }
        pieces[3].isGlued = false
        if pieces[3].keyword?.role == .clause {
            pieces.remove(at: 2)
        } else {
            pieces[2] = keyword(.show)
        }
    }

    /// `find counties | count` ⇒ `count counties`, `… | head 5` ⇒ `… limit 5`
    private mutating func mendPipedVerb() {
        guard let bar = pieces.lastIndex(where: { $0.isSign("|") }), bar + 1 < pieces.count else { return }
        let rest = pieces[(bar + 1)...].map(\.key)
        if rest == ["wc", "-", "l"] || pieces[bar + 1].keyword == .count, rest.count == 1 || rest[0] == "wc" {
            pieces.removeSubrange(bar...)
            pieces[0] = keyword(.count)
        } else if rest.count > 1, ["head", "take"].contains(rest[0]), let count = pieces.last, count.sort == .number {
            pieces.replaceSubrange(bar..., with: [keyword(.limit), count.glued(false)])
        }
    }

    // MARK: Questions

    /// The words of a question in Chinese as a search; nil if the text is no such question.
    ///
    /// - Note: Only for texts that nothing else is known of: a query says more than a search.
    static func search(for question: String) -> String? {
        var words = question[...]
        while let last = words.last, !last.isLetter { words.removeLast() }
        guard words.count > 3, words.count <= 60, words.allSatisfy({ isHan($0) || "，、 ".contains($0) }),
            !words.contains(" ") || asking.contains(where: { words.contains($0) })
        else { return nil }
        var text = String(words)
        for particle in particles { text = text.replacing(particle, with: " ") }
        let kept = text.split { $0 == " " || "，、".contains($0) }.joined(separator: " ")
        return kept.count > 1 ? "搜索 “\(kept)”" : nil
    }

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } ?? false
    }

    /// Several words are a question only with one of these.
    private static let asking = ["哪", "谁", "什么", "多少", "几", "吗", "如何", "怎", "为何", "是否"]

    /// What asks, and what no document is found by; the longer ones first.
    private static let particles = [
        "请问", "有哪些", "是什么", "为什么", "有没有", "是不是", "怎么样", "多少个", "哪几个", "哪一个", "哪些", "哪个", "哪里", "什么", "多少", "如何",
        "怎样", "怎么", "是否", "几个", "提到了", "提到", "谁", "吗", "呢", "的", " 了 ",
    ]
}
