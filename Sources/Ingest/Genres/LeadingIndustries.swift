import Text

/// Industries that a text names as those of a place: `主导产业为茶叶、生猪`, `形成了以甲、乙为主导的产业体系`, `甲、乙、丙三大支柱产业`.
extension Analysis {
    /// What sort of industries a list names, and the words between it and the list.
    private static let sorts: [Keys] = [
        "主导产业", "支柱产业", "特色产业", "优势产业", "首位产业", "富民产业", "重点产业", "主要产业", "传统产业", "新兴产业", "骨干产业", "产业体系", "产业格局",
        "立县产业", "当家产业", "一主", "两辅", "一辅", "三辅", "主业", "首位度产业", "特色农业", "主导行业", "支柱行业",
    ]
    private static let copulas: [Keys] = [
        "主要包括", "主要分布", "主要有", "主要为", "主要是", "分别为", "分别是", "依次为", "依次是", "包括", "涵盖", "以及", "确定为", "定位为", "有", "为",
        "是", ":", "即",
    ]
    private static let opening: [Keys] = [
        "初步形成了", "逐步形成了", "形成了", "初步形成", "逐步形成", "已形成", "形成", "构建起", "构建了", "构建", "建立了", "培育了", "培育形成", "培育", "确立了",
        "确立",
        "拥有", "打造", "发展", "做强", "做优", "做大", "壮大", "聚焦", "突出", "坚持",
    ]
    private static let leading: [Keys] = [
        "为主导", "为支柱", "为龙头", "为主体", "为核心", "为重点", "为引领", "为特色", "为首位", "为支撑", "为主", "为辅助", "为辅", "为补充", "为配套", "并举",
        "并重",
        "协同发展", "联动发展",
    ]
    /// What isn't the place's as a whole.
    private static let ofOthers: [Keys] = ["集群", "园区", "基地", "片区", "走廊", "组团", "产业园", "开发区", "城区"]
    private static let longest = 60

    /// Adds what each paragraph names as its place's industries.
    mutating func readLeadingIndustries() {
        for place in blocks.indices where [.paragraph, .item, .label].contains(blocks[place].kind) {
            let range = blocks[place].range
            guard
                text.contains(
                    any: ["产业", "行业", "农业", "工业", "经济"] + Analysis.leading.prefix(3) + Analysis.verbs, in: range)
            else { continue }
            var members: [(name: Range<Int>, at: Int)] = []
            for sentence in text.sentences(range) {
                var hasLead = false
                for clause in text.split(sentence, at: [0x2C, 0x3B, 0x3002])
                where !text.contains(any: Analysis.ofOthers, in: clause) {
                    let found =
                        industriesBehindSort(clause) ?? industriesBeforeLead(clause, hasLead)
                        ?? industriesBeforeSum(clause) ?? industriesBehindVerb(clause)
                    hasLead = found != nil
                    members += (found ?? []).map { ($0, $0.lowerBound) }
                }
            }
            for (name, start) in members {
                guard let owner = placeOfIndustry(before: start, block: place) else { continue }
                let lines = Findings.union([self.lines(owner.range)], [self.lines(name)])
                findings.link(
                    addDivision(owner.division, [self.lines(owner.range)]), "develops", namedIndustry(name), lines,
                    .leadingIndustry, confidence: 0.8)
            }
        }
    }

    // MARK: The list

    /// `主导产业为甲、乙、丙`, `支柱产业主要有甲和乙`
    private func industriesBehindSort(_ clause: Range<Int>) -> [Range<Int>]? {
        var start = clause.lowerBound
        while let sort = text.first(any: Analysis.sorts, in: start..<clause.upperBound) {
            start = sort.upperBound
            // “一主两辅”: how many of them.
            var behind = start
            while behind < clause.upperBound, [0x20, 0x22].contains(text.keys[behind]) { behind += 1 }
            // 主导产业  甲、乙: a label, and a gap.
            if behind > start, sort.lowerBound == clause.lowerBound, let found = members(behind..<clause.upperBound) {
                return found
            }
            if let copula = Analysis.copulas.first(where: { text.has($0, at: behind, before: clause.upperBound) }),
                let found = members(behind + copula.count..<clause.upperBound)
            {
                return found
            }
        }
        return nil
    }

    /// `以甲、乙为主导的产业体系`, and behind it `乙和丙为辅`.
    private func industriesBeforeLead(_ clause: Range<Int>, _ hasLead: Bool) -> [Range<Int>]? {
        if hasLead, let lead = text.first(any: ["为辅", "为补充", "为配套", "为支撑"], in: clause) {
            return members(clause.lowerBound..<lead.lowerBound)
        }
        if let counted = countedLead(clause), !text.contains("以", in: clause.lowerBound..<counted.lowerBound),
            let found = members(IndicatorReader(text: text).behindLabel(clause.lowerBound..<counted.lowerBound)),
            found.count > 1
        {
            return found
        }
        guard let lead = text.first(any: Analysis.leading, in: clause) ?? countedLead(clause),
            isOfIndustries(lead, clause),
            let with = text.last("以", in: clause.lowerBound..<lead.lowerBound),
            lead.lowerBound - with <= Analysis.longest
        else { return nil }
        // 以古城为核心，……文旅业: one thing alone is an industry only where the word says so.
        let isSure = text.contains(any: ["为主导", "为支柱", "为首位"], in: lead)
        guard var found = members(with + 1..<lead.lowerBound), found.count > 1 || isSure else { return nil }
        var rest = lead.upperBound
        while let next = text.first(any: Analysis.leading, in: rest..<clause.upperBound) {
            if let more = members(rest..<next.lowerBound) { found += more }
            rest = next.upperBound
        }
        return found
    }

    /// 为 of `以甲、乙为四大支柱产业`, `甲、乙为两大支柱产业`.
    private func countedLead(_ clause: Range<Int>) -> Range<Int>? {
        var place = clause.lowerBound
        while let sort = text.first(any: Analysis.sorts, in: place..<clause.upperBound) {
            place = sort.upperBound
            var start = sort.lowerBound
            if start - 2 > clause.lowerBound, [0x5927, 0x4E2A].contains(text.keys[start - 1]),
                hanDigit(text.keys[start - 2]) != nil
            {
                start -= 2
            }
            if start > clause.lowerBound, text.keys[start - 1] == 0x4E3A { return start - 1..<start }
        }
        return nil
    }

    /// Whether 产业 or the like stands shortly behind the lead, or before the list: `以古城为核心` says nothing of industries.
    private func isOfIndustries(_ lead: Range<Int>, _ clause: Range<Int>) -> Bool {
        let words: [Keys] = ["产业", "经济", "农业", "工业", "体系", "格局"]
        let behind = lead.upperBound..<min(clause.upperBound, lead.upperBound + 14)
        if text.contains(any: ["为主导", "为支柱", "为首位"], in: lead) || text.contains(any: words, in: behind) { return true }
        return text.contains(any: ["产业", "一主"], in: clause.lowerBound..<max(clause.lowerBound, lead.lowerBound - 8))
    }

    /// `形成甲、乙、丙三大主导产业`, `产业体系：甲、乙两大主导产业和丙、丁两大特色产业`: as many as each sum says.
    private func industriesBeforeSum(_ clause: Range<Int>) -> [Range<Int>]? {
        var found: [Range<Int>] = []
        var (start, place) = (clause.lowerBound, clause.lowerBound)
        while let sort = text.first(any: Analysis.sorts, in: place..<clause.upperBound) {
            place = sort.upperBound
            let list = listBeforeSum(sort, from: start)
            if let list { found += list }
            if list != nil || text.keys[min(place, clause.upperBound - 1)] == 0x3A { start = place }
        }
        return found.isEmpty ? nil : found
    }

    private func listBeforeSum(_ sort: Range<Int>, from begin: Int) -> [Range<Int>]? {
        var end = sort.lowerBound
        guard end - begin >= 5, [0x5927, 0x4E2A, 0x9879].contains(text.keys[end - 1]),
            let sum = hanDigit(text.keys[end - 2]) ?? (text.keys[end - 2] == 0x4E24 ? 2 : nil), sum > 1
        else { return nil }
        end -= 2
        if text.keys[end - 1] == 0x7B49 { end -= 1 }
        var start = begin
        while start < end, [0x3A, 0x548C, 0x3001, 0x22].contains(text.keys[start]) { start += 1 }
        for verb in Analysis.opening {
            if let found = text.last(verb, in: start..<end) { start = max(start, found + verb.count) }
        }
        guard let found = members(start..<end), found.count == sum else { return nil }
        return found
    }

    private static let verbs: [Keys] = ["重点发展", "主要发展", "主攻", "重点培育", "重点布局"]

    /// `某县重点发展甲、乙`: a county, a verb, and a list up to the end of the clause.
    private func industriesBehindVerb(_ clause: Range<Int>) -> [Range<Int>]? {
        guard let county = places.places(in: clause).first, county.division.level == .county,
            county.range.lowerBound - clause.lowerBound <= 1,
            let verb = Analysis.verbs.first(where: {
                text.has($0, at: county.range.upperBound, before: clause.upperBound)
            }),
            let found = members(county.range.upperBound + verb.count..<clause.upperBound), found.count >= 2
        else { return nil }
        return found
    }

    /// The parts of a list, if each can be an industry's name.
    private func members(_ range: Range<Int>) -> [Range<Int>]? {
        var range = text.trimmed(range)
        if let rest = text.first(any: ["等"], in: range), rest.lowerBound > range.lowerBound {
            range = range.lowerBound..<rest.lowerBound
        }
        if range.count > Analysis.longest { return nil }
        let parts = text.split(range, at: [0x3001, 0x548C, 0x4E0E, 0x53CA, 0x2B]).map { unquoted($0) }
        guard !parts.isEmpty, parts.allSatisfy({ canBeIndustry($0) }) else { return nil }
        return parts
    }

    private func unquoted(_ range: Range<Int>) -> Range<Int> {
        var range = text.trimmed(range)
        while let first = range.first, text.keys[first] == 0x22 { range = text.trimmed(first + 1..<range.upperBound) }
        while let last = range.last, text.keys[last] == 0x22 { range = text.trimmed(range.lowerBound..<last) }
        return range
    }

    private static let noMembers: [Keys] = [
        "企业", "项目", "基地", "园区", "平台", "示范", "产业链", "规模", "水平", "质量", "的", "市场", "科技", "创新", "人民", "龙头", "旗舰", "产值",
        "公司", "个", "家", "中心",
        "主导产业", "重点产业", "基础产业", "实体经济", "支柱产业", "特色产业", "新兴产业", "传统产业", "优势产业", "产业体系", "切入点", "抓手", "载体", "目标",
    ]

    /// How good industries are says not which.
    private static let qualities: Set<String> = [
        "基础", "重点", "特色", "优势", "主导", "支柱", "新兴", "未来", "传统", "现代", "战略性新兴", "富民", "骨干",
    ]

    private func canBeIndustry(_ part: Range<Int>) -> Bool {
        (1...10).contains(part.count)
            && part.allSatisfy { isHan(text.keys[$0]) || text.keys[$0] == 0x28 || text.keys[$0] == 0x29 }
            && !Analysis.qualities.contains(string(part)) && !text.contains(any: Analysis.noMembers, in: part)
            && places.places(in: part).isEmpty
    }

    // MARK: Whose

    /// The document's own county; in a larger place's document the county named last before, else the one that the headings above
    /// name, else the larger place itself.
    private func placeOfIndustry(before place: Int, block: Int) -> (division: Division, range: Range<Int>)? {
        if let own = home.county { return firstNaming(own) }
        func county(in range: Range<Int>) -> NamedPlace? {
            places.places(in: range).last { $0.division.level == .county }
        }
        let start = blocks[block].range.lowerBound
        if let near = county(in: start..<max(start, place)) { return (near.division, near.range) }
        if let section = outline.owner[block] {
            for part in ancestors(of: section).reversed() {
                if let named = county(in: outline.sections[part].titleRange) { return (named.division, named.range) }
            }
        }
        return home.city.flatMap(firstNaming)
    }

    private func firstNaming(_ division: Division) -> (division: Division, range: Range<Int>)? {
        places.places.first { $0.division == division }.map { (division, $0.range) }
    }

    /// The industry of the lexicon or of the document that a name is, else a new one: 茶叶 is 茶叶产业.
    private mutating func namedIndustry(_ name: Range<Int>) -> Int {
        if let known = industryNodes[nameKey(industryName(string(name)))] {
            findings.note(lines(name), of: known)
            return known
        }
        if let (number, range) = IndustryLexicon.shared.industries(in: text, name).first, range.count == name.count {
            return addIndustry(number, range)
        }
        return addIndustry(name, .leadingIndustry, named: industryName(string(name)), confidence: 0.8)
    }
}
