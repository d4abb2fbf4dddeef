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
                readDeclared(sentence, &zones)
                for part in text.split(sentence, at: [0x3B]) { readCovered(part, &zones) }
            }
        }
    }

    /// `“两带”，即甲产业带和乙产业带`: what stands behind 即 or 分别是 and ends as a part of a layout does.
    private mutating func readDeclared(_ sentence: Range<Int>, _ zones: inout [(name: Range<Int>, node: Int)]) {
        guard let cue = text.first(any: ["即", "分别是", "分别为"], in: sentence) else { return }
        // Only behind a quoted sum: “一核”, “两带”.
        let head = sentence.lowerBound..<cue.lowerBound
        guard let close = text.last("\"", in: head), let open = text.last("\"", in: head.lowerBound..<close),
            close - open <= 7, cue.lowerBound - close <= 3, open + 1 < close, hanDigit(text.keys[open + 1]) != nil
        else { return }
        var end = cue.upperBound
        while end < sentence.upperBound, text.keys[end] != 0x2C, !endsSentence(text.keys[end]), text.keys[end] != 0x3B {
            end += 1
        }
        for part in text.split(cue.upperBound..<end, at: [0x3001, 0x548C, 0x53CA]) {
            if let type = zoneType(part), (4...22).contains(part.count) {
                zones.append((part, addZone(part, type, scheme: open + 1..<close)))
            }
        }
    }

    /// `沿河产业带覆盖甲、乙`: a part of a layout, a word for what it holds, and a list of places at once.
    private mutating func readCovered(_ part: Range<Int>, _ zones: inout [(name: Range<Int>, node: Int)]) {
        let named = Array(places.places(in: part)).filter { $0.division != home.province && $0.division != home.city }
        guard let first = named.first else { return }
        let before = part.lowerBound..<first.range.lowerBound
        guard
            let cue = Analysis.covering.first(where: {
                text.has($0, at: before.upperBound - $0.count, before: before.upperBound)
            })
        else { return }
        var end = before.upperBound - cue.count
        while end > part.lowerBound, text.keys[end - 1] == 0x2C || text.keys[end - 1] == 0x22 { end -= 1 }
        var start = end
        while start > part.lowerBound, !isZoneEdge(text.keys[start - 1]) { start -= 1 }
        for head in ["其中", "即", "打造", "建设", "构建", "形成", "培育"] as [Keys]
        where text.has(head, at: start, before: end) { start += head.count }
        let name = text.trimmed(start..<end)
        guard (3...22).contains(name.count), let type = zoneType(name) else { return }
        var members: [NamedPlace] = []
        var last = first.range.lowerBound
        for place in named {
            guard place.range.lowerBound - last <= 2 else { break }
            members.append(place)
            last = place.range.upperBound
        }
        // 由甲带动 is no list, and one place alone may be where it lies.
        guard members.count > 1 || cue != "由" && cue != "以" && cue != "指" else { return }
        let zone = zones.first { isShort(name, of: $0.name) }?.node ?? addZone(name, type, scheme: nil)
        zones.append((name, zone))
        for member in members {
            let lines = [self.lines(member.range)]
            findings.link(
                addDivision(member.division, lines), "in_zone", zone, Findings.union([self.lines(name)], lines),
                .placement,
                confidence: 0.8, values: [("role", [.text("成员")])])
        }
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
