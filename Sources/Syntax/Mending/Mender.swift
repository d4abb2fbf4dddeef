import Text

/// Rewrites a statement that doesn't parse into the one that was probably meant: habits of SQL, Cypher and ordinary Chinese
/// become zhiku's spelling, clauses come into their order, what was left open is closed.
///
///     select name from counties where type = '县'     ⇒  find counties where type = '县' show name
///     match (c:county) return c.name                   ⇒  find county show name
///     查找 提案 其中 年份 大于等于 2024                     ⇒  查找 提案 其中 年份 >= 2024
///     show name find counties                          ⇒  find counties show name
///
/// The passes know tokens, not the schema. What they make is told only if it parses, so a rule may be bold; a statement that
/// parses as it stands is never looked at.
struct Mender {
    var pieces: [Piece]
    /// Keywords that are put in are Chinese if the statement begins so.
    let isChinese: Bool

    /// Longer ones are hard to compare with what was typed.
    private static let longestInBytes = 400

    /// The statement that was probably meant; nil if that can't be told.
    static func mended(_ bytes: [UInt8], from start: Int, kindOf: (String, Bool) -> String?) -> String? {
        guard let closed = closingQuotes(in: bytes, from: start), let pieces = [Piece](closed, from: start),
            let first = pieces.first
        else { return nil }
        var mender = Mender(pieces: pieces, isChinese: !first.text.utf8.allSatisfy { $0 < 0x80 })
        mender.mendSigns()
        mender.mendLeadingKeys()
        mender.mendStatement()
        mender.putKinds(kindOf)
        mender.mendComparisons()
        mender.mendClauses()
        mender.closeBrackets()
        let line = mender.pieces.line
        let wasChanged = closed != bytes || line != pieces.line
        return wasChanged && line.utf8.count <= longestInBytes && isStatement(line) ? line : nil
    }

    private static func isStatement(_ line: String) -> Bool {
        var parser = Parser(Array(line.utf8))
        do throws(SyntaxError) { return try parser.next() != nil && parser.isAtEnd } catch { return false }
    }

    // MARK: Words of the statement's language

    func spelling(_ keyword: Keyword) -> String {
        isChinese ? keyword.row.chinese.first ?? keyword.rawValue : keyword.rawValue
    }

    func keyword(_ keyword: Keyword) -> Piece { .word(spelling(keyword)) }

    /// `order by`, `排序`
    var orderBy: [Piece] { isChinese ? [keyword(.order)] : [keyword(.order), keyword(.by)] }

    /// `group by`, `分组`
    var groupBy: [Piece] { isChinese ? [keyword(.group)] : [keyword(.group), keyword(.by)] }

    // MARK: What was left out

    /// `why 平遥` ⇒ `why county 平遥`
    private mutating func putKinds(_ kindOf: (String, Bool) -> String?) {
        guard let verb = pieces.first?.keyword, [.why, .path, .set, .remove, .merge, .unmerge].contains(verb) else {
            return
        }
        for index in pieces.indices.reversed() where index > 0 && pieces[index].keyword == nil {
            let before = pieces[index - 1]
            guard pieces[index].sort == .word || pieces[index].sort == .text, before.sort == .word,
                before.keyword.map({ $0 != .kind }) ?? false, let kind = kindOf(pieces[index].content, isChinese)
            else { continue }
            pieces.insert(.word(kind), at: index)
        }
    }

    /// The text with a closing quote where one is missing: before the next clause, or at the end of the line.
    private static func closingQuotes(in bytes: [UInt8], from start: Int) -> [UInt8]? {
        guard bytes.count - start < 1 << 16 else { return nil }
        var lexer = Lexer(bytes)
        lexer.offset = max(start, lexer.offset)
        while true {
            let token = lexer.next()
            if token.isEnd { return bytes }
            guard case .invalid(.unclosed(.quote(let quote), let opened)) = token.kind else { continue }
            var line = Lexer(Array(bytes[opened.upperBound..<token.range.upperBound]))
            var end = token.range.upperBound
            var last = opened.upperBound
            while case let inner = line.next(), !inner.isEnd {
                let place = opened.upperBound + inner.range.lowerBound
                if inner.keyword?.role == .clause, place > last, last > opened.upperBound {
                    end = last
                    break
                }
                last = opened.upperBound + inner.range.upperBound
            }
            while end > opened.upperBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x3B { end -= 1 }
            return Array(bytes[..<end]) + Array(quote.closing.utf8) + Array(bytes[end...])
        }
    }

    /// `(type = 县` ⇒ `(type = 县)`
    private mutating func closeBrackets() {
        var open: [(opening: Piece, isSpaced: Bool)] = []
        for (index, piece) in pieces.enumerated() where piece.sort == .sign {
            switch piece.key {
            case "(", "[", "{":
                open.append((piece, index + 1 < pieces.count && !pieces[index + 1].isGlued))
            case ")", "]", "}": if !open.isEmpty { open.removeLast() }
            default: break
            }
        }
        let twins = ["(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "［": "］", "｛": "｝"]
        for (opening, isSpaced) in open.reversed() {
            pieces.append(.sign(twins[opening.text] ?? "", glued: !isSpaced))
        }
    }

    // MARK: Looking

    /// Whether something that has a value ends there: a word that is no operator, a closing bracket, a constant.
    func endsOperand(_ index: Int) -> Bool {
        guard pieces.indices.contains(index) else { return false }
        let piece = pieces[index]
        switch piece.sort {
        case .number, .text: return true
        case .sign: return [")", "]", "}"].contains(piece.key)
        case .word: return piece.keyword.map { $0.role == .modifier || $0.role == .statement } ?? true
        }
    }

    /// Whether something that has a value begins there.
    func beginsOperand(_ index: Int) -> Bool {
        guard pieces.indices.contains(index) else { return false }
        let piece = pieces[index]
        switch piece.sort {
        case .number, .text: return true
        case .sign: return ["(", "$", "-"].contains(piece.key)
        case .word: return piece.keyword.map { $0.role == .modifier || $0.role == .statement } ?? true
        }
    }

    /// The first place outside of brackets, from there on, of a piece that is wanted.
    func place(from start: Int, where isWanted: (Piece) -> Bool) -> Int? {
        var depth = 0
        for index in pieces.indices where index >= start {
            let piece = pieces[index]
            if piece.sort == .sign, ["(", "[", "{"].contains(piece.key) { depth += 1 }
            if piece.sort == .sign, [")", "]", "}"].contains(piece.key) { depth -= 1 }
            if depth <= 0, isWanted(piece) { return index }
        }
        return nil
    }

    func isComparator(_ index: Int) -> Bool {
        guard pieces.indices.contains(index) else { return false }
        let piece = pieces[index]
        if piece.sort == .sign { return Comparator(rawValue: piece.key) != nil }
        return [.in, .notIn, .is].contains(piece.keyword)
    }
}
