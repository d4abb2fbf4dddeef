import Text

/// Parts of a layout that sentences name: `“一核”，即中心城区核心区，包括甲区、乙区`, `沿河产业带覆盖甲、乙、丙`, and lists of them behind 即.
extension Analysis {
    private static let covering: [Keys] = [
        "主要包括", "具体包括", "范围包括", "包括", "包含", "涵盖", "覆盖", "辐射", "贯穿", "串联", "涉及", "由", "指", "主要是", "以", ":",
    ]
    private static let namedEndings: [(ending: Keys, type: String)] = [
        ("核心区", "核心区"), ("先行区", "片区"), ("集聚区", "集聚区"), ("发展区", "片区"), ("功能区", "片区"), ("协同区", "片区"), ("示范区", "片区"),
        ("片区", "片区"), ("组团", "组团"), ("板块", "板块"), ("产业带", "带"), ("经济带", "带"), ("发展带", "带"), ("旅游带", "带"), ("生态带", "带"),
        ("城镇带", "带"), ("廊道", "廊道"), ("走廊", "廊道"), ("发展轴", "轴"), ("发展极", "极"), ("增长极", "极"), ("都市圈", "圈"), ("经济圈", "圈"),
        ("旅游圈", "圈"), ("带", "带"),
    ]

    mutating func readNamedZones() {
        for place in blocks.indices where blocks[place].kind == .paragraph || blocks[place].kind == .item {
            var zones: [(name: Range<Int>, node: Int)] = []
            for sentence in text.sentences(blocks[place].range) {
                let parts = text.split(sentence, at: [0x3B])
                if parts.count > 1 {
                    for part in parts { readDeclared(part, &zones) }
                } else {
                    readDeclared(sentence, &zones)
                }
                for part in parts { readCovered(part, &zones) }
                // 一心：甲核心区。以甲区为主体……
                if zones.count == 1, let next = headedMembers(behind: sentence, blocks[place].range) {
                    for member in next { add(member, to: zones[0].node, zones[0].name, confidence: 0.8) }
                }
            }
        }
    }

    /// `“两带”，即甲产业带和乙产业带`: what stands behind a sum and ends as a part of a layout does.
    private mutating func readDeclared(_ sentence: Range<Int>, _ zones: inout [(name: Range<Int>, node: Int)]) {
        guard let (sum, start) = sum(in: sentence) else { return }
        var end = start
        while end < sentence.upperBound, text.keys[end] != 0x2C, !endsSentence(text.keys[end]), text.keys[end] != 0x3B {
            end += 1
        }
        if let (part, members) = zoneOfMembers(start..<end) {
            guard let type = zoneType(part) ?? declaredType(part) else { return }
            let zone = addZone(part, type, scheme: sum)
            zones.append((part, zone))
            for member in members { add(member, to: zone, part, confidence: 0.8) }
            return
        }
        for named in text.split(start..<end, at: [0x3001, 0x548C, 0x53CA]) {
            let part = behindVerbs(named)
            guard (4...22).contains(part.count), let type = zoneType(part) ?? declaredType(part) else { continue }
            let zone = addZone(part, type, scheme: sum)
            zones.append((part, zone))
            // 民勤沙漠生态体验区 is in 民勤.
            if let own = places.places(in: part).first, own.range.lowerBound == part.lowerBound,
                own.division.level == .county, home.city.map({ own.division.lies(in: $0) }) ?? true
            {
                add(own, to: zone, part, confidence: 0.7)
            }
        }
    }

    /// 消费核心区 and its places of `以甲区、乙区为消费核心区`.
    private func zoneOfMembers(_ range: Range<Int>) -> (zone: Range<Int>, members: ArraySlice<NamedPlace>)? {
        guard text.has("以", at: range.lowerBound, before: range.upperBound), let cue = text.last("为", in: range),
            case let members = places.places(in: range.lowerBound..<cue), !members.isEmpty
        else { return nil }
        let zone = behindVerbs(text.trimmed(cue + 1..<range.upperBound))
        return (4...22).contains(zone.count) ? (zone, members) : nil
    }

    /// The places at the head of the sentence behind: 以甲区、乙区为主体.
    private func headedMembers(behind sentence: Range<Int>, _ block: Range<Int>) -> [NamedPlace]? {
        let start = sentence.upperBound
        guard start < block.upperBound, text.has("以", at: start, before: block.upperBound) else { return nil }
        var members: [NamedPlace] = []
        var last = start + 1
        for place in places.places(in: start..<min(block.upperBound, start + 40))
        where place.division != home.city && place.division != home.province {
            guard place.range.lowerBound - last <= 1 else { break }
            members.append(place)
            last = place.range.upperBound
        }
        let isHeld = ["为主体", "为核心", "为重点", "为中心", "为龙头", "为依托"].contains {
            text.has($0, at: last, before: block.upperBound)
        }
        return isHeld && !members.isEmpty ? members : nil
    }

    /// 一核 or “两带” with what joins it to its parts, `，即` or a colon, and where those begin.
    private func sum(in sentence: Range<Int>) -> (sum: Range<Int>, start: Int)? {
        let body = text.unnumbered(sentence)
        var start = body.lowerBound
        if let cue = text.first(any: ["即", "分别是", "分别为"], in: body),
            let close = text.last("\"", in: body.lowerBound..<cue.lowerBound), cue.lowerBound - close <= 3,
            let open = text.last("\"", in: body.lowerBound..<close), open + 1 < close, close - open <= 7,
            hanDigit(text.keys[open + 1]) != nil
        {
            return (open + 1..<close, cue.upperBound)
        }
        if start < body.upperBound, text.keys[start] == 0x22 { start += 1 }
        guard start < body.upperBound, hanDigit(text.keys[start]) != nil else { return nil }
        var end = start + 1
        while end < body.upperBound, end - start <= 3, isHan(text.keys[end]) { end += 1 }
        // 一心即甲核心区
        let isJoined = end - start > 3 && [0x5373, 0x4E3A, 0x6307].contains(text.keys[start + 2])
        if isJoined { return (start..<start + 2, start + 3) }
        let sum = start..<end
        while end < body.upperBound, text.keys[end] == 0x22 { end += 1 }
        guard sum.count >= 2, end < body.upperBound, text.keys[end] == 0x3A else { return nil }
        end += 1
        if text.has("即", at: end, before: body.upperBound) { end += 1 }
        return (sum, end)
    }

    /// In a layout that is summed up, any 区, 带 or 核 is a part.
    private func declaredType(_ name: Range<Int>) -> String? {
        guard let last = name.last, !name.contains(where: { isDigit(text.keys[$0]) }),
            !["园区", "开发区", "景区", "小区", "校区", "社区", "保税区"].contains(where: {
                text.has($0, at: name.upperBound - $0.count, before: name.upperBound)
            })
        else { return nil }
        return ["区", "带", "核", "廊", "轴", "极", "圈", "心", "翼", "点"].first {
            text.has(Keys($0), at: last, before: name.upperBound)
        }
    }

    /// `沿河产业带覆盖甲、乙，沿江带贯穿丙、丁`: parts of a layout, each with a word for what it holds and a list of places at once.
    private mutating func readCovered(_ part: Range<Int>, _ zones: inout [(name: Range<Int>, node: Int)]) {
        let named = Array(places.places(in: part)).filter { $0.division != home.province && $0.division != home.city }
        var place = 0
        while place < named.count {
            var last = place
            while last + 1 < named.count,
                named[last + 1].range.lowerBound - named[last].range.upperBound <= 1
            { last += 1 }
            readCovered(Array(named[place...last]), from: part.lowerBound, &zones)
            place = last + 1
        }
    }

    private mutating func readCovered(
        _ members: [NamedPlace], from start: Int, _ zones: inout [(name: Range<Int>, node: Int)]
    ) {
        let before = start..<members[0].range.lowerBound
        guard
            let cue = Analysis.covering.first(where: {
                text.has($0, at: before.upperBound - $0.count, before: before.upperBound)
            })
        else { return }
        var end = before.upperBound - cue.count
        while end > before.lowerBound,
            text.keys[end - 1] == 0x2C || text.keys[end - 1] == 0x22 || endsSentence(text.keys[end - 1])
        {
            end -= 1
        }
        var first = end
        while first > before.lowerBound, !isZoneEdge(text.keys[first - 1]) { first -= 1 }
        let name = behindVerbs(text.trimmed(first..<end))
        guard (3...22).contains(name.count) else { return }
        let known = zones.first { isShort(name, of: $0.name) }?.node
        guard let zone = known ?? zoneType(name).map({ addZone(name, $0, scheme: nil) }) else { return }
        // 由甲带动 is no list, and one place alone may be where it lies.
        guard members.count > 1 || cue != "由" && cue != "以" && cue != "指" else { return }
        zones.append((name, zone))
        for member in members { add(member, to: zone, name, confidence: 0.8) }
    }

    private mutating func add(_ member: NamedPlace, to zone: Int, _ name: Range<Int>, confidence: Double) {
        let lines = [self.lines(member.range)]
        findings.link(
            addDivision(member.division, lines), "in_zone", zone, Findings.union([self.lines(name)], lines), .placement,
            confidence: confidence, values: [("role", [.text("成员")])])
    }

    /// 甲产业带 of 建设甲产业带.
    private func behindVerbs(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        for head in ["其中", "即", "打造", "建设", "构建", "形成", "培育", "做强"] as [Keys]
        where text.has(head, at: start, before: range.upperBound) { start += head.count }
        return start..<range.upperBound
    }

    private func isZoneEdge(_ key: UInt32) -> Bool {
        [0x2C, 0x3A, 0x3B, 0x3001, 0x22].contains(key) || endsSentence(key)
    }

    private func zoneType(_ name: Range<Int>) -> String? {
        guard !text.contains(any: ["一批", "若干", "多个", "各"], in: name), !name.contains(where: { isDigit(text.keys[$0]) })
        else { return nil }
        return Analysis.namedEndings.first {
            name.count > $0.ending.count
                && text.has($0.ending, at: name.upperBound - $0.ending.count, before: name.upperBound)
        }?.type
    }

    /// 沿河带 of 沿河绿色产业带: it begins and ends as the long name does, and leaves something out.
    private func isShort(_ name: Range<Int>, of long: Range<Int>) -> Bool {
        if string(name) == string(long) { return true }
        guard name.count < long.count, name.count >= 3,
            text.keys[name.upperBound - 1] == text.keys[long.upperBound - 1],
            text.keys[name.lowerBound] == text.keys[long.lowerBound]
        else { return false }
        var place = long.lowerBound
        for own in name {
            while place < long.upperBound, text.keys[place] != text.keys[own] { place += 1 }
            if place == long.upperBound { return false }
            place += 1
        }
        return true
    }

    private mutating func addZone(_ name: Range<Int>, _ type: String, scheme: Range<Int>?) -> Int {
        var values: [(property: String, values: [Value])] = [("type", [.text(type)])]
        if let scheme { values.append(("scheme", [.text(string(scheme))])) }
        return findings.add(
            Findings.Node(
                kind: "zone", name: string(name), identity: .name, values: values, lines: [lines(name)],
                rule: .placement,
                confidence: 0.8))
    }
}
