import Text

/// Who speaks, as lines before a speech say it: `李梅委员：`, `民建某市委会（李梅代表发言）：`, `某县政协（主席 李梅）`, `李梅（市政协委员）、王芳`.
extension BylineReader {
    private static let behindName: [Keys] = [
        "代表发言", "代为发言", "代言", "作大会发言", "作发言", "发言", "宣读", "执笔", "代表", "同志", "委员",
    ]
    private static let beforeName: [Keys] = [
        "代表发言人:", "发言人:", "执笔人:", "执笔:", "作者:", "发言代表:", "联系人:", "由",
    ]

    /// `●李梅委员（教育界）`: a signature behind a sign.
    func bulletByline(_ block: Block) -> Byline? {
        block.kind == .item && block.range.count <= 40 ? byline(block.body) : nil
    }

    /// The signature of a line that ends with a colon.
    func speaker(_ line: Range<Int>) -> Byline? {
        let range = text.trimmed(line)
        guard range.count <= 60, let last = range.last, text.keys[last] == 0x3A, !isCue(range) else { return nil }
        return byline(range.lowerBound..<last)
    }

    /// `建议：`, `存在的问题：`: what follows is no speech's beginning.
    private func isCue(_ range: Range<Int>) -> Bool {
        text.contains(any: ["建议:", "问题:", "意见:", "如下:", "对策:"], in: range)
    }

    /// `李梅委员`, `李梅主委`: a name, and nothing behind it but a role.
    func namedWithRole(_ body: Range<Int>) -> Byline? {
        for length in [3, 2, 4] where body.count > length {
            let (name, role) = (body.lowerBound..<body.lowerBound + length, body.lowerBound + length..<body.upperBound)
            guard PersonName.isName(name, in: text), isRoleItself(role) else { continue }
            return Byline(names: [name], unit: text.trimmed(role), range: body)
        }
        return nil
    }

    /// The name in `李梅代表发言`, `执笔人：李梅`, `主席 李梅`.
    func speakerNames(in inside: Range<Int>) -> [Range<Int>] {
        var range = text.trimmed(inside)
        for head in BylineReader.beforeName where text.has(head, at: range.lowerBound, before: range.upperBound) {
            range = text.trimmed(range.lowerBound + head.count..<range.upperBound)
            break
        }
        for tail in BylineReader.behindName
        where range.count > tail.count + 1
            && text.has(tail, at: range.upperBound - tail.count, before: range.upperBound)
        {
            range = text.trimmed(range.lowerBound..<range.upperBound - tail.count)
            break
        }
        let names = text.names(range)
        if !names.isEmpty { return names }
        // 李梅代表某市工商联
        if let sign = text.first("代表", in: range), (2...4).contains(sign - range.lowerBound),
            UnitName.isUnit(text.string(sign + 2..<range.upperBound))
        {
            return [range.lowerBound..<sign]
        }
        if let space = range.first(where: { text.keys[$0] == 0x20 }), isRole(range.lowerBound..<space) {
            return text.names(space + 1..<range.upperBound)
        }
        for length in [3, 2] where range.count > length {
            let name = range.upperBound - length..<range.upperBound
            if PersonName.isName(name, in: text), isRoleItself(range.lowerBound..<name.lowerBound) { return [name] }
        }
        return []
    }

    /// A title that ends with its author in brackets: `1．关于……的建议（李梅委员）`.
    func signedTitle(_ line: Range<Int>) -> (title: Range<Int>, bylines: [Byline])? {
        let range = text.trimmed(line)
        guard range.count <= 70, let last = range.last, text.keys[last] == 0x29, let open = text.last("(", in: range),
            open - range.lowerBound >= 6, last - open > 2,
            !(range.lowerBound..<open).contains(where: { endsSentence(text.keys[$0]) || text.keys[$0] == 0x3B })
        else { return nil }
        let inside = text.trimmed(open + 1..<last)
        let title = text.trimmed(range.lowerBound..<open)
        // ——民建某市委会（李梅代表发言） signs, and is no title.
        if text.keys[range.lowerBound] == 0x2D || isUnitOrRole(title) { return nil }
        let found = bylines(inside)
        if !found.isEmpty { return (title, found) }
        let names = speakerNames(in: inside)
        if names.count == 1 { return (title, [Byline(names: names, unit: nil, range: inside)]) }
        let name = text.string(inside)
        let isSigner = UnitName.type(of: name) == "民主党派" || name.hasSuffix("界") || name.hasSuffix("界别")
        return UnitName.isUnit(name) && isSigner ? (title, [Byline(names: [], units: [inside], range: inside)]) : nil
    }

    /// Several signatures of one line, each with its own bracket: `李梅（市政协委员，某馆馆长）、王芳`.
    func bylines(_ range: Range<Int>) -> [Byline] {
        if let one = byline(range) { return [one] }
        let parts = text.split(range, at: [0x3001, 0x20, 0x3B])
        guard parts.count > 1 else { return [] }
        let read = parts.map { part -> Byline? in
            if let byline = byline(part) { return byline }
            let names = text.names(part)
            if !names.isEmpty { return Byline(names: names, unit: nil, range: part) }
            return UnitName.isUnit(text.string(part)) ? Byline(names: [], units: [part], range: part) : nil
        }
        let found = read.compactMap { $0 }
        return found.count == parts.count ? found : []
    }
}
