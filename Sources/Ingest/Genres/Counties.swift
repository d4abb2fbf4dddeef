import Text

/// What a plan says of each county: a heading that begins with the county's name and a colon, and the paragraph below.
extension Analysis {
    /// Endings of what a place is to become.
    private static let goalEndings: [Keys] = [
        "示范区", "示范县", "示范市", "示范城市", "先行区", "先行县", "先行城市", "样板区", "样板地", "样板", "目的地", "高地", "基地", "名县", "名城", "名区",
        "强县", "强区", "强市", "中心", "中心城市", "城市", "县城", "大县", "标杆县", "标杆区",
        "标杆", "典范", "引领区", "创新区", "试验区", "集聚区", "枢纽", "门户", "都市", "之城", "之都", "之乡", "新城", "强镇", "重镇", "百强县", "五十强",
        "发展极", "增长极", "后花园", "桥头堡", "核心区", "承载区", "胜地", "夏都", "重地",
    ]
    private static let goalVerbs: [Keys] = [
        "全力打造", "加快打造", "高标准打造", "着力打造", "努力打造", "奋力打造", "打造成为", "打造成", "打造", "建设成为", "建设成", "建设", "建成", "创建", "争当",
        "成为", "构建", "做优", "做强", "围绕", "创成",
    ]

    /// The counties that a block begins with before a colon: 平遥 of `平遥：打造……`, two of `甲县、乙县：……`.
    ///
    /// - Parameter orApart: a blank is enough, since the document sets the names of counties apart so.
    static func countyHead(
        _ block: Block, _ text: CleanText, _ places: PlaceIndex, orApart: Bool = false
    ) -> (counties: [NamedPlace], rest: Range<Int>)? {
        let body = text.trimmed(block.body)
        var counties: [NamedPlace] = []
        var next = body.lowerBound
        for place in places.places(in: body) {
            let isJoined = !counties.isEmpty && place.range.lowerBound == next + 1 && isJoint(text.keys[next])
            guard place.range.lowerBound == next || isJoined, place.division.level == .county else { break }
            counties.append(place)
            next = place.range.upperBound
        }
        if counties.isEmpty { return nil }
        let end = next
        // 榆社县（…）： isn't it; 榆社县: is.
        while next < body.upperBound, text.keys[next] == 0x20 { next += 1 }
        // `2.1 兴安县  红军长征文化旅游目的地`
        let isNumbered = block.kind == .heading && block.numbering != nil
        if next > end, isNumbered || orApart, next < body.upperBound { return (counties, next..<body.upperBound) }
        guard next < body.upperBound, text.keys[next] == 0x3A || text.keys[next] == 0x2D else { return nil }
        while next < body.upperBound, text.keys[next] == 0x3A || text.keys[next] == 0x2D || text.keys[next] == 0x20 {
            next += 1
        }
        return next < body.upperBound ? (counties, next..<body.upperBound) : nil
    }

    /// 、 or 和
    private static func isJoint(_ key: UInt32) -> Bool { key == 0x3001 || key == 0x548C }

    /// Whether at least three lines begin with a county and a wide blank: `某县  湘桂门户美食之都`.
    static func setsCountiesApart(_ blocks: [Block], _ text: CleanText, _ places: PlaceIndex) -> Bool {
        blocks.count { block in
            block.kind != .row && block.numbering == nil && countyHead(block, text, places) == nil
                && countyHead(block, text, places, orApart: true) != nil
        } >= 3
    }

    /// Labels that head the part of a county; they are headings whatever they look like.
    static func countyHeadings(
        _ blocks: [Block], _ text: CleanText, _ places: PlaceIndex, orApart: Bool
    ) -> Set<Int> {
        var found = Set<Int>()
        for place in blocks.indices where blocks[place].kind == .label {
            if countyHead(blocks[place], text, places, orApart: orApart) != nil { found.insert(place) }
        }
        return found.count >= 2 ? found : []
    }

    mutating func readCounties() {
        for place in outline.sections.indices {
            let section = outline.sections[place]
            if text.contains("定位", in: section.titleRange), section.titleRange.count <= 16,
                !text.contains(any: ["县", "区域", "分区", "各"], in: section.titleRange)
            {
                readOwnPosition(place)
            }
        }
        for place in blocks.indices {
            let block = blocks[place]
            guard
                block.kind == .heading || block.kind == .paragraph || block.kind == .item
                    || countyLabels.contains(place),
                let (counties, rest) = Analysis.countyHead(block, text, self.places, orApart: setsCountiesApart)
            else { continue }
            let parts = block.kind == .paragraph ? countyParts(rest) : []
            if parts.isEmpty {
                for county in counties { readCounty(place, county, rest) }
            } else {
                readCountyParts([(counties, rest.lowerBound..<parts[0].start)] + parts.map { ($0.counties, $0.rest) })
            }
        }
    }

    private mutating func readCounty(_ place: Int, _ county: NamedPlace, _ rest: Range<Int>) {
        let block = blocks[place]
        let isLead = block.kind == .paragraph || block.kind == .item
        var title = rest
        var body = block.range.upperBound..<block.range.upperBound
        if isLead {
            guard let end = rest.first(where: { endsSentence(text.keys[$0]) || text.keys[$0] == 0x2C }) else { return }
            title = rest.lowerBound..<end
            body = rest
        } else if place + 1 < blocks.count, blocks[place + 1].kind == .paragraph {
            body = blocks[place + 1].range
        }
        guard title.count <= 40 else { return }
        let goals = self.goals(body)
        if isLead, goals.isEmpty, !setsCountiesApart, !isListedGoal(place, rest) { return }
        let whole = block.range.lowerBound..<max(block.range.upperBound, body.upperBound)
        let division = addDivision(county.division, [lines(county.range)])
        var values: [(property: String, values: [Value])] = [("title", [.text(text.title(title))])]
        if !goals.isEmpty { values.append(("goals", goals.map { .text($0) })) }
        findings.link(document, "positions", division, [lines(whole)], .position, values: values)
        findings.link(document, "covers", division, [lines(county.range)], .position)
        addDeveloped(by: division, whole)
    }

    /// `某县：打造全国皱椒第一县。`: a short line of a list of counties that says nothing but what each is to become.
    private func isListedGoal(_ place: Int, _ rest: Range<Int>) -> Bool {
        guard rest.count <= 40, beginsAsGoal(text.trimmed(rest)) else { return false }
        return [place - 1, place + 1].contains {
            blocks.indices.contains($0) && Analysis.countyHead(blocks[$0], text, places) != nil
        }
    }

    func beginsAsGoal(_ words: Range<Int>) -> Bool {
        Analysis.goalVerbs.contains { text.has($0, at: words.lowerBound, before: words.upperBound) }
    }

    /// `03 发展定位`, and a line for each with a dash or a phrase at its head.
    private mutating func readOwnPosition(_ place: Int) {
        guard let home = home.county ?? home.city ?? home.province, findings.nodes[document].kind == "plan" else {
            return
        }
        let section = outline.sections[place]
        // A table says what each part of the place is to be.
        if section.blocks.contains(where: { blocks[$0].kind == .row }) { return }
        let parts = outline.sections.filter { $0.parent == place }.map(\.titleRange)
        let own = section.blocks.map { blocks[$0] }.filter { $0.body.count <= 60 && !text.trimmed($0.body).isEmpty }
            .map(\.body)
        let goals = (parts + own).map { text.title(behindDashes($0)) }.filter { $0.count >= 4 }
        guard !goals.isEmpty else { return }
        let lines = [lines(section.range)]
        findings.link(
            document, "positions", addDivision(home, lines), lines, .position,
            values: [("title", [.text(section.title)]), ("goals", goals.map { .text($0) })])
    }

    private func behindDashes(_ range: Range<Int>) -> Range<Int> {
        var range = text.trimmed(range)
        while let first = range.first, text.keys[first] == 0x2D { range = text.trimmed(first + 1..<range.upperBound) }
        while let last = range.last, [0x3002, 0x3B, 0x3A].contains(text.keys[last]) { range = range.lowerBound..<last }
        return range
    }

    /// What a paragraph says that a county is to become.
    private func goals(_ range: Range<Int>) -> [String] {
        var goals: [String] = []
        for part in text.split(range, at: [0x2C, 0x3002, 0x3B, 0x3001, 0x22, 0x548C]) {
            var item = part
            for verb in Analysis.goalVerbs {
                if let found = text.last(verb, in: item), found + verb.count < item.upperBound {
                    item = found + verb.count..<item.upperBound
                    break
                }
            }
            item = text.trimmed(item)
            guard (4...24).contains(item.count),
                Analysis.goalEndings.contains(where: {
                    text.has($0, at: item.upperBound - $0.count, before: item.upperBound)
                })
            else { continue }
            let goal = string(item)
            if !goals.contains(goal) { goals.append(goal) }
        }
        return goals
    }
}
