/// What the blocks of a page of speeches are, one after the other.
enum SpeechPiece {
    case body(Int)
    case title(Range<Int>)
    case author(Byline)
}

extension Analysis {
    func speechPieces() -> [SpeechPiece] {
        var pieces: [SpeechPiece] = []
        let contents = contentsList()
        for place in blocks.indices where !contents.contains(place) {
            let block = blocks[place]
            if block.kind == .contents || block.range.count <= 80 && isImprint(block.range) { continue }
            if case .title? = pieces.last, let unit = signingUnit(place) {
                pieces.append(.author(Byline(names: [], units: [unit], range: unit)))
                continue
            }
            if let byline = BylineReader(text: text).bulletByline(block) {
                pieces.append(.author(byline))
                continue
            }
            if let (byline, title) = bracketedSpeaker(block) {
                pieces += [.author(byline), .title(title)]
                continue
            }
            if !isSignedBelow(block), let signed = BylineReader(text: text).signedTitle(block.body) {
                pieces.append(.title(signed.title))
                pieces += signed.bylines.map { .author($0) }
            } else if let byline = BylineReader(text: text).speaker(block.range) {
                pieces.append(.author(byline))
            } else if case .author(var byline)? = pieces.last, byline.unit == nil, !byline.names.isEmpty,
                let role = BylineReader(text: text).roleInBrackets(block.range)
            {
                byline.unit = role
                byline.range = byline.range.lowerBound..<block.range.upperBound
                pieces[pieces.count - 1] = .author(byline)
            } else if case .author(var byline)? = pieces.last, let unit = unitSpokenFor(block.range) {
                byline.units.append(unit)
                pieces[pieces.count - 1] = .author(byline)
            } else if isCue(block) {
                pieces.append(.body(place))
            } else if block.kind == .label || isSigned(place) || isPlainHeading(block) || isNumberedTitle(place)
                || isBulletTitle(place)
            {
                pieces += titlesAndAuthors(block)
            } else {
                pieces.append(.body(place))
            }
        }
        return pieces
    }

    /// `【李梅委员】让茶叶走出大山`: who speaks in brackets, and the title.
    private func bracketedSpeaker(_ block: Block) -> (Byline, Range<Int>)? {
        let range = text.trimmed(block.range)
        guard block.kind != .paragraph, range.count <= 60, text.keys[range.lowerBound] == 0x3010,
            let close = text.first("】", in: range), range.upperBound - close >= 6
        else { return nil }
        let inside = text.trimmed(range.lowerBound + 1..<close)
        let reader = BylineReader(text: text)
        let title = text.trimmed(close + 1..<range.upperBound)
        if let byline = reader.byline(inside) { return (byline, title) }
        // Whoever is called a member here speaks, also one whose surname no list knows.
        guard inside.count > 3, inside.count <= 10,
            text.has("委员", at: inside.upperBound - 2, before: inside.upperBound),
            inside.allSatisfy({ isHan(text.keys[$0]) || text.keys[$0] == 0xB7 })
        else { return nil }
        let name = inside.lowerBound..<inside.upperBound - 2
        return (Byline(names: [name], unit: inside.upperBound - 2..<inside.upperBound, range: inside), title)
    }

    /// The unit that a line between a title and a body names, and nobody else: a party's branch or a council spoke.
    private func signingUnit(_ place: Int) -> Range<Int>? {
        let block = blocks[place]
        guard block.kind == .label || block.kind == .heading && block.isStrong, block.numbering == nil,
            block.lines.count == 1, place + 1 < blocks.count, blocks[place + 1].kind == .paragraph
        else { return nil }
        let range = text.trimmed(block.body)
        guard !range.contains(where: { text.keys[$0] == 0x20 }) else { return nil }
        let name = string(range)
        let types = ["民主党派", "政协", "工商联", "人民团体"]
        let isCouncil = name.contains("政协") && ["委员会", "专委会", "委", "联络处", "工委"].contains(where: name.hasSuffix)
        let isGroup = range.count <= 12 && ["界别", "界别组", "活动小组", "委员小组"].contains(where: name.hasSuffix)
        if isCouncil || isGroup { return range }
        return UnitName.isUnit(name) && UnitName.type(of: name).map(types.contains) == true ? range : nil
    }

    /// 九三学社某市委 of `（代表九三学社某市委发言）` below who speaks.
    private func unitSpokenFor(_ line: Range<Int>) -> Range<Int>? {
        var range = text.trimmed(line)
        if range.count > 2, text.keys[range.lowerBound] == 0x28, text.keys[range.upperBound - 1] == 0x29 {
            range = text.trimmed(range.lowerBound + 1..<range.upperBound - 1)
        }
        guard range.count <= 30, text.has("代表", at: range.lowerBound, before: range.upperBound),
            text.has("发言", at: range.upperBound - 2, before: range.upperBound)
        else { return nil }
        let unit = text.trimmed(range.lowerBound + 2..<range.upperBound - 2)
        return UnitName.isUnit(string(unit)) ? unit : nil
    }

    /// The list of contents at the head: from 目录 up to where its first title stands again.
    private func contentsList() -> Range<Int> {
        func name(_ block: Block) -> String {
            var range = text.trimmed(block.body)
            while let last = range.last,
                isDigit(text.keys[last]) || [0x2E, 0x2026, 0xB7, 0x20].contains(text.keys[last])
            { range = range.lowerBound..<last }
            return nameKey(string(range))
        }
        guard
            let head = blocks.indices.prefix(12).first(where: {
                blocks[$0].range.count <= 6 && string(blocks[$0].body).filter { $0 != " " && $0 != "　" } == "目录"
            }), head + 1 < blocks.count
        else { return 0..<0 }
        let first = name(blocks[head + 1])
        guard first.count >= 4,
            let again = blocks.indices.dropFirst(head + 2).first(where: {
                blocks[$0].kind != .contents && name(blocks[$0]) == first
            })
        else { return 0..<0 }
        return head..<again
    }

    /// Whether the last line of a title of several is by itself who spoke.
    private func isSignedBelow(_ block: Block) -> Bool {
        guard block.lines.count > 1, let last = text.lines[block.lines].last else { return false }
        return BylineReader(text: text).byline(last.range) != nil
    }

    /// `建议：` on a line of its own belongs to the body.
    private func isCue(_ block: Block) -> Bool {
        let range = text.trimmed(block.range)
        guard let last = range.last else { return false }
        return text.keys[last] == 0x3A || text.contains(any: Analysis.suggestionCues, in: range)
    }

    /// A line with commas that is a name and posts: `李梅，市政协委员，某馆馆长`.
    private func isSigned(_ place: Int) -> Bool {
        blocks[place].kind == .paragraph && blocks[place].lines.count == 1 && blocks[place].range.count <= 60
            && BylineReader(text: text).byline(blocks[place].range) != nil
    }

    /// A heading without a number, or with a dash or a label, 01: `——政协……大会发言摘编`.
    private func isPlainHeading(_ block: Block) -> Bool {
        block.kind == .heading
            && (block.numbering == nil || block.numbering?.style == .dash || block.numbering?.style == .label)
    }

    /// `3. 关于……的建议` before a signature or a body of its own is a title; `二、存在的问题` within a body is not.
    private func isNumberedTitle(_ place: Int) -> Bool {
        let block = blocks[place]
        guard block.kind == .heading, block.numbering != nil, block.body.count >= 8 else { return false }
        guard place + 1 < blocks.count else { return false }
        let next = blocks[place + 1]
        let reader = BylineReader(text: text)
        return next.kind == .label
            && text.lines[next.lines].contains { line in
                reader.byline(line.range) != nil || reader.isUnitOrRole(line.range)
            }
    }

    /// `●让“横漂”经济流量变留量`: a line with a sign before it and without punctuation, above a paragraph.
    private func isBulletTitle(_ place: Int) -> Bool {
        let block = blocks[place]
        guard block.kind == .item, (6...40).contains(block.body.count), place + 1 < blocks.count,
            blocks[place + 1].kind == .paragraph
        else { return false }
        return !block.body.contains { endsSentence(text.keys[$0]) || text.keys[$0] == 0x3B || text.keys[$0] == 0x3A }
    }

    /// The titles and signatures that the lines of a block without punctuation are.
    private func titlesAndAuthors(_ block: Block) -> [SpeechPiece] {
        let reader = BylineReader(text: text)
        var pieces: [SpeechPiece] = []
        var title: Range<Int>?
        var unit: Range<Int>?
        func flush() {
            if let title { pieces.append(.title(title)) }
            title = nil
        }
        for line in text.lines[block.lines] {
            let start = line.range.lowerBound == block.range.lowerBound ? block.body.lowerBound : line.range.lowerBound
            let range = text.trimmed(start..<line.range.upperBound)
            if case .author(var byline)? = pieces.last, title == nil, let unit = unitSpokenFor(range) {
                byline.units.append(unit)
                pieces[pieces.count - 1] = .author(byline)
            } else if case .author(var byline)? = pieces.last, title == nil, byline.unit == nil, !byline.names.isEmpty,
                let role = reader.roleInBrackets(range)
            {
                byline.unit = role
                byline.range = byline.range.lowerBound..<range.upperBound
                pieces[pieces.count - 1] = .author(byline)
            } else if let byline = reader.byline(range) {
                flush()
                pieces.append(.author(byline))
                unit = nil
            } else if case let names = text.names(range), !names.isEmpty,
                unit != nil || block.lines.count == 1
                    || next(line, block).map({ reader.roleInBrackets($0.range) != nil }) ?? false
            {
                flush()
                pieces.append(
                    .author(Byline(names: names, unit: unit, range: (unit ?? range).lowerBound..<range.upperBound)))
                unit = nil
            } else if reader.isUnitOrRole(range), title == nil || reader.isRole(range) || hasName(after: line, block) {
                flush()
                unit = range
            } else {
                title = (title ?? range).lowerBound..<range.upperBound
            }
        }
        if let unit, title == nil { title = unit }
        flush()
        return pieces
    }

    private func next(_ line: Line, _ block: Block) -> Line? {
        text.lines[block.lines].first { $0.number > line.number }
    }

    private func hasName(after line: Line, _ block: Block) -> Bool {
        guard let next = next(line, block) else { return false }
        return !text.names(next.range).isEmpty
    }
}
