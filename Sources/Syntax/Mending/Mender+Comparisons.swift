import Diagnostics
import Text

/// Habits inside of conditions: comparators in words, `like`, `between`, `is null`, `&&`.
extension Mender {
    /// `—>` ⇒ `->`, `≈` ⇒ `~`, `2023—2025` ⇒ `2023..2025`, a full stop at the end ⇒ nothing
    mutating func mendSigns() {
        if pieces.last?.isSign(".") == true { pieces.removeLast() }
        var index = 0
        while index < pieces.count {
            let piece = pieces[index]
            let next = index + 1 < pieces.count ? pieces[index + 1] : nil
            if let next, Mender.dashes.contains(piece.key), next.isSign(">"), next.isGlued {
                replace(index..<index + 2, by: [.sign("->", glued: piece.isGlued)])
            } else if Mender.dashes.contains(piece.key), piece.key != "-", isNumber(index - 1), isNumber(index + 1) {
                replace(index..<index + 2, by: [.sign("..", glued: true), pieces[index + 1].glued()])
            } else if let next, piece.isSign(".."), next.isSign("."), next.isGlued {
                replace(index..<index + 2, by: [.sign("..", glued: piece.isGlued)])
            } else if let sign = Mender.lookalikes[piece.key], piece.sort == .sign {
                pieces[index] = .sign(sign, glued: piece.isGlued)
            } else if piece.sort == .sign, let keyword = Mender.joiningSigns[piece.key] {
                pieces[index] = self.keyword(keyword)
            }
            index += 1
        }
        mendDates()
        mendUnits()
    }

    /// `1000 yuan` ⇒ `1000元`
    private mutating func mendUnits() {
        for index in pieces.indices.reversed() where index > 0 && isNumber(index - 1) && pieces[index].sort == .word {
            let word = pieces[index].key
            guard pieces[index - 1].text.last?.isNumber == true,
                let unit = Mender.units[word] ?? (word == "年" ? word : nil)
            else { continue }
            let whole = pieces[index - 1].text + unit
            pieces.replaceSubrange(index - 1...index, with: [Piece(whole, .number, glued: pieces[index - 1].isGlued)])
        }
    }

    private static let units = [
        "yuan": "元", "rmb": "元", "cny": "元", "hectare": "公顷", "hectares": "公顷", "ha": "公顷", "mu": "亩", "km": "公里",
        "kilometres": "公里", "kilometers": "公里", "percent": "%", "pct": "%", "people": "人", "persons": "人", "tons": "吨",
        "tonnes": "吨",
    ]

    private static let dashes: Set<String> = ["—", "–", "―", "-", "‐", "‑"]
    private static let lookalikes = [
        "≈": "~", "∽": "~", "∼": "~", "〜": "~", "==": "=", "<>": "!=", "=>": ">=", "=<": "<=", "⇒": "->", "≡": "=",
        "…": "..",
        "≦": "<=", "≧": ">=", "﹦": "=", "﹥": ">", "﹤": "<",
    ]
    private static let joiningSigns: [String: Keyword] = [
        "&&": .and, "&": .and, "∧": .and, "||": .or, "∨": .or, "¬": .not, "∈": .in,
    ]

    /// `2025年 11月 3日` ⇒ `2025年11月3日`
    private mutating func joinDates() {
        for index in pieces.indices.reversed() where index > 0 && isNumber(index) && isNumber(index - 1) {
            guard let before = pieces[index - 1].text.last, let last = pieces[index].text.last,
                before == "年" && last == "月" || before == "月" && "日号".contains(last)
                    || before == "年" && "日号".contains(last)
            else { continue }
            let whole = pieces[index - 1].text + pieces[index].text
            pieces.replaceSubrange(index - 1...index, with: [Piece(whole, .number, glued: pieces[index - 1].isGlued)])
        }
    }

    /// `2025.11.3`, `2025/11/03` ⇒ `2025-11-03`
    private mutating func mendDates() {
        joinDates()
        for index in pieces.indices.reversed() where isNumber(index) {
            var written = pieces[index].text
            var end = index + 1
            while end + 1 < pieces.count, [".", "/", "-"].contains(pieces[end].key), pieces[end].isGlued,
                pieces[end + 1].isGlued, isNumber(end + 1)
            {
                written += pieces[end].text + pieces[end + 1].text
                end += 2
            }
            guard end > index + 1, let date = DateRepair.date(in: written) else { continue }
            pieces.replaceSubrange(index..<end, with: [Piece(date, .number, glued: pieces[index].isGlued)])
        }
    }

    mutating func mendComparisons() {
        var index = 0
        while index < pieces.count {
            mendComparison(at: index)
            index += 1
        }
        mendJoints()
        mendChoice()
        quoteRuns()
        quoteSearch()
    }

    private mutating func mendComparison(at index: Int) {
        if let length = wordsMatching(["exists"], at: index) ?? wordsMatching(["exist"], at: index) {
            let isNegated = index > 0 && pieces[index - 1].keyword == .not
            let start = isNegated ? index - 1 : index
            replace(start..<index + length, by: [keyword(isNegated ? .no : .has)] + unbracketed(after: index + length))
            return
        }
        if ["没有", "没", "without"].contains(pieces[index].key), index > 0, beginsOperand(index + 1),
            [.where, .and, .or].contains(pieces[index - 1].keyword)
        {
            pieces[index] = keyword(.no)
            return
        }
        if pieces[index].isSign("!"), beginsOperand(index + 1) {
            pieces[index] = keyword(.not)
            return
        }
        if pieces[index].isSign("=~"), index + 1 < pieces.count, pieces[index + 1].sort == .text {
            return replace(index..<index + 2, by: [.sign("~"), pattern(pieces[index + 1].content)])
        }
        guard endsOperand(index - 1) else { return }
        if mendListBrackets(at: index) { return }
        if mendMissing(at: index) || mendRange(at: index) || mendLike(at: index) || mendAffix(at: index) { return }
        for row in Mender.comparators {
            guard let length = wordsMatching(row.words, at: index), beginsOperand(index + length) else { continue }
            // `is mising` has a nearer word.
            if pieces[index].keyword == .is, isNearPresence(index + length) { return }
            return replace(index..<index + length, by: [.sign(row.sign)])
        }
    }

    private func isNearPresence(_ index: Int) -> Bool {
        pieces[index].sort == .word
            && !nearest(to: pieces[index].text, among: Expectation.presence.keywordSpellings).isEmpty
    }

    /// Comparators in words, the longer ones first.
    private static let comparators: [(words: [String], sign: String)] =
        [
            (">=", ["大于等于", "大于或等于", "不小于", "不少于", "不低于", "不早于", "至少", "高于等于", "gte", "ge"]),
            ("<=", ["小于等于", "小于或等于", "不大于", "不多于", "不超过", "不高于", "不晚于", "至多", "lte", "le"]),
            ("!=", ["is not", "不等于", "不等於", "不是", "不为", "≠", "ne", "neq", "not equals", "不 等于", "不 是"]),
            ("!~", ["not contains", "does not contain", "不包含", "不包括", "不含有", "不含", "不像", "不 包含", "not matches"]),
            ("=", ["等于", "等於", "为", "是", "is", "equals", "equal to", "eq", "叫", "叫做"]),
            (">", ["大于", "超过", "多于", "高于", "晚于", "大過", "greater than", "more than", "gt", "after", "》", "〉"]),
            ("<", ["小于", "少于", "低于", "不足", "不到", "早于", "less than", "lt", "before", "《", "〈"]),
            ("~", ["contains", "contain", "包含", "包括", "含有", "含", "像", "类似", "匹配", "matches", "includes", "include"]),
        ].flatMap { sign, spellings in
            spellings.map { (words: $0.split(separator: " ").map(String.init), sign: sign) }
        } + [(words: ["》", "="], sign: ">="), (words: ["《", "="], sign: "<=")]

    /// `is null`, `不为空`, `= null`
    private mutating func mendMissing(at index: Int) -> Bool {
        for row in Mender.missing {
            guard let length = wordsMatching(row.words, at: index) else { continue }
            replace(index..<index + length, by: [keyword(.is)] + (row.isNegated ? negatedMissing : [keyword(.missing)]))
            return true
        }
        return false
    }

    private var negatedMissing: [Piece] {
        isChinese ? [keyword(.present)] : [keyword(.not), keyword(.missing)]
    }

    private static let missing: [(words: [String], isNegated: Bool)] =
        [
            (words: ["is", "not"], isNegated: true), (words: ["是", "不"], isNegated: true),
            (words: ["!="], isNegated: true),
            (words: ["<>"], isNegated: true), (words: ["is"], isNegated: false), (words: ["是"], isNegated: false),
            (words: ["为"], isNegated: false), (words: ["="], isNegated: false), (words: ["不为"], isNegated: true),
            (words: ["不是"], isNegated: true),
        ].flatMap { row in
            ["null", "nil", "none", "empty", "空", "空值", "空白"].map {
                (words: row.words + [$0], isNegated: row.isNegated)
            }
        } + [
            (words: ["为空"], isNegated: false), (words: ["是空"], isNegated: false), (words: ["为空值"], isNegated: false),
            (words: ["不为空"], isNegated: true), (words: ["非空"], isNegated: true), (words: ["不是空"], isNegated: true),
            (words: ["isnull"], isNegated: false), (words: ["notnull"], isNegated: true),
        ]

    /// `between 2023 and 2025`, `从 2023 到 2025`, `在 2023 到 2025 之间` ⇒ `在 2023..2025`
    private mutating func mendRange(at index: Int) -> Bool {
        let openings: Set<String> = ["between", "介于", "从", "自", "from", "在", "in", "位于", "range", "="]
        let joints: Set<String> = ["and", "和", "与", "至", "到", "to", "及", "-", "~", "—"]
        guard openings.contains(pieces[index].key), index + 3 < pieces.count, isBound(index + 1), isBound(index + 3),
            joints.contains(pieces[index + 2].key)
        else { return false }
        let end = index + 4 < pieces.count && ["之间", "间", "期间"].contains(pieces[index + 4].key) ? index + 5 : index + 4
        replace(
            index..<end, by: [keyword(.in), pieces[index + 1], .sign("..", glued: true), pieces[index + 3].glued()])
        return true
    }

    /// `in [2021, 2025]` ⇒ `in (2021, 2025)`
    private mutating func mendListBrackets(at index: Int) -> Bool {
        guard [.in, .notIn].contains(pieces[index].keyword), index + 2 < pieces.count, pieces[index + 1].isSign("["),
            let end = pieces[(index + 1)...].firstIndex(where: { $0.isSign("]") }), end > index + 2
        else { return false }
        pieces[index + 1] = .sign("(", glued: false)
        pieces[end] = .sign(")", glued: true)
        return true
    }

    /// `name = 平遥 or 介休` ⇒ `name = any(平遥, 介休)`
    private mutating func mendChoice() {
        for index in pieces.indices.reversed() where pieces[index].isSign("=") || pieces[index].isSign("~") {
            var words: [Piece] = []
            var end = index + 1
            while end < pieces.count, pieces[end].sort == .text || pieces[end].sort == .word, pieces[end].keyword == nil
            {
                words.append(pieces[end])
                end += 1
                guard end < pieces.count, pieces[end].keyword == .or else { break }
                end += 1
            }
            guard words.count > 1, words.count * 2 == end - index, end == pieces.count || pieces[end].keyword != nil
            else {
                continue
            }
            let list = words.enumerated().flatMap { place, word in
                place == 0 ? [word.glued()] : [.sign(",", glued: true), word.glued(false)]
            }
            replace(index + 1..<end, by: [keyword(.any), .sign("(", glued: true)] + list + [.sign(")", glued: true)])
        }
    }

    private func isBound(_ index: Int) -> Bool { pieces[index].sort == .number || pieces[index].sort == .text }

    private func isNumber(_ index: Int) -> Bool { pieces.indices.contains(index) && pieces[index].sort == .number }

    /// `like '%低空%'` ⇒ `~ "低空"`, `not like '低空%'` ⇒ `!~ /^低空/`
    private mutating func mendLike(at index: Int) -> Bool {
        var place = index
        let isNegated = pieces[index].keyword == .not
        if isNegated { place += 1 }
        guard place + 1 < pieces.count, ["like", "ilike", "rlike", "像"].contains(pieces[place].key) else {
            return false
        }
        let operand = pieces[place + 1]
        guard operand.sort == .text || operand.sort == .word else { return false }
        replace(index..<place + 2, by: [.sign(isNegated ? "!~" : "~"), likeOperand(operand)])
        return true
    }

    private func likeOperand(_ operand: Piece) -> Piece {
        guard operand.sort == .text else { return operand }
        let content = operand.content
        let core = content.trimming("%")
        if core.contains("%") || core.contains("_") {
            return pattern(core.replacing("%", with: ".*").replacing("_", with: "."))
        }
        let isOpen = (atStart: content.hasPrefix("%"), atEnd: content.hasSuffix("%"))
        if isOpen.atStart == isOpen.atEnd { return Piece(quotedText(core), .text) }
        return pattern(isOpen.atEnd ? "^\(core)" : "\(core)$")
    }

    private func pattern(_ content: String) -> Piece { Piece("/\(content.replacing("/", with: "\\/"))/", .text) }

    /// `starts with 低空`, `开头是 低空` ⇒ `~ /^低空/`
    private mutating func mendAffix(at index: Int) -> Bool {
        // `以 平 开头`
        if index + 2 < pieces.count, ["以", "由"].contains(pieces[index].key),
            let isStart = ["开头": true, "打头": true, "起头": true, "结尾": false, "收尾": false][pieces[index + 2].key]
        {
            let content = pieces[index + 1].content
            replace(index..<index + 3, by: [.sign("~"), pattern(isStart ? "^\(content)" : "\(content)$")])
            return true
        }
        for row in Mender.affixes {
            guard let length = wordsMatching(row.words, at: index), index + length < pieces.count else { continue }
            let operand = pieces[index + length]
            guard operand.sort == .word || operand.sort == .text else { continue }
            let content = row.isStart ? "^\(operand.content)" : "\(operand.content)$"
            replace(index..<index + length + 1, by: [.sign("~"), pattern(content)])
            return true
        }
        return false
    }

    private static let affixes: [(words: [String], isStart: Bool)] = [
        (words: ["starts", "with"], isStart: true), (words: ["startswith"], isStart: true),
        (words: ["begins", "with"], isStart: true), (words: ["开头是"], isStart: true), (words: ["开头为"], isStart: true),
        (words: ["以…开头"], isStart: true), (words: ["ends", "with"], isStart: false),
        (words: ["endswith"], isStart: false), (words: ["结尾是"], isStart: false), (words: ["结尾为"], isStart: false),
    ]

    /// `和`, `与`, `而且` between two conditions, and a comma there.
    private mutating func mendJoints() {
        let and: Set<String> = ["和", "与", "及", "以及", "而且", "并", "同时", "且是", "plus", ","]
        let or: Set<String> = ["或是", "或者是", "要么", "还是", "xor"]
        for index in pieces.indices where endsOperand(index - 1) {
            guard and.contains(pieces[index].key) || or.contains(pieces[index].key), beginsCondition(index + 1),
                endsCondition(index - 1)
            else { continue }
            pieces[index] = keyword(or.contains(pieces[index].key) ? .or : .and)
        }
    }

    /// `主题 ~ 旅游`, `有 基数`
    func beginsCondition(_ index: Int) -> Bool {
        guard pieces.indices.contains(index), pieces[index].sort == .word else { return false }
        if [.has, .no, .not, .every].contains(pieces[index].keyword) { return true }
        var end = index + 1
        while end + 1 < pieces.count, pieces[end].isSign("."), pieces[end + 1].sort == .word { end += 2 }
        return isComparator(end)
    }

    /// `标题 包含 旅游`
    func beginsComparisonInWords(_ index: Int) -> Bool {
        guard pieces.indices.contains(index), pieces[index].sort == .word, pieces[index].keyword == nil else {
            return false
        }
        return Mender.comparators.contains { row in
            wordsMatching(row.words, at: index + 1).map { beginsOperand(index + 1 + $0) } ?? false
        }
    }

    private func endsCondition(_ index: Int) -> Bool {
        isComparator(index - 1) || index > 1 && [.has, .no].contains(pieces[index - 1].keyword)
            || [.missing, .present].contains(pieces[index].keyword) || isNumber(index)
    }

    /// `name = 平遥 古城` ⇒ `name = "平遥 古城"`, `name = 智造+` ⇒ `name = "智造+"`
    private mutating func quoteRuns() {
        for index in pieces.indices.reversed()
        where pieces[index].sort == .sign && isComparator(index) && index + 2 < pieces.count {
            var end = index + 1
            while end < pieces.count, isPartOfRun(end, after: index + 1) { end += 1 }
            guard end > index + 2, end == pieces.count || pieces[end].keyword != nil else { continue }
            let run = Array(pieces[index + 1..<end]).line
            pieces.replaceSubrange(index + 1..<end, with: [Piece(quotedText(run), .text)])
        }
    }

    /// `search 避暑 康养` ⇒ `search "避暑 康养"`
    private mutating func quoteSearch() {
        guard pieces.first?.keyword == .search else { return }
        var end = 1
        while end < pieces.count, pieces[end].sort == .word || pieces[end].sort == .number, pieces[end].keyword == nil {
            if isNearClause(pieces[end].text) { return }
            end += 1
        }
        if end > 1 { pieces.replaceSubrange(1..<end, with: [Piece(quotedText(Array(pieces[1..<end]).line), .text)]) }
    }

    private func isPartOfRun(_ index: Int, after start: Int) -> Bool {
        let piece = pieces[index]
        if piece.sort == .sign {
            return index > start && piece.isGlued && ["+", "-", "*", "/", "&"].contains(piece.key)
        }
        return piece.sort == .word && piece.keyword == nil && !isComparator(index + 1) && !isNearClause(piece.text)
    }

    private func isNearClause(_ word: String) -> Bool {
        WordSplitting.split(word, atStart: true) != nil || !nearest(to: word, among: Expectation.goingOn).isEmpty
    }

    // MARK: Matching and replacing

    /// How many pieces the words are; nil if they don't stand there.
    func wordsMatching(_ words: [String], at index: Int) -> Int? {
        guard index + words.count <= pieces.count else { return nil }
        return words.indices.allSatisfy { pieces[index + $0].key == words[$0] } ? words.count : nil
    }

    mutating func replace(_ range: Range<Int>, by new: [Piece]) { pieces.replaceSubrange(range, with: new) }

    /// Takes the brackets around what stands there away: `exists(topic)`. What was inside comes back, without its place.
    private mutating func unbracketed(after start: Int) -> [Piece] {
        guard start < pieces.count, pieces[start].isSign("("),
            let end = pieces[start...].firstIndex(where: { $0.isSign(")") })
        else { return [] }
        var inner = Array(pieces[start + 1..<end])
        pieces.removeSubrange(start...end)
        if !inner.isEmpty { inner[0].isGlued = false }
        return inner
    }
}

extension String {
    fileprivate func trimming(_ character: Character) -> String {
        var text = self[...]
        while text.first == character { text.removeFirst() }
        while text.last == character { text.removeLast() }
        return String(text)
    }
}
