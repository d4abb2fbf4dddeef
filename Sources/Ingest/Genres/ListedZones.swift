import Text

/// Parts of a layout that a list names together: `大同—朔州、长治—晋城两个康养产业片区`, `以甲、乙为主体的红色旅游带`, and headings that are
/// the name of one: `旅游休闲产业集聚区。`
extension Analysis {
    /// What parts of a layout may be called where a number says how many they are.
    private static let sharedEndings: [Keys] = [
        "片区", "组团", "板块", "走廊", "廊道", "屏障", "集聚区", "功能区", "发展带", "产业带", "经济带", "旅游带", "城镇带", "发展轴", "示范带", "增长极",
        "发展极", "先行区", "核心区",
    ]
    private static let headEndings: [Keys] = ["集聚区", "片区", "组团", "板块", "产业带", "经济带", "发展带", "旅游带", "廊道", "走廊", "屏障"]
    private static let leading: [Keys] = ["为主体的", "为核心的", "为重点的", "为中心的", "为龙头的", "为支撑的", "为轴线的", "为节点的"]
    private static let before: [Keys] = [
        "打造", "建设", "构建", "形成", "培育", "筑牢", "划分为", "分为", "布局", "强化", "以", "优化", "做强", "发展", "推进", "规划",
    ]

    mutating func readListedZones() {
        for place in blocks.indices where blocks[place].kind == .paragraph || blocks[place].kind == .item {
            for sentence in text.sentences(blocks[place].range) {
                for clause in text.split(sentence, at: [0x2C, 0x3B, 0x3002]) {
                    readShared(clause)
                    readLed(clause)
                }
            }
        }
        for section in outline.sections { readHeadingZone(section.titleRange) }
    }

    /// `甲—乙、丙—丁两个康养产业片区`: as many as the number says, each with the words behind it.
    private mutating func readShared(_ clause: Range<Int>) {
        guard let ending = text.first(any: Analysis.sharedEndings, in: clause),
            let (sum, count) = sum(before: ending, clause), count > 1
        else { return }
        var end = sum.lowerBound
        if end > clause.lowerBound, text.keys[end - 1] == 0x7B49 { end -= 1 }
        // 以甲、乙为主体的六条……
        if let led = Analysis.leading.first(where: { text.has($0, at: end - $0.count, before: end) }) {
            end -= led.count
        }
        var start = clause.lowerBound
        for verb in Analysis.before {
            if let found = text.last(verb, in: start..<end) { start = max(start, found + verb.count) }
        }
        let items = text.split(start..<end, at: [0x3001, 0x548C, 0x4E0E, 0x53CA]).filter { !$0.isEmpty }
        guard items.count == count, items.allSatisfy({ canBePart($0) }) else { return }
        let kind = sum.upperBound..<ending.upperBound
        for item in items {
            let name = string(item) + string(kind)
            guard name.count <= 20 else { continue }
            // 汾河生态廊道 for 汾河水系生态廊道
            let short = kind.count > 4 ? string(item) + string(kind.upperBound - 4..<kind.upperBound) : nil
            let zone = addZone(named: name, item, text.string(ending), alias: short)
            for member in places.places(in: item) where member.division.level != .province {
                add(member, to: zone, item)
            }
        }
    }

    /// The number that stands before what parts are called, 两个 of `两个康养产业片区`, with few words between.
    private func sum(before ending: Range<Int>, _ clause: Range<Int>) -> (range: Range<Int>, count: Int)? {
        for place in stride(
            from: ending.lowerBound - 1, through: max(clause.lowerBound + 1, ending.lowerBound - 9), by: -1)
        {
            guard [0x5927, 0x4E2A, 0x6761].contains(text.keys[place]) else { continue }
            let digit = text.keys[place - 1]
            if isDigit(digit), !isDigit(text.keys[max(0, place - 2)]) {
                return (place - 1..<place + 1, Int(digit - 0x30))
            }
            if let value = hanDigit(digit), value < 10 { return (place - 1..<place + 1, Int(value)) }
            if digit == 0x4E24 { return (place - 1..<place + 1, 2) }
            return nil
        }
        return nil
    }

    private func canBePart(_ item: Range<Int>) -> Bool {
        (2...10).contains(item.count) && item.allSatisfy { isHan(text.keys[$0]) || text.keys[$0] == 0x2D }
            && !text.contains(any: ["一批", "若干", "多个", "等", "的", "企业", "项目"], in: item)
    }

    /// `以甲—乙—丙为主体的红色文化旅游带`: places, and what they make up.
    private mutating func readLed(_ clause: Range<Int>) {
        guard let lead = text.first(any: Analysis.leading, in: clause) else { return }
        let members = Array(places.places(in: clause.lowerBound..<lead.lowerBound)).filter {
            $0.division.level != .province
        }
        guard let last = members.last, last.range.upperBound == lead.lowerBound, members.count > 1 else { return }
        // 以甲、乙为主体的东山旅游带加快成形
        let endings = Analysis.headEndings + Analysis.sharedEndings + ["目的地", "都市圈", "经济圈"]
        let rest = lead.upperBound..<min(clause.upperBound, lead.upperBound + 20)
        let tail = rest.last.map { text.has("带", at: $0, before: rest.upperBound) } == true ? rest.upperBound : nil
        guard let end = text.first(any: endings, in: rest)?.upperBound ?? tail,
            case let name = lead.upperBound..<end, name.count >= 4,
            !name.contains(where: { isDigit(text.keys[$0]) || text.keys[$0] == 0x3001 }),
            !text.contains(any: ["一批", "若干", "多个"], in: name)
        else { return }
        let zone = addZone(named: string(name), name, nil)
        for member in members { add(member, to: zone, name) }
    }

    /// A heading that is the name of a part and nothing else.
    private mutating func readHeadingZone(_ title: Range<Int>) {
        var name = text.trimmed(text.unnumbered(title))
        while let last = name.last, endsSentence(text.keys[last]) { name = name.lowerBound..<last }
        guard (5...14).contains(name.count), name.allSatisfy({ isHan(text.keys[$0]) }),
            endsAsPart(name, Analysis.headEndings),
            !text.contains(
                any: Analysis.before.filter { $0.count > 1 } + [
                    "加快", "推动", "加强", "大", "个", "园", "做优", "提升", "完善", "集聚两",
                ], in: name)
        else { return }
        _ = addZone(named: string(name), name, nil)
    }

    private func endsAsPart(_ name: Range<Int>, _ endings: [Keys]) -> Bool {
        endings.contains { text.has($0, at: name.upperBound - $0.count, before: name.upperBound) }
    }

    private mutating func addZone(
        named name: String, _ range: Range<Int>, _ type: String?, alias: String? = nil
    ) -> Int {
        findings.add(
            Findings.Node(
                kind: "zone", name: name.filter { !"“”\"".contains($0) }, identity: .name,
                aliases: alias.map { [$0] } ?? [],
                values: type.map { [("type", [.text($0)])] } ?? [], lines: [lines(range)], rule: .placement,
                confidence: 0.8))
    }

    private mutating func add(_ member: NamedPlace, to zone: Int, _ name: Range<Int>) {
        let lines = [self.lines(member.range)]
        findings.link(
            addDivision(member.division, lines), "in_zone", zone, Findings.union([self.lines(name)], lines), .placement,
            confidence: 0.8, values: [("role", [.text("成员")])])
    }
}
