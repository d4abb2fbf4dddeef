import Text

/// Clusters that sentences name: `形成甲、乙、丙三大产业集群`, `甲产业集群：重点发展子、丑、寅`.
extension Analysis {
    private static let forming: [Keys] = [
        "形成", "打造", "培育", "构建", "建设", "壮大", "聚焦", "发展", "做强", "做优", "做大",
    ]
    private static let listing: [Keys] = [
        "重点发展", "主要发展", "大力发展", "主要包括", "包括", "涵盖", "重点布局", "包含", "主攻", "主打", "重点培育", "重点突破", "含",
    ]

    mutating func readClusterSentences() {
        for place in blocks.indices where blocks[place].kind == .paragraph || blocks[place].kind == .item {
            if readClusterParagraph(blocks[place]) { continue }
            let sentences = text.sentences(blocks[place].range)
            // 某产业集群。重点发展……: the name is a sentence of its own.
            for (sentence, next) in zip(sentences, sentences.dropFirst())
            where sentence.count <= 20
                && Analysis.listing.contains(where: {
                    text.has($0, at: text.trimmed(next).lowerBound, before: next.upperBound)
                })
            {
                readClusterList(sentence.lowerBound..<next.upperBound)
            }
            for sentence in sentences {
                for clause in text.split(sentence, at: [0x2C, 0x3B, 0x3002]) { readClusterSum(clause) }
                for part in text.split(sentence, at: [0x3B]) { readClusterList(part) }
            }
        }
    }

    /// As many names as the sum says stand before it.
    private mutating func readClusterSum(_ clause: Range<Int>) {
        guard let found = text.first("大产业集群", in: clause), found > clause.lowerBound,
            let sum = hanDigit(text.keys[found - 1]), sum > 1
        else { return }
        var start = clause.lowerBound
        for verb in Analysis.forming {
            if let place = text.last(verb, in: start..<found - 1) { start = max(start, place + verb.count) }
        }
        let names = text.split(start..<found - 1, at: [0x3001, 0x548C])
        guard names.count == sum, names.allSatisfy({ (2...12).contains($0.count) }) else { return }
        for name in names { _ = addCluster(string(name) + "产业集群", name, confidence: 0.9) }
    }

    /// A cluster's name at the head of a clause, and a list behind a colon or a verb.
    private mutating func readClusterList(_ part: Range<Int>) {
        guard let end = text.first("集群", in: part).map({ $0 + 2 }), end - part.lowerBound <= 20, end < part.upperBound,
            let cue = clusterListCue(end, part)
        else { return }
        let head = text.trimmed((text.numbering(part)?.range.upperBound ?? part.lowerBound)..<end - 2)
        let bare = bareName(ofCluster: head)
        guard (2...12).contains(bare.count), !bare.contains(where: { "，：、。".contains($0) }) else { return }
        var last = cue.upperBound
        while last < part.upperBound, text.keys[last] != 0x2C, !endsSentence(text.keys[last]) { last += 1 }
        if let tail = text.first(any: ["为重点", "为主", "为核心", "为支撑", "为方向"], in: cue.upperBound..<last) {
            last = tail.lowerBound
        }
        let members = text.split(cue.upperBound..<last, at: [0x3001, 0x548C]).map { withoutRest($0) }
        guard members.count >= 2, members.allSatisfy({ isMemberName($0) }) else { return }
        addCluster(bare, head, of: members)
    }

    /// 白酒 of 白酒产业, without quotes.
    func bareName(ofCluster head: Range<Int>) -> String {
        let name = string(head).filter { !"“”".contains($0) }
        return name.hasSuffix("产业") ? String(name.dropLast(2)) : name
    }

    /// Adds a cluster that a head names, with the industries of a list.
    mutating func addCluster(_ bare: String, _ head: Range<Int>, of members: [Range<Int>]) {
        let cluster = addCluster(bare + "产业集群", head, confidence: 0.9)
        for member in members {
            add(member, named: industryName(string(member)), to: cluster, [lines(head)], confidence: 0.8)
        }
    }

    /// What opens the list: 重点发展, or 以 of `以甲、乙为重点`.
    private func clusterListCue(_ end: Int, _ part: Range<Int>) -> Range<Int>? {
        if let cue = text.first(any: Analysis.listing, in: end..<min(part.upperBound, end + 8)),
            cue.lowerBound - end <= 2
        {
            return cue
        }
        guard let cue = text.first(any: ["以"], in: end..<min(part.upperBound, end + 3)),
            text.contains(any: ["为重点", "为主", "为核心", "为支撑", "为方向"], in: cue.upperBound..<part.upperBound)
        else { return nil }
        return cue
    }

    /// 研学旅行 of 研学旅行等产业, 钨 of 钨等细分产业
    func withoutRest(_ member: Range<Int>) -> Range<Int> {
        guard let rest = text.last("等", in: member), rest > member.lowerBound else { return member }
        return member.lowerBound..<rest
    }

    /// 茶 and 钨 name an industry too.
    func isMemberName(_ member: Range<Int>) -> Bool {
        (2...12).contains(member.count) || member.count == 1 && isHan(text.keys[member.lowerBound])
    }

    /// 硒茶产业 of 硒茶, 打印设备产业 of 打印设备产业链; 民宿业 is one already.
    func industryName(_ name: String) -> String {
        if name.hasSuffix("产业链") { return String(name.dropLast()) }
        return ["产业", "业", "经济", "制造"].contains(where: name.hasSuffix) ? name : name + "产业"
    }

    mutating func addCluster(_ name: String, _ range: Range<Int>, confidence: Double = 1) -> Int {
        let lines = [self.lines(range)]
        // 甲集群 of a heading and 甲产业集群 of its text are one.
        let twin = name.hasSuffix("产业集群") ? String(name.dropLast(4)) + "集群" : name
        if twin != name,
            let known = findings.nodes.firstIndex(where: { $0.kind == "cluster" && nameKey($0.name) == nameKey(twin) })
        {
            return known
        }
        let cluster = findings.add(
            Findings.Node(
                kind: "cluster", name: name, identity: .name, lines: lines, rule: .cluster, confidence: confidence))
        findings.link(document, "promotes", cluster, lines, .cluster, confidence: confidence)
        return cluster
    }

    /// Adds an industry of a cluster.
    mutating func add(
        _ range: Range<Int>, named name: String, to cluster: Int, _ head: [ClosedRange<Int>], confidence: Double = 1
    ) {
        let lines = [self.lines(range)]
        let industry = addIndustry(range, .industry, named: name, confidence: confidence)
        findings.link(industry, "part_of", cluster, Findings.union(head, lines), .industry, confidence: confidence)
        findings.link(document, "promotes", industry, lines, .industry, confidence: confidence)
    }
}
