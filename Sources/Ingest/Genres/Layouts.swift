import Text

/// Parts of a layout and who belongs to them: `汾河乡村产业融合标杆区：以祁县、平遥为重点`.
extension Analysis {
    private static let zoneEndings: [(Keys, String)] = [
        ("核心区", "核心区"), ("示范区", "片区"), ("标杆区", "片区"), ("集聚区", "集聚区"), ("发展区", "片区"), ("功能区", "片区"), ("体验区", "区"),
        ("休闲区", "区"), ("片区", "片区"), ("板块", "板块"), ("组团", "组团"), ("中心", "中心"),
        ("节点", "节点"), ("经济带", "带"), ("发展带", "带"), ("文化带", "带"), ("生态带", "带"), ("产业带", "带"), ("廊道", "廊道"), ("走廊", "廊道"),
        ("发展轴", "轴"), ("发展极", "极"), ("增长极", "极"), ("都市圈", "圈"), ("发展核", "核"), ("县城", "类型"), ("屏障", "屏障"), ("带", "带"),
        ("圈", "圈"),
    ]
    private static let zoneVerbs: [Keys] = ["打造", "建设", "构建", "培育", "形成", "做强", "发展"]
    /// Behind the members: as what they are in it.
    private static let roles: [(Keys, String)] = [
        ("为重点", "重点"), ("为中心", "中心"), ("为核心", "核心"), ("为龙头", "龙头"), ("为主体", "主体"), ("为依托", "依托"), ("为支撑", "支撑"),
        ("联动", "联动"), ("等", "成员"),
    ]

    mutating func readLayouts() {
        // The first sentence below a heading may itself be read as the head of what follows it.
        var leads: [Int: Range<Int>] = [:]
        for section in outline.sections where section.isLead {
            if let parent = section.parent, leads[parent] == nil { leads[parent] = section.titleRange }
        }
        for (place, section) in outline.sections.enumerated() where !section.isLead {
            let own = body(of: section)
            readZone(section.titleRange, own.isEmpty ? leads[place] ?? own : own, section.parent)
        }
        for place in blocks.indices where blocks[place].kind == .paragraph {
            guard let section = outline.owner[place], let lead = Outline.lead(of: blocks[place], text) else { continue }
            let isOwn = outline.sections[section].isLead
            readZone(
                lead.title, text.sentences(lead.rest).first ?? lead.rest,
                isOwn ? outline.sections[section].parent : section)
        }
    }

    private mutating func readZone(_ title: Range<Int>, _ body: Range<Int>, _ parent: Int?) {
        guard let (name, type) = zoneName(title) else { return }
        let members = zoneMembers(body)
        // A part of a layout has members, or is called a part: 组团, 片区.
        let isSaid = ["组团", "片区", "板块"].contains(type) && name.count <= 12
        guard !members.isEmpty || isSaid else { return }
        let lines = [self.lines(title)]
        var values: [(property: String, values: [Value])] = [("type", [.text(type)])]
        if let parent { values.append(("scheme", [.text(scheme(parent))])) }
        let zone = findings.add(
            Findings.Node(
                kind: "zone", name: name, identity: .name, values: values, lines: lines, rule: .zone, confidence: 0.9))
        for (member, role) in distinct(members) {
            let division = addDivision(member.division, [self.lines(member.range)])
            findings.link(
                division, "in_zone", zone, Findings.union(lines, [self.lines(member.range)]), .zone, confidence: 0.9,
                values: [("role", [.text(role)])])
            addDeveloped(by: division, title)
        }
    }

    /// Each member once, with the role that says most.
    private func distinct(_ members: [(NamedPlace, String)]) -> [(NamedPlace, String)] {
        var found: [(NamedPlace, String)] = []
        for (member, role) in members {
            guard let known = found.firstIndex(where: { $0.0.division == member.division }) else {
                found.append((member, role))
                continue
            }
            if role != "成员" { found[known].1 = role }
        }
        return found
    }

    private func zoneName(_ title: Range<Int>) -> (String, String)? {
        var body = text.unnumbered(title)
        for verb in Analysis.zoneVerbs
        where text.has(verb, at: body.lowerBound, before: body.upperBound) && body.count > verb.count + 3 {
            body = body.lowerBound + verb.count..<body.upperBound
        }
        guard (4...20).contains(body.count), !body.contains(where: { [0x2C, 0x3001, 0x3A].contains(text.keys[$0]) })
        else { return nil }
        guard
            let ending = Analysis.zoneEndings.first(where: {
                text.has($0.0, at: body.upperBound - $0.0.count, before: body.upperBound)
            })
        else { return nil }
        return (string(body).filter { !"“”".contains($0) }, ending.1)
    }

    /// The first sentence below the heading.
    private func body(of section: Section) -> Range<Int> {
        guard let block = section.blocks.first(where: { blocks[$0].kind == .paragraph }) else { return 0..<0 }
        return text.sentences(blocks[block].range).first ?? blocks[block].range
    }

    /// Divisions that stand at the head of the sentence, and what they are in the zone.
    private func zoneMembers(_ range: Range<Int>) -> [(NamedPlace, String)] {
        var members: [(NamedPlace, String)] = []
        var last = range.lowerBound
        for place in places.places(in: range) where place.division != home.city && place.division != home.province {
            // 以寿阳为中心, 联动榆次、太谷: near the head, and near each other.
            guard place.range.lowerBound - last <= (members.isEmpty ? 8 : 12) else { break }
            // What it is stands in its own clause.
            var end = place.range.upperBound
            while end < range.upperBound, end - place.range.upperBound < 30, text.keys[end] != 0x2C { end += 1 }
            let behind = place.range.upperBound..<end
            let role = Analysis.roles.compactMap { role in text.first(role.0, in: behind).map { ($0, role.1) } }.min {
                $0.0 < $1.0
            }
            let before = max(range.lowerBound, place.range.lowerBound - 12)..<place.range.lowerBound
            members.append((place, text.contains("联动", in: before) ? "联动" : role?.1 ?? "成员"))
            last = place.range.upperBound
        }
        return members
    }

    /// 两中心、两片区、两节点 of the heading above; `“一核两带”` of its quotes.
    private func scheme(_ parent: Int) -> String {
        let title = outline.sections[parent].title
        guard let grand = outline.sections[parent].parent, title.count <= 4 else { return title }
        return outline.sections[grand].title
    }
}
