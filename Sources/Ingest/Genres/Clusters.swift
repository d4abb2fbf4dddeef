import Text

/// Clusters of industries, a heading each, and the industries below: a line each, or a list in the text.
extension Analysis {
    private static let industryEndings: [Keys] = ["产业", "业", "经济", "制造"]
    /// 千亿 and the like say how large, and not of what.
    static let tiers: [Keys] = [
        "千亿", "百亿", "十亿", "万亿", "特色", "优势", "支柱", "主导", "战略性新兴", "富民", "新兴", "未来", "千百十亿", "重点", "现代", "打造", "培育", "发展",
    ]
    private static let lists: [Keys] = [
        "重点发展", "包括", "涵盖", "主要发展", "聚焦", "发展壮大", "重点布局", "大力发展", "主攻", "主打", "围绕", "重点突破", "重点培育", "做强", "发展",
    ]

    private static let listTails: [Keys] = ["做文章", "等方向", "等领域", "等细分", "等环节", "精准发力", "延链", "补链"]

    mutating func readClusters() {
        readClusterRecords()
        for place in outline.sections.indices {
            let section = outline.sections[place]
            guard let name = clusterName(section.titleRange) else { continue }
            let cluster = addCluster(name, section.titleRange)
            for industry in industries(of: place) {
                add(
                    industry.range, named: industryName(string(industry.range)), to: cluster,
                    [lines(section.titleRange)],
                    confidence: industry.confidence)
            }
        }
    }

    /// 智造+产业集群 of `“智造+”产业集群`.
    private func clusterName(_ title: Range<Int>) -> String? {
        let body = text.unnumbered(title)
        guard let found = text.first("产业集群", in: body), found - body.lowerBound >= 2, found - body.lowerBound <= 16,
            body.upperBound - found <= 6
        else { return chainClusterName(body) }
        let head = string(body.lowerBound..<found).filter { !"“”\"「」‘’".contains($0) }
        let keys = Keys(head)
        // 6+3+X: how many of each sort.
        let signs = Array(head.unicodeScalars)
        if zip(signs, signs.dropFirst()).contains(where: { isDigit($0.value) && $1 == "+" }) { return nil }
        // 两大, 五大: how many.
        if head.count <= 3, head.hasSuffix("大") { return nil }
        if Analysis.tiers.contains(where: { $0 == keys }) || keys.count < 2 { return nil }
        var name = head
        if name.hasSuffix("大"), name.dropLast().last.map({ "一二两三四五六七八九十".contains($0) }) == true { return nil }
        for verb in ["做大做强", "培育壮大", "发展壮大", "加快发展", "打造", "培育", "壮大", "发展", "做强", "做优", "构建", "建设"]
        where name.hasPrefix(verb) && name.count > verb.count + 1 {
            name.removeFirst(verb.count)
        }
        // 三大优势: how many and how good; 电子信息首位: of what, and how good.
        for rank in ["首位", "主导", "支柱", "优势", "特色"] where name.hasSuffix(rank) && name.count > rank.count + 1 {
            name.removeLast(rank.count)
        }
        if name.count == 2, name.hasSuffix("大") || name.hasSuffix("个") { return nil }
        return Analysis.tiers.contains { $0 == Keys(name) } ? nil : name + "产业集群"
    }

    /// `肉牛全产业链集群`, `先进计算集群`: a heading that ends in 集群 and is a name without verb or number.
    private func chainClusterName(_ body: Range<Int>) -> String? {
        guard (5...16).contains(body.count), text.has("集群", at: body.upperBound - 2, before: body.upperBound),
            !body.contains(where: { [0x2C, 0x3001, 0x3A, 0x3B].contains(text.keys[$0]) }),
            !text.contains(any: ["企业集群", "城市集群", "景区集群", "项目集群"] + Analysis.tiers, in: body),
            !text.contains(any: ["构建", "建设", "壮大", "做强", "做大", "做优", "形成", "推进", "推动", "大集群", "加快"], in: body)
        else { return nil }
        return string(body).filter { !"“”\"「」‘’".contains($0) }
    }

    /// The industries under a cluster's heading: short lines for themselves, else a list behind 重点发展.
    private func industries(of section: Int) -> [(range: Range<Int>, confidence: Double)] {
        var found: [(Range<Int>, Double)] = []
        for place in outline.sections[section].blocks {
            let block = blocks[place]
            let body = text.trimmed(block.body)
            if block.kind == .label || (block.kind == .item && body.count <= 20), isIndustry(body) {
                found.append((body, 1))
            }
        }
        // Headings below the cluster's that are industries.
        for part in outline.sections where part.parent == section {
            let body = text.unnumbered(part.titleRange)
            if isIndustry(body) { found.append((body, 1)) }
        }
        if !found.isEmpty { return found }
        // 主攻方向 itself may be the head of a paragraph.
        let leads = outline.sections.filter { $0.parent == section && $0.isLead }.flatMap(\.blocks)
        for place in outline.sections[section].blocks + leads {
            let members = labelledIndustries(text.trimmed(blocks[place].body))
            if !members.isEmpty { return members.map { ($0, 0.9) } }
        }
        for place in outline.sections[section].blocks where blocks[place].kind == .paragraph {
            found += listedIndustries(blocks[place].range)
        }
        return found
    }

    private func isIndustry(_ body: Range<Int>) -> Bool {
        body.count >= 3 && body.count <= 20 && !body.contains { [0x2C, 0x3001, 0x3A].contains(text.keys[$0]) }
            && Analysis.industryEndings.contains {
                text.has($0, at: body.upperBound - $0.count, before: body.upperBound)
            }
    }

    private func listedIndustries(_ range: Range<Int>) -> [(Range<Int>, Double)] {
        guard let cue = text.first(any: Analysis.lists, in: range) else { return [] }
        var end = cue.upperBound
        while end < range.upperBound, text.keys[end] != 0x2C, text.keys[end] != 0x3B, !endsSentence(text.keys[end]) {
            end += 1
        }
        // 围绕连接器、线圈做文章
        if let tail = text.first(any: Analysis.listTails, in: cue.upperBound..<end) { end = tail.lowerBound }
        let parts = text.split(cue.upperBound..<end, at: [0x3001, 0x548C])
        let named = parts.filter { isIndustry($0) }
        if named.count >= 2 { return named.map { ($0, 0.8) } }
        // 重点发展烯烃、芳烃。 at the head of a sentence lists nothing else.
        let isAtHead = cue.lowerBound == range.lowerBound || endsSentence(text.keys[cue.lowerBound - 1])
        let members = parts.map { withoutRest($0) }
        let areNames = members.count >= 2 && members.allSatisfy { isMemberName($0) && $0.count <= 10 }
        return isAtHead && areNames ? members.map { ($0, 0.7) } : []
    }

    /// 细分产业链：聚氨酯、合成树脂: a label that speaks of industries, and a list.
    func labelledIndustries(_ body: Range<Int>) -> [Range<Int>] {
        guard let colon = body.prefix(12).first(where: { text.keys[$0] == 0x3A }),
            text.contains(
                any: ["产业链", "细分", "产业", "赛道", "行业", "方向", "发展重点", "重点领域", "主要产品", "重点产品", "品种", "品类"],
                in: body.lowerBound..<colon),
            !text.contains(any: ["园", "基地", "规模", "产值", "布局", "定位", "集群"], in: body.lowerBound..<colon)
        else { return [] }
        var end = colon + 1
        while end < body.upperBound, text.keys[end] != 0x2C, !endsSentence(text.keys[end]) { end += 1 }
        // Cells of a row stand between two blanks.
        let signs: [UInt32] = [0x3001, 0x548C, 0x3B, 0x7C, 0x2F, 0x20]
        let members = text.split(colon + 1..<end, at: signs).map { withoutRest($0) }
        return members.count >= 2 && members.allSatisfy { isMemberName($0) } ? members : []
    }

    /// Adds an industry, with the name that it goes by without 产业 as an alias.
    mutating func addIndustry(
        _ range: Range<Int>, _ rule: Rule, named given: String? = nil, confidence: Double = 1
    ) -> Int {
        let name = given ?? string(range)
        var aliases: [String] = []
        if name.hasSuffix("产业"), name.count > 4 { aliases.append(String(name.dropLast(2))) }
        let node = findings.add(
            Findings.Node(
                kind: "industry", name: name, identity: .name, aliases: aliases, lines: [lines(range)], rule: rule,
                confidence: confidence))
        industryNodes[nameKey(name)] = node
        return node
    }

    // MARK: Who leads

    /// 省文旅厅牵头负责文化和旅游业
    mutating func readLeadUnits() {
        for place in blocks.indices where blocks[place].kind == .paragraph {
            let range = blocks[place].range
            guard text.contains("牵头负责", in: range) else { continue }
            /// 甲局 of `甲局、乙局牵头负责……`: both lead.
            var before: [Range<Int>] = []
            for part in text.split(range, at: [0x2C, 0x3001, 0x3002, 0x3B]) {
                let start =
                    text.has("由", at: part.lowerBound, before: part.upperBound) ? part.lowerBound + 1 : part.lowerBound
                guard let cue = text.first("牵头负责", in: part), cue > part.lowerBound else {
                    let isListed = text.keys[min(part.upperBound, text.count - 1)] == 0x3001
                    let isUnit = isListed && UnitName.isUnit(string(start..<part.upperBound))
                    before = isUnit ? before + [start..<part.upperBound] : []
                    continue
                }
                let units = before + [start..<cue]
                before = []
                var field = cue + 4..<part.upperBound
                for tail in ["相关工作", "工作", "发展"] as [Keys]
                where field.count > tail.count
                    && text.has(tail, at: field.upperBound - tail.count, before: field.upperBound)
                {
                    field = field.lowerBound..<field.upperBound - tail.count
                }
                guard units.allSatisfy({ UnitName.isUnit(string($0)) }), isIndustry(field) else { continue }
                for unit in units {
                    let leader = addUnit(string(unit), lines(unit), .leading)
                    findings.link(leader, "leads", addIndustry(field, .leading), [lines(part)], .leading)
                }
            }
        }
    }
}
