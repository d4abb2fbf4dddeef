import Text

extension Analysis {
    /// Links a node to the topics that its words name.
    ///
    /// - Parameter orPhrase: where no topic is named, what the phrase is about becomes one: a title's words are what people
    ///   look for.
    mutating func addTopics(
        of node: Int, _ range: Range<Int>, orPhrase: Bool = false, confidence: Double = 1, isBroad: Bool = false
    ) {
        let found = TopicLexicon.shared.topics(in: text, range, isBroad: isBroad)
        for (topic, place) in found {
            link(node, toTopic: topic, [lines(place)], .topicWord, confidence)
        }
        let isNamed = isBroad ? TopicLexicon.shared.names(in: text, range) : !found.isEmpty
        if !isNamed, orPhrase, let phrase = titlePhrase(range) {
            link(node, toTopic: string(phrase), [lines(phrase)], .topicWord, 0.7)
        }
    }

    /// The topic of a title that the text below it speaks of most.
    func mainTopic(title: Range<Int>, _ body: Range<Int>) -> (topic: String, place: Range<Int>)? {
        let named = TopicLexicon.shared.topics(in: text, title, isBroad: true)
        let counts = Dictionary(
            uniqueKeysWithValues: TopicLexicon.shared.recurring(in: text, body).map { ($0.topic, $0.places.count) })
        return named.max { (counts[$0.topic] ?? 0) < (counts[$1.topic] ?? 0) }
    }

    /// Links a speech to the topics that its body names again and again.
    mutating func addRecurringTopics(of node: Int, _ body: Range<Int>) {
        for (topic, places) in TopicLexicon.shared.recurring(in: text, body) {
            link(node, toTopic: topic, Findings.union(places.map { [lines($0)] }.reduce([], +), []), .topicWord, 0.6)
        }
    }

    mutating func link(
        _ node: Int, toTopic name: String, _ lines: [ClosedRange<Int>], _ rule: Rule, _ confidence: Double
    ) {
        let topic = findings.add(
            Findings.Node(
                kind: "topic", name: name, identity: .name, lines: lines, rule: rule, confidence: confidence))
        findings.link(node, "topic", topic, lines, rule, confidence: confidence)
    }

    private static let titleHeads: [Keys] = [
        "关于", "进一步", "加快", "加强", "推进", "推动", "促进", "完善", "健全", "建立", "打造", "提升", "强化", "深化", "优化", "做好", "做优", "做强",
        "做大", "发展", "大力", "全面", "积极",
        "持续", "着力", "努力", "切实", "扎实", "实施", "建设", "构建", "培育", "壮大", "规范", "改善", "解决", "破解", "支持", "鼓励", "引导", "激发",
        "释放", "盘活", "擦亮", "筑牢", "开展", "深入", "统筹", "合力", "高质量",
        "落实", "保护", "利用", "创新", "以", "我市", "我县", "我区", "全市",
    ]
    private static let titleTails: [Keys] = [
        "的建议", "的提案", "的意见", "的对策", "的思考", "的几点建议", "的若干建议", "建议", "的对策建议", "的调研报告", "工作", "水平",
    ]

    /// What a title is about: 电动自行车充电安全 of `关于加强电动自行车充电安全管理的建议`; nil if too little or too much is left.
    private func titlePhrase(_ range: Range<Int>) -> Range<Int>? {
        var phrase = text.trimmed(range)
        if let space = phrase.first(where: { text.keys[$0] == 0x20 || text.keys[$0] == 0x2C }),
            space - phrase.lowerBound >= 6
        {
            phrase = phrase.lowerBound..<space
        }
        var goesOn = true
        while goesOn {
            goesOn = false
            for head in Analysis.titleHeads where text.has(head, at: phrase.lowerBound, before: phrase.upperBound) {
                phrase = phrase.lowerBound + head.count..<phrase.upperBound
                goesOn = true
            }
            for tail in Analysis.titleTails
            where phrase.count > tail.count
                && text.has(tail, at: phrase.upperBound - tail.count, before: phrase.upperBound)
            {
                phrase = phrase.lowerBound..<phrase.upperBound - tail.count
                goesOn = true
            }
        }
        return (2...14).contains(phrase.count) ? phrase : nil
    }
}
