import Text

/// Queries in the order of ordinary sentences: the conditions before the kind, the topic behind 关于, a number per something.
extension Mender {
    /// Comes after the verb is mended and before clauses are.
    mutating func mendSentence() {
        guard let verb = pieces.first?.keyword, [.find, .count].contains(verb) else { return }
        mendConditionBeforeKind()
        mendAbout()
        mendClauseJoints()
    }

    /// `统计 每个 类别 的 问题 数量`, `count findings by category` ⇒ `find findings group by category show category, count()`
    mutating func mendCountOfEach() {
        guard let verb = pieces.first?.keyword, [.find, .count].contains(verb) else { return }
        let keys = pieces.map(\.key)
        var kind: Piece?
        var key: Piece?
        if keys.count > 3, Mender.each.contains(keys[1]) {
            // 每个 类别 的 问题 数量
            var rest = pieces[2...].filter { $0.key != "的" }
            if let last = rest.last, Mender.amounts.contains(last.key) { rest.removeLast() }
            if rest.count == 2 { (key, kind) = (rest.first, rest.last) }
        } else if keys.count == 4, pieces[0].keyword == .count, Mender.per.contains(keys[2]) {
            (kind, key) = (pieces[1], pieces[3])
        } else if keys.count == 5, pieces[0].keyword == .count, keys[2] == "group" {
            (kind, key) = (pieces[1], pieces[4])
        }
        guard let kind, let key, kind.sort == .word, key.sort == .word else { return }
        let count = [keyword(.count), Piece.sign("(", glued: true), .sign(")", glued: true)]
        pieces =
            [keyword(.find), kind] + groupBy + [key, keyword(.show), key, .sign(isChinese ? "，" : ",", glued: true)]
            + count
    }

    private static let per: Set<String> = ["by", "per", "按", "按照", "依", "每"]
    private static let each: Set<String> = ["每个", "各", "各个", "每一", "每", "每种", "各类", "each"]
    static let amounts: Set<String> = ["数量", "个数", "数", "数目", "总数", "有多少"]

    /// `查找 主题 包含 旅游 的 提案` ⇒ `查找 提案 其中 主题 包含 旅游`
    private mutating func mendConditionBeforeKind() {
        guard let of = place(from: 2, where: { $0.key == "的" }), of > 3, of + 1 < pieces.count,
            pieces[of + 1].sort == .word, pieces[of + 1].keyword?.role != .clause,
            beginsCondition(1) || beginsComparisonInWords(1)
        else { return }
        let condition = Array(pieces[1..<of])
        replace(1..<of + 2, by: [pieces[of + 1], keyword(.where)] + condition)
    }

    /// `查找 提案 关于 旅游`, `find proposals about 旅游`, `查找 关于 旅游 的 提案` ⇒ `find proposals where topic ~ 旅游`
    private mutating func mendAbout() {
        if pieces.count == 5, Mender.about.contains(pieces[1].key), pieces[3].key == "的" {
            pieces = [pieces[0], pieces[4], pieces[1], pieces[2]]
        }
        guard pieces.count > 3, Mender.about.contains(pieces[2].key),
            pieces[3].sort == .word || pieces[3].sort == .text
        else { return }
        replace(2..<3, by: [keyword(.where), .word(isChinese ? "主题" : "topic"), .sign("~")])
    }

    private static let about: Set<String> = ["关于", "有关", "涉及到", "about", "regarding", "concerning"]

    /// Signs and words between clauses: `提案，显示 标题`, `提案 且 主题 ~ 旅游`, `其中 其中`, `只显示`.
    private mutating func mendClauseJoints() {
        for index in pieces.indices.reversed() where index > 0 {
            let piece = pieces[index]
            let isBeforeClause = index + 1 < pieces.count && pieces[index + 1].keyword?.role == .clause
            if isBeforeClause, piece.isSign(",") || piece.isSign("."), index > 1 {
                pieces.remove(at: index)
                pieces[index].isGlued = false
            } else if isBeforeClause, piece.keyword == .where, pieces[index + 1].keyword == .where {
                pieces.remove(at: index)
            } else if piece.sort == .word, let show = Mender.onlyShow.first(where: { piece.key == $0 }) {
                pieces[index] = .word(String(show.dropFirst(show.count - 2)))
            } else if index == 2, piece.keyword == .and, beginsCondition(3) {
                pieces[index] = keyword(.where)
            }
        }
    }

    private static let onlyShow = ["只显示", "仅显示", "并显示", "来显示", "只列出", "再显示", "然后显示"]

    /// `显示 标题 和 作者` ⇒ `显示 标题，作者`
    mutating func mendColumns() {
        guard let show = place(from: 1, where: { $0.keyword == .show }) else { return }
        let end = place(from: show + 1, where: { $0.keyword?.role == .clause }) ?? pieces.count
        for index in (show + 1..<max(end - 1, show + 1)).reversed() where index > show + 1 {
            guard Mender.listing.contains(pieces[index].key), pieces[index - 1].sort == .word,
                pieces[index + 1].sort == .word
            else { continue }
            pieces[index] = .sign(isChinese ? "，" : ",", glued: true)
        }
    }

    private static let listing: Set<String> = ["和", "与", "及", "以及", "跟", "and", "且", "plus"]

    /// `按 数值 从大到小` ⇒ `排序 数值 倒序`
    mutating func mendDirections() {
        for index in pieces.indices.reversed() where index > 1 && pieces[index].sort == .word {
            let isDescending = Mender.descending.contains(pieces[index].key)
            guard isDescending || Mender.ascending.contains(pieces[index].key) else { continue }
            pieces[index] = keyword(isDescending ? .desc : .asc)
            if index + 1 < pieces.count, ["排序", "排列", "排"].contains(pieces[index + 1].key) {
                pieces.remove(at: index + 1)
            }
            guard let by = pieces[..<index].lastIndex(where: { ["按", "按照", "依", "by"].contains($0.key) }), by > 1,
                pieces[by - 1].keyword != .order
            else { continue }
            replace(by..<by + 1, by: orderBy)
        }
    }

    private static let descending: Set<String> = ["从大到小", "由大到小", "从高到低", "由高到低", "从多到少", "由多到少", "从新到旧"]
    private static let ascending: Set<String> = ["从小到大", "由小到大", "从低到高", "由低到高", "从少到多", "由少到多", "从旧到新"]
}
