/// Who signs a piece: a unit or a role, and one or more names.
struct Byline {
    var names: [Range<Int>]
    /// 民建某市委会, 市政协委员; nil if only names stand there.
    var unit: Range<Int>?
    /// Units that sign without a person.
    var units: [Range<Int>] = []
    /// All of it.
    var range: Range<Int>
}

/// Reads lines without punctuation as titles and signatures.
struct BylineReader {
    let text: CleanText

    private static let roles: [Keys] = [
        "委员", "代表", "主委", "主席", "会长", "常委", "秘书长", "界别", "界", "理事长", "董事长", "总经理", "主任", "院长", "校长", "教授", "书记", "局长",
        "部长", "处长", "科长", "厂长", "馆长", "园长", "行长", "站长", "所长", "队长", "镇长", "乡长", "社长", "总编辑", "经理", "总裁", "律师", "医师",
        "工程师",
        "研究员", "负责人", "理事", "副主委", "党员", "组长", "区长", "县长", "市长",
    ]
    private static let cues: [Keys] = [
        "作者:", "作者系", "作者单位:", "作者为", "作者是", "发言人:", "发言人系", "提案人:", "提案者:", "撰稿:", "发言者:", "发言单位:", "报告人:", "执笔:",
        "发言:", "第一提案人:",
    ]

    /// Whether a line names a unit or a role and no person.
    func isUnitOrRole(_ range: Range<Int>) -> Bool {
        let name = text.string(range)
        return range.count <= 30 && (UnitName.isUnit(name) || isRole(range))
    }

    /// Whether a range is the name of a role and nothing else.
    func isRoleItself(_ range: Range<Int>) -> Bool {
        let range = text.trimmed(range)
        return BylineReader.roles.contains {
            $0.count == range.count && text.has($0, at: range.lowerBound, before: range.upperBound)
        }
    }

    /// What ends as a role or a unit does and is none: 让泡菜香飘世界, 城市客厅.
    private static let noRoles: [Keys] = ["世界", "境界", "边界", "眼界", "各界", "视界", "外界"]

    func isRole(_ range: Range<Int>) -> Bool {
        let range = text.trimmed(range)
        func ends(_ word: Keys) -> Bool {
            range.count > word.count && text.has(word, at: range.upperBound - word.count, before: range.upperBound)
        }
        return range.count <= 30 && BylineReader.roles.contains(where: ends)
            && !BylineReader.noRoles.contains(where: ends)
    }

    /// The signature that a line is by itself: `市政协委员 李梅`, `李梅（民盟市委会）`, `作者：李梅`.
    func byline(_ range: Range<Int>) -> Byline? {
        var body = text.trimmed(range)
        var isCued = false
        if body.count > 8, text.keys[body.lowerBound] == 0x28, text.keys[body.upperBound - 1] == 0x29,
            BylineReader.cues.contains(where: { text.has($0, at: body.lowerBound + 1, before: body.upperBound) })
        {
            body = text.trimmed(body.lowerBound + 1..<body.upperBound - 1)
        }
        if let cue = BylineReader.cues.first(where: { text.has($0, at: body.lowerBound, before: body.upperBound) }) {
            body = text.trimmed(body.lowerBound + cue.count..<body.upperBound)
            isCued = true
        }
        while let first = body.first, text.keys[first] == 0x2D { body = text.trimmed(first + 1..<body.upperBound) }
        if body.isEmpty { return nil }
        if text.keys[body.lowerBound] == 0x28, text.keys[body.upperBound - 1] == 0x29 {
            body = text.trimmed(body.lowerBound + 1..<body.upperBound - 1)
        }
        if let byline = withBracket(body) ?? withPeople(body) ?? withComma(body) ?? withSpace(body) ?? glued(body)
            ?? namedWithRole(body)
        {
            return Byline(names: byline.names, unit: byline.unit, range: range)
        }
        if let units = units(body) { return Byline(names: [], units: units, range: range) }
        if isCued, UnitName.isUnit(text.string(body)) { return Byline(names: [], units: [body], range: range) }
        let names = text.names(body)
        return isCued && !names.isEmpty ? Byline(names: names, unit: nil, range: range) : nil
    }

    /// Beside a post in a council or assembly stands a name, also one that no list of surnames knows.
    private func isNameBeside(_ head: Range<Int>, _ role: Range<Int>) -> Bool {
        (2...4).contains(head.count) && head.allSatisfy { isHan(text.keys[$0]) } && !isUnitOrRole(head)
            && text.contains(any: ["政协常委", "政协委员", "政协副主席", "人大代表"], in: role)
    }

    /// 市政协常委、某馆馆长 of a line in brackets that says who the name above it is.
    func roleInBrackets(_ line: Range<Int>) -> Range<Int>? {
        let range = text.trimmed(line)
        guard range.count > 4, text.keys[range.lowerBound] == 0x28, text.keys[range.upperBound - 1] == 0x29 else {
            return nil
        }
        let inside = text.trimmed(range.lowerBound + 1..<range.upperBound - 1)
        return isUnitOrRole(inside) ? inside : nil
    }

    /// 农工党某市委会、市妇联 联名
    private func units(_ body: Range<Int>) -> [Range<Int>]? {
        for tail in ["联名", "联合提案", "集体提案", "联合"] as [Keys] where body.count > tail.count + 3 {
            guard text.has(tail, at: body.upperBound - tail.count, before: body.upperBound) else { continue }
            let parts = text.split(body.lowerBound..<body.upperBound - tail.count, at: [0x3001, 0x20])
            if parts.allSatisfy({ UnitName.isUnit(text.string($0)) }) { return parts }
        }
        return nil
    }

    private func withBracket(_ body: Range<Int>) -> Byline? {
        guard let open = body.first(where: { text.keys[$0] == 0x28 }), text.keys[body.upperBound - 1] == 0x29 else {
            return nil
        }
        let (before, inside) = (text.trimmed(body.lowerBound..<open), text.trimmed(open + 1..<body.upperBound - 1))
        let names = text.names(before)
        if !names.isEmpty, isUnitOrRole(inside) { return Byline(names: names, unit: inside, range: body) }
        if isNameBeside(before, inside), text.split(inside, at: [0x3001, 0x2C]).allSatisfy(isUnitOrRole) {
            return Byline(names: [before], unit: inside, range: body)
        }
        // 李梅委员（某馆馆长）
        if before.count > 3, text.has("委员", at: before.upperBound - 2, before: before.upperBound),
            case let name = before.lowerBound..<before.upperBound - 2, (2...4).contains(name.count),
            name.allSatisfy({ isHan(text.keys[$0]) }),
            text.split(inside, at: [0x3001, 0x2C]).contains(where: isUnitOrRole)
        {
            return Byline(names: [name], unit: inside, range: body)
        }
        let others = speakerNames(in: inside)
        return !others.isEmpty && isUnitOrRole(before) ? Byline(names: others, unit: before, range: body) : nil
    }

    /// 李梅，市政协委员，某馆馆长
    private func withComma(_ body: Range<Int>) -> Byline? {
        guard let comma = body.first(where: { text.keys[$0] == 0x2C }) else { return nil }
        let (head, tail) = (text.trimmed(body.lowerBound..<comma), text.trimmed(comma + 1..<body.upperBound))
        guard isRole(tail), PersonName.isName(head, in: text) || isNameBeside(head, tail),
            text.split(tail, at: [0x2C, 0x3001]).allSatisfy(isUnitOrRole)
        else { return nil }
        return Byline(names: [head], unit: tail, range: body)
    }

    /// `李梅（女，回族） 市政协委员`: what the bracket says of the person is no post; no blank may be left behind it.
    private func withPeople(_ body: Range<Int>) -> Byline? {
        guard let open = body.prefix(6).first(where: { text.keys[$0] == 0x28 }),
            let close = text.first(")", in: open..<min(body.upperBound, open + 12)),
            ["女", "族"].contains(where: { text.has($0, at: close - 1, before: close) })
        else { return nil }
        let (head, tail) = (text.trimmed(body.lowerBound..<open), text.trimmed(close + 1..<body.upperBound))
        guard isUnitOrRole(tail), PersonName.isName(head, in: text) || isNameBeside(head, tail) else { return nil }
        return Byline(names: [head], unit: tail, range: body)
    }

    private func withSpace(_ body: Range<Int>) -> Byline? {
        for place in body where text.keys[place] == 0x20 || text.keys[place] == 0x3A {
            let head = text.trimmed(body.lowerBound..<place)
            let tail = text.trimmed(place + 1..<body.upperBound)
            // 李梅、王芳  民盟某市委会
            if text.contains("、", in: head), case let several = text.names(head), several.count > 1, isUnitOrRole(tail),
                !tail.contains(where: { text.keys[$0] == 0x20 })
            {
                return Byline(names: several, unit: tail, range: body)
            }
            // 李梅  市政协委员、某馆馆长
            if isRole(tail), PersonName.isName(head, in: text) || isNameBeside(head, tail) {
                return Byline(names: [head], unit: tail, range: body)
            }
            guard isUnitOrRole(head) else { continue }
            let names = text.names(tail)
            if !names.isEmpty { return Byline(names: names, unit: head, range: body) }
        }
        return nil
    }

    /// 市政协委员李梅
    private func glued(_ body: Range<Int>) -> Byline? {
        for length in [3, 2] where body.count > length + 3 {
            let (head, tail) = (body.lowerBound..<body.upperBound - length, body.upperBound - length..<body.upperBound)
            if isRole(head), PersonName.isName(tail, in: text) { return Byline(names: [tail], unit: head, range: body) }
        }
        return nil
    }
}
