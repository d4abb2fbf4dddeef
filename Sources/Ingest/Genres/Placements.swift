import Text

/// What sentences say that places become: `将甲市、乙市打造成国内一流旅游目的地`, `以丙市为一级集散中心`.
extension Analysis {
    private static let becoming: [Keys] = [
        "打造成为", "建设成为", "打造成", "打造为", "建设成", "建设为", "培育成", "建成", "打造", "建设", "培育", "创建", "形成", "共建", "共创", "构建",
    ]
    /// What a part of a layout ends in.
    private static let partEndings: [Keys] = [
        "区", "带", "目的地", "集散地", "打卡地", "高地", "基地", "圈", "极", "核心", "中心", "廊道", "走廊", "轴", "名城", "之都", "之城", "集群", "组团",
        "板块", "片区",
        "枢纽", "门户", "支点", "节点", "样板", "县城", "强市", "强县", "城市", "品牌区", "屏障", "粮仓", "花园",
    ]

    mutating func readPlacements() {
        for place in blocks.indices where blocks[place].kind == .paragraph || blocks[place].kind == .item {
            let section = outline.owner[place]
            for sentence in text.sentences(blocks[place].range) {
                let named = Array(places.places(in: sentence)).filter { $0.division != home.province }
                if named.isEmpty { continue }
                for part in text.split(sentence, at: [0x3B]) { readPlacement(part, named, section) }
            }
        }
    }

    /// The lists of places of a part, each with what follows it.
    private mutating func readPlacement(_ range: Range<Int>, _ named: [NamedPlace], _ section: Int?) {
        let inside = named.filter { range.contains($0.range.lowerBound) && $0.range.upperBound <= range.upperBound }
        var place = 0
        var before: [NamedPlace] = []
        while place < inside.count {
            var last = place
            while last + 1 < inside.count, isJoined(inside[last].range.upperBound..<inside[last + 1].range.lowerBound) {
                last += 1
            }
            let members = Array(inside[place...last])
            let end = members[members.count - 1].range.upperBound
            if let (zone, role) = part(behind: end, range), before.count + members.count > 1 {
                add(before + members, to: zone, role: role, section)
                before = []
            } else if last + 1 < inside.count,
                text.contains(any: ["为重点", "为龙头", "为核心", "联动", "辐射"], in: end..<inside[last + 1].range.lowerBound)
            {
                // 以甲、乙为重点，联动丙，打造……
                before += members
            }
            place = last + 1
        }
    }

    private func isJoined(_ gap: Range<Int>) -> Bool {
        gap.count <= 3
            && gap.allSatisfy { [0x3001, 0x548C, 0x53CA, 0x4E0E, 0x2D, 0x2C, 0x53BF, 0x5E02].contains(text.keys[$0]) }
    }

    private static let behindList: [Keys] = [
        "等地", "等县", "等市", "等沿", "等", "市", "县", "地区", "为重点", "为核心", "为龙头", "为中心", "为主体", "为依托", "为支撑", ",",
    ]

    /// What a list of places becomes, and as what: behind 为, or behind a verb that follows at once.
    private func part(behind end: Int, _ sentence: Range<Int>) -> (Range<Int>, String)? {
        if text.has("为", at: end, before: sentence.upperBound) {
            let name = phrase(behind: end + 1, sentence)
            if (5...12).contains(name.count), isPart(name), !text.contains(any: ["依托", "重点", "支撑"], in: name) {
                return (name, "成员")
            }
        }
        var place = end
        var role = "成员"
        var goesOn = true
        while goesOn, place < sentence.upperBound {
            goesOn = false
            for word in Analysis.behindList where text.has(word, at: place, before: sentence.upperBound) {
                if word.count == 3 { role = text.string(place + 1..<place + 3) }
                place += word.count
                goesOn = true
                break
            }
        }
        // A few words may stand between: 等沿汾地区打造…….
        let window = place..<min(sentence.upperBound, place + 10)
        guard let cue = text.first(any: Analysis.becoming, in: window),
            !(place..<cue.lowerBound).contains(where: { [0x2C, 0x3001, 0x7684].contains(text.keys[$0]) })
        else { return nil }
        let name = phrase(behind: cue.upperBound, sentence)
        guard (4...22).contains(name.count), isPart(name) else { return nil }
        return (name, role)
    }

    private func phrase(behind start: Int, _ sentence: Range<Int>) -> Range<Int> {
        var end = start
        while end < sentence.upperBound, ![0x2C, 0x3001, 0x3B, 0x28].contains(text.keys[end]),
            !endsSentence(text.keys[end])
        {
            end += 1
        }
        return text.trimmed(start..<end)
    }

    private func isPart(_ name: Range<Int>) -> Bool {
        Analysis.partEndings.contains { text.has($0, at: name.upperBound - $0.count, before: name.upperBound) }
            && !text.contains(any: ["一批", "等", "若干", "一个", "两个", "三个", "多个"], in: name)
            && !name.contains { isDigit(text.keys[$0]) }
    }

    private mutating func add(_ members: [NamedPlace], to name: Range<Int>, role: String, _ section: Int?) {
        var words = string(name).filter { !"“”\"".contains($0) }
        for head in ["特色鲜明、", "成", "为"] where words.hasPrefix(head) { words.removeFirst(head.count) }
        let lines = [self.lines(name)]
        var values: [(property: String, values: [Value])] = []
        if let section { values.append(("scheme", [.text(outline.sections[section].title)])) }
        let zone = findings.add(
            Findings.Node(
                kind: "zone", name: words, identity: .name, values: values, lines: lines, rule: .placement,
                confidence: 0.8))
        for member in members {
            let place = [self.lines(member.range)]
            let division = addDivision(member.division, place)
            findings.link(
                division, "in_zone", zone, Findings.union(place, lines), .placement, confidence: 0.8,
                values: [("role", [.text(role)])])
            addDeveloped(by: division, name)
        }
    }
}
