import Text

/// Proposals as a committee files them: `案由：…`, `提案人：…`, what is wrong, what is proposed; each field under its label.
extension Analysis {
    private func field(_ block: Block) -> (label: FieldLabel, rest: Range<Int>)? {
        FieldLabel.at(text.trimmed(block.body), in: text)
    }

    /// Behind a label that heads what a proposal tells.
    func behindLabel(_ range: Range<Int>) -> Range<Int> {
        if case (.text, let rest)? = FieldLabel.at(range, in: text) { rest } else { range }
    }

    /// Whether at least two proposals have their title or their author under a label, or a number before their title; or the
    /// document is one as it was filed.
    var isLabelled: Bool {
        if genre == .proposal { return true }
        var (titles, authors, numbers) = (0, 0, 0)
        for (place, block) in blocks.enumerated() where block.range.count <= 120 {
            switch field(block)?.label {
            case .title?: titles += 1
            case .author?: authors += 1
            default: if numberedTitle(block) != nil || titleAboveFields(place) != nil { numbers += 1 }
            }
            if titles == 2 || authors == 2 && numbers + titles > 0 || numbers == 2 && authors > 0 { return true }
        }
        return false
    }

    /// The proposals of a labelled list and the titles at its head.
    func labelledSpeeches() -> (head: [Range<Int>], speeches: [Speech]) {
        var head: [Range<Int>] = []
        var speeches: [Speech] = []
        let reader = BylineReader(text: text)
        // 领衔代表 may stand above 建议标题, in all of them then.
        let areAuthorsFirst = isFirstFieldAuthor
        var ahead: [Byline] = []
        for place in blocks.indices where blocks[place].kind != .contents {
            let block = blocks[place]
            switch field(block) {
            case (.title, let rest)?:
                begin(rest, &speeches)
                speeches[speeches.count - 1].authors += ahead.map { ($0, 1) }
                ahead = []
            case (.author, let rest)? where areAuthorsFirst: ahead += signed(rest, reader, in: block)
            case (.author, let rest)?:
                guard let last = speeches.indices.last else { continue }
                speeches[last].authors += signed(rest, reader, in: block).map { ($0, 1) }
            case (.handling, _)?: continue
            case (.text, let rest)? where rest.isEmpty: continue
            case (.text, _)?, nil:
                if let title = numberedTitle(block) ?? titleAboveFields(place) {
                    begin(title, &speeches)
                } else if isProposalNumber(block) || speeches.last?.bodies.isEmpty == true && isBehindDashes(block) {
                    continue
                } else if place + 1 < blocks.count, case .title? = field(blocks[place + 1])?.label,
                    case let found = signers(block, reader), !found.isEmpty
                {
                    ahead += found
                } else if let last = speeches.indices.last, speeches[last].bodies.isEmpty,
                    speeches[last].authors.isEmpty, case let found = signers(block, reader), !found.isEmpty
                {
                    speeches[last].authors += found.map { ($0, 1) }
                } else if let last = speeches.indices.last {
                    speeches[last].bodies.append(place)
                } else if block.kind == .label || block.kind == .heading {
                    head.append(text.trimmed(block.body))
                }
            }
        }
        return (head, speeches)
    }

    /// Who signs a line of its own below a title: `民建某市委会`, `李梅（市政协委员、某馆馆长）`.
    private func signers(_ block: Block, _ reader: BylineReader) -> [Byline] {
        guard block.kind == .label, block.range.count <= 60 else { return [] }
        let range = text.trimmed(block.body)
        let found = reader.bylines(range)
        if !found.isEmpty { return found }
        return UnitName.type(of: string(range)) == "民主党派" && UnitName.isUnit(string(range))
            ? [Byline(names: [], units: [range], range: range)] : []
    }

    private var isFirstFieldAuthor: Bool {
        for block in blocks where block.range.count <= 120 {
            if case .author? = field(block)?.label { return blocks.contains { isField($0, .title) } }
            if isField(block, .title) || numberedTitle(block) != nil { return false }
        }
        return false
    }

    private func isField(_ block: Block, _ label: FieldLabel) -> Bool {
        block.range.count <= 120 && field(block)?.label == label
    }

    /// A title begins a proposal, and is another name for one that has nothing else yet.
    private func begin(_ title: Range<Int>, _ speeches: inout [Speech]) {
        if let last = speeches.last, last.bodies.isEmpty, last.authors.isEmpty { speeches.removeLast() }
        speeches.append(Speech(title: title))
    }

    /// A line directly above the first field of a proposal, where no label says that it is the title; a line behind dashes between
    /// them says whose it is.
    private func titleAboveFields(_ place: Int) -> Range<Int>? {
        let block = blocks[place]
        guard block.kind == .label || block.kind == .heading, block.range.count >= 6, !isProposalNumber(block),
            !isBehindDashes(block)
        else { return nil }
        var next = place + 1
        if next + 1 < blocks.count, isBehindDashes(blocks[next]) { next += 1 }
        guard next < blocks.count, case .author? = field(blocks[next])?.label else { return nil }
        return text.trimmed(block.body)
    }

    /// `——民革、民盟某市委会联合发言`
    private func isBehindDashes(_ block: Block) -> Bool {
        block.kind == .label && block.range.count <= 40
            && (block.numbering?.style == .dash || text.keys[block.range.lowerBound] == 0x2D)
    }

    private func signed(_ field: Range<Int>, _ reader: BylineReader, in block: Block) -> [Byline] {
        if let written = writtenFor(field) { return [written] }
        let range = withoutManner(FieldLabel.withoutNext(field, in: text))
        let found = reader.bylines(range)
        if !found.isEmpty { return found }
        let names = text.names(range)
        if !names.isEmpty { return [Byline(names: names, unit: nil, range: range)] }
        if UnitName.isUnit(string(range)) { return [Byline(names: [], units: [range], range: range)] }
        // 民进某支部、农工党某支部; 经济界别
        let signers = text.split(range, at: [0x3001, 0x2C, 0x20])
        let areUnits = text.contains("单位", in: block.range.lowerBound..<field.lowerBound)
        if !signers.isEmpty, signers.allSatisfy({ isSigner($0) }) || areUnits && signers.allSatisfy({ $0.count >= 3 }) {
            return [Byline(names: [], units: signers, range: range)]
        }
        // The label says that these are names, also of surnames that no list knows.
        let parts = text.split(range, at: [0x20, 0x3001, 0x2C])
        let longest = parts.count == 1 ? 7 : 4
        let areNames = parts.allSatisfy { part in
            (2...longest).contains(part.count)
                && part.allSatisfy { isHan(text.keys[$0]) || text.keys[$0] == 0xB7 }
                && !["委员", "代表", "小组", "部门", "人员"].contains(where: string(part).hasSuffix)
        }
        return areNames && !parts.isEmpty ? [Byline(names: parts, unit: nil, range: range)] : []
    }

    /// 李梅 of `民盟某支部　执笔：李梅`, for whom it was written.
    private func writtenFor(_ field: Range<Int>) -> Byline? {
        guard let cue = text.first(any: ["执笔人:", "执笔:", "撰稿:", "代表发言:"], in: field), cue.lowerBound > field.lowerBound,
            case let unit = text.trimmed(field.lowerBound..<cue.lowerBound),
            UnitName.isUnit(string(unit)) || isSigner(unit)
        else { return nil }
        var names = text.names(cue.upperBound..<field.upperBound)
        let rest = text.trimmed(cue.upperBound..<field.upperBound)
        if names.isEmpty, (2...4).contains(rest.count), rest.allSatisfy({ isHan(text.keys[$0]) }) { names = [rest] }
        return names.isEmpty ? nil : Byline(names: names, unit: unit, range: field)
    }

    private func isSigner(_ part: Range<Int>) -> Bool {
        let name = string(part)
        return UnitName.isUnit(name)
            || part.count >= 3
                && ["界", "界别", "小组", "支部", "总支", "专委会", "代表团", "活动组", "联组"].contains(where: name.hasSuffix)
    }

    /// What stands before （联合）, （联名）, （集体提案）.
    private func withoutManner(_ range: Range<Int>) -> Range<Int> {
        guard let last = range.last, text.keys[last] == 0x29, let open = text.last("(", in: range),
            open > range.lowerBound,
            text.contains(any: ["联合", "联名", "集体", "共同"], in: open..<last), last - open <= 6
        else { return range }
        return text.trimmed(range.lowerBound..<open)
    }

    /// The title of `第0086号 关于……的建议`, `提案第17号：……`.
    private func numberedTitle(_ block: Block) -> Range<Int>? {
        guard block.kind != .paragraph || block.range.count <= 60 else { return nil }
        let range = block.range
        if let title = titleBehindNumber(text.trimmed(range)) { return title }
        guard let sign = text.first("号", in: range.lowerBound..<min(range.upperBound, range.lowerBound + 12)),
            let start = text.first("第", in: range.lowerBound..<sign), start - range.lowerBound <= 4,
            sign > start + 1,
            (start + 1..<sign).allSatisfy({ isDigit(text.keys[$0]) || hanDigit(text.keys[$0]) != nil })
        else { return nil }
        var rest = sign + 1..<range.upperBound
        while let first = rest.first, [0x20, 0x3A, 0x3001, 0x2D].contains(text.keys[first]) { rest.removeFirst() }
        if text.has("提案", at: rest.lowerBound, before: rest.upperBound) {
            rest = rest.lowerBound + 2..<rest.upperBound
            while let first = rest.first, [0x20, 0x3A, 0x3001, 0x2D].contains(text.keys[first]) { rest.removeFirst() }
        }
        return rest.count >= 6 ? rest : nil
    }

    /// The title of `1号提案：……`, `重点提案一：……`.
    private func titleBehindNumber(_ range: Range<Int>) -> Range<Int>? {
        guard let colon = range.prefix(9).first(where: { text.keys[$0] == 0x3A }),
            case let head = range.lowerBound..<colon, text.contains("提案", in: head),
            head.contains(where: { isDigit(text.keys[$0]) || hanDigit(text.keys[$0]) != nil }),
            head.allSatisfy({
                "号提案重点第之".unicodeScalars.map(\.value).contains(text.keys[$0])
                    || isDigit(text.keys[$0]) || hanDigit(text.keys[$0]) != nil
            })
        else { return nil }
        let title = text.trimmed(colon + 1..<range.upperBound)
        return title.count >= 6 ? title : nil
    }

    /// `提案第017号`, `第58号提案`
    private func isProposalNumber(_ block: Block) -> Bool {
        let range = text.trimmed(block.body)
        guard range.count <= 16, text.contains("号", in: range), text.contains("第", in: range) else { return false }
        return range.contains { isDigit(text.keys[$0]) }
    }
}
