import Diagnostics
import Text

/// Habits around clauses, and clauses in another order.
extension Mender {
    /// What concerns the statement as a whole; it comes first, since it moves whole parts.
    mutating func mendStatement() {
        mendCountOfEach()
        takeCourtesyAway()
        mendVerb()
        if mendSelect() || mendMatch() { return }
        if let first = pieces.first, ["from"].contains(first.key), pieces.count > 1, pieces[1].sort == .word {
            pieces[0] = keyword(.find)
        }
        moveClausesBehind()
        mendShapes()
        mendSentence()
        putWhere()
        mendPossessive()
    }

    /// `请查找 提案`, `帮我 查找 提案`, `查找 所有 提案`
    private mutating func takeCourtesyAway() {
        while let first = pieces.first, first.sort == .word, pieces.count > 1 {
            guard let courtesy = Mender.courtesies.first(where: { first.key.hasPrefix($0) }) else { break }
            let rest = String(first.text.dropFirst(courtesy.count))
            if rest.isEmpty {
                pieces.removeFirst()
            } else if Vocabulary.keyword(spelled: rest)?.role == .statement {
                pieces[0] = .word(rest)
            } else {
                break
            }
        }
        guard let verb = pieces.first?.keyword, [.find, .count].contains(verb), pieces.count > 2 else { return }
        if Mender.everything.contains(pieces[1].key), pieces[2].sort == .word, pieces[2].keyword?.role != .clause {
            pieces.remove(at: 1)
        }
        if pieces[1].key == "*", pieces.count > 2, pieces[2].key == "from" { pieces.removeSubrange(1...2) }
    }

    private static let courtesies = ["请", "帮我", "给我", "我要", "我想", "please", "麻烦"]
    private static let everything: Set<String> = ["所有", "全部", "所有的", "全部的", "一切", "all", "every", "the", "各个", "每个"]

    /// `list counties`, `show me all counties` ⇒ `find counties`; `how many proposals are there`, `有多少 提案` ⇒ `count …`
    private mutating func mendVerb() {
        guard let first = pieces.first, first.sort == .word, pieces.count > 1 else { return }
        var rest = 1
        let verb: Keyword
        if first.key == "how", pieces[1].key == "many" || pieces[1].key == "much" {
            verb = .count
            rest = 2
        } else if Mender.countingVerbs.contains(first.key) {
            verb = .count
        } else if Mender.findingVerbs.contains(first.key) || first.key == "show" && pieces[1].key == "me"
            || first.keyword == .show && Mender.everything.contains(pieces[1].key)
        {
            verb = .find
        } else {
            return
        }
        while rest < pieces.count, pieces[rest].key == "me" || Mender.everything.contains(pieces[rest].key) {
            rest += 1
        }
        guard rest < pieces.count, pieces[rest].sort == .word, pieces[rest].keyword?.role != .clause else { return }
        replace(0..<rest, by: [keyword(verb)])
        let tails = [["are", "there"], ["exist"], ["有", "哪些"], ["有哪些"], ["有多少"]]
        for tail in tails where pieces.count == 2 + tail.count && pieces.suffix(tail.count).map(\.key) == tail {
            pieces.removeLast(tail.count)
        }
    }

    private static let findingVerbs: Set<String> = [
        "list", "display", "get", "fetch", "give", "which", "what", "找出", "找到", "检索", "列出", "列举", "查看", "看", "看看", "给出",
        "哪些", "有哪些",
    ]
    private static let countingVerbs: Set<String> = ["有多少", "多少", "有几个", "几个", "一共有多少", "共有多少", "howmany"]

    /// `show name find counties` ⇒ `find counties show name`
    private mutating func moveClausesBehind() {
        guard let first = pieces.first?.keyword, first.role == .clause,
            let verb = place(from: 1, where: { [.find, .count, .search].contains($0.keyword) })
        else { return }
        let clauses = pieces[..<verb]
        pieces = Array(pieces[verb...]) + clauses
    }

    /// `find sites class = 景区` ⇒ `find sites where class = 景区`, `查找 载体 里面 类别 = 景区` as well
    private mutating func putWhere() {
        guard let verb = pieces.first?.keyword, [.find, .count].contains(verb), pieces.count > 4,
            pieces[1].sort == .word, pieces[1].keyword?.role != .clause
        else { return }
        if Mender.inside.contains(pieces[2].key), beginsCondition(3) || beginsComparisonInWords(3) {
            pieces[2] = keyword(.where)
        } else if pieces[2].keyword == nil, beginsCondition(2) || beginsComparisonInWords(2) {
            pieces.insert(keyword(.where), at: 2)
        }
    }

    static let inside: Set<String> = [
        "里面", "里", "中", "当中", "之中", "中的", "里的", "条件是", "条件为", "条件", "满足", "符合", "that", "whose", "which", "with",
        "when", "if", "having", "filter",
    ]

    /// `查找 提案 的 标题` ⇒ `查找 提案 显示 标题`, `作者 的 名称` ⇒ `作者.名称`
    private mutating func mendPossessive() {
        for index in pieces.indices.reversed()
        where index > 0 && pieces[index].sort == .word && !isComparator(index - 1) {
            let parts = pieces[index].text.split(separator: "的", omittingEmptySubsequences: false).map(String.init)
            guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else { continue }
            var words = [Piece.word(parts[0]).glued(pieces[index].isGlued)]
            for part in parts.dropFirst() { words += [.word("的"), .word(part)] }
            pieces.replaceSubrange(index...index, with: words)
        }
        for index in pieces.indices.reversed() where index > 0 && index + 1 < pieces.count && pieces[index].key == "的" {
            guard pieces[index - 1].sort == .word, pieces[index + 1].sort == .word else { continue }
            if index == 2, [.find, .count].contains(pieces[0].keyword) {
                pieces[index] = keyword(.show)
            } else {
                replace(index..<index + 2, by: [.sign(".", glued: true), pieces[index + 1].glued()])
            }
        }
    }

    // MARK: Words of clauses

    mutating func mendClauses() {
        var index = 0
        while index < pieces.count {
            mendClause(at: index)
            index += 1
        }
        mendDirections()
        mendSorting()
        mendKeysWithoutVerb()
        mendColumns()
        mendDistinct()
        pieces.removeAll { $0.isSign("|") }
    }

    private mutating func mendClause(at index: Int) {
        let piece = pieces[index]
        if index < 2 { return }
        if piece.isSign("*"), index > 1, pieces[index - 1].isSign("("), index + 1 < pieces.count,
            pieces[index + 1].isSign(")"), pieces[index - 2].keyword == .count
        {
            return replace(index..<index + 1, by: [])
        }
        if let count = Mender.rowCount(piece), pieces[index - 1].keyword == .show, index + 1 < pieces.count {
            // `显示 前5条 名称`
            let end = place(from: index + 1, where: { $0.keyword?.role == .clause }) ?? pieces.count
            pieces.insert(contentsOf: [keyword(.limit), Piece(count, .number)], at: end)
            return replace(index..<index + 1, by: [])
        }
        if let count = Mender.rowCount(piece), !beginsClauseBefore(index), index > 1 {
            // `前10条`
            return replace(index..<index + 1, by: [.word(String(piece.text.prefix(1))), Piece(count, .number)])
        }
        guard piece.sort == .word, index > 1 else { return }
        let next = index + 1 < pieces.count ? pieces[index + 1] : nil
        switch piece.key {
        case "having": pieces[index] = keyword(.where)
        case "return", "返回", "project", "fields", "select", "输出", "列出", "展示出", "yield":
            pieces[index] = keyword(.show)
        case "with" where beginsOperand(index + 1): pieces[index] = keyword(.show)
        case "sort", "sorted", "orderby", "sortby":
            replace(index..<(next?.keyword == .by ? index + 2 : index + 1), by: orderBy)
        case "groupby": replace(index..<index + 1, by: groupBy)
        case "descending", "decreasing", "reverse", "reversed": if isInOrder(index) { pieces[index] = keyword(.desc) }
        case "ascending", "increasing": if isInOrder(index) { pieces[index] = keyword(.asc) }
        case "nulls" where next.map { ["first", "last"].contains($0.key) } ?? false:
            replace(index..<index + 2, by: [])
        case "skip", "略过": if next?.sort == .number { pieces[index] = keyword(.offset) }
        case "top" where next?.sort == .number && (index + 2 >= pieces.count || pieces[index + 2].keyword != .per):
            pieces[index] = keyword(.limit)
        case "取", "只要", "仅", "最多", "fetch", "限制": if next?.sort == .number { pieces[index] = keyword(.limit) }
        default: mendDirection(at: index)
        }
        mendLimit(at: index)
    }

    /// `descnding`
    private mutating func mendDirection(at index: Int) {
        guard pieces[index].keyword == nil, isInOrder(index), endsOperand(index - 1), !pieces[index].isGlued,
            let near = nearest(to: pieces[index].key, among: ["descending", "ascending"]).first
        else { return }
        pieces[index] = keyword(near == "ascending" ? .asc : .desc)
    }

    private func isInOrder(_ index: Int) -> Bool {
        pieces[..<index].last { $0.keyword?.role == .clause }?.keyword == .order
    }

    /// `limit 5,10` ⇒ `offset 5 limit 10`, `前 10 条` ⇒ `前 10`
    private mutating func mendLimit(at index: Int) {
        guard index + 1 < pieces.count, pieces[index].keyword == .limit else { return }
        if index + 3 < pieces.count, pieces[index + 1].sort == .number, pieces[index + 2].isSign(","),
            pieces[index + 3].sort == .number
        {
            replace(index..<index + 3, by: [keyword(.offset), pieces[index + 1], keyword(.limit)])
            pieces[index + 3].isGlued = false
            return
        }
        if pieces[index + 1].sort == .word, let count = ChineseNumeral.withDigits(pieces[index + 1].text) {
            pieces[index + 1] = Piece(count, .number)
        }
        let number = pieces[index + 1]
        let digits = number.text.prefix { $0.isASCII && $0.isNumber }
        if number.sort == .number, digits.count < number.text.count,
            Mender.counters.contains(String(number.text.dropFirst(digits.count)))
        {
            pieces[index + 1] = Piece(String(digits), .number)
        } else if number.sort == .number, index + 2 < pieces.count, Mender.counters.contains(pieces[index + 2].key) {
            pieces.remove(at: index + 2)
        }
    }

    private static let counters: Set<String> = [
        "条", "个", "名", "项", "行", "位", "篇", "件", "家", "份", "rows", "row", "only",
    ]

    /// `10` of `前10条`
    private static func rowCount(_ piece: Piece) -> String? {
        guard piece.sort == .word, let first = piece.text.first, "前取限".contains(first) else { return nil }
        var number = String(piece.text.dropFirst())
        if let last = number.last, counters.contains(String(last)) { number.removeLast() }
        let digits = number.allSatisfy(\.isASCII) ? number : ChineseNumeral.withDigits(number) ?? ""
        return !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber } ? digits : nil
    }

    private func beginsClauseBefore(_ index: Int) -> Bool { isComparator(index - 1) }

    /// `按 年份 排序`, `按年份排序`, `按 年份 降序 排列` ⇒ `排序 年份 降序`
    private mutating func mendSorting() {
        splitSortingWords()
        for index in pieces.indices.reversed() where Mender.by.contains(pieces[index].key) && index > 1 {
            guard ![.order, .group, .pivot].contains(pieces[index - 1].keyword),
                let end = place(
                    from: index + 1, where: { [.order, .group].contains($0.keyword) || Mender.sorted.contains($0.key) }),
                place(from: index + 1, where: { $0.keyword?.role == .clause }).map({ $0 >= end }) ?? true,
                end > index + 1
            else { continue }
            let isGroup = pieces[end].keyword == .group
            replace(index..<end + 1, by: (isGroup ? groupBy : orderBy) + pieces[index + 1..<end])
        }
    }

    /// `按年份排序` ⇒ `按 年份 排序`
    private mutating func splitSortingWords() {
        for index in pieces.indices.reversed() where pieces[index].sort == .word {
            var words: [String] = []
            var rest = pieces[index].text[...]
            if let by = Mender.by.first(where: { rest.hasPrefix($0) }), rest.count > by.count + 2 {
                words.append(by)
                rest = rest.dropFirst(by.count)
            } else if pieces[index].text.count < 3 || index == 0 || !Mender.by.contains(pieces[index - 1].key) {
                continue
            }
            var tail: [String] = []
            while let end = Mender.sortingTails.first(where: { rest.hasSuffix($0) }), rest.count > end.count {
                tail.insert(end, at: 0)
                rest = rest.dropLast(end.count)
            }
            if tail.isEmpty { continue }
            words += [String(rest)] + tail
            pieces.replaceSubrange(index...index, with: words.map { .word($0) })
        }
    }

    static let by: [String] = ["按照", "按", "依照", "依", "by"]
    private static let sorted: Set<String> = ["排列", "排", "sorted"]
    private static let sortingTails = ["排序", "排列", "分组", "降序", "升序", "倒序"]

    /// `show count(distinct category)` ⇒ `group by category show category, count()`
    private mutating func mendCountOfDistinct() {
        guard let show = pieces.indices.first(where: { pieces[$0].keyword == .show }), show + 4 < pieces.count,
            pieces[show + 1].keyword == .count, pieces[show + 2].isSign("("), pieces[show + 3].key == "distinct",
            let end = pieces[show...].firstIndex(where: { $0.isSign(")") }), end > show + 4
        else { return }
        let column = [pieces[show + 4].glued(false)] + pieces[(show + 5)..<end]
        let count = [keyword(.count), Piece.sign("(", glued: true), .sign(")", glued: true)]
        replace(
            show..<end + 1, by: groupBy + column + [keyword(.show)] + column + [.sign(",", glued: true)] + count)
    }

    /// `show distinct category` ⇒ `group by category show category`
    private mutating func mendDistinct() {
        mendCountOfDistinct()
        guard let show = pieces.indices.first(where: { pieces[$0].keyword == .show }), show + 2 <= pieces.count - 1,
            ["distinct", "去重", "不重复"].contains(pieces[show + 1].key)
        else { return }
        let end = place(from: show + 2, where: { $0.keyword?.role == .clause }) ?? pieces.count
        let columns = Array(pieces[show + 2..<end])
        replace(show..<end, by: groupBy + columns + [keyword(.show)] + columns)
    }
}
