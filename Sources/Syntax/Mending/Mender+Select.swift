import Text

/// `select … from …` as a query of zhiku.
extension Mender {
    /// Says whether the statement was one.
    mutating func mendSelect() -> Bool {
        guard let first = pieces.first, ["select", "选择", "选取", "选出", "挑选"].contains(first.key),
            let from = place(from: 1, where: { ["from", "从", "自"].contains($0.key) }), from > 1,
            from + 1 < pieces.count, pieces[from + 1].sort == .word
        else { return false }
        let table = pieces[from + 1]
        var start = from + 2
        let alias = alias(at: &start)
        var clauses = selectClauses(from: start)
        if clauses.hasJoin { return false }
        var columns = Array(pieces[1..<from])
        let isDistinct = ["distinct", "all"].contains(columns.first?.key ?? "")
        if isDistinct { columns.removeFirst() }
        if columns.count > 2, columns[0].key == "top", columns[1].sort == .number {
            clauses.tail += [keyword(.limit), columns[1]]
            columns.removeFirst(2)
        }
        let names = Set([table.key] + (alias.map { [$0] } ?? []))
        columns = columns.droppingQualifiers(names)
        let countsRows = columns.map(\.key) == ["count", "(", "*", ")"] && clauses.group.isEmpty
        let showsAll = columns.map(\.key) == ["*"] || countsRows
        if isDistinct, clauses.group.isEmpty { clauses.group = groupBy + columns }
        pieces = [keyword(countsRows ? .count : .find), table.glued(false)]
        for clause in [clauses.filter, clauses.group, clauses.having] { pieces += clause.droppingQualifiers(names) }
        if !showsAll { pieces += [keyword(.show)] + columns }
        pieces += clauses.tail.droppingQualifiers(names).naming(columns)
        return true
    }

    /// `c`, `as c` behind the table
    private func alias(at start: inout Int) -> String? {
        var place = start
        if place < pieces.count, pieces[place].keyword == .as { place += 1 }
        guard place < pieces.count, pieces[place].sort == .word,
            pieces[place].keyword.map({ $0.role == .modifier }) ?? true,
            !Mender.clauseWords.contains(pieces[place].key)
        else { return nil }
        start = place + 1
        return pieces[place].key
    }

    private static let clauseWords: Set<String> = [
        "where", "group", "having", "order", "limit", "offset", "join", "inner", "left", "right", "full", "cross",
        "union",
        "fetch", "on",
    ]

    private struct SelectClauses {
        var filter: [Piece] = []
        var group: [Piece] = []
        var having: [Piece] = []
        /// `order by`, `limit`, `offset`
        var tail: [Piece] = []
        var hasJoin = false
    }

    private func selectClauses(from start: Int) -> SelectClauses {
        var clauses = SelectClauses()
        var index = start
        while index < pieces.count {
            let end = place(from: index + 1, where: { $0.isClauseWord }) ?? pieces.count
            let clause = Array(pieces[index..<end])
            switch (pieces[index].keyword, pieces[index].key) {
            case (.where, _): clauses.filter += clause
            case (.group, _): clauses.group += clause
            case (_, "having"): clauses.having += [keyword(.where)] + clause.dropFirst()
            case (.order, _), (.limit, _), (.offset, _), (_, "fetch"): clauses.tail += clause
            default: clauses.hasJoin = true
            }
            index = end
        }
        return clauses
    }
}

extension Piece {
    fileprivate var isClauseWord: Bool {
        [.where, .group, .order, .limit, .offset, .union].contains(keyword)
            || sort == .word && ["having", "join", "inner", "left", "right", "full", "cross", "fetch"].contains(key)
    }
}

extension [Piece] {
    /// `order by 2 desc` ⇒ `order by count() desc`, by the columns of the `select`
    fileprivate func naming(_ columns: [Piece]) -> [Piece] {
        var depth = 0
        let parts = columns.split { piece in
            if piece.isSign("(") { depth += 1 }
            if piece.isSign(")") { depth -= 1 }
            return depth == 0 && piece.isSign(",")
        }
        var pieces: [Piece] = []
        var isOrder = false
        for (index, piece) in enumerated() {
            if piece.keyword?.role == .clause { isOrder = piece.keyword == .order }
            let isKey = index > 0 && ([.by, .order].contains(self[index - 1].keyword) || self[index - 1].isSign(","))
            if isOrder, isKey, piece.sort == .number, let place = Int(piece.text), parts.indices.contains(place - 1) {
                let column = parts[parts.startIndex + place - 1]
                pieces += column.prefix { $0.keyword != .as }
            } else {
                pieces.append(piece)
            }
        }
        return pieces
    }

    /// `c.name` ⇒ `name`
    func droppingQualifiers(_ names: Set<String>) -> [Piece] {
        var pieces: [Piece] = []
        var index = 0
        while index < count {
            let isBehindDot = index > 0 && self[index - 1].isSign(".")
            if self[index].sort == .word, names.contains(self[index].key), !isBehindDot, index + 2 < count,
                self[index + 1].isSign("."), self[index + 2].sort == .word
            {
                pieces.append(self[index + 2].glued(self[index].isGlued))
                index += 3
            } else {
                pieces.append(self[index])
                index += 1
            }
        }
        return pieces
    }
}
